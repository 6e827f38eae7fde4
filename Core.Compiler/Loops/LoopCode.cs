using System.Reflection;

namespace Core.Compiler.Loops;

/// <summary>A kernel as nested loops over vectors: what is left of a fused cluster before it becomes machine code, C# or a run of block loops.</summary>
/// <remarks>
/// Called with a table of buffers, scratch memory of its own, and the range of its outermost loop that it is to do, so that one kernel runs in pieces on
/// several threads. Values are in single-assignment form, numbered from 0; registers are what loops change. Two codes that are equal in text are one kernel.
/// </remarks>
internal sealed class LoopCode
{
    /// <summary>The element type of each buffer, in the order of the table of pointers.</summary>
    public required ValueArray<DType> Buffers { get; init; }

    /// <summary>Bytes of scratch memory: slots that hold the values that go from one inner loop to the next, 64-byte aligned, small enough for the first-level cache.</summary>
    public required int ScratchBytes { get; init; }

    /// <summary>The type of each register.</summary>
    public required ValueArray<LaneType> Registers { get; init; }

    /// <summary>How many loop indices there are.</summary>
    public required int IndexCount { get; init; }

    /// <summary>The type of each value.</summary>
    public required ValueArray<LaneType> Values { get; init; }

    /// <summary>Methods that are called lane by lane.</summary>
    public ValueArray<MethodInfo> Methods { get; init; } = [];

    /// <summary>How many lanes the code was made for.</summary>
    public required int Lanes { get; init; }

    /// <summary>What is done.</summary>
    public required Block Body { get; init; }
}

/// <summary>Statements, in order.</summary>
internal sealed record Block(ValueArray<Statement> Statements);

/// <summary>A step of <see cref="LoopCode"/>.</summary>
internal abstract record Statement;

/// <summary>Gives a value, once.</summary>
internal sealed record Let(int Value, Instruction Instruction) : Statement;

/// <summary>An operation on whole values.</summary>
/// <param name="Opcode">What is done.</param>
/// <param name="Type">The type of the result; of the operands, for a comparison.</param>
/// <param name="A">The first operand, a value.</param>
/// <param name="B">The second operand.</param>
/// <param name="C">The third operand.</param>
/// <param name="Bits">A constant's bits, an index, a distance: what the opcode says.</param>
/// <param name="D">The fourth operand, of <see cref="Opcode.CallPerLane"/> alone: two complex numbers are four.</param>
internal readonly record struct Instruction(Opcode Opcode, LaneType Type, int A = -1, int B = -1, int C = -1, long Bits = 0, int D = -1);

/// <summary>A place in memory, in elements: <c>Offset + Σ index · stride</c> in a buffer, or in the scratch memory (<see cref="Scratch"/>: the offset is then in bytes, strides in elements).</summary>
internal sealed record Address(int Buffer, long Offset, ValueArray<IndexTerm> Terms)
{
    /// <summary>In place of a buffer's number: the scratch memory.</summary>
    public const int Scratch = -1;
}

/// <summary>An index and how far apart its neighbours lie, in elements.</summary>
internal readonly record struct IndexTerm(int Index, long Stride);

/// <summary>Reads lanes from memory: the elements at <paramref name="At"/>, <paramref name="LaneStride"/> elements apart (0: one element for all lanes), widened to the value's type.</summary>
/// <remarks>Bools become masks; bf16 and f16 become F32; 8- and 16-bit integers I32, by their sign; u32 and u64 keep their bits.</remarks>
internal sealed record Load(int Value, Address At, DType Stored, long LaneStride) : Statement;

/// <summary>Writes lanes to memory, narrowed to <paramref name="Stored"/> (integers wrap, bf16 and f16 round to even, masks become 0 and 1). A lane stride of 0 writes the first lane.</summary>
internal sealed record Store(Address At, DType Stored, long LaneStride, int Value) : Statement
{
    /// <summary>Past the caches, where what is written is too large for them.</summary>
    public bool NonTemporal { get; init; }
}

/// <summary>Gives a register a value.</summary>
internal sealed record Set(int Register, int Value) : Statement;

/// <summary>Counts an index through a range, by steps of 1; or, <see cref="Vector"/>, by as many as there are lanes: one pass of the body then does all lanes at once.</summary>
/// <remarks>
/// The last pass of a vectorised loop may have fewer lanes that count: the others load nothing (zero), store nothing, and take no part in
/// <see cref="Accumulate"/>. Vectorised loops do not nest.
/// </remarks>
internal sealed record For(int Index, Bound From, Bound To, Block Body) : Statement
{
    /// <summary>Whether lanes are neighbours along this loop.</summary>
    public bool Vector { get; init; }

    /// <summary>How many passes are written out one after the other, each with accumulators of its own.</summary>
    public int Unroll { get; init; } = 1;
}

/// <summary>Where a loop starts or ends: a number, or the start or end of the range that the kernel was called for, or an index times a number plus a number, at most <paramref name="Limit"/>.</summary>
internal readonly record struct Bound(BoundKind Kind, long Number = 0, int Index = -1, long Scale = 0, long Limit = long.MaxValue)
{
    public static implicit operator Bound(long number) => new(BoundKind.Number, number);
    public static readonly Bound Begin = new(BoundKind.Begin), End = new(BoundKind.End);
}

/// <summary>What a <see cref="Bound"/> is.</summary>
internal enum BoundKind : byte
{
    Number,
    Begin,
    End,

    /// <summary>min(index · Scale + Number, Limit)</summary>
    Affine,
}

/// <summary>An index made of another: <c>(Of / Divisor) % Modulus</c>, which takes a flat index apart.</summary>
internal sealed record Split(int Index, int Of, long Divisor, long Modulus) : Statement;

/// <summary>How numbers are combined into one.</summary>
internal enum Combine : byte
{
    Sum,
    Prod,

    /// <summary>The smallest; NaN where there is one (floating-point), −0 before +0.</summary>
    Min,
    Max,
    MinUnsigned,
    MaxUnsigned,
    And,
    Or,
    Xor,
}

/// <summary>Combines a value into a register, in the lanes that count.</summary>
internal sealed record Accumulate(int Register, Combine Kind, int Value) : Statement;

/// <summary>All lanes of a register combined into one, in a fixed order; the result is the same in every lane.</summary>
internal sealed record Across(int Value, Combine Kind, int Register) : Statement;

/// <summary>Repeats the body as long as the mask that the condition ends with is true in some lane that counts.</summary>
internal sealed record WhileAny(Block Condition, int Mask, Block Body) : Statement;

/// <summary>Does one block if the mask is true in some lane that counts, else the other.</summary>
internal sealed record IfAny(int Mask, Block Then, Block Else) : Statement;
