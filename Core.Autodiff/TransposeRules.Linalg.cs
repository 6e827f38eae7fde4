using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class TransposeRules
{
    public NdArray?[] Cholesky(Cholesky op, Pullback args) => throw op.NotLinear();

    public NdArray?[] CholeskyUpdate(CholeskyUpdate op, Pullback args) => throw op.NotLinear();

    // JAX: _triangular_solve_transpose_rule.
    public NdArray?[] TriangularSolve(TriangularSolve op, Pullback args)
    {
        if (args.Operands[0] is not { } a) throw op.NotLinear();
        return [null, Lax.Bind(op with { TransposeA = !op.TransposeA }, a, args.Cotangent)];
    }

    public NdArray?[] Lu(Lu op, Pullback args) => throw op.NotLinear();

    public NdArray?[] LuPivotsToPermutation(LuPivotsToPermutation op, Pullback args) => throw op.NotLinear();

    public NdArray?[] Qr(Qr op, Pullback args) => throw op.NotLinear();

    public NdArray?[] Geqrf(Geqrf op, Pullback args) => throw op.NotLinear();

    public NdArray?[] Geqp3(Geqp3 op, Pullback args) => throw op.NotLinear();

    public NdArray?[] Ormqr(Ormqr op, Pullback args) => throw op.NotLinear();

    public NdArray?[] HouseholderProduct(HouseholderProduct op, Pullback args) => throw op.NotLinear();

    public NdArray?[] Hessenberg(Hessenberg op, Pullback args) => throw op.NotLinear();

    public NdArray?[] Tridiagonal(Tridiagonal op, Pullback args) => throw op.NotLinear();

    public NdArray?[] Eigh(Eigh op, Pullback args) => throw op.NotLinear();

    public NdArray?[] Eig(Eig op, Pullback args) => throw op.NotLinear();

    public NdArray?[] Svd(Svd op, Pullback args) => throw op.NotLinear();

    public NdArray?[] Schur(Schur op, Pullback args) => throw op.NotLinear();

    public NdArray?[] SymmetricProduct(SymmetricProduct op, Pullback args) => throw op.NotLinear();

    // The transposed matrix has the diagonals above and below for each other, each moved by one row.
    // JAX: _tridiagonal_solve_transpose_rule.
    public NdArray?[] TridiagonalSolve(TridiagonalSolve op, Pullback args)
    {
        if (args.Operands[0] is not { } lower || args.Operands[1] is not { } diagonal || args.Operands[2] is not { } upper) throw op.NotLinear();
        return [null, null, null, Lax.Bind(op, Moved(upper, 1), diagonal, Moved(lower, -1), args.Cotangent)];

        static NdArray Moved(NdArray x, int by) => Lax.Pad(x, Formulas.Const(x, 0), [.. Enumerable.Repeat(new Padding(0, 0, 0), x.Rank - 1), new(by, -by, 0)]);
    }

    // Solves with the transposed matrix.
    // JAX: _linear_solve_transpose_rule.
    public NdArray?[] CustomLinearSolve(CustomLinearSolve op, Pullback args)
    {
        if (op.TransposeSolve is null || op.VecMat is null)
            throw new UnsupportedException("custom_linear_solve cannot be differentiated in reverse without transpose_solve, the solver for the transposed matrix. Give it one, or say that the matrix is symmetric.");
        LinearSolveConsts n = op.ConstLengths;
        for (int i = 0; i < n.Total; i++)
            if (args.IsLinear(i)) throw op.NotLinear();
        for (int i = op.Count; i < args.Cotangents.Length; i++)
            if (args.Cotangents[i] is not null) throw op.NotDifferentiable("what a solver gives besides the solution has no derivative");
        NdArray[] known = [.. args.Operands[..n.Total].ToArray().OfType<NdArray>()];
        int solve = n.MatVec + n.VecMat, transposeSolve = solve + n.Solve;
        CustomLinearSolve transposed = new(op.VecMat, op.MatVec, op.TransposeSolve, op.Solve, new(n.VecMat, n.MatVec, n.TransposeSolve, n.Solve));
        NdArray[] results = Lax.BindAll(
            transposed, [.. known[n.MatVec..solve], .. known[..n.MatVec], .. known[transposeSolve..], .. known[solve..transposeSolve], .. args.Instantiated()[..op.Count]]);
        return [.. new NdArray?[n.Total], .. results[..op.Count]];
    }
}
