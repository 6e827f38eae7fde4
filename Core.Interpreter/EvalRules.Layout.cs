using Core.Ir;
using Core.Kernels;

namespace Core.Interpreter;

internal sealed partial class EvalRules
{
    public ArrayData[] BroadcastInDim(BroadcastInDim op, ReadOnlySpan<ArrayData> args)
    {
        ArrayData x = args[0];
        int[] strides = new int[op.Shape.Rank], own = x.Shape.Strides();
        for (int axis = 0; axis < own.Length; axis++)
            if (x.Shape[axis] != 1) strides[op.BroadcastDimensions[axis]] = own[axis];
        return [Strided.Read(x, op.Shape, 0, strides)];
    }

    public ArrayData[] Reshape(Reshape op, ReadOnlySpan<ArrayData> args) =>
        [(op.Dimensions is { } dimensions ? Strided.Transpose(args[0], dimensions) : args[0]).Reshape(op.NewSizes)];

    public ArrayData[] Transpose(Transpose op, ReadOnlySpan<ArrayData> args) => [Strided.Transpose(args[0], op.Permutation)];

    public ArrayData[] Squeeze(Squeeze op, ReadOnlySpan<ArrayData> args)
    {
        Shape shape = args[0].Shape;
        return [args[0].Reshape([.. Enumerable.Range(0, shape.Rank).Where(axis => !op.Dimensions.Contains(axis)).Select(axis => shape[axis])])];
    }

    public ArrayData[] Rev(Rev op, ReadOnlySpan<ArrayData> args)
    {
        ArrayData x = args[0];
        int[] strides = x.Shape.Strides();
        int offset = 0;
        foreach (int axis in op.Dimensions)
        {
            if (x.Count > 0) offset += (x.Shape[axis] - 1) * strides[axis];
            strides[axis] = -strides[axis];
        }
        return [Strided.Read(x, x.Shape, offset, strides)];
    }

    public ArrayData[] Concatenate(Concatenate op, ReadOnlySpan<ArrayData> args)
    {
        int size = 0;
        foreach (ArrayData arg in args) size += arg.Shape[op.Dimension];
        (DType dtype, Shape shape) = (args[0].DType, args[0].Shape.With(op.Dimension, size));
        ArrayStorage storage = ArrayData.Allocate(dtype, shape);
        int[] strides = shape.Strides();
        int start = 0;
        foreach (ArrayData arg in args)
        {
            Strided.Write(arg, storage, start * strides[op.Dimension], strides);
            start += arg.Shape[op.Dimension];
        }
        return [new(dtype, shape, storage)];
    }

    public ArrayData[] Stack(Stack op, ReadOnlySpan<ArrayData> args)
    {
        ArrayData[] slices = new ArrayData[args.Length];
        for (int i = 0; i < slices.Length; i++) slices[i] = args[i].Reshape(args[i].Shape.Insert(op.Axis, 1));
        return Concatenate(new(op.Axis), slices);
    }

    public ArrayData[] Split(Split op, ReadOnlySpan<ArrayData> args)
    {
        ArrayData x = args[0];
        int[] strides = x.Shape.Strides();
        ArrayData[] parts = new ArrayData[op.Sizes.Count];
        int start = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = Strided.Read(x, x.Shape.With(op.Axis, op.Sizes[i]), start * strides[op.Axis], strides);
            start += op.Sizes[i];
        }
        return parts;
    }

    public ArrayData[] Unstack(Unstack op, ReadOnlySpan<ArrayData> args)
    {
        ArrayData x = args[0];
        Shape shape = x.Shape.Remove(op.Axis);
        int[] strides = x.Shape.Strides(), kept = [.. strides.Where((_, axis) => axis != op.Axis)];
        ArrayData[] parts = new ArrayData[x.Shape[op.Axis]];
        for (int i = 0; i < parts.Length; i++) parts[i] = Strided.Read(x, shape, i * strides[op.Axis], kept);
        return parts;
    }

    // Each axis becomes two, the repetitions and the elements of one of them; the first has the stride 0.
    public ArrayData[] Tile(Tile op, ReadOnlySpan<ArrayData> args)
    {
        ArrayData x = args[0];
        int[] strides = x.Shape.Strides();
        Shape pairs = [.. Enumerable.Range(0, 2 * x.Shape.Rank).Select(i => i % 2 == 0 ? op.Reps[i / 2] : x.Shape[i / 2])];
        ArrayData tiles = Strided.Read(x, pairs, 0, [.. Enumerable.Range(0, 2 * x.Shape.Rank).Select(i => i % 2 == 0 ? 0 : strides[i / 2])]);
        return [tiles.Reshape([.. x.Shape.Select((size, axis) => size * op.Reps[axis])])];
    }

    public ArrayData[] Pad(Pad op, ReadOnlySpan<ArrayData> args)
    {
        (ArrayData x, ArrayData value) = (args[0], args[1]);
        Shape shape = op.Infer([new(x.DType, x.Shape), new(value.DType, value.Shape)])[0].Shape;
        int[] source = x.Shape.Strides(), target = shape.Strides();
        int[] kept = new int[shape.Rank], strides = new int[shape.Rank];
        int readFrom = 0, writeTo = 0;
        for (int axis = 0; axis < kept.Length; axis++)
        {
            // Element i of the operand goes to low + i · step; those that land outside were cut off.
            (int low, _, int interior) = op.Config[axis];
            int step = interior + 1, size = x.Shape[axis];
            int first = low < 0 ? (-low + step - 1) / step : 0;
            int end = Math.Min(size, (shape[axis] - 1 - low + step) / step);
            kept[axis] = shape[axis] == 0 ? 0 : Math.Max(0, end - first);
            readFrom += first * source[axis];
            writeTo += (low + first * step) * target[axis];
            strides[axis] = step * target[axis];
        }
        ArrayStorage storage = ArrayData.Allocate(x.DType, shape);
        Strided.Broadcast(value, shape).Bytes.CopyTo(storage.AsSpan<byte>());
        if (((Shape)kept).Size > 0) Strided.Write(Strided.Read(x, kept, readFrom, source), storage, writeTo, strides);
        return [new(x.DType, shape, storage)];
    }

    public ArrayData[] Slice(Slice op, ReadOnlySpan<ArrayData> args)
    {
        ArrayData x = args[0];
        int[] strides = x.Shape.Strides(), sizes = new int[strides.Length];
        int offset = 0;
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            int step = op.Strides?[axis] ?? 1;
            sizes[axis] = (op.LimitIndices[axis] - op.StartIndices[axis] + step - 1) / step;
            offset += op.StartIndices[axis] * strides[axis];
            strides[axis] *= step;
        }
        return [Strided.Read(x, sizes, offset, strides)];
    }

    public ArrayData[] Iota(Iota op, ReadOnlySpan<ArrayData> args)
    {
        int size = op.Shape[op.Dimension];
        ArrayData line = ConvertTo(ArrayData.Create<int>([size], [.. Enumerable.Range(0, size)]), op.DType);
        int[] strides = new int[op.Shape.Rank];
        strides[op.Dimension] = 1;
        return [Strided.Read(line, op.Shape, 0, strides)];
    }
}
