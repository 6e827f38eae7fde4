using Core.Compiler.Loops;

namespace Core.Compiler.Lowering;

internal static partial class VectorMath
{
    /// <summary>1/√x: the infinity of its sign at a zero, NaN below.</summary>
    public static int Rsqrt(LoopBuilder b, int x) => b.Div(b.Like(x, 1), b.Sqrt(x));

    /// <summary>The real cube root.</summary>
    public static int Cbrt(LoopBuilder b, int x)
    {
        // |x| = 8^q m, m in [1, 8); y → m^(−1/3) by Newton's steps without a division, from a polynomial of 8 bits.
        bool single = b.TypeOf(x) is LaneType.F32;
        int magnitude = b.Abs(x), e = b.Exponent(magnitude);
        int q = b.Floor(b.Mul(b.Add(e, 0.5), 1.0 / 3));
        int m = b.Scale(b.Mantissa(magnitude), b.Fnma(q, b.Like(x, 3), e));
        int y = b.Horner(m, 1.4248934858226612, -0.5966601901187347, 0.20381865648268693, -0.03860898813459361, 0.0036957719592905515, -0.00013939167260396395);
        for (int step = 0; step < (single ? 2 : 3); step++)
        {
            int error = b.Fnma(b.Mul(m, y), b.Mul(y, y), b.Like(x, 1));
            y = b.Fma(b.Mul(y, 1.0 / 3), error, y);
        }
        int ySquare = b.Mul(y, y), root = b.Mul(m, ySquare);
        int square = b.Mul(root, root), lost = b.Fma(root, root, b.Negate(square));
        int rest = b.Fnma(lost, root, b.Fnma(square, root, m));
        root = b.Scale(b.Fma(b.Mul(ySquare, 1.0 / 3), rest, root), q);
        int ordinary = b.And(b.Less(magnitude, double.PositiveInfinity), b.Greater(magnitude, 0));
        return b.Select(ordinary, b.XorSign(root, x), x);
    }

    /// <summary>x to the power of y, with the edge cases of IEEE 754.</summary>
    public static int Pow(LoopBuilder b, int x, int y)
    {
        LaneType type = b.TypeOf(x);
        double? known = b.IsConstant(y, out long bits)
            ? type is LaneType.F32 ? BitConverter.Int32BitsToSingle((int)bits) : BitConverter.Int64BitsToDouble(bits)
            : null;
        switch (known)
        {
            case 0: return b.Like(x, 1);
            case 1: return x;
            case 2: return b.Mul(x, x);
            case 3: return b.Mul(b.Mul(x, x), x);
            case -1: return b.Div(b.Like(x, 1), x);
            case 0.5: return b.Select(b.Equal(x, double.NegativeInfinity), double.PositiveInfinity, b.Sqrt(b.Add(x, 0.0)));
        }

        int magnitude = b.Abs(x);
        int power = type is LaneType.F32 ? PowerInDouble(b, magnitude, y) : PowerInPairs(b, magnitude, y);

        // |x| = 1 to an infinite power was 0 · ∞.
        int infinite = b.Equal(b.Abs(y), double.PositiveInfinity), one = b.Equal(magnitude, 1.0);
        if (known is null) power = b.Select(b.Or(b.Equal(y, 0.0), b.And(one, infinite)), 1.0, power);
        else if (double.IsInfinity(known.Value)) power = b.Select(one, 1.0, power);

        // Negative x: an odd power has its sign, one that is no integer is no number.
        if (known is double number)
        {
            bool integer = Math.Truncate(number) == number, odd = integer && Math.Floor(number / 2) * 2 != number;
            if (odd) power = b.XorSign(power, x);
            if (!integer) power = b.Select(b.And(b.Less(x, 0.0), b.Greater(x, double.NegativeInfinity)), double.NaN, power);
        }
        else
        {
            int integer = b.Equal(b.Truncate(y), y), half = b.Mul(y, 0.5);
            int odd = b.And(integer, b.NotEqual(b.Truncate(half), half));
            power = b.Select(odd, b.XorSign(power, x), power);
            int undefined = b.And(b.And(b.Less(x, 0.0), b.Greater(x, double.NegativeInfinity)), b.Not(integer));
            power = b.Select(undefined, double.NaN, power);
        }
        return b.Select(b.Equal(x, 1.0), 1.0, power);
    }

    // 2^(y log₂ x), of single precision numbers in double precision.
    private static int PowerInDouble(LoopBuilder b, int x, int y)
    {
        (int f, int e) = Split(b, b.Convert(x, LaneType.F64));
        int log = b.Fma(b.Horner(f, Log2CoefficientsShort), f, e);
        int product = b.Mul(b.Convert(y, LaneType.F64), log);
        product = b.Max(b.F64(-200), b.Min(b.F64(200), product));
        int n = b.RoundEven(product), r = b.Sub(product, n);
        return b.Convert(b.Scale(b.Fma(b.Horner(r, Exp2CoefficientsShort), r, 1.0), n), LaneType.F32);
    }

    // e^(y log x), the logarithm in a pair of doubles of about 66 bits: 2 atanh s = 2s + 2s³/3 + …, s = f/(2 + f).
    private static int PowerInPairs(LoopBuilder b, int x, int y)
    {
        (int f, int e) = Split(b, x);
        int two = b.F64(2), divisor = b.Add(f, two), divisorLow = b.Sub(f, b.Sub(divisor, two));
        int inverse = b.Div(b.F64(1), divisor);
        int s = b.Mul(f, inverse);
        int sLow = b.Mul(b.Fnma(s, divisorLow, b.Fnma(s, divisor, f)), inverse);
        int z = b.Mul(s, s), zLow = b.Fma(b.Add(s, s), sLow, b.Fma(s, s, b.Negate(z)));
        int cube = b.Mul(z, s), cubeLow = b.Fma(zLow, s, b.Fma(z, sLow, b.Fma(z, s, b.Negate(cube))));
        int third = b.Mul(cube, 2.0 / 3), thirdLow = b.Fma(cube, b.F64(2.0 / 3), b.Negate(third));
        thirdLow = b.Add(thirdLow, b.Fma(cube, b.F64(3.700743415417188e-17), b.Mul(cubeLow, 2.0 / 3))); // 2/3 = 0.66… + 3.7e-17
        int tail = b.Fma(b.Mul(cube, z), b.Horner(z, AtanhTailCoefficients), b.Fma(sLow, two, thirdLow));

        int start = b.Mul(e, 6.93147180369123816490e-01), doubled = b.Add(s, s); // e times the first part of log 2 is exact
        int high = b.Add(start, doubled), low = b.Sub(doubled, b.Sub(high, start));
        int log = b.Add(high, third);
        low = b.Add(low, b.Sub(third, b.Sub(log, high)));
        low = b.Add(low, b.Fma(e, b.F64(1.90821492927058770002e-10), tail));
        low = b.Select(b.Less(b.Abs(log), double.PositiveInfinity), low, 0.0); // x is 0 or ∞: what an infinite sum lost is no number
        int sum = b.Add(log, low);
        low = b.Sub(low, b.Sub(sum, log));

        int product = b.Mul(y, sum), productLow = b.Fma(y, low, b.Fma(y, sum, b.Negate(product)));
        return ExpOfSum(b, product, b.Select(b.Less(b.Abs(product), 800.0), productLow, b.F64(0)));
    }

    /// <summary>x to the power of a constant.</summary>
    public static int IntegerPow(LoopBuilder b, int x, int n)
    {
        LaneType type = b.TypeOf(x);
        switch (n)
        {
            case 0: return b.Like(x, 1);
            case 1: return x;
            case 2: return b.Mul(x, x);
            case 3: return b.Mul(b.Mul(x, x), x);
            case -1: return b.Div(b.Like(x, 1), x);
        }
        if (type is LaneType.F32)
        {
            int power = Squarings(b, b.Convert(x, LaneType.F64), (uint)Math.Abs((long)n));
            return b.Convert(n < 0 ? b.Div(b.F64(1), power) : power, LaneType.F32);
        }
        if (Math.Abs((long)n) > 1 << 16) return Pow(b, x, b.F64(n)); // where errors of 2⁻¹⁰⁵ add up
        return PairPower(b, x, n);
    }

    /// <summary>The n-th power, n at least 1, as a product of squares of squares.</summary>
    public static int Squarings(LoopBuilder b, int x, uint n)
    {
        int power = -1;
        for (; n != 0; n >>= 1)
        {
            if ((n & 1) != 0) power = power < 0 ? x : b.Mul(power, x);
            if (n > 1) x = b.Mul(x, x);
        }
        return power;
    }

    // Squarings of pairs high + low; of the inverse for a negative power, so that what over- or underflows is the result.
    private static int PairPower(LoopBuilder b, int x, int n)
    {
        int high = x, low = b.F64(0);
        if (n < 0)
        {
            high = b.Div(b.F64(1), x);
            low = b.Mul(b.Fnma(high, x, b.F64(1)), high);
        }
        int power = -1, powerLow = -1;
        for (uint rest = (uint)Math.Abs((long)n); rest != 0; rest >>= 1)
        {
            if ((rest & 1) != 0) (power, powerLow) = power < 0 ? (high, low) : PairProduct(b, power, powerLow, high, low);
            if (rest > 1) (high, low) = PairProduct(b, high, low, high, low);
        }
        int sum = b.Add(power, powerLow);
        return b.Select(b.IsNaN(sum), power, sum); // the low part of an infinite product is no number
    }

    private static (int High, int Low) PairProduct(LoopBuilder b, int x, int xLow, int y, int yLow)
    {
        int high = b.Mul(x, y);
        return (high, b.Fma(x, yLow, b.Fma(xLow, y, b.Fma(x, y, b.Negate(high)))));
    }

    // (2 atanh s − 2s − 2s³/3)/s⁵ in s², s² ≤ 0.0295: its series.
    private static ReadOnlySpan<double> AtanhTailCoefficients =>
        [2.0 / 5, 2.0 / 7, 2.0 / 9, 2.0 / 11, 2.0 / 13, 2.0 / 15, 2.0 / 17, 2.0 / 19, 2.0 / 21, 2.0 / 23];
}
