using Core.Tracing;

namespace Core;

/// <summary>Which part of a QR factorization is wanted.</summary>
public enum QrMode
{
    /// <summary>Q with as many columns as R has rows, the smaller size of the matrix.</summary>
    Reduced,
    /// <summary>A square Q.</summary>
    Complete,
}

/// <summary>
/// NumPy's functions of linear algebra under their own names, for matrices and stacks of them. Traced, each gives the program of its
/// <c>jax.numpy.linalg</c> namesake.
/// </summary>
public static partial class Linalg
{
    /// <summary>The lower triangular L with L · Lᴴ = A for a positive definite A; NaN where it is not positive definite.</summary>
    /// <param name="a">A.</param>
    /// <param name="upper">Whether to give Lᴴ instead.</param>
    /// <param name="symmetrizeInput">Whether (A + Aᴴ) / 2 is taken for A; else only its lower triangle is read.</param>
    public static NdArray Cholesky(NdArray a, bool upper = false, bool symmetrizeInput = true) => JittedFunctions.Call("cholesky", $"{upper} {symmetrizeInput}", args =>
    {
        NdArray factor = Lax.Cholesky(Inexact(args[0]), symmetrizeInput);
        return upper ? Np.Conj(MatrixTranspose(factor)) : factor;
    }, a);

    /// <summary>A = Q · R: a matrix with orthonormal columns and an upper triangular one.</summary>
    public static (NdArray Q, NdArray R) Qr(NdArray a, QrMode mode = QrMode.Reduced)
    {
        NdArray[] results = JittedFunctions.CallAll("qr", $"{mode}", args =>
        {
            (NdArray q, NdArray r) = Lax.Qr(Inexact(args[0]), fullMatrices: mode is QrMode.Complete);
            return [q, r];
        }, a);
        return (results[0], results[1]);
    }

    /// <summary>A = U · diag(s) · Vᴴ, the singular values descending.</summary>
    /// <param name="a">A.</param>
    /// <param name="fullMatrices">Whether U and Vᴴ are square.</param>
    public static (NdArray U, NdArray S, NdArray Vh) Svd(NdArray a, bool fullMatrices = true)
    {
        NdArray[] results = JittedFunctions.CallAll("svd", $"{fullMatrices}", args =>
        {
            (NdArray u, NdArray s, NdArray vh) = Lax.Svd(Inexact(args[0]), fullMatrices);
            return [u, s, vh];
        }, a);
        return (results[0], results[1], results[2]);
    }

    /// <summary>The singular values, descending.</summary>
    public static NdArray Svdvals(NdArray a) => Svdvals(a, fullMatrices: true);

    /// <summary>The eigenvalues, ascending, and the eigenvectors, as columns, of a Hermitian matrix.</summary>
    /// <param name="a">A matrix or a stack of them.</param>
    /// <param name="lower">Which triangle is read.</param>
    /// <param name="symmetrizeInput">Whether (A + Aᴴ) / 2 is taken for A.</param>
    public static (NdArray Eigenvalues, NdArray Eigenvectors) Eigh(NdArray a, bool lower = true, bool symmetrizeInput = true)
    {
        NdArray[] results = JittedFunctions.CallAll("eigh", $"{lower} {symmetrizeInput}", args =>
        {
            (NdArray vectors, NdArray values) = Lax.Eigh(Inexact(args[0]), lower, symmetrizeInput);
            return [values, vectors];
        }, a);
        return (results[0], results[1]);
    }

    /// <summary>The eigenvalues, ascending, of a Hermitian matrix.</summary>
    public static NdArray Eigvalsh(NdArray a, bool lower = true, bool symmetrizeInput = true) =>
        JittedFunctions.Call("eigvalsh", $"{lower} {symmetrizeInput}", args => Eigh(Inexact(args[0]), lower, symmetrizeInput).Eigenvalues, a);

    /// <summary>The eigenvalues and the eigenvectors, as columns, of a general matrix; complex also for real matrices.</summary>
    public static (NdArray Eigenvalues, NdArray Eigenvectors) Eig(NdArray a)
    {
        (NdArray values, _, NdArray? vectors) = Lax.Eig(Inexact(a), computeLeftEigenvectors: false);
        return (values, vectors!);
    }

    /// <summary>The eigenvalues of a general matrix; complex also for real matrices.</summary>
    public static NdArray Eigvals(NdArray a) => JittedFunctions.Call("eigvals", "", args =>
        Lax.Eig(Inexact(args[0]), computeLeftEigenvectors: false, computeRightEigenvectors: false).Values, a);

    /// <summary>Each matrix with rows and columns exchanged.</summary>
    /// <exception cref="ShapeException">The array has fewer than two axes.</exception>
    public static NdArray MatrixTranspose(NdArray x) => x.Rank >= 2
        ? Np.Swapaxes(x, -2, -1)
        : throw new ShapeException($"MatrixTranspose: needs a matrix or a stack of them, got {x.Type}.");

    /// <summary>How many singular values are larger than <paramref name="rtol"/>; by default than the largest one, the larger size and ε multiplied.</summary>
    public static NdArray MatrixRank(NdArray a, double? rtol = null) => JittedFunctions.Call("matrix_rank", $"{rtol:R}", args =>
    {
        NdArray x = Inexact(args[0]);
        if (x.Rank < 2) return Lax.ConvertElementType(Np.Any(Np.NotEqual(x, 0)), DType.I32);
        NdArray s = Svdvals(x, fullMatrices: false);
        NdArray limit = rtol is { } given
            ? Lax.Number(Scalar.Of(given), s.DType)
            : Lax.Mul(Lax.Mul(Np.Max(s, -1), Lax.Number(Scalar.Of((double)Math.Max(x.Shape[^1], x.Shape[^2])), s.DType)), Lax.Number(Scalar.Of(Epsilon(s.DType)), s.DType));
        return Np.Sum(Np.Greater(s, Np.ExpandDims(limit, limit.Rank)), -1);
    }, a);

    /// <summary>The largest singular value over the smallest.</summary>
    public static NdArray Cond(NdArray x)
    {
        if (x.Rank < 2 || x.Shape[^1] == 0 || x.Shape[^2] == 0) throw new ShapeException($"Cond: needs a matrix that is not empty, or a stack of them, got {x.Type}.");
        return JittedFunctions.Call("cond", "", args =>
        {
            NdArray s = Svdvals(args[0]);
            return Np.Divide(s[Ix.Ellipsis, 0], s[Ix.Ellipsis, -1]);
        }, x);
    }

    private static NdArray Svdvals(NdArray a, bool fullMatrices) =>
        JittedFunctions.Call("svd", $"{fullMatrices} values", args => Lax.Svdvals(Inexact(args[0]), fullMatrices), a);

    /// <summary>The array in a floating-point or complex type.</summary>
    private static NdArray Inexact(NdArray x) => x.DType.IsInexact ? x : Lax.ConvertElementType(x, Promotion.DefaultFloat(TraceScope.UsesX64), x.IsWeak);

    private static double Epsilon(DType dtype) => dtype switch
    {
        DType.F64 => Math.ScaleB(1, -52),
        DType.F16 => Math.ScaleB(1, -10),
        DType.BF16 => Math.ScaleB(1, -7),
        _ => Math.ScaleB(1, -23),
    };
}
