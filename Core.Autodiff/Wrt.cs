using Core.Tracing;

namespace Core.Autodiff;

/// <summary>What a function is differentiated with respect to: whole arguments, or arrays that a selector picks.</summary>
internal abstract record Wrt
{
    /// <summary>The arrays, for arguments of a signature.</summary>
    /// <param name="verb">The verb, for messages.</param>
    /// <param name="signature">What the function is called with.</param>
    /// <param name="allowInt">Whether integers among the arrays have the derivative null; else they are an error.</param>
    /// <param name="holomorphic">Whether the function is one of complex numbers, with complex derivatives.</param>
    /// <exception cref="TreeException">There are no such arguments or arrays.</exception>
    /// <exception cref="DTypeException">An array has no derivative.</exception>
    public abstract Gradient Of(string verb, Signature signature, bool allowInt, bool holomorphic);
}

/// <summary>A gradient, before it is computed.</summary>
/// <param name="Tree">Its structure.</param>
/// <param name="Leaves">For each of its arrays, the place of what it is the derivative with respect to, among the arrays of all arguments.</param>
internal readonly record struct Gradient(TreeDef Tree, ValueArray<int> Leaves);

/// <summary>Whole arguments.</summary>
/// <param name="Argnums">Their places, from the end where negative.</param>
/// <param name="Grads">The type that holds the derivatives; null where there is one argument, whose type they have.</param>
internal sealed record WrtArguments(ValueArray<int> Argnums, Type? Grads) : Wrt
{
    public override Gradient Of(string verb, Signature signature, bool allowInt, bool holomorphic)
    {
        DifferentiatedArguments wrt = DifferentiatedArguments.Find(verb, signature, Argnums, allowInt, holomorphic);
        TreeDef[] trees = wrt.TreesOf(signature);
        TreeDef tree = Grads is { } several
            ? new NodeDef(several, [.. wrt.Places.Select((_, i) => TreeKey.At(i))], [.. wrt.Places.Select(place => trees[place])])
            : trees[wrt.Places[0]];
        return new(tree, [.. wrt.Places.SelectMany(signature.LeavesOf).Where(leaf => wrt.Leaves[leaf])]);
    }
}

/// <summary>The arrays that a selector picks.</summary>
/// <param name="Selector">The selector.</param>
internal sealed record WrtPicked(ArgumentSelector Selector) : Wrt
{
    public override Gradient Of(string verb, Signature signature, bool allowInt, bool holomorphic)
    {
        (TreeDef tree, ValueArray<int> picked) = Selector.Pick(verb, "wrt", signature);
        foreach (int leaf in picked) DifferentiatedArguments.Check(verb, signature, leaf, "wrt", allowInt, holomorphic);
        bool[] differentiated = [.. picked.Select(leaf => signature.Leaves[leaf].HasTangent())];
        int next = 0;
        return new(DifferentiatedArguments.Without(tree, differentiated, ref next), [.. picked.Where((_, i) => differentiated[i])]);
    }
}
