using Core.Ir;

namespace Core.Batching;

internal sealed partial class BatchingRules
{
    public Batched[] Comparison(Comparison op, ReadOnlySpan<Batched> args) => Broadcasting(op, args);
}
