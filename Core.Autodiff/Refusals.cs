using Core.Ir;
using Core.Tracing;

namespace Core.Autodiff;

/// <summary>How rules say no.</summary>
internal static class Refusals
{
    /// <summary>Applies a rule to an equation of the user's; what it refuses is said with the line that it comes from.</summary>
    /// <param name="source">The line, if it is known.</param>
    /// <param name="rule">The rule. What it makes comes from there, too.</param>
    public static T At<T>(SourceLocation? source, Func<T> rule)
    {
        if (source is null) return rule();
        try
        {
            return TraceScope.WithSource(source, rule);
        }
        catch (UnsupportedException e) when (e.InnerException is null)
        {
            throw new UnsupportedException($"{e.Message} ({source})", e);
        }
    }

    extension(Op op)
    {
        /// <summary>The op has no derivative.</summary>
        /// <param name="reason">Why.</param>
        public UnsupportedException NotDifferentiable(string reason) => new($"{op.Name} cannot be differentiated: {reason}.");

        /// <summary>The op has tangents, but there is no formula for its cotangents.</summary>
        /// <param name="reason">Why.</param>
        public UnsupportedException NotDifferentiableInReverse(string reason) => new($"{op.Name} cannot be differentiated in reverse: {reason}.");

        /// <summary>The op is not linear in the operands that a cotangent is asked for, so no rule of a derivative leaves it in a linear program.</summary>
        public UnsupportedException NotLinear() => new($"{op.Name} cannot be transposed: it is not linear in its operands.");
    }
}
