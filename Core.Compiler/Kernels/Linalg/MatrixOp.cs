using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

/// <summary>Builds the step of an op on stacks of matrices, operand by operand.</summary>
internal sealed class MatrixOp(StepContext context)
{
    private readonly List<MatrixSlot> _slots = [];
    private long _items = -1;

    /// <summary>An operand that is only read.</summary>
    public int Read(int operand, int rank, SlotKind? kind = null) => Add(operand, -1, rank, kind);

    /// <summary>An operand that is overwritten by a result of its shape.</summary>
    public int ReadWrite(int operand, int result, int rank, SlotKind? kind = null) => Add(operand, result, rank, kind);

    /// <summary>A result that is zeros at first.</summary>
    public int Write(int result, int rank, SlotKind? kind = null)
    {
        ArrayType type = context.OutputType(result);
        return Add(new(kind ?? KindOf(type.DType), ItemSize(type, rank), -1, type.DType, context.Outputs[result], type.DType), type, rank);
    }

    /// <summary>An operand that is overwritten and not a result.</summary>
    public int ReadWork(int operand, int rank) => Add(operand, -1, rank, null);

    /// <summary>Memory that is zeros at first.</summary>
    public int Work(SlotKind kind, int count)
    {
        _slots.Add(new(kind, count, -1, DType.F64, -1, DType.F64));
        return _slots.Count - 1;
    }

    /// <summary>The step, or none where there are no items.</summary>
    /// <param name="name">What is computed.</param>
    /// <param name="flops">About how many operations an item needs.</param>
    /// <param name="kernel">What is done.</param>
    public Step[] Build(string name, double flops, MatrixKernel kernel) =>
        _items == 0 ? [] : [new MatrixStep(name, _items, 100 + flops, [.. _slots], kernel)];

    private int Add(int operand, int result, int rank, SlotKind? kind)
    {
        ArrayType type = context.InputType(operand);
        int target = result < 0 ? -1 : context.Outputs[result];
        DType stored = result < 0 ? type.DType : context.OutputType(result).DType;
        return Add(new(kind ?? KindOf(type.DType), ItemSize(type, rank), context.Inputs[operand], type.DType, target, stored), type, rank);
    }

    private int Add(MatrixSlot slot, ArrayType type, int rank)
    {
        long items = 1;
        foreach (int size in type.Shape.Span[..(type.Rank - rank)]) items *= size;
        _items = items;
        _slots.Add(slot);
        return _slots.Count - 1;
    }

    private static int ItemSize(ArrayType type, int rank)
    {
        long size = 1;
        foreach (int extent in type.Shape.Span[(type.Rank - rank)..]) size *= extent;
        return checked((int)size);
    }

    private static SlotKind KindOf(DType dtype) => dtype.IsComplex ? SlotKind.Complex : dtype.IsFloat ? SlotKind.Real : dtype.ByteSize == 8 ? SlotKind.LongPlace : SlotKind.Place;
}
