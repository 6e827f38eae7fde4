using Core.Compiler.Loops;

namespace Core.Compiler.Emission;

/// <summary>Kernels too large for one method: the JIT no longer optimises methods that are too long. Large inner loops become methods of their own.</summary>
internal sealed partial class LoopEmitter
{
    // RyuJIT gives up at 60 000 bytes of IL or 8 000 uses of locals; well before that its time grows faster than the code.
    private const int LargestMethod = 12000, SmallestPart = 1500, BytesPerStatement = 14;

    // Where values, registers and indices are while a part runs: the same for all methods of the kernel.
    private readonly Dictionary<int, int> _places = [];
    private readonly bool _parted;

    /// <summary>The methods of loops that were taken out.</summary>
    public List<IlWriter> Parts { get; } = [];

    /// <summary>About how many bytes of IL a block becomes, with all copies of its loops.</summary>
    private static int Estimate(Block block)
    {
        int bytes = 0;
        foreach (Statement statement in block.Statements)
        {
            bytes += statement switch
            {
                For loop => Estimate(loop.Body) * (Math.Max(1, loop.Unroll) + (loop.Vector ? 1 : 0)),
                WhileAny loop => Estimate(loop.Condition) + Estimate(loop.Body),
                IfAny branch => Estimate(branch.Then) + Estimate(branch.Else),
                Let { Instruction.Opcode: Opcode.Constant } => 0,
                Let { Instruction.Type: LaneType.F64 or LaneType.I64 } => 2 * BytesPerStatement,
                _ => BytesPerStatement,
            };
        }
        return bytes;
    }

    /// <summary>Whether the loop becomes a method of its own.</summary>
    private bool IsPart(For loop, Pass[] passes) =>
        _parted && passes.Length == 1 && _tail is null && _scopes.Count > 1 && Estimate(loop) is >= SmallestPart and <= LargestMethod;

    private static int Estimate(For loop) => Estimate(new Block([loop]));

    /// <summary>Puts what the loop needs into the scratch memory, calls its method, and takes what it changed from there.</summary>
    private void EmitPart(For loop, Pass pass)
    {
        var uses = new Uses();
        LoopFacts.Walk(new Block([loop]), uses.Note);
        uses.Values.ExceptWith(uses.Given);
        uses.Values.RemoveWhere(value => pass.Holding(value).Values[value].Lazy is not null);
        uses.Indices.RemoveWhere(index => _indexDepth[index] < 0);

        foreach (int index in uses.Indices)
        {
            PushPlace(-1 - index, sizeof(long), 0);
            PushIndex(pass, index);
            _writer.FromNative(Scalar.I64);
            _writer.Write(Scalar.I64);
        }
        foreach (int value in uses.Values) Spill(() => RegisterType(value), part => PushValue(pass, value, part), value * 2, _facts.Parts(value));
        foreach (int register in uses.Registers) Spill(() => VectorTypeOfRegister(register), part => _writer.Get(RegisterLocal(pass, register, part)), register * 2 + 1, PartsOfRegister(register));

        var writer = new IlWriter("part", _vectors);
        var emitter = new LoopEmitter(_code, writer, _vectors, this);
        emitter.EmitAsPart(loop, pass, uses);
        FrameBytes = Math.Max(FrameBytes, emitter.FrameBytes);
        Parts.Add(writer);
        for (int argument = 0; argument < 4; argument++) _writer.RawArgument(argument);
        _writer.Call(writer.Finish());

        foreach (int register in uses.Changed)
        {
            for (int part = 0; part < PartsOfRegister(register); part++)
            {
                PushPlace(register * 2 + 1, _code.Lanes * sizeof(long), part);
                _writer.Call(_vectors.Method(VectorOp.Load, VectorTypeOfRegister(register)));
                _writer.Set(RegisterLocal(pass, register, part));
            }
        }
    }

    private void EmitAsPart(For loop, Pass caller, Uses uses)
    {
        var root = new Pass { Values = new Binding[_code.Values.Count], Registers = new int[_code.Registers.Count * 2] };
        _scopes.Add(new Scope(-1));
        OpenBuffers(new Block([loop]));
        foreach (int index in uses.Indices)
        {
            int local = NewLocal(Slot.Native, $"i{index}", false);
            PushPlace(-1 - index, sizeof(long), 0);
            _writer.Read(Scalar.I64);
            _writer.ToNative();
            _writer.Set(local);
            (_indexLocal[index], _indexDepth[index]) = (local, 0);
        }
        foreach (int value in uses.Values)
        {
            int lower = Take(0), upper = _facts.Parts(value) == 2 ? Take(1) : -1;
            root.Values[value] = new Binding(true, null, lower, upper, int.MaxValue, 0, false);

            int Take(int part)
            {
                int local = NewVector(RegisterType(value), value);
                PushPlace(value * 2, _code.Lanes * sizeof(long), part);
                _writer.Call(_vectors.Method(VectorOp.Load, RegisterType(value)));
                _writer.Set(local);
                return local;
            }
        }
        for (Pass? pass = caller; pass is not null; pass = pass.Parent)
        {
            for (int value = 0; value < pass.Values.Length; value++)
            {
                if (pass.Values[value] is { Bound: true, Lazy: Let { Instruction.Opcode: Opcode.Constant } } constant) root.Values[value] = constant;
            }
        }
        foreach (int register in uses.Registers)
        {
            NewRegister(root, register);
            for (int part = 0; part < PartsOfRegister(register); part++)
            {
                PushPlace(register * 2 + 1, _code.Lanes * sizeof(long), part);
                _writer.Call(_vectors.Method(VectorOp.Load, VectorTypeOfRegister(register)));
                _writer.Set(RegisterLocal(root, register, part));
            }
        }
        Emit(loop, [root]);
        foreach (int register in uses.Changed) Spill(() => VectorTypeOfRegister(register), part => _writer.Get(RegisterLocal(root, register, part)), register * 2 + 1, PartsOfRegister(register));
    }

    private void Spill(Func<LaneType> type, Action<int> push, int key, int parts)
    {
        for (int part = 0; part < parts; part++)
        {
            push(part);
            PushPlace(key, _code.Lanes * sizeof(long), part);
            _writer.Call(_vectors.Method(VectorOp.Store, type()));
        }
    }

    /// <summary>The address where a value, register or index is while a part runs.</summary>
    private void PushPlace(int key, int bytes, int part)
    {
        if (!_places.TryGetValue(key, out int place))
        {
            // After the memory of calls lane by lane.
            if (_places.Count == 0) FrameBytes = Math.Max(FrameBytes, FrameEnd);
            _places[key] = place = FrameBytes;
            FrameBytes += (bytes + 63) & ~63;
        }
        _writer.Argument(CodeWriter.Scratch);
        _writer.Native(place + part * (_code.Lanes / 2) * sizeof(long));
        _writer.Add();
    }

    /// <summary>What a loop uses.</summary>
    private sealed class Uses
    {
        public SortedSet<int> Values { get; } = [];

        public HashSet<int> Given { get; } = [];

        public SortedSet<int> Registers { get; } = [];

        public SortedSet<int> Changed { get; } = [];

        public SortedSet<int> Indices { get; } = [];

        public void Note(Statement statement)
        {
            if (AddressOf(statement) is { } address)
            {
                foreach (IndexTerm term in address.Terms) Indices.Add(term.Index);
            }
            if (ValueOf(statement) is >= 0 and var given) Given.Add(given);
            switch (statement)
            {
                case Let { Instruction: var i }:
                    if (i.Opcode == Opcode.IndexValue) Indices.Add((int)i.Bits);
                    if (i.Opcode == Opcode.GetRegister) Registers.Add((int)i.Bits);
                    if (i.A >= 0) Values.Add(i.A);
                    if (i.B >= 0) Values.Add(i.B);
                    if (i.C >= 0) Values.Add(i.C);
                    if (i.D >= 0) Values.Add(i.D);
                    break;
                case Store store: Values.Add(store.Value); break;
                case Set set:
                    Values.Add(set.Value);
                    Registers.Add(set.Register);
                    Changed.Add(set.Register);
                    break;
                case Accumulate accumulate:
                    Values.Add(accumulate.Value);
                    Registers.Add(accumulate.Register);
                    Changed.Add(accumulate.Register);
                    break;
                case Across across: Registers.Add(across.Register); break;
                case For loop:
                    if (loop.From.Kind == BoundKind.Affine) Indices.Add(loop.From.Index);
                    if (loop.To.Kind == BoundKind.Affine) Indices.Add(loop.To.Index);
                    break;
                case Split split: Indices.Add(split.Of); break;
                case WhileAny loop: Values.Add(loop.Mask); break;
                case IfAny branch: Values.Add(branch.Mask); break;
            }
        }
    }
}
