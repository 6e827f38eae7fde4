using System.Numerics;
using Core.Ir;
using Core.Kernels;

namespace Core.Interpreter;

internal sealed partial class EvalRules
{
    public ArrayData[] Qr(Qr op, ReadOnlySpan<ArrayData> args) => args[0].DType.IsComplex ? Qr<Complex>(op, args[0]) : Qr<double>(op, args[0]);

    public ArrayData[] Geqrf(Geqrf op, ReadOnlySpan<ArrayData> args) => args[0].DType.IsComplex ? Geqrf<Complex>(args[0]) : Geqrf<double>(args[0]);

    public ArrayData[] Geqp3(Geqp3 op, ReadOnlySpan<ArrayData> args) =>
        args[0].DType.IsComplex ? Geqp3<Complex>(args[0], args[1]) : Geqp3<double>(args[0], args[1]);

    public ArrayData[] HouseholderProduct(HouseholderProduct op, ReadOnlySpan<ArrayData> args) =>
        args[0].DType.IsComplex ? HouseholderProduct<Complex>(args[0], args[1]) : HouseholderProduct<double>(args[0], args[1]);

    public ArrayData[] Ormqr(Ormqr op, ReadOnlySpan<ArrayData> args) => args[0].DType.IsComplex ? Ormqr<Complex>(op, args) : Ormqr<double>(op, args);

    private static ArrayData[] Qr<T>(Qr op, ArrayData x) where T : unmanaged, INumberBase<T>
    {
        Matrices<T> a = new(x, 2);
        int rows = x.Shape[^2], columns = x.Shape[^1], steps = Math.Min(rows, columns), inner = op.FullMatrices ? rows : steps;
        Matrices<T> q = new(a.Lead, rows, inner), r = new(a.Lead, inner, columns);
        long[] order = new long[a.Count * columns];
        T[] taus = new T[steps];
        for (int i = 0; i < a.Count; i++)
        {
            MatrixSpan<T> factors = a.Matrix(i), ofQ = q.Matrix(i), ofR = r.Matrix(i);
            if (op.Pivoting) QrFactor.ComputePivoted(factors, order.AsSpan(i * columns, columns), taus);
            else QrFactor.Compute(factors, taus);
            factors.Block(0, 0, rows, steps).CopyTo(ofQ.Block(0, 0, rows, steps));
            QrFactor.Generate(ofQ, taus);
            for (int row = 0; row < steps; row++) factors.Row(row)[row..].CopyTo(ofR.Row(row)[row..]);
        }
        if (!op.Pivoting) return [q.Store(x.DType), r.Store(x.DType)];
        if (steps > 0)
            for (int i = 0; i < order.Length; i++) order[i]--; // LAPACK counts from 1
        else Array.Clear(order); // JAX: of an empty matrix all places are 0
        return [q.Store(x.DType), r.Store(x.DType), Wide.FromIntegers(DType.I32, a.ShapeWith(columns), order)];
    }

    private static ArrayData[] Geqrf<T>(ArrayData x) where T : unmanaged, INumberBase<T>
    {
        Matrices<T> a = new(x, 2), taus = new(a.Lead, Math.Min(x.Shape[^2], x.Shape[^1]));
        for (int i = 0; i < a.Count; i++) QrFactor.Compute(a.Matrix(i), taus.Vector(i));
        return [a.Store(x.DType), taus.Store(x.DType)];
    }

    private static ArrayData[] Geqp3<T>(ArrayData x, ArrayData comesFirst) where T : unmanaged, INumberBase<T>
    {
        Matrices<T> a = new(x, 2), taus = new(a.Lead, Math.Min(x.Shape[^2], x.Shape[^1]));
        int columns = x.Shape[^1];
        long[] order = ToIntegers(comesFirst);
        for (int i = 0; i < a.Count; i++) QrFactor.ComputePivoted(a.Matrix(i), order.AsSpan(i * columns, columns), taus.Vector(i));
        return [a.Store(x.DType), Wide.FromIntegers(comesFirst.DType, comesFirst.Shape, order), taus.Store(x.DType)];
    }

    private static ArrayData[] HouseholderProduct<T>(ArrayData x, ArrayData factors) where T : unmanaged, INumberBase<T>
    {
        Matrices<T> a = new(x, 2), taus = new(factors, 1);
        for (int i = 0; i < a.Count; i++) QrFactor.Generate(a.Matrix(i), taus.Vector(i));
        return [a.Store(x.DType)];
    }

    private static ArrayData[] Ormqr<T>(Ormqr op, ReadOnlySpan<ArrayData> args) where T : unmanaged, INumberBase<T>
    {
        Matrices<T> a = new(args[0], 2), taus = new(args[1], 1), c = new(args[2], 2);
        for (int i = 0; i < a.Count; i++) QrFactor.Multiply(a.Matrix(i), taus.Vector(i), op.Left, op.Transpose, c.Matrix(i));
        return [c.Store(args[2].DType)];
    }
}
