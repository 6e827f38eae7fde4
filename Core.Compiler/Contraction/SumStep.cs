using System.Numerics;
using Core.Compiler.Execution;
using Core.Compiler.Loops;

namespace Core.Compiler.Contraction;

/// <summary>Adds up the parts of a product whose sums were cut, in order.</summary>
/// <param name="type">The elements.</param>
/// <param name="from">The buffer of the parts, one behind the other.</param>
/// <param name="to">The buffer of the result.</param>
/// <param name="offset">Where in it the first element lies, in bytes.</param>
/// <param name="count">Elements of the result.</param>
/// <param name="parts">How many parts.</param>
internal sealed unsafe class SumStep(LaneType type, int from, int to, long offset, long count, int parts) : Step
{
    /// <inheritdoc/>
    public override int Pieces => 1;

    /// <inheritdoc/>
    public override double Nanoseconds => count * parts * 0.3;

    /// <inheritdoc/>
    public override ValueArray<int> Reads => [from];

    /// <inheritdoc/>
    public override ValueArray<int> Writes => [to];

    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        byte* target = buffers[to] + offset;
        switch (type)
        {
            case LaneType.F32: Add((float*)buffers[from], (float*)target); break;
            case LaneType.F64: Add((double*)buffers[from], (double*)target); break;
            case LaneType.I32: Add((int*)buffers[from], (int*)target); break;
            case LaneType.I64: Add((long*)buffers[from], (long*)target); break;
            case LaneType.Mask: break; // no product has this type
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"sum of {parts} parts of {count} elements";

    private void Add<T>(T* source, T* target) where T : unmanaged, INumberBase<T>
    {
        for (long i = 0; i < count; i++)
        {
            T sum = source[i];
            for (int part = 1; part < parts; part++) sum += source[part * count + i];
            target[i] = sum;
        }
    }
}
