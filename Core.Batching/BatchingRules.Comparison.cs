using Core.Ir;

namespace Core.Batching;

internal sealed partial class BatchingRules
{
    public Batched[] Comparison(Comparison op, Batched[] args) => Broadcasting(op, args);
}
