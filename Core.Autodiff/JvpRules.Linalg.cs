using Core.Ir;
using static Core.Autodiff.Formulas;
using static Core.Autodiff.Matrices;

namespace Core.Autodiff;

internal sealed partial class JvpRules
{
    // dL = L · Φ(L⁻¹ · dA · L⁻ᴴ), where Φ takes the lower triangle and half of the diagonal (https://arxiv.org/abs/1602.07527).
    // JAX: _cholesky_jvp_rule.
    public Dual[] Cholesky(Cholesky op, ReadOnlySpan<Dual> args)
    {
        NdArray l = Tril(Lax.Bind(op, args[0].Primal));
        NdArray right = Lax.TriangularSolve(l, args[0].Tangent!, lower: true, transposeA: true, conjugateA: true);
        NdArray both = Tril(Lax.TriangularSolve(l, right, leftSide: true, lower: true));
        return One(l, Dot(l, Div(both, Add(EyeLike(both), FullLike(both, 1)))));
    }

    public Dual[] CholeskyUpdate(CholeskyUpdate op, ReadOnlySpan<Dual> args) => throw op.NotDifferentiable("there is no formula for it; take the Cholesky factor of RᵀR + w·wᵀ");

    // X = A⁻¹B gives dX = A⁻¹dB − A⁻¹dA X.
    // JAX: defjvp2(triangular_solve_p, …), _triangular_solve_jvp_rule_a.
    public Dual[] TriangularSolve(TriangularSolve op, ReadOnlySpan<Dual> args)
    {
        (NdArray a, NdArray b) = (args[0].Primal, args[1].Primal);
        NdArray x = Lax.Bind(op, a, b);
        NdArray? tangent = null;
        if (args[0].Tangent is { } da)
        {
            int k = op.UnitDiagonal ? 1 : 0, m = b.Shape[^2], n = b.Shape[^1];
            da = Neg(op.Lower ? Tril(da, -k) : Triu(da, k));
            if (op.TransposeA) da = T(da);
            if (op.ConjugateA) da = Np.Conj(da);
            // Whichever order costs less.
            tangent = op.LeftSide
                ? m > n ? Lax.Bind(op, a, Dot(da, x)) : Dot(Lax.Bind(op, a, da), x)
                : m < n ? Lax.Bind(op, a, Dot(x, da)) : Dot(x, Lax.Bind(op, a, da));
        }
        return One(x, Sum(tangent, args[1].Tangent is { } db ? Lax.Bind(op, a, db) : null));
    }

    // L⁻¹ · PdA · U⁻¹ = L⁻¹dL + dU U⁻¹, of which the first is strictly lower, the second upper.
    // JAX: _lu_jvp_rule.
    public Dual[] Lu(Lu op, ReadOnlySpan<Dual> args)
    {
        NdArray[] results = Lax.BindAll(op, args[0].Primal);
        NdArray factors = results[0];
        int m = factors.Shape[^2], n = factors.Shape[^1], k = Math.Min(m, n);
        if (k == 0) return [new(factors, null), new(results[1], null), new(results[2], null)];
        NdArray zero = Const(factors, 0);
        ValueArray<Padding> none = [.. Enumerable.Repeat(new Padding(0, 0, 0), factors.Rank - 2)];
        NdArray l = Lax.Pad(Tril(ColumnsOf(factors, 0, k), -1), zero, [.. none, new(0, 0, 0), new(0, m - k, 0)]);
        l = Add(l, EyeLike(l));
        NdArray u = Lax.Pad(Triu(RowsOf(factors, 0, k)), zero, [.. none, new(0, n - k, 0), new(0, 0, 0)]);
        NdArray isBelow = Lax.Compare(ComparisonKind.Ge, Lax.Iota(DType.I32, u.Shape, u.Rank - 2), Lax.Number(Scalar.Of((long)k), DType.I32));
        u = Select(And(isBelow, IsOnDiagonal(u.Shape)), FullLike(u, 1), u);

        NdArray da = Dot(PermutationOf(results[2], factors.DType), args[0].Tangent!);
        NdArray left = Lax.TriangularSolve(l, da, leftSide: true, lower: true, unitDiagonal: true), both = Lax.TriangularSolve(u, left);
        return [new(factors, Add(Dot(l, Tril(both, -1)), Dot(Triu(both), u))), new(results[1], null), new(results[2], null)];
    }

    public Dual[] LuPivotsToPermutation(LuPivotsToPermutation op, ReadOnlySpan<Dual> args) => Constant(op, args);

    // JAX: custom_linear_solve's rule: A x = b gives A dx = db − dA x. How x is computed is not looked at.
    public Dual[] CustomLinearSolve(CustomLinearSolve op, ReadOnlySpan<Dual> args)
    {
        NdArray[] primals = Primals(args), x = Lax.BindAll(op, primals);
        int constants = op.ConstLengths.Total, count = op.Count;
        NdArray?[] right = new NdArray?[count];
        for (int i = 0; i < count; i++) right[i] = args[constants + i].Tangent;
        ReadOnlySpan<Dual> matVec = args[..op.ConstLengths.MatVec];
        if (Tangents(matVec).Length > 0)
        {
            Dual[] products = JvpPrograms.Run(op.MatVec, [.. matVec, .. x.Take(count).Select(value => new Dual(value, null))]);
            for (int i = 0; i < count; i++)
                if (products[i].Tangent is { } product) right[i] = Sum(right[i], Neg(product));
        }
        if (right.All(value => value is null)) return [.. x.Select(value => new Dual(value, null))];
        NdArray[] tangents = Lax.BindAll(op, [.. primals[..constants], .. right.Select((value, i) => value ?? Zeros.Of(primals[constants + i].Type))]);
        return [.. x.Select((value, i) => new Dual(value, i < count ? tangents[i] : null))];
    }

    // A x = b gives A dx = db − dA x.
    // JAX: _tridiagonal_solve_jvp_rule.
    public Dual[] TridiagonalSolve(TridiagonalSolve op, ReadOnlySpan<Dual> args)
    {
        NdArray x = Lax.Bind(op, Primals(args));
        NdArray? right = args[3].Tangent;
        int columns = x.Shape[^1];
        if (args[1].Tangent is { } dDiagonal) right = Sum(right, Neg(Mul(AsColumns(dDiagonal, columns), x)));
        // The first entry below the diagonal and the last one above it stand for nothing.
        if (args[0].Tangent is { } dBelow) right = Sum(right, Neg(Mul(AsColumns(dBelow, columns), Shifted(x, 1))));
        if (args[2].Tangent is { } dAbove) right = Sum(right, Neg(Mul(AsColumns(dAbove, columns), Shifted(x, -1))));
        return One(x, right is null ? null : Lax.Bind(op, args[0].Primal, args[1].Primal, args[2].Primal, right));

        NdArray Shifted(NdArray rowsOf, int by) =>
            Lax.Pad(rowsOf, Const(rowsOf, 0), [.. Enumerable.Repeat(new Padding(0, 0, 0), rowsOf.Rank - 2), new(by, -by, 0), new(0, 0, 0)]);
    }

    public Dual[] SymmetricProduct(SymmetricProduct op, ReadOnlySpan<Dual> args) => throw op.NotDifferentiable("there is no formula for it; write alpha · A · Aᵀ + beta · C with Matmul");
}
