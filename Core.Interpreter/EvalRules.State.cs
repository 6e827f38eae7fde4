using Core.Ir;

namespace Core.Interpreter;

internal sealed partial class EvalRules
{
    public ArrayData[] NewRef(NewRef op, ReadOnlySpan<ArrayData> args) => [RefCells.Create(args[0])];

    public ArrayData[] EmptyRef(EmptyRef op, ReadOnlySpan<ArrayData> args)
    {
        ArrayStorage storage = ArrayData.Allocate(op.Type.DType, op.Type.Shape);
        storage.AsSpan<byte>().Clear();
        return [RefCells.Create(new(op.Type.DType, op.Type.Shape, storage))];
    }

    public ArrayData[] Freeze(Freeze op, ReadOnlySpan<ArrayData> args) => [RefCells.Value(args[0])];

    public ArrayData[] FreeRef(FreeRef op, ReadOnlySpan<ArrayData> args) => [];

    public ArrayData[] RefGet(RefGet op, ReadOnlySpan<ArrayData> args)
    {
        ArrayData value = RefCells.Value(args[0]);
        return [op.Indexers.Count == 0 ? value : Read(value, Places(op, value.Shape, args, out Shape shape), shape)];
    }

    public ArrayData[] RefSwap(RefSwap op, ReadOnlySpan<ArrayData> args)
    {
        ref ArrayData value = ref RefCells.Value(args[0]);
        ArrayData before = value;
        if (op.Indexers.Count == 0)
        {
            value = args[1];
            return [before];
        }
        (int Place, bool IsInside)[] places = Places(op, before.Shape, args, out Shape shape);
        value = Written(before, places, args[1]);
        return [Read(before, places, shape)];
    }

    public ArrayData[] RefAddUpdate(RefAddUpdate op, ReadOnlySpan<ArrayData> args)
    {
        ref ArrayData value = ref RefCells.Value(args[0]);
        if (op.Indexers.Count == 0)
        {
            value = AddAny(new(), [value, args[1]])[0];
            return [];
        }
        (int Place, bool IsInside)[] places = Places(op, value.Shape, args, out Shape shape);
        if (places.Select(place => place.Place).Distinct().Count() == places.Length)
        {
            value = Written(value, places, AddAny(new(), [Read(value, places, shape), args[1]])[0]);
            return [];
        }
        // A place that occurs twice gets both summands.
        ArrayData summands = args[1].Reshape([places.Length]);
        for (int i = 0; i < places.Length; i++)
        {
            ArrayData one = Slice(new([i], [i + 1]), [summands])[0];
            value = Written(value, [places[i]], AddAny(new(), [Read(value, [places[i]], [1]), one])[0]);
        }
        return [];
    }

    private static ArrayData Read(ArrayData x, (int Place, bool IsInside)[] places, Shape shape)
    {
        int width = x.DType.ByteSize;
        ArrayStorage storage = ArrayData.Allocate(x.DType, shape);
        Span<byte> target = storage.AsSpan<byte>();
        for (int i = 0; i < places.Length; i++) x.Bytes.Slice(places[i].Place * width, width).CopyTo(target[(i * width)..]);
        return new(x.DType, shape, storage);
    }

    private static ArrayData Written(ArrayData x, (int Place, bool IsInside)[] places, ArrayData part)
    {
        int width = x.DType.ByteSize;
        ArrayStorage storage = ArrayData.Allocate(x.DType, x.Shape);
        Span<byte> target = storage.AsSpan<byte>();
        x.Bytes.CopyTo(target);
        for (int i = 0; i < places.Length; i++)
            if (places[i].IsInside) part.Bytes.Slice(i * width, width).CopyTo(target[(places[i].Place * width)..]);
        return new(x.DType, x.Shape, storage);
    }

    /// <summary>
    /// Where the elements of a part are in the whole. As JAX's (state/discharge.py): places count from the end where they are negative. Those out of range
    /// are brought to the nearest one; where places have axes, what is written to them is dropped.
    /// </summary>
    private static (int Place, bool IsInside)[] Places(RefAccess op, Shape whole, ReadOnlySpan<ArrayData> args, out Shape shape)
    {
        shape = whole;
        (int, bool)[] places = [.. Enumerable.Range(0, (int)whole.Size).Select(place => (place, true))];
        ReadOnlySpan<ArrayData> operands = args[op.FirstIndex..];
        foreach (RefIndexer indexer in op.Indexers)
        {
            places = Places(indexer, places, shape, operands[..indexer.OperandCount], out shape);
            operands = operands[indexer.OperandCount..];
        }
        return places;
    }

    private static (int Place, bool IsInside)[] Places(
        RefIndexer indexer, (int Place, bool IsInside)[] of, Shape whole, ReadOnlySpan<ArrayData> operands, out Shape shape)
    {
        int rank = whole.Rank, next = 0;
        long[]?[] starts = new long[]?[rank]; // one number, or one for each place
        Shape each = [];
        for (int axis = 0; axis < rank; axis++)
        {
            if (!indexer.Indices[axis].TakesOperand) continue;
            ArrayData operand = operands[next++];
            starts[axis] = Integers(operand);
            if (operand.Shape.Rank > 0) each = operand.Shape;
        }
        shape = indexer.PartShape(each);
        int[] strides = whole.Strides();
        // The axes of the part: where those of the places are among them, and which axis of the whole each of the others is.
        int placesAt = indexer.FirstElement < 0 ? -1 : indexer.IsContiguous ? indexer.FirstElement : 0;
        int[] sliced = [.. Enumerable.Range(0, rank).Where(axis => !indexer.Indices[axis].IsElement)];
        (int, bool)[] places = new (int, bool)[(int)shape.Size];
        int[] at = new int[shape.Rank], partStrides = shape.Strides();
        for (int i = 0; i < places.Length; i++)
        {
            for (int axis = 0, rest = i; axis < at.Length; axis++) (at[axis], rest) = (rest / partStrides[axis], rest % partStrides[axis]);
            int element = 0;
            for (int axis = 0; placesAt >= 0 && axis < each.Rank; axis++) element = element * each[axis] + at[placesAt + axis];
            long place = 0;
            bool isInside = true;
            int slice = 0;
            for (int axis = 0; axis < rank; axis++)
            {
                RefIndex index = indexer.Indices[axis];
                long start = index.Start ?? (starts[axis]!.Length == 1 ? starts[axis]![0] : starts[axis]![element]);
                if (start < 0) start += whole[axis];
                long within = Math.Clamp(start, 0, Math.Max(0, whole[axis] - index.Size));
                if (index.IsElement && each.Rank > 0 && within != start) isInside = false;
                if (!index.IsElement) within += at[placesAt >= 0 && slice >= placesAt ? slice + each.Rank : slice];
                if (!index.IsElement) slice++;
                place += within * strides[axis];
            }
            (int target, bool targetInside) = of[(int)place];
            places[i] = (target, isInside && targetInside);
        }
        return places;
    }
}
