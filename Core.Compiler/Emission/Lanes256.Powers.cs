using System.Runtime.Intrinsics;

namespace Core.Compiler.Emission;

/// <summary>Powers of two, where the processor has no instructions for them.</summary>
internal static partial class Lanes256
{
    // In up to three steps (two do not reach from the smallest number to the largest); a step into the subnormal numbers is so small that the last
    // one leaves nothing of what it rounded away. musl, scalbn.c.
    public static Vector256<float> Scale(Vector256<float> a, Vector256<float> b)
    {
        Vector256<float> clamped = Vector256.ConditionalSelect(Vector256.LessThan(b, Vector256.Create(-508f)), Vector256.Create(-508f), b);
        clamped = Vector256.ConditionalSelect(Vector256.LessThan(clamped, Vector256.Create(508f)), clamped, Vector256.Create(508f));
        Vector256<int> n = Vector256.ConvertToInt32Native(clamped);
        Vector256<float> result = Step(Step(a, ref n), ref n);
        n = Vector256.Max(Vector256.Min(n, Vector256.Create(127)), Vector256.Create(-126));
        return Vector256.ConditionalSelect(Vector256.Equals(b, b), result * Power(n), b);
    }

    private static Vector256<float> Step(Vector256<float> a, ref Vector256<int> n)
    {
        Vector256<int> step = Vector256.LessThan(n, Vector256.Create(-126)) & Vector256.Create(-102) | Vector256.GreaterThan(n, Vector256.Create(127)) & Vector256.Create(127);
        n -= step;
        return a * Power(step);
    }

    private static Vector256<float> Power(Vector256<int> n) => Vector256.ShiftLeft(n + Vector256.Create(127), 23).AsSingle();

    public static Vector256<float> Exponent(Vector256<float> a)
    {
        Vector256<float> size = Vector256.Abs(a);
        Vector256<float> small = Vector256.LessThan(size, Vector256.Create(1.17549435E-38f));
        Vector256<float> normal = Vector256.ConditionalSelect(small, size * Vector256.Create(16777216f), size);
        Vector256<float> result = Vector256.ConvertToSingle(Vector256.ShiftRightLogical(normal.AsInt32(), 23) - Vector256.Create(127)) - (small & Vector256.Create(24f));
        result = Vector256.ConditionalSelect(Vector256.LessThan(size, Vector256.Create(float.PositiveInfinity)), result, size);
        return Vector256.ConditionalSelect(Vector256.Equals(size, Vector256<float>.Zero), Vector256.Create(float.NegativeInfinity), result);
    }

    public static Vector256<float> Mantissa(Vector256<float> a)
    {
        Vector256<float> normal = Vector256.ConditionalSelect(Vector256.LessThan(a, Vector256.Create(1.17549435E-38f)), a * Vector256.Create(16777216f), a);
        Vector256<float> result = (normal.AsInt32() & Vector256.Create(0x007FFFFF) | Vector256.Create(0x3F800000)).AsSingle();
        Vector256<float> one = Vector256.Equals(a, Vector256<float>.Zero) | Vector256.Equals(a, Vector256.Create(float.PositiveInfinity));
        result = Vector256.ConditionalSelect(one, Vector256.Create(1f), result);
        return Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(a, Vector256<float>.Zero), result, Vector256.Create(float.NaN));
    }

    // In up to three steps (two do not reach from the smallest number to the largest); a step into the subnormal numbers is so small that the last
    // one leaves nothing of what it rounded away. musl, scalbn.c.
    public static Vector256<double> Scale(Vector256<double> a, Vector256<double> b)
    {
        Vector256<double> clamped = Vector256.ConditionalSelect(Vector256.LessThan(b, Vector256.Create(-4092.0)), Vector256.Create(-4092.0), b);
        clamped = Vector256.ConditionalSelect(Vector256.LessThan(clamped, Vector256.Create(4092.0)), clamped, Vector256.Create(4092.0));
        Vector256<long> n = Vector256.ConvertToInt64Native(clamped);
        Vector256<double> result = Step(Step(a, ref n), ref n);
        n = Vector256.Max(Vector256.Min(n, Vector256.Create(1023L)), Vector256.Create(-1022L));
        return Vector256.ConditionalSelect(Vector256.Equals(b, b), result * Power(n), b);
    }

    private static Vector256<double> Step(Vector256<double> a, ref Vector256<long> n)
    {
        Vector256<long> step = Vector256.LessThan(n, Vector256.Create(-1022L)) & Vector256.Create(-969L) | Vector256.GreaterThan(n, Vector256.Create(1023L)) & Vector256.Create(1023L);
        n -= step;
        return a * Power(step);
    }

    private static Vector256<double> Power(Vector256<long> n) => Vector256.ShiftLeft(n + Vector256.Create(1023L), 52).AsDouble();

    public static Vector256<double> Exponent(Vector256<double> a)
    {
        Vector256<double> size = Vector256.Abs(a);
        Vector256<double> small = Vector256.LessThan(size, Vector256.Create(2.2250738585072014E-308));
        Vector256<double> normal = Vector256.ConditionalSelect(small, size * Vector256.Create(18014398509481984.0), size);
        Vector256<double> result = Vector256.ConvertToDouble(Vector256.ShiftRightLogical(normal.AsInt64(), 52) - Vector256.Create(1023L)) - (small & Vector256.Create(54.0));
        result = Vector256.ConditionalSelect(Vector256.LessThan(size, Vector256.Create(double.PositiveInfinity)), result, size);
        return Vector256.ConditionalSelect(Vector256.Equals(size, Vector256<double>.Zero), Vector256.Create(double.NegativeInfinity), result);
    }

    public static Vector256<double> Mantissa(Vector256<double> a)
    {
        Vector256<double> normal = Vector256.ConditionalSelect(Vector256.LessThan(a, Vector256.Create(2.2250738585072014E-308)), a * Vector256.Create(18014398509481984.0), a);
        Vector256<double> result = (normal.AsInt64() & Vector256.Create(0x000FFFFFFFFFFFFF) | Vector256.Create(0x3FF0000000000000)).AsDouble();
        Vector256<double> one = Vector256.Equals(a, Vector256<double>.Zero) | Vector256.Equals(a, Vector256.Create(double.PositiveInfinity));
        result = Vector256.ConditionalSelect(one, Vector256.Create(1.0), result);
        return Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(a, Vector256<double>.Zero), result, Vector256.Create(double.NaN));
    }
}
