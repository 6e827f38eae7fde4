using Core.Ir;
using Core.Tracing;

namespace Core.Autodiff;

/// <summary>Which arguments a function is differentiated with respect to, and which of their arrays.</summary>
/// <param name="places">The places of the arguments.</param>
/// <param name="leaves">For each array of all arguments, whether it is differentiated.</param>
internal readonly struct DifferentiatedArguments(int[] places, bool[] leaves)
{
    /// <summary>The places of the arguments.</summary>
    public int[] Places => places;

    /// <summary>For each array of all arguments, whether it is differentiated.</summary>
    public bool[] Leaves => leaves;

    /// <summary>Finds the arrays.</summary>
    /// <param name="verb">The verb, for messages.</param>
    /// <param name="signature">What the function is called with.</param>
    /// <param name="argnums">The places of the arguments, from the end where negative.</param>
    /// <param name="allowInt">Whether integers among the arrays have the derivative null; else they are an error.</param>
    /// <param name="holomorphic">Whether the function is one of complex numbers, with complex derivatives.</param>
    /// <exception cref="TreeException">There is no argument at a place, a place is named twice, or none is.</exception>
    /// <exception cref="DTypeException">An array has no derivative.</exception>
    // JAX: _check_input_dtype_grad.
    public static DifferentiatedArguments Find(string verb, Signature signature, ValueArray<int> argnums, bool allowInt, bool holomorphic)
    {
        int count = signature.Trees.Count;
        int[] places = signature.Places(verb, argnums);

        bool[] leaves = new bool[signature.Leaves.Count];
        int leaf = 0;
        for (int i = 0; i < count; i++)
        {
            for (int end = leaf + signature.Trees[i].LeafCount; leaf < end; leaf++)
            {
                if (!places.Contains(i)) continue;
                leaves[leaf] = signature.Leaves[leaf].HasTangent();
                Check(verb, signature, leaf, "argnums", allowInt, holomorphic);
            }
        }
        return new(places, leaves);
    }

    /// <summary>Checks that an array can be differentiated with respect to.</summary>
    /// <exception cref="DTypeException">It has no derivative.</exception>
    public static void Check(string verb, Signature signature, int leaf, string parameter, bool allowInt, bool holomorphic)
    {
        ArrayType type = signature.Leaves[leaf];
        if (!type.HasTangent() && !allowInt)
            throw new DTypeException($"{verb}: {signature.LeafPaths.ElementAt(leaf)} is {type}, and only floating-point and complex arrays have derivatives. Convert it with AsType, leave it out of {parameter}, or write allowInt: true for null in its place.");
        if (holomorphic && !type.DType.IsComplex)
            throw new DTypeException($"{verb}: with holomorphic: true the arguments must be complex, but {signature.LeafPaths.ElementAt(leaf)} is {type}.");
    }

    /// <summary>The structure of an argument's derivative: the argument's, with nothing where an array has no derivative.</summary>
    public static TreeDef Without(TreeDef tree, bool[] isLeft, ref int leaf)
    {
        switch (tree)
        {
            case LeafDef:
                return isLeft[leaf++] ? tree : new StaticDef(null);
            case NodeDef node:
                TreeDef[] children = new TreeDef[node.Children.Count];
                for (int i = 0; i < children.Length; i++) children[i] = Without(node.Children[i], isLeft, ref leaf);
                return new NodeDef(node.Type, node.Keys, ValueArray.Adopt(children));
            default:
                return tree;
        }
    }

    /// <summary>The structures of all arguments' derivatives.</summary>
    public TreeDef[] TreesOf(Signature signature)
    {
        TreeDef[] trees = new TreeDef[signature.Trees.Count];
        int leaf = 0;
        for (int i = 0; i < trees.Length; i++) trees[i] = Without(signature.Trees[i], Leaves, ref leaf);
        return trees;
    }
}
