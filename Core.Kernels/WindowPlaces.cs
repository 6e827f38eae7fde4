namespace Core.Kernels;

/// <summary>
/// Which elements of an array a window covers at each of its places: for pooling and convolutions, with strides, padding and dilation of either side.
/// </summary>
public sealed class WindowPlaces
{
    private readonly int[] _sizes, _window, _places;
    private readonly int[][] _tables; // per axis, at place · window size + element: the index along the axis, or -1 outside

    /// <summary>A window over an array; one entry per axis in each list.</summary>
    /// <param name="sizes">The shape of the array.</param>
    /// <param name="window">The shape of the window.</param>
    /// <param name="places">How many places the window has along each axis.</param>
    /// <param name="strides">How far apart the places lie.</param>
    /// <param name="low">How much the array is padded in front; negative to cut off.</param>
    /// <param name="baseDilation">How far apart the array's elements lie before that.</param>
    /// <param name="windowDilation">How far apart the window's elements lie.</param>
    public WindowPlaces(
        ReadOnlySpan<int> sizes, ReadOnlySpan<int> window, ReadOnlySpan<int> places, ReadOnlySpan<int> strides, ReadOnlySpan<int> low,
        ReadOnlySpan<int> baseDilation, ReadOnlySpan<int> windowDilation)
    {
        (_sizes, _window, _places) = (sizes.ToArray(), window.ToArray(), places.ToArray());
        _tables = new int[sizes.Length][];
        for (int axis = 0; axis < _tables.Length; axis++)
        {
            int[] table = _tables[axis] = new int[places[axis] * window[axis]];
            for (int i = 0; i < table.Length; i++)
            {
                (long place, long element) = Math.DivRem(i, window[axis]);
                (long index, long between) = Math.DivRem(place * strides[axis] + element * windowDilation[axis] - low[axis], baseDilation[axis]);
                table[i] = index >= 0 && between == 0 && index < sizes[axis] ? (int)index : -1;
            }
        }
        PlaceCount = Product(places);
        WindowSize = Product(window);
    }

    /// <summary>How many places there are.</summary>
    public int PlaceCount { get; }

    /// <summary>How many elements the window has.</summary>
    public int WindowSize { get; }

    /// <summary>The elements that the window covers at a place: for each of the window's elements in row-major order the index in the array, or -1 outside of it.</summary>
    /// <param name="place">The place, counted in row-major order.</param>
    /// <param name="indices">As many as <see cref="WindowSize"/>.</param>
    public void AtPlace(int place, Span<int> indices)
    {
        Span<int> starts = stackalloc int[_sizes.Length];
        for (int axis = starts.Length - 1; axis >= 0; axis--)
        {
            (place, int along) = Math.DivRem(place, _places[axis]);
            starts[axis] = along * _window[axis];
        }
        Combine(starts, stepIsWindow: false, indices);
    }

    /// <summary>What one element of the window covers: for each of the places in row-major order the index in the array, or -1 outside of it.</summary>
    /// <param name="element">The element of the window, counted in row-major order.</param>
    /// <param name="indices">As many as <see cref="PlaceCount"/>.</param>
    public void OfElement(int element, Span<int> indices)
    {
        Span<int> starts = stackalloc int[_sizes.Length];
        for (int axis = starts.Length - 1; axis >= 0; axis--) (element, starts[axis]) = Math.DivRem(element, _window[axis]);
        Combine(starts, stepIsWindow: true, indices);
    }

    /// <summary>Puts the indices along the axes together, in place: each axis makes several of what those before it gave, from the last to the first.</summary>
    private void Combine(ReadOnlySpan<int> starts, bool stepIsWindow, Span<int> indices)
    {
        if (indices.IsEmpty) return;
        indices[0] = 0;
        int length = 1;
        for (int axis = 0; axis < starts.Length; axis++)
        {
            int[] table = _tables[axis];
            int count = stepIsWindow ? _places[axis] : _window[axis], step = stepIsWindow ? _window[axis] : 1;
            for (int i = length - 1; i >= 0; i--)
            {
                int outer = indices[i];
                for (int k = count - 1; k >= 0; k--)
                {
                    int along = table[starts[axis] + k * step];
                    indices[i * count + k] = outer < 0 || along < 0 ? -1 : outer * _sizes[axis] + along;
                }
            }
            length *= count;
        }
    }

    private static int Product(ReadOnlySpan<int> sizes)
    {
        int product = 1;
        foreach (int size in sizes) product = checked(product * size);
        return product;
    }
}
