using Core.Compiler.Loops;
using Core.Compiler.Lowering;
using Core.Ir;

namespace Core.Compiler.Fusion;

/// <summary>Elements of arrays in lanes: how they come from memory and go there, for every element type.</summary>
internal static class Elements
{
    /// <summary>The type in which elements are read and written: of complex numbers their parts, of random keys whole words.</summary>
    public static DType Stored(DType dtype) => dtype switch
    {
        DType.C64 or DType.C128 => dtype.RealPart,
        DType.KeyFry or DType.KeyRbg or DType.KeyUrbg => DType.U64,
        _ => dtype,
    };

    /// <summary>How many of them an element has.</summary>
    private static int Parts(DType dtype) => dtype.ByteSize / Stored(dtype).ByteSize;

    /// <summary>The type that holds lanes of an element type in memory as they are; of a complex number, a part's.</summary>
    public static DType Scratch(DType dtype) => LaneTypeOf(dtype) switch
    {
        LaneType.F32 => DType.F32,
        LaneType.F64 => DType.F64,
        LaneType.I32 => DType.I32,
        LaneType.I64 => DType.I64,
        LaneType.Mask => DType.Bool,
    };

    /// <summary>How many values hold an element.</summary>
    public static int Values(DType dtype) => Parts(dtype);

    private static LaneType LaneTypeOf(DType dtype) => dtype.IsKey ? LaneType.I64 : LoopBuilder.LaneTypeOf(dtype);

    /// <summary>An element that is a number of the program.</summary>
    public static LaneValue Constant(LoopBuilder builder, Literal literal) => new ElementwiseLowering(builder).Constant(literal.ToArray());

    /// <summary>The result of an elementwise equation.</summary>
    public static LaneValue Apply(LoopBuilder builder, Equation equation, ReadOnlySpan<LaneValue> operands) =>
        new ElementwiseLowering(builder).Lower(equation.Op, operands);

    /// <summary>Reads an element in each lane.</summary>
    public static LaneValue Load(LoopBuilder builder, Address at, DType dtype, long laneStride)
    {
        DType stored = Stored(dtype);
        if (Parts(dtype) == 1) return new(dtype, builder.Load(at, stored, laneStride));
        return new(dtype, builder.Load(Scaled(at, 0), stored, 2 * laneStride), builder.Load(Scaled(at, 1), stored, 2 * laneStride));
    }

    /// <summary>Writes an element from each lane; with a lane stride of 0, from the first.</summary>
    public static void Store(LoopBuilder builder, LaneValue value, Address at, DType dtype, long laneStride, bool nonTemporal)
    {
        DType stored = Stored(dtype);
        if (Parts(dtype) == 1)
        {
            builder.Store(at, stored, laneStride, value.A, nonTemporal);
            return;
        }
        builder.Store(Scaled(at, 0), stored, 2 * laneStride, value.A);
        builder.Store(Scaled(at, 1), stored, 2 * laneStride, value.B);
    }

    /// <summary>Reads lanes that were written as they are, by <see cref="StoreLanes"/>.</summary>
    public static LaneValue LoadLanes(LoopBuilder builder, Address at, long laneStride, DType dtype)
    {
        DType stored = Scratch(dtype);
        if (Parts(dtype) == 1) return new(dtype, builder.Load(at, stored, laneStride));
        return new(dtype, builder.Load(Scaled(at, 0), stored, 2 * laneStride), builder.Load(Scaled(at, 1), stored, 2 * laneStride));
    }

    /// <summary>Writes lanes as they are: elements of <see cref="Scratch"/>, two for a complex number.</summary>
    public static void StoreLanes(LoopBuilder builder, LaneValue value, Address at, long laneStride)
    {
        DType stored = Scratch(value.DType);
        if (value.B < 0)
        {
            builder.Store(at, stored, laneStride, value.A);
            return;
        }
        builder.Store(Scaled(at, 0), stored, 2 * laneStride, value.A);
        builder.Store(Scaled(at, 1), stored, 2 * laneStride, value.B);
    }

    /// <summary>The index along an axis, as an element.</summary>
    /// <param name="builder">Where it is computed.</param>
    /// <param name="count">Coefficients of the loop indices, then an offset.</param>
    /// <param name="indices">The loop indices.</param>
    /// <param name="dtype">The element type.</param>
    public static LaneValue Count(LoopBuilder builder, long[] count, int[] indices, DType dtype)
    {
        int place = -1;
        for (int dim = 0; dim < indices.Length; dim++)
        {
            if (count[dim] == 0) continue;
            int term = builder.IndexValue(indices[dim], LaneType.I32);
            if (count[dim] != 1) term = builder.Mul(term, builder.I32((int)count[dim]));
            place = place < 0 ? term : builder.Add(place, term);
        }
        if (place < 0) place = builder.I32((int)count[^1]);
        else if (count[^1] != 0) place = builder.Add(place, builder.I32((int)count[^1]));
        return new ElementwiseLowering(builder).FromPlace(place, dtype);
    }

    private static Address Scaled(Address at, int part)
    {
        IndexTerm[] terms = at.Terms.Span.ToArray();
        for (int i = 0; i < terms.Length; i++) terms[i] = terms[i] with { Stride = 2 * terms[i].Stride };
        // The offset in scratch memory is one of bytes; its parts are neighbours there too.
        if (at.Buffer == Address.Scratch) throw new InvalidOperationException("parts of elements lie in buffers only.");
        return new(at.Buffer, 2 * at.Offset + part, ValueArray.Adopt(terms));
    }
}

/// <summary>The registers in which a reduction adds up.</summary>
internal sealed class Registers
{
    private readonly Combine _kind;
    private readonly DType _result;
    private readonly int _a, _b = -1;

    /// <summary>New registers that hold what the reduction of nothing gives.</summary>
    public Registers(LoopBuilder builder, Reduce reduce, DType dtype)
    {
        _result = dtype;
        _kind = KindOf(reduce.Kind, dtype);
        DType = Wide(dtype);
        LaneValue identity = Elements.Constant(builder, Fuser.Identity(reduce.Kind, dtype));
        _a = builder.Register(builder.TypeOf(identity.A));
        builder.Set(_a, identity.A);
        if (identity.B < 0) return;
        _b = builder.Register(builder.TypeOf(identity.B));
        builder.Set(_b, identity.B);
    }

    /// <summary>The type in which is added up: of narrow types a wider one.</summary>
    public DType DType { get; }

    private static DType Wide(DType dtype) => dtype switch
    {
        DType.I8 or DType.I16 => DType.I32,
        DType.U8 or DType.U16 => DType.U32,
        DType.BF16 or DType.F16 => DType.F32,
        _ => dtype,
    };

    private static Combine KindOf(ReduceKind kind, DType dtype) => (kind, dtype) switch
    {
        (ReduceKind.Max or ReduceKind.Or, DType.Bool) => Combine.Or,
        (ReduceKind.Min or ReduceKind.And, DType.Bool) => Combine.And,
        (ReduceKind.Max, DType.U32 or DType.U64) => Combine.MaxUnsigned,
        (ReduceKind.Min, DType.U32 or DType.U64) => Combine.MinUnsigned,
        (ReduceKind.Sum, _) => Combine.Sum,
        (ReduceKind.Prod, _) => Combine.Prod,
        (ReduceKind.Max, _) => Combine.Max,
        (ReduceKind.Min, _) => Combine.Min,
        (ReduceKind.And, _) => Combine.And,
        (ReduceKind.Or, _) => Combine.Or,
        (ReduceKind.Xor, _) => Combine.Xor,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Adds a value.</summary>
    public void Accumulate(LoopBuilder builder, LaneValue value)
    {
        builder.Accumulate(_a, _kind, value.A);
        if (_b >= 0) builder.Accumulate(_b, _kind, value.B);
    }

    /// <summary>The result: in all lanes that of all of them, or in each its own.</summary>
    public LaneValue Result(LoopBuilder builder, bool across)
    {
        LaneValue wide = new(DType, One(builder, _a, across), _b < 0 ? -1 : One(builder, _b, across));
        return DType == _result ? wide : new ElementwiseLowering(builder).Lower(new ConvertElementType(_result, false), [wide]);
    }

    private int One(LoopBuilder builder, int register, bool across) => across ? builder.Across(_kind, register) : builder.Get(register);
}
