namespace Core.Compiler.Kernels;

/// <summary>Several copies that write different places.</summary>
internal sealed unsafe class CopiesStep : KernelStep
{
    private readonly (int Source, int Target, CopyPlan Plan)[] _copies;
    private readonly int[] _first; // of each copy, its first piece; then the number of all
    private readonly int _width;

    private CopiesStep((int Source, int Target, CopyPlan Plan)[] copies, int width, int[] first)
        : base(
            [.. copies.Select(copy => copy.Source).Distinct()], [.. copies.Select(copy => copy.Target).Distinct()], first[^1],
            copies.Sum(copy => CopyLoops.Nanoseconds(copy.Plan, width))) =>
        (_copies, _width, _first) = (copies, width, first);

    /// <summary>The step, or none where there is nothing to copy.</summary>
    public static Execution.Step[] Of(int width, params ReadOnlySpan<(int Source, int Target, CopyPlan Plan)> copies)
    {
        (int Source, int Target, CopyPlan Plan)[] kept = [.. copies.ToArray().Where(copy => copy.Plan.Count > 0)];
        if (kept.Length == 0) return [];
        int[] first = new int[kept.Length + 1];
        for (int i = 0; i < kept.Length; i++) first[i + 1] = first[i] + CopyLoops.Pieces(kept[i].Plan, width);
        return [new CopiesStep(kept, width, first)];
    }

    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        int copy = 0;
        while (piece >= _first[copy + 1]) copy++;
        (int source, int target, CopyPlan plan) = _copies[copy];
        CopyLoops.Run(plan, _width, buffers[source], buffers[target], piece - _first[copy], _first[copy + 1] - _first[copy]);
    }

    /// <inheritdoc/>
    public override string Describe() =>
        $"{_copies.Length} copies of {string.Join(", ", _copies.Take(4).Select(copy => copy.Plan.Count))}{(_copies.Length > 4 ? ", …" : "")} × {_width} bytes";
}
