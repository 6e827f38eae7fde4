using Core.Ir;
using static Core.Autodiff.Formulas;
using static Core.Autodiff.Matrices;

namespace Core.Autodiff;

internal sealed partial class JvpRules
{
    // Perturbation of a matrix whose eigenvalues differ: dV = V · (F ∘ VᴴdA V), dw = diag(VᴴdA V), where F = 1/(wⱼ − wᵢ), 0 on the diagonal.
    // JAX: _eigh_jvp_rule.
    public Dual[] Eigh(Eigh op, ReadOnlySpan<Dual> args)
    {
        (NdArray a, NdArray da) = (args[0].Primal, args[0].Tangent!);
        int n = a.Shape[^1];
        if (op.SubsetByIndex is { } subset && subset != [0, n]) throw op.NotDifferentiable("there is no formula for some of the eigenvalues alone");
        NdArray symmetric = Div(Add(a, H(a)), Const(a, 2));
        NdArray[] results = Lax.BindAll(op, symmetric);
        NdArray v = results[0], w = Lax.ConvertElementType(results[1], a.DType);
        NdArray f = InverseOffDiagonal(Sub(AsRows(w, n), AsColumns(w, n)));
        NdArray turned = Dot(Dot(H(v), da), v);
        return [new(v, Dot(v, Mul(f, turned))), new(results[1], DiagonalOf(RealPart(turned)))];
    }

    // JAX: eig_jvp_rule.
    public Dual[] Eig(Eig op, ReadOnlySpan<Dual> args)
    {
        bool hasVectors = op.ComputeLeftEigenvectors || op.ComputeRightEigenvectors;
        if (hasVectors && !op.EnableEigvecDerivs)
            throw op.NotDifferentiable("derivatives of eigenvectors are right only where all eigenvalues differ, which nothing checks; call it with enableEigvecDerivs: true where they do");
        NdArray[] results = Lax.BindAll(op with { ComputeRightEigenvectors = true }, args[0].Primal);
        NdArray w = results[0], right = results[^1], da = Lax.ConvertElementType(args[0].Tangent!, right.DType);
        if (!hasVectors) return One(w, DiagonalOf(Dot(Solve(right, da), right)));
        (NdArray dw, NdArray dRight) = Eigenvectors(w, right, da);
        List<Dual> duals = [new(w, dw)];
        if (op.ComputeLeftEigenvectors) duals.Add(new(results[1], Eigenvectors(Np.Conj(w), results[1], H(da)).Vectors));
        if (op.ComputeRightEigenvectors) duals.Add(new(right, dRight));
        return [.. duals];
    }

    // dV = U + V · diag(c), where U = V · (F ∘ V⁻¹dA V); c keeps the length 1 of each vector, and its largest element real.
    // JAX: _eig_vec_jvp.
    private static (NdArray Values, NdArray Vectors) Eigenvectors(NdArray w, NdArray v, NdArray da)
    {
        int n = w.Shape[^1], rows = v.Rank - 2;
        NdArray f = InverseOffDiagonal(Sub(AsRows(w, n), AsColumns(w, n)));
        NdArray p = Dot(Solve(v, da), v), u = Dot(v, Mul(f, p));
        NdArray largest = Lax.ArgReduce(ArgReduceKind.Max, Lax.Unary(UnaryKind.Abs, v), rows, DType.I32);
        NdArray isLargest = Eq(Lax.Iota(DType.I32, v.Shape, rows), AsRows(largest, n));
        NdArray zero = FullLike(v, 0);
        NdArray along = Lax.ReduceSum(RealPart(Mul(Np.Conj(v), u)), [rows]);
        NdArray turn = Div(Lax.Unary(UnaryKind.Imag, Lax.ReduceSum(Select(isLargest, u, zero), [rows])), RealPart(Lax.ReduceSum(Select(isLargest, v, zero), [rows])));
        NdArray c = Lax.Binary(BinaryKind.Complex, Neg(along), Neg(turn));
        return (DiagonalOf(p), Add(u, Mul(v, AsRows(c, n))));
    }

    // https://people.maths.ox.ac.uk/gilesm/files/NA-08-01.pdf
    // JAX: _svd_jvp_rule.
    public Dual[] Svd(Svd op, ReadOnlySpan<Dual> args)
    {
        (NdArray a, NdArray da) = (args[0].Primal, args[0].Tangent!);
        int m = a.Shape[^2], n = a.Shape[^1];
        if (op.ComputeUv && op.FullMatrices && m != n) throw op.NotDifferentiable("there is no formula for the vectors that full_matrices adds; call it with fullMatrices: false");
        NdArray[] results = Lax.BindAll(op with { FullMatrices = false, ComputeUv = true }, a);
        (NdArray s, NdArray u, NdArray vh) = (results[0], results[1], results[2]);
        NdArray uh = H(u), v = H(vh), turned = Dot(Dot(uh, da), v), ds = DiagonalOf(RealPart(turned));
        if (!op.ComputeUv) return One(s, ds);
        int k = s.Shape[^1];
        if (op.SubsetByIndex is not null && k != Math.Min(m, n)) throw op.NotDifferentiable("there is no formula for the vectors of some of the singular values alone");

        NdArray rows = AsRows(s, k), columns = AsColumns(s, k);
        NdArray f = Wide(InverseOffDiagonal(Mul(Add(rows, columns), Sub(rows, columns))));
        NdArray ts = Mul(Wide(rows), turned), st = Mul(Wide(columns), turned);
        NdArray isZero = Eq(s, Const(s, 0)), inverse = Select(isZero, FullLike(s, 0), Lax.IntegerPow(ReplaceZero(s), -1));
        NdArray skew = Select(IsOnDiagonal(turned.Shape), Mul(Mul(Const(turned, 0.5), Sub(turned, H(turned))), Wide(AsRows(inverse, k))), FullLike(turned, 0));
        NdArray du = Dot(u, Add(Mul(f, Add(ts, H(ts))), skew)), dv = Dot(v, Mul(f, Add(st, H(st))));
        if (m > n)
        {
            NdArray dav = Dot(da, v);
            du = Add(du, Div(Sub(dav, Dot(u, Dot(uh, dav))), Wide(AsRows(s, m))));
        }
        if (n > m)
        {
            NdArray dahu = Dot(H(da), u);
            dv = Add(dv, Div(Sub(dahu, Dot(v, Dot(vh, dahu))), Wide(AsRows(s, n))));
        }
        return [new(s, ds), new(u, du), new(vh, H(dv))];

        NdArray Wide(NdArray x) => Lax.ConvertElementType(x, a.DType);
    }

    private static NdArray RealPart(NdArray x) => x.DType.IsComplex ? Lax.Unary(UnaryKind.Real, x) : x;
}
