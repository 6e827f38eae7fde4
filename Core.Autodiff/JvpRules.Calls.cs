using Core.Ir;
using Core.Tracing;

namespace Core.Autodiff;

internal sealed partial class JvpRules
{
    // JAX: _pjit_jvp.
    public Dual[] Call(Call op, ReadOnlySpan<Dual> args)
    {
        ValueArray<bool> nonzero = Nonzero(args);
        ValueArray<bool> donated = op.DonatedInvars.Count == 0 ? [] : [.. op.DonatedInvars, .. op.DonatedInvars.Where((_, i) => nonzero[i])];
        return CallWithTangents(op.Jaxpr, args, jaxpr => op with { Jaxpr = jaxpr, DonatedInvars = donated });
    }

    public Dual[] ClosedCall(ClosedCall op, ReadOnlySpan<Dual> args) => CallWithTangents(op.Jaxpr, args, jaxpr => new ClosedCall(jaxpr));

    // JAX: remat_jvp.
    public Dual[] Checkpoint(Checkpoint op, ReadOnlySpan<Dual> args)
    {
        string preventCse = op.PreventCse;
        if (preventCse.StartsWith('(')) // a value per operand
            preventCse = preventCse.TrimEnd(')').TrimEnd(',') + string.Concat(Enumerable.Repeat(", True", Tangents(args).Length)) + ")";
        return CallWithTangents(op.Jaxpr, args, jaxpr => op with { Jaxpr = jaxpr, PreventCse = preventCse });
    }

    // JAX: name_jvp.
    public Dual[] Named(Named op, ReadOnlySpan<Dual> args) => One(Lax.Bind(op, args[0].Primal), args[0].Tangent);

    // JAX: _opt_barrier_jvp, for those tangents that there are.
    public Dual[] OptimizationBarrier(OptimizationBarrier op, ReadOnlySpan<Dual> args) =>
        Merge(Lax.BindAll(op, Primals(args)), Nonzero(args), Lax.BindAll(op, Tangents(args)));

    // Gives nothing that could have a tangent.
    public Dual[] Check(Check op, ReadOnlySpan<Dual> args) => Constant(op, args);

    // JAX: process_custom_jvp_call. The rule is kept beside the op, in this process; of a program that was read from text only its name is known, and the
    // derivative is that of the function's steps.
    public Dual[] CustomJvpCall(CustomJvpCall op, ReadOnlySpan<Dual> args)
    {
        if (op.Jvp is not CustomJvpRule rule) return JvpPrograms.Run(op.Jaxpr, args);
        ReadOnlySpan<Dual> own = args[op.ConstCount..];
        NdArray?[] tangents = new NdArray?[own.Length];
        for (int i = 0; i < tangents.Length; i++) tangents[i] = own[i].Tangent;
        (NdArray[] results, NdArray?[] resultTangents) = rule.Apply(Primals(own), tangents);
        return [.. results.Zip(resultTangents, (result, tangent) => new Dual(result, tangent))];
    }

    // As above: the derivative is that of the function's steps.
    public Dual[] CustomVjpCall(CustomVjpCall op, ReadOnlySpan<Dual> args) => JvpPrograms.Run(op.Jaxpr, args);

    public Dual[] CustomVmapCall(CustomVmapCall op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    /// <summary>Calls a program with tangents: after the operands come their tangents, after the results theirs.</summary>
    private static Dual[] CallWithTangents(Jaxpr jaxpr, ReadOnlySpan<Dual> args, Func<Jaxpr, Op> call)
    {
        (Jaxpr withTangents, bool[] nonzero) = JvpPrograms.Get(jaxpr, Nonzero(args), [.. jaxpr.Outputs.Select(_ => false)]);
        NdArray[] results = Lax.BindAll(call(withTangents), [.. Primals(args), .. Tangents(args)]);
        return Merge(results[..nonzero.Length], ValueArray.Create<bool>(nonzero), results[nonzero.Length..]);
    }

    private static Dual[] Merge(NdArray[] primals, ValueArray<bool> nonzero, NdArray[] tangents)
    {
        int next = 0;
        return [.. primals.Select((primal, i) => new Dual(primal, nonzero[i] ? tangents[next++] : null))];
    }
}
