using System.Numerics;
using System.Runtime.CompilerServices;

namespace Core.Compiler.Kernels;

/// <summary>The places of the largest or smallest elements along an axis, the first of equal ones; NaN comes before all others.</summary>
internal sealed unsafe class ArgReduceStep<T, W, C> : KernelStep where T : unmanaged where W : unmanaged, INumberBase<W> where C : struct, IElement<T, W>
{
    /// <summary>How many neighbours are looked at together.</summary>
    private const int Columns = 256;

    private readonly int _source, _target, _blocks;
    private readonly AxisPlace _axis;
    private readonly bool _largest;
    private readonly DType _indexType;

    public ArgReduceStep(int source, int target, AxisPlace axis, bool largest, DType indexType)
        : base([source], [target], Share.Pieces(axis.Outer * BlocksOf(axis), axis.Length * (double)Math.Min(axis.Inner, Columns)), (double)axis.Outer * axis.Length * axis.Inner)
    {
        (_source, _target, _axis, _largest, _indexType) = (source, target, axis, largest, indexType);
        _blocks = BlocksOf(axis);
    }

    /// <inheritdoc/>
    public override long ScratchBytes => Columns * (sizeof(W) + sizeof(int));

    private static int BlocksOf(AxisPlace axis) => (axis.Inner + Columns - 1) / Columns;

    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        (long start, long end) = Share.Of(_axis.Outer * _blocks, Pieces, piece);
        W* best = (W*)scratch;
        int* places = (int*)(best + Columns);
        for (long unit = start; unit < end; unit++)
        {
            (long outer, long block) = Math.DivRem(unit, _blocks);
            int column = (int)block * Columns, columns = Math.Min(Columns, _axis.Inner - column);
            T* source = (T*)buffers[_source] + outer * _axis.Length * _axis.Inner + column;
            if (_axis.Inner == 1) places[0] = OfRow(source);
            else OfColumns(source, columns, best, places);
            for (int k = 0; k < columns; k++) IndexReader.Write(buffers[_target], _indexType, outer * _axis.Inner + column + k, places[k]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int OfRow(T* source)
    {
        if (typeof(T) == typeof(float)) return OfSingles((float*)source);
        W best = C.Load(source[0]);
        int place = 0;
        for (int i = 1; i < _axis.Length; i++)
        {
            W value = C.Load(source[i]);
            if (IsBetter(value, best)) (best, place) = (value, i);
        }
        return place;
    }

    /// <summary>The first place of the extreme, which is found before it is looked for; of NaN, if there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int OfSingles(float* row)
    {
        int length = _axis.Length, i = 0;
        float extreme = row[0];
        if (length >= 4 * Vector<float>.Count)
        {
            Vector<float> a = Vector.Load(row), b = a;
            for (; i + 2 * Vector<float>.Count <= length; i += 2 * Vector<float>.Count)
            {
                Vector<float> x = Vector.Load(row + i), y = Vector.Load(row + i + Vector<float>.Count);
                (a, b) = _largest ? (Vector.Max(a, x), Vector.Max(b, y)) : (Vector.Min(a, x), Vector.Min(b, y));
            }
            a = _largest ? Vector.Max(a, b) : Vector.Min(a, b);
            for (int k = 0; k < Vector<float>.Count; k++) extreme = _largest ? MathF.Max(extreme, a[k]) : MathF.Min(extreme, a[k]);
        }
        for (; i < length; i++) extreme = _largest ? MathF.Max(extreme, row[i]) : MathF.Min(extreme, row[i]);
        ReadOnlySpan<float> elements = new(row, length);
        if (!float.IsNaN(extreme) && extreme != 0) return elements.IndexOf(extreme);
        for (i = 0; i < length; i++)
            if (float.IsNaN(extreme) ? float.IsNaN(row[i]) : row[i] == 0) break; // −0 equals 0
        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void OfColumns(T* source, int columns, W* best, int* places)
    {
        for (int k = 0; k < columns; k++) (best[k], places[k]) = (C.Load(source[k]), 0);
        for (int i = 1; i < _axis.Length; i++)
        {
            source += _axis.Inner;
            for (int k = 0; k < columns; k++)
            {
                W value = C.Load(source[k]);
                if (IsBetter(value, best[k])) (best[k], places[k]) = (value, i);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsBetter(W value, W best) =>
        (_largest ? Folds.IsGreater(value, best) : Folds.IsGreater(best, value)) || (W.IsNaN(value) && !W.IsNaN(best));

    /// <inheritdoc/>
    public override string Describe() => $"arg{(_largest ? "max" : "min")} of {_axis.Outer} × {_axis.Length} × {_axis.Inner} {typeof(T).Name}";
}
