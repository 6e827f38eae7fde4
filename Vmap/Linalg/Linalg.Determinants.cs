namespace Core;

/// <summary>By which factorization a determinant is computed.</summary>
public enum DeterminantMethod
{
    /// <summary>Triangular factors with rows exchanged.</summary>
    Lu,
    /// <summary>Reflections, for real matrices.</summary>
    Qr,
}

public static partial class Linalg
{
    /// <summary>The determinant.</summary>
    /// <param name="a">A square matrix or a stack of them.</param>
    /// <exception cref="ShapeException">The matrix is not square.</exception>
    public static NdArray Det(NdArray a)
    {
        CheckSquare("Det", a);
        return JittedFunctions.Call("det", "", args =>
        {
            NdArray x = Inexact(args[0]);
            return x.Shape[^1] switch
            {
                2 => E(x, 0, 0) * E(x, 1, 1) - E(x, 0, 1) * E(x, 1, 0),
                3 => E(x, 0, 0) * E(x, 1, 1) * E(x, 2, 2)
                    + E(x, 0, 1) * E(x, 1, 2) * E(x, 2, 0)
                    + E(x, 0, 2) * E(x, 1, 0) * E(x, 2, 1)
                    - E(x, 0, 2) * E(x, 1, 1) * E(x, 2, 0)
                    - E(x, 0, 0) * E(x, 1, 2) * E(x, 2, 1)
                    - E(x, 0, 1) * E(x, 1, 0) * E(x, 2, 2),
                _ => JittedFunctions.CustomJvp("_det", "_det_jvp", own =>
                {
                    (NdArray sign, NdArray log) = Slogdet(own[0]);
                    return [Np.Multiply(sign, Lax.ConvertElementType(Np.Exp(log), sign.DType))];
                }, x)[0],
            };
        }, a);
    }

    /// <summary>The sign of a determinant, for complex matrices a number of size 1, and the logarithm of its size, which does not overflow; 0 and −∞ for singular matrices.</summary>
    /// <param name="a">A square matrix or a stack of them.</param>
    /// <param name="method">The factorization.</param>
    /// <exception cref="ShapeException">The matrix is not square.</exception>
    /// <exception cref="UnsupportedException">The matrix is complex, and the method is <see cref="DeterminantMethod.Qr"/>.</exception>
    public static (NdArray Sign, NdArray LogAbsDet) Slogdet(NdArray a, DeterminantMethod method = DeterminantMethod.Lu)
    {
        CheckSquare("Slogdet", a);
        if (method is DeterminantMethod.Qr && a.DType.IsComplex) throw new UnsupportedException($"Slogdet: DeterminantMethod.Qr takes real matrices, got {a.Type}; use DeterminantMethod.Lu.");
        NdArray[] results = JittedFunctions.CallAll("slogdet", $"{method}", args =>
        {
            NdArray x = Inexact(args[0]);
            if (method is DeterminantMethod.Qr) return JittedFunctions.CustomJvp("_slogdet_qr", "_slogdet_jvp", own => SlogdetByReflections(own[0]), x);
            return x.Shape[^1] is 1 or 2
                ? JittedFunctions.CustomJvp("_slogdet_small", "_slogdet_small_jvp", own => SlogdetOfSmall(own[0]), x)
                : JittedFunctions.CustomJvp("_slogdet_lu", "_slogdet_jvp", own => SlogdetByFactors(own[0]), x);
        }, a);
        return (results[0], results[1]);
    }

    private static NdArray E(NdArray x, int row, int column) => x[Ix.Ellipsis, row, column];

    // JAX: _slogdet_1x1, _slogdet_2x2.
    private static NdArray[] SlogdetOfSmall(NdArray a)
    {
        NdArray det;
        if (a.Shape[^1] == 1) det = E(a, 0, 0);
        else
        {
            NdArray a00 = E(a, 0, 0), a01 = E(a, 0, 1), a10 = E(a, 1, 0), a11 = E(a, 1, 1);
            det = a00 * a11 - a01 * a10;
        }
        NdArray size = Np.Abs(det);
        return [Np.Sign(det), Np.Real(Np.Log(size))];
    }

    // JAX: _slogdet_lu. Each exchange of rows, and each negative number on the diagonal, changes the sign.
    private static NdArray[] SlogdetByFactors(NdArray a)
    {
        DType dtype = a.DType;
        (NdArray lu, NdArray pivots, _) = Lax.Lu(a);
        NdArray diagonal = Np.Diagonal(lu, 0, -2, -1);
        NdArray isSingular = Np.Any(Np.Equal(diagonal, Lax.Number(Scalar.Of(0), dtype)), -1);
        NdArray places = Lax.ExpandDims(Np.Arange(a.Shape[^1], pivots.DType), [.. Enumerable.Range(0, pivots.Rank - 1)]);
        NdArray changes = Np.CountNonzero(Np.NotEqual(pivots, places), -1), sign;
        if (dtype.IsComplex) sign = Np.Prod(Np.Divide(diagonal, Lax.ConvertElementType(Np.Abs(diagonal), dtype)), -1);
        else
        {
            sign = Lax.Number(Scalar.Of(1), dtype);
            changes = Np.Add(changes, Np.CountNonzero(Np.Less(diagonal, 0), -1));
        }
        NdArray parity = Np.Add(Np.Multiply(-2, Np.Remainder(changes, 2)), 1);
        sign = Np.Where(isSingular, Lax.Number(Scalar.Of(0), dtype), Np.Multiply(sign, Lax.ConvertElementType(Np.Copy(parity), dtype)));
        NdArray sum = Np.Sum(Lax.ConvertElementType(Np.Log(Np.Abs(diagonal)), dtype), -1);
        return [sign, Np.Real(Np.Where(isSingular, Lax.Number(Scalar.Of(double.NegativeInfinity), dtype), sum))];
    }

    // JAX: _slogdet_qr. Each reflection changes the sign.
    private static NdArray[] SlogdetByReflections(NdArray a)
    {
        (NdArray factors, NdArray taus) = Lax.Geqrf(a);
        NdArray diagonal = Np.Diagonal(factors, 0, -2, -1);
        NdArray log = Np.Sum(Np.Log(Np.Abs(diagonal)), -1), sign = Np.Prod(Np.Sign(diagonal), -1);
        NdArray reflections = Np.Prod(Np.Where(Np.NotEqual(taus[Ix.Ellipsis, ..(a.Shape[^1] - 1)], 0), -1, 1), -1);
        return [Np.Multiply(sign, Lax.ConvertElementType(reflections, sign.DType)), log];
    }
}
