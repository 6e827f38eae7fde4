using System.Reflection;
using Core.Compiler.Loops;
using Core.Ir;

namespace Core.Compiler.Lowering;

internal sealed partial class ElementwiseLowering
{
    private LaneValue Conj(LaneValue x) => x.DType.IsComplex
        ? x with { B = b.Negate(x.B) }
        : new(x.DType is DType.F64 ? DType.C128 : DType.C64, x.A, b.Like(x.A, -0.0));

    private LaneValue ComplexUnary(UnaryKind kind, LaneValue x)
    {
        switch (kind)
        {
            case UnaryKind.Neg:
                return new(x.DType, b.Negate(x.A), b.Negate(x.B));
            case UnaryKind.Square:
                int product = b.Mul(x.A, x.B);
                return new(x.DType, b.Mul(b.Sub(x.A, x.B), b.Add(x.A, x.B)), b.Add(product, product));
            case UnaryKind.Abs:
                return new(x.DType.RealPart, Modulus(x));
        }
        (MethodInfo real, MethodInfo imaginary) = Methods.Complex(kind);
        (int a, int c) = (Widened(x.A), Widened(x.B));
        return ComplexOf(x.DType, b.Call(real, LaneType.F64, a, c), b.Call(imaginary, LaneType.F64, a, c));
    }

    private LaneValue ComplexBinary(BinaryKind kind, LaneValue x, LaneValue y)
    {
        switch (kind)
        {
            case BinaryKind.Add:
                return new(x.DType, b.Add(x.A, y.A), b.Add(x.B, y.B));
            case BinaryKind.Sub:
                return new(x.DType, b.Sub(x.A, y.A), b.Sub(x.B, y.B));
            case BinaryKind.Mul:
                // Products rounded before they are added: x · conj(x) is real.
                return new(x.DType, b.Sub(b.Mul(x.A, y.A), b.Mul(x.B, y.B)), b.Add(b.Mul(x.A, y.B), b.Mul(x.B, y.A)));
            case BinaryKind.Div:
                return Quotient(x, y);
            case BinaryKind.Max:
                return Select(Larger(x, y), x, y);
            case BinaryKind.Min:
                return Select(Larger(y, x), x, y);
            case BinaryKind.Pow:
                return FourOperands(Methods.ComplexPow, x, y);
            case BinaryKind.Atan2:
                return FourOperands(Methods.ComplexAtan2, x, y);
            case BinaryKind.Rem or BinaryKind.MulHi or BinaryKind.NextAfter or BinaryKind.Complex or BinaryKind.And or BinaryKind.Or or BinaryKind.Xor or
                BinaryKind.ShiftLeft or BinaryKind.ShiftRightArithmetic or BinaryKind.ShiftRightLogical or BinaryKind.Igamma or BinaryKind.Igammac or
                BinaryKind.IgammaGradA or BinaryKind.Zeta or BinaryKind.Polygamma:
                break;
        }
        throw NotOf(kind.Name, "complex");
    }

    // In the order of the real parts, then of the imaginary ones.
    private int Larger(LaneValue x, LaneValue y) => b.Or(b.Less(y.A, x.A), b.And(b.Equal(x.A, y.A), b.Less(y.B, x.B)));

    private LaneValue FourOperands((MethodInfo Real, MethodInfo Imaginary) methods, LaneValue x, LaneValue y)
    {
        (int a, int c, int d, int e) = (Widened(x.A), Widened(x.B), Widened(y.A), Widened(y.B));
        return ComplexOf(x.DType, b.Call(methods.Real, LaneType.F64, a, c, d, e), b.Call(methods.Imaginary, LaneType.F64, a, c, d, e));
    }

    private int Modulus(LaneValue z)
    {
        if (z.DType is DType.C64)
        {
            // In double precision the squares neither overflow nor lose anything.
            (int x, int y) = (Widened(z.A), Widened(z.B));
            return b.Convert(b.Sqrt(b.Fma(x, x, b.Mul(y, y))), LaneType.F32);
        }

        // Borges (2019), as Core.Kernels.SpecialFunctions.Abs; what would over- or underflow is scaled there.
        (int re, int im) = (b.Abs(z.A), b.Abs(z.B));
        int steep = b.Less(re, im), large = b.Select(steep, im, re), small = b.Select(steep, re, im);
        int squares = b.Mul(small, small), h = b.Sqrt(b.Fma(large, large, squares)), hh = b.Mul(h, h), xx = b.Mul(large, large);
        int correction = b.Add(b.Fnma(small, small, b.Sub(hh, xx)), b.Sub(b.Fma(h, h, b.Negate(hh)), b.Fma(large, large, b.Negate(xx))));
        int result = b.Sub(h, b.Div(correction, b.Select(b.Equal(h, 0.0), 1.0, b.Add(h, h))));
        int outside = b.Or(b.And(b.Greater(large, 0), b.Less(large, 1e-120)), b.Greater(large, 1e150));
        result = VectorMath.WhereRare(b, outside, result, () => b.Call(Methods.ComplexAbs, LaneType.F64, z.A, z.B));
        return b.Select(b.Or(b.IsNaN(z.A), b.IsNaN(z.B)), double.NaN, result);
    }

    private LaneValue Quotient(LaneValue x, LaneValue y)
    {
        (int a, int im, int c, int d) = (Widened(x.A), Widened(x.B), Widened(y.A), Widened(y.B));
        int norm = b.Fma(c, c, b.Mul(d, d));
        int real = b.Div(SumOfProducts(a, c, im, d), norm), imaginary = b.Div(SumOfProducts(im, c, b.Negate(a), d), norm);

        // Zero, huge, tiny and infinite numbers: scaled, and by the rules of C99's Annex G.
        bool single = x.DType is DType.C64;
        double smallest = single ? 1e-60 : 1e-100, largest = single ? 1e60 : 1e100;
        int size = b.Max(b.Abs(c), b.Abs(d)), above = b.Max(b.Abs(a), b.Abs(im));
        int usual = b.And(b.And(b.GreaterEqual(size, smallest), b.LessEqual(size, largest)), b.LessEqual(above, largest));
        usual = b.And(usual, b.Or(b.GreaterEqual(above, smallest), b.Equal(above, 0.0)));
        usual = b.And(usual, b.And(b.And(b.Equal(a, a), b.Equal(im, im)), b.And(b.Equal(c, c), b.Equal(d, d)))); // a size says nothing of a NaN in the first of two operands
        int rare = b.Not(usual);
        real = VectorMath.WhereRare(b, rare, real, () => b.Call(Methods.ComplexDivide.Real, LaneType.F64, a, im, c, d));
        imaginary = VectorMath.WhereRare(b, rare, imaginary, () => b.Call(Methods.ComplexDivide.Imaginary, LaneType.F64, a, im, c, d));
        return ComplexOf(x.DType, real, imaginary);
    }

    // a c + d e, rounded about once (Kahan).
    private int SumOfProducts(int a, int c, int d, int e)
    {
        int product = b.Mul(d, e);
        return b.Add(b.Fma(a, c, product), b.Fma(d, e, b.Negate(product)));
    }

    private LaneValue ComplexIntegerPow(LaneValue x, int n)
    {
        switch (n)
        {
            case 0: return new(x.DType, b.Like(x.A, 1), b.Like(x.A, 0));
            case 1: return x;
            case 2: return ComplexUnary(UnaryKind.Square, x);
        }
        (int a, int c, int exponent) = (Widened(x.A), Widened(x.B), b.F64(n));
        return ComplexOf(x.DType, b.Call(Methods.ComplexIntegerPow.Real, LaneType.F64, a, c, exponent),
            b.Call(Methods.ComplexIntegerPow.Imaginary, LaneType.F64, a, c, exponent));
    }

    private int Widened(int value) => b.Convert(value, LaneType.F64);

    private LaneValue ComplexOf(DType dtype, int real, int imaginary)
    {
        LaneType type = LoopBuilder.LaneTypeOf(dtype);
        return new(dtype, b.Convert(real, type), b.Convert(imaginary, type));
    }

    /// <summary>A function of doubles, called for each lane.</summary>
    private LaneValue PerLane(MethodInfo method, LaneValue x, LaneValue y = default, LaneValue z = default)
    {
        int parameters = method.GetParameters().Length;
        int second = parameters > 1 ? Widened(y.A) : -1, third = parameters > 2 ? Widened(z.A) : -1;
        return Convert(new(DType.F64, b.Call(method, LaneType.F64, Widened(x.A), second, third)), x.DType);
    }
}
