using Core.Ir;
using Core.Tracing;

namespace Core.Batching;

internal sealed partial class BatchingRules
{
    /// <summary>The rule for all examples: both of its parts mapped. What all examples share gets the sum of their cotangents.</summary>
    // JAX: batch_custom_vjp_bwd.
    private CustomVjpRule MappedRule(CustomVjpRule rule, ValueArray<int?> inAxes, ValueArray<int?> outAxes) => rule with
    {
        Apply = primals =>
        {
            CustomVjpRule.PullBack pullBack = (_, _) => [];
            ArrayType[] types = [.. primals.Zip(inAxes, WithoutAxis)];
            (Jaxpr fwd, NdArray[] captures) = TraceScope.TraceClosed(rule.Name, [.. types], values =>
            {
                (NdArray[] results, NdArray[] residuals, pullBack) = rule.Apply(values);
                return [.. results, .. residuals];
            });
            Batched[] outputs = BatchedPrograms.Run(fwd, mapped, [
                .. captures.Select(capture => new Batched(capture, null)), .. primals.Zip(inAxes, (primal, axis) => new Batched(primal, axis))]);
            int count = outAxes.Count;
            NdArray[] results = [.. outputs.Take(count).Select((output, i) => OutputAxes.Match(output, outAxes[i], mapped, sumMatch: false, $" {i} of the rule {rule.Name}"))];
            Batched[] kept = outputs[count..];
            ValueArray<int?> axes = [.. kept.Select(residual => residual.Axis), .. outAxes];
            ArrayType[] given = [.. fwd.Outputs.Skip(count).Select(output => output.Type), .. fwd.Outputs.Take(count).Select(output => output.Type)];
            return (results, [.. kept.Select(residual => residual.Value)], (residuals, cotangents) => Pull(rule.Name, pullBack, given, axes, inAxes, residuals, cotangents));
        },
    };

    private NdArray?[] Pull(
        string name, CustomVjpRule.PullBack pullBack, ArrayType[] types, ValueArray<int?> axes, ValueArray<int?> inAxes, NdArray[] residuals, NdArray?[] cotangents)
    {
        NdArray?[] given = [.. residuals, .. cotangents];
        int[] there = [.. Enumerable.Range(0, given.Length).Where(i => given[i] is not null)];
        bool[] nonzero = [];
        (Jaxpr bwd, NdArray[] captures) = TraceScope.TraceClosed(name, [.. there.Select(i => types[i])], values =>
        {
            NdArray?[] all = new NdArray?[given.Length];
            for (int i = 0; i < there.Length; i++) all[there[i]] = values[i];
            NdArray?[] pulled = pullBack([.. all[..residuals.Length].OfType<NdArray>()], all[residuals.Length..]);
            nonzero = [.. pulled.Select(cotangent => cotangent is not null)];
            return [.. pulled.OfType<NdArray>()];
        });
        Batched[] outputs = BatchedPrograms.Run(bwd, mapped, [.. captures.Select(capture => new Batched(capture, null)), .. there.Select(i => new Batched(given[i]!, axes[i]))]);
        int next = 0;
        return [.. nonzero.Select((isNonzero, i) => isNonzero ? OutputAxes.Match(outputs[next++], inAxes[i], mapped, sumMatch: true, $" {i} of the rule {name}") : null)];
    }

    private static ArrayType WithoutAxis(NdArray value, int? axis) => axis is { } place ? value.Type with { Shape = value.Shape.Remove(place) } : value.Type;
}
