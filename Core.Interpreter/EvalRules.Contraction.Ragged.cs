using Core.Ir;

namespace Core.Interpreter;

internal sealed partial class EvalRules
{
    // JAX: _ragged_dot_general_impl. An axis of groups is put in front, along which each group sees its own places and zeros elsewhere.
    public ArrayData[] RaggedDotGeneral(RaggedDotGeneral op, ReadOnlySpan<ArrayData> args)
    {
        (ArrayData lhs, ArrayData rhs) = (args[0], args[1]);
        DotDims dot = op.Dims.Dot;
        int ragged = op.Dims.LhsRagged;
        RaggedKind kind = op.Dims.Kind;
        if (kind is RaggedKind.Batch) return Product(dot, lhs, rhs);

        ArrayData groups = ByGroup(lhs, ragged, op.Dims.LhsPrefix(lhs.Shape.Rank), args[2]);
        if (kind is RaggedKind.Free)
            return Product(new([.. Raised(dot.LhsContract), 0], [.. dot.RhsContract, op.Dims.RhsGroup!.Value], Raised(dot.LhsBatch), dot.RhsBatch), groups, rhs);

        int place = dot.LhsContract.Span.IndexOf(ragged);
        ArrayData rhsGroups = ByGroup(rhs, dot.RhsContract[place], [.. dot.RhsBatch, .. dot.RhsContract.Take(place)], args[2]);
        return Product(new(Raised(dot.LhsContract), Raised(dot.RhsContract), [0, .. Raised(dot.LhsBatch)], [0, .. Raised(dot.RhsBatch)]), groups, rhsGroups);

        ArrayData[] Product(DotDims dims, ArrayData left, ArrayData right) => DotGeneral(new(dims, op.Precision, op.PreferredElementType), [left, right]);

        static ValueArray<int> Raised(ValueArray<int> axes) => [.. axes.Select(axis => axis + 1)];
    }

    /// <summary>The array once per group, with zeros where an axis has other groups' places.</summary>
    /// <param name="x">The array.</param>
    /// <param name="axis">The axis that is cut into groups.</param>
    /// <param name="prefix">The axes for each of whose places there are sizes.</param>
    /// <param name="sizes">The sizes of the groups, along its last axis; of one axis for all places.</param>
    private static ArrayData ByGroup(ArrayData x, int axis, ValueArray<int> prefix, ArrayData sizes)
    {
        int groups = sizes.Shape[^1], width = x.DType.ByteSize;
        Shape shape = x.Shape.Insert(0, groups);
        long[] ends = ToIntegers(sizes);
        int[] strides = x.Shape.Strides(), sizeStrides = sizes.Shape.Strides();
        ArrayStorage storage = ArrayData.Allocate(x.DType, shape);
        Span<byte> target = storage.AsSpan<byte>();
        target.Clear();
        for (int i = 0; i < x.Count; i++)
        {
            int row = 0, place = i / strides[axis] % x.Shape[axis];
            for (int k = 0; k < prefix.Count && sizes.Shape.Rank > 1; k++) row += i / strides[prefix[k]] % x.Shape[prefix[k]] * sizeStrides[k];
            long start = 0;
            for (int group = 0; group < groups; group++)
            {
                long end = start + ends[row + group];
                if (start <= place && place < end) x.Bytes.Slice(i * width, width).CopyTo(target[((group * x.Count + i) * width)..]);
                start = end;
            }
        }
        return new(x.DType, shape, storage);
    }
}
