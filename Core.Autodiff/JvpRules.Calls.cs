using Core.Batching;
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
        string preventCse = PreventCse.Of(op, [], Tangents(args).Length);
        return CallWithTangents(op.Jaxpr, args, jaxpr => op with { Jaxpr = jaxpr, PreventCse = preventCse });
    }

    // JAX: name_jvp.
    public Dual[] Named(Named op, ReadOnlySpan<Dual> args) => One(Lax.Bind(op, args[0].Primal), args[0].Tangent);

    // JAX: _opt_barrier_jvp, for those tangents that there are.
    public Dual[] OptimizationBarrier(OptimizationBarrier op, ReadOnlySpan<Dual> args) =>
        Merge(Lax.BindAll(op, Primals(args)), Nonzero(args), Lax.BindAll(op, Tangents(args)));

    // Gives nothing that could have a tangent.
    public Dual[] Check(Check op, ReadOnlySpan<Dual> args) => Constant(op, args);

    // JAX: process_custom_jvp_call. The rule is kept beside the op, in this process; of a program that was read from text only its name is known. It tells
    // the derivative where it is one of JAX's library, else the derivative is that of the function's steps.
    public Dual[] CustomJvpCall(CustomJvpCall op, ReadOnlySpan<Dual> args) => op.Jvp switch
    {
        CustomJvpRule rule => ByRule(rule, WithoutCaptures(op.FunctionName, rule.Name, args, op.ConstCount - rule.ConstCount)),
        MappedName mapped => ByRule(mapped.Map(RuleOf(mapped.Example)), args[(op.ConstCount - mapped.Example.ConstCount)..]),
        _ => LibraryRules.Apply(op, args) ?? Steps(op.FunctionName, op.Jaxpr, args),
    };

    private static Dual[] ByRule(CustomJvpRule rule, ReadOnlySpan<Dual> args)
    {
        NdArray?[] tangents = new NdArray?[args.Length];
        for (int i = rule.ConstCount; i < tangents.Length; i++) tangents[i] = args[i].Tangent;
        (NdArray[] results, NdArray?[] resultTangents) = rule.Apply(Primals(args), tangents);
        return [.. results.Zip(resultTangents, (result, tangent) => new Dual(result, tangent))];
    }

    // The derivative of a call, for all its operands.
    private CustomJvpRule RuleOf(CustomJvpCall op) => new(op.Jvp.Name, (primals, tangents) =>
    {
        Dual[] results = CustomJvpCall(op, [.. primals.Zip(tangents, (primal, tangent) => new Dual(primal, tangent))]);
        return ([.. results.Select(result => result.Primal)], [.. results.Select(result => result.Tangent)]);
    });

    // JAX: process_custom_vjp_call. As above; where only the name of the rule is known the derivative is that of the function's steps.
    public Dual[] CustomVjpCall(CustomVjpCall op, ReadOnlySpan<Dual> args)
    {
        if (op.Bwd is ReverseRule) throw ReverseRule.Refusal("Jvp", op);
        return op.Fwd is CustomVjpRule rule
            ? ReverseRule.Push(op, rule, WithoutCaptures(op.FunctionName, op.Bwd.Name, args, op.ConstCount - rule.ConstCount))
            : Steps(op.FunctionName, op.Jaxpr, args);
    }

    // A rule knows of its function's arguments; the derivative along what the function closes over would be lost.
    // JAX: CustomVJPException.
    private static ReadOnlySpan<Dual> WithoutCaptures(string function, string rule, ReadOnlySpan<Dual> args, int captures)
    {
        foreach (Dual capture in args[..captures])
            if (capture.Tangent is not null)
                throw new UnsupportedException(
                    $"{function} closes over a value, of type {capture.Primal.Type}, that is differentiated, and its rule {rule} knows of its arguments only; pass the value as an argument, or close over StopGradient of it.");
        return args[captures..];
    }

    private static Dual[] Steps(string function, Jaxpr jaxpr, ReadOnlySpan<Dual> args) =>
        ThroughSteps.HasLoop(jaxpr) ? CallWithTangents(jaxpr, args, withTangents => ThroughSteps.Whole(function, withTangents)) : JvpPrograms.Run(jaxpr, args);

    // Mapped with its derivative, the function has the derivative of what its rule for maps computes. Where only a value or only its tangent differs between
    // examples, the other is repeated.
    // JAX: custom_vmap_jvp.
    public Dual[] CustomVmapCall(CustomVmapCall op, ReadOnlySpan<Dual> args)
    {
        bool[] nonzero = [.. Nonzero(args)];
        (Jaxpr jaxpr, bool[] given) = JvpPrograms.Get(op.Jaxpr, ValueArray.Create<bool>(nonzero), [.. op.Jaxpr.Outputs.Select(_ => true)]);
        CustomRule rule = new("<function custom_vmap_jvp.<locals>.jvp_of_rule_rule at 0xXXXXXXXXXXXX>");
        if (op.Rule is CustomVmapRule own) rule = new CustomVmapRule(rule.Name, (size, isMapped, operands) => MapWithTangents(own, nonzero, given, size, isMapped, operands));
        CustomVmapCall call = op with { Jaxpr = jaxpr, Rule = rule, InTree = Twice(op.InTree), OutTree = Twice(op.OutTree) };
        NdArray[] results = Lax.BindAll(call, [.. Primals(args), .. Tangents(args)]);
        return Merge(results[..given.Length], ValueArray.Create<bool>(given), results[given.Length..]);

        static string Twice(string tree)
        {
            const string Start = "PyTreeDef(";
            return tree.StartsWith(Start, StringComparison.Ordinal) ? $"{Start}({tree[Start.Length..^1]}, {tree[Start.Length..^1]}))" : tree;
        }
    }

    private static (NdArray[], ValueArray<int?>) MapWithTangents(CustomVmapRule rule, bool[] nonzero, bool[] given, int size, bool[] isMapped, NdArray[] operands)
    {
        int count = nonzero.Length, next = count;
        bool[] either = isMapped[..count];
        NdArray[] primals = operands[..count], tangents = operands[count..];
        for (int i = 0; i < count; i++)
        {
            if (!nonzero[i]) continue;
            bool isTangentMapped = isMapped[next];
            if (isTangentMapped && !either[i]) primals[i] = Lax.InsertAxis(primals[i], 0, size);
            if (!isTangentMapped && either[i]) tangents[next - count] = Lax.InsertAxis(tangents[next - count], 0, size);
            either[i] |= isTangentMapped;
            next++;
        }
        ValueArray<int?> axes = [];
        (Jaxpr mapped, NdArray[] captures) = TraceScope.TraceClosed("a rule for maps", [.. primals.Select(primal => primal.Type)], values =>
        {
            (NdArray[] results, axes) = rule.Apply(size, either, values);
            return results;
        });
        next = 0;
        Dual[] duals = JvpPrograms.Run(mapped, [
            .. captures.Select(capture => new Dual(capture, null)), .. primals.Select((primal, i) => new Dual(primal, nonzero[i] ? tangents[next++] : null))]);
        return ([.. duals.Select(dual => dual.Primal), .. duals.Where((_, i) => given[i]).Select(dual => dual.Instantiated)], [.. axes, .. axes.Where((_, i) => given[i])]);
    }

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
