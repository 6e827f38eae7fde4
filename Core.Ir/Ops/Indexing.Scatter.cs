using static Core.Ir.Typing;

namespace Core.Ir;

/// <summary>How an update and the element it goes to are combined.</summary>
public enum ScatterKind
{
    /// <summary>The update takes the element's place; or, with a program, what that makes of the element.</summary>
    Update,
    /// <summary>Their sum.</summary>
    Add,
    /// <summary>The element less the update.</summary>
    Sub,
    /// <summary>Their product.</summary>
    Mul,
    /// <summary>The smaller.</summary>
    Min,
    /// <summary>The larger.</summary>
    Max,
}

/// <summary>How operand, indices and updates of a <see cref="Scatter"/> relate. The last axis of the indices holds the parts of one index.</summary>
/// <param name="UpdateWindowDims">The axes of the updates that run over a window; increasing.</param>
/// <param name="InsertedWindowDims">The axes of the operand, of window size 1, that the updates lack; increasing.</param>
/// <param name="ScatterDimsToOperandDims">For each part of an index, the axis of the operand it is for.</param>
/// <param name="OperandBatchingDims">The axes of the operand that go along with axes of the indices; increasing.</param>
/// <param name="ScatterIndicesBatchingDims">The axes of the indices they go along with, paired.</param>
public readonly record struct ScatterDimensionNumbers(
    ValueArray<int> UpdateWindowDims, ValueArray<int> InsertedWindowDims, ValueArray<int> ScatterDimsToOperandDims,
    ValueArray<int> OperandBatchingDims = default, ValueArray<int> ScatterIndicesBatchingDims = default)
{
    /// <summary>As programs print it.</summary>
    public override string ToString() =>
        $"ScatterDimensionNumbers(update_window_dims={UpdateWindowDims}, inserted_window_dims={InsertedWindowDims}, " +
        $"scatter_dims_to_operand_dims={ScatterDimsToOperandDims}, operand_batching_dims={OperandBatchingDims}, " +
        $"scatter_indices_batching_dims={ScatterIndicesBatchingDims})";
}

/// <summary>The first operand with windows of the third, the updates, combined into it at the indices in the second.</summary>
/// <param name="Kind">How an update and the element it goes to are combined.</param>
/// <param name="Dims">How operand, indices and updates relate.</param>
/// <param name="Mode">What becomes of indices out of bounds.</param>
/// <param name="UpdateJaxpr">The combination as a program of two numbers, which is printed; null where the update takes the element's place.</param>
/// <param name="IndicesAreSorted">Whether the caller promises that the indices increase.</param>
/// <param name="UniqueIndices">Whether the caller promises that no two windows overlap.</param>
public sealed record Scatter(
    ScatterKind Kind, ScatterDimensionNumbers Dims, GatherScatterMode Mode, Jaxpr? UpdateJaxpr = null, bool IndicesAreSorted = false,
    bool UniqueIndices = false) : Op
{
    /// <inheritdoc/>
    public override string Name => Kind switch
    {
        ScatterKind.Update => "scatter",
        ScatterKind.Add => "scatter-add",
        ScatterKind.Sub => "scatter-sub",
        ScatterKind.Mul => "scatter-mul",
        ScatterKind.Min => "scatter-min",
        ScatterKind.Max => "scatter-max",
    };

    /// <inheritdoc/>
    public override ValueArray<Jaxpr> Jaxprs => UpdateJaxpr is null ? [] : [UpdateJaxpr];

    /// <inheritdoc/>
    public override Op WithJaxprs(ValueArray<Jaxpr> jaxprs) => UpdateJaxpr is null ? this : this with { UpdateJaxpr = jaxprs[0] };

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 3);
        (ArrayType operand, ArrayType indices, ArrayType updates) = (inputs[0], inputs[1], inputs[2]);
        CheckKind(this, operand, Kind switch
        {
            ScatterKind.Update => Accepts.All,
            ScatterKind.Add or ScatterKind.Sub or ScatterKind.Mul => Accepts.Number,
            ScatterKind.Min or ScatterKind.Max => Accepts.Any,
        }, 0, 3);
        if (operand.DType != updates.DType)
            throw new DTypeException($"{Name}: the updates must have the element type of the operand, got {updates} for {operand}; convert one with AsType.");
        IndexingTyping.CheckIndices(this, indices, Dims.ScatterDimsToOperandDims, "scatter_dims_to_operand_dims", operand);
        CheckDims(operand, indices, updates);
        CheckUpdates(operand, indices, updates);
        CheckProgram(operand);
        return [operand];
    }

    /// <summary>The axes of the operand that a window keeps.</summary>
    /// <param name="rank">How many axes the operand has.</param>
    public ValueArray<int> WindowAxes(int rank)
    {
        ScatterDimensionNumbers dims = Dims;
        return [.. Enumerable.Range(0, rank).Where(axis => !dims.InsertedWindowDims.Contains(axis) && !dims.OperandBatchingDims.Contains(axis))];
    }

    /// <summary>The axes of the updates that do not run over a window: those of the indices but for the last.</summary>
    /// <param name="rank">How many axes the updates have.</param>
    public ValueArray<int> ScatterAxes(int rank)
    {
        ScatterDimensionNumbers dims = Dims;
        return [.. Enumerable.Range(0, rank).Where(axis => !dims.UpdateWindowDims.Contains(axis))];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Scatter(this, arg);

    private void CheckDims(ArrayType operand, ArrayType indices, ArrayType updates)
    {
        int rank = indices.Rank - 1 + Dims.UpdateWindowDims.Count;
        if (updates.Rank != rank)
            throw new ShapeException(
                $"{Name}: the updates must have {rank} axes, {indices.Rank - 1} for the indices {indices} and one for each of update_window_dims " +
                $"{Dims.UpdateWindowDims}, got {updates}.");
        IndexingTyping.CheckIncreasing(this, "update_window_dims", Dims.UpdateWindowDims);
        CheckAxes(this, "update_window_dims", Dims.UpdateWindowDims, updates.Rank, updates);
        IndexingTyping.CheckIncreasing(this, "inserted_window_dims", Dims.InsertedWindowDims);
        CheckAxes(this, "inserted_window_dims", Dims.InsertedWindowDims, operand.Rank, operand);
        IndexingTyping.CheckIncreasing(this, "operand_batching_dims", Dims.OperandBatchingDims);
        CheckAxes(this, "operand_batching_dims", Dims.OperandBatchingDims, operand.Rank, operand);
        IndexingTyping.CheckDisjoint(this, "inserted_window_dims", Dims.InsertedWindowDims, "operand_batching_dims", Dims.OperandBatchingDims);
        IndexingTyping.CheckDisjoint(this, "scatter_dims_to_operand_dims", Dims.ScatterDimsToOperandDims, "operand_batching_dims", Dims.OperandBatchingDims);
        IndexingTyping.CheckBatching(this, operand, Dims.OperandBatchingDims, indices, "scatter_indices_batching_dims", Dims.ScatterIndicesBatchingDims);
        int named = Dims.UpdateWindowDims.Count + Dims.InsertedWindowDims.Count + Dims.OperandBatchingDims.Count;
        if (named != operand.Rank)
            throw new ShapeException(
                $"{Name}: each axis of {operand} must be a window, inserted or batching axis, got {Dims.UpdateWindowDims.Count} update_window_dims, " +
                $"inserted_window_dims {Dims.InsertedWindowDims} and operand_batching_dims {Dims.OperandBatchingDims}.");
    }

    private void CheckUpdates(ArrayType operand, ArrayType indices, ArrayType updates)
    {
        ValueArray<int> windowAxes = WindowAxes(operand.Rank), scatterAxes = ScatterAxes(updates.Rank);
        for (int i = 0; i < windowAxes.Count; i++)
            if (updates.Shape[Dims.UpdateWindowDims[i]] > operand.Shape[windowAxes[i]])
                throw new ShapeException(
                    $"{Name}: a window must not be larger than the operand, got axis {Dims.UpdateWindowDims[i]} of the updates {updates} for axis " +
                    $"{windowAxes[i]} of {operand}.");
        for (int i = 0; i < scatterAxes.Count; i++)
            if (updates.Shape[scatterAxes[i]] != indices.Shape[i])
                throw new ShapeException(
                    $"{Name}: there must be one update per index, got axis {scatterAxes[i]} of the updates {updates} for axis {i} of the indices {indices}.");
    }

    private void CheckProgram(ArrayType operand)
    {
        if (UpdateJaxpr is null) return;
        ArrayType number = new(operand.DType, []);
        if (UpdateJaxpr is { ConstVars.Count: 0, Inputs: [var x, var y], Outputs: [var result] } &&
            x.Type.Matches(number) && y.Type.Matches(number) && result.Type.Matches(number)) return;
        throw new ShapeException($"{Name}: update_jaxpr must make one {number} of two, without constants, for an operand of type {operand}.");
    }
}
