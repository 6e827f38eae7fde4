namespace Core.Compiler.Kernels;

/// <summary>
/// A copy between two strided views, brought into the form that is fastest to run: axes of size 1 dropped, axes that continue each other joined, the axis
/// along which the target is contiguous last.
/// </summary>
internal sealed class CopyPlan
{
    private CopyPlan(int[] sizes, long[] from, long[] to, long source, long target, CopyForm form)
    {
        (Sizes, From, To, Source, Target, Form) = (sizes, from, to, source, target, form);
        Count = 1;
        foreach (int size in sizes) Count *= size;
        int inner = Inner;
        Units = 1;
        for (int axis = 0; axis < sizes.Length - inner; axis++) Units *= sizes[axis];
    }

    /// <summary>The sizes of the axes.</summary>
    public int[] Sizes { get; }

    /// <summary>How far apart neighbours lie in the source, in elements.</summary>
    public long[] From { get; }

    /// <summary>How far apart neighbours lie in the target.</summary>
    public long[] To { get; }

    /// <summary>The first element in the source.</summary>
    public long Source { get; }

    /// <summary>The first element in the target.</summary>
    public long Target { get; }

    /// <summary>What is done along the innermost axes.</summary>
    public CopyForm Form { get; }

    /// <summary>How many elements are written.</summary>
    public long Count { get; }

    /// <summary>How often the innermost axes are gone through.</summary>
    public long Units { get; }

    /// <summary>How many axes are the innermost ones.</summary>
    public int Inner => Form is CopyForm.Blocks ? 2 : 1;

    /// <summary>A plan, which may have no elements.</summary>
    /// <param name="sizes">The shape of both views.</param>
    /// <param name="from">The strides of the source.</param>
    /// <param name="to">The strides of the target.</param>
    /// <param name="source">The first element in the source.</param>
    /// <param name="target">The first element in the target.</param>
    public static CopyPlan Create(ReadOnlySpan<int> sizes, ReadOnlySpan<int> from, ReadOnlySpan<int> to, long source = 0, long target = 0)
    {
        List<(int Size, long From, long To)> axes = [];
        for (int axis = 0; axis < sizes.Length; axis++)
            if (sizes[axis] != 1) axes.Add((sizes[axis], from[axis], to[axis]));
        axes = [.. axes.OrderByDescending(axis => Math.Abs(axis.To))];
        for (int i = axes.Count - 2; i >= 0; i--)
        {
            if (axes[i].From != axes[i + 1].From * axes[i + 1].Size || axes[i].To != axes[i + 1].To * axes[i + 1].Size) continue;
            axes[i] = (axes[i].Size * axes[i + 1].Size, axes[i + 1].From, axes[i + 1].To);
            axes.RemoveAt(i + 1);
        }
        if (axes.Count == 0) axes.Add((1, 1, 1));

        CopyForm form = axes[^1] switch
        {
            (_, 1, 1) => CopyForm.Run,
            (_, 0, 1) => CopyForm.Fill,
            _ => CopyForm.Strides,
        };
        if (form is CopyForm.Strides && axes[^1].To == 1)
        {
            int along = axes.FindIndex(axis => axis.From == 1);
            if (along >= 0)
            {
                (int, long, long) rows = axes[along];
                axes.RemoveAt(along);
                axes.Insert(axes.Count - 1, rows);
                form = CopyForm.Blocks;
            }
        }
        return new(
            [.. axes.Select(axis => axis.Size)], [.. axes.Select(axis => axis.From)], [.. axes.Select(axis => axis.To)], source, target, form);
    }
}

/// <summary>What a copy does along its innermost axes.</summary>
internal enum CopyForm
{
    /// <summary>Copies a run of elements.</summary>
    Run,

    /// <summary>Repeats an element.</summary>
    Fill,

    /// <summary>Transposes: the source is contiguous along the last axis but one, the target along the last.</summary>
    Blocks,

    /// <summary>Goes from element to element.</summary>
    Strides,
}
