using Core.Compiler.Execution;

namespace Core.Compiler.Contraction;

/// <summary>A loop of a copy; distances are in bytes.</summary>
/// <param name="Size">How many elements, or inner loops.</param>
/// <param name="Source">From one to the next where it is read.</param>
/// <param name="Target">From one to the next where it is written.</param>
internal readonly record struct CopyLoop(long Size, long Source, long Target);

/// <summary>Copies a strided array to another, converting its elements.</summary>
internal sealed unsafe class ConvertStep : Step
{
    private readonly int _from, _to;
    private readonly long _offset, _extra, _count, _outer;
    private readonly CopyLoop[] _loops; // without the innermost
    private readonly CopyLoop _inner;
    private readonly ElementRow _row;
    private readonly string _what;

    /// <summary>A copy.</summary>
    /// <param name="from">The buffer that is read.</param>
    /// <param name="offset">Where in it the first element lies, in bytes.</param>
    /// <param name="to">The buffer that is written, from its start.</param>
    /// <param name="loops">The loops, the innermost last.</param>
    /// <param name="row">The loop over the elements of the innermost.</param>
    /// <param name="what">What it is for.</param>
    /// <param name="extra">Where <paramref name="row"/> writes an element the second time.</param>
    public ConvertStep(int from, long offset, int to, ReadOnlySpan<CopyLoop> loops, ElementRow row, string what, long extra = 0)
    {
        (_from, _offset, _to, _row, _what, _extra) = (from, offset, to, row, what, extra);
        List<CopyLoop> merged = [];
        foreach (CopyLoop loop in loops)
        {
            if (loop.Size == 1) continue;
            if (merged.Count > 0 && merged[^1].Source == loop.Source * loop.Size && merged[^1].Target == loop.Target * loop.Size)
                merged[^1] = loop with { Size = loop.Size * merged[^1].Size };
            else merged.Add(loop);
        }
        _inner = merged.Count > 0 ? merged[^1] : new(1, 0, 0);
        _loops = merged.Count > 0 ? [.. merged[..^1]] : [];
        _outer = 1;
        foreach (CopyLoop loop in _loops) _outer *= loop.Size;
        _count = _outer * _inner.Size;
        long parts = Math.Clamp(_count / 8192, 1, 32);
        Pieces = (int)Math.Min(parts, Math.Max(_outer, _inner.Size));
    }

    /// <inheritdoc/>
    public override int Pieces { get; }

    /// <inheritdoc/>
    public override double Nanoseconds => _count;

    /// <inheritdoc/>
    public override ValueArray<int> Reads => [_from];

    /// <inheritdoc/>
    public override ValueArray<int> Writes => [_to];

    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        byte* source = buffers[_from] + _offset, target = buffers[_to];
        if (_outer < Pieces)
        {
            // Every piece takes a part of each inner loop.
            long first = _inner.Size * piece / Pieces, last = _inner.Size * (piece + 1) / Pieces;
            Rows(source + first * _inner.Source, target + first * _inner.Target, 0, _outer, last - first);
        }
        else Rows(source, target, _outer * piece / Pieces, _outer * (piece + 1) / Pieces, _inner.Size);
    }

    /// <inheritdoc/>
    public override string Describe() => $"{_what}: {_count} elements";

    private void Rows(byte* source, byte* target, long first, long last, long count)
    {
        for (long row = first; row < last; row++)
        {
            byte* from = source, to = target;
            long rest = row;
            for (int loop = _loops.Length - 1; loop >= 0; loop--)
            {
                (rest, long place) = Math.DivRem(rest, _loops[loop].Size);
                from += place * _loops[loop].Source;
                to += place * _loops[loop].Target;
            }
            _row(from, _inner.Source, to, _inner.Target, count, _extra);
        }
    }
}
