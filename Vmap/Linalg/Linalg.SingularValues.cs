using Core.Ir;
using Core.Tracing;

namespace Core;

public static partial class Linalg
{
    /// <summary>A = U · diag(s) · Vᴴ, the singular values descending.</summary>
    /// <param name="a">A.</param>
    /// <param name="fullMatrices">Whether U and Vᴴ are square.</param>
    /// <param name="hermitian">Whether (A + Aᴴ) / 2 is taken for A, whose eigenvalues give the singular values.</param>
    /// <param name="subsetByIndex">The first of the singular values wanted, and the one before which they end; not for Hermitian matrices.</param>
    public static (NdArray U, NdArray S, NdArray Vh) Svd(NdArray a, bool fullMatrices = true, bool hermitian = false, (int Start, int End)? subsetByIndex = null)
    {
        NdArray[] results = JittedFunctions.CallAll("svd", $"{fullMatrices} {hermitian} {subsetByIndex}", args =>
        {
            (NdArray u, NdArray s, NdArray vh) = hermitian ? HermitianSvd(Inexact(args[0]), subsetByIndex) : Lax.Svd(Inexact(args[0]), fullMatrices, subsetByIndex);
            return [u, s, vh];
        }, a);
        return (results[0], results[1], results[2]);
    }

    /// <summary>The singular values, descending.</summary>
    public static NdArray Svdvals(NdArray a) => Svdvals(a, fullMatrices: true, hermitian: false);

    /// <summary>How many singular values are larger than <paramref name="rtol"/>; by default than the largest one, the larger size and ε multiplied.</summary>
    /// <param name="a">A matrix or a stack of them.</param>
    /// <param name="rtol">The limit, one or one for each matrix.</param>
    /// <param name="hermitian">Whether (A + Aᴴ) / 2 is taken for A.</param>
    public static NdArray MatrixRank(NdArray a, NdArray? rtol = null, bool hermitian = false) => JittedFunctions.Call("matrix_rank", $"{hermitian}", args =>
    {
        NdArray x = Inexact(args[0]);
        if (x.Rank < 2) return Lax.ConvertElementType(Np.Any(Np.NotEqual(x, 0)), DType.I32);
        NdArray s = Svdvals(x, fullMatrices: false, hermitian);
        NdArray limit = args.Length > 1
            ? args[1]
            : Lax.Mul(Lax.Mul(Np.Max(s, -1), Lax.Number(Scalar.Of((double)Math.Max(x.Shape[^1], x.Shape[^2])), s.DType)), Lax.Number(Scalar.Of(Np.Finfo(s.DType).Eps), s.DType));
        return Np.Sum(Np.Greater(s, Np.ExpandDims(limit, limit.Rank)), -1);
    }, rtol is null ? [a] : [a, rtol]);

    /// <summary>The largest singular value over the smallest.</summary>
    /// <exception cref="ShapeException">The array is no matrix, or empty.</exception>
    public static NdArray Cond(NdArray x) => Cond(x, 2);

    /// <summary>How much a system of linear equations magnifies errors: the norm of a matrix times that of its inverse.</summary>
    /// <param name="x">A matrix or a stack of them; square unless the order is 2 or −2.</param>
    /// <param name="p">The order of the norms; for −2 the smallest singular value over the largest is given.</param>
    /// <exception cref="ShapeException">The array is no matrix, is empty, or must be square and is not.</exception>
    public static NdArray Cond(NdArray x, NormOrder p)
    {
        if (x.Rank < 2 || x.Shape[^1] == 0 || x.Shape[^2] == 0) throw new ShapeException($"Cond: needs a matrix that is not empty, or a stack of them, got {x.Type}.");
        bool bySingularValues = p.Name is null && p.Number is 2 or -2;
        if (!bySingularValues && x.Shape[^1] != x.Shape[^2]) throw new ShapeException($"Cond: for the order {p} the matrix must be square, got {x.Type}; the order 2 takes others too.");
        return JittedFunctions.Call("cond", $"{p}", args =>
        {
            NdArray a = args[0], ratio;
            if (bySingularValues)
            {
                NdArray s = Svdvals(a);
                if (p.Number > 0) return Np.Divide(s[Ix.Ellipsis, 0], s[Ix.Ellipsis, -1]);
                ratio = Np.Divide(s[Ix.Ellipsis, -1], s[Ix.Ellipsis, 0]);
            }
            else ratio = Np.Multiply(Norm(a, p, [-2, -1]), Norm(Inv(a), p, [-2, -1]));
            // Infinite, not NaN, where the matrix itself has no NaN.
            NdArray isUndefined = Np.BitwiseAnd(Np.Isnan(ratio), Np.BitwiseNot(Np.Any(Np.Isnan(a), [-2, -1])));
            return Np.Where(isUndefined, Np.Inf, ratio);
        }, x);
    }

    /// <summary>The pseudo-inverse of a matrix (Moore and Penrose): the inverse on what the matrix does not take to zero.</summary>
    /// <param name="a">A matrix or a stack of them.</param>
    /// <param name="rtol">Up to this times the largest one, singular values count as zero; by default ten times the larger size times ε.</param>
    /// <param name="hermitian">Whether (A + Aᴴ) / 2 is taken for A.</param>
    /// <exception cref="ShapeException">The array is no matrix.</exception>
    public static NdArray Pinv(NdArray a, NdArray? rtol = null, bool hermitian = false)
    {
        CheckMatrix("Pinv", a);
        return JittedFunctions.CustomJvp("_pinv", "_pinv_jvp", args =>
            [JittedFunctions.Call("_pinv", $"{hermitian}", own => PinvOf(Inexact(own[0]), own.Length > 1 ? own[1] : null, hermitian), rtol is null ? [args[0]] : [args[0], rtol])], a)[0];
    }

    /// <summary>The X for which A · X is nearest to B, the smallest of them, by the singular values of A.</summary>
    /// <param name="a">A matrix.</param>
    /// <param name="b">A vector, or a matrix of columns.</param>
    /// <param name="rcond">Below this times the largest one, singular values count as zero; by default the larger size times ε.</param>
    /// <returns>X, the sums of squares of what is left of each column, how many singular values count, and all of them.</returns>
    /// <exception cref="ShapeException">A is no matrix, B is neither a vector nor a matrix, or they have different numbers of rows.</exception>
    public static (NdArray X, NdArray Residuals, NdArray Rank, NdArray SingularValues) Lstsq(NdArray a, NdArray b, NdArray? rcond = null)
    {
        if (a.Rank != 2 || b.Rank is not (1 or 2) || a.Shape[0] != b.Shape[0])
            throw new ShapeException($"Lstsq: needs a matrix, and a vector or matrix with as many rows, got {a.Type} and {b.Type}; map it with Vmap for stacks.");
        NdArray[] results = JittedFunctions.CallAll("_lstsq", "", args => LeastSquares(args[0], args[1], args.Length > 2 ? args[2] : null), rcond is null ? [a, b] : [a, b, rcond]);
        return (results[0], results[1], results[2], results[3]);
    }

    private static NdArray Svdvals(NdArray a, bool fullMatrices, bool hermitian) => JittedFunctions.Call("svd", $"{fullMatrices} {hermitian} values", args =>
    {
        NdArray x = Inexact(args[0]);
        if (!hermitian) return Lax.Svdvals(x, fullMatrices);
        NdArray sizes = Lax.Unary(UnaryKind.Abs, Lax.Eigh(x).Values);
        return Lax.Rev(Lax.Sort(sizes, sizes.Rank - 1), [sizes.Rank - 1]);
    }, a);

    // JAX: svd. The eigenvalues by their size, and with their signs the right vectors.
    private static (NdArray U, NdArray S, NdArray Vh) HermitianSvd(NdArray a, (int Start, int End)? subsetByIndex)
    {
        (NdArray vectors, NdArray values) = Lax.Eigh(a, subsetByIndex: subsetByIndex);
        NdArray sizes = Lax.Unary(UnaryKind.Abs, values), signs = Lax.Unary(UnaryKind.Sign, values);
        int last = sizes.Rank - 1;
        NdArray[] sorted = [.. Lax.SortAll([sizes, Lax.Iota(DType.U32, sizes.Shape, last), signs], last).Select(x => Lax.Rev(x, [last]))];
        NdArray u = Np.TakeAlongAxis(vectors, Lax.InsertAxis(sorted[1], last), -1);
        NdArray v = Np.Multiply(u, Lax.ConvertElementType(Lax.InsertAxis(sorted[2], last), u.DType));
        return (u, sorted[0], Np.Conj(MatrixTranspose(v)));
    }

    private static NdArray PinvOf(NdArray a, NdArray? rtol, bool hermitian)
    {
        int rows = a.Shape[^2], columns = a.Shape[^1];
        if (rows == 0 || columns == 0) return Np.Zeros([.. a.Shape.Span[..^2], columns, rows], a.DType);
        NdArray x = Np.Conj(a);
        DType real = x.DType.RealPart;
        NdArray limit = rtol ?? Np.Multiply(10.0 * Math.Max(rows, columns), Lax.Number(Scalar.Of(Np.Finfo(real).Eps), real));
        (NdArray u, NdArray s, NdArray vh) = Svd(x, fullMatrices: false, hermitian);
        limit = Lax.InsertAxis(limit, limit.Rank);
        limit = Lax.ExpandDims(limit, [.. Enumerable.Range(0, s.Rank - limit.Rank)]);
        NdArray cutoff = Np.Multiply(limit, s[Ix.Ellipsis, 0..1]);
        s = Lax.ConvertElementType(Np.Where(Np.Greater(s, cutoff), s, Np.Inf), u.DType);
        return Np.Matmul(MatrixTranspose(vh), Np.Divide(MatrixTranspose(u), Lax.InsertAxis(s, s.Rank)), null, DotPrecision.Highest);
    }

    // JAX: _lstsq.
    private static NdArray[] LeastSquares(NdArray a, NdArray b, NdArray? rcond)
    {
        (DType dtype, bool weak) = Np.ResultType(a, b);
        dtype = Promotion.Inexact(dtype, TraceScope.UsesX64);
        (a, b) = (Lax.ConvertElementType(a, dtype, weak), Lax.ConvertElementType(b, dtype, weak));
        bool isVector = b.Rank == 1;
        if (isVector) b = Lax.InsertAxis(b, 1);
        int rows = a.Shape[0], columns = a.Shape[1];
        DType real = dtype.RealPart;
        NdArray s, rank, x;
        if (rows == 0 || columns == 0)
        {
            (s, rank) = (Np.Zeros([0], dtype), Lax.Number(Scalar.Of(0), Promotion.DefaultInt(TraceScope.UsesX64)));
            x = Np.Zeros([columns, b.Shape[1]], dtype);
        }
        else
        {
            double epsilon = Np.Finfo(real).Eps;
            NdArray? given = rcond is null ? null : Np.Where(Np.Less(rcond, 0), Lax.Number(Scalar.Of(epsilon), real), rcond);
            (NdArray u, s, NdArray vh) = Svd(a, fullMatrices: false);
            NdArray isPositive = Np.Greater(s, 0);
            NdArray limit = given is null ? Lax.Number(Scalar.Of(epsilon * Math.Max(rows, columns)), real) : Lax.ConvertElementType(Np.Copy(given), real);
            NdArray counts = Np.BitwiseAnd(isPositive, Np.GreaterEqual(s, Np.Multiply(limit, s[0])));
            rank = Np.Sum(counts);
            NdArray safe = Lax.ConvertElementType(Np.Where(counts, s, 1), dtype);
            NdArray inverse = Lax.InsertAxis(Np.Where(counts, Np.Divide(1, safe), 0), 1);
            NdArray inner = Product(MatrixTranspose(Np.Conj(u)), b);
            x = Product(MatrixTranspose(Np.Conj(vh)), Np.Multiply(inverse, inner));
        }
        NdArray residuals = Lax.IntegerPow(Norm(Np.Subtract(b, Product(a, x)), axis: 0), 2);
        return [isVector ? Np.Ravel(x) : x, residuals, rank, s];

        static NdArray Product(NdArray x, NdArray y) => Np.Matmul(x, y, null, DotPrecision.Highest);
    }
}
