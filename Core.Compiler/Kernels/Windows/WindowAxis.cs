using System.Runtime.CompilerServices;

namespace Core.Compiler.Kernels;

/// <summary>A window along one axis of an array: how many places it has there, and what it covers at each.</summary>
/// <param name="Axis">The axis.</param>
/// <param name="Places">How many places there are.</param>
/// <param name="Size">How many elements the window has.</param>
/// <param name="Stride">How far apart the places lie.</param>
/// <param name="Low">How much the array is padded in front.</param>
/// <param name="BaseDilation">How far apart the array's elements lie before that.</param>
/// <param name="WindowDilation">How far apart the window's elements lie.</param>
internal readonly record struct WindowAxis(AxisPlace Axis, int Places, int Size, int Stride, int Low, int BaseDilation, int WindowDilation)
{
    /// <summary>How many numbers are made before the next axis is gone on with, unless one place of the first axis has more.</summary>
    public const int Together = 2048;

    private readonly int _common = CommonDivisor(BaseDilation, WindowDilation);

    /// <summary>How far apart the elements lie that a window covers.</summary>
    public int Step => WindowDilation / _common;

    /// <summary>The places, one after the other, whose windows lie wholly within the array, where its elements are neighbours.</summary>
    public (int First, int End) Full
    {
        get
        {
            if (BaseDilation != 1) return (0, 0);
            long room = Axis.Length - 1 + (long)Low - (Size - 1L) * WindowDilation;
            int first = (int)Math.Clamp(((long)Low + Stride - 1) / Stride, 0, Places);
            return (first, room < 0 ? first : (int)Math.Clamp(room / Stride + 1, first, Places));
        }
    }

    /// <summary>Whether windows of neighbours along an outer axis follow each other as those along this one do: lines of them are one line.</summary>
    public bool IsTiling => BaseDilation == 1 && Low == 0 && (long)Places * Stride == Axis.Length && (Size - 1L) * WindowDilation < Stride;

    /// <summary>The indices that the window covers at a place: the first one, and how many <see cref="Step"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (long First, long Count) Covered(long place)
    {
        long start = place * Stride - Low;
        if (BaseDilation == 1 && WindowDilation == 1)
        {
            long first = Math.Max(start, 0);
            return (first, Math.Max(Math.Min(start + Size, Axis.Length) - first, 0));
        }
        return CoveredApart(start);
    }

    // Of the window's elements each BaseDilation / gcd-th falls on one of the array's.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private (long First, long Count) CoveredApart(long start)
    {
        int every = BaseDilation / _common;
        long element = start < 0 ? (-start + WindowDilation - 1) / WindowDilation : 0;
        for (int i = 0; i < every && element < Size; i++, element++)
        {
            (long index, long between) = Math.DivRem(start + element * WindowDilation, BaseDilation);
            if (between != 0) continue;
            return (index, index >= Axis.Length ? 0 : Math.Min((Size - 1 - element) / every, (Axis.Length - 1 - index) / Step) + 1);
        }
        return (0, 0);
    }

    private static int CommonDivisor(int a, int b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return a;
    }

    /// <summary>The rows that windows along some axes, outermost first, are reduced one by one in: places of the first axis, or lines if nothing lies within it.</summary>
    public static long Rows(ReadOnlySpan<WindowAxis> axes) => axes[0].Axis.Outer * (axes[0].Axis.Inner == 1 ? 1 : axes[0].Places);

    /// <summary>The parts of a row which the axes after the first one leave apart from each other.</summary>
    public static long Tiles(ReadOnlySpan<WindowAxis> axes) => axes.Length > 1 ? axes[1].Axis.Outer / Rows(axes) : axes[0].Axis.Inner == 1 ? axes[0].Places : axes[0].Axis.Inner;

    /// <summary>The most numbers that such a part has after one of the axes.</summary>
    public static long Between(ReadOnlySpan<WindowAxis> axes)
    {
        long most = 0, tiles = Rows(axes) * Tiles(axes);
        foreach (WindowAxis axis in axes) most = Math.Max(most, axis.Axis.Outer * axis.Places * axis.Axis.Inner / tiles);
        return most;
    }
}
