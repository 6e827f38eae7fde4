using Core.Ir;

namespace Core.Batching;

internal sealed partial class BatchingRules
{
    public Batched[] ConvertElementType(ConvertElementType op, Batched[] args) => Elementwise(op, args);

    // JAX leaves the mapped axis where it is, also where it is the last one and narrow elements become one wide.
    public Batched[] BitcastConvertType(BitcastConvertType op, Batched[] args)
    {
        Batched x = args[0];
        bool isJoined = x.Value.DType.ByteSize < op.NewDType.ByteSize && x.Axis == x.Value.Rank - 1;
        return isJoined ? One(Lax.Bind(op, Move(x, 0)), 0) : Elementwise(op, args);
    }
}
