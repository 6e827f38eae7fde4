using Core.Ir;

namespace Core.Batching;

internal sealed partial class BatchingRules
{
    // JAX: _pjit_batcher. The called program is mapped with the axes that its arguments have, once for equal axes, and its results
    // keep the axes that its own rules give them.
    public Batched[] Call(Call op, ReadOnlySpan<Batched> args)
    {
        int?[] axes = new int?[args.Length];
        for (int i = 0; i < axes.Length; i++) axes[i] = args[i].Axis;
        (Jaxpr jaxpr, ValueArray<int?> outAxes) = BatchedPrograms.Get(op.Jaxpr, mapped, ValueArray.Create<int?>(axes));
        NdArray[] results = Lax.BindAll(op with { Jaxpr = jaxpr }, Values(args));
        return [.. results.Zip(outAxes, (value, axis) => new Batched(value, axis))];
    }
}
