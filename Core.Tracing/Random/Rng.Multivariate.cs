using Core.Ir;

namespace Core;

/// <summary>By which factor of the covariance <see cref="Rng.MultivariateNormal"/> makes independent numbers depend on each other.</summary>
public enum CovarianceFactor
{
    /// <summary>The triangular one; the covariance must be positive definite.</summary>
    Cholesky,
    /// <summary>Eigenvectors, scaled by the roots of the eigenvalues.</summary>
    Eigh,
    /// <summary>Singular vectors, scaled by the roots of the singular values.</summary>
    Svd,
}

public static partial class Rng
{
    /// <summary>Vectors of the normal distribution of a mean and a covariance.</summary>
    /// <param name="key">The key.</param>
    /// <param name="mean">The mean, (…, n).</param>
    /// <param name="cov">The covariance, (…, n, n).</param>
    /// <param name="shape">The shape of the array of vectors, that of the parameters by default.</param>
    /// <param name="dtype">The element type, that of the parameters by default.</param>
    /// <param name="method">Which factor of the covariance is computed.</param>
    /// <exception cref="ShapeException">The parameters are no vectors and matrices of one size, or do not broadcast to the shape.</exception>
    public static NdArray MultivariateNormal(
        NdArray key, NdArray mean, NdArray cov, Shape? shape = null, DType? dtype = null, CovarianceFactor method = CovarianceFactor.Cholesky)
    {
        CheckKey("MultivariateNormal", key);
        (mean, cov) = Promoted(mean, cov);
        DType type = FloatType("MultivariateNormal", dtype ?? mean.DType);
        if (mean.Rank == 0 || cov.Rank < 2 || cov.Shape[^1] != mean.Shape[^1] || cov.Shape[^2] != mean.Shape[^1])
            throw new ShapeException($"MultivariateNormal: the covariance must have the size of the mean along its last two axes, got a mean {mean.Type} and a covariance {cov.Type}.");
        Shape own = Np.BroadcastShapes(Shape.Create(mean.Shape.Span[..^1]), Shape.Create(cov.Shape.Span[..^2]));
        Shape samples = shape is { } wanted ? CheckShape("MultivariateNormal", wanted, own) : own;
        return Lax.Jitted("_multivariate_normal", (type, method, samples), args =>
        {
            NdArray factor = FactorOf(args[2], method);
            NdArray normals = Normal(args[0], [.. samples, args[1].Shape[^1]], type);
            return Np.Add(args[1], Np.Einsum("...ij,...j->...i", factor, normals));
        }, key, mean, cov);
    }

    /// <summary>Matrices with orthonormal rows or columns, all of them equally likely; complex ones are unitary.</summary>
    /// <param name="key">The key.</param>
    /// <param name="n">The number of rows.</param>
    /// <param name="shape">The shape of the array of matrices.</param>
    /// <param name="dtype">The element type, floating-point or complex, f32 by default.</param>
    /// <param name="m">The number of columns, that of rows by default.</param>
    public static NdArray Orthogonal(NdArray key, int n, Shape shape = default, DType? dtype = null, int? m = null)
    {
        CheckKey("Orthogonal", key);
        int columns = m ?? n;
        if (n < 0 || columns < 0) throw new ShapeException($"Orthogonal: sizes must not be negative, got {n} and {columns}.");
        DType type = dtype ?? Promotion.DefaultFloat(Tracing.TraceScope.UsesX64);
        return Lax.Jitted("_orthogonal", (type, n, columns, shape), args =>
        {
            NdArray normals = Normal(args[0], [.. shape, Math.Max(n, columns), Math.Min(n, columns)], type);
            NdArray[] factors = Lax.JittedAll("qr", "Reduced", own => Lax.Qr(own[0], fullMatrices: false) is var (q, r) ? [q, r] : [], normals);
            NdArray signs = Np.Sign(Np.Diagonal(factors[1], 0, -2, -1));
            NdArray result = Np.Multiply(factors[0], Lax.InsertAxis(signs, signs.Rank - 1));
            return n < columns ? Np.MatrixTranspose(result) : result;
        }, key);
    }

    // A matrix F with F · Fᴴ = cov.
    private static NdArray FactorOf(NdArray cov, CovarianceFactor method)
    {
        switch (method)
        {
            case CovarianceFactor.Cholesky:
                return Lax.Jitted("cholesky", args => Lax.Cholesky(args[0]), cov);
            case CovarianceFactor.Eigh:
                NdArray[] eigen = Lax.JittedAll("eigh", "values first", args => Lax.Eigh(args[0]) is var (vectors, values) ? [values, vectors] : [], cov);
                return Scaled(eigen[1], eigen[0]);
            case CovarianceFactor.Svd:
                NdArray[] parts = Lax.JittedAll("svd", "full", args => Lax.Svd(args[0]) is var (u, s, vh) ? [u, s, vh] : [], cov);
                return Scaled(parts[0], parts[1]);
            default:
                throw new ArgumentOutOfRangeException(nameof(method));
        }

        static NdArray Scaled(NdArray vectors, NdArray values) => Np.Multiply(vectors, Lax.Unary(UnaryKind.Sqrt, Lax.InsertAxis(values, values.Rank - 1)));
    }
}
