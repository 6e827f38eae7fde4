using Core.Ir;

namespace Core.Autodiff;

/// <summary>How rules say no.</summary>
internal static class Refusals
{
    extension(Op op)
    {
        /// <summary>The op has no derivative.</summary>
        /// <param name="reason">Why.</param>
        public UnsupportedException NotDifferentiable(string reason) => new($"{op.Name} cannot be differentiated: {reason}.");

        /// <summary>The op has tangents, but there is no formula for its cotangents.</summary>
        /// <param name="reason">Why.</param>
        public UnsupportedException NotDifferentiableInReverse(string reason) => new($"{op.Name} cannot be differentiated in reverse: {reason}.");

        /// <summary>The op has a derivative, for which there is no rule in this library.</summary>
        public UnsupportedException NoDerivativeRule() => new($"derivatives of {op.Name}");

        /// <summary>The op is not linear in the operands that a cotangent is asked for, so no rule of a derivative leaves it in a linear program.</summary>
        public UnsupportedException NotLinear() => new($"{op.Name} cannot be transposed: it is not linear in its operands.");
    }
}
