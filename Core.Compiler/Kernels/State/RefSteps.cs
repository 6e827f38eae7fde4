using System.Numerics;

namespace Core.Compiler.Kernels;

/// <summary>Reads a part of a mutable reference; a block as a copy between views.</summary>
internal sealed unsafe class RefGetStep(int reference, int target, int width, RefMap[] maps, Shape part, ValueArray<int> operands)
    : KernelStep([reference, .. operands], [target], 1, part.Size * 5.0)
{
    private readonly CopyPlan? _block = RefBlocks.Read(maps, part);

    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        if (_block is not null) CopyLoops.Run(_block, width, buffers[reference] + RefMap.PlaceOf(maps, 0, buffers, out _) * width, buffers[target], 0, 1);
        else RefBlocks.Read(buffers, reference, target, width, maps, part.Size);
    }

    /// <inheritdoc/>
    public override string Describe() => $"read {part.Size} × {width} bytes of the reference {reference}";
}

/// <summary>Reads a part of a mutable reference, and writes other values there.</summary>
internal sealed unsafe class RefSwapStep(int reference, int value, int target, int width, RefMap[] maps, Shape part, ValueArray<int> operands)
    : KernelStep([reference, value, .. operands], [target, reference], 1, part.Size * 10.0)
{
    private readonly CopyPlan? _read = RefBlocks.Read(maps, part), _write = RefBlocks.Write(maps, part);

    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        if (_read is not null && _write is not null)
        {
            byte* block = buffers[reference] + RefMap.PlaceOf(maps, 0, buffers, out _) * width;
            CopyLoops.Run(_read, width, block, buffers[target], 0, 1);
            CopyLoops.Run(_write, width, buffers[value], block, 0, 1);
            return;
        }
        RefBlocks.Read(buffers, reference, target, width, maps, part.Size);
        for (long i = 0; i < part.Size; i++)
        {
            long place = RefMap.PlaceOf(maps, i, buffers, out bool isInside);
            if (isInside) CopyLoops.CopyRun(buffers[value] + i * width, buffers[reference] + place * width, width);
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"swap {part.Size} × {width} bytes of the reference {reference}";
}

/// <summary>Adds numbers to a part of a mutable reference; a place that occurs twice gets both summands.</summary>
internal sealed unsafe class RefAddStep<T, W, C>(int reference, int value, RefMap[] maps, long count, ValueArray<int> operands)
    : KernelStep([reference, value, .. operands], [reference], 1, count * 5.0) where T : unmanaged where W : unmanaged, INumberBase<W> where C : struct, IElement<T, W>
{
    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        T* whole = (T*)buffers[reference], values = (T*)buffers[value];
        for (long i = 0; i < count; i++)
        {
            long place = RefMap.PlaceOf(maps, i, buffers, out bool isInside);
            if (isInside) whole[place] = C.Store(unchecked(C.Load(whole[place]) + C.Load(values[i])));
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"add {count} {typeof(T).Name} to the reference {reference}";
}

/// <summary>Parts of references that are blocks of the whole.</summary>
internal static unsafe class RefBlocks
{
    /// <summary>The copy that reads a part, from its first element on, if it is a block.</summary>
    public static CopyPlan? Read(RefMap[] maps, Shape part) => maps is [{ IsBlock: true } map] ? CopyPlan.Create(part, map.BlockStrides, part.Strides()) : null;

    /// <summary>The copy that writes it.</summary>
    public static CopyPlan? Write(RefMap[] maps, Shape part) => maps is [{ IsBlock: true } map] ? CopyPlan.Create(part, part.Strides(), map.BlockStrides) : null;

    /// <summary>Reads element by element.</summary>
    public static void Read(byte** buffers, int reference, int target, int width, RefMap[] maps, long count)
    {
        for (long i = 0; i < count; i++) CopyLoops.CopyRun(buffers[reference] + RefMap.PlaceOf(maps, i, buffers, out _) * width, buffers[target] + i * width, width);
    }
}
