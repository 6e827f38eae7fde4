using Core.Compiler.Lowering;
using Core.Ir;

namespace Core.Compiler.Control;

/// <summary>The elements that an array has in one lane, written out: row-major over all its axes but that of the lanes.</summary>
/// <param name="shape">The shape of the array, the axis of the lanes with size 1.</param>
/// <param name="elements">One value an element.</param>
internal readonly struct LaneArray(Shape shape, LaneValue[] elements)
{
    /// <summary>The shape of the array, the axis of the lanes with size 1.</summary>
    public Shape Shape => shape;

    /// <summary>One value an element.</summary>
    public LaneValue[] Elements => elements;

    /// <summary>The shape of an array as one lane sees it.</summary>
    public static Shape ShapeOf(ArrayType type, int axis, bool isFlat) => isFlat ? [] : axis == LaneAxes.Uniform ? type.Shape : type.Shape.With(axis, 1);

    /// <summary>Where the elements of one lane lie in the whole array, and how far apart neighbouring lanes do, in elements.</summary>
    public static (long[] Offsets, long LaneStride) Places(ArrayType type, int axis, bool isFlat)
    {
        if (isFlat) return ([0], axis == LaneAxes.Uniform ? 0 : 1);
        int[] strides = type.Shape.Strides();
        Shape shape = ShapeOf(type, axis, isFlat);
        long[] offsets = new long[shape.Size];
        int[] at = new int[shape.Rank];
        for (int i = 0; i < offsets.Length; i++, Advance(at, shape))
            for (int k = 0; k < at.Length; k++) offsets[i] += (long)at[k] * strides[k];
        return (offsets, axis == LaneAxes.Uniform ? 0 : strides[axis]);
    }

    /// <summary>The element at a place, of which axes of size 1 have but one.</summary>
    public LaneValue this[ReadOnlySpan<int> place]
    {
        get
        {
            int index = 0;
            for (int axis = 0; axis < Shape.Rank; axis++) index = index * Shape[axis] + (Shape[axis] == 1 ? 0 : place[axis]);
            return Elements[index];
        }
    }

    /// <summary>An array whose element at each place is that of this array at another place.</summary>
    public LaneArray View(Shape shape, ViewPlace place)
    {
        LaneValue[] elements = new LaneValue[shape.Size];
        int[] at = new int[shape.Rank], from = new int[Shape.Rank];
        for (int i = 0; i < elements.Length; i++, Advance(at, shape))
        {
            place(at, from);
            elements[i] = this[from];
        }
        return new(shape, elements);
    }

    /// <summary>The next place in row-major order.</summary>
    public static void Advance(Span<int> place, Shape shape)
    {
        for (int axis = place.Length - 1; axis >= 0; axis--)
        {
            if (++place[axis] < shape[axis]) return;
            place[axis] = 0;
        }
    }
}

/// <summary>Where the element at a place of a view lies in what is viewed.</summary>
internal delegate void ViewPlace(ReadOnlySpan<int> at, Span<int> from);
