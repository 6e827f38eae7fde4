using System.Numerics;
using Core.Ir;
using Core.Kernels;

namespace Core.Interpreter;

internal sealed partial class EvalRules
{
    // For each place of the window: the first element it covers, then every next one for which the program does not keep the one before. What two places
    // select is added up in the places' order.
    public ArrayData[] SelectAndScatter(SelectAndScatter op, ReadOnlySpan<ArrayData> args)
    {
        (ArrayData x, ArrayData source) = (args[0], args[1]);
        WindowPlaces places = PlacesOf(op.Window, x.Shape, source.Shape);
        int[] selected = new int[places.PlaceCount], candidates = new int[places.PlaceCount];
        Array.Fill(selected, -1);
        for (int element = 0; element < places.WindowSize; element++)
        {
            places.OfElement(element, candidates);
            ReadOnlySpan<bool> keep = RunLanes(op.Select, [Take(x, selected), Take(x, candidates)], selected.Length)[0].AsSpan<bool>();
            for (int i = 0; i < selected.Length; i++)
                if (candidates[i] >= 0 && (selected[i] < 0 || !keep[i])) selected[i] = candidates[i];
        }

        ArrayData[] result = [.. Enumerable.Repeat(args[2], x.Count)];
        for (int i = 0; i < selected.Length; i++)
            if (selected[i] >= 0) result[selected[i]] = Evaluate.Run(op.Scatter, result[selected[i]], Take(source, [i]).Reshape([]))[0];
        ArrayStorage storage = ArrayData.Allocate(x.DType, x.Shape);
        int width = x.DType.ByteSize;
        for (int i = 0; i < result.Length; i++) result[i].Bytes.CopyTo(storage.AsSpan<byte>()[(i * width)..]);
        return [new(x.DType, x.Shape, storage)];
    }

    public ArrayData[] SelectAndScatterAdd(SelectAndScatterAdd op, ReadOnlySpan<ArrayData> args)
    {
        (ArrayData source, ArrayData x) = (args[0], args[1]);
        WindowPlaces places = PlacesOf(op.Window, x.Shape, source.Shape);
        int[] selected = Selected(op.Select, x, places);
        return [x.DType.Kind switch
        {
            DTypeKind.Float => Wide.FromReals(x.DType, x.Shape, Scatter(Wide.Reals(source))),
            DTypeKind.Unsigned => Wide.FromIntegers(x.DType, x.Shape, Scatter(Wide.Unsigned(source))),
            _ => Wide.FromIntegers(x.DType, x.Shape, Scatter(Wide.Signed(source))), // of truth values a sum that is not 0 is true
        }];

        T[] Scatter<T>(T[] values) where T : INumberBase<T>
        {
            T[] sums = new T[x.Count];
            for (int i = 0; i < values.Length; i++)
                if (selected[i] >= 0) sums[selected[i]] = unchecked(sums[selected[i]] + values[i]);
            return sums;
        }
    }

    public ArrayData[] SelectAndGatherAdd(SelectAndGatherAdd op, ReadOnlySpan<ArrayData> args)
    {
        (ArrayData tangents, ArrayData x) = (args[0], args[1]);
        Shape shape = ShapeOf(op, args);
        int[] selected = Selected(op.Select, x, PlacesOf(op.Window, x.Shape, shape), fromExtreme: true);
        return [Take(tangents, selected).Reshape(shape)];
    }

    /// <summary>
    /// The index that each place of a window selects; -1 where that is padding, which stands for the value that anything else is preferred to. The
    /// first of equal ones is selected, and what follows a NaN is preferred to it, as x ≥ y is false for both.
    /// </summary>
    /// <param name="select">Which extreme to select.</param>
    /// <param name="x">The array.</param>
    /// <param name="places">The window over it.</param>
    /// <param name="fromExtreme">Whether to start from that value, rather than with the first element.</param>
    private static int[] Selected(WindowSelect select, ArrayData x, WindowPlaces places, bool fromExtreme = false)
    {
        bool largest = select switch { WindowSelect.Ge => true, WindowSelect.Le => false };
        int bits = x.DType.BitWidth;
        ReduceKind kind = largest ? ReduceKind.Max : ReduceKind.Min;
        return x.DType.Kind switch
        {
            DTypeKind.Float => Select(Wide.Reals(x), RealIdentity(kind)),
            DTypeKind.Unsigned => Select(Wide.Unsigned(x), IntegerIdentity<ulong>(kind, 0, ulong.MaxValue >> (64 - bits))),
            DTypeKind.Bool => Select(Wide.Signed(x), IntegerIdentity<long>(kind, 0, 1)),
            _ => Select(Wide.Signed(x), IntegerIdentity(kind, long.MinValue >> (64 - bits), long.MaxValue >> (64 - bits))),
        };

        int[] Select<T>(T[] values, T outside) where T : IComparisonOperators<T, T, bool>
        {
            int[] selected = new int[places.PlaceCount], covered = new int[places.WindowSize];
            for (int place = 0; place < selected.Length; place++)
            {
                places.AtPlace(place, covered);
                int best = -1;
                T value = outside;
                for (int i = 0; i < covered.Length; i++)
                {
                    if (fromExtreme && covered[i] < 0) continue;
                    T candidate = covered[i] < 0 ? outside : values[covered[i]];
                    bool keep = (i > 0 || fromExtreme) && (largest ? value >= candidate : value <= candidate);
                    if (!keep) (best, value) = (covered[i], candidate);
                }
                selected[place] = best;
            }
            return selected;
        }
    }
}
