using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

internal sealed partial class KernelRules
{
    public Step[] Reduce(Reduce op, StepContext context) => throw NotBuilt(op);

    public Step[] ArgReduce(ArgReduce op, StepContext context) => throw NotBuilt(op);

    public Step[] Cumulative(Cumulative op, StepContext context)
    {
        ArrayType type = context.InputType(0);
        if (type.Size == 0) return [];
        (int source, int target, AxisPlace axis) = (context.Inputs[0], context.Outputs[0], AxisPlace.Of(type.Shape, op.Axis));
        if (op.Kind is CumulativeKind.LogSumExp) return [Elements.VisitReal<Step, CumulativeLogSumExpMaker>(type.DType, new(source, target, axis, op))];
        return [Elements.Visit<Step, CumulativeMaker>(type.DType, new(source, target, axis, op), wide: op.Kind is CumulativeKind.Sum or CumulativeKind.Prod)];
    }

    public Step[] ReduceWith(ReduceWith op, StepContext context) => throw NotBuilt(op);
}
