using Core.Ir;
using Core.Kernels;

namespace Core.Interpreter;

internal sealed partial class EvalRules
{
    public ArrayData[] Sort(Sort op, ReadOnlySpan<ArrayData> args)
    {
        ArrayData[] rows = new ArrayData[args.Length];
        for (int i = 0; i < rows.Length; i++) rows[i] = AxisLast(args[i], op.Dimension);
        Comparison<int>[] keys = new Comparison<int>[op.NumKeys];
        for (int i = 0; i < keys.Length; i++) keys[i] = SortingOrder(rows[i]);
        int length = rows[0].Shape[^1];
        int[] order = OrderOf(rows[0].Count, length, (i, j) =>
        {
            foreach (Comparison<int> key in keys)
                if (key(i, j) is not 0 and var compared) return compared;
            return 0;
        });
        ArrayData[] results = new ArrayData[rows.Length];
        for (int i = 0; i < results.Length; i++) results[i] = AxisBack(Pick(rows[i], order, rows[i].Shape), op.Dimension);
        return results;
    }

    public ArrayData[] TopK(TopK op, ReadOnlySpan<ArrayData> args)
    {
        ArrayData rows = AxisLast(args[0], op.Axis);
        return First(rows, op.Axis, op.K, Descending(OrderOfBits(rows)));
    }

    // Exact: what hardware that aggregates nothing would give as candidates are here that many of the best.
    public ArrayData[] ApproxTopK(ApproxTopK op, ReadOnlySpan<ArrayData> args)
    {
        int axis = op.AxisOf(args[0].Shape.Rank);
        int count = op.Infer([TypeOf(args[0])])[0].Shape[axis];
        ArrayData rows = AxisLast(args[0], axis);
        double[] values = Wide.Reals(rows);
        bool largest = op.IsMaxK;
        return First(rows, axis, count, (i, j) => (double.IsNaN(values[i]), double.IsNaN(values[j])) switch
        {
            (false, false) => largest ? Compare(values[j], values[i]) : Compare(values[i], values[j]),
            (bool left, bool right) => left.CompareTo(right),
        });
    }

    /// <summary>The first elements of each row in an order, and their places along it.</summary>
    private static ArrayData[] First(ArrayData rows, int axis, int count, Comparison<int> comparison)
    {
        int length = rows.Shape[^1];
        int[] order = OrderOf(rows.Count, length, comparison);
        Shape shape = rows.Shape.With(rows.Shape.Rank - 1, count);
        int[] kept = new int[shape.Size];
        long[] places = new long[kept.Length];
        for (int i = 0; i < kept.Length; i++)
        {
            kept[i] = order[i / count * length + i % count];
            places[i] = kept[i] % length;
        }
        return [AxisBack(Pick(rows, kept, shape), axis), AxisBack(Wide.FromIntegers(DType.I32, shape, places), axis)];
    }

    /// <summary>The indices of all elements, each row's in the given order; equal ones stay as they were.</summary>
    private static int[] OrderOf(int count, int length, Comparison<int> comparison)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (int start = 0; start < count; start += length)
            order.AsSpan(start, length).Sort((i, j) => comparison(i, j) is not 0 and var compared ? compared : i.CompareTo(j));
        return order;
    }

    // JAX: _sort_lt_comparator. NaN comes last, -0.0 equals 0.0, complex numbers are compared by real part, then by imaginary part.
    private static Comparison<int> SortingOrder(ArrayData x)
    {
        switch (x.DType.Kind)
        {
            case DTypeKind.Float:
                double[] reals = Wide.Reals(x);
                return (i, j) => Compare(reals[i], reals[j]);
            case DTypeKind.Complex:
                System.Numerics.Complex[] complexes = Wide.Complexes(x);
                return (i, j) => Compare(complexes[i].Real, complexes[j].Real) is not 0 and var compared
                    ? compared
                    : Compare(complexes[i].Imaginary, complexes[j].Imaginary);
            default:
                return IntegerOrder(x);
        }
    }

    /// <summary>The order of all floating-point numbers by their bits (IEEE 754: totalOrder): -NaN, …, -0.0, 0.0, …, NaN.</summary>
    private static Comparison<int> OrderOfBits(ArrayData x)
    {
        if (x.DType.Kind is not DTypeKind.Float) return IntegerOrder(x);
        long[] keys = [.. Wide.Reals(x).Select(BitConverter.DoubleToInt64Bits).Select(bits => bits ^ (bits >> 63 & long.MaxValue))];
        return (i, j) => keys[i].CompareTo(keys[j]);
    }

    private static Comparison<int> IntegerOrder(ArrayData x)
    {
        if (x.DType.Kind is DTypeKind.Unsigned)
        {
            ulong[] unsigned = Wide.Unsigned(x);
            return (i, j) => unsigned[i].CompareTo(unsigned[j]);
        }
        long[] signed = Wide.Signed(x);
        return (i, j) => signed[i].CompareTo(signed[j]);
    }

    private static Comparison<int> Descending(Comparison<int> order) => (i, j) => order(j, i);

    private static int Compare(double x, double y) => x < y ? -1 : x > y ? 1 : double.IsNaN(x).CompareTo(double.IsNaN(y));

    private static ArrayData Pick(ArrayData x, int[] indices, Shape shape)
    {
        ArrayStorage storage = ArrayData.Allocate(x.DType, shape);
        int size = x.DType.ByteSize;
        Span<byte> target = storage.AsSpan<byte>();
        for (int i = 0; i < indices.Length; i++) x.Bytes.Slice(indices[i] * size, size).CopyTo(target[(i * size)..]);
        return new(x.DType, shape, storage);
    }

    private static ArrayData AxisLast(ArrayData x, int axis) =>
        Strided.Transpose(x, [.. Enumerable.Range(0, x.Shape.Rank).Where(a => a != axis), axis]);

    private static ArrayData AxisBack(ArrayData x, int axis)
    {
        int last = x.Shape.Rank - 1;
        return Strided.Transpose(x, [.. Enumerable.Range(0, last).Take(axis), last, .. Enumerable.Range(axis, last - axis)]);
    }
}
