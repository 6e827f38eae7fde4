using Core.Tests.Laws;

namespace Core.Tests.RandomPrograms;

/// <summary>A program that was made at random, and from what to draw the values of its inputs.</summary>
/// <param name="Jaxpr">The program.</param>
/// <param name="IsX64">Whether it is a 64-bit program.</param>
/// <param name="Seed">What the choices that a property makes, and the values of inputs, start from.</param>
public sealed record RandomProgram(Jaxpr Jaxpr, bool IsX64, int Seed)
{
    /// <summary>Values for the inputs, numbers of all kinds.</summary>
    public static ArrayData[] DrawInputs(Jaxpr program, Random random) =>
        [.. program.Inputs.Select(input => Operand.Fill(input.Type, () => Operand.Any(input.Type.DType, random)))];

    public override string ToString() => $"{(IsX64 ? "64-bit, " : "")}seed {Seed}\n{Jaxpr}\n";
}
