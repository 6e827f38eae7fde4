using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

internal sealed partial class KernelRules
{
    public Step[] Gather(Gather op, StepContext context)
    {
        (ArrayType operand, ArrayType indices, ArrayType result) = (context.InputType(0), context.InputType(1), context.OutputType(0));
        if (result.Size == 0) return [];
        WindowPlan plan = WindowPlan.Of(op, operand, indices, result);
        // A product with rows that are nowhere one is zero.
        Scalar value = op.Mode is GatherScatterMode.OneHot ? Scalar.Of(0L) : op.FillValue ?? Ir.Gather.DefaultFill(operand.DType);
        return [Elements.VisitWidth<Step, GatherMaker>(operand.DType.ByteSize, new(context.Inputs[0], context.Inputs[1], context.Outputs[0], plan, FillBytes(value, operand.DType)))];
    }

    public Step[] Scatter(Scatter op, StepContext context) => throw NotBuilt(op);

    public Step[] DynamicSlice(DynamicSlice op, StepContext context)
    {
        (ArrayType operand, ArrayType result) = (context.InputType(0), context.OutputType(0));
        if (result.Size == 0) return [];
        CopyPlan plan = CopyPlan.Create(result.Shape, operand.Shape.Strides(), result.Shape.Strides());
        return [new DynamicSliceStep(context.Inputs[0], context.Outputs[0], operand.DType.ByteSize, StartOf(context, 1, operand.Shape, result.Shape), plan)];
    }

    public Step[] DynamicUpdateSlice(DynamicUpdateSlice op, StepContext context)
    {
        (ArrayType operand, ArrayType update) = (context.InputType(0), context.InputType(1));
        if (operand.Size == 0) return [];
        Step whole = ViewCopyStep.Whole(context.Inputs[0], context.Outputs[0], operand);
        if (update.Size == 0) return [whole];
        CopyPlan plan = CopyPlan.Create(update.Shape, update.Shape.Strides(), operand.Shape.Strides());
        return [whole, new DynamicUpdateStep(context.Inputs[1], context.Outputs[0], operand.DType.ByteSize, StartOf(context, 2, operand.Shape, update.Shape), plan)];
    }

    private static DynamicStart StartOf(StepContext context, int first, Shape whole, ReadOnlySpan<int> part) =>
        DynamicStart.Of(context.Inputs.Span[first..], whole.Rank == 0 ? DType.I32 : context.InputType(first).DType, whole, part);

    /// <summary>The bytes of one element; of a random key all words are the number.</summary>
    private static byte[] FillBytes(Scalar value, DType dtype)
    {
        if (!dtype.IsKey) return value.ToArray(dtype).Bytes.ToArray();
        byte[] word = value.ToArray(DType.U32).Bytes.ToArray();
        return [.. Enumerable.Range(0, dtype.ByteSize).Select(i => word[i % word.Length])];
    }

    private readonly struct GatherMaker(int operand, int indices, int target, WindowPlan plan, byte[] fill) : IWidthVisitor<Step>
    {
        public Step Visit<T>() where T : unmanaged =>
            new GatherStep<T>(operand, indices, target, plan, System.Runtime.InteropServices.MemoryMarshal.Read<T>(fill));
    }
}
