using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

internal sealed partial class KernelRules
{
    public Step[] Cholesky(Cholesky op, StepContext context) => throw NotBuilt(op);

    public Step[] CholeskyUpdate(CholeskyUpdate op, StepContext context) => throw NotBuilt(op);

    public Step[] TriangularSolve(TriangularSolve op, StepContext context) => throw NotBuilt(op);

    public Step[] Lu(Lu op, StepContext context) => throw NotBuilt(op);

    public Step[] LuPivotsToPermutation(LuPivotsToPermutation op, StepContext context) => throw NotBuilt(op);

    public Step[] Qr(Qr op, StepContext context) => throw NotBuilt(op);

    public Step[] Geqrf(Geqrf op, StepContext context) => throw NotBuilt(op);

    public Step[] Geqp3(Geqp3 op, StepContext context) => throw NotBuilt(op);

    public Step[] Ormqr(Ormqr op, StepContext context) => throw NotBuilt(op);

    public Step[] HouseholderProduct(HouseholderProduct op, StepContext context) => throw NotBuilt(op);

    public Step[] Hessenberg(Hessenberg op, StepContext context) => throw NotBuilt(op);

    public Step[] Tridiagonal(Tridiagonal op, StepContext context) => throw NotBuilt(op);

    public Step[] Eigh(Eigh op, StepContext context) => throw NotBuilt(op);

    public Step[] Eig(Eig op, StepContext context) => throw NotBuilt(op);

    public Step[] Svd(Svd op, StepContext context) => throw NotBuilt(op);

    public Step[] Schur(Schur op, StepContext context) => throw NotBuilt(op);

    public Step[] SymmetricProduct(SymmetricProduct op, StepContext context) => throw NotBuilt(op);

    public Step[] TridiagonalSolve(TridiagonalSolve op, StepContext context) => throw NotBuilt(op);

    public Step[] CustomLinearSolve(CustomLinearSolve op, StepContext context) => throw NotBuilt(op);
}
