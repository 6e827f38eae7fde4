using System.Numerics;
using Core.Ir;
using Core.Kernels;

namespace Core.Interpreter;

internal sealed partial class EvalRules
{
    public ArrayData[] Fft(Fft op, ReadOnlySpan<ArrayData> args)
    {
        ArrayData x = args[0];
        ArrayType result = op.Infer([new(x.DType, x.Shape)])[0];
        int rank = x.Shape.Rank, first = rank - op.Lengths.Count, last = op.Lengths[^1];
        Complex[] values = ToComplexes(x);
        int rows = (int)x.Shape.Remove(rank - 1).Size;
        switch (op.Kind)
        {
            case FftKind.Fft or FftKind.Ifft:
                for (int axis = rank - 1; axis >= first; axis--) TransformAxis(values, x.Shape, axis, op.Kind is FftKind.Ifft);
                return [Wide.FromComplexes(result.DType, result.Shape, values)];
            case FftKind.Rfft:
                TransformAxis(values, x.Shape, rank - 1, inverse: false);
                values = Resize(values, rows, last, last / 2 + 1);
                for (int axis = rank - 2; axis >= first; axis--) TransformAxis(values, result.Shape, axis, inverse: false);
                return [Wide.FromComplexes(result.DType, result.Shape, values)];
            default:
                for (int axis = first; axis < rank - 1; axis++) TransformAxis(values, x.Shape, axis, inverse: true);
                values = Resize(values, rows, last / 2 + 1, last);
                Mirror(values, last);
                TransformAxis(values, result.Shape, rank - 1, inverse: true);
                return [Wide.FromReals(result.DType, result.Shape, [.. values.Select(value => value.Real)])];
        }
    }

    private static void TransformAxis(Complex[] values, Shape shape, int axis, bool inverse)
    {
        int length = shape[axis], stride = shape.Strides()[axis];
        if (values.Length == 0) return;
        FourierTransform transform = new(length);
        Complex[] line = new Complex[length];
        for (int start = 0; start < values.Length; start += length * stride)
        {
            for (int offset = start; offset < start + stride; offset++)
            {
                for (int i = 0; i < length; i++) line[i] = values[offset + i * stride];
                transform.Transform(line, inverse);
                for (int i = 0; i < length; i++) values[offset + i * stride] = line[i];
            }
        }
    }

    /// <summary>Rows of another length: cut off, or with zeros behind.</summary>
    private static Complex[] Resize(Complex[] values, int rows, int from, int to)
    {
        Complex[] resized = new Complex[rows * to];
        int kept = Math.Min(from, to);
        for (int row = 0; row < rows; row++) values.AsSpan(row * from, kept).CopyTo(resized.AsSpan(row * to));
        return resized;
    }

    /// <summary>The second half of each row as the conjugate of the first, backwards.</summary>
    private static void Mirror(Complex[] values, int length)
    {
        if (length == 0) return;
        for (int start = 0; start < values.Length; start += length)
            for (int i = length / 2 + 1; i < length; i++) values[start + i] = Complex.Conjugate(values[start + length - i]);
    }
}
