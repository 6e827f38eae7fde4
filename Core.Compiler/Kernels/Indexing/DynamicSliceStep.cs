namespace Core.Compiler.Kernels;

/// <summary>Where a part of an array starts that numbers in buffers give, one per axis; brought within bounds.</summary>
/// <param name="buffers">The buffers of the starts.</param>
/// <param name="dtype">The type of the starts.</param>
/// <param name="last">Along each axis the last start at which the part is within bounds.</param>
/// <param name="strides">The strides of the array.</param>
internal sealed unsafe class DynamicStart(int[] buffers, DType dtype, int[] last, int[] strides)
{
    /// <summary>The buffers of the starts.</summary>
    public int[] Buffers => buffers;

    /// <summary>The type of the starts.</summary>
    public DType DType => dtype;

    /// <summary>Along each axis the last start at which the part is within bounds.</summary>
    public int[] Last => last;

    /// <summary>The strides of the array.</summary>
    public int[] Strides => strides;

    /// <summary>The start of a part of a shape in an array of another.</summary>
    public static DynamicStart Of(ReadOnlySpan<int> buffers, DType dtype, Shape whole, ReadOnlySpan<int> part)
    {
        int[] last = new int[whole.Rank];
        for (int axis = 0; axis < last.Length; axis++) last[axis] = whole[axis] - part[axis];
        return new(buffers.ToArray(), dtype, last, whole.Strides());
    }

    /// <summary>The index of the part's first element.</summary>
    public long Offset(byte** buffers)
    {
        long offset = 0;
        for (int axis = 0; axis < Last.Length; axis++)
            offset += Math.Clamp(IndexReader.One(buffers[Buffers[axis]], DType, 0), 0, Last[axis]) * Strides[axis];
        return offset;
    }
}

/// <summary>A part of an array whose start is known when it runs.</summary>
internal sealed unsafe class DynamicSliceStep(int source, int target, int width, DynamicStart start, CopyPlan plan)
    : KernelStep([source, .. start.Buffers], [target], CopyLoops.Pieces(plan, width), CopyLoops.Nanoseconds(plan, width))
{
    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch) =>
        CopyLoops.Run(plan, width, buffers[source] + start.Offset(buffers) * width, buffers[target], piece, Pieces);

    /// <inheritdoc/>
    public override string Describe() => $"dynamic slice of {plan.Count} × {width} bytes ({plan.Form}) from {source} to {target}";
}

/// <summary>Writes an array over a part of another whose start is known when it runs.</summary>
internal sealed unsafe class DynamicUpdateStep(int update, int target, int width, DynamicStart start, CopyPlan plan)
    : KernelStep([update, target, .. start.Buffers], [target], CopyLoops.Pieces(plan, width), CopyLoops.Nanoseconds(plan, width))
{
    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch) =>
        CopyLoops.Run(plan, width, buffers[update], buffers[target] + start.Offset(buffers) * width, piece, Pieces);

    /// <inheritdoc/>
    public override string Describe() => $"dynamic update of {plan.Count} × {width} bytes ({plan.Form}) from {update} in {target}";
}
