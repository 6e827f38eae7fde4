using Core.Tracing;

namespace Core;

/// <summary>
/// Trees of arrays: an array, or tuples, C# arrays, lists, dictionaries and <see cref="PyTreeAttribute"/> types of trees. Other C# values in
/// them belong to the structure.
/// </summary>
public static partial class PyTree
{
    /// <summary>The arrays of a tree, in order.</summary>
    public static NdArray[] Leaves<T>(T tree) => TreeWriter.Flatten(tree).Leaves;

    /// <summary>The tree with a function applied to each of its arrays.</summary>
    public static T Map<T>(Func<NdArray, NdArray> function, T tree)
    {
        (TreeDef structure, NdArray[] leaves) = TreeWriter.Flatten(tree);
        return new TreeReader([.. leaves.Select(function)]).Read<T>(structure);
    }

    /// <summary>Two trees of one structure, with a function applied to each pair of their arrays.</summary>
    /// <exception cref="TreeException">The structures differ.</exception>
    public static T Map<T>(Func<NdArray, NdArray, NdArray> function, T tree, T other)
    {
        (TreeDef structure, NdArray[] leaves) = TreeWriter.Flatten(tree);
        NdArray[] others = Like(structure, other, "second");
        return new TreeReader([.. leaves.Zip(others, function)]).Read<T>(structure);
    }

    /// <summary>Three trees of one structure, with a function applied to each three of their arrays.</summary>
    /// <exception cref="TreeException">The structures differ.</exception>
    public static T Map<T>(Func<NdArray, NdArray, NdArray, NdArray> function, T tree, T second, T third)
    {
        (TreeDef structure, NdArray[] leaves) = TreeWriter.Flatten(tree);
        NdArray[] seconds = Like(structure, second, "second"), thirds = Like(structure, third, "third");
        return new TreeReader([.. leaves.Select((leaf, i) => function(leaf, seconds[i], thirds[i]))]).Read<T>(structure);
    }

    /// <summary>The sum of a function over all arrays of a tree.</summary>
    public static NdArray Sum<T>(T tree, Func<NdArray, NdArray> function)
    {
        NdArray[] leaves = Leaves(tree);
        return leaves.Length == 0 ? 0.0 : leaves.Select(function).Aggregate((sum, x) => sum + x);
    }

    private static NdArray[] Like<T>(TreeDef structure, T tree, string which)
    {
        (TreeDef own, NdArray[] leaves) = TreeWriter.Flatten(tree);
        return own == structure ? leaves : throw new TreeException($"PyTree.Map: the trees must have one structure; the first has {structure.Describe()}, the {which} {own.Describe()}.");
    }
}
