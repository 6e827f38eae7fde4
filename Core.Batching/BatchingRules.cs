using Core.Ir;

namespace Core.Batching;

/// <summary>
/// How each op is mapped over an axis: from operands of which some hold one value per example to the results of all examples. The rules are
/// JAX's (interpreters/batching.py and the lax modules), so that the programs are too. One file a family.
/// </summary>
// Arrays of operands, not spans of them: methods that are generic over references alone are compiled ahead of time.
internal sealed partial class BatchingRules(MappedAxis mapped) : IOpRules<Batched[], Batched[]>
{
    // JAX: moveaxis.
    private static NdArray Move(Batched x, int axis) => Lax.MoveAxis(x.Value, x.Axis!.Value, axis);

    // JAX: bdim_at_front. A value that all examples share is repeated, or, with a size of 1, left to broadcast.
    private static NdArray AtFront(Batched x, int size) => x.Axis is null ? Lax.InsertAxis(x.Value, 0, size) : Move(x, 0);

    private NdArray AtFront(Batched x) => AtFront(x, mapped.Size);

    /// <summary>Axes of one example's value as axes of all examples' values: those from the mapped axis on move up by one.</summary>
    private static ValueArray<int> Bump(ValueArray<int> axes, int mappedAxis) => [.. axes.Select(axis => Bump(axis, mappedAxis))];

    private static int Bump(int axis, int mappedAxis) => axis >= mappedAxis ? axis + 1 : axis;

    private static ValueArray<T> Insert<T>(ValueArray<T> items, int place, T item) => [.. items.Take(place), item, .. items.Skip(place)];

    private static Batched[] One(NdArray value, int? axis) => [new(value, axis)];

    /// <summary>The same op on the operand as it is: it works element by element, so the mapped axis stays where it is.</summary>
    private static Batched[] Elementwise(Op op, ReadOnlySpan<Batched> args) => One(Lax.Bind(op, args[0].Value), args[0].Axis);
}
