using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class TransposeRules
{
    public NdArray?[] Cholesky(Cholesky op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] CholeskyUpdate(CholeskyUpdate op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] TriangularSolve(TriangularSolve op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] Lu(Lu op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] LuPivotsToPermutation(LuPivotsToPermutation op, Pullback args) => throw op.NotLinear();

    public NdArray?[] Qr(Qr op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] Geqrf(Geqrf op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] Geqp3(Geqp3 op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] Ormqr(Ormqr op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] HouseholderProduct(HouseholderProduct op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] Hessenberg(Hessenberg op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] Tridiagonal(Tridiagonal op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] Eigh(Eigh op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] Eig(Eig op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] Svd(Svd op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] Schur(Schur op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] SymmetricProduct(SymmetricProduct op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] TridiagonalSolve(TridiagonalSolve op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] CustomLinearSolve(CustomLinearSolve op, Pullback args) => throw op.NoDerivativeRule();
}
