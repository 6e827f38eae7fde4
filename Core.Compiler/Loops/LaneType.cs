namespace Core.Compiler.Loops;

/// <summary>What a value of <see cref="LoopCode"/> holds in each of its lanes.</summary>
/// <remarks>
/// All values have the same number of lanes, as many as a vector register has 32-bit elements; 64-bit values take two registers. Narrow elements
/// (bool, i8, u16, bf16, …) exist in memory only: a load widens them, a store narrows them. Unsigned integers share the types of the signed ones, the
/// operations differ. A complex number is two values.
/// </remarks>
internal enum LaneType : byte
{
    F32,
    F64,
    I32,
    I64,

    /// <summary>True or false.</summary>
    Mask,
}
