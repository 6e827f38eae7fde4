namespace Core;

public static partial class Optim
{
    /// <summary>The length of a tree of arrays as one vector: the root of the sum of all squares.</summary>
    public static NdArray GlobalNorm<P>(P tree) => Np.Sqrt(PyTree.Sum(tree, leaf => Np.Sum(SquareOf(leaf))));

    /// <summary>A gradient, shortened to a length where it is longer (Pascanu, Mikolov and Bengio 2013, algorithm 1).</summary>
    /// <param name="gradient">The gradient. For those of each example by itself map the function: <c>Trace((P g) => Optim.ClipByGlobalNorm(g, 1)).Vmap()</c>.</param>
    /// <param name="maxNorm">The length.</param>
    // optax: clip_by_global_norm.
    public static P ClipByGlobalNorm<P>(P gradient, NdArray maxNorm)
    {
        NdArray norm = GlobalNorm(gradient);
        NdArray isShort = norm < maxNorm;
        return PyTree.Map(g => Like(g, Np.Where(isShort, g, g / norm.AsType(g.DType) * maxNorm)), gradient);
    }

    /// <summary>A gradient with each number brought to between -<paramref name="limit"/> and <paramref name="limit"/>.</summary>
    // optax: clip.
    public static P ClipByValue<P>(P gradient, NdArray limit) => PyTree.Map(g => Like(g, Np.Clip(g, -limit, limit)), gradient);
}
