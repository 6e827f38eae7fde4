using static Core.Ir.Typing;

namespace Core.Ir;

/// <summary>The operands in the order that sorts the first of them along an axis; the others tell equal ones apart, or just follow.</summary>
/// <remarks>NaN comes last, -0.0 equals 0.0, complex numbers are compared by real part, then by imaginary part.</remarks>
/// <param name="Dimension">The axis to sort along.</param>
/// <param name="IsStable">Whether equal elements stay in their order.</param>
/// <param name="NumKeys">How many operands are compared, from the first on; the others follow.</param>
public sealed record Sort(int Dimension, bool IsStable = true, int NumKeys = 1) : Op
{
    /// <inheritdoc/>
    public override string Name => "sort";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        if (inputs.Length == 0) throw new ShapeException("sort: takes at least one operand, got 0.");
        if (NumKeys < 1 || NumKeys > inputs.Length)
            throw new ShapeException($"sort: num_keys must be from 1 to {inputs.Length}, the number of operands, got {NumKeys}.");
        foreach (ArrayType input in inputs)
            if (input.Shape != inputs[0].Shape) throw new ShapeException($"sort: shapes must be equal, got {Join(inputs)}.");
        for (int i = 0; i < NumKeys; i++) CheckKind(this, inputs[i], Accepts.Any, i, inputs.Length);
        CheckAxis(this, "dimension", Dimension, inputs[0]);
        return ValueArray.Create(inputs);
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Sort(this, arg);
}

/// <summary>The largest elements along an axis, the largest first, and their places; of equal ones, the first.</summary>
/// <param name="K">How many.</param>
/// <param name="Axis">The axis.</param>
public sealed record TopK(int K, int Axis) : Op
{
    /// <inheritdoc/>
    public override string Name => "top_k";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        ArrayType input = inputs[0];
        CheckKind(this, input, Accepts.Any & ~Accepts.Complex);
        CheckAxis(this, "axis", Axis, input);
        if (K < 0 || K > input.Shape[Axis]) throw new ShapeException($"top_k: k must be from 0 to {input.Shape[Axis]}, the size of axis {Axis} of {input}, got {K}.");
        Shape shape = input.Shape.With(Axis, K);
        return [input with { Shape = shape }, new(DType.I32, shape, input.Weak)];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.TopK(this, arg);
}

/// <summary>The largest or smallest elements along an axis and their places; hardware that is faster so may miss some. Here none is missed.</summary>
/// <param name="K">How many.</param>
/// <param name="ReductionDimension">The axis; negative from the last.</param>
/// <param name="RecallTarget">How many of them are to be found at least, as a fraction of all.</param>
/// <param name="IsMaxK">Whether the largest are looked for.</param>
/// <param name="ReductionInputSizeOverride">The size of the axis of which the operand is a part, or -1.</param>
/// <param name="AggregateToTopK">Whether exactly k are given, rather than as many candidates as the hardware would give.</param>
public sealed record ApproxTopK(int K, int ReductionDimension, double RecallTarget, bool IsMaxK, int ReductionInputSizeOverride = -1, bool AggregateToTopK = true) : Op
{
    /// <inheritdoc/>
    public override string Name => "approx_top_k";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        ArrayType input = inputs[0];
        CheckKind(this, input, Accepts.Float);
        int axis = AxisOf(input.Rank);
        if (input.Rank == 0) throw new ShapeException($"approx_top_k: needs an operand with axes, got {input}.");
        if (axis < 0 || axis >= input.Rank)
            throw new ShapeException($"approx_top_k: reduction_dimension must be from {-input.Rank} to {input.Rank - 1} for an operand of type {input}, got {ReductionDimension}.");
        if (K <= 0 || K > input.Shape[axis]) throw new ShapeException($"approx_top_k: k must be from 1 to {input.Shape[axis]}, the size of axis {axis} of {input}, got {K}.");
        if (!(RecallTarget > 0 && RecallTarget <= 1)) throw new ShapeException($"approx_top_k: recall_target must be above 0 and at most 1, got {PythonText.Of(RecallTarget)}.");
        if (ReductionInputSizeOverride >= 0 && ReductionInputSizeOverride < input.Shape[axis])
            throw new ShapeException($"approx_top_k: reduction_input_size_override must be -1 or at least {input.Shape[axis]}, the size of axis {axis} of {input}, got {ReductionInputSizeOverride}.");
        Shape shape = input.Shape.With(axis, AggregateToTopK ? K : Candidates(input.Shape[axis], input.Rank));
        return [input with { Shape = shape }, new(DType.I32, shape, input.Weak)];
    }

    /// <summary>The axis, counted from 0, of an operand with <paramref name="rank"/> axes.</summary>
    public int AxisOf(int rank) => ReductionDimension < 0 ? ReductionDimension + rank : ReductionDimension;

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.ApproxTopK(this, arg);

    /// <summary>
    /// How many candidates there are (XLA: ApproxTopKReductionOutputSize). Of M windows, K elements that fall at random collide in none with
    /// probability exp((1 - K) / M), which is the recall: M = (1 - K) / log(recall).
    /// </summary>
    private int Candidates(int size, int rank)
    {
        int tiling = rank == 1 ? 1024 : 128;
        if (size <= tiling) return size;
        if (K == 1) return tiling;
        double recall = (float)RecallTarget;
        if (recall == 1) return size;
        long whole = ReductionInputSizeOverride >= 0 ? ReductionInputSizeOverride : size;
        long windows = Math.Min(Math.Max((long)((1.0 - K) / Math.Log(recall)), tiling), whole);
        int reduction = (int)long.Log2(whole / windows);
        if (reduction == 0) return size;
        long tiles = (size + (long)tiling - 1) / tiling;
        long kept = reduction >= 31 ? 1 : (tiles + (1L << reduction) - 1) >> reduction;
        return (int)(kept * tiling);
    }
}
