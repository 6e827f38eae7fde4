using Core.Compiler.Loops;
using Core.Compiler.Lowering;
using Core.Ir;

namespace Core.Compiler.Fusion;

/// <summary>Which part of a nest whose reductions are cut into parts is emitted.</summary>
internal enum NestPart : byte
{
    /// <summary>All of it; reductions are not cut.</summary>
    Whole,

    /// <summary>The parts of the reductions, to a workspace for each.</summary>
    Parts,

    /// <summary>The reductions out of their parts, and what follows.</summary>
    Combination,
}

/// <summary>Makes the <see cref="LoopCode"/> of a nest.</summary>
internal sealed partial class NestEmitter
{
    private readonly Nest _nest;
    private readonly NestPlan _plan;
    private readonly NestPart _part;
    private readonly LoopBuilder _builder;
    private readonly LaneValue?[] _rowValues;
    private readonly int[] _indices;
    private readonly int[] _keptAt;
    private readonly Dictionary<int, int> _partials = [];
    private int _cut = -1;

    private NestEmitter(Nest nest, NestPlan plan, NestPart part, int lanes)
    {
        (_nest, _plan, _part) = (nest, plan, part);
        _builder = new(lanes);
        _rowValues = new LaneValue?[nest.Nodes.Count];
        _indices = new int[nest.Sizes.Length];
        _keptAt = new int[nest.Nodes.Count];
    }

    /// <summary>The code of a nest: its outermost loop runs over <see cref="NestPlan.Outer"/>, or over the rows alone for a combination.</summary>
    public static LoopCode Emit(Nest nest, NestPlan plan, NestPart part, int lanes) => new NestEmitter(nest, plan, part, lanes).Emit();

    private LoopCode Emit()
    {
        foreach (Var var in _nest.Buffers) _builder.Buffer(Elements.Stored(var.Type.DType));
        if (_part is not NestPart.Whole)
            foreach (int node in _nest.Order)
                if (_nest.Nodes[node].Kind is NodeKind.Reduce) _partials[node] = _builder.Buffer(Elements.Scratch(_nest.Nodes[node].Atom.Type.DType));
        int outer = _builder.Index();
        _builder.Open();
        OpenRows(outer);
        if (_plan.AcrossRows)
        {
            int lanes = _indices[_plan.LanesDim] = _builder.Index();
            _builder.Open();
            EmitPasses();
            (Bound from, Bound to) = Range(_plan.LanesDim);
            _builder.CloseFor(lanes, from, to, vector: true, unroll: Array.IndexOf(_plan.Kept, true) < 0 ? NestPlan.RowVectors : 1); // kept rows have one place
        }
        else EmitPasses();
        _builder.CloseFor(outer, Bound.Begin, Bound.End);
        return _builder.ToCode();
    }

    /// <summary>Takes the outermost index apart: the rows, but for one along which lanes lie, and the number of the cut.</summary>
    private void OpenRows(int outer)
    {
        List<(int Dim, long Size)> factors = new(_nest.Rows + 1);
        for (int dim = 0; dim < _nest.Rows; dim++)
            if (!_plan.AcrossRows || dim != _plan.LanesDim) factors.Add((dim, _nest.Sizes[dim]));
        if (_plan.CutSize > 0 && !(_part is NestPart.Combination)) factors.Add((-1, (_nest.Sizes[_plan.CutDim] + _plan.CutSize - 1) / _plan.CutSize));
        if (_plan.CutFirst && factors[^1].Dim < 0)
        {
            factors.Insert(0, factors[^1]);
            factors.RemoveAt(factors.Count - 1);
        }
        long divisor = 1;
        for (int i = factors.Count - 1; i >= 0; i--)
        {
            (int dim, long size) = factors[i];
            int index = factors.Count == 1 ? outer : _builder.Split(outer, divisor, size);
            divisor *= size;
            if (dim < 0) _cut = index;
            else _indices[dim] = index;
        }
    }

    /// <summary>Where a loop over a dimension starts and ends.</summary>
    private (Bound From, Bound To) Range(int dim)
    {
        long size = _nest.Sizes[dim];
        return dim == _plan.CutDim && _cut >= 0
            ? (new Bound(BoundKind.Affine, 0, _cut, _plan.CutSize), new Bound(BoundKind.Affine, _plan.CutSize, _cut, _plan.CutSize, size))
            : (0, size);
    }

    private void EmitPasses()
    {
        for (int pass = 0; pass < _nest.Passes; pass++) EmitPass(pass);
        if (_part is NestPart.Parts)
        {
            foreach ((int node, int buffer) in _partials) StorePartial(node, buffer);
            return;
        }
        foreach ((int node, Access at) in _nest.Stores)
            if (!_nest.IsStoredInner(at)) Elements.Store(_builder, RowValue(node), Place(at, out long stride), at.DType, stride, false);
    }

    private void EmitPass(int pass)
    {
        List<int> reductions = [];
        foreach (int node in _nest.Order)
            if (_nest.Nodes[node].Kind is NodeKind.Reduce && _nest.Pass[node] == pass + 1) reductions.Add(node);
        Dictionary<int, Registers> registers = [];
        foreach (int node in reductions) registers[node] = new(_builder, (Reduce)_nest.Nodes[node].Equation!.Op, _nest.Nodes[node].Atom.Type.DType);
        if (_part is NestPart.Combination)
        {
            foreach (int node in reductions) Combine(node, registers[node]);
        }
        else
        {
            List<int> ops = Needed(pass, reductions);
            foreach (int node in ops)
            {
                foreach (int operand in _nest.Nodes[node].Operands)
                    if (!_nest.IsInner[_nest.Resolved[operand]]) RowValue(_nest.Resolved[operand]);
            }
            foreach (int node in reductions)
                if (_nest.Resolved[_nest.Nodes[node].Operands[0]] is var operand && !_nest.IsInner[operand]) RowValue(operand);
            foreach ((int node, Access at) in _nest.Stores)
                if (!_nest.IsInner[node] && _nest.Pass[node] == pass && _nest.IsStoredInner(at)) RowValue(node);
            EmitLoops(new(this, pass, ops, reductions, registers));
        }
        foreach (int node in reductions) _rowValues[node] = registers[node].Result(_builder, !_plan.AcrossRows);
    }

    /// <summary>The nodes that change along a row and are computed in a pass, operands first.</summary>
    private List<int> Needed(int pass, List<int> reductions)
    {
        bool[] needed = new bool[_nest.Nodes.Count];
        foreach (int node in reductions) needed[_nest.Resolved[_nest.Nodes[node].Operands[0]]] = true;
        foreach ((int node, Access at) in _nest.Stores)
            if (_nest.Pass[node] == pass && _nest.IsStoredInner(at)) needed[node] = true;
        List<int> ops = [];
        for (int i = _nest.Order.Count - 1; i >= 0; i--)
        {
            int node = _nest.Order[i];
            if (_plan.Kept[node] && _nest.Pass[node] == pass) needed[node] = true;
            if (!needed[node] || !_nest.IsInner[node]) continue;
            ops.Add(node);
            if (IsReadBack(node, pass)) continue;
            foreach (int operand in _nest.Nodes[node].Operands) needed[_nest.Resolved[operand]] = true;
        }
        ops.Reverse();
        return ops;
    }

    /// <summary>Whether an earlier pass over the row kept the value.</summary>
    private bool IsReadBack(int node, int pass) => _plan.Kept[node] && _nest.Pass[node] < pass;

    /// <summary>The value of a node that is the same along a row.</summary>
    private LaneValue RowValue(int node)
    {
        if (_rowValues[node] is { } known) return known;
        Node own = _nest.Nodes[node];
        LaneValue[] operands = new LaneValue[own.Operands.Length];
        for (int i = 0; i < operands.Length; i++) operands[i] = RowValue(_nest.Resolved[own.Operands[i]]);
        LaneValue value = Compute(node, operands);
        _rowValues[node] = value;
        return value;
    }

    /// <summary>The value of a node at the current indices.</summary>
    private LaneValue Compute(int node, ReadOnlySpan<LaneValue> operands)
    {
        Node own = _nest.Nodes[node];
        switch (own.Kind)
        {
            case NodeKind.Literal:
                return Elements.Constant(_builder, (Literal)own.Atom);
            case NodeKind.Load:
                Access at = _nest.Loads[node]!;
                return Elements.Load(_builder, Place(at, out long stride), at.DType, stride);
            case NodeKind.Iota:
                return Elements.Count(_builder, _nest.Counts[node]!, _indices, own.Atom.Type.DType);
            case NodeKind.Op:
                return Elements.Apply(_builder, own.Equation!, operands);
            default:
                throw new InvalidOperationException($"a node of the kind {own.Kind} is computed by no instruction.");
        }
    }

    /// <summary>The address of an access at the current indices, and how far apart lanes are.</summary>
    private Address Place(Access at, out long stride)
    {
        stride = _plan.LanesDim < 0 ? 0 : at.Flat[_plan.LanesDim];
        int count = 0;
        for (int dim = 0; dim < _indices.Length; dim++)
            if (at.Flat[dim] != 0) count++;
        IndexTerm[] terms = new IndexTerm[count];
        count = 0;
        for (int dim = 0; dim < _indices.Length; dim++)
            if (at.Flat[dim] != 0) terms[count++] = new(_indices[dim], at.Flat[dim]);
        return new(at.Buffer, at.Flat[^1], ValueArray.Adopt(terms));
    }

    // Parts lie behind one another for each row; where lanes are rows, for each part all rows.
    private Address PartialPlace(int buffer, int part, out long laneStride)
    {
        List<IndexTerm> terms = [];
        long stride = 1;
        laneStride = 0;
        if (!_plan.AcrossRows)
        {
            terms.Add(new(part, 1));
            stride = _plan.Parts;
        }
        for (int dim = _nest.Rows - 1; dim >= 0; dim--)
        {
            terms.Add(new(_indices[dim], stride));
            if (dim == _plan.LanesDim) laneStride = stride;
            stride *= _nest.Sizes[dim];
        }
        if (_plan.AcrossRows) terms.Add(new(part, stride));
        return new(buffer, 0, [.. terms]);
    }

    private void StorePartial(int node, int buffer)
    {
        Address at = PartialPlace(buffer, _cut, out long stride);
        Elements.StoreLanes(_builder, _rowValues[node]!.Value, at, stride);
    }

    private void Combine(int node, Registers registers)
    {
        int part = _builder.Index();
        _builder.Open();
        Address at = PartialPlace(_partials[node], part, out long stride);
        registers.Accumulate(_builder, Elements.LoadLanes(_builder, at, _plan.AcrossRows ? stride : 1, registers.DType));
        _builder.CloseFor(part, 0, _plan.Parts, vector: !_plan.AcrossRows);
    }
}
