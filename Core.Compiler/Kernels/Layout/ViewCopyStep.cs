using Core.Compiler.Execution;

namespace Core.Compiler.Kernels;

/// <summary>A copy between views of two buffers.</summary>
internal sealed unsafe class ViewCopyStep : KernelStep
{
    private readonly CopyPlan _plan;
    private readonly int _source, _target, _width;
    private readonly bool _isWhole;

    /// <summary>A copy.</summary>
    /// <param name="source">The buffer that is read.</param>
    /// <param name="target">The buffer that is written.</param>
    /// <param name="width">The size of an element in bytes.</param>
    /// <param name="plan">Which element goes where.</param>
    /// <param name="isWhole">Whether all of the source becomes all of the target, in its order.</param>
    /// <param name="isPart">Whether a part of the target stays as it is.</param>
    public ViewCopyStep(int source, int target, int width, CopyPlan plan, bool isWhole = false, bool isPart = false)
        : base(isPart ? [source, target] : [source], [target], CopyLoops.Pieces(plan, width), CopyLoops.Nanoseconds(plan, width)) =>
        (_source, _target, _width, _plan, _isWhole) = (source, target, width, plan, isWhole);

    /// <summary>All of a buffer in another.</summary>
    public static Step Whole(int source, int target, ArrayTypeSize size) =>
        new ViewCopyStep(source, target, size.Width, CopyPlan.Create([size.Count], [1], [1]), isWhole: true);

    /// <inheritdoc/>
    public override (int Read, int Written)? MayShare => _isWhole ? (_source, _target) : null;

    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        byte* source = buffers[_source], target = buffers[_target];
        if (source == target && _isWhole) return;
        CopyLoops.Run(_plan, _width, source, target, piece, Pieces);
    }

    /// <inheritdoc/>
    public override string Describe() =>
        $"copy {_plan.Count} × {_width} bytes ({_plan.Form}, {string.Join('×', _plan.Sizes)}) from {_source} to {_target}";
}

/// <summary>How large an array is in memory.</summary>
/// <param name="Count">How many elements.</param>
/// <param name="Width">The size of one in bytes.</param>
internal readonly record struct ArrayTypeSize(int Count, int Width)
{
    public static implicit operator ArrayTypeSize(Ir.ArrayType type) => new(checked((int)type.Size), type.DType.ByteSize);
}

/// <summary>One element everywhere in a buffer.</summary>
internal sealed unsafe class FillStep(int value, int target, ArrayTypeSize size)
    : KernelStep([value], [target], Share.Pieces(size.Count, size.Width * 0.05), size.Count * size.Width * 0.05)
{
    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        (long start, long end) = Share.Of(size.Count, Pieces, piece);
        byte* source = buffers[value], first = buffers[target] + start * size.Width;
        switch (size.Width)
        {
            case 1: CopyLoops.Fill(first, end - start, *source); break;
            case 2: CopyLoops.Fill((ushort*)first, end - start, *(ushort*)source); break;
            case 4: CopyLoops.Fill((uint*)first, end - start, *(uint*)source); break;
            case 8: CopyLoops.Fill((ulong*)first, end - start, *(ulong*)source); break;
            default: CopyLoops.Fill((UInt128*)first, end - start, *(UInt128*)source); break;
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"fill {size.Count} × {size.Width} bytes of {target} with {value}";
}
