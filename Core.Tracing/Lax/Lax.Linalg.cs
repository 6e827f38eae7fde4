using Core.Ir;

namespace Core;

public static partial class Lax
{
    /// <summary>The lower triangular L with L · Lᴴ = A for a positive definite A or a stack of them; NaN where it is not positive definite.</summary>
    /// <param name="a">A.</param>
    /// <param name="symmetrizeInput">Whether (A + Aᴴ) / 2 is taken for A; else only its lower triangle is read.</param>
    public static NdArray Cholesky(NdArray a, bool symmetrizeInput = true) => Tril(Bind(new Cholesky(), symmetrizeInput ? Symmetrize(a) : a));

    /// <summary>The upper triangular factor of RᵀR + w·wᵀ.</summary>
    public static NdArray CholeskyUpdate(NdArray r, NdArray w) => Bind(new CholeskyUpdate(), r, w);

    /// <summary>P · A = L · U: both factors in one matrix, which rows were exchanged, and the rows of A in their new order.</summary>
    public static (NdArray Factors, NdArray Pivots, NdArray Permutation) Lu(NdArray a)
    {
        NdArray[] results = BindAll(new Lu(), a);
        return (results[0], results[1], results[2]);
    }

    /// <summary>The permutation that the row exchanges of an LU factorization make.</summary>
    public static NdArray LuPivotsToPermutation(NdArray pivots, int permutationSize) => Bind(new LuPivotsToPermutation(permutationSize), pivots);

    /// <summary>A = Q · R: a matrix with orthonormal columns and an upper triangular one.</summary>
    /// <param name="a">A matrix or a stack of them.</param>
    /// <param name="fullMatrices">Whether Q is square.</param>
    public static (NdArray Q, NdArray R) Qr(NdArray a, bool fullMatrices = true)
    {
        NdArray[] results = BindAll(new Qr(fullMatrices), a);
        return (results[0], results[1]);
    }

    /// <summary>A[:, p] = Q · R, columns reordered so that the diagonal of R does not increase.</summary>
    /// <param name="a">A matrix or a stack of them.</param>
    /// <param name="fullMatrices">Whether Q is square.</param>
    public static (NdArray Q, NdArray R, NdArray P) QrPivoted(NdArray a, bool fullMatrices = true)
    {
        NdArray[] results = BindAll(new Qr(fullMatrices, Pivoting: true), a);
        return (results[0], results[1], results[2]);
    }

    /// <summary>A = Q · R as LAPACK stores it: R and, below it, Householder vectors; and their factors.</summary>
    public static (NdArray Factors, NdArray Taus) Geqrf(NdArray a)
    {
        NdArray[] results = BindAll(new Geqrf(), a);
        return (results[0], results[1]);
    }

    /// <summary>A[:, p] = Q · R as LAPACK stores it, and the columns in their new order, counted from 1.</summary>
    /// <param name="a">A matrix or a stack of them.</param>
    /// <param name="comesFirst">One integer per column, other than 0 for those that come first in any case.</param>
    public static (NdArray Factors, NdArray Order, NdArray Taus) Geqp3(NdArray a, NdArray comesFirst)
    {
        NdArray[] results = BindAll(new Geqp3(), a, comesFirst);
        return (results[0], results[1], results[2]);
    }

    /// <summary>The first columns of the product of Householder reflections.</summary>
    public static NdArray HouseholderProduct(NdArray a, NdArray taus) => Bind(new HouseholderProduct(), a, taus);

    /// <summary>Q · C, Qᴴ · C, C · Q or C · Qᴴ, Q being the product of Householder reflections.</summary>
    public static NdArray Ormqr(NdArray a, NdArray taus, NdArray c, bool left = true, bool transpose = false) => Bind(new Ormqr(left, transpose), a, taus, c);

    /// <summary>A = Q · H · Qᴴ with zeros below the subdiagonal of H: H and the Householder vectors, and their factors.</summary>
    public static (NdArray Factors, NdArray Taus) Hessenberg(NdArray a)
    {
        NdArray[] results = BindAll(new Hessenberg(), a);
        return (results[0], results[1]);
    }

    /// <summary>A = Q · T · Qᴴ for a Hermitian A and a real tridiagonal T: T and the Householder vectors, the diagonal, what is beside it, and the factors.</summary>
    public static (NdArray Factors, NdArray Diagonal, NdArray Beside, NdArray Taus) Tridiagonal(NdArray a, bool lower = true)
    {
        NdArray[] results = BindAll(new Tridiagonal(lower), a);
        return (results[0], results[1], results[2], results[3]);
    }

    /// <summary>The eigenvectors, as columns, and the eigenvalues, ascending, of a Hermitian matrix.</summary>
    /// <param name="a">A matrix or a stack of them.</param>
    /// <param name="lower">Which triangle is read.</param>
    /// <param name="symmetrizeInput">Whether (A + Aᴴ) / 2 is taken for A.</param>
    /// <param name="sortEigenvalues">Whether the order matters.</param>
    /// <param name="subsetByIndex">The first of the eigenvalues that are wanted and the one after the last.</param>
    /// <param name="implementation">A choice for some hardware.</param>
    public static (NdArray Vectors, NdArray Values) Eigh(NdArray a, bool lower = true, bool symmetrizeInput = true, bool sortEigenvalues = true,
        (int Start, int End)? subsetByIndex = null, EighImplementation? implementation = null)
    {
        NdArray[] results = BindAll(new Eigh(lower, sortEigenvalues, Pair(subsetByIndex), implementation), symmetrizeInput ? Symmetrize(a) : a);
        return (results[0], results[1]);
    }

    /// <summary>The eigenvalues of a matrix and its left and right eigenvectors, as columns of norm 1; null where they are not asked for.</summary>
    public static (NdArray Values, NdArray? Left, NdArray? Right) Eig(NdArray a, bool computeLeftEigenvectors = true, bool computeRightEigenvectors = true,
        bool enableEigvecDerivs = false, EigImplementation? implementation = null)
    {
        NdArray[] results = BindAll(new Eig(computeLeftEigenvectors, computeRightEigenvectors, enableEigvecDerivs, implementation), a);
        return (results[0], computeLeftEigenvectors ? results[1] : null, computeRightEigenvectors ? results[^1] : null);
    }

    /// <summary>A = U · diag(s) · Vᴴ, the singular values descending.</summary>
    public static (NdArray U, NdArray S, NdArray Vh) Svd(NdArray a, bool fullMatrices = true, (int Start, int End)? subsetByIndex = null, SvdAlgorithm? algorithm = null)
    {
        NdArray[] results = BindAll(new Svd(fullMatrices, true, Pair(subsetByIndex), algorithm), a);
        return (results[1], results[0], results[2]);
    }

    /// <summary>The singular values, descending.</summary>
    public static NdArray Svdvals(NdArray a, bool fullMatrices = true, (int Start, int End)? subsetByIndex = null, SvdAlgorithm? algorithm = null) =>
        Bind(new Svd(fullMatrices, false, Pair(subsetByIndex), algorithm), a);

    /// <summary>A = Z · T · Zᴴ: T is triangular, for real matrices but for blocks of size 2; and Z.</summary>
    public static (NdArray T, NdArray Z) Schur(NdArray a)
    {
        NdArray[] results = BindAll(new Schur(ComputeSchurVectors: true), a);
        return (results[0], results[1]);
    }

    /// <summary>α · A · Aᵀ + β · C.</summary>
    /// <param name="a">A.</param>
    /// <param name="c">C, symmetric.</param>
    /// <param name="alpha">α.</param>
    /// <param name="beta">β.</param>
    /// <param name="symmetrizeOutput">Whether the lower triangle of the result replaces the upper one.</param>
    public static NdArray SymmetricProduct(NdArray a, NdArray c, double alpha = 1, double beta = 0, bool symmetrizeOutput = false)
    {
        NdArray result = Bind(new SymmetricProduct(Scalar.Of(alpha), Scalar.Of(beta)), a, c);
        if (!symmetrizeOutput) return result;
        NdArray upper = MatrixTranspose(Tril(result, -1));
        return Add(Tril(result), upper);
    }

    /// <summary>The X with op(A) · X = B, or X · op(A) = B, for a triangular A. A B with one axis less is a vector.</summary>
    public static NdArray TriangularSolve(NdArray a, NdArray b, bool leftSide = false, bool lower = false, bool transposeA = false, bool conjugateA = false, bool unitDiagonal = false)
    {
        TriangularSolve op = new(leftSide, lower, transposeA, conjugateA && a.DType.IsComplex, unitDiagonal);
        if (b.Rank != a.Rank - 1) return Bind(op, a, b);
        int axis = leftSide ? b.Rank : b.Rank - 1;
        NdArray x = Bind(op, a, ExpandDims(b, axis));
        return Squeeze(x, [axis]);
    }

    /// <summary>The X with A · X = B for a tridiagonal A.</summary>
    /// <param name="lower">The lower diagonal, as long as the main one; its first entry is not read.</param>
    /// <param name="diagonal">The main diagonal.</param>
    /// <param name="upper">The upper diagonal, as long as the main one; its last entry is not read.</param>
    /// <param name="b">B.</param>
    /// <param name="perturbSingular">Whether pivots that are too small are moved away from 0; else a singular A gives NaN.</param>
    public static NdArray TridiagonalSolve(NdArray lower, NdArray diagonal, NdArray upper, NdArray b, bool perturbSingular = false) =>
        Bind(new TridiagonalSolve(perturbSingular), lower, diagonal, upper, b);

    /// <summary>The lower triangle of each matrix, zeros above diagonal <paramref name="k"/>.</summary>
    internal static NdArray Tril(NdArray x, int k = 0) => SelectN(Triangle(x, k), ZerosLike(x), x);

    /// <summary>The upper triangle of each matrix, zeros below diagonal <paramref name="k"/>.</summary>
    internal static NdArray Triu(NdArray x, int k = 0) => SelectN(Triangle(x, k - 1), x, ZerosLike(x));

    /// <summary>Each matrix with rows and columns exchanged.</summary>
    internal static NdArray MatrixTranspose(NdArray x) => Transpose(x, [.. Enumerable.Range(0, x.Rank - 2), x.Rank - 1, x.Rank - 2]);

    private static NdArray Symmetrize(NdArray x) => Div(Add(x, Np.Conj(MatrixTranspose(x))), Number(Scalar.Of(2.0), x.DType));

    private static NdArray Triangle(NdArray x, int k)
    {
        Shape matrix = [.. x.Shape.Span[^2..]];
        NdArray row = Add(Iota(DType.I32, matrix, 0), Number(Scalar.Of((long)k), DType.I32));
        NdArray mask = Compare(ComparisonKind.Ge, row, Iota(DType.I32, matrix, 1));
        return Broadcast(mask, x.Shape.Span[..^2]);
    }

    private static NdArray ZerosLike(NdArray x) => BroadcastInDim(Number(Scalar.Of(0.0), x.DType), x.Shape, []);

    private static ValueArray<int>? Pair((int Start, int End)? subset) => subset is { } given ? [given.Start, given.End] : null;
}
