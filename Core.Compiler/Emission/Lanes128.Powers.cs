using System.Runtime.Intrinsics;

namespace Core.Compiler.Emission;

/// <summary>Powers of two, where the processor has no instructions for them.</summary>
internal static partial class Lanes128
{
    // In up to three steps (two do not reach from the smallest number to the largest); a step into the subnormal numbers is so small that the last
    // one leaves nothing of what it rounded away. musl, scalbn.c.
    public static Vector128<float> Scale(Vector128<float> a, Vector128<float> b)
    {
        Vector128<float> clamped = Vector128.ConditionalSelect(Vector128.LessThan(b, Vector128.Create(-508f)), Vector128.Create(-508f), b);
        clamped = Vector128.ConditionalSelect(Vector128.LessThan(clamped, Vector128.Create(508f)), clamped, Vector128.Create(508f));
        Vector128<int> n = Vector128.ConvertToInt32Native(clamped);
        Vector128<float> result = Step(Step(a, ref n), ref n);
        n = Vector128.Max(Vector128.Min(n, Vector128.Create(127)), Vector128.Create(-126));
        return Vector128.ConditionalSelect(Vector128.Equals(b, b), result * Power(n), b);
    }

    private static Vector128<float> Step(Vector128<float> a, ref Vector128<int> n)
    {
        Vector128<int> step = Vector128.LessThan(n, Vector128.Create(-126)) & Vector128.Create(-102) | Vector128.GreaterThan(n, Vector128.Create(127)) & Vector128.Create(127);
        n -= step;
        return a * Power(step);
    }

    private static Vector128<float> Power(Vector128<int> n) => Vector128.ShiftLeft(n + Vector128.Create(127), 23).AsSingle();

    public static Vector128<float> Exponent(Vector128<float> a)
    {
        Vector128<float> size = Vector128.Abs(a);
        Vector128<float> small = Vector128.LessThan(size, Vector128.Create(1.17549435E-38f));
        Vector128<float> normal = Vector128.ConditionalSelect(small, size * Vector128.Create(16777216f), size);
        Vector128<float> result = Vector128.ConvertToSingle(Vector128.ShiftRightLogical(normal.AsInt32(), 23) - Vector128.Create(127)) - (small & Vector128.Create(24f));
        result = Vector128.ConditionalSelect(Vector128.LessThan(size, Vector128.Create(float.PositiveInfinity)), result, size);
        return Vector128.ConditionalSelect(Vector128.Equals(size, Vector128<float>.Zero), Vector128.Create(float.NegativeInfinity), result);
    }

    public static Vector128<float> Mantissa(Vector128<float> a)
    {
        Vector128<float> normal = Vector128.ConditionalSelect(Vector128.LessThan(a, Vector128.Create(1.17549435E-38f)), a * Vector128.Create(16777216f), a);
        Vector128<float> result = (normal.AsInt32() & Vector128.Create(0x007FFFFF) | Vector128.Create(0x3F800000)).AsSingle();
        Vector128<float> one = Vector128.Equals(a, Vector128<float>.Zero) | Vector128.Equals(a, Vector128.Create(float.PositiveInfinity));
        result = Vector128.ConditionalSelect(one, Vector128.Create(1f), result);
        return Vector128.ConditionalSelect(Vector128.GreaterThanOrEqual(a, Vector128<float>.Zero), result, Vector128.Create(float.NaN));
    }

    // In up to three steps (two do not reach from the smallest number to the largest); a step into the subnormal numbers is so small that the last
    // one leaves nothing of what it rounded away. musl, scalbn.c.
    public static Vector128<double> Scale(Vector128<double> a, Vector128<double> b)
    {
        Vector128<double> clamped = Vector128.ConditionalSelect(Vector128.LessThan(b, Vector128.Create(-4092.0)), Vector128.Create(-4092.0), b);
        clamped = Vector128.ConditionalSelect(Vector128.LessThan(clamped, Vector128.Create(4092.0)), clamped, Vector128.Create(4092.0));
        Vector128<long> n = Vector128.ConvertToInt64Native(clamped);
        Vector128<double> result = Step(Step(a, ref n), ref n);
        n = Vector128.Max(Vector128.Min(n, Vector128.Create(1023L)), Vector128.Create(-1022L));
        return Vector128.ConditionalSelect(Vector128.Equals(b, b), result * Power(n), b);
    }

    private static Vector128<double> Step(Vector128<double> a, ref Vector128<long> n)
    {
        Vector128<long> step = Vector128.LessThan(n, Vector128.Create(-1022L)) & Vector128.Create(-969L) | Vector128.GreaterThan(n, Vector128.Create(1023L)) & Vector128.Create(1023L);
        n -= step;
        return a * Power(step);
    }

    private static Vector128<double> Power(Vector128<long> n) => Vector128.ShiftLeft(n + Vector128.Create(1023L), 52).AsDouble();

    public static Vector128<double> Exponent(Vector128<double> a)
    {
        Vector128<double> size = Vector128.Abs(a);
        Vector128<double> small = Vector128.LessThan(size, Vector128.Create(2.2250738585072014E-308));
        Vector128<double> normal = Vector128.ConditionalSelect(small, size * Vector128.Create(18014398509481984.0), size);
        Vector128<double> result = Vector128.ConvertToDouble(Vector128.ShiftRightLogical(normal.AsInt64(), 52) - Vector128.Create(1023L)) - (small & Vector128.Create(54.0));
        result = Vector128.ConditionalSelect(Vector128.LessThan(size, Vector128.Create(double.PositiveInfinity)), result, size);
        return Vector128.ConditionalSelect(Vector128.Equals(size, Vector128<double>.Zero), Vector128.Create(double.NegativeInfinity), result);
    }

    public static Vector128<double> Mantissa(Vector128<double> a)
    {
        Vector128<double> normal = Vector128.ConditionalSelect(Vector128.LessThan(a, Vector128.Create(2.2250738585072014E-308)), a * Vector128.Create(18014398509481984.0), a);
        Vector128<double> result = (normal.AsInt64() & Vector128.Create(0x000FFFFFFFFFFFFF) | Vector128.Create(0x3FF0000000000000)).AsDouble();
        Vector128<double> one = Vector128.Equals(a, Vector128<double>.Zero) | Vector128.Equals(a, Vector128.Create(double.PositiveInfinity));
        result = Vector128.ConditionalSelect(one, Vector128.Create(1.0), result);
        return Vector128.ConditionalSelect(Vector128.GreaterThanOrEqual(a, Vector128<double>.Zero), result, Vector128.Create(double.NaN));
    }
}
