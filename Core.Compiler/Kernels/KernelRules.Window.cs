using System.Numerics;
using Core.Compiler.Execution;
using Core.Ir;
using Core.Kernels;

namespace Core.Compiler.Kernels;

internal sealed partial class KernelRules
{
    /// <summary>Sums of more elements than this are made in double, as rounding errors grow.</summary>
    private const int LongWindow = 256;

    /// <summary>How many bytes there may be between two axes of windows that are reduced together.</summary>
    private const long MostBetween = 256 << 10;

    // A window's sum is that of the sums along one axis, and so are largest and smallest.
    public Step[] ReduceWindow(ReduceWindow op, StepContext context)
    {
        (ArrayType input, ArrayType result) = (context.InputType(0), context.OutputType(0));
        if (result.Size == 0) return [];
        Window window = op.Window;
        int[] axes = [.. Enumerable.Range(0, input.Rank).Where(IsActive)];
        if (axes.Length == 0) return Same(context);
        long elements = 1;
        foreach (int size in window.Dimensions) elements *= size;
        bool isSum = op.Kind is ReduceWindowKind.Sum, isWide = isSum && (elements > LongWindow || input.DType is DType.F16 or DType.BF16);
        WindowAxis[] all = new WindowAxis[axes.Length];
        Shape shape = input.Shape;
        for (int i = 0; i < all.Length; i++)
        {
            int axis = axes[i];
            all[i] = new(
                AxisPlace.Of(shape, axis), result.Shape[axis], window.Dimensions[axis], window.Strides[axis], window.Padding[axis].Low, window.BaseDilation[axis],
                window.WindowDilation[axis]);
            shape = shape.With(axis, result.Shape[axis]);
        }
        // One step makes as many of the last axes as leave little enough between them to stay in a cache; those before them have a step each.
        int alone = 0;
        while (alone < all.Length - 1 && WindowAxis.Between(all.AsSpan(alone)) * input.DType.ByteSize > MostBetween) alone++;
        // Between two steps narrow sums are not rounded.
        bool widen = alone > 0 && isWide && input.DType is DType.F16 or DType.BF16 or DType.F32;
        DType between = widen ? DType.F64 : input.DType;
        List<Step> steps = [];
        int source = context.Inputs[0];
        if (widen) steps.Add(RealConversion.ToDouble(source, source = context.Workspace(input with { DType = between }), input));
        shape = input.Shape;
        for (int i = 0; i <= alone; i++)
        {
            int target = i == alone && !widen ? context.Outputs[0] : context.Workspace(new(between, i == alone ? result.Shape : shape = shape.With(axes[i], result.Shape[axes[i]])));
            steps.Add(Elements.Visit<Step, WindowMaker>(between, new(source, target, i == alone ? all[i..] : [all[i]], op.Kind, between), isWide));
            source = target;
        }
        if (widen) steps.Add(RealConversion.FromDouble(source, context.Outputs[0], result));
        return [.. steps];

        bool IsActive(int axis) =>
            window.Dimensions[axis] != 1 || window.Strides[axis] != 1 || window.BaseDilation[axis] != 1 || window.Padding[axis] != default;
    }

    public Step[] ReduceWindowWith(ReduceWindowWith op, StepContext context)
    {
        if (context.OutputType(0).Size == 0) return [];
        WindowPlaces places = PlacesOf(op.Window, context.InputType(0).Shape, context.OutputType(0).Shape);
        return [FoldStep.Of(op.Jaxpr, context, context.Inputs.Span[..(context.Inputs.Count / 2)], places.WindowSize, places)];
    }

    public Step[] SelectAndScatter(SelectAndScatter op, StepContext context)
    {
        (ArrayType operand, ArrayType source) = (context.InputType(0), context.InputType(1));
        if (operand.Size == 0) return [];
        if (source.Size == 0) return [new FillStep(context.Inputs[2], context.Outputs[0], operand)];
        return [new SelectScatterStep(op, PlacesOf(op.Window, operand.Shape, source.Shape), context)];
    }

    public Step[] SelectAndScatterAdd(SelectAndScatterAdd op, StepContext context)
    {
        (ArrayType source, ArrayType operand) = (context.InputType(0), context.InputType(1));
        if (operand.Size == 0) return [];
        int selected = context.Workspace(source with { DType = DType.I32 });
        Step[] select = source.Size == 0 ? [] : Selected(op.Select, context.Inputs[1], operand, selected, op.Window, source.Shape, fromExtreme: false);
        // Sums of narrow numbers are kept wide, and rounded once.
        if (operand.DType is DType.F16 or DType.BF16)
        {
            int numbers = context.Workspace(source with { DType = DType.F64 }), sums = context.Workspace(operand with { DType = DType.F64 });
            return [
                .. select, RealConversion.ToDouble(context.Inputs[0], numbers, source),
                Elements.Visit<Step, AddAtMaker>(DType.F64, new(numbers, selected, sums, (int)source.Size, operand)), RealConversion.FromDouble(sums, context.Outputs[0], operand)];
        }
        return [.. select, Elements.Visit<Step, AddAtMaker>(operand.DType, new(context.Inputs[0], selected, context.Outputs[0], (int)source.Size, operand))];
    }

    public Step[] SelectAndGatherAdd(SelectAndGatherAdd op, StepContext context)
    {
        (ArrayType operand, ArrayType result) = (context.InputType(1), context.OutputType(0));
        if (result.Size == 0) return [];
        int selected = context.Workspace(result with { DType = DType.I32 });
        return [
            .. Selected(op.Select, context.Inputs[1], operand, selected, op.Window, result.Shape, fromExtreme: true),
            new TakeStep(context.Inputs[0], selected, context.Outputs[0], (int)result.Size, result.DType.ByteSize)];
    }

    private static Step[] Selected(WindowSelect select, int operand, ArrayType type, int target, Window window, Shape places, bool fromExtreme)
    {
        bool largest = select switch { WindowSelect.Ge => true, WindowSelect.Le => false };
        return [Elements.Visit<Step, SelectMaker>(type.DType, new(operand, target, PlacesOf(window, type.Shape, places), largest, fromExtreme, type.DType))];
    }

    private static WindowPlaces PlacesOf(Window window, Shape shape, Shape places)
    {
        int[] low = [.. window.Padding.Select(padding => padding.Low)];
        return new(shape, window.Dimensions.Span, places, window.Strides.Span, low, window.BaseDilation.Span, window.WindowDilation.Span);
    }

    private readonly struct WindowMaker(int source, int target, WindowAxis[] axes, ReduceWindowKind kind, DType dtype) : INumberVisitor<Step>
    {
        public Step Visit<T, W, C>() where T : unmanaged where W : unmanaged, INumberBase<W> where C : struct, IElement<T, W> => kind switch
        {
            ReduceWindowKind.Sum => new WindowStep<T, W, C, Folds.Sum<W>>(source, target, axes, dtype),
            ReduceWindowKind.Max => new WindowStep<T, W, C, Folds.Largest<W>>(source, target, axes, dtype),
            ReduceWindowKind.Min => new WindowStep<T, W, C, Folds.Smallest<W>>(source, target, axes, dtype),
        };
    }

    private readonly struct SelectMaker(int source, int target, WindowPlaces places, bool largest, bool fromExtreme, DType dtype) : INumberVisitor<Step>
    {
        public Step Visit<T, W, C>() where T : unmanaged where W : unmanaged, INumberBase<W> where C : struct, IElement<T, W> =>
            new SelectStep<T, W, C>(source, target, places, largest, fromExtreme, dtype);
    }

    private readonly struct AddAtMaker(int numbers, int selected, int target, int count, ArrayTypeSize size) : INumberVisitor<Step>
    {
        public Step Visit<T, W, C>() where T : unmanaged where W : unmanaged, INumberBase<W> where C : struct, IElement<T, W> =>
            new AddAtStep<T, W, C>(numbers, selected, target, count, size);
    }
}
