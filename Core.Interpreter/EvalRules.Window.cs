using System.Numerics;
using Core.Ir;
using Core.Kernels;

namespace Core.Interpreter;

internal sealed partial class EvalRules
{
    public ArrayData[] ReduceWindow(ReduceWindow op, ReadOnlySpan<ArrayData> args)
    {
        ArrayData x = args[0];
        Shape shape = ShapeOf(op, args);
        WindowPlaces places = PlacesOf(op.Window, x.Shape, shape);
        ReduceKind kind = op.Kind switch
        {
            ReduceWindowKind.Sum => ReduceKind.Sum,
            ReduceWindowKind.Max => ReduceKind.Max,
            ReduceWindowKind.Min => ReduceKind.Min,
        };
        BinaryKind step = Ir.Reduce.StepOf(kind);
        int bits = x.DType.BitWidth;
        return [x.DType.Kind switch
        {
            DTypeKind.Float => Wide.FromReals(x.DType, shape, FoldWindows(Wide.Reals(x), places, RealIdentity(kind), (a, b) => Scalars.Real(step, a, b))),
            DTypeKind.Complex =>
                Wide.FromComplexes(x.DType, shape, FoldWindows(Wide.Complexes(x), places, new Complex(RealIdentity(kind), 0), (a, b) => Scalars.Complex(step, a, b))),
            DTypeKind.Unsigned => Wide.FromIntegers(x.DType, shape,
                FoldWindows(Wide.Unsigned(x), places, IntegerIdentity<ulong>(kind, 0, ulong.MaxValue >> (64 - bits)), (a, b) => Scalars.Integer(step, a, b, 64))),
            DTypeKind.Signed => Wide.FromIntegers(x.DType, shape,
                FoldWindows(Wide.Signed(x), places, IntegerIdentity(kind, long.MinValue >> (64 - bits), long.MaxValue >> (64 - bits)), (a, b) => Scalars.Integer(step, a, b, 64))),
            DTypeKind.Bool =>
                Wide.FromIntegers(x.DType, shape, FoldWindows(Wide.Signed(x), places, IntegerIdentity<long>(kind, 0, 1), (a, b) => Scalars.Integer(step, a, b, 64))),
            DTypeKind.Key => throw new DTypeException($"{op.Name}: a random key is no number."),
        }];
    }

    // Places where the window hangs over the edge are skipped, as in XLA: initial values need not be neutral.
    public ArrayData[] ReduceWindowWith(ReduceWindowWith op, ReadOnlySpan<ArrayData> args)
    {
        Shape shape = ShapeOf(op, args);
        WindowPlaces places = PlacesOf(op.Window, args[0].Shape, shape);
        return FoldLanes(op.Jaxpr, args, shape, places.WindowSize, (element, indices) => places.OfElement(element, indices));
    }

    private static Shape ShapeOf(Op op, ReadOnlySpan<ArrayData> args)
    {
        ArrayType[] types = new ArrayType[args.Length];
        for (int i = 0; i < types.Length; i++) types[i] = new(args[i].DType, args[i].Shape);
        return op.Infer(types)[0].Shape;
    }

    private static WindowPlaces PlacesOf(Window window, Shape shape, Shape places)
    {
        int[] low = [.. window.Padding.Select(padding => padding.Low)];
        return new(shape, window.Dimensions.Span, places, window.Strides.Span, low, window.BaseDilation.Span, window.WindowDilation.Span);
    }

    private static T[] FoldWindows<T>(T[] values, WindowPlaces places, T identity, Func<T, T, T> step)
    {
        T[] results = new T[places.PlaceCount];
        int[] covered = new int[places.WindowSize];
        for (int place = 0; place < results.Length; place++)
        {
            places.AtPlace(place, covered);
            T reduced = identity;
            foreach (int index in covered)
                if (index >= 0) reduced = step(reduced, values[index]);
            results[place] = reduced;
        }
        return results;
    }
}
