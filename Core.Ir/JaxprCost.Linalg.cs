namespace Core.Ir;

// The leading terms, from LAPACK working note 41 and, where iterations are done, the usual numbers of them.
internal sealed partial class FlopRules
{
    public long Cholesky(Cholesky op, Equation e) => PerMatrix(e, (m, n) => n * n * n / 3);

    public long CholeskyUpdate(CholeskyUpdate op, Equation e) => PerMatrix(e, (m, n) => 3 * n * n);

    public long Lu(Lu op, Equation e) => PerMatrix(e, (m, n) => m >= n ? n * n * m - n * n * n / 3 : m * m * n - m * m * m / 3);

    public long LuPivotsToPermutation(LuPivotsToPermutation op, Equation e) => 0;

    public long SymmetricProduct(SymmetricProduct op, Equation e) => PerMatrix(e, (m, n) => 2 * m * m * n);

    public long Qr(Qr op, Equation e) => PerMatrix(e, (m, n) => 2 * FactorQr(m, n));

    public long Geqrf(Geqrf op, Equation e) => PerMatrix(e, FactorQr);

    public long Geqp3(Geqp3 op, Equation e) => PerMatrix(e, FactorQr);

    public long HouseholderProduct(HouseholderProduct op, Equation e) => PerMatrix(e, FactorQr);

    public long Ormqr(Ormqr op, Equation e) => 4 * PerResult(e) * e.Inputs[1].Type.Shape[^1];

    public long Hessenberg(Hessenberg op, Equation e) => PerMatrix(e, (m, n) => 10 * n * n * n / 3);

    public long Tridiagonal(Tridiagonal op, Equation e) => PerMatrix(e, (m, n) => 4 * n * n * n / 3);

    public long Eigh(Eigh op, Equation e) => PerMatrix(e, (m, n) => 9 * n * n * n);

    public long Eig(Eig op, Equation e) => PerMatrix(e, (m, n) => (op.ComputeLeftEigenvectors || op.ComputeRightEigenvectors ? 25 : 10) * n * n * n);

    public long Schur(Schur op, Equation e) => PerMatrix(e, (m, n) => (op.ComputeSchurVectors ? 25 : 10) * n * n * n);

    public long Svd(Svd op, Equation e) => PerMatrix(e, (m, n) => op.ComputeUv ? 4 * m * m * n + 22 * n * n * n : FactorQr(m, n) * 2);

    public long TriangularSolve(TriangularSolve op, Equation e) => PerResult(e) * e.Inputs[0].Type.Shape[^1];

    public long TridiagonalSolve(TridiagonalSolve op, Equation e) => 8 * PerResult(e);

    public long CustomLinearSolve(CustomLinearSolve op, Equation e) => 0;

    /// <summary>The number for one matrix of the first operand, of m rows and n columns, times the number of matrices.</summary>
    private static long PerMatrix(Equation e, Func<long, long, long> flops)
    {
        ArrayType a = e.Inputs[0].Type;
        (long m, long n) = (a.Shape[^2], a.Shape[^1]);
        return m == 0 || n == 0 ? 0 : a.Size / (m * n) * flops(m, n);
    }

    private static long FactorQr(long m, long n) => m >= n ? 2 * n * n * m - 2 * n * n * n / 3 : 2 * m * m * n - 2 * m * m * m / 3;
}
