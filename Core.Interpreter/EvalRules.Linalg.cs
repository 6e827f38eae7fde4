using System.Numerics;
using Core.Ir;
using Core.Kernels;

namespace Core.Interpreter;

internal sealed partial class EvalRules
{
    public ArrayData[] Cholesky(Cholesky op, ReadOnlySpan<ArrayData> args) => args[0].DType.IsComplex ? Cholesky<Complex>(args[0]) : Cholesky<double>(args[0]);

    public ArrayData[] CholeskyUpdate(CholeskyUpdate op, ReadOnlySpan<ArrayData> args)
    {
        Matrices<double> r = new(args[0], 2), w = new(args[1], 1);
        for (int i = 0; i < r.Count; i++) CholeskyFactor.Update(r.Matrix(i), w.Vector(i));
        return [r.Store(args[0].DType)];
    }

    public ArrayData[] Lu(Lu op, ReadOnlySpan<ArrayData> args) => args[0].DType.IsComplex ? Lu<Complex>(args[0]) : Lu<double>(args[0]);

    public ArrayData[] LuPivotsToPermutation(LuPivotsToPermutation op, ReadOnlySpan<ArrayData> args)
    {
        Shape shape = args[0].Shape;
        int steps = shape[^1], size = op.PermutationSize, count = CountOf(shape, 1);
        int[] permutations = new int[count * size];
        for (int i = 0; i < count; i++) LuFactor.ToPermutation(args[0].AsSpan<int>().Slice(i * steps, steps), permutations.AsSpan(i * size, size));
        return [ArrayData.Create<int>(shape.With(shape.Rank - 1, size), permutations)];
    }

    public ArrayData[] SymmetricProduct(SymmetricProduct op, ReadOnlySpan<ArrayData> args)
    {
        Matrices<double> a = new(args[0], 2), c = new(args[1], 2);
        double alpha = op.Alpha.ToDouble(), beta = op.Beta.ToDouble();
        for (int i = 0; i < a.Count; i++)
        {
            MatrixSpan<double> x = a.Matrix(i), result = c.Matrix(i);
            for (int row = 0; row < x.Rows; row++)
            {
                for (int column = 0; column < x.Rows; column++)
                {
                    double sum = 0;
                    for (int k = 0; k < x.Columns; k++) sum += x[row, k] * x[column, k];
                    result[row, column] = alpha * sum + beta * result[row, column];
                }
            }
        }
        return [c.Store(args[1].DType)];
    }

    public ArrayData[] TriangularSolve(TriangularSolve op, ReadOnlySpan<ArrayData> args) =>
        args[0].DType.IsComplex ? TriangularSolve<Complex>(op, args) : TriangularSolve<double>(op, args);

    public ArrayData[] TridiagonalSolve(TridiagonalSolve op, ReadOnlySpan<ArrayData> args) =>
        args[0].DType.IsComplex ? TridiagonalSolve<Complex>(op, args) : TridiagonalSolve<double>(op, args);

    // What it computes is what the solver computes; the other programs are for derivatives.
    public ArrayData[] CustomLinearSolve(CustomLinearSolve op, ReadOnlySpan<ArrayData> args)
    {
        LinearSolveConsts n = op.ConstLengths;
        return RunInner(op.Solve, [.. args.Slice(n.MatVec + n.VecMat, n.Solve), .. args[n.Total..]]);
    }

    private static ArrayData[] Cholesky<T>(ArrayData x) where T : unmanaged, INumberBase<T>
    {
        Matrices<T> a = new(x, 2);
        for (int i = 0; i < a.Count; i++)
            if (!CholeskyFactor.Compute(a.Matrix(i))) a.MakeNaN(i);
        return [a.Store(x.DType)];
    }

    private static ArrayData[] Lu<T>(ArrayData x) where T : unmanaged, INumberBase<T>
    {
        Matrices<T> a = new(x, 2);
        int rows = x.Shape[^2], steps = Math.Min(rows, x.Shape[^1]);
        int[] pivots = new int[a.Count * steps], permutations = new int[a.Count * rows];
        for (int i = 0; i < a.Count; i++)
        {
            Span<int> own = pivots.AsSpan(i * steps, steps);
            LuFactor.Compute(a.Matrix(i), own);
            LuFactor.ToPermutation(own, permutations.AsSpan(i * rows, rows));
        }
        return [a.Store(x.DType), ArrayData.Create<int>(a.ShapeWith(steps), pivots), ArrayData.Create<int>(a.ShapeWith(rows), permutations)];
    }

    private static ArrayData[] TriangularSolve<T>(TriangularSolve op, ReadOnlySpan<ArrayData> args) where T : unmanaged, INumberBase<T>
    {
        Matrices<T> a = new(args[0], 2), b = new(args[1], 2);
        for (int i = 0; i < b.Count; i++)
            TriangularSystem.Solve(a.Matrix(i), b.Matrix(i), op.LeftSide, op.Lower, op.TransposeA, op.ConjugateA, op.UnitDiagonal);
        return [b.Store(args[1].DType)];
    }

    private static ArrayData[] TridiagonalSolve<T>(TridiagonalSolve op, ReadOnlySpan<ArrayData> args) where T : unmanaged, INumberBase<T>
    {
        Matrices<T> lower = new(args[0], 1), diagonal = new(args[1], 1), upper = new(args[2], 1), b = new(args[3], 2);
        (double precision, double least) = TridiagonalSystem.LimitsOf(args[3].DType);
        for (int i = 0; i < b.Count; i++)
        {
            bool solved = op.PerturbSingular
                ? TridiagonalSystem.Solve(lower.Vector(i), diagonal.Vector(i), upper.Vector(i), b.Matrix(i), precision, least)
                : TridiagonalSystem.Solve(lower.Vector(i), diagonal.Vector(i), upper.Vector(i), b.Matrix(i));
            if (!solved) b.MakeNaN(i);
        }
        return [b.Store(args[3].DType)];
    }
}
