using System.Numerics;
using Core.Tests.Laws;

namespace Core.Tests.Soak;

/// <summary>Arrays as numbers.</summary>
internal static class Numbers
{
    /// <summary>An element; zero for what is no number.</summary>
    public static Complex At(ArrayData array, int index) => array.DType.IsKey ? Complex.Zero : Scalar.Of(array, index).ToComplex();

    /// <summary>All elements.</summary>
    public static IEnumerable<Complex> All(ArrayData array) => Enumerable.Range(0, array.Count).Select(i => At(array, i));

    /// <summary>The size of the largest number that is finite, or 0.</summary>
    public static double Largest(ArrayData array) => array.DType.IsInexact ? All(array).Select(Complex.Abs).Where(double.IsFinite).DefaultIfEmpty(0).Max() : 0;

    /// <summary>How far apart two numbers are: of numbers that are not finite, nowhere or infinitely.</summary>
    public static double Distance(Complex x, Complex y) =>
        Complex.IsFinite(x) && Complex.IsFinite(y) ? Complex.Abs(x - y) : x.Real.Equals(y.Real) && x.Imaginary.Equals(y.Imaginary) ? 0 : double.PositiveInfinity;

    /// <summary>An array whose numbers are changed, if they are floating-point or complex.</summary>
    public static ArrayData Map(ArrayData array, Func<Complex, Complex> change)
    {
        if (!array.DType.IsInexact) return array;
        int i = 0;
        return Operand.Fill(Mapping.TypeOf(array), () =>
        {
            Complex changed = change(At(array, i++));
            return array.DType.IsComplex ? Scalar.Of(changed) : Scalar.Of(changed.Real);
        });
    }

    /// <summary>An element as text.</summary>
    public static string Text(ArrayData array, int index) => array.DType.IsKey ? "other bits" : $"{Scalar.Of(array, index)}";
}
