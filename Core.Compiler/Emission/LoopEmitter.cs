using Core.Compiler.Loops;

namespace Core.Compiler.Emission;

/// <summary>Turns a <see cref="LoopCode"/> into calls of a <see cref="CodeWriter"/>: one pass over the nest, values in locals or right where they are used.</summary>
/// <remarks>
/// RyuJIT schedules nothing, hoists no loads and folds only what is adjacent. So a value that is used once is written where it is used (a comparison
/// becomes a mask register of the select after it, a load the operand of an instruction), invariant loads go before their loop, passes of an unrolled
/// loop are interleaved statement by statement, and addresses are a base that the outer loops make plus the innermost index, which fold.
/// </remarks>
internal sealed partial class LoopEmitter
{
    // Trees of values used once grow no larger, so that passes of an unrolled loop stay interleaved and the JIT's recursion shallow.
    private const int InterleavedTree = 6, LargestTree = 24;

    private readonly LoopCode _code;
    private readonly CodeWriter _writer;
    private readonly VectorSet _vectors;
    private readonly LoopFacts _facts;
    private readonly Stack<int>[] _free = [new(), new(), new(), new(), new(), new()];
    private readonly List<(Pass Pass, int Value)> _consumed = [];
    private readonly bool[] _hoisted;
    private readonly int _half;
    private Tail? _tail;
    private int _names;

    public LoopEmitter(LoopCode code, CodeWriter writer, VectorSet vectors) : this(code, writer, vectors, new LoopFacts(code)) =>
        _parted = writer is IlWriter && Estimate(code.Body) > LargestMethod;

    private LoopEmitter(LoopCode code, CodeWriter writer, VectorSet vectors, LoopFacts facts)
    {
        (_code, _writer, _vectors, _facts) = (code, writer, vectors, facts);
        _hoisted = new bool[code.Values.Count];
        _half = code.Lanes / 2;
        _indexDepth = new int[code.IndexCount];
        _indexLocal = new int[code.IndexCount];
        Array.Fill(_indexDepth, -1);
        FrameStart = (code.ScratchBytes + 63) & ~63;
        FrameBytes = FrameStart;
    }

    /// <summary>A part of a kernel.</summary>
    private LoopEmitter(LoopCode code, CodeWriter writer, VectorSet vectors, LoopEmitter whole)
        : this(code, writer, vectors, whole._facts) =>
        (_places, FrameBytes) = (whole._places, whole.FrameBytes);

    /// <summary>Bytes of scratch memory that the kernel needs, with those of the code.</summary>
    public int FrameBytes { get; private set; }

    /// <summary>Where the memory of calls lane by lane starts: a block for each operand, and one for the result.</summary>
    private int FrameStart { get; }

    private int FrameEnd => FrameStart + (MostOperands + 1) * _code.Lanes * sizeof(long);

    /// <summary>One copy of the values of a block: of a pass of an unrolled loop, or of a nest in it.</summary>
    private sealed class Pass
    {
        public Pass? Parent { get; init; }

        /// <summary>The loop whose pass it is, and which of those that are written out.</summary>
        public For? Loop { get; init; }

        public int Shift { get; init; }

        public required Binding[] Values { get; init; }

        /// <summary>The locals (plus 1) of registers that the pass has for itself.</summary>
        public int[]? Registers { get; set; }

        /// <summary>Values that were not written out yet and read memory or registers.</summary>
        public List<int> Pending { get; } = [];

        /// <summary>The pass, or the one around it, that holds the value.</summary>
        public Pass Holding(int value)
        {
            Pass pass = this;
            while (!pass.Values[value].Bound) pass = pass.Parent ?? throw new InvalidOperationException($"Value {value} is used before it is given.");
            return pass;
        }
    }

    /// <summary>Where a value is: in locals, or not written out yet.</summary>
    private record struct Binding(bool Bound, Statement? Lazy, int Lower, int Upper, int Remaining, int Tree, bool Reads);

    /// <summary>The lanes that count in the last pass of a vectorised loop.</summary>
    private sealed record Tail(int Count, int Mask, int WideLower, int WideUpper);

    /// <summary>Writes the whole kernel.</summary>
    public void Emit()
    {
        var root = new Pass { Values = new Binding[_code.Values.Count], Registers = new int[_code.Registers.Count * 2] };
        _scopes.Add(new Scope(-1));
        OpenBuffers(_code.Body);
        for (int r = 0; r < _code.Registers.Count; r++) NewRegister(root, r);
        Emit(_code.Body, [root]);
    }

    private void Emit(Block block, Pass[] passes)
    {
        foreach (Statement statement in block.Statements)
        {
            switch (statement)
            {
                case For loop:
                    foreach (Pass pass in passes) Flush(pass, -1);
                    if (IsPart(loop, passes)) EmitPart(loop, passes[0]);
                    else if (passes.Length > 1 && !SameRange(loop, passes)) foreach (Pass pass in passes) Emit(loop, [pass]);
                    else Emit(loop, passes);
                    break;
                case Split split: Emit(split, passes[0]); break;
                case Let let when _hoisted[let.Value]: break;
                case Load load when _hoisted[load.Value]: break;
                default:
                    foreach (Pass pass in passes) Emit(statement, pass, passes.Length);
                    break;
            }
        }
    }

    private void Emit(Statement statement, Pass pass, int passes)
    {
        switch (statement)
        {
            case Let let: Give(let.Value, let, pass, passes); break;
            case Load load: Give(load.Value, load, pass, passes); break;
            case Store store:
                Flush(pass, store.Value);
                Emit(store, pass);
                break;
            case Set set:
                Flush(pass, set.Value);
                for (int part = 0; part < PartsOfRegister(set.Register); part++)
                {
                    PushAs(pass, set.Value, _code.Registers[set.Register], false, part);
                    _writer.Set(RegisterLocal(pass, set.Register, part));
                }
                Consume(pass, set.Value);
                break;
            case Accumulate accumulate:
                Flush(pass, accumulate.Value);
                Emit(accumulate, pass);
                break;
            case Across across: Emit(across, pass); break;
            case WhileAny loop:
                Flush(pass, -1);
                _writer.Loop(() =>
                {
                    Emit(loop.Condition, [pass]);
                    Flush(pass, -1);
                    PushAny(pass, loop.Mask);
                    _writer.Int32(0);
                    _writer.BreakIf(Test.Equal);
                    Emit(loop.Body, [pass]);
                    Flush(pass, -1);
                });
                break;
            case IfAny branch:
                Flush(pass, -1);
                _writer.If(
                    () =>
                    {
                        PushAny(pass, branch.Mask);
                        _writer.Int32(0);
                    },
                    Test.NotEqual,
                    () => { Emit(branch.Then, [pass]); Flush(pass, -1); },
                    branch.Else.Statements.Count == 0 ? null : () => { Emit(branch.Else, [pass]); Flush(pass, -1); });
                break;
            default: throw new InvalidOperationException($"{statement.GetType().Name} is not a statement of its own.");
        }
        Release();
    }

    /// <summary>A value: written out now, or where it is used.</summary>
    private void Give(int value, Statement statement, Pass pass, int passes)
    {
        if (_facts.Uses[value] == 0) return;
        ref Binding binding = ref pass.Values[value];
        if (statement is Let { Instruction.Opcode: Opcode.Constant })
        {
            binding = new Binding(true, statement, 0, 0, int.MaxValue, 0, false);
            return;
        }
        if (_facts.Registers[value] == 1 && !_facts.Escapes[value] && statement is not Let { Instruction.Opcode: Opcode.CallPerLane or Opcode.Gather })
        {
            (int tree, bool reads) = Tree(statement, pass);
            if (tree <= (passes > 1 ? InterleavedTree : LargestTree))
            {
                if (statement is Let let) TakeOver(pass, let.Instruction);
                binding = new Binding(true, statement, 0, 0, 1, tree, reads);
                if (reads) pass.Pending.Add(value);
                return;
            }
        }
        WriteOut(pass, value, statement, _facts.Uses[value]);
    }

    /// <summary>How many operations a value and what is written out with it are, and whether they read memory or registers.</summary>
    private static (int Tree, bool Reads) Tree(Statement statement, Pass pass)
    {
        if (statement is not Let { Instruction: var instruction }) return (1, true);
        (int tree, bool reads) = (1, instruction.Opcode == Opcode.GetRegister);
        Count(instruction.A);
        Count(instruction.B);
        Count(instruction.C);
        Count(instruction.D);
        return (tree, reads);

        void Count(int operand)
        {
            if (operand < 0 || pass.Holding(operand).Values[operand] is not { Lazy: not null } binding) return;
            tree += binding.Tree;
            reads |= binding.Reads;
        }
    }

    // What is part of a larger tree is no longer pending by itself.
    private static void TakeOver(Pass pass, Instruction instruction)
    {
        if (pass.Pending.Count == 0) return;
        if (instruction.A >= 0) pass.Pending.Remove(instruction.A);
        if (instruction.B >= 0) pass.Pending.Remove(instruction.B);
        if (instruction.C >= 0) pass.Pending.Remove(instruction.C);
        if (instruction.D >= 0) pass.Pending.Remove(instruction.D);
    }

    /// <summary>Writes out what reads memory or registers, before they change; but for the value that the next statement takes.</summary>
    private void Flush(Pass pass, int except)
    {
        if (pass.Pending.Count == 0) return;
        int[] pending = [.. pass.Pending];
        pass.Pending.Clear();
        foreach (int value in pending)
        {
            if (value != except) WriteOut(pass, value, pass.Values[value].Lazy!, _facts.Uses[value]);
        }
    }

    private void WriteOut(Pass pass, int value, Statement statement, int remaining)
    {
        if (statement is Let let) TakeOver(pass, let.Instruction);
        pass.Values[value] = default;
        if (statement is Let { Instruction.Opcode: Opcode.CallPerLane or Opcode.Gather } slow)
        {
            EmitLanes(slow, pass, remaining);
            Release();
            return;
        }
        LaneType type = RegisterType(value);
        int lower = -1, upper = -1;
        Push(statement, pass, 0);
        bool two = _facts.Parts(value) == 2;
        if (!two) Release();
        lower = NewVector(type, value);
        _writer.Set(lower);
        if (two)
        {
            Push(statement, pass, 1);
            Release();
            upper = NewVector(type, value);
            _writer.Set(upper);
        }
        pass.Values[value] = new Binding(true, null, lower, upper, remaining, 0, false);
    }

    /// <summary>The type of the registers that hold a value: masks are integers.</summary>
    private LaneType RegisterType(int value) => _code.Values[value] is var type && type == LaneType.Mask ? _facts.Wide[value] ? LaneType.I64 : LaneType.I32 : type;

    private int NewVector(LaneType type, int value) => NewLocal((Slot)type, value >= 0 ? $"v{value}" : "t", true);

    private int NewLocal(Slot slot, string name, bool once)
    {
        if (_writer.ReuseLocals && _free[(int)slot].TryPop(out int local)) return local;
        return _writer.NewLocal(slot, _writer.ReuseLocals ? name : $"{name}_{_names++}", once);
    }

    private void Free(Slot slot, int local) => _free[(int)slot].Push(local);

    private void Consume(Pass pass, int value) => _consumed.Add((pass, value));

    /// <summary>Makes the locals of values that were used for the last time free for others.</summary>
    private void Release()
    {
        foreach ((Pass pass, int value) in _consumed)
        {
            if (_facts.Escapes[value]) continue;
            Pass? holder = pass;
            while (holder is not null && !holder.Values[value].Bound) holder = holder.Parent;
            if (holder is null) continue;
            ref Binding binding = ref holder.Values[value];
            if (binding.Remaining == int.MaxValue || --binding.Remaining > 0) continue;
            if (binding.Lazy is null) Free(binding, value);
            binding.Lazy = null;
            binding.Remaining = int.MaxValue;
        }
        _consumed.Clear();
    }

    private void Free(Binding binding, int value)
    {
        Slot slot = (Slot)RegisterType(value);
        Free(slot, binding.Lower);
        if (_facts.Parts(value) == 2) Free(slot, binding.Upper);
    }

    /// <summary>Frees the locals of all values of passes whose block has ended.</summary>
    private void Close(Pass[] passes)
    {
        foreach (Pass pass in passes)
        {
            for (int value = 0; value < pass.Values.Length; value++)
            {
                Binding binding = pass.Values[value];
                if (binding.Bound && binding.Lazy is null && (binding.Remaining != int.MaxValue || _facts.Escapes[value])) Free(binding, value);
            }
        }
    }
}
