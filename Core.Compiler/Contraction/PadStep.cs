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
    // Of the last axis: elements whose positions lie a whole number of steps apart, how many elements and positions it is from one of them to the next, and
    // the elements that have a place.
    private readonly long _phase, _every, _apart, _first, _last;

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
        SpatialAxis inner = axes[^1];
        _rowBytes = RowElements(inner) * elementBytes;
        int divisor = Divisor(inner.Step, inner.Dilation);
        (_phase, _every, _apart) = (PhaseElements(inner), inner.Step / divisor, inner.Dilation / divisor);
        _first = inner.Low >= 0 ? 0 : (-(long)inner.Low + inner.Dilation - 1) / inner.Dilation;
        _last = Math.Min(inner.Size, inner.Extent - inner.Low <= 0 ? 0 : (inner.Extent - inner.Low + inner.Dilation - 1) / inner.Dilation);
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
        long total = _outer * _rows, index = total * piece / Pieces, last = total * (piece + 1) / Pieces;
        (long outer, long row) = Math.DivRem(index, _rows);
        int axes = _axes.Length - 1;
        long* position = stackalloc long[axes];
        for (int i = axes - 1; i >= 0; i--) (row, position[i]) = Math.DivRem(row, _axes[i].Extent);
        byte* image = Image(buffers[_from], outer), target = buffers[_to] + index * _rowBytes;
        for (; index < last; index++, target += _rowBytes)
        {
            byte* source = image;
            if (Seek(ref source, position)) Row(source, target);
            else new Span<byte>(target, (int)_rowBytes).Clear();
            int axis = axes - 1;
            for (; axis >= 0 && ++position[axis] == _axes[axis].Extent; axis--) position[axis] = 0;
            if (axis < 0) image = Image(buffers[_from], ++outer);
        }
    }

    private byte* Image(byte* source, long outer)
    {
        source += _offset;
        for (int i = _outerLoops.Length - 1; i >= 0; i--)
        {
            (outer, long place) = Math.DivRem(outer, _outerLoops[i].Size);
            source += place * _outerLoops[i].Source;
        }
        return source;
    }

    /// <inheritdoc/>
    public override string Describe() => $"left operand padded: {_outer * _rows} rows of {_rowBytes / _elementBytes} elements";

    /// <summary>Moves to the elements of a row; false where it is padding.</summary>
    private bool Seek(ref byte* source, long* position)
    {
        for (int i = _axes.Length - 2; i >= 0; i--)
        {
            ref readonly SpatialAxis axis = ref _axes[i];
            (long place, long between) = axis.Dilation == 1 ? (position[i] - axis.Low, 0) : Math.DivRem(position[i] - axis.Low, axis.Dilation);
            if (place < 0 || between != 0 || place >= axis.Size) return false;
            source += place * axis.Stride;
        }
        return true;
    }

    // Elements that are Step / gcd apart have positions of the same remainder, Dilation / gcd apart in its part of the row.
    private void Row(byte* source, byte* target)
    {
        ref readonly SpatialAxis axis = ref _axes[^1];
        if (axis.Step == 1 && axis.Dilation == 1 && _last > _first)
        {
            long before = (_first + axis.Low) * _elementBytes, inside = (_last - _first) * _elementBytes;
            new Span<byte>(target, (int)before).Clear();
            _row(source + _first * axis.Stride, axis.Stride, target + before, _elementBytes, _last - _first, 0);
            new Span<byte>(target + before + inside, (int)(_rowBytes - before - inside)).Clear();
            return;
        }
        new Span<byte>(target, (int)_rowBytes).Clear();
        for (long start = _first; start < Math.Min(_last, _first + _every); start++)
        {
            (long place, long remainder) = Math.DivRem(start * axis.Dilation + axis.Low, axis.Step);
            long count = (_last - start + _every - 1) / _every;
            _row(source + start * axis.Stride, _every * axis.Stride, target + (remainder * _phase + place) * _elementBytes, _apart * _elementBytes, count, 0);
        }
    }

    private static int Divisor(int a, int b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return a;
    }
}
