using System.Numerics;
using Core.Ir;

namespace Core.Interpreter;

internal sealed partial class EvalRules
{
    public ArrayData[] ConvertElementType(ConvertElementType op, ReadOnlySpan<ArrayData> args) => [ConvertTo(args[0], op.NewDType)];

    // Elements lie with their lowest bytes first, as all platforms of .NET have them.
    public ArrayData[] BitcastConvertType(BitcastConvertType op, ReadOnlySpan<ArrayData> args) =>
        [args[0].Reinterpret(op.NewDType, op.Infer([new(args[0].DType, args[0].Shape)])[0].Shape)];

    /// <summary>
    /// The numbers as another type. Out of range, floating-point saturates and NaN becomes 0, as in XLA; integers wrap around; imaginary parts are dropped,
    /// before bool too.
    /// </summary>
    private static ArrayData ConvertTo(ArrayData x, DType dtype)
    {
        if (x.DType == dtype) return x;
        Shape shape = x.Shape;
        switch (dtype.Kind)
        {
            case DTypeKind.Float:
                return Wide.FromReals(dtype, shape, ToReals(x));
            case DTypeKind.Complex:
                return Wide.FromComplexes(dtype, shape, x.DType.IsComplex ? Wide.Complexes(x) : [.. ToReals(x).Select(v => new Complex(v, 0))]);
            case DTypeKind.Bool:
                return ArrayData.Create<bool>(shape, [.. ToReals(x).Select(v => v != 0)]);
            default:
                return x.DType.Kind switch
                {
                    DTypeKind.Signed or DTypeKind.Bool => Wide.FromIntegers(dtype, shape, Wide.Signed(x)),
                    DTypeKind.Unsigned => Wide.FromIntegers(dtype, shape, Wide.Unsigned(x)),
                    _ => Truncate(ToReals(x), dtype, shape),
                };
        }
    }

    /// <summary>The real numbers that elements of any type stand for.</summary>
    private static double[] ToReals(ArrayData x) => x.DType.Kind switch
    {
        DTypeKind.Float => Wide.Reals(x),
        DTypeKind.Complex => [.. Wide.Complexes(x).Select(z => z.Real)],
        DTypeKind.Signed or DTypeKind.Bool => [.. Wide.Signed(x).Select(v => (double)v)],
        DTypeKind.Unsigned => [.. Wide.Unsigned(x).Select(v => (double)v)],
        DTypeKind.Key => throw new DTypeException("convert_element_type: a random key is no number."),
    };

    private static ArrayData Truncate(double[] values, DType dtype, Shape shape)
    {
        if (dtype is DType.U64) return Wide.FromIntegers(dtype, shape, [.. values.Select(ulong.CreateSaturating)]);
        double low = dtype.Kind is DTypeKind.Unsigned ? 0 : -Math.ScaleB(1, dtype.BitWidth - 1);
        double high = Math.ScaleB(1, dtype.Kind is DTypeKind.Unsigned ? dtype.BitWidth : dtype.BitWidth - 1) - 1;
        return Wide.FromIntegers(dtype, shape, [.. values.Select(v => long.CreateSaturating(Math.Clamp(v, low, high)))]);
    }
}
