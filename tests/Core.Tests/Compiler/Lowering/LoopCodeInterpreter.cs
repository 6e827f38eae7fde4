using System.Numerics;
using Core.Compiler.Loops;

namespace Core.Tests.Compiler.Lowering;

/// <summary>Runs straight-line loop code, statement by statement, on many lanes at once: what its instructions mean, without machine code.</summary>
/// <remarks>Values are kept as their bits: F32 and I32 in 32, F64 and I64 in 64, masks as 0 and 1.</remarks>
internal sealed class LoopCodeInterpreter
{
    private readonly LoopCode _code;
    private readonly long[]?[] _values;
    private readonly long[][] _registers;
    private readonly Delegate[] _methods;
    private readonly int _lanes;

    public LoopCodeInterpreter(LoopCode code, int lanes)
    {
        (_code, _lanes) = (code, lanes);
        _values = new long[code.Values.Count][];
        _registers = new long[code.Registers.Count][];
        for (int i = 0; i < _registers.Length; i++) _registers[i] = new long[lanes];
        _methods = new Delegate[code.Methods.Count];
        for (int i = 0; i < _methods.Length; i++)
        {
            System.Reflection.ParameterInfo[] parameters = code.Methods[i].GetParameters();
            Type type = parameters[0].ParameterType == typeof(long) ? typeof(Func<long, long, long>) : parameters.Length switch
            {
                1 => typeof(Func<double, double>),
                2 => typeof(Func<double, double, double>),
                3 => typeof(Func<double, double, double, double>),
                _ => typeof(Func<double, double, double, double, double>),
            };
            _methods[i] = code.Methods[i].CreateDelegate(type);
        }
    }

    /// <summary>The bits of each lane of each buffer; loads read them, stores write them.</summary>
    public Dictionary<int, long[]> Buffers { get; } = [];

    public void Run() => Run(_code.Body);

    private void Run(Block block)
    {
        foreach (Statement statement in block.Statements)
        {
            switch (statement)
            {
                case Let let: Compute(let.Value, let.Instruction); break;
                case Load load: Of(load.Value, LaneType.I64); Buffers[load.At.Buffer].AsSpan().CopyTo(_values[load.Value]); break;
                case Store store: Buffers[store.At.Buffer] = [.. _values[store.Value]!]; break;
                case Set set: _values[set.Value]!.CopyTo(_registers[set.Register], 0); break;
                case IfAny branch:
                    Run(Array.TrueForAll(_values[branch.Mask]!, bit => bit == 0) ? branch.Else : branch.Then);
                    break;
                default: throw new NotSupportedException(statement.GetType().Name);
            }
        }
    }

    private long[] Of(int value, LaneType _) => _values[value] ??= new long[_lanes];

    private void Compute(int value, Instruction i)
    {
        long[] to = Of(value, i.Type);
        if (i.Opcode is Opcode.Constant) Array.Fill(to, i.Type is LaneType.F32 or LaneType.I32 ? (int)i.Bits : i.Bits);
        else if (i.Opcode is Opcode.GetRegister) _registers[i.Bits].CopyTo(to, 0);
        else if (i.Opcode is Opcode.CallPerLane) Call(to, i);
        else if (i.Opcode is Opcode.Select) Select(to, _values[i.A]!, _values[i.B]!, _values[i.C]!);
        else if (i.Opcode is Opcode.Convert or Opcode.ConvertUnsigned or Opcode.ConvertTruncate or Opcode.Bitcast) Convert(to, i);
        else
        {
            long[] a = _values[i.A]!, b = _values[Math.Max(i.B, 0)] ?? a, c = _values[Math.Max(i.C, 0)] ?? a;
            if (i.Opcode is Opcode.And or Opcode.Or or Opcode.Xor or Opcode.Not) Bitwise(to, i, a, b);
            else if (i.Type is LaneType.F32) Single(to, i.Opcode, a, b, c);
            else if (i.Type is LaneType.F64) Double(to, i.Opcode, a, b, c);
            else if (i.Type is LaneType.I32) Int32(to, i, a, b);
            else Int64(to, i, a, b);
        }
    }

    private void Call(long[] to, Instruction i)
    {
        long[] a = _values[i.A]!;
        long[]? b = i.B < 0 ? null : _values[i.B], c = i.C < 0 ? null : _values[i.C], d = i.D < 0 ? null : _values[i.D];
        for (int k = 0; k < to.Length; k++)
        {
            to[k] = _methods[i.Bits] switch
            {
                Func<long, long, long> f => f(a[k], b![k]),
                Func<double, double> f => Bits(f(D(a[k]))),
                Func<double, double, double> f => Bits(f(D(a[k]), D(b![k]))),
                Func<double, double, double, double> f => Bits(f(D(a[k]), D(b![k]), D(c![k]))),
                Func<double, double, double, double, double> f => Bits(f(D(a[k]), D(b![k]), D(c![k]), D(d![k]))),
                var other => throw new NotSupportedException(other.GetType().Name),
            };
        }
    }

    private static void Select(long[] to, long[] mask, long[] a, long[] b)
    {
        for (int k = 0; k < to.Length; k++) to[k] = mask[k] != 0 ? a[k] : b[k];
    }

    private void Convert(long[] to, Instruction i)
    {
        LaneType from = _code.Values[i.A];
        long[] a = _values[i.A]!;
        Func<long, long> one = (i.Opcode, from, i.Type) switch
        {
            (Opcode.Bitcast, _, _) => x => x,
            (Opcode.Convert, LaneType.F32, LaneType.F64) => x => Bits((double)F(x)),
            (Opcode.Convert, LaneType.F64, LaneType.F32) => x => Bits((float)D(x)),
            (Opcode.Convert, LaneType.I32, LaneType.F32) => x => Bits((float)(int)x),
            (Opcode.Convert, LaneType.I32, LaneType.F64) => x => Bits((double)(int)x),
            (Opcode.Convert, LaneType.I64, LaneType.F64) => x => Bits((double)x),
            (Opcode.Convert, LaneType.I64, LaneType.F32) => x => Bits((float)x),
            (Opcode.Convert, LaneType.I32, LaneType.I64) or (Opcode.Convert, LaneType.I64, LaneType.I32) => x => (int)x,
            (Opcode.ConvertUnsigned, LaneType.I32, LaneType.I64) => x => (uint)x,
            (Opcode.ConvertUnsigned, LaneType.I32, LaneType.F64) => x => Bits((double)(uint)x),
            (Opcode.ConvertUnsigned, LaneType.I32, LaneType.F32) => x => Bits((float)(uint)x),
            (Opcode.ConvertUnsigned, LaneType.I64, LaneType.F64) => x => Bits((double)(ulong)x),
            (Opcode.ConvertTruncate, LaneType.F32, LaneType.I32) => x => (int)F(x),
            (Opcode.ConvertTruncate, LaneType.F32, LaneType.I64) => x => (long)F(x),
            (Opcode.ConvertTruncate, LaneType.F64, LaneType.I64) => x => (long)D(x),
            (Opcode.ConvertTruncate, LaneType.F64, LaneType.I32) => x => (int)D(x),
            _ => throw new NotSupportedException($"{i.Opcode} from {from} to {i.Type}"),
        };
        for (int k = 0; k < to.Length; k++) to[k] = one(a[k]);
    }

    private static void Bitwise(long[] to, Instruction i, long[] a, long[] b)
    {
        for (int k = 0; k < to.Length; k++)
        {
            to[k] = i.Opcode switch
            {
                Opcode.And => a[k] & b[k],
                Opcode.Or => a[k] | b[k],
                Opcode.Xor => a[k] ^ b[k],
                _ => i.Type is LaneType.Mask ? 1 - a[k] : ~a[k],
            };
        }
    }

    private static void Single(long[] to, Opcode opcode, long[] a, long[] b, long[] c)
    {
        for (int k = 0; k < to.Length; k++)
        {
            float x = F(a[k]), y = F(b[k]);
            to[k] = opcode switch
            {
                Opcode.Fma => Bits(MathF.FusedMultiplyAdd(x, y, F(c[k]))),
                Opcode.Fnma => Bits(MathF.FusedMultiplyAdd(-x, y, F(c[k]))),
                Opcode.Scale => Bits((float)Math.ScaleB(x, (int)Math.Clamp(y, -400, 400))),
                _ => Common(opcode, x, y, v => Bits(v)),
            };
        }
    }

    private static void Double(long[] to, Opcode opcode, long[] a, long[] b, long[] c)
    {
        for (int k = 0; k < to.Length; k++)
        {
            double x = D(a[k]), y = D(b[k]);
            to[k] = opcode switch
            {
                Opcode.Fma => Bits(Math.FusedMultiplyAdd(x, y, D(c[k]))),
                Opcode.Fnma => Bits(Math.FusedMultiplyAdd(-x, y, D(c[k]))),
                Opcode.Scale => Bits(Math.ScaleB(x, (int)Math.Clamp(y, -4000, 4000))),
                _ => Common(opcode, x, y, v => Bits(v)),
            };
        }
    }

    private static long Common<T>(Opcode opcode, T x, T y, Func<T, long> bits) where T : IFloatingPointIeee754<T> => opcode switch
    {
        Opcode.Add => bits(x + y),
        Opcode.Sub => bits(x - y),
        Opcode.Mul => bits(x * y),
        Opcode.Div => bits(x / y),
        Opcode.Min => bits(x < y ? x : y),
        Opcode.Max => bits(x > y ? x : y),
        Opcode.Sqrt => bits(T.Sqrt(x)),
        Opcode.RoundEven => bits(T.Round(x)),
        Opcode.Floor => bits(T.Floor(x)),
        Opcode.Ceil => bits(T.Ceiling(x)),
        Opcode.Truncate => bits(T.Truncate(x)),
        Opcode.Exponent => bits(T.IsNaN(x) ? x : x == T.Zero ? T.NegativeInfinity : T.IsInfinity(x) ? T.PositiveInfinity : T.CreateChecked(T.ILogB(x))),
        Opcode.Mantissa => bits(T.IsNaN(x) || x < T.Zero ? T.NaN : x == T.Zero || T.IsInfinity(x) ? T.One : T.ScaleB(x, -T.ILogB(x))),
        Opcode.Equal => x == y ? 1 : 0,
        Opcode.NotEqual => x != y ? 1 : 0,
        Opcode.Less => x < y ? 1 : 0,
        Opcode.LessEqual => x <= y ? 1 : 0,
        _ => throw new NotSupportedException(opcode.ToString()),
    };

    private static void Int32(long[] to, Instruction i, long[] a, long[] b)
    {
        for (int k = 0; k < to.Length; k++)
        {
            int x = (int)a[k], y = (int)b[k];
            to[k] = i.Opcode switch
            {
                Opcode.Add => unchecked(x + y),
                Opcode.Sub => unchecked(x - y),
                Opcode.Mul => unchecked(x * y),
                Opcode.Min => Math.Min(x, y),
                Opcode.Max => Math.Max(x, y),
                Opcode.MinUnsigned => (int)Math.Min((uint)x, (uint)y),
                Opcode.MaxUnsigned => (int)Math.Max((uint)x, (uint)y),
                Opcode.ShiftLeft => x << (int)i.Bits,
                Opcode.ShiftRightLogical => x >>> (int)i.Bits,
                Opcode.ShiftRightArithmetic => x >> (int)i.Bits,
                Opcode.ShiftLeftBy => (uint)y < 32 ? x << y : 0,
                Opcode.ShiftRightLogicalBy => (uint)y < 32 ? x >>> y : 0,
                Opcode.ShiftRightArithmeticBy => x >> (int)Math.Min((uint)y, 31),
                Opcode.PopCount => BitOperations.PopCount((uint)x),
                Opcode.LeadingZeros => BitOperations.LeadingZeroCount((uint)x),
                Opcode.Equal => x == y ? 1 : 0,
                Opcode.NotEqual => x != y ? 1 : 0,
                Opcode.Less => x < y ? 1 : 0,
                Opcode.LessEqual => x <= y ? 1 : 0,
                Opcode.LessUnsigned => (uint)x < (uint)y ? 1 : 0,
                Opcode.LessEqualUnsigned => (uint)x <= (uint)y ? 1 : 0,
                _ => throw new NotSupportedException(i.Opcode.ToString()),
            };
        }
    }

    private static void Int64(long[] to, Instruction i, long[] a, long[] b)
    {
        for (int k = 0; k < to.Length; k++)
        {
            long x = a[k], y = b[k];
            to[k] = i.Opcode switch
            {
                Opcode.Add => unchecked(x + y),
                Opcode.Sub => unchecked(x - y),
                Opcode.Mul => unchecked(x * y),
                Opcode.Min => Math.Min(x, y),
                Opcode.Max => Math.Max(x, y),
                Opcode.MinUnsigned => (long)Math.Min((ulong)x, (ulong)y),
                Opcode.MaxUnsigned => (long)Math.Max((ulong)x, (ulong)y),
                Opcode.ShiftLeft => x << (int)i.Bits,
                Opcode.ShiftRightLogical => x >>> (int)i.Bits,
                Opcode.ShiftRightArithmetic => x >> (int)i.Bits,
                Opcode.ShiftLeftBy => (ulong)y < 64 ? x << (int)y : 0,
                Opcode.ShiftRightLogicalBy => (ulong)y < 64 ? x >>> (int)y : 0,
                Opcode.ShiftRightArithmeticBy => x >> (int)Math.Min((ulong)y, 63),
                Opcode.PopCount => BitOperations.PopCount((ulong)x),
                Opcode.LeadingZeros => BitOperations.LeadingZeroCount((ulong)x),
                Opcode.Equal => x == y ? 1 : 0,
                Opcode.NotEqual => x != y ? 1 : 0,
                Opcode.Less => x < y ? 1 : 0,
                Opcode.LessEqual => x <= y ? 1 : 0,
                Opcode.LessUnsigned => (ulong)x < (ulong)y ? 1 : 0,
                Opcode.LessEqualUnsigned => (ulong)x <= (ulong)y ? 1 : 0,
                _ => throw new NotSupportedException(i.Opcode.ToString()),
            };
        }
    }

    private static float F(long bits) => BitConverter.Int32BitsToSingle((int)bits);

    private static double D(long bits) => BitConverter.Int64BitsToDouble(bits);

    private static long Bits(float value) => BitConverter.SingleToInt32Bits(value);

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
