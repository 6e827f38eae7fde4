using static Core.Ir.Typing;

namespace Core.Ir;

/// <summary>What the ragged axis of a ragged product is.</summary>
public enum RaggedKind
{
    /// <summary>A free axis of the left operand: each group of its places is multiplied with a matrix of its own.</summary>
    Free,
    /// <summary>A contracted axis: each group of its places is summed by itself, and the result has an axis of groups in front.</summary>
    Contracted,
    /// <summary>A batch axis: the groups change nothing.</summary>
    Batch,
}

/// <summary>Which axes of two operands are multiplied out, and which of them has groups of different sizes.</summary>
/// <param name="Dot">Which axes are contracted and paired.</param>
/// <param name="LhsRagged">The axis of the left operand that is cut into groups.</param>
/// <param name="RhsGroup">The axis of the right operand that has one matrix per group, where the ragged axis is free; else null.</param>
public readonly record struct RaggedDotDims(DotDims Dot, int LhsRagged, int? RhsGroup = null)
{
    /// <summary>What the ragged axis is.</summary>
    public RaggedKind Kind => Dot.LhsContract.Contains(LhsRagged) ? RaggedKind.Contracted : Dot.LhsBatch.Contains(LhsRagged) ? RaggedKind.Batch : RaggedKind.Free;

    /// <summary>The axes of the left operand for each of whose places there may be group sizes of their own: those outside of the ragged one.</summary>
    /// <param name="lhsRank">How many axes the left operand has.</param>
    // JAX: _ragged_dot_prefix_dims.
    public ValueArray<int> LhsPrefix(int lhsRank)
    {
        int ragged = LhsRagged;
        return Kind switch
        {
            RaggedKind.Free => [.. Dot.LhsBatch, .. Dot.LhsFree(lhsRank).TakeWhile(axis => axis != ragged)],
            RaggedKind.Contracted => [.. Dot.LhsBatch, .. Dot.LhsContract.TakeWhile(axis => axis != ragged)],
            RaggedKind.Batch => [.. Dot.LhsBatch.TakeWhile(axis => axis != ragged)],
        };
    }

    /// <summary>As programs print it: <c>RaggedDotDimensionNumbers(dot_dimension_numbers=…, lhs_ragged_dimensions=(0,), rhs_group_dimensions=(0,))</c>.</summary>
    public override string ToString()
    {
        ValueArray<int> group = RhsGroup is { } axis ? [axis] : [];
        return $"RaggedDotDimensionNumbers(dot_dimension_numbers=(({Dot.LhsContract}, {Dot.RhsContract}), ({Dot.LhsBatch}, {Dot.RhsBatch})), " +
            $"lhs_ragged_dimensions=({LhsRagged},), rhs_group_dimensions={group})";
    }
}

/// <summary>
/// Sums of products over pairs of axes of two operands, one axis of the left being cut into groups whose sizes the third operand holds: <c>[g]</c>, or one
/// such list per place of the axes outside of the ragged one.
/// </summary>
/// <param name="Dims">Which axes.</param>
/// <param name="Precision">How exactly to multiply, or null for the default.</param>
/// <param name="PreferredElementType">The element type to sum in and of the result, or null for the operands'.</param>
public sealed record RaggedDotGeneral(RaggedDotDims Dims, DotPrecision? Precision = null, DType? PreferredElementType = null) : Op
{
    /// <inheritdoc/>
    public override string Name => "ragged_dot_general";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 3);
        (ArrayType lhs, ArrayType rhs, ArrayType sizes) = (inputs[0], inputs[1], inputs[2]);
        for (int i = 0; i < 2; i++) CheckKind(this, inputs[i], Accepts.Any, i, 3);
        CheckKind(this, sizes, Accepts.Integer, 2, 3);
        CheckAxis(this, "lhs_ragged_dimensions", Dims.LhsRagged, lhs);
        // The shape and type of the product that does not know of the groups; the group axis is free in it.
        ArrayType product = new DotGeneral(Dims.Dot, Precision, PreferredElementType).Infer(inputs[..2])[0];
        CheckSizes(lhs, sizes);

        RaggedKind kind = Dims.Kind;
        int groups = sizes.Shape[^1];
        if (kind is RaggedKind.Free != Dims.RhsGroup is not null)
            throw new ShapeException(kind is RaggedKind.Free
                ? "ragged_dot_general: where the ragged axis of the left operand is free, the right one must have an axis of groups; rhs_group_dimensions is empty."
                : $"ragged_dot_general: where the ragged axis of the left operand is contracted or a batch axis, the right one has no axis of groups; got rhs_group_dimensions ({Dims.RhsGroup},).");
        if (Dims.RhsGroup is { } group)
        {
            CheckAxis(this, "rhs_group_dimensions", group, rhs);
            if (Dims.Dot.RhsContract.Contains(group) || Dims.Dot.RhsBatch.Contains(group))
                throw new ShapeException($"ragged_dot_general: the axis of groups of the right operand must be neither contracted nor a batch axis, got {Dims}.");
            if (rhs.Shape[group] != groups)
                throw new ShapeException($"ragged_dot_general: axis {group} of {rhs} must have one entry per group, {groups}.");
            int place = lhs.Rank - Dims.Dot.LhsContract.Count + Dims.Dot.RhsFree(rhs.Rank).TakeWhile(axis => axis != group).Count();
            product = product with { Shape = product.Shape.Remove(place) };
        }
        return [product with { Shape = kind is RaggedKind.Contracted ? product.Shape.Insert(0, groups) : product.Shape, Weak = AllWeak(inputs) }];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.RaggedDotGeneral(this, arg);

    private void CheckSizes(ArrayType lhs, ArrayType sizes)
    {
        if (sizes.Rank == 1) return;
        if (sizes.Rank == 0) throw new ShapeException($"ragged_dot_general: the group sizes must have at least one axis, got {sizes}.");
        Shape expected = [.. Dims.LhsPrefix(lhs.Rank).Select(axis => lhs.Shape[axis]), sizes.Shape[^1]];
        if (sizes.Shape != expected) throw new ShapeException($"ragged_dot_general: the group sizes must have the shape {expected} or one axis, got {sizes}.");
    }
}
