using System.Reflection;
using Core.Compiler.Loops;

namespace Core.Tests.Compiler.Emission;

/// <summary>Does what a <see cref="LoopCode"/> says, a lane at a time, as the descriptions of its statements say it: what kernels are compared with.</summary>
internal sealed unsafe partial class LoopReader
{
    private readonly LoopCode _code;
    private readonly byte** _buffers;
    private readonly byte* _scratch;
    private readonly long _begin, _end;
    private readonly long[] _index;
    private readonly long[][] _values, _registers;
    private long _counting;
    private int _vectorIndex = -1;

    private LoopReader(LoopCode code, byte** buffers, byte* scratch, long begin, long end)
    {
        _buffers = buffers;
        _scratch = scratch;
        (_code, _begin, _end, _counting) = (code, begin, end, code.Lanes);
        _index = new long[code.IndexCount];
        _values = [.. code.Values.Select(_ => new long[code.Lanes])];
        _registers = [.. code.Registers.Select(_ => new long[code.Lanes])];
    }

    public static void Run(LoopCode code, byte** buffers, byte* scratch, long begin, long end) =>
        new LoopReader(code, buffers, scratch, begin, end).Do(code.Body);

    private void Do(Block block)
    {
        foreach (Statement statement in block.Statements) Do(statement);
    }

    private void Do(Statement statement)
    {
        switch (statement)
        {
            case Let let: Do(let); break;
            case Load load:
                for (int k = 0; k < _code.Lanes; k++)
                    _values[load.Value][k] = k < _counting || load.LaneStride == 0 ? Read(Place(load.At, load.Stored) + k * load.LaneStride * load.Stored.ByteSize, load.Stored) : 0;
                break;
            case Store store:
                for (int k = 0; k < (store.LaneStride == 0 ? 1 : _counting); k++)
                    Write(Place(store.At, store.Stored) + k * store.LaneStride * store.Stored.ByteSize, store.Stored, _values[store.Value][k]);
                break;
            case Set set: _values[set.Value].CopyTo(_registers[set.Register], 0); break;
            case Accumulate accumulate:
                for (int k = 0; k < _counting; k++)
                    _registers[accumulate.Register][k] = Join(accumulate.Kind, _code.Registers[accumulate.Register], _registers[accumulate.Register][k], _values[accumulate.Value][k]);
                break;
            case Across across:
                long[] lanes = [.. _registers[across.Register]];
                for (int apart = _code.Lanes / 2; apart >= 1; apart /= 2)
                {
                    for (int k = 0; k < apart; k++) lanes[k] = Join(across.Kind, _code.Registers[across.Register], lanes[k], lanes[k + apart]);
                }
                Array.Fill(_values[across.Value], lanes[0]);
                break;
            case For loop: Do(loop); break;
            case Split split: _index[split.Index] = _index[split.Of] / split.Divisor % split.Modulus; break;
            case WhileAny loop:
                for (Do(loop.Condition); Any(loop.Mask); Do(loop.Condition)) Do(loop.Body);
                break;
            case IfAny branch: Do(Any(branch.Mask) ? branch.Then : branch.Else); break;
            default: throw new InvalidOperationException(statement.ToString());
        }
    }

    private bool Any(int mask) => _values[mask].Take((int)_counting).Any(lane => lane != 0);

    private void Do(For loop)
    {
        long from = Number(loop.From), to = Number(loop.To), step = loop.Vector ? _code.Lanes : 1;
        bool known = loop.From.Kind == BoundKind.Number && loop.To.Kind == BoundKind.Number;
        long unroll = known ? Math.Clamp((to - from) / step, 1, loop.Unroll) : loop.Unroll;
        int[] accumulators = [.. Accumulators(loop)];
        var copies = new Dictionary<int, long[][]>();
        foreach (int register in accumulators)
        {
            LaneType type = _code.Registers[register];
            long neutral = Neutral(KindOf(loop.Body, register), type);
            copies[register] = [.. Enumerable.Range(0, (int)unroll).Select(k => k == 0 ? _registers[register] : [.. Enumerable.Repeat(neutral, _code.Lanes)])];
        }
        long groups = to > from ? (to - from) / (step * unroll) : 0;
        long pass = 0;
        if (loop.Vector) _vectorIndex = loop.Index;
        for (long at = from; at < to; at += step, pass++)
        {
            _index[loop.Index] = at;
            if (loop.Vector) _counting = Math.Min(step, to - at);
            long copy = pass < groups * unroll ? pass % unroll : 0;
            foreach (int register in accumulators) _registers[register] = copies[register][copy];
            Do(loop.Body);
            foreach (int register in accumulators) copies[register][copy] = _registers[register];
        }
        if (loop.Vector) (_counting, _vectorIndex) = (_code.Lanes, -1);
        foreach (int register in accumulators)
        {
            long[][] all = copies[register];
            for (int apart = 1; apart < unroll; apart *= 2)
            {
                for (int k = 0; k + apart < unroll; k += 2 * apart)
                {
                    for (int lane = 0; lane < _code.Lanes; lane++)
                        all[k][lane] = Join(KindOf(loop.Body, register), _code.Registers[register], all[k][lane], all[k + apart][lane]);
                }
            }
            _registers[register] = all[0];
        }
    }

    private static IEnumerable<Statement> All(Block block) => block.Statements.SelectMany(statement => statement switch
    {
        For loop => [statement, .. All(loop.Body)],
        WhileAny loop => [statement, .. All(loop.Condition), .. All(loop.Body)],
        IfAny branch => [statement, .. All(branch.Then), .. All(branch.Else)],
        _ => new[] { statement },
    });

    private static IEnumerable<int> Accumulators(For loop) => All(loop.Body).OfType<Accumulate>().Select(a => a.Register).Distinct()
        .Where(r => loop.Unroll > 1 && !All(loop.Body).OfType<Set>().Any(s => s.Register == r));

    private static Combine KindOf(Block block, int register) => All(block).OfType<Accumulate>().First(a => a.Register == register).Kind;

    private long Number(Bound bound) => bound.Kind switch
    {
        BoundKind.Number => bound.Number,
        BoundKind.Begin => _begin,
        BoundKind.End => _end,
        BoundKind.Affine => Math.Min(_index[bound.Index] * bound.Scale + bound.Number, bound.Limit),
    };

    private byte* Place(Address address, DType stored)
    {
        long place = address.Buffer == Address.Scratch ? address.Offset : address.Offset * stored.ByteSize;
        foreach (IndexTerm term in address.Terms) place += _index[term.Index] * term.Stride * stored.ByteSize;
        return (address.Buffer == Address.Scratch ? _scratch : _buffers[address.Buffer]) + place;
    }

    private static float F(long bits) => BitConverter.Int32BitsToSingle((int)bits);

    private static double D(long bits) => BitConverter.Int64BitsToDouble(bits);

    private static long B(float number) => BitConverter.SingleToInt32Bits(number);

    private static long B(double number) => BitConverter.DoubleToInt64Bits(number);

    private static long Read(byte* place, DType stored) => stored switch
    {
        DType.Bool => *place != 0 ? 1 : 0,
        DType.I8 => *(sbyte*)place,
        DType.U8 => *place,
        DType.I16 => *(short*)place,
        DType.U16 => *(ushort*)place,
        DType.I32 or DType.U32 or DType.F32 => *(int*)place,
        DType.BF16 => B((float)*(BFloat16*)place),
        DType.F16 => B((float)*(Half*)place),
        _ => *(long*)place,
    };

    private static void Write(byte* place, DType stored, long lane)
    {
        switch (stored)
        {
            case DType.Bool or DType.I8 or DType.U8: *place = (byte)lane; break;
            case DType.I16 or DType.U16: *(short*)place = (short)lane; break;
            case DType.I32 or DType.U32 or DType.F32: *(int*)place = (int)lane; break;
            case DType.BF16: *(BFloat16*)place = (BFloat16)F(lane); break;
            case DType.F16: *(Half*)place = (Half)F(lane); break;
            default: *(long*)place = lane; break;
        }
    }

    private static long Neutral(Combine kind, LaneType type) => (kind, type) switch
    {
        (Combine.Sum, LaneType.F32) => B(-0f),
        (Combine.Sum, LaneType.F64) => B(-0.0),
        (Combine.Prod, LaneType.F32) => B(1f),
        (Combine.Prod, LaneType.F64) => B(1.0),
        (Combine.Min, LaneType.F32) => B(float.PositiveInfinity),
        (Combine.Min, LaneType.F64) => B(double.PositiveInfinity),
        (Combine.Max, LaneType.F32) => B(float.NegativeInfinity),
        (Combine.Max, LaneType.F64) => B(double.NegativeInfinity),
        (Combine.Prod, _) => 1,
        (Combine.Min, LaneType.I32) => int.MaxValue,
        (Combine.Min, _) => long.MaxValue,
        (Combine.Max, LaneType.I32) => int.MinValue,
        (Combine.Max, _) => long.MinValue,
        (Combine.And, LaneType.Mask) => 1,
        (Combine.And or Combine.MinUnsigned, _) => -1,
        _ => 0,
    };

    private static long Join(Combine kind, LaneType type, long a, long b) => type switch
    {
        LaneType.F32 => kind switch
        {
            Combine.Sum => B(F(a) + F(b)),
            Combine.Prod => B(F(a) * F(b)),
            Combine.Min => B(MathF.Min(F(a), F(b))),
            _ => B(MathF.Max(F(a), F(b))),
        },
        LaneType.F64 => kind switch
        {
            Combine.Sum => B(D(a) + D(b)),
            Combine.Prod => B(D(a) * D(b)),
            Combine.Min => B(Math.Min(D(a), D(b))),
            _ => B(Math.Max(D(a), D(b))),
        },
        LaneType.Mask => kind switch { Combine.And => a & b, Combine.Or => a | b, _ => a ^ b },
        LaneType.I32 => (int)Whole(kind, a, b, (uint)a, (uint)b),
        _ => Whole(kind, a, b, (ulong)a, (ulong)b),
    };

    private static long Whole(Combine kind, long a, long b, ulong ua, ulong ub) => kind switch
    {
        Combine.Sum => a + b,
        Combine.Prod => a * b,
        Combine.Min => Math.Min(a, b),
        Combine.Max => Math.Max(a, b),
        Combine.MinUnsigned => (long)Math.Min(ua, ub),
        Combine.MaxUnsigned => (long)Math.Max(ua, ub),
        Combine.And => a & b,
        Combine.Or => a | b,
        _ => a ^ b,
    };

    private void Do(Let let)
    {
        Instruction i = let.Instruction;
        long[] result = _values[let.Value];
        for (int k = 0; k < _code.Lanes; k++)
        {
            long a = i.A >= 0 ? _values[i.A][k] : 0, b = i.B >= 0 ? _values[i.B][k] : 0, c = i.C >= 0 ? _values[i.C][k] : 0, d = i.D >= 0 ? _values[i.D][k] : 0;
            result[k] = i.Opcode switch
            {
                Opcode.Constant => i.Bits,
                Opcode.IndexValue => _index[i.Bits] + (i.Bits == _vectorIndex ? k : 0),
                Opcode.GetRegister => _registers[i.Bits][k],
                Opcode.Select => a != 0 ? b : c,
                Opcode.CallPerLane => Call(_code.Methods[(int)i.Bits], i, a, b, c, d),
                Opcode.Gather => k < _counting ? Read(_buffers[i.Bits] + a * _code.Buffers[(int)i.Bits].ByteSize, _code.Buffers[(int)i.Bits]) : 0,
                Opcode.Convert or Opcode.ConvertUnsigned or Opcode.ConvertTruncate => Converted(i, _code.Values[i.A], _code.Values[let.Value], a),
                Opcode.Bitcast => a,
                _ => i.Type switch
                {
                    LaneType.F32 => Single(i, a, b, c),
                    LaneType.F64 => Double(i, a, b, c),
                    LaneType.I32 => Int(i, a, b),
                    LaneType.I64 => Long(i, a, b),
                    _ => i.Opcode switch { Opcode.And => a & b, Opcode.Or => a | b, Opcode.Xor => a ^ b, _ => 1 - a },
                },
            };
        }
    }

    private static long Call(MethodInfo method, Instruction i, params long[] operands)
    {
        object[] arguments = [.. operands.Take(method.GetParameters().Length).Select(o => i.Type switch { LaneType.F32 => (object)F(o), LaneType.F64 => D(o), LaneType.I32 => (int)o, _ => o })];
        return method.Invoke(null, arguments) switch { float f => B(f), double d => B(d), int n => n, long n => n, _ => throw new InvalidOperationException() };
    }

    private static long Converted(Instruction i, LaneType from, LaneType to, long a)
    {
        if (i.Opcode == Opcode.ConvertTruncate)
        {
            double number = from == LaneType.F32 ? F(a) : D(a);
            return to == LaneType.I32 ? (int)number : (long)number;
        }
        bool unsigned = i.Opcode == Opcode.ConvertUnsigned;
        return (from, to) switch
        {
            (LaneType.F32, LaneType.F64) => B((double)F(a)),
            (LaneType.F64, LaneType.F32) => B((float)D(a)),
            (LaneType.I32, LaneType.F32) => unsigned ? B((float)(uint)a) : B((float)(int)a),
            (LaneType.I32, LaneType.F64) => unsigned ? B((double)(uint)a) : B((double)(int)a),
            (LaneType.I64, LaneType.F32) => unsigned ? B((float)(ulong)a) : B((float)a),
            (LaneType.I64, LaneType.F64) => unsigned ? B((double)(ulong)a) : B((double)a),
            (LaneType.I32, LaneType.I64) => unsigned ? (uint)a : a,
            (LaneType.I64, LaneType.I32) => (int)a,
            _ => a,
        };
    }

    private static long Truth(bool truth) => truth ? 1 : 0;
}
