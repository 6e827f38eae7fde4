using Core.Ir;

namespace Core.Batching;

internal sealed partial class BatchingRules
{
    public Batched[] ConvertElementType(ConvertElementType op, ReadOnlySpan<Batched> args) => Elementwise(op, args);
}
