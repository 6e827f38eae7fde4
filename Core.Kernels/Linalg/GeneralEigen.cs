using System.Numerics;

namespace Core.Kernels;

/// <summary>Schur forms, eigenvalues and eigenvectors of general square matrices: balancing, reduction to Hessenberg form, implicitly shifted QR steps.</summary>
public static class GeneralEigen
{
    /// <summary>Overwrites A by T = Zᴴ · A · Z (LAPACK: gees).</summary>
    /// <param name="a">The matrix; of double or Complex.</param>
    /// <param name="z">Takes Z; without rows where it is not wanted.</param>
    /// <returns>Whether the matrix is finite and the iteration converged.</returns>
    public static bool Schur<T>(MatrixSpan<T> a, MatrixSpan<T> z) where T : unmanaged, INumberBase<T>
    {
        if (!Rescale(a, out int exponent)) return false;
        Complex[] values = new Complex[a.Rows];
        bool converged = Schur(a, z, values, scale: false, out _);
        Rescale(a, exponent);
        return converged;
    }

    /// <summary>The eigenvalues and eigenvectors of a matrix (LAPACK: geev).</summary>
    /// <param name="a">The matrix; of double or Complex; overwritten.</param>
    /// <param name="values">The eigenvalues, in the order in which they were found, from the last to the first.</param>
    /// <param name="left">Takes the left eigenvectors, as columns of norm 1 whose largest entry is real; without rows where they are not wanted.</param>
    /// <param name="right">Takes the right eigenvectors; without rows where they are not wanted.</param>
    /// <returns>Whether the matrix is finite and the iteration converged.</returns>
    public static bool Compute<T>(MatrixSpan<T> a, Span<Complex> values, MatrixSpan<Complex> left, MatrixSpan<Complex> right) where T : unmanaged, INumberBase<T>
    {
        if (!Rescale(a, out int exponent)) return false;
        int n = a.Rows;
        MatrixSpan<T> z = left.Rows > 0 || right.Rows > 0 ? Field.New<T>(n, n) : default;
        if (!Schur(a, z, values, scale: true, out Balancing balancing)) return false;
        if (right.Rows > 0) Vectors(a, z, values, balancing, right, left: false);
        if (left.Rows > 0) Vectors(a, z, values, balancing, left, left: true);
        if (exponent != 0)
            foreach (ref Complex value in values) value = new(Math.ScaleB(value.Real, exponent), Math.ScaleB(value.Imaginary, exponent));
        return true;
    }

    private static bool Schur<T>(MatrixSpan<T> a, MatrixSpan<T> z, Span<Complex> values, bool scale, out Balancing balancing) where T : unmanaged, INumberBase<T>
    {
        int n = a.Rows;
        balancing = Balancing.Apply(a, scale);
        T[] taus = new T[Math.Max(0, n - 1)];
        HessenbergForm.Compute(a, taus, balancing.Low, balancing.High);
        if (z.Rows > 0) HessenbergForm.Generate<T>(a, taus).CopyTo(z);
        bool converged = typeof(T) == typeof(Complex)
            ? ComplexSchur.Compute(a.As<Complex>(), z.As<Complex>(), values, balancing.Low, balancing.High)
            : RealSchur.Compute(a.As<double>(), z.As<double>(), values, balancing.Low, balancing.High);
        if (!scale && z.Rows > 0) balancing.Undo(z, left: false);
        return converged;
    }

    /// <summary>The eigenvectors of the triangular form, turned into those of the matrix and normalized.</summary>
    private static void Vectors<T>(MatrixSpan<T> t, MatrixSpan<T> z, ReadOnlySpan<Complex> values, Balancing balancing, MatrixSpan<Complex> vectors, bool left)
        where T : unmanaged, INumberBase<T>
    {
        int n = t.Rows;
        MatrixSpan<Complex> ofT = Field.New<Complex>(n, n), basis = Field.New<Complex>(n, n);
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) basis[i, j] = new(Field.Real(z[i, j]), Field.Imaginary(z[i, j]));
        Complex[] x = new Complex[n];
        for (int j = 0; j < n; j++)
        {
            bool isPair = j + 1 < n && t[j + 1, j] != T.Zero;
            if (left) SchurVectors.Left(t, values[j], j, isPair, x);
            else SchurVectors.Right(t, values[j], j, isPair, x);
            ofT.WriteColumn(j, x);
            if (isPair) j++; // its conjugate follows below
        }
        vectors.Fill(0);
        MatrixProduct.Accumulate(Complex.One, basis, ofT, vectors);
        balancing.Undo(vectors, left);
        for (int j = 0; j < n; j++)
        {
            bool isPair = j + 1 < n && t[j + 1, j] != T.Zero;
            vectors.ReadColumn(j, x);
            Normalize(x, turn: isPair || typeof(T) == typeof(Complex), toPositive: typeof(T) == typeof(Complex));
            vectors.WriteColumn(j, x);
            if (!isPair) continue;
            for (int i = 0; i < n; i++) vectors[i, j + 1] = Complex.Conjugate(x[i]);
            j++;
        }
    }

    /// <summary>Scales to norm 1 and, where asked for, turns so that the largest entry is real.</summary>
    private static void Normalize(Span<Complex> x, bool turn, bool toPositive)
    {
        double norm = Field.Norm<Complex>(x), largest = -1;
        int place = 0;
        for (int i = 0; i < x.Length; i++)
        {
            x[i] /= norm;
            double size = x[i].Real * x[i].Real + x[i].Imaginary * x[i].Imaginary;
            if (size > largest) (largest, place) = (size, i);
        }
        if (!turn) return;
        Complex phase = Complex.Conjugate(x[place]) / Math.Sqrt(largest);
        if (!toPositive && x[place].Real < 0) phase = -phase; // LAPACK's rotation keeps the sign
        foreach (ref Complex value in x) value *= phase;
        x[place] = x[place].Real;
    }

    /// <summary>Scales a matrix by a power of 2 so that squares of its elements neither overflow nor vanish.</summary>
    /// <returns>Whether all elements are finite.</returns>
    private static bool Rescale<T>(MatrixSpan<T> a, out int exponent) where T : unmanaged
    {
        double largest = 0;
        for (int i = 0; i < a.Rows; i++)
            foreach (T value in a.Row(i)) largest = Math.Max(largest, Field.Size(value));
        exponent = 0;
        if (!double.IsFinite(largest)) return false;
        if (largest != 0 && largest is < 1e-140 or > 1e140) exponent = Math.ILogB(largest);
        Rescale(a, -exponent);
        return true;
    }

    private static void Rescale<T>(MatrixSpan<T> a, int exponent) where T : unmanaged
    {
        if (exponent == 0) return;
        for (int i = 0; i < a.Rows; i++)
            foreach (ref T value in a.Row(i)) value = Field.Of<T>(Math.ScaleB(Field.Real(value), exponent), Math.ScaleB(Field.Imaginary(value), exponent));
    }
}
