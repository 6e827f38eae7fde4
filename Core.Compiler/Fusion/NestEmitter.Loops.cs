using Core.Compiler.Loops;
using Core.Compiler.Lowering;

namespace Core.Compiler.Fusion;

internal sealed partial class NestEmitter
{
    // Weights of ops in one loop: more are latency-bound, as few iterations fit into the processor's window.
    private const int SegmentWeight = 36;

    /// <summary>A pass over a row: its ops, and what is made of them.</summary>
    private sealed class Pass(NestEmitter of, int number, List<int> ops, List<int> reductions, Dictionary<int, Registers> registers)
    {
        public NestEmitter Of => of;
        public int Number => number;
        public List<int> Ops => ops;
        public List<int> Reductions => reductions;
        public Dictionary<int, Registers> Registers => registers;

        /// <summary>The values of the current loop.</summary>
        public LaneValue?[] Values { get; } = new LaneValue?[of._nest.Nodes.Count];

        /// <summary>The segment in which each op is computed.</summary>
        public int[] SegmentOf { get; } = new int[of._nest.Nodes.Count];

        /// <summary>Where each value that goes from one segment to others lies in scratch memory; −1 if nowhere.</summary>
        public int[] SlotOf { get; } = NoSlots(of._nest.Nodes.Count);

        public int Segments { get; set; } = 1;

        private static int[] NoSlots(int count)
        {
            int[] slots = new int[count];
            Array.Fill(slots, -1);
            return slots;
        }
    }

    private void EmitLoops(Pass pass)
    {
        int last = _nest.Sizes.Length - 1;
        if (_nest.Rows > last)
        {
            // No inner dimensions are left: all sizes are 1.
            EmitBody(pass, 0, -1, -1);
            return;
        }
        for (int dim = _nest.Rows; dim < last; dim++)
        {
            _indices[dim] = _builder.Index();
            _builder.Open();
        }
        (Bound from, Bound to) = Range(last);
        if (!_plan.AcrossRows) CutIntoSegments(pass);
        if (_plan.AcrossRows || pass.Segments == 1)
        {
            int index = _indices[last] = _builder.Index();
            _builder.Open();
            EmitBody(pass, 0, index, -1);
            int unroll = _plan.AcrossRows ? 1 : Unroll(pass);
            _builder.CloseFor(index, from, to, vector: !_plan.AcrossRows, unroll: unroll);
        }
        else
        {
            long size = _nest.Sizes[last], blocks = (size + NestPlan.Block - 1) / NestPlan.Block;
            int block = _builder.Index();
            _builder.Open();
            for (int segment = 0; segment < pass.Segments; segment++)
            {
                int index = _indices[last] = _builder.Index();
                _builder.Open();
                EmitBody(pass, segment, index, block);
                _builder.CloseFor(index, new(BoundKind.Affine, 0, block, NestPlan.Block), new(BoundKind.Affine, NestPlan.Block, block, NestPlan.Block, size), vector: true);
            }
            if (last == _plan.CutDim && _cut >= 0)
            {
                long each = _plan.CutSize / NestPlan.Block;
                _builder.CloseFor(block, new(BoundKind.Affine, 0, _cut, each), new(BoundKind.Affine, each, _cut, each, blocks));
            }
            else _builder.CloseFor(block, 0, blocks);
        }
        for (int dim = last - 1; dim >= _nest.Rows; dim--)
        {
            (from, to) = Range(dim);
            _builder.CloseFor(_indices[dim], from, to);
        }
    }

    private int Unroll(Pass pass)
    {
        int weight = pass.Reductions.Count;
        foreach (int node in pass.Ops) weight += WeightOf(pass, node);
        return pass.Reductions.Count > 0 ? weight > 60 ? 1 : weight > 30 ? 2 : 4 : weight < 12 ? 4 : weight < 24 ? 2 : 1;
    }

    private int WeightOf(Pass pass, int node) =>
        _nest.Nodes[node].Kind is NodeKind.Op && !IsReadBack(node, pass.Number) ? Fusible.Weight(_nest.Nodes[node].Equation!) : 0;

    /// <summary>Shares the ops out to loops that run one after the other over a block, and gives values that go from one to another a place.</summary>
    private void CutIntoSegments(Pass pass)
    {
        int total = 0;
        foreach (int node in pass.Ops) total += WeightOf(pass, node);
        if (!NestPlan.NeedsSegments(total) || _nest.Sizes[^1] < 4 * _builder.Lanes) return;
        int segments = (total + SegmentWeight - 1) / SegmentWeight, weight = 0, segment = 0;
        int each = (total + segments - 1) / segments;
        foreach (int node in pass.Ops)
        {
            int own = WeightOf(pass, node);
            if (weight > 0 && weight + own / 2 > each)
            {
                segment++;
                weight = 0;
            }
            weight += own;
            pass.SegmentOf[node] = segment;
        }
        pass.Segments = segment + 1;

        // The last segment that needs each value.
        int[] lastUse = new int[_nest.Nodes.Count];
        foreach (int node in pass.Ops)
        {
            if (IsReadBack(node, pass.Number)) continue;
            foreach (int operand in _nest.Nodes[node].Operands)
            {
                int place = _nest.Resolved[operand];
                lastUse[place] = Math.Max(lastUse[place], pass.SegmentOf[node]);
            }
        }
        Stack<int>[] free = [new(), new()];
        List<(int Until, int Slot, int Kind)> held = [];
        int current = 0;
        foreach (int node in pass.Ops)
        {
            if (!GoesThroughScratch(pass, node) || lastUse[node] <= pass.SegmentOf[node]) continue;
            if (pass.SegmentOf[node] != current)
            {
                current = pass.SegmentOf[node];
                for (int i = held.Count - 1; i >= 0; i--)
                {
                    if (held[i].Until >= current) continue;
                    free[held[i].Kind].Push(held[i].Slot);
                    held.RemoveAt(i);
                }
            }
            DType dtype = _nest.Nodes[node].Atom.Type.DType;
            int kind = Elements.Scratch(dtype).ByteSize * Elements.Values(dtype) <= 4 ? 0 : 1;
            if (!free[kind].TryPop(out int slot)) slot = _builder.Scratch(NestPlan.Block * (kind == 0 ? 4 : 16));
            pass.SlotOf[node] = slot;
            held.Add((lastUse[node], slot, kind));
        }
    }

    // Loads and counts are done again where they are needed.
    private bool GoesThroughScratch(Pass pass, int node) => _nest.Nodes[node].Kind is NodeKind.Op && !IsReadBack(node, pass.Number);

    private void EmitBody(Pass pass, int segment, int index, int block)
    {
        Array.Clear(pass.Values);
        foreach (int node in pass.Ops)
        {
            if (pass.SegmentOf[node] != segment || !GoesThroughScratch(pass, node)) continue;
            LaneValue value = Value(pass, node, segment, index, block);
            if (pass.SlotOf[node] >= 0) Slot(pass.SlotOf[node], index, block, value);
            if (_plan.Kept[node] && _nest.Pass[node] == pass.Number) Keep(node, value);
            StoreValue(pass, node, value);
        }
        // What is stored or reduced as it is read.
        foreach ((int node, Access at) in _nest.Stores)
        {
            if (_nest.Pass[node] != pass.Number || !_nest.IsStoredInner(at) || segment != pass.Segments - 1) continue;
            if (!_nest.IsInner[node] || !GoesThroughScratch(pass, node)) Write(Value(pass, node, segment, index, block), at);
        }
        foreach (int node in pass.Reductions)
        {
            int operand = _nest.Resolved[_nest.Nodes[node].Operands[0]];
            bool here = _nest.IsInner[operand] && GoesThroughScratch(pass, operand) ? pass.SegmentOf[operand] == segment : segment == pass.Segments - 1;
            if (here) pass.Registers[node].Accumulate(_builder, Value(pass, operand, segment, index, block));
        }
    }

    private void StoreValue(Pass pass, int node, LaneValue value)
    {
        foreach ((int stored, Access at) in _nest.Stores)
            if (stored == node && _nest.Pass[node] == pass.Number && _nest.IsStoredInner(at)) Write(value, at);
    }

    private void Write(LaneValue value, Access at)
    {
        Address place = Place(at, out long stride);
        Elements.Store(_builder, value, place, at.DType, stride, _plan.NonTemporal && stride == 1);
    }

    /// <summary>The value of a node in the innermost loop: computed in this segment, by an earlier one, by an earlier pass, or for the whole row.</summary>
    private LaneValue Value(Pass pass, int node, int segment, int index, int block)
    {
        if (pass.Values[node] is { } known) return known;
        if (!_nest.IsInner[node]) return RowValue(node);
        LaneValue value;
        Node own = _nest.Nodes[node];
        if (IsReadBack(node, pass.Number)) value = ReadKept(node);
        else if (own.Kind is NodeKind.Op && pass.SegmentOf[node] != segment) value = ReadSlot(pass.SlotOf[node], index, block, own.Atom.Type.DType);
        else
        {
            LaneValue[] operands = new LaneValue[own.Operands.Length];
            for (int i = 0; i < operands.Length; i++) operands[i] = Value(pass, _nest.Resolved[own.Operands[i]], segment, index, block);
            value = Compute(node, operands);
        }
        pass.Values[node] = value;
        return value;
    }

    private void Slot(int slot, int index, int block, LaneValue value)
    {
        DType stored = Elements.Scratch(value.DType);
        _builder.Store(SlotPlace(slot, 0, index, block), stored, 1, value.A);
        if (value.B >= 0) _builder.Store(SlotPlace(slot, NestPlan.Block * stored.ByteSize, index, block), stored, 1, value.B);
    }

    private LaneValue ReadSlot(int slot, int index, int block, DType dtype)
    {
        DType stored = Elements.Scratch(dtype);
        int a = _builder.Load(SlotPlace(slot, 0, index, block), stored, 1);
        return new(dtype, a, Elements.Values(dtype) == 1 ? -1 : _builder.Load(SlotPlace(slot, NestPlan.Block * stored.ByteSize, index, block), stored, 1));
    }

    private static Address SlotPlace(int slot, int bytes, int index, int block) => new(Address.Scratch, slot + bytes, [new(index, 1), new(block, -NestPlan.Block)]);

    private void Keep(int node, LaneValue value)
    {
        DType stored = Elements.Scratch(value.DType);
        long bytes = KeptElements() * stored.ByteSize;
        if (_keptAt[node] == 0) _keptAt[node] = 1 + _builder.Scratch((int)bytes * (value.B < 0 ? 1 : 2));
        _builder.Store(KeptPlace(node, 0), stored, 1, value.A);
        if (value.B >= 0) _builder.Store(KeptPlace(node, bytes), stored, 1, value.B);
    }

    private LaneValue ReadKept(int node)
    {
        DType dtype = _nest.Nodes[node].Atom.Type.DType, stored = Elements.Scratch(dtype);
        int a = _builder.Load(KeptPlace(node, 0), stored, 1);
        return new(dtype, a, Elements.Values(dtype) == 1 ? -1 : _builder.Load(KeptPlace(node, KeptElements() * stored.ByteSize), stored, 1));
    }

    private long KeptElements()
    {
        long elements = _nest.Points.Inner;
        return (_plan.AcrossRows ? elements * _builder.Lanes : elements + _builder.Lanes) / 16 * 16 + 16;
    }

    // A row, or, where lanes are rows, as many as there are lanes.
    private Address KeptPlace(int node, long bytes)
    {
        List<IndexTerm> terms = [];
        long stride = _plan.AcrossRows ? _builder.Lanes : 1;
        for (int dim = _nest.Sizes.Length - 1; dim >= _nest.Rows; dim--)
        {
            terms.Add(new(_indices[dim], stride));
            stride *= _nest.Sizes[dim];
        }
        return new(Address.Scratch, _keptAt[node] - 1 + bytes, [.. terms]);
    }
}
