using Core.Ir;

namespace Core.Batching;

internal sealed partial class BatchingRules
{
    // JAX: _fft_batching_rule. The last axes are transformed: the mapped one goes to the front.
    public Batched[] Fft(Fft op, Batched[] args) => One(Lax.Fft(Move(args[0], 0), op.Kind, op.Lengths), 0);
}
