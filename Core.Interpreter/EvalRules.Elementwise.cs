using System.Numerics;
using Core.Ir;
using Core.Kernels;

namespace Core.Interpreter;

internal sealed partial class EvalRules
{
    public ArrayData[] Unary(Unary op, ReadOnlySpan<ArrayData> args)
    {
        ArrayData x = args[0];
        UnaryKind kind = op.Kind;
        switch (kind)
        {
            case UnaryKind.Copy or UnaryKind.StopGradient:
                return [x];
            case UnaryKind.IsFinite:
                return [ArrayData.Create<bool>(x.Shape, [.. Wide.Reals(x).Select(double.IsFinite)])];
            case UnaryKind.Real:
                return [Wide.FromReals(x.DType.RealPart, x.Shape, [.. Wide.Complexes(x).Select(z => z.Real)])];
            case UnaryKind.Imag:
                return [Wide.FromReals(x.DType.RealPart, x.Shape, [.. Wide.Complexes(x).Select(z => z.Imaginary)])];
            case UnaryKind.Abs when x.DType.IsComplex:
                return [Wide.FromReals(x.DType.RealPart, x.Shape, [.. Wide.Complexes(x).Select(SpecialFunctions.Abs)])];
        }
        int bits = x.DType.BitWidth;
        return [x.DType.Kind switch
        {
            DTypeKind.Float => MapReals(x, v => Scalars.Real(kind, v)),
            DTypeKind.Complex => MapComplexes(x, v => Scalars.Complex(kind, v)),
            DTypeKind.Signed => MapIntegers(x, Wide.Signed(x), v => Scalars.Integer(kind, v, bits)),
            DTypeKind.Unsigned => MapIntegers(x, Wide.Unsigned(x), v => Scalars.Integer(kind, v, bits)),
            DTypeKind.Bool => ArrayData.Create<bool>(x.Shape, [.. x.AsSpan<bool>().ToArray().Select(v => !v)]), // not, the only function of truth values
            DTypeKind.Key => throw new DTypeException($"{op.Name}: a random key is no number."),
        }];
    }

    public ArrayData[] IntegerPow(IntegerPow op, ReadOnlySpan<ArrayData> args)
    {
        ArrayData x = args[0];
        return [x.DType.Kind switch
        {
            DTypeKind.Float => MapReals(x, v => SpecialFunctions.IntegerPow(v, op.Y)),
            DTypeKind.Complex => MapComplexes(x, v => SpecialFunctions.IntegerPow(v, op.Y)),
            DTypeKind.Signed => MapIntegers(x, Wide.Signed(x), v => Scalars.IntegerPow(v, op.Y)),
            _ => MapIntegers(x, Wide.Unsigned(x), v => Scalars.IntegerPow(v, op.Y)),
        }];
    }

    public ArrayData[] Round(Round op, ReadOnlySpan<ArrayData> args) => [MapReals(args[0], op.Method switch
    {
        RoundingMethod.AwayFromZero => SpecialFunctions.RoundHalfAwayFromZero,
        RoundingMethod.ToNearestEven => SpecialFunctions.RoundHalfToEven,
    })];

    public ArrayData[] Conj(Conj op, ReadOnlySpan<ArrayData> args)
    {
        ArrayData x = args[0];
        if (x.DType.IsComplex) return [MapComplexes(x, System.Numerics.Complex.Conjugate)];
        DType result = x.DType is DType.F64 ? DType.C128 : DType.C64;
        return [Wide.FromComplexes(result, x.Shape, [.. Wide.Reals(x).Select(v => new Complex(v, -0.0))])];
    }

    public ArrayData[] Binary(Binary op, ReadOnlySpan<ArrayData> args)
    {
        BinaryKind kind = op.Kind;
        if (op.OutDType is { Result: var wanted })
            return Binary(new(kind), [ConvertTo(args[0], wanted), ConvertTo(args[1], wanted)]);

        ArrayData[] operands = BroadcastAll(args);
        (ArrayData x, ArrayData y) = (operands[0], operands[1]);
        (DType dtype, Shape shape) = (x.DType, x.Shape);
        if (kind is BinaryKind.Pow && y.DType.IsInteger) return [PowerOfIntegers(x, y)];
        if (kind is BinaryKind.Complex)
        {
            Complex[] pairs = [.. Wide.Reals(x).Zip(Wide.Reals(y), (re, im) => new Complex(re, im))];
            return [Wide.FromComplexes(dtype is DType.F64 ? DType.C128 : DType.C64, shape, pairs)];
        }
        if (kind is BinaryKind.NextAfter) return [NextAfter(x, y)];

        int bits = dtype.BitWidth;
        return [dtype.Kind switch
        {
            DTypeKind.Float => Zip(Wide.Reals(x), Wide.Reals(y), (a, b) => Scalars.Real(kind, a, b), v => Wide.FromReals(dtype, shape, v)),
            DTypeKind.Complex => Zip(Wide.Complexes(x), Wide.Complexes(y), (a, b) => Scalars.Complex(kind, a, b), v => Wide.FromComplexes(dtype, shape, v)),
            DTypeKind.Unsigned =>
                Zip(Wide.Unsigned(x), Wide.Unsigned(y), (a, b) => Scalars.Integer(kind, a, b, bits), v => Wide.FromIntegers(dtype, shape, v)),
            DTypeKind.Signed => Zip(Wide.Signed(x), Wide.Signed(y), (a, b) => Scalars.Integer(kind, a, b, bits), v => Wide.FromIntegers(dtype, shape, v)),
            DTypeKind.Bool => Zip(Wide.Signed(x), Wide.Signed(y), (a, b) => Scalars.Integer(kind, a, b, bits), v => Wide.FromIntegers(dtype, shape, v)),
            DTypeKind.Key => throw new DTypeException($"{op.Name}: a random key is no number."),
        }];
    }

    public ArrayData[] AddAny(AddAny op, ReadOnlySpan<ArrayData> args) =>
        Binary(new(args[0].DType is DType.Bool ? BinaryKind.Or : BinaryKind.Add), args);

    public ArrayData[] RegularizedIncompleteBeta(RegularizedIncompleteBeta op, ReadOnlySpan<ArrayData> args)
    {
        ArrayData[] operands = BroadcastAll(args);
        double[] a = Wide.Reals(operands[0]), b = Wide.Reals(operands[1]), x = Wide.Reals(operands[2]);
        for (int i = 0; i < x.Length; i++) x[i] = SpecialFunctions.RegularizedIncompleteBeta(a[i], b[i], x[i]);
        return [Wide.FromReals(operands[0].DType, operands[0].Shape, x)];
    }

    public ArrayData[] SelectN(SelectN op, ReadOnlySpan<ArrayData> args)
    {
        Shape shape = args[1].Shape;
        long[] which = Integers(Strided.Broadcast(args[0], shape));
        ReadOnlySpan<ArrayData> cases = args[1..];
        int width = cases[0].DType.ByteSize;
        ArrayStorage storage = ArrayData.Allocate(cases[0].DType, shape);
        Span<byte> target = storage.AsSpan<byte>();
        for (int i = 0; i < which.Length; i++)
        {
            int index = (int)Math.Clamp(which[i], 0, cases.Length - 1); // out of range: JAX leaves it open, XLA's case clamps
            cases[index].Bytes.Slice(i * width, width).CopyTo(target[(i * width)..]);
        }
        return [new(cases[0].DType, shape, storage)];
    }

    // min(max(x, low), high): the upper bound wins where the bounds cross, and NaN stays NaN.
    public ArrayData[] Clamp(Clamp op, ReadOnlySpan<ArrayData> args) =>
        Binary(new(BinaryKind.Min), [Binary(new(BinaryKind.Max), [args[1], args[0]])[0], args[2]]);

    private static ArrayData PowerOfIntegers(ArrayData x, ArrayData y)
    {
        double[] exponents = y.DType.Kind is DTypeKind.Unsigned ? [.. Wide.Unsigned(y).Select(v => (double)v)] : [.. Wide.Signed(y).Select(v => (double)v)];
        return x.DType.IsComplex
            ? Zip(Wide.Complexes(x), [.. exponents.Select(v => new Complex(v, 0))], SpecialFunctions.Pow, v => Wide.FromComplexes(x.DType, x.Shape, v))
            : Zip(Wide.Reals(x), exponents, SpecialFunctions.Pow, v => Wide.FromReals(x.DType, x.Shape, v));
    }

    // The neighbour depends on the width: this one is not computed in double.
    private static ArrayData NextAfter(ArrayData x, ArrayData y)
    {
        return x.DType switch
        {
            DType.BF16 => Neighbours<BFloat16>(SpecialFunctions.NextAfter),
            DType.F16 => Neighbours<Half>(SpecialFunctions.NextAfter),
            DType.F32 => Neighbours<float>(SpecialFunctions.NextAfter),
            _ => Neighbours<double>(SpecialFunctions.NextAfter),
        };

        ArrayData Neighbours<T>(Func<T, T, T> next) where T : unmanaged =>
            Zip(x.AsSpan<T>().ToArray(), y.AsSpan<T>().ToArray(), next, v => ArrayData.Create<T>(x.Shape, v));
    }
}
