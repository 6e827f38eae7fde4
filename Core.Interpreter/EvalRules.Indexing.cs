using Core.Ir;
using Core.Kernels;

namespace Core.Interpreter;

internal sealed partial class EvalRules
{
    public ArrayData[] Gather(Gather op, ReadOnlySpan<ArrayData> args)
    {
        (ArrayData x, ArrayData indices) = (args[0], args[1]);
        Shape shape = op.Infer([TypeOf(x), TypeOf(indices)])[0].Shape;
        ValueArray<int> windowAxes = op.WindowAxes(x.Shape.Rank);
        ValueArray<int> places = [.. Enumerable.Range(0, shape.Rank).Where(axis => !op.Dims.OffsetDims.Contains(axis))];
        Shape window = [.. windowAxes.Select(axis => op.SliceSizes[axis])];
        int[] starts = shape.Size == 0 ? [] : Windows.Starts(
            x.Shape, op.SliceSizes.Span, Integers(indices), indices.Shape, op.Dims.StartIndexMap, op.Dims.OperandBatchingDims,
            op.Dims.StartIndicesBatchingDims, clip: op.Mode is GatherScatterMode.Clip or GatherScatterMode.PromiseInBounds);
        int[] from = Windows.Offsets(windowAxes, window, x.Shape), to = Windows.Offsets(op.Dims.OffsetDims, window, shape);
        int[] targets = Windows.Offsets(places, [.. places.Select(axis => shape[axis])], shape);

        ArrayStorage storage = ArrayData.Allocate(x.DType, shape);
        // A product with rows that are nowhere one is zero.
        Scalar value = op.Mode is GatherScatterMode.OneHot ? Scalar.Of(0L) : op.FillValue ?? Ir.Gather.DefaultFill(x.DType);
        ArrayData fill = x.DType.IsKey
            ? Strided.Broadcast(value.ToArray(DType.U32), [x.DType.ByteSize / DType.U32.ByteSize])
            : value.ToArray(x.DType);
        switch (x.DType.ByteSize)
        {
            case 1: Copy<byte>(); break;
            case 2: Copy<ushort>(); break;
            case 4: Copy<uint>(); break;
            case 8: Copy<ulong>(); break;
            default: Copy<UInt128>(); break;
        }
        return [new(x.DType, shape, storage)];

        void Copy<T>() where T : unmanaged
        {
            ReadOnlySpan<T> source = x.Reinterpret<T>();
            Span<T> target = storage.AsSpan<T>();
            T outside = fill.Reinterpret<T>()[0];
            for (int i = 0; i < starts.Length; i++)
                for (int j = 0; j < from.Length; j++)
                    target[targets[i] + to[j]] = starts[i] == Windows.Outside ? outside : source[starts[i] + from[j]];
        }
    }

    public ArrayData[] DynamicSlice(DynamicSlice op, ReadOnlySpan<ArrayData> args)
    {
        ArrayData x = args[0];
        return [Strided.Read(x, op.SliceSizes, StartWithin(x.Shape, op.SliceSizes, args[1..]), x.Shape.Strides())];
    }

    public ArrayData[] DynamicUpdateSlice(DynamicUpdateSlice op, ReadOnlySpan<ArrayData> args)
    {
        (ArrayData x, ArrayData update) = (args[0], args[1]);
        ArrayStorage storage = ArrayData.Allocate(x.DType, x.Shape);
        x.Bytes.CopyTo(storage.AsSpan<byte>());
        Strided.Write(update, storage, StartWithin(x.Shape, update.Shape, args[2..]), x.Shape.Strides());
        return [new(x.DType, x.Shape, storage)];
    }

    /// <summary>The index of the first element of a part that is moved within bounds.</summary>
    private static int StartWithin(Shape shape, Shape part, ReadOnlySpan<ArrayData> starts)
    {
        int offset = 0;
        int[] strides = shape.Strides();
        for (int axis = 0; axis < strides.Length; axis++) offset += (int)Math.Clamp(Integers(starts[axis])[0], 0, shape[axis] - part[axis]) * strides[axis];
        return offset;
    }

    /// <summary>Integers of any type; those beyond the signed 64-bit ones as the largest of them.</summary>
    private static long[] Integers(ArrayData x) =>
        x.DType.Kind is DTypeKind.Unsigned ? [.. Wide.Unsigned(x).Select(v => (long)Math.Min(v, long.MaxValue))] : Wide.Signed(x);

    private static ArrayType TypeOf(ArrayData x) => new(x.DType, x.Shape);
}
