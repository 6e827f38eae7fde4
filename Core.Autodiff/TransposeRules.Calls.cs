using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class TransposeRules
{
    // JAX: _pjit_transpose_fancy.
    public NdArray?[] Call(Call op, Pullback args) => CallBackwards(op.Jaxpr, args, jaxpr => op with { Jaxpr = jaxpr, DonatedInvars = [] });

    public NdArray?[] ClosedCall(ClosedCall op, Pullback args) => CallBackwards(op.Jaxpr, args, jaxpr => new ClosedCall(jaxpr));

    // JAX: remat_transpose. Running the program backwards computes again what it needs of what is known.
    public NdArray?[] Checkpoint(Checkpoint op, Pullback args)
    {
        bool[] kept = new bool[args.Operands.Length];
        for (int i = 0; i < kept.Length; i++) kept[i] = !args.IsLinear(i);
        int cotangents = 0;
        foreach (NdArray? cotangent in args.Cotangents) cotangents += cotangent is null ? 0 : 1;
        string preventCse = PreventCse.Of(op, kept, cotangents);
        return CallBackwards(op.Jaxpr, args, jaxpr => op with { Jaxpr = jaxpr, PreventCse = preventCse });
    }

    public NdArray?[] Named(Named op, Pullback args) => Only(args.Cotangent);

    // JAX: _opt_barrier_transpose, for those cotangents that there are.
    public NdArray?[] OptimizationBarrier(OptimizationBarrier op, Pullback args)
    {
        List<NdArray> given = [];
        foreach (NdArray? cotangent in args.Cotangents)
            if (cotangent is not null) given.Add(cotangent);
        NdArray[] results = Lax.BindAll(op, [.. given]);
        NdArray?[] all = new NdArray?[args.Cotangents.Length];
        int next = 0;
        for (int i = 0; i < all.Length; i++)
            if (args.Cotangents[i] is not null) all[i] = results[next++];
        return all;
    }

    public NdArray?[] Check(Check op, Pullback args) => throw op.NotLinear();

    // What is left of a call whose rule is known only by its name.
    public NdArray?[] CustomJvpCall(CustomJvpCall op, Pullback args) => ThroughSteps.Pull(op, args);

    // JAX: _custom_lin_transpose.
    public NdArray?[] CustomVjpCall(CustomVjpCall op, Pullback args) => op.Bwd is ReverseRule rule ? rule.Pull(args) : throw op.NotLinear();

    // The rest of a call that was taken apart is a closed_call: none is left.
    public NdArray?[] CustomVmapCall(CustomVmapCall op, Pullback args) => throw op.NotLinear();

    private static NdArray?[] CallBackwards(Jaxpr jaxpr, Pullback args, Func<Jaxpr, Op> call)
    {
        bool[] linear = new bool[args.Operands.Length], nonzero = new bool[args.Cotangents.Length];
        List<NdArray> operands = [];
        for (int i = 0; i < linear.Length; i++)
        {
            linear[i] = args.IsLinear(i);
            if (args.Operands[i] is { } known) operands.Add(known);
        }
        for (int i = 0; i < nonzero.Length; i++)
        {
            nonzero[i] = args.Cotangents[i] is not null;
            if (args.Cotangents[i] is { } cotangent) operands.Add(cotangent);
        }
        (Jaxpr transposed, bool[] given) = TransposePrograms.Get(jaxpr, ValueArray.Create<bool>(linear), ValueArray.Create<bool>(nonzero));
        if (transposed.Outputs.Count == 0) return new NdArray?[linear.Length];
        NdArray[] results = Lax.BindAll(call(transposed), [.. operands]);
        int next = 0;
        return [.. given.Select(isGiven => isGiven ? results[next++] : null)];
    }
}
