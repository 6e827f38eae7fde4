using System.Numerics;
using Core.Ir;
using Core.Kernels;

namespace Core.Interpreter;

internal sealed partial class EvalRules
{
    public ArrayData[] Hessenberg(Hessenberg op, ReadOnlySpan<ArrayData> args) => args[0].DType.IsComplex ? Hessenberg<Complex>(args[0]) : Hessenberg<double>(args[0]);

    public ArrayData[] Tridiagonal(Tridiagonal op, ReadOnlySpan<ArrayData> args) =>
        args[0].DType.IsComplex ? Tridiagonal<Complex>(op, args[0]) : Tridiagonal<double>(op, args[0]);

    public ArrayData[] Eigh(Eigh op, ReadOnlySpan<ArrayData> args) => args[0].DType.IsComplex ? Eigh<Complex>(op, args[0]) : Eigh<double>(op, args[0]);

    public ArrayData[] Eig(Eig op, ReadOnlySpan<ArrayData> args) => args[0].DType.IsComplex ? Eig<Complex>(op, args[0]) : Eig<double>(op, args[0]);

    public ArrayData[] Schur(Schur op, ReadOnlySpan<ArrayData> args)
    {
        if (op.SortEigVals) throw new UnsupportedException("schur: sort_eig_vals is not supported, in JAX neither; sort the eigenvalues of Eig instead.");
        return args[0].DType.IsComplex ? Schur<Complex>(op, args[0]) : Schur<double>(op, args[0]);
    }

    public ArrayData[] Svd(Svd op, ReadOnlySpan<ArrayData> args) => args[0].DType.IsComplex ? Svd<Complex>(op, args[0]) : Svd<double>(op, args[0]);

    private static ArrayData[] Hessenberg<T>(ArrayData x) where T : unmanaged, INumberBase<T>
    {
        Matrices<T> a = new(x, 2), taus = new(a.Lead, x.Shape[^1] - 1);
        for (int i = 0; i < a.Count; i++) HessenbergForm.Compute(a.Matrix(i), taus.Vector(i));
        return [a.Store(x.DType), taus.Store(x.DType)];
    }

    private static ArrayData[] Tridiagonal<T>(Tridiagonal op, ArrayData x) where T : unmanaged, INumberBase<T>
    {
        int n = x.Shape[^1];
        Matrices<T> a = new(x, 2), taus = new(a.Lead, n - 1);
        Matrices<double> diagonal = new(a.Lead, n), beside = new(a.Lead, n - 1);
        for (int i = 0; i < a.Count; i++) HermitianEigen.ToTridiagonal(a.Matrix(i), op.Lower, diagonal.Vector(i), beside.Vector(i), taus.Vector(i));
        DType real = x.DType.RealPart;
        return [a.Store(x.DType), diagonal.Store(real), beside.Store(real), taus.Store(x.DType)];
    }

    private static ArrayData[] Eigh<T>(Eigh op, ArrayData x) where T : unmanaged, INumberBase<T>
    {
        int n = x.Shape[^1];
        Matrices<T> a = new(x, 2);
        Matrices<double> values = new(a.Lead, n);
        for (int i = 0; i < a.Count; i++)
        {
            if (HermitianEigen.Compute(a.Matrix(i), op.Lower, values.Vector(i))) continue;
            a.MakeNaN(i);
            values.MakeNaN(i);
        }
        (ArrayData vectors, ArrayData sorted) = (a.Store(x.DType), values.Store(x.DType.RealPart));
        if (op.SubsetByIndex is not [int start, int end]) return [vectors, sorted];
        return [Part(vectors, vectors.Shape.Rank - 1, start, end), Part(sorted, sorted.Shape.Rank - 1, start, end)];
    }

    private static ArrayData[] Eig<T>(Eig op, ArrayData x) where T : unmanaged, INumberBase<T>
    {
        int n = x.Shape[^1];
        Matrices<T> a = new(x, 2);
        Matrices<Complex> values = new(a.Lead, n);
        Matrices<Complex> left = new(a.Lead, op.ComputeLeftEigenvectors ? n : 0, n), right = new(a.Lead, op.ComputeRightEigenvectors ? n : 0, n);
        for (int i = 0; i < a.Count; i++)
        {
            if (GeneralEigen.Compute(a.Matrix(i), values.Vector(i), left.Matrix(i), right.Matrix(i))) continue;
            values.MakeNaN(i);
            left.MakeNaN(i);
            right.MakeNaN(i);
        }
        DType dtype = x.DType is DType.F64 or DType.C128 ? DType.C128 : DType.C64;
        List<ArrayData> results = [values.Store(dtype)];
        if (op.ComputeLeftEigenvectors) results.Add(left.Store(dtype));
        if (op.ComputeRightEigenvectors) results.Add(right.Store(dtype));
        return [.. results];
    }

    private static ArrayData[] Schur<T>(Schur op, ArrayData x) where T : unmanaged, INumberBase<T>
    {
        int n = x.Shape[^1];
        Matrices<T> a = new(x, 2), z = new(a.Lead, op.ComputeSchurVectors ? n : 0, n);
        for (int i = 0; i < a.Count; i++)
        {
            if (GeneralEigen.Schur(a.Matrix(i), z.Matrix(i))) continue;
            a.MakeNaN(i);
            z.MakeNaN(i);
        }
        return op.ComputeSchurVectors ? [a.Store(x.DType), z.Store(x.DType)] : [a.Store(x.DType)];
    }

    private static ArrayData[] Svd<T>(Svd op, ArrayData x) where T : unmanaged, INumberBase<T>
    {
        int rows = x.Shape[^2], columns = x.Shape[^1], rank = Math.Min(rows, columns);
        Matrices<T> a = new(x, 2);
        Matrices<double> s = new(a.Lead, rank);
        int left = !op.ComputeUv ? 0 : op.FullMatrices ? rows : rank, right = !op.ComputeUv ? 0 : op.FullMatrices ? columns : rank;
        Matrices<T> u = new(a.Lead, rows, left), vAdjoint = new(a.Lead, right, columns);
        for (int i = 0; i < a.Count; i++)
        {
            if (SingularValues.Compute(a.Matrix(i), s.Vector(i), u.Matrix(i), vAdjoint.Matrix(i))) continue;
            s.MakeNaN(i);
            u.MakeNaN(i);
            vAdjoint.MakeNaN(i);
        }
        ArrayData[] results = [s.Store(x.DType.RealPart), u.Store(x.DType), vAdjoint.Store(x.DType)];
        if (op.SubsetByIndex is [int start, int end] && end - start < rank)
        {
            int axis = x.Shape.Rank - 1;
            results = [Part(results[0], axis - 1, start, end), Part(results[1], op.ComputeUv ? axis : -1, start, end), Part(results[2], op.ComputeUv ? axis - 1 : -1, start, end)];
        }
        return op.ComputeUv ? results : [results[0]];
    }

    /// <summary>Some places along one axis; the array itself where the axis is -1.</summary>
    private static ArrayData Part(ArrayData x, int axis, int start, int end)
    {
        if (axis < 0) return x;
        int[] strides = x.Shape.Strides();
        return Strided.Read(x, x.Shape.With(axis, end - start), start * strides[axis], strides);
    }
}
