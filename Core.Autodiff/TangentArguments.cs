using Core.Ir;
using Core.Tracing;

namespace Core.Autodiff;

/// <summary>Matches tangents or cotangents, as trees, with the values that they belong to: null in place of an array is zero.</summary>
internal static class TangentArguments
{
    /// <summary>For each array of a tree, the place of its tangent among those given; null where it is zero.</summary>
    /// <param name="what">What is matched, for messages: <c>Jvp: the tangent</c>.</param>
    /// <param name="tree">The structure of the values.</param>
    /// <param name="types">The types of the values.</param>
    /// <param name="tangents">The structure of the tangents.</param>
    /// <param name="tangentTypes">The types of the tangents.</param>
    /// <param name="path">Where the value is, for messages.</param>
    /// <exception cref="TreeException">The structures differ.</exception>
    /// <exception cref="ShapeException">A tangent has another shape than its value.</exception>
    /// <exception cref="DTypeException">A tangent has another element type, or its value can have none.</exception>
    public static int?[] Match(string what, TreeDef tree, ReadOnlySpan<ArrayType> types, TreeDef tangents, ReadOnlySpan<ArrayType> tangentTypes, string path)
    {
        List<int?> places = [];
        int next = 0;
        Walk(tree, tangents, path);
        for (int i = 0; i < places.Count; i++)
        {
            if (places[i] is not { } place) continue;
            ArrayType type = types[i], given = tangentTypes[place];
            string Where() => tree.Paths(path).ElementAt(i);
            if (!type.HasTangent()) throw new DTypeException($"{what} of {Where()} must be null: it is {type}, which has no derivatives.");
            if (type.Shape != given.Shape) throw new ShapeException($"{what} of {Where()} must be {type}, as it is; got {given}.");
            if (type.DType != given.DType && !given.Weak) throw new DTypeException($"{what} of {Where()} must be {type}, as it is; got {given}. Convert it with AsType.");
        }
        return [.. places];

        void Walk(TreeDef value, TreeDef tangent, string at)
        {
            switch (value, tangent)
            {
                case (LeafDef, LeafDef):
                    places.Add(next++);
                    break;
                case (LeafDef, StaticDef { Value: null }):
                    places.Add(null);
                    break;
                case (NodeDef node, StaticDef { Value: null }):
                    for (int i = 0; i < node.LeafCount; i++) places.Add(null);
                    break;
                case (StaticDef, StaticDef):
                    break;
                case (NodeDef node, NodeDef other) when node.Keys == other.Keys:
                    for (int i = 0; i < node.Children.Count; i++) Walk(node.Children[i], other.Children[i], at + node.Keys[i].Text);
                    break;
                default:
                    throw new TreeException($"{what} of {(at.Length == 0 ? "the result" : at)} must have its structure, {value.Describe()}; got {tangent.Describe()}.");
            }
        }
    }

    /// <summary>A tangent of the element type of its value: a bare number takes it.</summary>
    public static NdArray As(ArrayType type, NdArray tangent) => Lax.ConvertElementType(tangent, type.DType, tangent.IsWeak && type.DType == tangent.DType);
}
