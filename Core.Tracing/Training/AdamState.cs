namespace Core;

/// <summary>What <see cref="Optim.Adam{P}"/> and <see cref="Optim.AdamW{P}"/> keep from step to step.</summary>
/// <param name="Mean">The mean of the gradients so far, older ones weighted less.</param>
/// <param name="Square">The mean of their squares.</param>
/// <param name="Count">How many steps there were, i32: what schedules ask for.</param>
/// <typeparam name="P">The type of the parameters.</typeparam>
public sealed record AdamState<P>(P Mean, P Square, NdArray Count) : IPyTree<AdamState<P>>
{
    /// <inheritdoc/>
    void IPyTree<AdamState<P>>.WriteTree(TreeWriter writer)
    {
        writer.Write(nameof(Mean), Mean);
        writer.Write(nameof(Square), Square);
        writer.Write(nameof(Count), Count);
    }

    /// <inheritdoc/>
    static AdamState<P> IPyTree<AdamState<P>>.ReadTree(TreeReader reader) => new(reader.Next<P>(), reader.Next<P>(), reader.Next<NdArray>());
}
