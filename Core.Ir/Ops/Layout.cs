using static Core.Ir.Typing;

namespace Core.Ir;

/// <summary>The operand in a larger shape: axis i of it becomes axis <c>BroadcastDimensions[i]</c>, repeated where its size is 1.</summary>
/// <param name="Shape">The shape of the result.</param>
/// <param name="BroadcastDimensions">For each axis of the operand, its axis in the result; increasing.</param>
public sealed record BroadcastInDim(Shape Shape, ValueArray<int> BroadcastDimensions) : Op
{
    /// <inheritdoc/>
    public override string Name => "broadcast_in_dim";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        ArrayType input = inputs[0];
        CheckPerAxis(this, "broadcast_dimensions", BroadcastDimensions.Count, input);
        for (int i = 0; i < input.Rank; i++)
        {
            int axis = BroadcastDimensions[i];
            if (axis < 0 || axis >= Shape.Rank || (i > 0 && axis <= BroadcastDimensions[i - 1]))
                throw new ShapeException($"broadcast_in_dim: broadcast_dimensions {BroadcastDimensions} must increase and be from 0 to {Shape.Rank - 1} for a result of shape {Shape}.");
            if (input.Shape[i] != 1 && input.Shape[i] != Shape[axis])
                throw new ShapeException($"broadcast_in_dim: axis {i} of {input} must have size 1 or that of axis {axis} of the result of shape {Shape}.");
        }
        return [input with { Shape = Shape }];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.BroadcastInDim(this, arg);
}

/// <summary>The operand's elements, in row-major order, in another shape of the same size.</summary>
/// <param name="NewSizes">The shape of the result.</param>
/// <param name="Dimensions">A permutation of the operand's axes to read it in, or null for its own order.</param>
public sealed record Reshape(Shape NewSizes, ValueArray<int>? Dimensions = null) : Op
{
    /// <inheritdoc/>
    public override string Name => "reshape";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        if (inputs[0].Size != NewSizes.Size)
            throw new ShapeException($"reshape: the sizes must have the product {inputs[0].Size} of the operand's, got {inputs[0]} to reshape to {NewSizes}.");
        if (Dimensions is { } dimensions)
        {
            CheckPerAxis(this, "dimensions", dimensions.Count, inputs[0]);
            CheckAxes(this, "dimensions", dimensions, inputs[0].Rank, inputs[0]);
        }
        return [inputs[0] with { Shape = NewSizes }];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Reshape(this, arg);
}

/// <summary>The operand with its axes in another order: axis i of the result is axis <c>Permutation[i]</c> of it.</summary>
/// <param name="Permutation">Each axis of the operand once.</param>
public sealed record Transpose(ValueArray<int> Permutation) : Op
{
    /// <inheritdoc/>
    public override string Name => "transpose";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        CheckPerAxis(this, "permutation", Permutation.Count, inputs[0]);
        CheckAxes(this, "permutation", Permutation, inputs[0].Rank, inputs[0]);
        int[] sizes = new int[Permutation.Count];
        for (int i = 0; i < sizes.Length; i++) sizes[i] = inputs[0].Shape[Permutation[i]];
        return [inputs[0] with { Shape = sizes }];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Transpose(this, arg);
}

/// <summary>The operand without some of its axes of size 1.</summary>
/// <param name="Dimensions">The axes to drop.</param>
public sealed record Squeeze(ValueArray<int> Dimensions) : Op
{
    /// <inheritdoc/>
    public override string Name => "squeeze";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        CheckAxes(this, "dimensions", Dimensions, inputs[0].Rank, inputs[0]);
        foreach (int axis in Dimensions)
            if (inputs[0].Shape[axis] != 1)
                throw new ShapeException($"squeeze: only axes of size 1 can be dropped, got axis {axis} of {inputs[0]}.");
        return [inputs[0] with { Shape = Without(inputs[0].Shape, Dimensions) }];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Squeeze(this, arg);
}

/// <summary>The operand with some of its axes read backwards.</summary>
/// <param name="Dimensions">The axes to reverse.</param>
public sealed record Rev(ValueArray<int> Dimensions) : Op
{
    /// <inheritdoc/>
    public override string Name => "rev";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        CheckAxes(this, "dimensions", Dimensions, inputs[0].Rank, inputs[0]);
        return [inputs[0]];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Rev(this, arg);
}

/// <summary>The operands one after the other along an axis.</summary>
/// <param name="Dimension">The axis, which alone may differ in size.</param>
public sealed record Concatenate(int Dimension) : Op
{
    /// <inheritdoc/>
    public override string Name => "concatenate";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        if (inputs.Length == 0) throw new ShapeException("concatenate: takes at least one operand, got 0.");
        CheckSameDType(this, inputs);
        CheckAxis(this, "dimension", Dimension, inputs[0]);
        int size = 0;
        foreach (ArrayType input in inputs)
        {
            if (input.Rank != inputs[0].Rank || input.Shape.With(Dimension, 0) != inputs[0].Shape.With(Dimension, 0))
                throw new ShapeException($"concatenate: shapes must be equal but for axis {Dimension}, got {Join(inputs)}.");
            size = checked(size + input.Shape[Dimension]);
        }
        return [new(inputs[0].DType, inputs[0].Shape.With(Dimension, size), AllWeak(inputs))];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Concatenate(this, arg);
}

/// <summary>Operands of one shape stacked along a new axis.</summary>
/// <param name="Axis">The place of the new axis in the result.</param>
public sealed record Stack(int Axis) : Op
{
    /// <inheritdoc/>
    public override string Name => "stack";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        if (inputs.Length == 0) throw new ShapeException("stack: takes at least one operand, got 0.");
        CheckSameDType(this, inputs);
        foreach (ArrayType input in inputs)
            if (input.Shape != inputs[0].Shape) throw new ShapeException($"stack: shapes must be equal, got {Join(inputs)}.");
        if (Axis < 0 || Axis > inputs[0].Rank) throw new ShapeException($"stack: axis must be from 0 to {inputs[0].Rank} for operands of type {inputs[0]}, got {Axis}.");
        return [new(inputs[0].DType, inputs[0].Shape.Insert(Axis, inputs.Length), AllWeak(inputs))];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Stack(this, arg);
}

/// <summary>The operand cut along an axis: one output per piece.</summary>
/// <param name="Sizes">The sizes of the pieces along the axis.</param>
/// <param name="Axis">The axis.</param>
public sealed record Split(ValueArray<int> Sizes, int Axis) : Op
{
    /// <inheritdoc/>
    public override string Name => "split";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        ArrayType input = inputs[0];
        CheckAxis(this, "axis", Axis, input);
        long total = 0;
        foreach (int size in Sizes) total += size;
        if (total != input.Shape[Axis])
            throw new ShapeException($"split: the sizes {Sizes} must add up to {input.Shape[Axis]}, the size of axis {Axis} of {input}.");
        ArrayType[] outputs = new ArrayType[Sizes.Count];
        for (int i = 0; i < outputs.Length; i++) outputs[i] = input with { Shape = input.Shape.With(Axis, Sizes[i]) };
        return ValueArray.Adopt(outputs);
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Split(this, arg);
}

/// <summary>The operand along an axis piece by piece, each of size 1 with that axis dropped: one output per piece.</summary>
/// <param name="Axis">The axis.</param>
public sealed record Unstack(int Axis) : Op
{
    /// <inheritdoc/>
    public override string Name => "unstack";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        CheckAxis(this, "axis", Axis, inputs[0]);
        ArrayType[] outputs = new ArrayType[inputs[0].Shape[Axis]];
        Array.Fill(outputs, inputs[0] with { Shape = inputs[0].Shape.Remove(Axis) });
        return ValueArray.Adopt(outputs);
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Unstack(this, arg);
}

/// <summary>The operand repeated as a whole along its axes.</summary>
/// <param name="Reps">How many times along each axis.</param>
public sealed record Tile(ValueArray<int> Reps) : Op
{
    /// <inheritdoc/>
    public override string Name => "tile";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        CheckPerAxis(this, "reps", Reps.Count, inputs[0]);
        int[] sizes = new int[Reps.Count];
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            if (Reps[axis] < 0) throw new ShapeException($"tile: reps must not be negative, got {Reps} for {inputs[0]}.");
            sizes[axis] = checked(inputs[0].Shape[axis] * Reps[axis]);
        }
        return [inputs[0] with { Shape = sizes }];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Tile(this, arg);
}

/// <summary>How much to put around and into an axis; negative amounts at the edges cut off.</summary>
/// <param name="Low">Before the first element.</param>
/// <param name="High">After the last element.</param>
/// <param name="Interior">Between neighbours; not negative.</param>
public readonly record struct Padding(int Low, int High, int Interior)
{
    /// <summary><c>(1, 1, 0)</c>.</summary>
    public override string ToString() => $"({Low}, {High}, {Interior})";
}

/// <summary>The first operand with copies of the second, which has no axes, around and between its elements.</summary>
/// <param name="Config">The padding of each axis.</param>
public sealed record Pad(ValueArray<Padding> Config) : Op
{
    /// <inheritdoc/>
    public override string Name => "pad";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 2);
        CheckSameDType(this, inputs);
        ArrayType input = inputs[0];
        if (inputs[1].Rank != 0) throw new ShapeException($"pad: the padding value must have no axes, got {inputs[1]}.");
        CheckPerAxis(this, "padding_config", Config.Count, input);
        int[] sizes = new int[input.Rank];
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            (int low, int high, int interior) = Config[axis];
            int size = input.Shape[axis];
            sizes[axis] = checked(low + high + (size == 0 ? 0 : 1 + (size - 1) * (interior + 1)));
            if (interior < 0) throw new ShapeException($"pad: interior padding must not be negative, got {Config} for {input}.");
            if (sizes[axis] < 0) throw new ShapeException($"pad: axis {axis} of {input} would have the size {sizes[axis]} after padding by {Config}.");
        }
        return [new(input.DType, sizes, AllWeak(inputs))];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Pad(this, arg);
}

/// <summary>A part of the operand.</summary>
/// <param name="StartIndices">The first index of each axis.</param>
/// <param name="LimitIndices">The index after the last of each axis.</param>
/// <param name="Strides">The step along each axis, or null for 1.</param>
public sealed record Slice(ValueArray<int> StartIndices, ValueArray<int> LimitIndices, ValueArray<int>? Strides = null) : Op
{
    /// <inheritdoc/>
    public override string Name => "slice";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        ArrayType input = inputs[0];
        CheckPerAxis(this, "start_indices", StartIndices.Count, input);
        CheckPerAxis(this, "limit_indices", LimitIndices.Count, input);
        if (Strides is { } strides) CheckPerAxis(this, "strides", strides.Count, input);
        int[] sizes = new int[input.Rank];
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            (int start, int limit, int stride) = (StartIndices[axis], LimitIndices[axis], Strides?[axis] ?? 1);
            if (start < 0 || limit < start || limit > input.Shape[axis])
                throw new ShapeException($"slice: start {start} and limit {limit} of axis {axis} must be in order and within {input}.");
            if (stride <= 0) throw new ShapeException($"slice: strides must be positive, got {Strides}.");
            sizes[axis] = (limit - start + stride - 1) / stride;
        }
        return [input with { Shape = sizes }];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Slice(this, arg);
}

/// <summary>The numbers 0, 1, 2, … along an axis, the same along the others; takes no operand.</summary>
/// <param name="DType">The element type.</param>
/// <param name="Shape">The shape.</param>
/// <param name="Dimension">The axis to count along.</param>
public sealed record Iota(DType DType, Shape Shape, int Dimension) : Op
{
    /// <inheritdoc/>
    public override string Name => "iota";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 0);
        ArrayType type = new(DType, Shape);
        CheckAxis(this, "dimension", Dimension, type);
        CheckKind(this, type, Accepts.Number);
        return [type];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Iota(this, arg);
}
