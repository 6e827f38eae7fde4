using System.Numerics;
using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

// A mutable reference is a buffer that later steps read and write, in the order of the program.
internal sealed partial class KernelRules
{
    public Step[] NewRef(NewRef op, StepContext context) => Copied(context.Inputs[0], context.Outputs[0], context.InputType(0));

    public Step[] EmptyRef(EmptyRef op, StepContext context) => op.Type.Size == 0 ? [] : [new ZeroStep(context.Outputs[0], op.Type.ByteSize)];

    public Step[] Freeze(Freeze op, StepContext context) => Copied(context.Inputs[0], context.Outputs[0], context.InputType(0));

    public Step[] FreeRef(FreeRef op, StepContext context) => [];

    public Step[] RefGet(RefGet op, StepContext context)
    {
        ArrayType whole = context.InputType(0);
        if (op.Indexers.Count == 0) return Copied(context.Inputs[0], context.Outputs[0], whole);
        (RefMap[] maps, Shape part) = RefMap.Of(op, context);
        return part.Size == 0 ? [] : [new RefGetStep(context.Inputs[0], context.Outputs[0], whole.DType.ByteSize, maps, part, [.. context.Inputs.Skip(op.FirstIndex)])];
    }

    public Step[] RefSwap(RefSwap op, StepContext context)
    {
        ArrayType whole = context.InputType(0);
        (int reference, int value, int target) = (context.Inputs[0], context.Inputs[1], context.Outputs[0]);
        if (op.Indexers.Count == 0) return [.. Copied(reference, target, whole), .. Copied(value, reference, whole)];
        (RefMap[] maps, Shape part) = RefMap.Of(op, context);
        return part.Size == 0 ? [] : [new RefSwapStep(reference, value, target, whole.DType.ByteSize, maps, part, [.. context.Inputs.Skip(op.FirstIndex)])];
    }

    public Step[] RefAddUpdate(RefAddUpdate op, StepContext context)
    {
        (RefMap[] maps, Shape part) = RefMap.Of(op, context);
        if (part.Size == 0) return [];
        RefAddMaker maker = new(context.Inputs[0], context.Inputs[1], maps, part.Size, [.. context.Inputs.Skip(op.FirstIndex)]);
        return [Elements.Visit<Step, RefAddMaker>(context.InputType(0).DType, maker, wide: true)];
    }

    /// <summary>A copy that never becomes the same memory: a reference may be written later.</summary>
    private static Step[] Copied(int source, int target, ArrayType type) =>
        type.Size == 0 ? [] : [new ViewCopyStep(source, target, type.DType.ByteSize, CopyPlan.Create(type.Shape, type.Shape.Strides(), type.Shape.Strides()))];

    private readonly struct RefAddMaker(int reference, int value, RefMap[] maps, long count, ValueArray<int> operands) : INumberVisitor<Step>
    {
        public Step Visit<T, W, C>() where T : unmanaged where W : unmanaged, INumberBase<W> where C : struct, IElement<T, W> =>
            new RefAddStep<T, W, C>(reference, value, maps, count, operands);
    }
}
