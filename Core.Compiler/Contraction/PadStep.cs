using Core.Compiler.Execution;

namespace Core.Compiler.Contraction;

/// <summary>A spatial axis of a convolution.</summary>
/// <param name="Size">Its size in the left operand.</param>
/// <param name="Stride">Bytes from one element of the left operand to the next.</param>
/// <param name="Low">How much is put in front, after dilation; negative to cut off.</param>
/// <param name="Dilation">How far apart the elements are put.</param>
/// <param name="Step">How far apart the places of the window lie.</param>
/// <param name="WindowDilation">How far apart the elements of the window lie.</param>
/// <param name="Window">Elements of the window.</param>
/// <param name="Places">Places of the window.</param>
internal readonly record struct SpatialAxis(int Size, long Stride, int Low, int Dilation, int Step, int WindowDilation, int Window, int Places)
{
    /// <summary>How many positions the window reaches at all its places.</summary>
    public long Extent => (Places - 1L) * Step + (Window - 1L) * WindowDilation + 1;

    /// <summary>Whether all positions are elements as they lie.</summary>
    public bool IsPlain => Low == 0 && Dilation == 1 && Extent <= Size;
}

/// <summary>
/// Copies the left operand of a convolution with its padding and dilation written out. Along the last axis every <c>Step</c>-th position lies side by side, so that
/// what an element of the window covers at neighbouring places does too.
/// </summary>
internal sealed unsafe class PadStep : Step
{
    private readonly int _from, _to, _elementBytes;
    private readonly long _offset, _outer, _rows, _rowBytes;
    private readonly CopyLoop[] _outerLoops;
    private readonly SpatialAxis[] _axes;
    private readonly ElementRow _row;

    /// <summary>A copy.</summary>
    /// <param name="from">The left operand.</param>
    /// <param name="offset">Where in it the first element lies, in bytes.</param>
    /// <param name="to">The buffer that is written.</param>
    /// <param name="outer">The loops over images and features; the copy is row-major.</param>
    /// <param name="axes">The spatial axes.</param>
    /// <param name="row">The loop over elements.</param>
    /// <param name="elementBytes">Bytes of an element of the copy.</param>
    public PadStep(int from, long offset, int to, ReadOnlySpan<CopyLoop> outer, ReadOnlySpan<SpatialAxis> axes, ElementRow row, int elementBytes)
    {
        (_from, _offset, _to, _row, _elementBytes) = (from, offset, to, row, elementBytes);
        (_outerLoops, _axes) = (outer.ToArray(), axes.ToArray());
        (_outer, _rows) = (1, 1);
        foreach (CopyLoop loop in outer) _outer *= loop.Size;
        for (int i = 0; i < axes.Length - 1; i++) _rows *= axes[i].Extent;
        _rowBytes = RowElements(axes[^1]) * elementBytes;
        Pieces = (int)Math.Clamp(Math.Min(_outer * _rows, Nanoseconds / 4000), 1, 32);
    }

    /// <summary>Elements of a row of the copy.</summary>
    public static long RowElements(SpatialAxis last) => PhaseElements(last) * last.Step;

    /// <summary>Elements of a row whose positions lie a whole number of steps apart.</summary>
    public static long PhaseElements(SpatialAxis last) => (last.Extent + last.Step - 1) / last.Step;

    /// <inheritdoc/>
    public override int Pieces { get; }

    /// <inheritdoc/>
    public override double Nanoseconds => _outer * _rows * (10 + _rowBytes * 0.1);

    /// <inheritdoc/>
    public override ValueArray<int> Reads => [_from];

    /// <inheritdoc/>
    public override ValueArray<int> Writes => [_to];

    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        long total = _outer * _rows, last = total * (piece + 1) / Pieces;
        for (long index = total * piece / Pieces; index < last; index++)
        {
            byte* target = buffers[_to] + index * _rowBytes;
            new Span<byte>(target, (int)_rowBytes).Clear();
            (long outer, long row) = Math.DivRem(index, _rows);
            byte* source = buffers[_from] + _offset;
            for (int i = _outerLoops.Length - 1; i >= 0; i--)
            {
                (outer, long place) = Math.DivRem(outer, _outerLoops[i].Size);
                source += place * _outerLoops[i].Source;
            }
            if (Seek(ref source, row)) Row(source, target);
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"left operand padded: {_outer * _rows} rows of {_rowBytes / _elementBytes} elements";

    /// <summary>Moves to the elements of a row; false where it is padding.</summary>
    private bool Seek(ref byte* source, long row)
    {
        for (int i = _axes.Length - 2; i >= 0; i--)
        {
            SpatialAxis axis = _axes[i];
            (row, long position) = Math.DivRem(row, axis.Extent);
            (long place, long between) = Math.DivRem(position - axis.Low, axis.Dilation);
            if (place < 0 || between != 0 || place >= axis.Size) return false;
            source += place * axis.Stride;
        }
        return true;
    }

    // Elements that are Step / gcd apart have positions of the same remainder, Dilation / gcd apart in its part of the row.
    private void Row(byte* source, byte* target)
    {
        SpatialAxis axis = _axes[^1];
        long phase = PhaseElements(axis);
        int divisor = Divisor(axis.Step, axis.Dilation), every = axis.Step / divisor, apart = axis.Dilation / divisor;
        // The elements whose positions are in 0…Extent − 1.
        long first = axis.Low >= 0 ? 0 : (-(long)axis.Low + axis.Dilation - 1) / axis.Dilation;
        long last = Math.Min(axis.Size, axis.Extent - axis.Low <= 0 ? 0 : (axis.Extent - axis.Low + axis.Dilation - 1) / axis.Dilation);
        for (long start = first; start < Math.Min(last, first + every); start++)
        {
            (long place, long remainder) = Math.DivRem(start * axis.Dilation + axis.Low, axis.Step);
            long count = (last - start + every - 1) / every;
            _row(source + start * axis.Stride, every * axis.Stride, target + (remainder * phase + place) * _elementBytes, (long)apart * _elementBytes, count, 0);
        }
    }

    private static int Divisor(int a, int b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return a;
    }
}
