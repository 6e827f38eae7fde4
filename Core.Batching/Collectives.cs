using Core.Ir;

namespace Core.Batching;

/// <summary>Looks for ops that use named axes.</summary>
internal static class Collectives
{
    /// <summary>The first op, those of programs inside included, that uses a named axis and that <paramref name="isWanted"/> accepts; null if there is none.</summary>
    public static Op? Find(Jaxpr jaxpr, Func<Op, bool> isWanted) => DeepRecursion.Run(() =>
    {
        foreach (Equation equation in jaxpr.Equations)
        {
            if (equation.Op.AxisNames.Count > 0 && isWanted(equation.Op)) return equation.Op;
            foreach (Jaxpr inner in equation.Op.Jaxprs)
                if (Find(inner, isWanted) is { } found) return found;
        }
        return (Op?)null;
    });
}
