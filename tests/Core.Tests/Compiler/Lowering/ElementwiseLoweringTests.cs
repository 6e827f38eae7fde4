using System.Numerics;
using Core.Interpreter;
using Core.Ir;

namespace Core.Tests.Compiler.Lowering;

public class ElementwiseLoweringTests
{
    private static readonly double[] Special =
    [
        0, -0.0, 1, -1, 0.5, -0.5, 2, -2, 3, -3, 0.1, 1.5, -2.5, 7, -0.9, 0.999, 100.5, -100.5, 88.9, -104, 1e5, 123456.7, -3e9, 5e9, 1e10, -1e19, 2e19, 1e-10, 1e-41,
        -1e-41, 1e-310, 1.2e-38, 3e38, -3e38, 1e300, double.MaxValue, -double.MaxValue, double.PositiveInfinity, double.NegativeInfinity, double.NaN, 65504, 65520, 6e-8,
        127, 128, -129, 255, 256, 32767.5, 2147483647, 2147483648, -2147483649, 4294967296, 9.3e18, 1.8446744073709552e19,
    ];

    private static readonly DType[] Floats = [DType.F32, DType.F64, DType.BF16, DType.F16];
    private static readonly DType[] Integers = [DType.I8, DType.I16, DType.I32, DType.I64, DType.U8, DType.U16, DType.U32, DType.U64];

    /// <summary>Special values and random ones of all sizes.</summary>
    private static ArrayData Values(DType dtype, int count = 400, int seed = 1)
    {
        var random = new Random(seed);
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++)
            numbers[i] = i < Special.Length ? Special[i] : (random.NextDouble() - 0.5) * Math.ScaleB(8, random.Next(-12, random.Next(2) == 0 ? 2 : 12));
        return Of(dtype, numbers, random);
    }

    private static ArrayData Of(DType dtype, double[] numbers, Random random)
    {
        Shape shape = Shape.Create([numbers.Length]);
        if (dtype.IsComplex)
        {
            Complex[] pairs = [.. numbers.Select((v, i) => new Complex(v, numbers[(i * 7 + 3) % numbers.Length]))];
            return dtype is DType.C128 ? ArrayData.Create<Complex>(shape, pairs) : ArrayData.Create<Complex64>(shape, [.. pairs.Select(z => (Complex64)z)]);
        }
        if (!dtype.IsInteger) return Evaluate.Apply(new ConvertElementType(dtype, false), [ArrayData.Create<double>(shape, numbers)])[0];
        long[] words = new long[numbers.Length];
        for (int i = 0; i < words.Length; i++)
            words[i] = i < 24 ? i - 12 : i < 40 ? long.MinValue >> (i * 4 - 96) : i < 56 ? long.MaxValue >> (i * 4 - 160) : random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64);
        return Evaluate.Apply(new ConvertElementType(dtype, false), [ArrayData.Create<long>(shape, words)])[0];
    }

    /// <summary>Every value with every other.</summary>
    private static (ArrayData X, ArrayData Y) Pairs(DType dtype, DType other, int count)
    {
        ArrayData x = Values(dtype, count), y = Values(other, count, 2);
        Op rows = new BroadcastInDim(Shape.Create([count, count]), [0]), columns = new BroadcastInDim(Shape.Create([count, count]), [1]);
        return (Flat(Evaluate.Apply(rows, [x])[0]), Flat(Evaluate.Apply(columns, [y])[0]));

        ArrayData Flat(ArrayData z) => z.Reinterpret(z.DType, Shape.Create([count * count]));
    }

    private static void AssertWithin(double units, Op op, params ArrayData[] inputs)
    {
        (double worst, string where) = LaneRun.Difference(op, inputs);
        Assert.That(worst, Is.LessThanOrEqualTo(units), where);
    }

    private static bool Takes(Op op, params DType[] dtypes)
    {
        try
        {
            op.Infer([.. dtypes.Select(dtype => new ArrayType(dtype, Shape.Scalar))]);
            return true;
        }
        catch (DTypeException)
        {
            return false;
        }
    }

    private static bool IsExact(UnaryKind kind) => kind is UnaryKind.Neg or UnaryKind.Sign or UnaryKind.Floor or UnaryKind.Ceil or UnaryKind.IsFinite or UnaryKind.Sqrt or
        UnaryKind.Square or UnaryKind.Abs or UnaryKind.Real or UnaryKind.Imag or UnaryKind.Not or UnaryKind.PopulationCount or UnaryKind.Clz or UnaryKind.Copy or
        UnaryKind.StopGradient;

    // A function of the interpreter in double precision has errors of its own, up to those that Core.Kernels.SpecialFunctions names.
    private static double Units(UnaryKind kind, DType dtype) => dtype.IsComplex ? 8
        : kind is UnaryKind.Lgamma or UnaryKind.Digamma or UnaryKind.BesselI0e or UnaryKind.BesselI1e ? dtype is DType.BF16 or DType.F16 ? 1 : 0
        : IsExact(kind) ? dtype is DType.BF16 or DType.F16 ? 1 : 0
        : dtype is DType.F64 ? kind is UnaryKind.Erfc or UnaryKind.ErfInv ? 8 : 4
        : 2;

    [Test]
    public void Functions_of_one_operand_are_those_of_the_interpreter([Values] UnaryKind kind)
    {
        foreach (DType dtype in DTypes.All)
            if (!dtype.IsKey && Takes(new Unary(kind), dtype)) AssertWithin(Units(kind, dtype), new Unary(kind), Values(dtype));
    }

    [Test]
    public void Functions_of_two_operands_are_those_of_the_interpreter([Values] BinaryKind kind)
    {
        bool slow = kind is BinaryKind.Igamma or BinaryKind.Igammac or BinaryKind.IgammaGradA or BinaryKind.Zeta or BinaryKind.Polygamma;
        foreach (DType dtype in DTypes.All)
        {
            if (dtype.IsKey || !Takes(new Binary(kind), dtype, dtype)) continue;
            (ArrayData x, ArrayData y) = Pairs(dtype, dtype, slow ? 12 : 80);
            bool narrow = dtype is DType.BF16 or DType.F16;
            double units = dtype.IsComplex ? 8 : dtype.IsInteger ? 0 : kind is BinaryKind.Pow or BinaryKind.Atan2 ? 3 : narrow ? 1 : 0;
            AssertWithin(units, new Binary(kind), x, y);
        }
    }

    [Test]
    public void Powers_of_integers_are_those_of_the_interpreter()
    {
        foreach (DType dtype in (DType[])[.. Floats, DType.C64, DType.C128])
        {
            foreach (DType exponent in (DType[])[DType.I8, DType.I32, DType.U8])
            {
                (ArrayData x, ArrayData y) = Pairs(dtype, exponent, 64);
                AssertWithin(dtype.IsComplex ? 8 : 3, new Binary(BinaryKind.Pow), x, y);
            }
        }
    }

    [Test]
    public void Comparisons_are_those_of_the_interpreter([Values] ComparisonKind kind)
    {
        foreach (DType dtype in DTypes.All)
        {
            if (dtype.IsKey || !Takes(new Comparison(kind), dtype, dtype)) continue;
            (ArrayData x, ArrayData y) = Pairs(dtype, dtype, 64);
            AssertWithin(0, new Comparison(kind), x, y);
        }
    }

    [Test]
    public void Conversions_are_those_of_the_interpreter()
    {
        foreach (DType from in DTypes.All)
            foreach (DType to in DTypes.All)
                if (!from.IsKey && !to.IsKey) AssertWithin(0, new ConvertElementType(to, false), Values(from, 800));
    }

    [Test]
    public void Bits_are_seen_as_other_types_of_the_width()
    {
        foreach (DType from in (DType[])[.. Floats, .. Integers])
            foreach (DType to in (DType[])[.. Floats, .. Integers])
                if (from.ByteSize == to.ByteSize) AssertWithin(0, new BitcastConvertType(to), Values(from, 800));
    }

    [Test]
    public void Integer_powers_are_those_of_the_interpreter([Values(0, 1, 2, 3, 4, 5, 7, 10, 31, 100, -1, -2, -3, -5)] int power)
    {
        foreach (DType dtype in (DType[])[.. Floats, DType.C64, DType.C128]) AssertWithin(dtype.IsComplex ? 16 : 2, new IntegerPow(power), Values(dtype));
        if (power < 0) return;
        foreach (DType dtype in Integers) AssertWithin(0, new IntegerPow(power), Values(dtype));
    }

    [Test]
    public void Powers_to_a_constant_are_those_of_the_interpreter([Values(0.0, 1, 2, 3, -1, 0.5, 2.5, -3, 1.0 / 3, double.PositiveInfinity, double.NegativeInfinity, double.NaN)] double power)
    {
        foreach (DType dtype in (DType[])[DType.F32, DType.F64])
        {
            ArrayData x = Values(dtype), y = Of(dtype, [.. Enumerable.Repeat(power, x.Count)], new Random(1));
            AssertWithin(3, new Binary(BinaryKind.Pow), x, y);
        }
    }

    [Test]
    public void Rounding_is_that_of_the_interpreter([Values] RoundingMethod method)
    {
        foreach (DType dtype in Floats) AssertWithin(0, new Round(method), Values(dtype));
    }

    [Test]
    public void Reduced_precision_is_that_of_the_interpreter([Values(1, 4, 5, 8, 11)] int exponent, [Values(0, 3, 7, 10, 23, 52)] int mantissa)
    {
        foreach (DType dtype in Floats) AssertWithin(0, new ReducePrecision(exponent, mantissa), Values(dtype));
    }

    [Test]
    public void Conjugates_selections_and_clamps_are_those_of_the_interpreter()
    {
        foreach (DType dtype in (DType[])[DType.F32, DType.F64, DType.C64, DType.C128]) AssertWithin(0, new Conj(dtype), Values(dtype));
        foreach (DType dtype in DTypes.All)
        {
            if (dtype.IsKey) continue;
            AssertWithin(0, new SelectN(), Values(DType.Bool), Values(dtype), Values(dtype, seed: 5));
            foreach (DType which in (DType[])[DType.I8, DType.I32, DType.U32, DType.U64])
                AssertWithin(0, new SelectN(), Values(which), Values(dtype), Values(dtype, seed: 5), Values(dtype, seed: 6), Values(dtype, seed: 7));
            if (!dtype.IsComplex && dtype is not DType.Bool) AssertWithin(0, new Clamp(), Values(dtype, seed: 3), Values(dtype), Values(dtype, seed: 4));
            if (!dtype.IsInteger && dtype is not DType.Bool) AssertWithin(dtype is DType.BF16 or DType.F16 ? 1 : 0, new AddAny(), Values(dtype), Values(dtype, seed: 9));
        }
    }

    [Test]
    public void The_incomplete_beta_function_is_that_of_the_interpreter()
    {
        var random = new Random(3);
        ArrayData Positive(double limit) => Of(DType.F32, [.. Enumerable.Range(0, 50).Select(_ => random.NextDouble() * limit)], random);
        AssertWithin(0, new RegularizedIncompleteBeta(), Positive(8), Positive(8), Positive(1));
    }
}
