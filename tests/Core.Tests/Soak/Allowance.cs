using System.Numerics;
using Core.Interpreter;
using Core.Ir;

namespace Core.Tests.Soak;

/// <summary>By how much the elements of a result may differ from those that are computed in double and rounded once.</summary>
internal static class Allowance
{
    /// <summary>How many steps of its type a function, or a sum of few terms, may be off.</summary>
    private const double Steps = 64;

    /// <summary>What any bits agree with.</summary>
    public const double Anything = double.PositiveInfinity;

    /// <summary>So many steps of its type for each element, relative to it and to the largest.</summary>
    public static double[] Of(ArrayData expected, double steps) => Of(expected, steps, Numbers.Largest(expected));

    /// <summary>What an op may make of the operands that gave a result, adding up in any order.</summary>
    public static double[] Of(Op op, ArrayData[] operands, ArrayData expected, int result)
    {
        // Nobody promises the sign of a NaN, and orders of bits tell it.
        if (op is TopK or Comparison { Kind: ComparisonKind.LeTotal or ComparisonKind.LtTotal } && operands.Any(HasNaN)) return [.. Enumerable.Repeat(Anything, expected.Count)];
        if (!expected.DType.IsInexact || op is Unary or Binary or IntegerPow or Round or Clamp or SelectN or ConvertElementType) return Of(expected, Steps, 0);
        if (Summing(op) is { } sum) return OfSums(sum, operands, expected, result);
        if (Multiplying(op) is { } logs) return OfProducts(logs, operands, expected, result);
        return CanOverflow(op, operands, expected) ? [.. Enumerable.Repeat(Anything, expected.Count)] : Of(expected, Steps);
    }

    private static double[] Of(ArrayData expected, double steps, double scale)
    {
        Limits limits = Limits.Of(expected.DType);
        return [.. Numbers.All(expected).Select(y => steps * limits.Epsilon * ((Complex.IsFinite(y) ? Complex.Abs(y) : 0) + scale) + limits.Smallest)];
    }

    /// <summary>The op that adds up all that a sum adds up or subtracts.</summary>
    private static Op? Summing(Op op) => op switch
    {
        Reduce { Kind: ReduceKind.Sum } or Cumulative { Kind: CumulativeKind.Sum } or ReduceWindow { Kind: ReduceWindowKind.Sum } or Scatter { Kind: ScatterKind.Add } => op,
        DotGeneral or ConvGeneralDilated or RaggedDotGeneral or SelectAndScatterAdd => op,
        Scatter { Kind: ScatterKind.Sub } scatter => scatter with { Kind = ScatterKind.Add },
        SymmetricProduct product => new SymmetricProduct(Scalar.Of(Complex.Abs(product.Alpha.ToComplex())), Scalar.Of(Complex.Abs(product.Beta.ToComplex()))),
        _ => null,
    };

    /// <summary>The op that adds up what a product multiplies.</summary>
    private static Op? Multiplying(Op op) => op switch
    {
        Reduce { Kind: ReduceKind.Prod } reduce => reduce with { Kind = ReduceKind.Sum },
        Cumulative { Kind: CumulativeKind.Prod } cumulative => cumulative with { Kind = CumulativeKind.Sum },
        Scatter { Kind: ScatterKind.Mul } scatter => scatter with { Kind = ScatterKind.Add },
        _ => null,
    };

    // n terms that are added one after the other, each sum rounded, are off by n·ε/2·Σ|term| at most (Higham, Accuracy and Stability, 4.2).
    private static double[] OfSums(Op sum, ArrayData[] operands, ArrayData expected, int result)
    {
        Limits limits = Limits.Of(expected.DType);
        double[] sizes = With(sum, operands, result, x => Complex.IsFinite(x) ? Complex.Abs(x) : 0), counts = With(sum, operands, result, _ => 1);
        double[] allowed = new double[expected.Count];
        for (int i = 0; i < allowed.Length; i++)
        {
            bool overflows = !(Math.Abs(sizes[i]) < limits.Largest * 0.99);
            allowed[i] = overflows ? Anything : Math.Max(Steps, counts[i] / 2) * limits.Epsilon * Math.Abs(sizes[i]) + (1 + counts[i]) * limits.Smallest;
        }
        return allowed;
    }

    // Of the factors some may be multiplied before others: no product of some is larger than that of those above 1, nor smaller than that of those below. What is lost
    // where one is too small is made larger by the factors above 1 at most.
    private static double[] OfProducts(Op logs, ArrayData[] operands, ArrayData expected, int result)
    {
        Limits limits = Limits.Of(expected.DType);
        double[] up = With(logs, operands, result, x => Math.Max(0, Log(x))), down = With(logs, operands, result, x => Math.Min(0, Log(x))), counts = With(logs, operands, result, _ => 1);
        double[] allowed = new double[expected.Count];
        for (int i = 0; i < allowed.Length; i++)
        {
            Complex y = Numbers.At(expected, i);
            bool overflows = up[i] > Math.Log(limits.Largest) - 1, vanishes = !Complex.IsFinite(y) && down[i] < Math.Log(limits.Smallest) + 1;
            allowed[i] = overflows || vanishes
                ? Anything
                : Math.Max(Steps, counts[i] / 2) * limits.Epsilon * (Complex.IsFinite(y) ? Complex.Abs(y) : 0) + (1 + counts[i]) * limits.Smallest * Math.Exp(up[i]);
        }
        return allowed;

        static double Log(Complex x) => Complex.IsFinite(x) && x != Complex.Zero ? Math.Log(Complex.Abs(x)) : 0;
    }

    /// <summary>What an op makes of other numbers in the place of those that it adds up.</summary>
    private static double[] With(Op op, ArrayData[] operands, int result, Func<Complex, double> change)
    {
        // The second operand says where the numbers of the first one go.
        int changed = op is SelectAndScatterAdd ? 1 : operands.Length;
        ArrayData[] others = [.. operands.Select((operand, i) => i < changed ? Numbers.Map(operand, x => change(x)) : operand)];
        return [.. Numbers.All(Evaluate.Apply(op, others)[result]).Select(number => number.Real)];
    }

    /// <summary>Whether what an op adds up on the way may be too large, or too small, for its type, of ops whose terms are not counted.</summary>
    private static bool CanOverflow(Op op, ArrayData[] operands, ArrayData expected)
    {
        if (op is not (Fft or TriangularSolve or Cumulative { Kind: CumulativeKind.LogSumExp })) return false;
        double largest = expected.DType.RealPart is DType.F16 ? 100 : 1e9;
        return operands.Any(operand => operand.DType.IsInexact && Numbers.All(operand).Any(x => !(Complex.Abs(x) is 0 or > 1e-9 && Complex.Abs(x) < largest)));
    }

    private static bool HasNaN(ArrayData value) => value.DType.IsInexact && Numbers.All(value).Any(x => double.IsNaN(x.Real));
}
