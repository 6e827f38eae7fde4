using Core.Ir;

namespace Core;

public static partial class Np
{
    /// <summary>The array sorted along an axis, NaN last; flattened first where the axis is null.</summary>
    public static NdArray Sort(NdArray x, int? axis = -1, bool stable = true, bool descending = false) =>
        Lax.Jitted("sort", [axis ?? int.MinValue, Flag(stable), Flag(descending)], args =>
        {
            (NdArray x, int along) = Along(args[0], axis, "Sort");
            NdArray sorted = Lax.Sort(x, along, stable);
            return descending ? Lax.Rev(sorted, [along]) : sorted;
        }, x);

    /// <summary>The places along an axis in the order that sorts the array; of the flattened array where the axis is null.</summary>
    public static NdArray Argsort(NdArray x, int? axis = -1, bool stable = true, bool descending = false) =>
        Lax.Jitted("argsort", [axis ?? int.MinValue, Flag(stable), Flag(descending)], args =>
        {
            (NdArray x, int along) = Along(args[0], axis, "Argsort");
            NdArray places = Lax.Iota(DefaultInt, x.Shape, along);
            // Both backwards, so that equal elements stay in their order when the result is turned around.
            if (descending && stable) (x, places) = (Lax.Rev(x, [along]), Lax.Rev(places, [along]));
            NdArray sorted = Lax.SortAll([x, places], along, stable)[1];
            return descending ? Lax.Rev(sorted, [along]) : sorted;
        }, x);

    /// <summary>The places along an axis in the order that sorts the last key, of equal ones the one before it, and so on.</summary>
    /// <exception cref="ShapeException">There is no key, or their shapes differ.</exception>
    public static NdArray Lexsort(ReadOnlySpan<NdArray> keys, int axis = -1)
    {
        if (keys.IsEmpty) throw new ShapeException("Lexsort: needs at least one key.");
        foreach (NdArray key in keys)
            if (key.Shape != keys[0].Shape) throw new ShapeException($"Lexsort: the keys must have one shape, got {keys[0].Type} and {key.Type}.");
        return Lax.Jitted("lexsort", [axis], args =>
        {
            if (args[0].Rank == 0) return Filled([], Scalar.Of(0), DefaultInt);
            int along = Lax.Canonical(axis, args[0].Rank, "Lexsort");
            NdArray places = Lax.Iota(DefaultInt, args[0].Shape, along);
            return Lax.SortAll([.. args.Reverse(), places], along, numKeys: args.Length)[^1];
        }, keys.ToArray());
    }

    /// <summary>The numbers sorted along the last axis, as complex ones.</summary>
    // JAX: sort_complex.
    public static NdArray SortComplex(NdArray x) => Lax.Jitted("sort_complex", args =>
    {
        NdArray sorted = Lax.Sort(args[0]);
        return Lax.ConvertElementType(sorted, sorted.DType.IsComplex ? sorted.DType : Inexact(sorted.DType) is DType.F64 ? DType.C128 : DType.C64);
    }, x);

    /// <summary>The array with its element <paramref name="kth"/> in sorted order in place, smaller ones before it and larger ones behind it along an axis.</summary>
    /// <exception cref="DTypeException">The array is complex.</exception>
    public static NdArray Partition(NdArray x, int kth, int axis = -1) => Lax.Jitted("partition", [kth, axis], args =>
    {
        (NdArray rows, int along, int k) = RowsToPartition(args[0], kth, axis, "Partition");
        NdArray bottom = Lax.TopK(Negated(rows), k + 1).Values, one = ConstantLike(rows, 1);
        bottom = rows.DType.Kind is DTypeKind.Unsigned ? Lax.Sub(Negative(bottom), one) : Negative(bottom);
        NdArray top = Lax.TopK(rows, rows.Shape[^1] - k - 1).Values;
        return Swapaxes(Lax.Concatenate([bottom, top], rows.Rank - 1), -1, along);
    }, x);

    /// <summary>The places along an axis in the order that <see cref="Partition"/> puts the elements in.</summary>
    /// <exception cref="DTypeException">The array is complex.</exception>
    public static NdArray Argpartition(NdArray x, int kth, int axis = -1) => Lax.Jitted("argpartition", [kth, axis], args =>
    {
        (NdArray rows, int along, int k) = RowsToPartition(args[0], kth, axis, "Argpartition");
        NdArray bottom = Lax.TopK(Negated(rows), k + 1).Indices;
        // What is not at the bottom is at the top: mark it, since equal elements cannot tell.
        int last = rows.Rank - 1, count = rows.Shape[^1];
        NdArray marks = Filled(rows.Shape, Scalar.Of(1), DefaultFloat);
        NdArray places = Lax.SelectN(bottom < 0, bottom, Lax.Add(bottom, ConstantLike(bottom, count)));
        places = Lax.ExpandDims(places, places.Rank);
        NdArray zeros = Filled([k + 1], Scalar.Of(0), DefaultFloat);
        for (int i = last - 1; i >= 0; i--) zeros = Lax.InsertAxis(zeros, 0, rows.Shape[i]);
        ValueArray<int> batch = [.. Enumerable.Range(0, last)];
        marks = Lax.Scatter(ScatterKind.Update, marks, places, zeros, new([], [last], [last], batch, batch));
        NdArray top = Lax.TopK(marks, count - k - 1).Indices;
        return Swapaxes(Lax.Concatenate([bottom, top], last), -1, along);
    }, x);

    /// <summary>The different values of an array, sorted, at once.</summary>
    /// <exception cref="TraceException">The array is traced: how many there are is not known before it has values.</exception>
    public static NdArray Unique(NdArray x)
    {
        ArrayData data = x.Data("Unique");
        ArrayData sorted = Interpreter.Evaluate.Apply(new Sort(0), [data.Reshape([data.Count])])[0];
        List<int> firsts = [];
        for (int i = 0; i < sorted.Count; i++)
            if (i == 0 || !IsSame(Scalar.Of(sorted, i), Scalar.Of(sorted, i - 1))) firsts.Add(i);
        int size = sorted.DType.ByteSize;
        return NdArray.Of(ArrayData.Create<byte>(sorted.DType, [firsts.Count], [.. firsts.SelectMany(i => sorted.AsBytes((long)i * size, size).ToArray())]));

        // 0.0 and -0.0 are one value, and so are all NaN.
        static bool IsSame(Scalar a, Scalar b) =>
            a == b || (a.Kind is DTypeKind.Float or DTypeKind.Complex && (a.ToComplex() == b.ToComplex() || (double.IsNaN(a.ToDouble()) && double.IsNaN(b.ToDouble()))));
    }

    private static (NdArray X, int Axis) Along(NdArray x, int? axis, string function) =>
        axis is { } along ? (x, Lax.Canonical(along, x.Rank, function)) : (Ravel(x), 0);

    private static int Flag(bool value) => value ? 1 : 0;

    private static (NdArray Rows, int Axis, int Kth) RowsToPartition(NdArray x, int kth, int axis, string function)
    {
        if (x.DType.IsComplex) throw new DTypeException($"{function}: complex numbers have no order to take the largest by, got {x.Type}. Use Sort.");
        int along = Lax.Canonical(axis, x.Rank, function);
        return (Swapaxes(x, along, -1), along, Lax.Canonical(kth, x.Shape[along], function));
    }

    // Negating unsigned numbers would leave 0 the smallest: take −(x + 1), which wraps around.
    private static NdArray Negated(NdArray x) => Negative(x.DType.Kind is DTypeKind.Unsigned ? Lax.Add(x, ConstantLike(x, 1)) : x);
}
