using System.Reflection;
using Core.Compiler.Loops;

namespace Core.Compiler.Lowering;

internal static partial class VectorMath
{
    // Up to these the reduction below leaves less than a unit in the last place of error; what is larger is computed lane by lane.
    private const double LargestAngleF32 = 1e5, LargestAngleF64 = 1e6;

    private static readonly MethodInfo SinPerLane = ((Func<double, double>)Math.Sin).Method, CosPerLane = ((Func<double, double>)Math.Cos).Method,
        TanPerLane = ((Func<double, double>)Math.Tan).Method;

    /// <summary>The sine.</summary>
    public static int Sin(LoopBuilder b, int x) => SinOrCos(b, x, 0, SinPerLane);

    /// <summary>The cosine.</summary>
    public static int Cos(LoopBuilder b, int x) => SinOrCos(b, x, 1, CosPerLane);

    /// <summary>The tangent.</summary>
    public static int Tan(LoopBuilder b, int x)
    {
        (int r, int low, int quadrant) = ReducedAngle(b, x, exact: true);
        int z = b.Mul(r, r);
        bool single = b.TypeOf(x) is LaneType.F32;
        // The low part of the angle counts 1 + tan² ≈ 1 + r² times.
        int beyond = b.Fma(b.Mul(b.Horner(z, single ? TanCoefficientsF32 : TanCoefficients), z), r, b.Fma(low, z, low));
        int tan = b.Add(r, beyond);
        int even = Even(b, quadrant);
        tan = b.Div(b.Select(even, tan, -1.0), b.Select(even, 1.0, tan));
        // A zero keeps its sign: the reduction gives +0 for −0.
        return WhereLarge(b, x, b.Select(b.Equal(x, 0.0), x, tan), TanPerLane);
    }

    private static int SinOrCos(LoopBuilder b, int x, int turn, MethodInfo perLane)
    {
        (int r, int low, int quadrant) = ReducedAngle(b, x, exact: false);
        if (turn != 0) quadrant = b.Add(quadrant, b.Like(quadrant, turn));
        int z = b.Mul(r, r), sin, cos;
        if (b.TypeOf(x) is LaneType.F32)
        {
            sin = b.Fma(b.Mul(b.Horner(z, -1.66666666416265235595e-1, 8.33332938588946320e-3, -1.98393348360966317347e-4, 2.7183114939898219064e-6), z), r, r);
            cos = b.Fma(b.Horner(z, -0.5, 4.16666455566e-2, -1.38873162549e-3, 2.44331571180035e-5), z, 1.0);
        }
        else
        {
            // fdlibm k_sin.c, k_cos.c; the low part of the angle to first order
            sin = b.Add(r, b.Fma(b.Mul(b.Horner(z, SinCoefficients), z), r, low));
            cos = b.Fma(b.Mul(z, z), b.Horner(z, CosCoefficients), b.Fnma(r, low, b.Fnma(z, b.Like(x, 0.5), b.Like(x, 1))));
        }
        int result = b.Select(Even(b, quadrant), sin, cos);
        bool narrow = b.TypeOf(quadrant) is LaneType.I32;
        int sign = b.ShiftLeft(b.And(quadrant, b.Like(quadrant, 2)), narrow ? 30 : 62);
        result = b.Xor(result, b.Bitcast(sign));
        if (turn == 0) result = b.Select(b.Equal(x, 0.0), x, result);
        return WhereLarge(b, x, result, perLane);
    }

    // x − n π/2 in two numbers, and n: its last bits are those of a sum with a number so large that its fraction is gone.
    private static (int High, int Low, int Quadrant) ReducedAngle(LoopBuilder b, int x, bool exact)
    {
        bool single = b.TypeOf(x) is LaneType.F32;
        int magic = b.Like(x, single ? 12582912.0 : 6755399441055744.0); // 1.5 · 2²³, 1.5 · 2⁵²
        int shifted = b.Fma(x, b.Like(x, 0.6366197723675814), magic);
        int n = b.Sub(shifted, magic), quadrant = b.Bitcast(shifted);
        if (single)
        {
            // π/2 in three floats; the first product is taken off exactly
            int first32 = b.Fnma(n, b.Like(x, 1.57079625129699707031), x), second32 = b.Like(x, 7.54978941586159635335e-08);
            int r = b.Fnma(n, second32, first32), third32 = b.Like(x, 5.39030285815811905290e-15), result = b.Fnma(n, third32, r);
            if (!exact) return (result, -1, quadrant);
            int rest = b.Fnma(n, second32, b.Sub(first32, r));
            return (result, b.Add(b.Sub(r, result), b.Fnma(n, third32, rest)), quadrant);
        }

        // π/2 in three doubles, the first two of 33 bits: their products with n are exact.
        int first = b.Fnma(n, b.Like(x, 1.57079632673412561417e+00), x);
        int second = b.Mul(n, 6.07710050630396597660e-11);
        int high = b.Sub(first, second);
        int lost = b.Sub(b.Sub(first, high), second);
        int tail = b.Fnma(n, b.Like(x, 2.02226624879595063154e-21), lost);
        int sum = b.Add(high, tail);
        return (sum, b.Add(b.Sub(high, sum), tail), quadrant);
    }

    private static int Even(LoopBuilder b, int quadrant) => b.Equal(b.And(quadrant, b.Like(quadrant, 1)), b.Like(quadrant, 0));

    // The result, or where the argument is too large for the reduction the function itself, lane by lane.
    private static int WhereLarge(LoopBuilder b, int x, int result, MethodInfo perLane)
    {
        LaneType type = b.TypeOf(x);
        int large = b.Greater(b.Abs(x), type is LaneType.F32 ? LargestAngleF32 : LargestAngleF64);
        return WhereRare(b, large, result, () => b.Convert(b.Call(perLane, LaneType.F64, b.Convert(x, LaneType.F64)), type));
    }

    /// <summary>A result, replaced in the lanes of a mask that is hardly ever true by what a slow computation gives.</summary>
    public static int WhereRare(LoopBuilder b, int mask, int result, Func<int> slow)
    {
        int register = b.Register(b.TypeOf(result));
        b.Set(register, result);
        b.Open();
        b.Set(register, b.Select(mask, slow(), result));
        b.CloseIfAny(mask);
        return b.Get(register);
    }

    /// <summary>The arc sine: NaN outside [−1, 1].</summary>
    public static int Asin(LoopBuilder b, int x)
    {
        (int small, int t, int rest) = ArcSineParts(b, x);
        // π/2 − 2 asin √((1 − |x|)/2); its first difference is exact where the sum is not much smaller
        int far = b.Sub(b.Sub(b.Like(x, HalfPi), b.Add(t, t)), b.Sub(b.Add(rest, rest), b.Like(x, HalfPiRest(b, x))));
        return b.XorSign(b.Select(small, b.Add(t, rest), far), x);
    }

    /// <summary>The arc cosine: NaN outside [−1, 1].</summary>
    public static int Acos(LoopBuilder b, int x)
    {
        (int small, int t, int rest) = ArcSineParts(b, x);
        int arc = b.Add(t, rest), negative = b.Less(x, 0.0), doubled = b.Add(arc, arc);
        double lost = HalfPiRest(b, x);
        int middle = b.Sub(b.Like(x, HalfPi), b.Sub(b.XorSign(arc, x), b.Like(x, lost)));
        int far = b.Select(negative, b.Sub(b.Like(x, 2 * HalfPi), b.Sub(doubled, b.Like(x, 2 * lost))), doubled);
        return b.Select(small, middle, far);
    }

    // Whether |x| is at most ½; t = |x| where it is, else √((1 − |x|)/2); and asin t − t, one polynomial for both.
    private static (int Small, int T, int Beyond) ArcSineParts(LoopBuilder b, int x)
    {
        int magnitude = b.Abs(x), small = b.LessEqual(magnitude, 0.5);
        int half = b.Mul(b.Sub(b.Like(x, 1), magnitude), 0.5), root = b.Sqrt(half);
        int z = b.Select(small, b.Mul(x, x), half), t = b.Select(small, magnitude, root);

        // What rounding the root lost is its residual over 2t, and that is about 2 − 2t where it counts, near t = ½.
        int lost = b.Select(small, 0.0, b.Mul(b.Fnma(root, root, half), b.Fnma(root, b.Like(x, 2), b.Like(x, 2))));
        int p = b.Mul(b.Horner(z, b.TypeOf(x) is LaneType.F32 ? AsinCoefficientsF32 : AsinCoefficients), z);
        return (small, t, b.Fma(p, t, lost));
    }

    /// <summary>The arc tangent.</summary>
    public static int Atan(LoopBuilder b, int x)
    {
        int magnitude = b.Abs(x), inverted = b.Greater(magnitude, 1);
        int arc = ArcTangent(b, b.Div(b.Select(inverted, 1.0, magnitude), b.Select(inverted, magnitude, 1.0)));
        return b.XorSign(b.Select(inverted, FromHalfPi(b, arc), arc), x);
    }

    /// <summary>The angle of the point (y, x).</summary>
    public static int Atan2(LoopBuilder b, int y, int x)
    {
        int height = b.Abs(y), width = b.Abs(x), steep = b.Less(width, height);
        int small = b.Select(steep, width, height), large = b.Select(steep, height, width);
        // 0/0 counts as 0, ∞/∞ as 1
        int ratio = b.Div(small, large);
        ratio = b.Select(b.Equal(large, 0.0), small, b.Select(b.Equal(small, double.PositiveInfinity), 1.0, ratio));
        int arc = ArcTangent(b, ratio);
        arc = b.Select(steep, FromHalfPi(b, arc), arc);
        int left = b.Less(b.Or(b.SignBit(x), b.Like(x, 1)), 0.0);
        double rest = HalfPiRest(b, x);
        arc = b.Select(left, b.Sub(b.Like(x, 2 * HalfPi), b.Sub(arc, b.Like(x, 2 * rest))), arc);
        return b.Select(b.Or(b.IsNaN(x), b.IsNaN(y)), b.Add(x, y), b.XorSign(arc, y));
    }

    // atan t for 0 ≤ t ≤ 1.
    private static int ArcTangent(LoopBuilder b, int t)
    {
        int z = b.Mul(t, t);
        return b.Fma(b.Mul(b.Horner(z, b.TypeOf(t) is LaneType.F32 ? AtanCoefficientsF32 : AtanCoefficients), z), t, t);
    }

    private static int FromHalfPi(LoopBuilder b, int arc) => b.Sub(b.Like(arc, HalfPi), b.Sub(arc, b.Like(arc, HalfPiRest(b, arc))));

    private const double HalfPi = 1.5707963267948966;

    // What rounding π/2 to the type loses.
    private static double HalfPiRest(LoopBuilder b, int x) => b.TypeOf(x) is LaneType.F32 ? -4.371139000186241e-8 : 6.123233995736766e-17;
}
