using System.Numerics;
using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

// What is not fused with its neighbours: copies between strided views.
internal sealed partial class KernelRules
{
    public Step[] BroadcastInDim(BroadcastInDim op, StepContext context)
    {
        ArrayType input = context.InputType(0);
        int[] strides = new int[op.Shape.Rank], own = input.Shape.Strides();
        for (int axis = 0; axis < own.Length; axis++)
            if (input.Shape[axis] != 1) strides[op.BroadcastDimensions[axis]] = own[axis];
        return ReadView(context, strides);
    }

    public Step[] Reshape(Reshape op, StepContext context)
    {
        if (op.Dimensions is not { } dimensions) return Same(context);
        Shape shape = context.InputType(0).Shape;
        int[] own = shape.Strides();
        Shape view = [.. dimensions.Select(axis => shape[axis])];
        return ReadView(context, [.. dimensions.Select(axis => own[axis])], shape: view);
    }

    public Step[] Transpose(Transpose op, StepContext context)
    {
        int[] own = context.InputType(0).Shape.Strides();
        return ReadView(context, [.. op.Permutation.Select(axis => own[axis])]);
    }

    public Step[] Squeeze(Squeeze op, StepContext context) => Same(context);

    public Step[] Rev(Rev op, StepContext context)
    {
        Shape shape = context.InputType(0).Shape;
        int[] strides = shape.Strides();
        long offset = 0;
        foreach (int axis in op.Dimensions)
        {
            offset += (long)(shape[axis] - 1) * strides[axis];
            strides[axis] = -strides[axis];
        }
        return ReadView(context, strides, offset);
    }

    public Step[] Concatenate(Concatenate op, StepContext context)
    {
        int start = 0;
        int[] starts = new int[context.Inputs.Count];
        for (int i = 0; i < starts.Length; i++)
        {
            starts[i] = start;
            start += context.InputType(i).Shape[op.Dimension];
        }
        return Join(context, op.Dimension, starts, type => type.Shape);
    }

    public Step[] Stack(Stack op, StepContext context) =>
        Join(context, op.Axis, [.. Enumerable.Range(0, context.Inputs.Count)], type => type.Shape.Insert(op.Axis, 1));

    public Step[] Split(Split op, StepContext context)
    {
        int start = 0;
        int[] starts = new int[op.Sizes.Count];
        for (int i = 0; i < starts.Length; i++)
        {
            starts[i] = start;
            start += op.Sizes[i];
        }
        return Cut(context, op.Axis, starts, type => type.Shape);
    }

    public Step[] Unstack(Unstack op, StepContext context) =>
        Cut(context, op.Axis, [.. Enumerable.Range(0, context.Outputs.Count)], type => type.Shape.Insert(op.Axis, 1));

    // Each axis becomes two, the repetitions and the elements of one of them; the first has the stride 0.
    public Step[] Tile(Tile op, StepContext context)
    {
        Shape shape = context.InputType(0).Shape;
        int[] strides = shape.Strides(), sizes = new int[2 * shape.Rank], from = new int[2 * shape.Rank];
        for (int axis = 0; axis < shape.Rank; axis++)
            (sizes[2 * axis], sizes[2 * axis + 1], from[2 * axis + 1]) = (op.Reps[axis], shape[axis], strides[axis]);
        return ReadView(context, from, shape: sizes);
    }

    public Step[] Pad(Pad op, StepContext context)
    {
        (ArrayType input, ArrayType result) = (context.InputType(0), context.OutputType(0));
        if (result.Size == 0) return [];
        Shape shape = result.Shape;
        int[] source = input.Shape.Strides(), target = shape.Strides(), kept = new int[shape.Rank], strides = new int[shape.Rank];
        long readFrom = 0, writeTo = 0;
        for (int axis = 0; axis < kept.Length; axis++)
        {
            // Element i of the operand goes to low + i · step; those that land outside were cut off.
            (int low, _, int interior) = op.Config[axis];
            int step = interior + 1, first = low < 0 ? (-low + step - 1) / step : 0;
            int end = Math.Min(input.Shape[axis], (shape[axis] - 1 - low + step) / step);
            kept[axis] = Math.Max(0, end - first);
            readFrom += (long)first * source[axis];
            writeTo += (long)(low + first * step) * target[axis];
            strides[axis] = step * target[axis];
        }
        CopyPlan plan = CopyPlan.Create(kept, source, strides, readFrom, writeTo);
        int width = input.DType.ByteSize;
        if (plan.Count == result.Size) return [new ViewCopyStep(context.Inputs[0], context.Outputs[0], width, plan)];
        Step fill = new FillStep(context.Inputs[1], context.Outputs[0], result);
        return plan.Count == 0 ? [fill] : [fill, new ViewCopyStep(context.Inputs[0], context.Outputs[0], width, plan, isPart: true)];
    }

    public Step[] Slice(Slice op, StepContext context)
    {
        int[] strides = context.InputType(0).Shape.Strides();
        long offset = 0;
        for (int axis = 0; axis < strides.Length; axis++)
        {
            offset += (long)op.StartIndices[axis] * strides[axis];
            strides[axis] *= op.Strides?[axis] ?? 1;
        }
        return ReadView(context, strides, offset);
    }

    public Step[] Iota(Iota op, StepContext context) =>
        op.Shape.Size == 0 ? [] : [Elements.Visit<Step, IotaMaker>(op.DType, new(context.Outputs[0], AxisPlace.Of(op.Shape, op.Dimension)))];

    /// <summary>The result with the bytes of the operand.</summary>
    private static Step[] Same(StepContext context, int operand = 0) =>
        context.InputType(operand).Size == 0 ? [] : [ViewCopyStep.Whole(context.Inputs[operand], context.Outputs[operand], context.InputType(operand))];

    /// <summary>The result as a view of the operand.</summary>
    private static Step[] ReadView(StepContext context, ReadOnlySpan<int> strides, long offset = 0, Shape? shape = null)
    {
        ArrayType result = context.OutputType(0);
        if (result.Size == 0) return [];
        Shape sizes = shape ?? result.Shape;
        return [new ViewCopyStep(context.Inputs[0], context.Outputs[0], result.DType.ByteSize, CopyPlan.Create(sizes, strides, sizes.Strides(), offset))];
    }

    /// <summary>All operands one after the other along an axis of the result.</summary>
    private static Step[] Join(StepContext context, int axis, int[] starts, Func<ArrayType, Shape> shapeOf)
    {
        ArrayType result = context.OutputType(0);
        int[] strides = result.Shape.Strides();
        (int, int, CopyPlan)[] copies = new (int, int, CopyPlan)[starts.Length];
        for (int i = 0; i < copies.Length; i++)
        {
            Shape shape = shapeOf(context.InputType(i));
            copies[i] = (context.Inputs[i], context.Outputs[0], CopyPlan.Create(shape, shape.Strides(), strides, 0, (long)starts[i] * strides[axis]));
        }
        return CopiesStep.Of(result.DType.ByteSize, copies);
    }

    /// <summary>The operand cut along an axis.</summary>
    private static Step[] Cut(StepContext context, int axis, int[] starts, Func<ArrayType, Shape> shapeOf)
    {
        ArrayType input = context.InputType(0);
        int[] strides = input.Shape.Strides();
        (int, int, CopyPlan)[] copies = new (int, int, CopyPlan)[starts.Length];
        for (int i = 0; i < copies.Length; i++)
        {
            Shape shape = shapeOf(context.OutputType(i));
            copies[i] = (context.Inputs[0], context.Outputs[i], CopyPlan.Create(shape, strides, shape.Strides(), (long)starts[i] * strides[axis]));
        }
        return CopiesStep.Of(input.DType.ByteSize, copies);
    }

    private readonly struct IotaMaker(int target, AxisPlace axis) : INumberVisitor<Step>
    {
        public Step Visit<T, W, C>() where T : unmanaged where W : unmanaged, INumberBase<W> where C : struct, IElement<T, W> => new IotaStep<T, W, C>(target, axis);
    }
}
