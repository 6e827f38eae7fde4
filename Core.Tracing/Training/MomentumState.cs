namespace Core;

/// <summary>What <see cref="Optim.Momentum{P}"/> keeps from step to step.</summary>
/// <param name="Trace">The sum of the gradients so far, older ones weighted less.</param>
/// <param name="Count">How many steps there were, i32: what schedules ask for.</param>
/// <typeparam name="P">The type of the parameters.</typeparam>
public sealed record MomentumState<P>(P Trace, NdArray Count) : IPyTree<MomentumState<P>>
{
    /// <inheritdoc/>
    void IPyTree<MomentumState<P>>.WriteTree(TreeWriter writer)
    {
        writer.Write(nameof(Trace), Trace);
        writer.Write(nameof(Count), Count);
    }

    /// <inheritdoc/>
    static MomentumState<P> IPyTree<MomentumState<P>>.ReadTree(TreeReader reader) => new(reader.Next<P>(), reader.Next<NdArray>());
}
