namespace Core;

/// <summary>Makes a partial record, class or struct a tree: its public members, in order, are its children.</summary>
/// <remarks>
/// The implementation of <see cref="IPyTree{TSelf}"/> is generated. The children are the parameters of a positional record, or else those of the
/// longest public constructor whose parameters have the names and types of members; then all other public members that can be set.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class PyTreeAttribute : Attribute;

/// <summary>A type of one's own that is a tree of arrays: it can be an argument or a result of traced functions.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IPyTree<TSelf> where TSelf : IPyTree<TSelf>
{
    /// <summary>Writes the children, each with <see cref="TreeWriter.Write{T}(string, T)"/>.</summary>
    void WriteTree(TreeWriter writer);

    /// <summary>Makes a tree of children, which <see cref="TreeReader.Next{T}"/> gives in the order in which they were written.</summary>
    static abstract TSelf ReadTree(TreeReader reader);
}
