using Core.Tracing;

namespace Core;

/// <summary>Which part of a QR factorization is wanted.</summary>
public enum QrMode
{
    /// <summary>Q with as many columns as R has rows, the smaller size of the matrix.</summary>
    Reduced,
    /// <summary>A square Q.</summary>
    Complete,
    /// <summary>What LAPACK's geqrf gives, transposed: the matrix whose triangles hold R and the reflections, and in place of R their factors.</summary>
    Raw,
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
    public static NdArray Cholesky(NdArray a, bool upper = false, bool symmetrizeInput = true)
    {
        CheckSquare("Cholesky", a);
        return JittedFunctions.Call("cholesky", $"{upper} {symmetrizeInput}", args =>
        {
            NdArray factor = Lax.Cholesky(Inexact(args[0]), symmetrizeInput);
            return upper ? Np.Conj(MatrixTranspose(factor)) : factor;
        }, a);
    }

    /// <summary>A = Q · R: a matrix with orthonormal columns and an upper triangular one.</summary>
    public static (NdArray Q, NdArray R) Qr(NdArray a, QrMode mode = QrMode.Reduced)
    {
        NdArray[] results = JittedFunctions.CallAll("qr", $"{mode}", args =>
        {
            if (mode is QrMode.Raw)
            {
                (NdArray factors, NdArray taus) = Lax.Geqrf(Inexact(args[0]));
                return [MatrixTranspose(factors), taus];
            }
            (NdArray q, NdArray r) = Lax.Qr(Inexact(args[0]), fullMatrices: mode is QrMode.Complete);
            return [q, r];
        }, a);
        return (results[0], results[1]);
    }

    /// <summary>The upper triangular R alone of A = Q · R: NumPy's mode "r".</summary>
    public static NdArray QrTriangle(NdArray a) => JittedFunctions.Call("qr", "triangle", args => Lax.Qr(Inexact(args[0]), fullMatrices: false).R, a);

    /// <summary>The eigenvalues, ascending, and the eigenvectors, as columns, of a Hermitian matrix.</summary>
    /// <param name="a">A matrix or a stack of them.</param>
    /// <param name="lower">Which triangle is read.</param>
    /// <param name="symmetrizeInput">Whether (A + Aᴴ) / 2 is taken for A.</param>
    public static (NdArray Eigenvalues, NdArray Eigenvectors) Eigh(NdArray a, bool lower = true, bool symmetrizeInput = true)
    {
        CheckSquare("Eigh", a);
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

    /// <summary>The array in a floating-point or complex type.</summary>
    internal static NdArray Inexact(NdArray x) => Lax.ConvertElementType(x, Promotion.Inexact(x.DType, TraceScope.UsesX64), x.IsWeak);
}
