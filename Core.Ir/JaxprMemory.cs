namespace Core.Ir;

/// <summary>How much memory a program needs when it is evaluated step by step, each value held until the last step that takes it.</summary>
public static class JaxprMemory
{
    /// <summary>The most bytes that arguments, constants, values and results take at any one time.</summary>
    public static long PeakBytes(Jaxpr jaxpr) => PeakBytes(jaxpr, []);

    private static long PeakBytes(Jaxpr jaxpr, Dictionary<Jaxpr, long> known)
    {
        if (known.TryGetValue(jaxpr, out long peak)) return peak;
        return known[jaxpr] = DeepRecursion.Run(() => Compute(jaxpr, known));
    }

    private static long Compute(Jaxpr jaxpr, Dictionary<Jaxpr, long> known)
    {
        Dictionary<Atom, int> lastUse = new(ReferenceEqualityComparer.Instance);
        for (int step = 0; step < jaxpr.Equations.Count; step++)
        {
            foreach (Var output in jaxpr.Equations[step].Outputs) lastUse[output] = step;
            foreach (Atom input in jaxpr.Equations[step].Inputs) lastUse[input] = step;
        }
        // The caller holds what it passes, and wants the results.
        foreach (Var var in jaxpr.ConstVars.Concat(jaxpr.Inputs)) lastUse[var] = int.MaxValue;
        foreach (Atom output in jaxpr.Outputs) lastUse[output] = int.MaxValue;

        long held = jaxpr.ConstVars.Concat(jaxpr.Inputs).Sum(var => var.Type.ByteSize), peak = held;
        for (int step = 0; step < jaxpr.Equations.Count; step++)
        {
            Equation equation = jaxpr.Equations[step];
            held += equation.Outputs.Sum(output => output.Type.ByteSize);
            long inside = 0;
            foreach (Jaxpr inner in equation.Op.Jaxprs) inside = Math.Max(inside, PeakBytes(inner, known));
            peak = Math.Max(peak, held + inside);
            foreach (Atom value in equation.Inputs.Concat(equation.Outputs).Distinct())
                if (value is Var && lastUse[value] == step) held -= value.Type.ByteSize;
        }
        return peak;
    }
}
