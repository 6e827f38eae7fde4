using System.Numerics;
using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

internal sealed partial class KernelRules
{
    public Step[] RandomSeed(RandomSeed op, StepContext context) =>
        [new SeedStep(context.Inputs[0], context.Outputs[0], context.InputType(0).DType, op.Impl, (int)context.InputType(0).Size)];

    public Step[] RandomWrap(RandomWrap op, StepContext context) => Same(context);

    public Step[] RandomUnwrap(RandomUnwrap op, StepContext context) => Same(context);

    public Step[] RandomClone(RandomClone op, StepContext context) => Same(context);

    public Step[] RandomBits(RandomBits op, StepContext context)
    {
        ArrayType result = context.OutputType(0);
        if (result.Size == 0) return [];
        return [new RandomBitsStep(context.Inputs[0], context.Outputs[0], context.InputType(0).DType, op.BitWidth, result.Size, op.Shape.Size)];
    }

    public Step[] RandomSplit(RandomSplit op, StepContext context)
    {
        if (context.OutputType(0).Size == 0) return [];
        return [new SplitStep(context.Inputs[0], context.Outputs[0], context.InputType(0).DType, context.InputType(0).Size, (int)op.Shape.Size)];
    }

    public Step[] RandomFoldIn(RandomFoldIn op, StepContext context)
    {
        ArrayType result = context.OutputType(0);
        if (result.Size == 0) return [];
        List<Step> steps = [];
        int keys = Spread(context, context.Inputs[0], context.InputType(0), result.Shape, steps);
        if (result.DType is DType.KeyUrbg)
        {
            ArrayType data = context.InputType(1), hash = result with { Shape = data.Shape };
            int hashes = context.Workspace(hash);
            steps.Add(new FoldHashStep(context.Inputs[1], hashes, data.Size));
            hashes = Spread(context, hashes, hash, result.Shape, steps);
            return [.. steps, new XorStep(keys, hashes, context.Outputs[0], result.Size * 4)];
        }
        int numbers = Spread(context, context.Inputs[1], context.InputType(1), result.Shape, steps);
        return [.. steps, new FoldInStep(keys, numbers, context.Outputs[0], result.DType, result.Size)];
    }

    public Step[] RandomGamma(RandomGamma op, StepContext context)
    {
        (ArrayType keys, ArrayType a) = (context.InputType(0), context.InputType(1));
        if (a.Size == 0) return [];
        int each = context.Workspace(a with { DType = keys.DType });
        return [
            new SplitStep(context.Inputs[0], each, keys.DType, keys.Size, (int)(a.Size / keys.Size)),
            Elements.VisitReal<Step, GammaMaker>(a.DType, new(each, context.Inputs[1], context.Outputs[0], keys.DType, a, op.LogSpace))];
    }

    public Step[] Threefry2x32(Threefry2x32 op, StepContext context)
    {
        ArrayType result = context.OutputType(0);
        if (result.Size == 0) return [];
        List<Step> steps = [];
        (int[] operands, int[] strides) = (new int[4], new int[4]);
        for (int i = 0; i < 4; i++)
        {
            ArrayType type = context.InputType(i);
            bool isOne = type.Size == 1;
            operands[i] = isOne ? context.Inputs[i] : Spread(context, context.Inputs[i], type, result.Shape, steps);
            strides[i] = isOne ? 0 : 1;
        }
        return [.. steps, new ThreefryStep(operands, strides, context.Outputs[0], context.Outputs[1], result.Size)];
    }

    public Step[] Iota2x32Shape(Iota2x32Shape op, StepContext context) => [new PlacesStep(context.Outputs[0], context.Outputs[1], (int)op.Shape.Size)];

    public Step[] RngBitGenerator(RngBitGenerator op, StepContext context)
    {
        bool isNarrow = op.DType is DType.U8 or DType.U16;
        int words = isNarrow ? context.Workspace(new(DType.U32, op.Shape)) : context.Outputs[1];
        Step draw = new RngBitsStep(context.Inputs[0], context.Outputs[0], words, op);
        return isNarrow && op.Shape.Size > 0 ? [draw, new NarrowStep(words, context.Outputs[1], op.DType.ByteSize, op.Shape.Size)] : [draw];
    }

    public Step[] RngUniform(RngUniform op, StepContext context)
    {
        DType dtype = context.InputType(0).DType;
        return [Elements.Visit<Step, UniformMaker>(dtype, new(context.Inputs[0], context.Inputs[1], context.Outputs[0], op.Shape.Size, !dtype.IsFloat), wide: true)];
    }

    /// <summary>The buffer of an operand in the shape of the result: axes of size 1 are repeated, and no axes fill it.</summary>
    private static int Spread(StepContext context, int buffer, ArrayType type, Shape shape, List<Step> steps)
    {
        if (type.Shape == shape) return buffer;
        int[] strides = new int[shape.Rank], own = type.Shape.Strides();
        for (int axis = 0; axis < own.Length; axis++)
            if (type.Shape[axis] != 1) strides[axis] = own[axis];
        int spread = context.Workspace(type with { Shape = shape });
        steps.Add(new ViewCopyStep(buffer, spread, type.DType.ByteSize, CopyPlan.Create(shape, strides, shape.Strides())));
        return spread;
    }

    private readonly struct GammaMaker(int keys, int alphas, int target, DType impl, ArrayType type, bool logSpace) : IRealVisitor<Step>
    {
        public Step Visit<T, C>() where T : unmanaged where C : struct, IElement<T, double> =>
            new GammaStep<T, C>(keys, alphas, target, impl, type.DType, type.Size, logSpace);
    }

    private readonly struct UniformMaker(int low, int high, int target, long count, bool isWhole) : INumberVisitor<Step>
    {
        public Step Visit<T, W, C>() where T : unmanaged where W : unmanaged, INumberBase<W> where C : struct, IElement<T, W> =>
            new RngUniformStep<T, W, C>(low, high, target, count, isWhole);
    }
}
