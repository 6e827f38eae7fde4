using System.Numerics;
using Core.Compiler.Execution;
using Core.Ir;
using Core.Kernels;

namespace Core.Compiler.Kernels;

internal sealed partial class KernelRules
{
    public Step[] Hessenberg(Hessenberg op, StepContext context) =>
        context.InputType(0).DType.IsComplex ? Hessenberg<Complex>(op, context) : Hessenberg<double>(op, context);

    public Step[] Tridiagonal(Tridiagonal op, StepContext context) =>
        context.InputType(0).DType.IsComplex ? Tridiagonal<Complex>(op, context) : Tridiagonal<double>(op, context);

    public Step[] Eigh(Eigh op, StepContext context) => context.InputType(0).DType.IsComplex ? Eigh<Complex>(op, context) : Eigh<double>(op, context);

    public Step[] Eig(Eig op, StepContext context) => context.InputType(0).DType.IsComplex ? Eig<Complex>(op, context) : Eig<double>(op, context);

    public Step[] Svd(Svd op, StepContext context) => context.InputType(0).DType.IsComplex ? Svd<Complex>(op, context) : Svd<double>(op, context);

    public Step[] Schur(Schur op, StepContext context)
    {
        if (op.SortEigVals) throw new UnsupportedException("schur: sort_eig_vals is not supported, in JAX neither; sort the eigenvalues of Eig instead.");
        return context.InputType(0).DType.IsComplex ? Schur<Complex>(op, context) : Schur<double>(op, context);
    }

    private static Step[] Hessenberg<T>(Hessenberg op, StepContext context) where T : unmanaged, INumberBase<T>
    {
        int n = context.InputType(0).Shape[^1];
        MatrixOp matrices = new(context);
        int a = matrices.ReadWrite(0, 0, 2), taus = matrices.Write(1, 1);
        return matrices.Build(op.Name, Cube(n, 4), memory => HessenbergForm.Compute(memory.Matrix<T>(a, n, n), memory.Vector<T>(taus)));
    }

    private static Step[] Tridiagonal<T>(Tridiagonal op, StepContext context) where T : unmanaged, INumberBase<T>
    {
        int n = context.InputType(0).Shape[^1];
        MatrixOp matrices = new(context);
        int a = matrices.ReadWrite(0, 0, 2), diagonal = matrices.Write(1, 1), beside = matrices.Write(2, 1), taus = matrices.Write(3, 1);
        return matrices.Build(op.Name, Cube(n, 2), memory => HermitianEigen.ToTridiagonal(
            memory.Matrix<T>(a, n, n), op.Lower, memory.Vector<double>(diagonal), memory.Vector<double>(beside), memory.Vector<T>(taus)));
    }

    private static Step[] Eigh<T>(Eigh op, StepContext context) where T : unmanaged, INumberBase<T>
    {
        int n = context.InputType(0).Shape[^1];
        MatrixOp matrices = new(context);
        if (op.SubsetByIndex is not [int start, int end])
        {
            int a = matrices.ReadWrite(0, 0, 2), values = matrices.Write(1, 1);
            return matrices.Build(op.Name, Cube(n, 9), memory => Compute(memory, a, values));
        }
        int all = matrices.ReadWork(0, 2), allValues = matrices.Work(SlotKind.Real, n), some = matrices.Write(0, 2), someValues = matrices.Write(1, 1);
        return matrices.Build(op.Name, Cube(n, 9), memory =>
        {
            Compute(memory, all, allValues);
            memory.Matrix<T>(all, n, n).Block(0, start, n, end - start).CopyTo(memory.Matrix<T>(some, n, end - start));
            memory.Vector<double>(allValues)[start..end].CopyTo(memory.Vector<double>(someValues));
        });

        void Compute(MatrixMemory memory, int matrix, int values)
        {
            if (HermitianEigen.Compute(memory.Matrix<T>(matrix, n, n), op.Lower, memory.Vector<double>(values))) return;
            memory.MakeNaN(matrix);
            memory.MakeNaN(values);
        }
    }

    private static Step[] Eig<T>(Eig op, StepContext context) where T : unmanaged, INumberBase<T>
    {
        int n = context.InputType(0).Shape[^1], ofLeft = op.ComputeLeftEigenvectors ? n : 0, ofRight = op.ComputeRightEigenvectors ? n : 0;
        MatrixOp matrices = new(context);
        int a = matrices.ReadWork(0, 2), values = matrices.Write(0, 1);
        int left = op.ComputeLeftEigenvectors ? matrices.Write(1, 2) : matrices.Work(SlotKind.Complex, 0);
        int right = op.ComputeRightEigenvectors ? matrices.Write(op.ComputeLeftEigenvectors ? 2 : 1, 2) : matrices.Work(SlotKind.Complex, 0);
        return matrices.Build(op.Name, Cube(n, 25), memory =>
        {
            if (GeneralEigen.Compute(memory.Matrix<T>(a, n, n), memory.Vector<Complex>(values), memory.Matrix<Complex>(left, ofLeft, n), memory.Matrix<Complex>(right, ofRight, n)))
                return;
            memory.MakeNaN(values);
            memory.MakeNaN(left);
            memory.MakeNaN(right);
        });
    }

    private static Step[] Schur<T>(Schur op, StepContext context) where T : unmanaged, INumberBase<T>
    {
        int n = context.InputType(0).Shape[^1], ofZ = op.ComputeSchurVectors ? n : 0;
        MatrixOp matrices = new(context);
        int a = matrices.ReadWrite(0, 0, 2), z = op.ComputeSchurVectors ? matrices.Write(1, 2) : matrices.Work(KindOf<T>(), 0);
        return matrices.Build(op.Name, Cube(n, 25), memory =>
        {
            if (GeneralEigen.Schur(memory.Matrix<T>(a, n, n), memory.Matrix<T>(z, ofZ, n))) return;
            memory.MakeNaN(a);
            memory.MakeNaN(z);
        });
    }

    private static Step[] Svd<T>(Svd op, StepContext context) where T : unmanaged, INumberBase<T>
    {
        (int rows, int columns) = SizeOf(context, 0);
        int rank = Math.Min(rows, columns);
        int left = !op.ComputeUv ? 0 : op.FullMatrices ? rows : rank, right = !op.ComputeUv ? 0 : op.FullMatrices ? columns : rank;
        (int start, int end) = op.SubsetByIndex is [int from, int to] && to - from < rank ? (from, to) : (0, -1);
        bool isPart = end >= 0;
        MatrixOp matrices = new(context);
        int a = matrices.ReadWork(0, 2), s = isPart ? matrices.Work(SlotKind.Real, rank) : matrices.Write(0, 1);
        int u = isPart || !op.ComputeUv ? matrices.Work(KindOf<T>(), rows * left) : matrices.Write(1, 2);
        int vAdjoint = isPart || !op.ComputeUv ? matrices.Work(KindOf<T>(), right * columns) : matrices.Write(2, 2);
        int someS = isPart ? matrices.Write(0, 1) : -1, someU = isPart && op.ComputeUv ? matrices.Write(1, 2) : -1, someV = isPart && op.ComputeUv ? matrices.Write(2, 2) : -1;
        return matrices.Build(op.Name, 20.0 * rows * columns * rank, memory =>
        {
            if (!SingularValues.Compute(memory.Matrix<T>(a, rows, columns), memory.Vector<double>(s), memory.Matrix<T>(u, rows, left), memory.Matrix<T>(vAdjoint, right, columns)))
            {
                memory.MakeNaN(s);
                memory.MakeNaN(u);
                memory.MakeNaN(vAdjoint);
            }
            if (!isPart) return;
            memory.Vector<double>(s)[start..end].CopyTo(memory.Vector<double>(someS));
            if (!op.ComputeUv) return;
            memory.Matrix<T>(u, rows, left).Block(0, start, rows, end - start).CopyTo(memory.Matrix<T>(someU, rows, end - start));
            memory.Matrix<T>(vAdjoint, right, columns).Block(start, 0, end - start, columns).CopyTo(memory.Matrix<T>(someV, end - start, columns));
        });
    }

    private static double Cube(int n, double factor) => factor * n * n * n;
}
