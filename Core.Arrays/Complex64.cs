using System.Numerics;

namespace Core;

/// <summary>A complex number of two <see cref="float"/>: NumPy's complex64. Arithmetic is done in <see cref="Complex"/>.</summary>
/// <param name="Real">The real part.</param>
/// <param name="Imaginary">The imaginary part.</param>
public readonly record struct Complex64(float Real, float Imaginary)
{
    /// <summary>Exact.</summary>
    public static implicit operator Complex(Complex64 value) => new(value.Real, value.Imaginary);

    /// <summary>Rounds both parts.</summary>
    public static explicit operator Complex64(Complex value) => new((float)value.Real, (float)value.Imaginary);

    /// <summary>A real number.</summary>
    public static implicit operator Complex64(float value) => new(value, 0);

    /// <inheritdoc/>
    public override string ToString() => ((Complex)this).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
