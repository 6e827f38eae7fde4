using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class JvpRules
{
    public Dual[] Cholesky(Cholesky op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] CholeskyUpdate(CholeskyUpdate op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] TriangularSolve(TriangularSolve op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] Lu(Lu op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] LuPivotsToPermutation(LuPivotsToPermutation op, ReadOnlySpan<Dual> args) => Constant(op, args);

    public Dual[] Qr(Qr op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] Geqrf(Geqrf op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] Geqp3(Geqp3 op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] Ormqr(Ormqr op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] HouseholderProduct(HouseholderProduct op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] Hessenberg(Hessenberg op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] Tridiagonal(Tridiagonal op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] Eigh(Eigh op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] Eig(Eig op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] Svd(Svd op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] Schur(Schur op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] SymmetricProduct(SymmetricProduct op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] TridiagonalSolve(TridiagonalSolve op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] CustomLinearSolve(CustomLinearSolve op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();
}
