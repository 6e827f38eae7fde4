using System.Numerics;
using Core.Compiler.Execution;
using Core.Compiler.Loops;

namespace Core.Compiler.Contraction;

/// <summary>Adds up the parts of a product whose sums were cut, in order.</summary>
/// <param name="type">The elements.</param>
/// <param name="from">The buffer of the parts, one behind the other.</param>
/// <param name="to">The buffer of the result.</param>
/// <param name="count">Elements of the result.</param>
/// <param name="parts">How many parts.</param>
internal sealed unsafe class SumStep(LaneType type, int from, int to, long count, int parts) : Step
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
        switch (type)
        {
            case LaneType.F32: Add((float*)buffers[from], (float*)buffers[to]); break;
            case LaneType.F64: Add((double*)buffers[from], (double*)buffers[to]); break;
            case LaneType.I32: Add((int*)buffers[from], (int*)buffers[to]); break;
            case LaneType.I64: Add((long*)buffers[from], (long*)buffers[to]); break;
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
