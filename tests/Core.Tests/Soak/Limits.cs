namespace Core.Tests.Soak;

/// <summary>What numbers of a floating-point type cannot do; of complex types what their parts cannot.</summary>
/// <param name="Epsilon">How far apart numbers are, relative to them.</param>
/// <param name="Smallest">What may be lost where numbers are too small, more than the smallest of them.</param>
/// <param name="Largest">The largest number.</param>
internal readonly record struct Limits(double Epsilon, double Smallest, double Largest)
{
    /// <summary>The limits of an element type; integers have none.</summary>
    public static Limits Of(DType dtype) => dtype switch
    {
        DType.F64 or DType.C128 => new(2.2e-16, 1e-320, double.MaxValue),
        DType.F32 or DType.C64 => new(1.2e-7, 1e-43, float.MaxValue),
        DType.F16 => new(1e-3, 2e-7, 65504),
        DType.BF16 => new(8e-3, 1e-38, 3.39e38),
        _ => new(0, 0, double.PositiveInfinity),
    };
}
