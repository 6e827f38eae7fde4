namespace Core.Compiler.Contraction;

/// <summary>An operand of a contraction: elements of a buffer that need not lie in row-major order, so that a transpose, slice or broadcast in front costs nothing.</summary>
/// <param name="Buffer">The buffer.</param>
/// <param name="DType">The type of its elements.</param>
/// <param name="Shape">The sizes along each axis.</param>
/// <param name="Strides">How many elements apart neighbours along each axis lie; 0 where an axis repeats them, negative where it runs backwards.</param>
/// <param name="Offset">Which element of the buffer the first one is.</param>
internal readonly record struct StridedOperand(int Buffer, DType DType, Shape Shape, ValueArray<long> Strides, long Offset = 0)
{
    /// <summary>All of a buffer in row-major order.</summary>
    public static StridedOperand RowMajor(int buffer, DType dtype, Shape shape)
    {
        long[] strides = new long[shape.Rank];
        long stride = 1;
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }
        return new(buffer, dtype, shape, [.. strides]);
    }
}
