namespace Core;

public static partial class Np
{
    /// <summary>For each value, the number of the bin that it lies in; 0 before the first, as many as edges after the last.</summary>
    /// <param name="x">The values.</param>
    /// <param name="bins">The edges of the bins, increasing or decreasing, of one axis.</param>
    /// <param name="right">Whether an edge belongs to the bin before it.</param>
    /// <param name="method">How to look for the places.</param>
    /// <exception cref="ShapeException">The edges have not one axis.</exception>
    // JAX: digitize.
    public static NdArray Digitize(NdArray x, NdArray bins, bool right = false, SearchMethod method = SearchMethod.Scan)
    {
        if (bins.Rank != 1) throw new ShapeException($"Digitize: the bins must have one axis, got {bins.Type}.");
        return Lax.Jitted("digitize", (right, method), args =>
        {
            (NdArray values, NdArray edges) = (args[0], args[1]);
            int count = edges.Shape[0];
            if (count == 0) return ZerosLike(values, DType.I32);
            SearchSide side = right ? SearchSide.Left : SearchSide.Right;
            NdArray increase = GreaterEqual(edges[count - 1], edges[0]);
            return Where(increase, Searchsorted(edges, values, side, method: method), count - Searchsorted(Lax.Rev(edges, [0]), values, side, method: method));
        }, x, bins);
    }
}
