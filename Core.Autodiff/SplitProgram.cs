using Core.Ir;
using Core.Tracing;

namespace Core.Autodiff;

/// <summary>A program taken apart into what is known and the rest.</summary>
/// <param name="known">The program of what is known: gives results, then what the rest needs, each once and nothing that its inputs give.</param>
/// <param name="rest">The program of the rest: takes residuals, then the inputs that are unknown.</param>
/// <param name="unknownOutputs">Which results of the whole the rest gives.</param>
internal sealed class SplitProgram(Jaxpr known, Jaxpr rest, bool[] unknownOutputs)
{
    /// <summary>The program of what is known: gives results, then what the rest needs, each once and nothing that its inputs give.</summary>
    public Jaxpr Known => known;

    /// <summary>The program of the rest: takes residuals, then the inputs that are unknown.</summary>
    public Jaxpr Rest => rest;

    /// <summary>Which results of the whole the rest gives.</summary>
    public bool[] UnknownOutputs => unknownOutputs;

    /// <summary>Where each known result, and then each residual, comes from.</summary>
    private Source[] Sources { get; init; } = [];

    private int ResultCount => UnknownOutputs.Count(isUnknown => !isUnknown);

    /// <summary>Drops from a program's outputs what its caller has already: inputs, literals, constants, and what comes twice.</summary>
    // JAX: _jaxpr_forwarding and the pruning in _pjit_linearize.
    public static SplitProgram Of(Jaxpr known, Jaxpr rest, bool[] unknownOutputs, int residuals)
    {
        List<Atom> kept = [];
        Source[] sources = new Source[known.Outputs.Count];
        NdArray[] constants = TraceScope.Constants(known);
        for (int i = 0; i < sources.Length; i++)
        {
            Atom output = known.Outputs[i];
            if (output is Literal literal) sources[i] = new(Value: TraceScope.Number(literal));
            else if (known.Inputs.Span.IndexOf((Var)output) is >= 0 and int input) sources[i] = new(Input: input);
            else if (known.ConstVars.Span.IndexOf((Var)output) is >= 0 and int constant) sources[i] = new(Value: constants[constant]);
            else if (kept.IndexOf(output) is >= 0 and int before) sources[i] = new(Output: before);
            else
            {
                sources[i] = new(Output: kept.Count);
                kept.Add(output);
            }
        }
        Jaxpr pruned = new(known.ConstVars, known.Inputs, known.Equations, [.. kept], known.Constants);
        pruned = DeadCode.Remove(pruned, [.. Enumerable.Repeat(true, kept.Count)]);
        return new SplitProgram(pruned, rest, unknownOutputs) { Sources = sources };
    }

    /// <summary>Whether an output of <see cref="Known"/> is a result, not only a residual.</summary>
    public bool IsResult(int output) => Sources.Take(ResultCount).Any(source => source.Output == output);

    /// <summary>The known results and the residuals.</summary>
    /// <param name="inputs">The inputs of <see cref="Known"/>.</param>
    /// <param name="outputs">Its outputs.</param>
    /// <param name="resultsOnly">Whether <paramref name="outputs"/> are only those that are results, and no residuals are asked for.</param>
    public (NdArray[] Results, NdArray[] Residuals) Resolve(NdArray[] inputs, NdArray[] outputs, bool resultsOnly = false)
    {
        int count = ResultCount;
        int[] places = [.. Enumerable.Range(0, Known.Outputs.Count).Where(i => !resultsOnly || IsResult(i))];
        NdArray Value(Source source) => source.Value ?? (source.Input is { } input ? inputs[input] : outputs[Array.IndexOf(places, source.Output!.Value)]);
        return ([.. Sources.Take(count).Select(Value)], resultsOnly ? [] : [.. Sources.Skip(count).Select(Value)]);
    }

    /// <summary>The results of the whole.</summary>
    public NdArray[] Merge(NdArray[] known, NdArray[] unknown)
    {
        int nextKnown = 0, nextUnknown = 0;
        return [.. UnknownOutputs.Select(isUnknown => isUnknown ? unknown[nextUnknown++] : known[nextKnown++])];
    }

    private readonly record struct Source(int? Output = null, int? Input = null, NdArray? Value = null);
}
