using System.Runtime.CompilerServices;

namespace Core.Compiler.Kernels;

/// <summary>
/// Reduces windows along one or more axes, the outermost first: some of its places are made for all that lies within, which stays in the cache, and then
/// reduced along the next axis. Parts of it that the next axes leave apart, tiles, need not be made together.
/// </summary>
internal sealed unsafe class WindowStep<T, W, C, F> : KernelStep
    where T : unmanaged where W : unmanaged where C : struct, IElement<T, W> where F : struct, IFold<W>
{
    private readonly int _source, _target, _tiles, _block, _blocks, _together;
    private readonly WindowAxis[] _axes;
    private readonly long[] _outer, _sizes;
    private readonly long _largest, _units;
    private readonly W _identity;

    /// <summary>Makes the step.</summary>
    /// <param name="source">The buffer that is read.</param>
    /// <param name="target">The buffer that is written.</param>
    /// <param name="axes">The axes, outermost first; each as the ones before leave the array.</param>
    /// <param name="dtype">The element type.</param>
    public WindowStep(int source, int target, WindowAxis[] axes, DType dtype)
        : base([source], [target], Share.Pieces(Units(axes), Nanos(axes) / Units(axes)), Nanos(axes))
    {
        (_source, _target, _axes, _identity) = (source, target, axes, F.Identity(dtype));
        (_tiles, _block, _blocks, _units) = ((int)WindowAxis.Tiles(axes), Block(axes), Blocks(axes), Units(axes));
        // What a tile has after each axis, and what lies outside of the axis in it.
        (_outer, _sizes) = (new long[axes.Length], new long[axes.Length]);
        long tiles = WindowAxis.Rows(axes) * _tiles;
        for (int i = 0; i < axes.Length; i++) (_outer[i], _sizes[i]) = (axes[i].Axis.Outer / tiles, axes[i].Axis.Outer * axes[i].Places * axes[i].Axis.Inner / tiles);
        _largest = WindowAxis.Between(axes);
        _together = _blocks > 1 ? 1 : (int)Math.Clamp(WindowAxis.Together / (_largest * _tiles), 1, _units);
    }

    /// <inheritdoc/>
    public override long ScratchBytes => 2 * Half;

    /// <summary>What numbers between two axes need.</summary>
    private long Half => (_together * _block * _largest * sizeof(W) + 63) / 64 * 64;

    /// <summary>How many tiles of a row are made together.</summary>
    private static int Block(WindowAxis[] axes) => (int)Math.Clamp(WindowAxis.Together / WindowAxis.Between(axes), 1, WindowAxis.Tiles(axes));

    private static int Blocks(WindowAxis[] axes) => ((int)WindowAxis.Tiles(axes) + Block(axes) - 1) / Block(axes);

    private static long Units(WindowAxis[] axes) => WindowAxis.Rows(axes) * Blocks(axes);

    private static double Nanos(WindowAxis[] axes)
    {
        double sum = 0;
        bool vectors = typeof(T) == typeof(W);
        foreach (WindowAxis axis in axes) sum += axis.Axis.Outer * axis.Places * (double)axis.Axis.Inner * (vectors ? 0.1 + axis.Size * 0.06 : axis.Size * 0.5);
        return sum;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        (long start, long end) = Share.Of(_units, Pieces, piece);
        T* source = (T*)buffers[_source], target = (T*)buffers[_target];
        WindowAxis first = _axes[0];
        W* near = (W*)scratch, far = (W*)(scratch + Half);
        bool isLine = first.Axis.Inner == 1;
        int width = isLine ? 1 : first.Axis.Inner / _tiles;
        for (long unit = start; unit < end; unit += _together)
        {
            int together = (int)Math.Min(_together, end - unit), last = _axes.Length - 1;
            (long row, long block) = _blocks == 1 ? (unit, 0) : Math.DivRem(unit, _blocks);
            int tile = (int)block * _block, tiles = Math.Min(_block, _tiles - tile), column = tile * width, columns = tiles * width;
            T* result = target + (row * _tiles + tile) * _sizes[last];
            tiles *= together;
            W* written = last == 0 && typeof(T) == typeof(W) ? (W*)result : near;
            if (isLine) WindowLoops<T, T, W, C, F>.Lines(source + row * first.Axis.Length, first, together, column, columns, written, _identity);
            else
            {
                (long outer, long place) = Math.DivRem(row, first.Places);
                for (int i = 0; i < together; i++, place++)
                {
                    if (place == first.Places) (outer, place) = (outer + 1, 0);
                    (long index, long count) = first.Covered(place);
                    T* read = source + (outer * first.Axis.Length + index) * first.Axis.Inner + column;
                    WindowLoops<T, T, W, C, F>.Rows(read, first.Step * (long)first.Axis.Inner, count, columns, written + (long)i * columns, _identity);
                }
            }
            for (int axis = 1; axis <= last; axis++)
            {
                W* read = written;
                written = axis == last && typeof(T) == typeof(W) ? (W*)result : read == near ? far : near;
                Along(_axes[axis], read, tiles * _outer[axis], written);
            }
            if (typeof(T) != typeof(W))
            {
                long count = tiles * _sizes[last];
                for (long i = 0; i < count; i++) result[i] = C.Store(written[i]);
            }
        }
    }

    /// <summary>The windows along an axis of what the axes before left.</summary>
    private void Along(in WindowAxis window, W* source, long outer, W* target)
    {
        if (window.Axis.Inner == 1)
        {
            WindowLoops<W, T, W, C, F>.Lines(source, window, outer, 0, window.Places, target, _identity);
            return;
        }
        int inner = window.Axis.Inner;
        for (long i = 0; i < outer; i++, source += (long)window.Axis.Length * inner)
        {
            for (int place = 0; place < window.Places; place++, target += inner)
            {
                (long index, long count) = window.Covered(place);
                WindowLoops<W, T, W, C, F>.Rows(source + index * inner, window.Step * (long)inner, count, inner, target, _identity);
            }
        }
    }

    /// <inheritdoc/>
    public override string Describe() => string.Join(", then ", _axes.Select(window =>
        $"windows of {window.Size} along {window.Axis.Outer}×{window.Axis.Length}×{window.Axis.Inner} {typeof(T).Name}, {window.Places} places"));
}
