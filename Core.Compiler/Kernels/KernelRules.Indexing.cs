using System.Numerics;
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

    public Step[] Scatter(Scatter op, StepContext context)
    {
        (ArrayType operand, ArrayType indices, ArrayType updates) = (context.InputType(0), context.InputType(1), context.InputType(2));
        (int source, int from, int target) = (context.Inputs[0], context.Inputs[2], context.Outputs[0]);
        if (operand.Size == 0) return [];
        Step[] whole = Whole(source, target, operand);
        if (updates.Size == 0) return whole;
        WindowPlan plan = WindowPlan.Of(op, operand, indices, updates);
        if (op.Kind is ScatterKind.Update)
        {
            return op.UpdateJaxpr is { } program
                ? [.. whole, ScatterApplyStep.Of(program, context, plan)]
                : [.. whole, Elements.VisitWidth<Step, ScatterWriteMaker>(operand.DType.ByteSize, new(context.Inputs[1], from, target, plan, operand.Size))];
        }
        // Sums of many narrow numbers are kept wide, and rounded once.
        if (operand.DType is DType.F16 or DType.BF16 && op.Kind is ScatterKind.Add or ScatterKind.Sub or ScatterKind.Mul)
        {
            int wide = context.Workspace(operand with { DType = DType.F64 }), wideUpdates = context.Workspace(updates with { DType = DType.F64 });
            return [
                RealConversion.ToDouble(source, wide, operand), RealConversion.ToDouble(from, wideUpdates, updates),
                Elements.Visit<Step, ScatterMaker>(DType.F64, new(context.Inputs[1], wideUpdates, wide, plan, operand.Size, op.Kind)),
                RealConversion.FromDouble(wide, target, operand)];
        }
        return [.. whole, Elements.Visit<Step, ScatterMaker>(operand.DType, new(context.Inputs[1], from, target, plan, operand.Size, op.Kind))];
    }

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
        Step[] whole = Whole(context.Inputs[0], context.Outputs[0], operand);
        if (update.Size == 0) return whole;
        CopyPlan plan = CopyPlan.Create(update.Shape, update.Shape.Strides(), operand.Shape.Strides());
        return [.. whole, new DynamicUpdateStep(context.Inputs[1], context.Outputs[0], operand.DType.ByteSize, StartOf(context, 2, operand.Shape, update.Shape), plan)];
    }

    /// <summary>The copy that updates start from, unless they are made in the operand's place.</summary>
    private static Step[] Whole(int source, int target, ArrayType type) => source == target ? [] : [ViewCopyStep.Whole(source, target, type)];

    private static DynamicStart StartOf(StepContext context, int first, Shape whole, ReadOnlySpan<int> part) =>
        DynamicStart.Of(context.Inputs.Span[first..], whole.Rank == 0 ? DType.I32 : context.InputType(first).DType, whole, part);

    /// <summary>The bytes of one element; of a random key all words are the number.</summary>
    private static byte[] FillBytes(Scalar value, DType dtype)
    {
        if (!dtype.IsKey) return value.ToArray(dtype).Bytes.ToArray();
        byte[] word = value.ToArray(DType.U32).Bytes.ToArray();
        return [.. Enumerable.Range(0, dtype.ByteSize).Select(i => word[i % word.Length])];
    }

    private readonly struct ScatterWriteMaker(int indices, int updates, int target, WindowPlan plan, long elements) : IWidthVisitor<Step>
    {
        public Step Visit<T>() where T : unmanaged =>
            new ScatterStep<T, T, Elements.Same<T>, Folds.Second<T>>(indices, updates, target, plan, elements, isWrite: true);
    }

    private readonly struct ScatterMaker(int indices, int updates, int target, WindowPlan plan, long elements, ScatterKind kind) : INumberVisitor<Step>
    {
        public Step Visit<T, W, C>() where T : unmanaged where W : unmanaged, INumberBase<W> where C : struct, IElement<T, W> => kind switch
        {
            ScatterKind.Update => new ScatterStep<T, T, Elements.Same<T>, Folds.Second<T>>(indices, updates, target, plan, elements, isWrite: true),
            ScatterKind.Add => new ScatterStep<T, W, C, Folds.Sum<W>>(indices, updates, target, plan, elements, isWrite: false),
            ScatterKind.Sub => new ScatterStep<T, W, C, Folds.Difference<W>>(indices, updates, target, plan, elements, isWrite: false),
            ScatterKind.Mul => new ScatterStep<T, W, C, Folds.Product<W>>(indices, updates, target, plan, elements, isWrite: false),
            ScatterKind.Min => new ScatterStep<T, W, C, Folds.Smallest<W>>(indices, updates, target, plan, elements, isWrite: false),
            ScatterKind.Max => new ScatterStep<T, W, C, Folds.Largest<W>>(indices, updates, target, plan, elements, isWrite: false),
        };
    }

    private readonly struct GatherMaker(int operand, int indices, int target, WindowPlan plan, byte[] fill) : IWidthVisitor<Step>
    {
        public Step Visit<T>() where T : unmanaged =>
            new GatherStep<T>(operand, indices, target, plan, System.Runtime.InteropServices.MemoryMarshal.Read<T>(fill));
    }
}
