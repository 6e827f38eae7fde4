using Core.Ir;

namespace Core.Tests.RandomPrograms;

/// <summary>The same program with variables and programs of its own.</summary>
internal static class Renaming
{
    /// <summary>A copy that shares no variable; programs that are shared stay so.</summary>
    public static Jaxpr Apply(Jaxpr jaxpr) => Copy(jaxpr, new Dictionary<Jaxpr, Jaxpr>());

    private static Jaxpr Copy(Jaxpr jaxpr, Dictionary<Jaxpr, Jaxpr> copies)
    {
        if (copies.TryGetValue(jaxpr, out Jaxpr? known)) return known;
        Dictionary<Var, Var> names = [];
        return copies[jaxpr] = new(
            [.. jaxpr.ConstVars.Select(Bind)],
            [.. jaxpr.Inputs.Select(Bind)],
            [.. jaxpr.Equations.Select(equation => new Equation(
                equation.Op.WithJaxprs([.. equation.Op.Jaxprs.Select(inner => Copy(inner, copies))]),
                [.. equation.Inputs.Select(Use)],
                [.. equation.Outputs.Select(Bind)]))],
            [.. jaxpr.Outputs.Select(Use)],
            jaxpr.Constants);

        Var Bind(Var var) => names[var] = new(var.Type, var.IsDropped);

        Atom Use(Atom atom) => atom is Var var ? names[var] : atom;
    }
}
