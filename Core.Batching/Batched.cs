namespace Core.Batching;

/// <summary>A value, and the axis along which it holds one value per example; null where all examples share it.</summary>
/// <param name="Value">The value.</param>
/// <param name="Axis">The axis, counted from 0.</param>
// A class, as is what follows: collections of references are compiled ahead of time once for all types, those of structs anew when they are first used.
internal sealed record Batched(NdArray Value, int? Axis)
{
    /// <summary>The shape of one example's value.</summary>
    public Shape ExampleShape => Axis is { } axis ? Value.Shape.Remove(axis) : Value.Shape;
}

/// <summary>The axis that a program is mapped over.</summary>
/// <param name="Name">The name by which collectives call it, or null.</param>
/// <param name="Size">How many examples there are.</param>
/// <param name="SpmdName">The name of a mesh axis over which examples are spread, for programs with shardings.</param>
/// <param name="Branches">What becomes of branches and loops that differ between examples.</param>
internal sealed record MappedAxis(string? Name, int Size, string? SpmdName = null, Branches Branches = Branches.Select);
