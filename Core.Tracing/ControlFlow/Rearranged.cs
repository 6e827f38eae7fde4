using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Core.Ir;

namespace Core.Tracing;

/// <summary>Programs made of others by changing what they take and give. The same change of the same program is the same program.</summary>
internal static class Rearranged
{
    private static readonly ConditionalWeakTable<Jaxpr, ConcurrentDictionary<Change, Jaxpr>> Known = [];

    private static readonly ConditionalWeakTable<Jaxpr, ConcurrentDictionary<ValueArray<bool>, (Jaxpr, ValueArray<bool>)>> KnownWithoutDeadCode = [];

    /// <summary>A program with its inputs in another order, further ones that it does not use, and some of its outputs.</summary>
    /// <param name="jaxpr">The program.</param>
    /// <param name="inputs">Which input of the program each input is; from their number on, one of <paramref name="unused"/>.</param>
    /// <param name="outputs">Which outputs are kept.</param>
    /// <param name="unused">The types of the further inputs.</param>
    /// <param name="place">Where among other programs the result belongs: at another place it is another program.</param>
    public static Jaxpr Select(Jaxpr jaxpr, ValueArray<int> inputs, ValueArray<int> outputs, ValueArray<ArrayType> unused = default, int place = 0) =>
        Known.GetOrCreateValue(jaxpr).GetOrAdd(new(inputs, outputs, unused, place), _ =>
        {
            Var[] all = [.. jaxpr.Inputs, .. unused.Select(type => new Var(type))];
            return new(jaxpr.ConstVars, [.. inputs.Select(i => all[i])], jaxpr.Equations, [.. outputs.Select(i => jaxpr.Outputs[i])], jaxpr.Constants);
        });

    /// <summary>A program without equations that its outputs do not need, and without the inputs that nothing needs then, but for some.</summary>
    /// <param name="jaxpr">The program.</param>
    /// <param name="kept">Which inputs stay in any case.</param>
    /// <returns>The program, and which inputs it has.</returns>
    // JAX: dce_jaxpr.
    public static (Jaxpr Jaxpr, ValueArray<bool> Inputs) WithoutDeadCode(Jaxpr jaxpr, ValueArray<bool> kept) => KnownWithoutDeadCode.GetOrCreateValue(jaxpr).GetOrAdd(kept, _ =>
    {
        HashSet<Atom> used = new(ReferenceEqualityComparer.Instance);
        foreach (Atom output in jaxpr.Outputs) used.Add(output);
        List<Equation> equations = [];
        for (int i = jaxpr.Equations.Count - 1; i >= 0; i--)
        {
            Equation equation = jaxpr.Equations[i];
            if (!equation.Outputs.Any(used.Contains) && !equation.HasEffect) continue;
            equations.Add(equation);
            foreach (Atom input in equation.Inputs) used.Add(input);
        }
        equations.Reverse();
        ValueArray<bool> inputs = [.. jaxpr.Inputs.Select((input, i) => kept[i] || used.Contains(input))];
        return (new Jaxpr(jaxpr.ConstVars, [.. jaxpr.Inputs.Where((_, i) => inputs[i])], [.. equations], jaxpr.Outputs, jaxpr.Constants), inputs);
    });

    /// <summary>Which input each output is, where it is one.</summary>
    // JAX: _jaxpr_forwarding.
    public static int?[] Forwarded(Jaxpr jaxpr)
    {
        Dictionary<Atom, int> places = new(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < jaxpr.Inputs.Count; i++) places[jaxpr.Inputs[i]] = i;
        return [.. jaxpr.Outputs.Select(output => places.TryGetValue(output, out int place) ? place : (int?)null)];
    }

    private readonly record struct Change(ValueArray<int> Inputs, ValueArray<int> Outputs, ValueArray<ArrayType> Unused, int Place);
}
