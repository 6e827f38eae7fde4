namespace Core.Kernels;

/// <summary>An unevaluated sum of two doubles: about 106 bits, for the few places where a rounding error would be magnified.</summary>
/// <remarks>Dekker (1971) and Knuth's exact sums and products, with a fused multiply-add for the product's error.</remarks>
/// <param name="High">The sum, rounded to a double.</param>
/// <param name="Low">What the rounding lost.</param>
internal readonly record struct DoubleDouble(double High, double Low)
{
    /// <summary>Exact.</summary>
    public static implicit operator DoubleDouble(double value) => new(value, 0);

    /// <summary>The exact sum of two doubles.</summary>
    public static DoubleDouble Sum(double left, double right)
    {
        double high = left + right;
        double shadow = high - left;
        return new(high, (left - (high - shadow)) + (right - shadow));
    }

    /// <summary>The exact product of two doubles, as long as it does not underflow.</summary>
    public static DoubleDouble Product(double left, double right)
    {
        double high = left * right;
        return new(high, Math.FusedMultiplyAdd(left, right, -high));
    }

    public static DoubleDouble operator -(DoubleDouble value) => new(-value.High, -value.Low);

    public static DoubleDouble operator +(DoubleDouble left, DoubleDouble right)
    {
        DoubleDouble high = Sum(left.High, right.High);
        DoubleDouble low = Sum(left.Low, right.Low);
        DoubleDouble sum = Normalized(high.High, high.Low + low.High);
        return Normalized(sum.High, sum.Low + low.Low);
    }

    public static DoubleDouble operator -(DoubleDouble left, DoubleDouble right) => left + -right;

    public static DoubleDouble operator *(DoubleDouble left, DoubleDouble right)
    {
        DoubleDouble product = Product(left.High, right.High);
        return Normalized(product.High, product.Low + (left.High * right.Low + left.Low * right.High));
    }

    public static DoubleDouble operator /(DoubleDouble left, DoubleDouble right)
    {
        double quotient = left.High / right.High;
        DoubleDouble rest = left - right * quotient;
        return Normalized(quotient, rest.High / right.High);
    }

    // |low| must not exceed |high|.
    private static DoubleDouble Normalized(double high, double low)
    {
        double sum = high + low;
        return new(sum, low - (sum - high));
    }
}
