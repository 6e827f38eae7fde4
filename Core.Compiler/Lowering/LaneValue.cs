using Core.Compiler.Loops;

namespace Core.Compiler.Lowering;

/// <summary>An element of an array in each lane: one value of a <see cref="LoopBuilder"/>, or two for a complex number or a random key.</summary>
/// <remarks>
/// A narrow type is held in a wider one, always within its own range: i8 and u8 are I32 values of −128 to 127 and of 0 to 255, bf16 and f16 are F32 values
/// that the narrow type can hold. u32 and u64 are the bits of I32 and I64.
/// </remarks>
/// <param name="DType">The element type.</param>
/// <param name="A">The value; the real part.</param>
/// <param name="B">The imaginary part, or −1.</param>
internal readonly record struct LaneValue(DType DType, int A, int B = -1)
{
    /// <summary>The type of its values.</summary>
    public LaneType LaneType => LoopBuilder.LaneTypeOf(DType);
}
