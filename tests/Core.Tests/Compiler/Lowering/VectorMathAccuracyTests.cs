using Core.Interpreter;
using Core.Ir;
using Core.Tests.Kernels;

namespace Core.Tests.Compiler.Lowering;

public class VectorMathAccuracyTests
{
    private const int Block = 8192;

    // The stride is odd, so that all low bits occur, and leaves some 200,000 of all bit patterns: NaN, subnormal and huge numbers too.
    private const uint Stride = 20_011;

    [TestCase(UnaryKind.Exp)]
    [TestCase(UnaryKind.Exp2)]
    [TestCase(UnaryKind.Expm1)]
    [TestCase(UnaryKind.Log)]
    [TestCase(UnaryKind.Log1p)]
    [TestCase(UnaryKind.Tanh)]
    [TestCase(UnaryKind.Logistic)]
    [TestCase(UnaryKind.Sin)]
    [TestCase(UnaryKind.Cos)]
    [TestCase(UnaryKind.Tan)]
    [TestCase(UnaryKind.Asin)]
    [TestCase(UnaryKind.Acos)]
    [TestCase(UnaryKind.Atan)]
    [TestCase(UnaryKind.Sinh)]
    [TestCase(UnaryKind.Cosh)]
    [TestCase(UnaryKind.Asinh)]
    [TestCase(UnaryKind.Acosh)]
    [TestCase(UnaryKind.Atanh)]
    [TestCase(UnaryKind.Sqrt)]
    [TestCase(UnaryKind.Rsqrt)]
    [TestCase(UnaryKind.Cbrt)]
    [TestCase(UnaryKind.Erf)]
    [TestCase(UnaryKind.Erfc)]
    [TestCase(UnaryKind.ErfInv)]
    public void Over_all_single_precision_numbers_a_function_is_within_2_units(UnaryKind kind)
    {
        double worst = 0;
        float at = 0;
        Op op = new Unary(kind);
        float[] numbers = new float[Block];
        for (ulong next = 0; next <= uint.MaxValue;)
        {
            for (int i = 0; i < Block; i++, next += Stride) numbers[i] = BitConverter.UInt32BitsToSingle((uint)next);
            ArrayData x = ArrayData.Create<float>(Shape.Create([Block]), numbers);
            ArrayData wide = Evaluate.Apply(new ConvertElementType(DType.F64, false), [x])[0];
            ReadOnlySpan<double> expected = Evaluate.Apply(op, [wide])[0].AsSpan<double>();
            long[] actual = LaneRun.Run(op, x)[0];
            for (int i = 0; i < Block; i++)
            {
                double units = UnitsOfSingle(expected[i], BitConverter.Int32BitsToSingle((int)actual[i]));
                if (units > worst) (worst, at) = (units, numbers[i]);
            }
        }
        Assert.That(worst, Is.LessThanOrEqualTo(2), $"{kind} at {at:R}");
        TestContext.Out.WriteLine($"{kind}: {worst:F2} at {at:R}");
    }

    // Half a unit is what rounding the exact value costs; where that overflows, the largest number is one unit from infinity.
    private static double UnitsOfSingle(double expected, float actual)
    {
        if (!float.IsFinite((float)expected) || !float.IsFinite(actual)) return LaneRun.Units(DType.F32, (float)expected, actual);
        int exponent = expected == 0 ? -126 : Math.Max(Math.ILogB(expected), -126);
        return Math.Abs(expected - actual) / Math.ScaleB(1, exponent - 23);
    }

    // Against 40 digits; the exponential and what is made of it is as accurate as a product of two factors.
    [TestCase("erf", UnaryKind.Erf, 2)]
    [TestCase("erfc", UnaryKind.Erfc, 4)]
    [TestCase("erf_inv", UnaryKind.ErfInv, 4)]
    [TestCase("expm1", UnaryKind.Expm1, 2)]
    [TestCase("log1p", UnaryKind.Log1p, 2)]
    [TestCase("cbrt", UnaryKind.Cbrt, 1)]
    [TestCase("exp2", UnaryKind.Exp2, 1)]
    [TestCase("logistic", UnaryKind.Logistic, 2)]
    public void In_double_precision_a_function_is_within_units_of_its_reference(string table, UnaryKind kind, double units)
    {
        double[][] rows = [.. References.Rows(table)];
        ArrayData x = ArrayData.Create<double>(Shape.Create([rows.Length]), [.. rows.Select(row => row[0])]);
        long[] actual = LaneRun.Run(new Unary(kind), x)[0];
        int row = 0;
        References.AssertUlps(table, units, _ => BitConverter.Int64BitsToDouble(actual[row++]));
    }
}
