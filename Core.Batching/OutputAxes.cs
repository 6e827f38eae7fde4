namespace Core.Batching;

/// <summary>Brings the results of a mapped function to the axes that were asked for.</summary>
internal static class OutputAxes
{
    /// <summary>A result with the mapped axis where it is wanted.</summary>
    /// <param name="result">The result as the rules left it.</param>
    /// <param name="wanted">The axis of it that <c>outAxes</c> asks for, perhaps negative; null for none.</param>
    /// <param name="mapped">The mapped axis.</param>
    /// <param name="sumMatch">Whether to sum over the axis where none is wanted.</param>
    /// <param name="path">Where the result is in the tree of results.</param>
    /// <exception cref="AxesException">The result differs between examples and no axis is wanted, or the axis is out of range.</exception>
    // JAX: matchaxis.
    public static NdArray Match(Batched result, int? wanted, MappedAxis mapped, bool sumMatch, string path)
    {
        if (wanted is not { } axis)
        {
            if (result.Axis is not { } own) return result.Value;
            if (sumMatch) return Np.Sum(result.Value, own);
            string name = mapped.Name is null ? "" : $" '{mapped.Name}'";
            throw new AxesException(
                $"Vmap: outAxes is null for {Name(path)}, but it differs between the examples of the mapped axis{name}. Write the axis it should have there, 0 for the first; " +
                "reduce it over a named axis, with Psum say; or add the examples' results up with sumMatch: true.");
        }
        int rank = result.ExampleShape.Rank + 1;
        if (axis < -rank || axis >= rank)
            throw new AxesException($"Vmap: outAxes puts the mapped axis of {Name(path)} at {axis}, but the result has {rank} {(rank == 1 ? "axis" : "axes")} with it; expected {-rank} to {rank - 1}.");
        if (axis < 0) axis += rank;
        return result.Axis is { } from ? Lax.MoveAxis(result.Value, from, axis) : Lax.InsertAxis(result.Value, axis, mapped.Size);
    }

    private static string Name(string path) => path.Length == 0 ? "the result" : $"the result{path}";
}
