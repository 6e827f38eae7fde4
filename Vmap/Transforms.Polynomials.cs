using System.Numerics;

namespace Core;

// Functions of NumPy that need linear algebra; they stand beside Np because that does not.
public static partial class Transforms
{
    /// <summary>The polynomial with given zeros: its coefficients, the highest power first.</summary>
    /// <param name="zeros">The zeros, of one axis; or a square matrix, for its characteristic polynomial.</param>
    /// <exception cref="ShapeException">The array is neither.</exception>
    // JAX: poly.
    public static NdArray Poly(NdArray zeros)
    {
        bool isMatrix = zeros.Rank == 2 && zeros.Shape[0] == zeros.Shape[1] && zeros.Shape[0] != 0;
        if (zeros.Rank > 1 && !isMatrix) throw new ShapeException($"Poly: needs zeros along one axis or a square matrix, got {zeros.Type}.");
        return JittedFunctions.Call("poly", "", args =>
        {
            NdArray x = Np.Atleast1d(Linalg.Inexact(args[0]));
            if (isMatrix) x = Linalg.Eigvals(x);
            if (x.Shape[0] == 0) return Np.Ones([], x.DType);
            NdArray result = Np.Ones([1], x.DType), one = Lax.Number(Scalar.Of(1), x.DType);
            for (int k = 0; k < x.Shape[0]; k++)
            {
                NdArray minus = Np.Negative(x[k]);
                result = Np.Convolve(result, Lax.Concatenate([Lax.InsertAxis(one, 0), Lax.InsertAxis(minus, 0)], 0));
            }
            return result;
        }, zeros);
    }

    /// <summary>The zeros of a polynomial, complex.</summary>
    /// <param name="p">The coefficients, of one axis, the highest power first.</param>
    /// <param name="stripZeros">Whether zeros among the first coefficients are left out, which needs their values; else as many results are NaN, at the end.</param>
    /// <exception cref="ShapeException">The coefficients have more than one axis.</exception>
    /// <exception cref="TraceException">Zeros are to be left out, and the coefficients are traced.</exception>
    // JAX: roots.
    public static NdArray Roots(NdArray p, bool stripZeros = true)
    {
        if (p.Rank > 1) throw new ShapeException($"Roots: the coefficients must have one axis, got {p.Type}.");
        if (stripZeros && p.IsTraced && p.Size > 1)
            throw new TraceException(
                $"Roots: coefficients of type {p.Type} are being traced; how many of the first ones are zero is not known before they have values. Use stripZeros: false, which gives NaN for each.");
        NdArray coefficients = Np.Atleast1d(Linalg.Inexact(p));
        int count = coefficients.Shape[0];
        if (count < 2) return NdArray.Of(ArrayData.Create<byte>(ComplexOf(coefficients.DType), [0], []));
        NdArray areZero = Np.All(Np.Equal(coefficients, 0));
        NdArray leading = Np.Where(areZero, count, Np.Argmin(Np.Equal(coefficients, 0)));
        if (stripZeros) return RootsOf(coefficients[(int)leading..]);
        return JittedFunctions.Call("_roots_with_zeros", "", args =>
        {
            NdArray rolled = Np.Roll(Np.Where(Np.Equal(args[1], count), 1.0, args[0]), Np.Negative(args[1]), 0);
            NdArray roots = RootsOf(rolled);
            roots = Lax.SortAll([Np.Equal(roots, 0), roots], 0)[1];
            int size = roots.Shape[0];
            return Np.Where(Np.Less(Np.Arange(size), Np.Subtract(size, args[1])), roots, new Complex(double.NaN, double.NaN));
        }, coefficients, leading);
    }

    /// <summary>The coefficients, the highest power first, of the polynomial that comes nearest to points, by least squares.</summary>
    /// <param name="x">The places of the points, of one axis, floating-point.</param>
    /// <param name="y">The values there, as many; or columns of them.</param>
    /// <param name="deg">The degree.</param>
    /// <param name="rcond">Singular values below this part of the largest count as zero.</param>
    /// <param name="w">The weight of each point.</param>
    /// <exception cref="ShapeException">The degree is negative, or the shapes do not fit.</exception>
    /// <exception cref="DTypeException">The places are not floating-point.</exception>
    // JAX: polyfit.
    public static NdArray Polyfit(NdArray x, NdArray y, int deg, double? rcond = null, NdArray? w = null) =>
        Fit(x, y, deg, rcond, w, "", fit => [fit.Coefficients])[0];

    /// <summary>As <see cref="Polyfit"/>, with the sums of squared residuals, the rank and the singular values of the matrix of powers, and <paramref name="rcond"/>.</summary>
    /// <inheritdoc cref="Polyfit"/>
    public static (NdArray Coefficients, NdArray Residuals, NdArray Rank, NdArray SingularValues, NdArray Rcond) PolyfitInFull(
        NdArray x, NdArray y, int deg, double? rcond = null, NdArray? w = null)
    {
        NdArray[] results = Fit(x, y, deg, rcond, w, "full", fit => [fit.Coefficients, fit.Residuals, fit.Rank, fit.SingularValues, fit.Rcond]);
        return (results[0], results[1], results[2], results[3], results[4]);
    }

    /// <summary>As <see cref="Polyfit"/>, with the covariances of the coefficients.</summary>
    /// <param name="x">The places of the points, of one axis, floating-point.</param>
    /// <param name="y">The values there, as many; or columns of them.</param>
    /// <param name="deg">The degree.</param>
    /// <param name="rcond">Singular values below this part of the largest count as zero.</param>
    /// <param name="w">The weight of each point.</param>
    /// <param name="scaled">Whether covariances are scaled by the residuals; else the weights are the inverses of standard deviations.</param>
    /// <exception cref="ShapeException">The degree is negative, the shapes do not fit, or there are too few points to scale by.</exception>
    /// <exception cref="DTypeException">The places are not floating-point.</exception>
    public static (NdArray Coefficients, NdArray Covariances) PolyfitWithCovariances(NdArray x, NdArray y, int deg, double? rcond = null, NdArray? w = null, bool scaled = true)
    {
        if (scaled && x.Rank == 1 && x.Shape[0] <= deg + 1)
            throw new ShapeException($"PolyfitWithCovariances: there must be more points than the {deg + 1} coefficients to scale covariances by, got {x.Shape[0]}; use scaled: false.");
        NdArray[] results = Fit(x, y, deg, rcond, w, $"covariances {scaled}", fit =>
        {
            NdArray covariances = Linalg.Inv(Np.Dot(Np.Transpose(fit.Powers), fit.Powers));
            covariances = Np.Divide(covariances, Np.Outer(fit.Scale, fit.Scale));
            NdArray factor = scaled ? Np.Divide(fit.Residuals, x.Shape[0] - deg - 1) : 1.0;
            if (y.Rank == 1) return [fit.Coefficients, Np.Multiply(covariances, Lax.ExpandDims(Np.Atleast1d(factor), 0))];
            covariances = Lax.ExpandDims(covariances, 2);
            return [fit.Coefficients, Np.Multiply(covariances, Lax.ExpandDims(Np.Atleast1d(factor), 0, 1))];
        });
        return (results[0], results[1]);
    }

    private sealed record LeastSquares(NdArray Coefficients, NdArray Residuals, NdArray Rank, NdArray SingularValues, NdArray Rcond, NdArray Powers, NdArray Scale);

    private static NdArray[] Fit(NdArray x, NdArray y, int deg, double? rcond, NdArray? w, string wanted, Func<LeastSquares, NdArray[]> results)
    {
        if (deg < 0) throw new ShapeException($"Polyfit: the degree must not be negative, got {deg}.");
        if (x.Rank != 1 || x.Size == 0) throw new ShapeException($"Polyfit: x must have one axis that is not empty, got {x.Type}.");
        if (!x.DType.IsInexact) throw new DTypeException($"Polyfit: x must be floating-point, got {x.Type}; convert it with AsType(F32).");
        if (y.Rank is not (1 or 2) || y.Shape[0] != x.Shape[0]) throw new ShapeException($"Polyfit: y must have one or two axes and {x.Shape[0]} values along the first, got {y.Type}.");
        if (w is not null && w.Shape != x.Shape) throw new ShapeException($"Polyfit: needs one weight for each of the {x.Shape[0]} points, got {w.Type}.");
        double limit = rcond ?? x.Shape[0] * Np.Finfo(x.DType).Eps;
        return JittedFunctions.CallAll("polyfit", $"{deg} {limit:R} {wanted} {w is not null}", args =>
        {
            NdArray powers = Np.Vander(args[0], deg + 1), values = args[1];
            if (w is not null)
            {
                NdArray weights = Linalg.Inexact(args[2]);
                powers = Np.Multiply(powers, Lax.ExpandDims(weights, 1));
                values = Np.Multiply(values, values.Rank == 2 ? Lax.ExpandDims(weights, 1) : weights);
            }
            // Columns of one length have a better condition.
            NdArray scale = Np.Sqrt(Np.Sum(Np.Multiply(powers, powers), 0));
            powers = Np.Divide(powers, Lax.ExpandDims(scale, 0));
            (NdArray c, NdArray residuals, NdArray rank, NdArray singular) = Linalg.Lstsq(powers, values, limit);
            c = c.Rank > 1 ? Np.Transpose(Np.Divide(Np.Transpose(c), Lax.ExpandDims(scale, 0))) : Np.Divide(c, scale);
            return results(new(c, residuals, rank, singular, limit, powers, scale));
        }, w is null ? [x, y] : [x, y, w]);
    }

    // JAX: _roots_no_zeros. The eigenvalues of the companion matrix.
    private static NdArray RootsOf(NdArray p) => JittedFunctions.Call("_roots_no_zeros", "", args =>
    {
        int count = args[0].Shape[0];
        if (count < 2) return Np.Zeros([0], ComplexOf(args[0].DType));
        NdArray companion = Np.Diag(Np.Ones([count - 2], args[0].DType), -1);
        companion = companion.At[0, ..].Set(Np.Divide(Np.Negative(args[0][1..]), args[0][0]));
        return Linalg.Eigvals(companion);
    }, p);

    private static DType ComplexOf(DType dtype) => dtype.IsComplex ? dtype : dtype is DType.F64 ? DType.C128 : DType.C64;
}
