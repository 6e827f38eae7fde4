namespace Core.Kernels;

/// <summary>Rows along the first axis of an array, picked and put back: how some lanes are worked on without the others.</summary>
public static class LaneRows
{
    /// <summary>The rows of the given lanes, one after the other, as an array of <paramref name="width"/> rows; the first fills what is left over.</summary>
    public static ArrayData Pick(ArrayData array, ReadOnlySpan<int> lanes, int width)
    {
        Shape shape = array.Shape.Remove(0).Insert(0, width);
        ArrayStorage storage = ArrayData.Allocate(array.DType, shape);
        int bytes = RowBytes(array);
        for (int row = 0; row < width; row++)
            array.AsBytes((long)lanes[row < lanes.Length ? row : 0] * bytes, bytes).CopyTo(storage.AsBytes((long)row * bytes, bytes));
        return new(array.DType, shape, storage);
    }

    /// <summary>Writes the first rows of an array to the places of the given lanes.</summary>
    public static void Put(ArrayData rows, ReadOnlySpan<int> lanes, ArrayStorage into)
    {
        int bytes = RowBytes(rows);
        for (int row = 0; row < lanes.Length; row++) rows.AsBytes((long)row * bytes, bytes).CopyTo(into.AsBytes((long)lanes[row] * bytes, bytes));
    }

    private static int RowBytes(ArrayData array) => checked((int)(array.Shape.Remove(0).Size * array.DType.ByteSize));
}
