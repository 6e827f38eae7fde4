using System.Numerics;
using Core.Compiler.Execution;
using Core.Ir;
using Core.Kernels;

namespace Core.Compiler.Kernels;

// In double, as the interpreter, and rounded once: what LAPACK's algorithms lose in f32 is not lost here. Only many small matrices are factored and solved in
// their own type, as LAPACK does.
internal sealed partial class KernelRules
{
    public Step[] Cholesky(Cholesky op, StepContext context)
    {
        ArrayType type = context.InputType(0);
        int n = type.Shape[^1];
        if (!LaneMatrices.Fit(type, n)) return type.DType.IsComplex ? Cholesky<Complex>(context) : Cholesky<double>(context);
        (int source, int target, long items) = (context.Inputs[0], context.Outputs[0], type.Size / (n * n));
        return [type.DType is DType.F32 ? new LaneCholeskyStep<float>(source, target, items, n) : new LaneCholeskyStep<double>(source, target, items, n)];
    }

    public Step[] CholeskyUpdate(CholeskyUpdate op, StepContext context)
    {
        int n = context.InputType(0).Shape[^1];
        MatrixOp matrices = new(context);
        int r = matrices.ReadWrite(0, 0, 2), w = matrices.Read(1, 1);
        return matrices.Build(op.Name, 6.0 * n * n, memory => CholeskyFactor.Update(memory.Matrix<double>(r, n, n), memory.Vector<double>(w)));
    }

    public Step[] TriangularSolve(TriangularSolve op, StepContext context)
    {
        (ArrayType type, ArrayType right) = (context.InputType(0), context.InputType(1));
        int n = type.Shape[^1];
        if (right.Size == 0 || !LaneMatrices.Fit(type, n)) return type.DType.IsComplex ? TriangularSolve<Complex>(op, context) : TriangularSolve<double>(op, context);
        (long items, int columns) = (type.Size / (n * n), op.LeftSide ? right.Shape[^1] : right.Shape[^2]);
        return [type.DType is DType.F32
            ? new LaneTriangularStep<float>(context.Inputs[0], context.Inputs[1], context.Outputs[0], items, n, columns, op)
            : new LaneTriangularStep<double>(context.Inputs[0], context.Inputs[1], context.Outputs[0], items, n, columns, op)];
    }

    public Step[] Lu(Lu op, StepContext context) => context.InputType(0).DType.IsComplex ? Lu<Complex>(context) : Lu<double>(context);

    public Step[] LuPivotsToPermutation(LuPivotsToPermutation op, StepContext context)
    {
        MatrixOp matrices = new(context);
        int pivots = matrices.Read(0, 1), permutation = matrices.Write(0, 1);
        return matrices.Build(op.Name, 3.0 * op.PermutationSize, memory => LuFactor.ToPermutation(memory.Vector<int>(pivots), memory.Vector<int>(permutation)));
    }

    public Step[] SymmetricProduct(SymmetricProduct op, StepContext context)
    {
        (int rows, int columns) = (context.InputType(0).Shape[^2], context.InputType(0).Shape[^1]);
        (double alpha, double beta) = (op.Alpha.ToDouble(), op.Beta.ToDouble());
        MatrixOp matrices = new(context);
        int a = matrices.Read(0, 2), c = matrices.ReadWrite(1, 0, 2);
        return matrices.Build(op.Name, 2.0 * rows * rows * columns, memory =>
        {
            MatrixSpan<double> x = memory.Matrix<double>(a, rows, columns), result = memory.Matrix<double>(c, rows, rows);
            for (int row = 0; row < rows; row++)
            {
                for (int column = 0; column < rows; column++)
                {
                    double sum = 0;
                    for (int k = 0; k < columns; k++) sum += x[row, k] * x[column, k];
                    result[row, column] = alpha * sum + beta * result[row, column];
                }
            }
        });
    }

    public Step[] TridiagonalSolve(TridiagonalSolve op, StepContext context) =>
        context.InputType(0).DType.IsComplex ? TridiagonalSolve<Complex>(op, context) : TridiagonalSolve<double>(op, context);

    // What it computes is what the solver computes; the other programs are for derivatives.
    public Step[] CustomLinearSolve(CustomLinearSolve op, StepContext context)
    {
        LinearSolveConsts n = op.ConstLengths;
        return context.Inner(op.Solve, [.. context.Inputs.Skip(n.MatVec + n.VecMat).Take(n.Solve), .. context.Inputs.Skip(n.Total)], context.Outputs);
    }

    private static Step[] Cholesky<T>(StepContext context) where T : unmanaged, INumberBase<T>
    {
        int n = context.InputType(0).Shape[^1];
        MatrixOp matrices = new(context);
        int a = matrices.ReadWrite(0, 0, 2);
        return matrices.Build("cholesky", (double)n * n * n / 3, memory =>
        {
            if (!CholeskyFactor.Compute(memory.Matrix<T>(a, n, n))) memory.MakeNaN(a);
        });
    }

    private static Step[] TriangularSolve<T>(TriangularSolve op, StepContext context) where T : unmanaged, INumberBase<T>
    {
        (Shape ofA, Shape ofB) = (context.InputType(0).Shape, context.InputType(1).Shape);
        (int n, int rows, int columns) = (ofA[^1], ofB[^2], ofB[^1]);
        MatrixOp matrices = new(context);
        int a = matrices.Read(0, 2), b = matrices.ReadWrite(1, 0, 2);
        return matrices.Build(op.Name, (double)n * rows * columns, memory => TriangularSystem.Solve(
            memory.Matrix<T>(a, n, n), memory.Matrix<T>(b, rows, columns), op.LeftSide, op.Lower, op.TransposeA, op.ConjugateA, op.UnitDiagonal));
    }

    private static Step[] Lu<T>(StepContext context) where T : unmanaged, INumberBase<T>
    {
        (int rows, int columns) = (context.InputType(0).Shape[^2], context.InputType(0).Shape[^1]);
        MatrixOp matrices = new(context);
        int a = matrices.ReadWrite(0, 0, 2), pivots = matrices.Write(1, 1), permutation = matrices.Write(2, 1);
        return matrices.Build("lu", (double)rows * columns * Math.Min(rows, columns), memory =>
        {
            LuFactor.Compute(memory.Matrix<T>(a, rows, columns), memory.Vector<int>(pivots));
            LuFactor.ToPermutation(memory.Vector<int>(pivots), memory.Vector<int>(permutation));
        });
    }

    private static Step[] TridiagonalSolve<T>(TridiagonalSolve op, StepContext context) where T : unmanaged, INumberBase<T>
    {
        (int rows, int columns) = (context.InputType(3).Shape[^2], context.InputType(3).Shape[^1]);
        (double precision, double least) = TridiagonalSystem.LimitsOf(context.InputType(3).DType);
        MatrixOp matrices = new(context);
        int lower = matrices.ReadWork(0, 1), diagonal = matrices.ReadWork(1, 1), upper = matrices.ReadWork(2, 1), b = matrices.ReadWrite(3, 0, 2);
        return matrices.Build(op.Name, 8.0 * rows * columns, memory =>
        {
            MatrixSpan<T> right = memory.Matrix<T>(b, rows, columns);
            bool solved = op.PerturbSingular
                ? TridiagonalSystem.Solve(memory.Vector<T>(lower), memory.Vector<T>(diagonal), memory.Vector<T>(upper), right, precision, least)
                : TridiagonalSystem.Solve(memory.Vector<T>(lower), memory.Vector<T>(diagonal), memory.Vector<T>(upper), right);
            if (!solved) memory.MakeNaN(b);
        });
    }
}
