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
    public override int ScratchBytes => Columns * (sizeof(W) + sizeof(int));

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
        W best = C.Load(source[0]);
        int place = 0;
        for (int i = 1; i < _axis.Length; i++)
        {
            W value = C.Load(source[i]);
            if (IsBetter(value, best)) (best, place) = (value, i);
        }
        return place;
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
