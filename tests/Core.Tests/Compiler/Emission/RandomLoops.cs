using Core.Compiler.Loops;

namespace Core.Tests.Compiler.Emission;

/// <summary>Random <see cref="LoopCode"/>s: every opcode, type, stored type and kind of loop.</summary>
internal sealed class RandomLoops
{
    public const int Rows = 3, Elements = 512;

    public static readonly DType[] Stored =
        [DType.Bool, DType.I8, DType.U8, DType.I16, DType.U16, DType.BF16, DType.F16, DType.F32, DType.I32, DType.U32, DType.F64, DType.I64, DType.U64];

    private static readonly Opcode[] Floats =
        [Opcode.Add, Opcode.Sub, Opcode.Mul, Opcode.Div, Opcode.Min, Opcode.Max, Opcode.Fma, Opcode.Fnma, Opcode.Sqrt, Opcode.RoundEven, Opcode.Floor, Opcode.Ceil, Opcode.Truncate,
            Opcode.Scale, Opcode.Exponent, Opcode.Mantissa, Opcode.And, Opcode.Or, Opcode.Xor, Opcode.Not];

    private static readonly Opcode[] Integers =
        [Opcode.Add, Opcode.Sub, Opcode.Mul, Opcode.Min, Opcode.Max, Opcode.And, Opcode.Or, Opcode.Xor, Opcode.Not, Opcode.ShiftLeft, Opcode.ShiftRightLogical, Opcode.ShiftRightArithmetic,
            Opcode.ShiftLeftBy, Opcode.ShiftRightLogicalBy, Opcode.ShiftRightArithmeticBy, Opcode.PopCount, Opcode.LeadingZeros, Opcode.MinUnsigned, Opcode.MaxUnsigned];

    private static readonly Opcode[] Comparisons = [Opcode.Equal, Opcode.NotEqual, Opcode.Less, Opcode.LessEqual];

    private readonly Random _random;
    private readonly int _lanes;
    private readonly List<LaneType> _values = [], _registers = [];
    private readonly List<DType> _outputs = [];
    private List<Statement> _statements = [];

    private RandomLoops(int seed, int lanes) => (_random, _lanes) = (new Random(seed), lanes);

    /// <summary>The buffers are one of each stored type to read, of <see cref="Elements"/>, then those that are written.</summary>
    public static LoopCode Make(int seed, int lanes)
    {
        var maker = new RandomLoops(seed, lanes);
        Block body = maker.MakeRows();
        return new LoopCode
        {
            Buffers = [.. Stored, .. maker._outputs],
            ScratchBytes = 0,
            Registers = [.. maker._registers],
            IndexCount = 3,
            Values = [.. maker._values],
            Lanes = lanes,
            Methods =
            [
                ((Func<float, float>)MathF.Cbrt).Method, ((Func<double, double, double>)Math.Atan2).Method, ((Func<double, double, double, double>)Math.FusedMultiplyAdd).Method,
                ((Func<float, float, float, float, float>)FourNumbers.Between).Method, ((Func<long, long, long, long, long>)FourNumbers.Between).Method,
            ],
            Body = body,
        };
    }

    private int New(LaneType type)
    {
        _values.Add(type);
        return _values.Count - 1;
    }

    private int Let(LaneType result, Instruction instruction)
    {
        int value = New(result);
        _statements.Add(new Let(value, instruction));
        return value;
    }

    private Block Take(List<Statement> outer)
    {
        var block = new Block([.. _statements]);
        _statements = outer;
        return block;
    }

    // for rows { [registers] for columns (vector) { … } [across, store] }
    private Block MakeRows()
    {
        int columns = _random.Next(1, 5 * _lanes), unroll = _random.Next(1, 5);
        bool reduce = _random.Next(2) == 0, inner = _random.Next(4) == 0;
        var rows = new List<Statement>();
        _statements = rows;
        var pool = new List<int>();
        for (int i = _random.Next(2); i > 0; i--) pool.Add(Load(columns, lanes: false));
        if (reduce)
        {
            foreach (LaneType type in new[] { LaneType.F32, LaneType.F64, LaneType.I32, LaneType.I64, LaneType.Mask })
            {
                _registers.Add(type);
                _statements.Add(new Set(_registers.Count - 1, Constant(type)));
            }
        }
        _statements = [];
        var local = new List<int>(pool);
        for (int i = _random.Next(1, 4); i > 0; i--) local.Add(Load(columns, lanes: true));
        for (int i = _random.Next(1, 14); i > 0; i--) local.Add(Operation(local));
        if (inner) MakeInner(local, columns);
        if (_random.Next(4) == 0) MakeBranch(local);
        for (int i = _random.Next(1, 4); i > 0; i--) Store(local[_random.Next(local.Count)], columns, 1 + (_random.Next(5) == 0 ? _random.Next(3) : 0));
        var kinds = new Combine[5];
        if (reduce)
        {
            for (int r = 0; r < 5; r++)
            {
                kinds[r] = _registers[r] switch
                {
                    LaneType.F32 or LaneType.F64 => (Combine)_random.Next(4),
                    LaneType.Mask => (Combine)((int)Combine.And + _random.Next(3)),
                    _ => (Combine)_random.Next(9),
                };
                int[] fitting = [.. local.Where(v => _values[v] == _registers[r])];
                if (fitting.Length > 0) _statements.Add(new Accumulate(r, kinds[r], fitting[_random.Next(fitting.Length)]));
            }
        }
        Bound from = 0, to = columns;
        if (_random.Next(3) == 0) to = new Bound(BoundKind.Affine, columns - 1, 0, _random.Next(2), columns);
        rows.Add(new For(1, from, to, Take(rows)) { Vector = true, Unroll = unroll });
        if (reduce)
        {
            for (int r = 0; r < 5; r++)
            {
                int across = New(_registers[r]);
                _statements.Add(new Across(across, kinds[r], r));
                Store(across, 1, 0);
            }
        }
        return new Block([new For(0, Bound.Begin, Bound.End, Take([]))]);
    }

    // for k { r += x[k, columns] }, within the vectorised loop
    private void MakeInner(List<int> local, int columns)
    {
        _registers.Add(LaneType.I32);
        int register = _registers.Count - 1;
        _statements.Add(new Set(register, Constant(LaneType.I32)));
        List<Statement> outer = _statements;
        _statements = [];
        int x = New(LaneType.I32);
        _statements.Add(new Load(x, new Address(8, 0, [new IndexTerm(2, 7), new IndexTerm(1, 1)]), DType.I32, 1));
        _statements.Add(new Accumulate(register, Combine.Sum, x));
        outer.Add(new For(2, 0, _random.Next(1, 9), Take(outer)) { Unroll = _random.Next(1, 4) });
        local.Add(Let(LaneType.I32, new Instruction(Opcode.GetRegister, LaneType.I32, Bits: register)));
    }

    // if some lane is below a number { r = … } else { r = … }; and a loop that halves a number until it is small.
    private void MakeBranch(List<int> local)
    {
        int x = local.Find(v => _values[v] == LaneType.I32);
        if (_values[x] != LaneType.I32) x = Constant(LaneType.I32);
        _registers.Add(LaneType.I32);
        int register = _registers.Count - 1;
        int mask = Let(LaneType.Mask, new Instruction(Opcode.Less, LaneType.I32, x, Constant(LaneType.I32)));
        _statements.Add(new Set(register, x)); // each pass has it for itself
        List<Statement> outer = _statements;
        _statements = [];
        _statements.Add(new Set(register, Let(LaneType.I32, new Instruction(Opcode.Add, LaneType.I32, x, x))));
        Block then = Take([]);
        _statements.Add(new Set(register, x));
        Block otherwise = Take(outer);
        _statements.Add(new IfAny(mask, then, otherwise));
        outer = _statements;
        _statements = [];
        int now = Let(LaneType.I32, new Instruction(Opcode.GetRegister, LaneType.I32, Bits: register));
        int hundred = Let(LaneType.I32, new Instruction(Opcode.Constant, LaneType.I32, Bits: 100));
        int large = Let(LaneType.Mask, new Instruction(Opcode.LessUnsigned, LaneType.I32, hundred, now));
        Block condition = Take([]);
        int half = Let(LaneType.I32, new Instruction(Opcode.ShiftRightLogical, LaneType.I32, now, Bits: 1));
        _statements.Add(new Set(register, Let(LaneType.I32, new Instruction(Opcode.Select, LaneType.I32, large, half, now))));
        Block body = Take(outer);
        _statements.Add(new WhileAny(condition, large, body));
        local.Add(Let(LaneType.I32, new Instruction(Opcode.GetRegister, LaneType.I32, Bits: register)));
    }

    public static LaneType TypeOf(DType stored) => stored switch
    {
        DType.Bool => LaneType.Mask,
        DType.BF16 or DType.F16 or DType.F32 => LaneType.F32,
        DType.F64 => LaneType.F64,
        DType.I64 or DType.U64 => LaneType.I64,
        _ => LaneType.I32,
    };

    private int Load(int columns, bool lanes)
    {
        int buffer = _random.Next(Stored.Length);
        DType stored = Stored[buffer];
        long stride = lanes && columns < Elements / 5 ? _random.Next(4) : lanes ? _random.Next(2) : 0;
        int value = New(TypeOf(stored));
        List<IndexTerm> terms = [];
        if (_random.Next(2) == 0) terms.Add(new IndexTerm(0, _random.Next(4)));
        if (stride != 0) terms.Add(new IndexTerm(1, stride));
        _statements.Add(new Load(value, new Address(buffer, _random.Next(3), [.. terms]), stored, stride));
        return value;
    }

    private void Store(int value, int columns, long stride)
    {
        DType[] fitting = [.. Stored.Where(d => TypeOf(d) == _values[value])];
        DType stored = fitting[_random.Next(fitting.Length)];
        _outputs.Add(stored);
        long width = Math.Max(1, columns * stride);
        List<IndexTerm> terms = [new IndexTerm(0, width)];
        if (stride != 0) terms.Add(new IndexTerm(1, stride));
        _statements.Add(new Store(new Address(Stored.Length + _outputs.Count - 1, 0, [.. terms]), stored, stride, value) { NonTemporal = _random.Next(8) == 0 });
    }

    private int Constant(LaneType type) => Let(type, new Instruction(Opcode.Constant, type, Bits: type switch
    {
        LaneType.F32 => BitConverter.SingleToInt32Bits(_random.Next(-20, 20) / 4f),
        LaneType.F64 => BitConverter.DoubleToInt64Bits(_random.Next(-20, 20) / 4.0),
        LaneType.Mask => _random.Next(2),
        _ => _random.Next(-200, 200),
    }));

    private int Pick(List<int> pool, LaneType type)
    {
        int[] fitting = [.. pool.Where(v => _values[v] == type)];
        return fitting.Length == 0 || _random.Next(6) == 0 ? Constant(type) : fitting[_random.Next(fitting.Length)];
    }

    private int Operation(List<int> pool)
    {
        var type = (LaneType)_random.Next(5);
        int A() => Pick(pool, type);
        bool floating = type is LaneType.F32 or LaneType.F64;
        switch (_random.Next(10))
        {
            case 0 when type != LaneType.Mask:
                Opcode compare = floating || _random.Next(2) == 0 ? Comparisons[_random.Next(4)] : (Opcode)((int)Opcode.LessUnsigned + _random.Next(2));
                return Let(LaneType.Mask, new Instruction(compare, type, A(), A()));
            case 1 or 2: return Let(type, new Instruction(Opcode.Select, type, Pick(pool, LaneType.Mask), A(), A()));
            case 3 when type != LaneType.Mask: return Conversion(pool, type);
            case 4 when !floating && type != LaneType.Mask: return Let(type, new Instruction(Opcode.IndexValue, type, Bits: _random.Next(2)));
            case 5 when type == LaneType.F32: return Let(type, new Instruction(Opcode.CallPerLane, type, A()));
            case 5 when type == LaneType.F64:
                return Let(type, _random.Next(2) == 0 ? new Instruction(Opcode.CallPerLane, type, A(), A(), Bits: 1) : new Instruction(Opcode.CallPerLane, type, A(), A(), A(), Bits: 2));
            case 5 when type == LaneType.I64: return Let(type, new Instruction(Opcode.CallPerLane, type, A(), A(), A(), Bits: 4, D: A()));
            case 7 when type == LaneType.F32: return Let(type, new Instruction(Opcode.CallPerLane, type, A(), A(), A(), Bits: 3, D: A()));
            case 6 when type is LaneType.I32 or LaneType.I64:
                int mask = Let(type, new Instruction(Opcode.Constant, type, Bits: Elements / 2 - 1)), index = Let(type, new Instruction(Opcode.And, type, A(), mask));
                int buffer = _random.Next(Stored.Length);
                return Let(TypeOf(Stored[buffer]), new Instruction(Opcode.Gather, TypeOf(Stored[buffer]), index, Bits: buffer));
        }
        if (type == LaneType.Mask)
        {
            Opcode logic = (Opcode)((int)Opcode.And + _random.Next(4));
            return Let(type, new Instruction(logic, type, A(), logic == Opcode.Not ? -1 : A()));
        }
        Opcode opcode = floating ? Floats[_random.Next(Floats.Length)] : Integers[_random.Next(Integers.Length)];
        switch (opcode)
        {
            case Opcode.Fma or Opcode.Fnma: return Let(type, new Instruction(opcode, type, A(), A(), A()));
            case Opcode.Sqrt or Opcode.RoundEven or Opcode.Floor or Opcode.Ceil or Opcode.Truncate or Opcode.Exponent or Opcode.Mantissa or Opcode.Not or Opcode.PopCount or Opcode.LeadingZeros:
                return Let(type, new Instruction(opcode, type, A()));
            case Opcode.ShiftLeft or Opcode.ShiftRightLogical or Opcode.ShiftRightArithmetic: return Let(type, new Instruction(opcode, type, A(), Bits: _random.Next(32)));
            case Opcode.Scale:
                int by = Let(type, new Instruction(Opcode.Constant, type, Bits: type == LaneType.F32 ? BitConverter.SingleToInt32Bits(_random.Next(-300, 300)) : BitConverter.DoubleToInt64Bits(_random.Next(-2200, 2200))));
                return Let(type, new Instruction(opcode, type, A(), by));
            default: return Let(type, new Instruction(opcode, type, A(), A()));
        }
    }

    private int Conversion(List<int> pool, LaneType from)
    {
        bool floating = from is LaneType.F32 or LaneType.F64;
        LaneType[] results = from switch
        {
            LaneType.F32 => [LaneType.F64, LaneType.I32],
            LaneType.F64 => [LaneType.F32, LaneType.I64],
            LaneType.I32 => [LaneType.F32, LaneType.F64, LaneType.I64],
            _ => [LaneType.F32, LaneType.F64, LaneType.I32],
        };
        LaneType to = results[_random.Next(results.Length)];
        int a = Pick(pool, from);
        if (!floating) return Let(to, new Instruction(_random.Next(2) == 0 ? Opcode.Convert : Opcode.ConvertUnsigned, to, a));
        if (to is LaneType.F32 or LaneType.F64) return Let(to, new Instruction(Opcode.Convert, to, a));
        if (_random.Next(2) == 0) return Let(to, new Instruction(Opcode.Bitcast, to, a));

        // Only what fits: where |a| is below a million, else 1.
        int limit = Let(from, new Instruction(Opcode.Constant, from, Bits: from == LaneType.F32 ? BitConverter.SingleToInt32Bits(1e6f) : BitConverter.DoubleToInt64Bits(1e6)));
        int one = Let(from, new Instruction(Opcode.Constant, from, Bits: from == LaneType.F32 ? BitConverter.SingleToInt32Bits(1f) : BitConverter.DoubleToInt64Bits(1)));
        int square = Let(from, new Instruction(Opcode.Mul, from, a, a));
        int fits = Let(LaneType.Mask, new Instruction(Opcode.Less, from, square, limit));
        int safe = Let(from, new Instruction(Opcode.Select, from, fits, a, one));
        return Let(to, new Instruction(Opcode.ConvertTruncate, to, safe));
    }
}

/// <summary>Functions of four numbers, in which none stands for another.</summary>
public static class FourNumbers
{
    public static float Between(float a, float b, float c, float d) => a < b ? c - 2 * d : d - 3 * b;

    public static long Between(long a, long b, long c, long d) => a < b ? c - 2 * d : d - 3 * b;
}
