namespace Core.Kernels;

/// <summary>Windows of an array at places that indices give: where they start, and which elements they have.</summary>
public static class Windows
{
    /// <summary>What <see cref="Starts"/> gives for a window that is not within bounds.</summary>
    public const int Outside = -1;

    /// <summary>The index in the operand of each window's first element, or <see cref="Outside"/>.</summary>
    /// <param name="operand">The shape of the array.</param>
    /// <param name="windowSizes">The size of a window along each axis of it.</param>
    /// <param name="indices">The indices, the parts of one after the other.</param>
    /// <param name="indexShape">The shape of the indices; the last axis holds the parts of one.</param>
    /// <param name="map">For each part of an index, the axis it is for.</param>
    /// <param name="operandBatching">Axes of the array that go along with axes of the indices.</param>
    /// <param name="indexBatching">The axes of the indices that they go along with.</param>
    /// <param name="clip">Whether windows are moved within bounds.</param>
    public static int[] Starts(
        Shape operand, ReadOnlySpan<int> windowSizes, ReadOnlySpan<long> indices, Shape indexShape, ValueArray<int> map,
        ValueArray<int> operandBatching, ValueArray<int> indexBatching, bool clip)
    {
        Shape places = indexShape.Remove(indexShape.Rank - 1);
        int[] starts = new int[places.Size], strides = operand.Strides(), place = new int[places.Rank];
        for (int i = 0; i < starts.Length; i++)
        {
            int start = 0;
            for (int part = 0; part < map.Count && start != Outside; part++)
            {
                int axis = map[part];
                long index = indices[i * map.Count + part], last = operand[axis] - windowSizes[axis];
                if (clip) index = Math.Clamp(index, 0, last);
                start = index < 0 || index > last ? Outside : start + (int)index * strides[axis];
            }
            if (start != Outside)
                for (int pair = 0; pair < operandBatching.Count; pair++) start += place[indexBatching[pair]] * strides[operandBatching[pair]];
            starts[i] = start;
            Advance(place, places);
        }
        return starts;
    }

    /// <summary>Where each element of a view lies in an array, in the view's row-major order.</summary>
    /// <param name="axes">The axes of the array that the view has, in its order.</param>
    /// <param name="sizes">The sizes of the view.</param>
    /// <param name="array">The shape of the array.</param>
    public static int[] Offsets(ValueArray<int> axes, Shape sizes, Shape array)
    {
        int[] offsets = new int[sizes.Size], strides = array.Strides(), place = new int[sizes.Rank];
        for (int i = 0; i < offsets.Length; i++)
        {
            int offset = 0;
            for (int axis = 0; axis < place.Length; axis++) offset += place[axis] * strides[axes[axis]];
            offsets[i] = offset;
            Advance(place, sizes);
        }
        return offsets;
    }

    private static void Advance(Span<int> place, Shape shape)
    {
        for (int axis = place.Length - 1; axis >= 0; axis--)
        {
            if (++place[axis] < shape[axis]) return;
            place[axis] = 0;
        }
    }
}
