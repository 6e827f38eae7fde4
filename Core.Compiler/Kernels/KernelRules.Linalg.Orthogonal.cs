using System.Numerics;
using Core.Compiler.Execution;
using Core.Ir;
using Core.Kernels;

namespace Core.Compiler.Kernels;

internal sealed partial class KernelRules
{
    public Step[] Qr(Qr op, StepContext context) => context.InputType(0).DType.IsComplex ? Qr<Complex>(op, context) : Qr<double>(op, context);

    public Step[] Geqrf(Geqrf op, StepContext context) => context.InputType(0).DType.IsComplex ? Geqrf<Complex>(op, context) : Geqrf<double>(op, context);

    public Step[] Geqp3(Geqp3 op, StepContext context) => context.InputType(0).DType.IsComplex ? Geqp3<Complex>(op, context) : Geqp3<double>(op, context);

    public Step[] HouseholderProduct(HouseholderProduct op, StepContext context) =>
        context.InputType(0).DType.IsComplex ? HouseholderProduct<Complex>(op, context) : HouseholderProduct<double>(op, context);

    public Step[] Ormqr(Ormqr op, StepContext context) => context.InputType(0).DType.IsComplex ? Ormqr<Complex>(op, context) : Ormqr<double>(op, context);

    private static Step[] Qr<T>(Qr op, StepContext context) where T : unmanaged, INumberBase<T>
    {
        (int rows, int columns) = SizeOf(context, 0);
        int steps = Math.Min(rows, columns), inner = op.FullMatrices ? rows : steps;
        MatrixOp matrices = new(context);
        int a = matrices.ReadWork(0, 2), q = matrices.Write(0, 2), r = matrices.Write(1, 2), taus = matrices.Work(KindOf<T>(), steps);
        int order = op.Pivoting ? matrices.Write(2, 1, SlotKind.LongPlace) : -1;
        return matrices.Build(op.Name, 4.0 * rows * columns * steps, memory =>
        {
            MatrixSpan<T> factors = memory.Matrix<T>(a, rows, columns), ofQ = memory.Matrix<T>(q, rows, inner), ofR = memory.Matrix<T>(r, inner, columns);
            Span<T> reflections = memory.Vector<T>(taus);
            if (op.Pivoting) QrFactor.ComputePivoted(factors, memory.Vector<long>(order), reflections);
            else QrFactor.Compute(factors, reflections);
            factors.Block(0, 0, rows, steps).CopyTo(ofQ.Block(0, 0, rows, steps));
            QrFactor.Generate(ofQ, reflections);
            for (int row = 0; row < steps; row++) factors.Row(row)[row..].CopyTo(ofR.Row(row)[row..]);
            if (!op.Pivoting) return;
            Span<long> places = memory.Vector<long>(order);
            if (steps == 0) places.Clear(); // JAX: of an empty matrix all places are 0
            else foreach (ref long place in places) place--; // LAPACK counts from 1
        });
    }

    private static Step[] Geqrf<T>(Geqrf op, StepContext context) where T : unmanaged, INumberBase<T>
    {
        (int rows, int columns) = SizeOf(context, 0);
        MatrixOp matrices = new(context);
        int a = matrices.ReadWrite(0, 0, 2), taus = matrices.Write(1, 1);
        return matrices.Build(op.Name, 2.0 * rows * columns * Math.Min(rows, columns), memory => QrFactor.Compute(memory.Matrix<T>(a, rows, columns), memory.Vector<T>(taus)));
    }

    private static Step[] Geqp3<T>(Geqp3 op, StepContext context) where T : unmanaged, INumberBase<T>
    {
        (int rows, int columns) = SizeOf(context, 0);
        MatrixOp matrices = new(context);
        int a = matrices.ReadWrite(0, 0, 2), order = matrices.ReadWrite(1, 1, 1, SlotKind.LongPlace), taus = matrices.Write(2, 1);
        return matrices.Build(op.Name, 3.0 * rows * columns * Math.Min(rows, columns), memory =>
            QrFactor.ComputePivoted(memory.Matrix<T>(a, rows, columns), memory.Vector<long>(order), memory.Vector<T>(taus)));
    }

    private static Step[] HouseholderProduct<T>(HouseholderProduct op, StepContext context) where T : unmanaged, INumberBase<T>
    {
        (int rows, int columns) = SizeOf(context, 0);
        MatrixOp matrices = new(context);
        int a = matrices.ReadWrite(0, 0, 2), taus = matrices.Read(1, 1);
        return matrices.Build(op.Name, 2.0 * rows * columns * columns, memory => QrFactor.Generate(memory.Matrix<T>(a, rows, columns), memory.Vector<T>(taus)));
    }

    private static Step[] Ormqr<T>(Ormqr op, StepContext context) where T : unmanaged, INumberBase<T>
    {
        ((int rows, int columns), (int m, int n)) = (SizeOf(context, 0), SizeOf(context, 2));
        MatrixOp matrices = new(context);
        int a = matrices.ReadWork(0, 2), taus = matrices.Read(1, 1), c = matrices.ReadWrite(2, 0, 2);
        return matrices.Build(op.Name, 2.0 * m * n * columns, memory =>
            QrFactor.Multiply(memory.Matrix<T>(a, rows, columns), memory.Vector<T>(taus), op.Left, op.Transpose, memory.Matrix<T>(c, m, n)));
    }

    private static (int Rows, int Columns) SizeOf(StepContext context, int operand) => (context.InputType(operand).Shape[^2], context.InputType(operand).Shape[^1]);

    private static SlotKind KindOf<T>() => typeof(T) == typeof(Complex) ? SlotKind.Complex : SlotKind.Real;
}
