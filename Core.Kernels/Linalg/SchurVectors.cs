using System.Numerics;

namespace Core.Kernels;

/// <summary>
/// Eigenvectors of upper triangular matrices, of real ones with blocks of size 2 on the diagonal, by substitution (LAPACK: trevc). Differences of
/// eigenvalues that are too small are replaced by what rounding could have made of them.
/// </summary>
internal static class SchurVectors
{
    /// <summary>What intermediate results may grow to before the vector is scaled down.</summary>
    private const double Huge = 1e100;

    /// <summary>The x with T · x = λ · x.</summary>
    /// <param name="t">The matrix T.</param>
    /// <param name="value">The eigenvalue λ; of a block that with a positive imaginary part.</param>
    /// <param name="place">Its place on the diagonal.</param>
    /// <param name="isPair">Whether a block of size 2 starts there.</param>
    /// <param name="x">Takes the eigenvector.</param>
    public static void Right<T>(MatrixSpan<T> t, Complex value, int place, bool isPair, Span<Complex> x) where T : unmanaged, INumberBase<T>
    {
        double least = Least(t.Rows, value);
        x.Clear();
        if (isPair)
        {
            double above = Field.Real(t[place, place + 1]), below = Field.Real(t[place + 1, place]);
            (x[place], x[place + 1]) = Math.Abs(above) >= Math.Abs(below)
                ? (1, new Complex(0, value.Imaginary / above))
                : (-value.Imaginary / below, Complex.ImaginaryOne);
            for (int k = 0; k < place; k++) x[k] = -(x[place] * Entry(t, k, place) + x[place + 1] * Entry(t, k, place + 1));
        }
        else
        {
            x[place] = 1;
            for (int k = 0; k < place; k++) x[k] = -Entry(t, k, place);
        }

        for (int k = place - 1; k >= 0; k--)
        {
            if (k > 0 && t[k, k - 1] != T.Zero)
            {
                (x[k - 1], x[k]) = Solve(Entry(t, k - 1, k - 1) - value, Entry(t, k - 1, k), Entry(t, k, k - 1), Entry(t, k, k) - value, x[k - 1], x[k], least);
                ScaleDown(x);
                k--;
                for (int i = 0; i < k; i++) x[i] -= x[k] * Entry(t, i, k) + x[k + 1] * Entry(t, i, k + 1);
            }
            else
            {
                x[k] /= Away(Entry(t, k, k) - value, least);
                ScaleDown(x);
                for (int i = 0; i < k; i++) x[i] -= x[k] * Entry(t, i, k);
            }
        }
    }

    /// <summary>The u with uᴴ · T = λ · uᴴ.</summary>
    /// <param name="t">The matrix T.</param>
    /// <param name="value">The eigenvalue λ; of a block that with a positive imaginary part.</param>
    /// <param name="place">Its place on the diagonal.</param>
    /// <param name="isPair">Whether a block of size 2 starts there.</param>
    /// <param name="u">Takes the eigenvector.</param>
    public static void Left<T>(MatrixSpan<T> t, Complex value, int place, bool isPair, Span<Complex> u) where T : unmanaged, INumberBase<T>
    {
        int n = t.Rows, next = place + (isPair ? 2 : 1);
        double least = Least(n, value);
        Complex conjugate = Complex.Conjugate(value);
        u.Clear();
        if (isPair)
        {
            double above = Field.Real(t[place, place + 1]), below = Field.Real(t[place + 1, place]);
            (u[place], u[place + 1]) = Math.Abs(above) >= Math.Abs(below)
                ? (value.Imaginary / above, Complex.ImaginaryOne)
                : (1, new Complex(0, -value.Imaginary / below));
            for (int k = next; k < n; k++) u[k] = -(u[place] * Adjoint(t, k, place) + u[place + 1] * Adjoint(t, k, place + 1));
        }
        else
        {
            u[place] = 1;
            for (int k = next; k < n; k++) u[k] = -Adjoint(t, k, place);
        }

        for (int k = next; k < n; k++)
        {
            if (k + 1 < n && t[k + 1, k] != T.Zero)
            {
                (u[k], u[k + 1]) = Solve(
                    Adjoint(t, k, k) - conjugate, Adjoint(t, k, k + 1), Adjoint(t, k + 1, k), Adjoint(t, k + 1, k + 1) - conjugate, u[k], u[k + 1], least);
                ScaleDown(u);
                k++;
                for (int i = k + 1; i < n; i++) u[i] -= u[k - 1] * Adjoint(t, i, k - 1) + u[k] * Adjoint(t, i, k);
            }
            else
            {
                u[k] /= Away(Adjoint(t, k, k) - conjugate, least);
                ScaleDown(u);
                for (int i = k + 1; i < n; i++) u[i] -= u[k] * Adjoint(t, i, k);
            }
        }
    }

    private static Complex Entry<T>(MatrixSpan<T> t, int i, int j) where T : unmanaged => new(Field.Real(t[i, j]), Field.Imaginary(t[i, j]));

    private static Complex Adjoint<T>(MatrixSpan<T> t, int i, int j) where T : unmanaged => Complex.Conjugate(Entry(t, j, i));

    private static double Least(int n, Complex value) => Math.Max(Field.Precision * Field.Size(value), Field.SafeMinimum * (n / Field.Precision));

    private static Complex Away(Complex difference, double least) => Field.Size(difference) < least ? least : difference;

    /// <summary>The solution of ((a, b), (c, d)) · (x, y) = (f, g), by elimination from the larger entry of the first column.</summary>
    private static (Complex X, Complex Y) Solve(Complex a, Complex b, Complex c, Complex d, Complex f, Complex g, double least)
    {
        if (Field.Size(c) > Field.Size(a)) (a, b, f, c, d, g) = (c, d, g, a, b, f);
        a = Away(a, least);
        Complex factor = c / a, y = (g - factor * f) / Away(d - factor * b, least);
        return ((f - b * y) / a, y);
    }

    private static void ScaleDown(Span<Complex> x)
    {
        double largest = 0;
        foreach (Complex value in x) largest = Math.Max(largest, Field.Size(value));
        if (!(largest > Huge)) return;
        foreach (ref Complex value in x) value /= largest;
    }
}
