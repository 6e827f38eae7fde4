using System.Numerics;
using Core.Ir;
using Core.Kernels;

namespace Core.Interpreter;

/// <summary>What each op computes. Plain and total: everything faster is tested against this. One file a family.</summary>
/// <param name="run">What runs the programs of loops, branches and calls.</param>
internal sealed partial class EvalRules(Func<Jaxpr, ArrayData[], ArrayData[]> run) : IOpRules<ReadOnlySpan<ArrayData>, ArrayData[]>
{
    private ArrayData[] RunInner(Jaxpr jaxpr, ReadOnlySpan<ArrayData> inputs)
    {
        ArrayData[] own = inputs.ToArray();
        return DeepRecursion.Run(() => run(jaxpr, own));
    }

    /// <summary>The operands in the shape of the result; those of no axes fill it, and axes of size 1 are repeated.</summary>
    private static ArrayData[] BroadcastAll(ReadOnlySpan<ArrayData> args)
    {
        ArrayData[] same = args.ToArray();
        Shape shape = BroadcastShape(args);
        for (int i = 0; i < same.Length; i++) same[i] = Strided.Broadcast(args[i], shape);
        return same;
    }

    private static Shape BroadcastShape(ReadOnlySpan<ArrayData> args)
    {
        int[] sizes = [];
        foreach (ArrayData arg in args)
        {
            if (arg.Shape.Rank == 0) continue;
            if (sizes.Length == 0)
            {
                sizes = [.. arg.Shape];
                continue;
            }
            for (int axis = 0; axis < sizes.Length; axis++)
                if (sizes[axis] == 1) sizes[axis] = arg.Shape[axis];
        }
        return sizes;
    }

    private static ArrayData MapReals(ArrayData x, Func<double, double> function) => MapReals(x, x.DType, function);

    private static ArrayData MapReals(ArrayData x, DType result, Func<double, double> function)
    {
        double[] values = Wide.Reals(x);
        for (int i = 0; i < values.Length; i++) values[i] = function(values[i]);
        return Wide.FromReals(result, x.Shape, values);
    }

    private static ArrayData MapComplexes(ArrayData x, Func<Complex, Complex> function)
    {
        Complex[] values = Wide.Complexes(x);
        for (int i = 0; i < values.Length; i++) values[i] = function(values[i]);
        return Wide.FromComplexes(x.DType, x.Shape, values);
    }

    private static ArrayData MapIntegers<T>(ArrayData x, T[] values, Func<T, T> function) where T : IBinaryInteger<T>
    {
        for (int i = 0; i < values.Length; i++) values[i] = function(values[i]);
        return Wide.FromIntegers(x.DType, x.Shape, values);
    }

    private static ArrayData Zip<T>(T[] x, T[] y, Func<T, T, T> function, Func<T[], ArrayData> store)
    {
        for (int i = 0; i < x.Length; i++) x[i] = function(x[i], y[i]);
        return store(x);
    }
}
