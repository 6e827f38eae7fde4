using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

internal sealed partial class KernelRules
{
    public Step[] Sort(Sort op, StepContext context)
    {
        ArrayType type = context.InputType(0);
        if (type.Size == 0) return [];
        AxisLast axis = new(context, op.Dimension);
        int length = type.Shape[op.Dimension];
        (int, int, DType)[] operands = new (int, int, DType)[context.Inputs.Count];
        for (int i = 0; i < operands.Length; i++)
            operands[i] = (axis.Read(context.Inputs[i], context.InputType(i)), axis.Write(context.Outputs[i], context.OutputType(i)), context.InputType(i).DType);
        return axis.Around(new SortStep(operands, op.NumKeys, (int)(type.Size / length), length));
    }

    public Step[] TopK(TopK op, StepContext context) => First(context, op.Axis, KeyOrder.DecreasingBits);

    // Exact, as the interpreter: what hardware that aggregates nothing would give as candidates are here that many of the best.
    public Step[] ApproxTopK(ApproxTopK op, StepContext context) =>
        First(context, op.AxisOf(context.InputType(0).Rank), op.IsMaxK ? KeyOrder.Decreasing : KeyOrder.Increasing);

    private static Step[] First(StepContext context, int dimension, KeyOrder order)
    {
        (ArrayType type, ArrayType result) = (context.InputType(0), context.OutputType(0));
        if (result.Size == 0) return [];
        AxisLast axis = new(context, dimension);
        int length = type.Shape[dimension], source = axis.Read(context.Inputs[0], type);
        int values = axis.Write(context.Outputs[0], result), places = axis.Write(context.Outputs[1], context.OutputType(1));
        return axis.Around(new FirstStep(source, values, places, type.DType, order, (int)(type.Size / length), length, result.Shape[dimension]));
    }
}
