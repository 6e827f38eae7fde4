using Core.Ir;
using static Core.Autodiff.Matrices;

namespace Core.Autodiff;

// Functions of matrices. JAX: numpy/linalg.py.
internal static partial class LibraryRules
{
    // d log|det A| = tr(A⁻¹ dA); the sign of a complex determinant turns with the imaginary part.
    // JAX: _slogdet_jvp.
    private static NdArray?[] Slogdet(LibraryCall call)
    {
        NdArray x = call.Arguments[0], dx = call.Tangents[0]!;
        return SignAndLog(call, Np.Trace(Solve(x, dx), axis1: -1, axis2: -2));
    }

    // JAX: _slogdet_small_jvp.
    private static NdArray?[] SlogdetOfSmall(LibraryCall call)
    {
        NdArray x = call.Arguments[0], dx = call.Tangents[0]!;
        if (x.Shape[^1] == 1) return SignAndLog(call, E(dx, 0, 0) / E(x, 0, 0));
        NdArray x00 = E(x, 0, 0), x01 = E(x, 0, 1), x10 = E(x, 1, 0), x11 = E(x, 1, 1);
        return SignAndLog(call, (E(dx, 0, 0) * x11 - E(dx, 0, 1) * x10 - E(dx, 1, 0) * x01 + E(dx, 1, 1) * x00) / (x00 * x11 - x01 * x10));
    }

    private static NdArray?[] SignAndLog(LibraryCall call, NdArray slope)
    {
        if (!slope.DType.IsComplex) return [null, slope];
        NdArray real = Np.Real(slope);
        return [(slope - Lax.ConvertElementType(real, slope.DType)) * call.Results[0], real];
    }

    // d det A = tr(adj(A) dA), which is finite for singular matrices too.
    // JAX: _det_jvp.
    private static Dual[] Det(LibraryCall call)
    {
        (NdArray det, NdArray product) = AdjugateProduct(call.Arguments[0], call.Tangents[0]!);
        return [new(det, Np.Trace(product, axis1: -1, axis2: -2))];
    }

    // det(A) and adj(A)·B = det(A) A⁻¹B by triangular factors P A = L U: the last element of U, which may be 0, is left out of the division.
    // Where that does not help, A has a rank below n − 1, and adj(A) is 0.
    // JAX: _cofactor_solve.
    private static (NdArray Det, NdArray Product) AdjugateProduct(NdArray a, NdArray b)
    {
        int n = a.Shape[^1];
        if (n == 1) return (E(a, 0, 0), b);
        (NdArray factors, NdArray pivots, NdArray order) = Lax.Lu(a);
        NdArray diagonal = Np.Diagonal(factors, axis1: -2, axis2: -1);
        NdArray parity = Np.CountNonzero(Np.NotEqual(pivots, Lax.Iota(pivots.DType, [n], 0)), -1);
        NdArray sign = Lax.ConvertElementType(-2 * (parity % 2) + 1, factors.DType);
        NdArray partial = Np.Cumprod(diagonal, -1) * Np.ExpandDims(sign, -1);
        factors = factors.At[Ix.Ellipsis, -1, -1].Set(1.0 / partial[Ix.Ellipsis, -2]);
        NdArray ones = Formulas.FullLike(Np.ExpandDims(diagonal, -1), 1);
        NdArray trial = Lax.TriangularSolve(factors, ones, leftSide: true);
        NdArray isSingular = Np.Any(Np.LogicalOr(Np.Isnan(trial), Np.Isinf(trial)), [-2, -1], keepdims: true);
        isSingular = Np.BroadcastTo(isSingular, b.Shape);
        NdArray zero = Formulas.FullLike(b, 0);

        NdArray x = Np.Where(isSingular, zero, b);
        x = Dot(PermutationOf(order, x.DType), x);
        x = Lax.TriangularSolve(factors, x, leftSide: true, lower: true, unitDiagonal: true);
        NdArray whole = Np.ExpandDims(partial[Ix.Ellipsis, -1], [-2, -1]);
        x = Above(RowsOf(x, 0, n - 1) * whole, RowsOf(x, n - 1, n));
        x = Lax.TriangularSolve(factors, x, leftSide: true);
        return (partial[Ix.Ellipsis, -1], Np.Where(isSingular, zero, x));
    }

    // dA⁺ = −A⁺dA A⁺ + A⁺A⁺ᴴdAᴴ(1 − AA⁺) + (1 − A⁺A)dAᴴA⁺ᴴA⁺ (Golub and Pereyra, 1973).
    // JAX: _pinv_jvp.
    private static NdArray Pinv(LibraryCall call)
    {
        (NdArray a, NdArray da, NdArray p) = (call.Arguments[0], call.Tangents[0]!, call.Result);
        if (IsOfHermitian(call.Op.Jaxpr))
        {
            a = (a + H(a)) / 2;
            da = (da + H(da)) / 2;
        }
        if (a.Shape[^2] >= a.Shape[^1])
        {
            NdArray s = Dot(Dot(p, H(p)), H(da)), t = Dot(Dot(H(da), H(p)), p);
            return -Dot(Dot(p, da), p) + s - Dot(Dot(s, a), p) + t - Dot(Dot(p, a), t);
        }
        NdArray left = Dot(p, Dot(H(p), H(da))), right = Dot(H(da), Dot(H(p), p));
        return -Dot(p, Dot(da, p)) + left - Dot(left, Dot(a, p)) + right - Dot(p, Dot(a, right));
    }

    // The singular values of a symmetric matrix are taken from its eigenvalues.
    private static bool IsOfHermitian(Jaxpr jaxpr) => jaxpr.Equations.Any(equation => equation.Op is Eigh || equation.Op.Jaxprs.Any(IsOfHermitian));

    private static NdArray E(NdArray x, int row, int column) => x[Ix.Ellipsis, row, column];
}
