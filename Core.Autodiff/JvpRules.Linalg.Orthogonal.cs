using Core.Ir;
using static Core.Autodiff.Formulas;
using static Core.Autodiff.Matrices;

namespace Core.Autodiff;

internal sealed partial class JvpRules
{
    // JAX: qr_jvp_rule.
    public Dual[] Qr(Qr op, ReadOnlySpan<Dual> args)
    {
        (NdArray x, NdArray dx) = (args[0].Primal, args[0].Tangent!);
        NdArray[] results = Lax.BindAll(op, x);
        (NdArray q, NdArray r) = (results[0], results[1]);
        int m = x.Shape[^2], n = x.Shape[^1];
        if (op.Pivoting)
        {
            NdArray order = T(PermutationOf(results[2], x.DType));
            (x, dx) = (Dot(x, order), Dot(dx, order));
        }
        (NdArray dq, NdArray dr) = Math.Min(m, n) == 0 ? (FullLike(q, 0), FullLike(r, 0)) : m < n ? Wide() : op.FullMatrices && m > n ? Full() : ThinQr(q, r, dx);
        return [new(q, dq), new(r, dr), .. results.Skip(2).Select(order => new Dual(order, null))];

        // Of [X₁ X₂] = Q · [R₁ R₂] the square part is as usual, and R₂ = Qᴴ X₂.
        (NdArray, NdArray) Wide()
        {
            (NdArray dq, NdArray dr) = ThinQr(q, ColumnsOf(r, 0, m), ColumnsOf(dx, 0, m));
            return (dq, Beside(dr, Add(Dot(H(dq), ColumnsOf(x, m, n)), Dot(H(q), ColumnsOf(dx, m, n)))));
        }

        // Equations 32 and 33 of https://arxiv.org/abs/2409.13374
        (NdArray, NdArray) Full()
        {
            NdArray thin = ColumnsOf(q, 0, n), others = ColumnsOf(q, n, m), top = RowsOf(thin, 0, n), bottom = RowsOf(thin, n, m);
            (NdArray dThin, NdArray dr) = ThinQr(thin, RowsOf(r, 0, n), dx);
            NdArray zh = Solve(H(Sub(top, EyeLike(top))), H(bottom)), z = H(zh);
            NdArray turn = H(Sub(RowsOf(dThin, n, m), Dot(z, RowsOf(dThin, 0, n))));
            NdArray dOthers = Sub(Dot(dThin, zh), Dot(Add(thin, Dot(others, z)), turn));
            return (Beside(dThin, dOthers), Above(dr, FullLike(RowsOf(r, n, m), 0)));
        }
    }

    // dQ Rinv and R: https://j-towns.github.io/papers/qr-derivative.pdf
    // JAX: _thin_qr_jvp.
    private static (NdArray DQ, NdArray DR) ThinQr(NdArray q, NdArray r, NdArray dx)
    {
        NdArray dxOverR = Lax.TriangularSolve(r, dx), turned = Dot(H(q), dxOverR), lower = Tril(turned, -1);
        NdArray skew = Sub(lower, H(lower));
        if (turned.DType.IsComplex)
        {
            NdArray imaginary = Sub(turned, Lax.ConvertElementType(Lax.Unary(UnaryKind.Real, turned), turned.DType));
            skew = Add(skew, Select(IsOnDiagonal(turned.Shape), imaginary, FullLike(turned, 0)));
        }
        return (Add(Dot(q, Sub(skew, turned)), dxOverR), Dot(Sub(turned, skew), r));
    }

    public Dual[] Geqrf(Geqrf op, ReadOnlySpan<Dual> args) => throw op.NotDifferentiable(UseQr);

    public Dual[] Geqp3(Geqp3 op, ReadOnlySpan<Dual> args) => throw op.NotDifferentiable(UseQr);

    public Dual[] Ormqr(Ormqr op, ReadOnlySpan<Dual> args) => throw op.NotDifferentiable(UseQr);

    public Dual[] HouseholderProduct(HouseholderProduct op, ReadOnlySpan<Dual> args) => throw op.NotDifferentiable(UseQr);

    public Dual[] Hessenberg(Hessenberg op, ReadOnlySpan<Dual> args) => throw op.NotDifferentiable("there is no formula for reflections that bring a matrix near to a triangle");

    public Dual[] Tridiagonal(Tridiagonal op, ReadOnlySpan<Dual> args) => throw op.NotDifferentiable("there is no formula for reflections that bring a matrix near to a diagonal; use Eigh");

    public Dual[] Schur(Schur op, ReadOnlySpan<Dual> args) => throw op.NotDifferentiable("there is no formula for Schur vectors; use Eig or Eigh");

    private const string UseQr = "there is no formula for the reflections that the factors are made of; use Qr";
}
