using System.Runtime.CompilerServices;
using Core.Ir;

namespace Core.Autodiff;

/// <summary>Differentiates programs with mutable references: as those that pass the values of the references on instead.</summary>
// JAX: state/discharge.py. There references have tangents that are references; here what is differentiated has none left, so that every rule is one of values.
internal static class References
{
    private static readonly ConditionalWeakTable<Jaxpr, StrongBox<bool>> KnownUses = [];

    /// <summary>Whether a program, or one inside it, has references.</summary>
    public static bool AreIn(Jaxpr jaxpr) => KnownUses.GetValue(jaxpr, static program => new(DeepRecursion.Run(() =>
        program.Inputs.Concat(program.ConstVars).Any(input => input.Type.IsRef)
        || program.Equations.Any(equation => equation.Outputs.Any(output => output.Type.IsRef) || equation.Op.Jaxprs.Any(AreIn))))).Value;

    /// <summary>Runs a program with references on values with tangents. References from outside are read before and written after.</summary>
    public static Dual[] RunWithTangents(Jaxpr jaxpr, ReadOnlySpan<Dual> inputs)
    {
        bool[] given = Discharge.Written(jaxpr);
        Jaxpr values = Discharge.Get(jaxpr, ValueArray.Create<bool>(given));
        Dual[] operands = inputs.ToArray();
        for (int i = 0; i < operands.Length; i++)
            if (jaxpr.Inputs[i].Type.IsRef) operands[i] = new(Lax.Bind(new RefGet([]), operands[i].Primal), null);
        Dual[] results = JvpPrograms.Run(values, operands);
        int next = jaxpr.Outputs.Count;
        for (int i = 0; i < given.Length; i++)
        {
            if (!given[i]) continue;
            Dual last = results[next++];
            if (last.Tangent is not null)
                throw new UnsupportedException(
                    $"a value that is differentiated is written to a mutable reference, of type {jaxpr.Inputs[i].Type}, that is made outside of the function that is differentiated; make the reference in the function, or return the value.");
            Lax.Bind(new RefSwap([]), inputs[i].Primal, last.Primal);
        }
        return results[..jaxpr.Outputs.Count];
    }
}
