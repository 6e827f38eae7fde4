using System.Numerics;
using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

internal sealed partial class KernelRules
{
    public Step[] Reduce(Reduce op, StepContext context) => throw NotBuilt(op);

    public Step[] ArgReduce(ArgReduce op, StepContext context)
    {
        ArrayType type = context.InputType(0);
        if (context.OutputType(0).Size == 0) return [];
        return [Elements.Visit<Step, ArgReduceMaker>(type.DType, new(context.Inputs[0], context.Outputs[0], AxisPlace.Of(type.Shape, op.Axis), op))];
    }

    public Step[] Cumulative(Cumulative op, StepContext context)
    {
        ArrayType type = context.InputType(0);
        if (type.Size == 0) return [];
        (int source, int target, AxisPlace axis) = (context.Inputs[0], context.Outputs[0], AxisPlace.Of(type.Shape, op.Axis));
        if (op.Kind is CumulativeKind.LogSumExp) return [Elements.VisitReal<Step, CumulativeLogSumExpMaker>(type.DType, new(source, target, axis, op, type.DType))];
        return [Elements.Visit<Step, CumulativeMaker>(type.DType, new(source, target, axis, op, type.DType), wide: op.Kind is CumulativeKind.Sum or CumulativeKind.Prod)];
    }

    public Step[] ReduceWith(ReduceWith op, StepContext context)
    {
        if (context.OutputType(0).Size == 0) return [];
        // What is reduced together comes first, so that the elements of a step are a row.
        Shape shape = context.InputType(0).Shape;
        int[] order = [.. op.Dimensions.Order(), .. Enumerable.Range(0, shape.Rank).Where(axis => !op.Dimensions.Contains(axis))];
        bool isInOrder = order.SequenceEqual(Enumerable.Range(0, shape.Rank));
        int[] own = shape.Strides();
        Shape rows = [.. order.Select(axis => shape[axis])];
        int count = 1;
        foreach (int axis in op.Dimensions) count *= shape[axis];
        List<Step> steps = [];
        int[] buffers = new int[context.Inputs.Count / 2];
        for (int i = 0; i < buffers.Length; i++)
        {
            buffers[i] = context.Inputs[i];
            if (isInOrder || shape.Size == 0) continue;
            ArrayType type = context.InputType(i);
            buffers[i] = context.Workspace(type with { Shape = rows });
            steps.Add(new ViewCopyStep(context.Inputs[i], buffers[i], type.DType.ByteSize, CopyPlan.Create(rows, [.. order.Select(axis => own[axis])], rows.Strides())));
        }
        return [.. steps, FoldStep.Of(op.Jaxpr, context, buffers, count, windows: null)];
    }

    private readonly struct ArgReduceMaker(int source, int target, AxisPlace axis, ArgReduce op) : INumberVisitor<Step>
    {
        public Step Visit<T, W, C>() where T : unmanaged where W : unmanaged, INumberBase<W> where C : struct, IElement<T, W> =>
            new ArgReduceStep<T, W, C>(source, target, axis, op.Kind is ArgReduceKind.Max, op.IndexDType);
    }
}
