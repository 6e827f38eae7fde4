using static Core.Ir.Typing;

namespace Core.Ir;

/// <summary>The comparisons.</summary>
public enum ComparisonKind
{
    /// <summary>x = y.</summary>
    Eq,
    /// <summary>x ≠ y; true where either is NaN.</summary>
    Ne,
    /// <summary>x ≥ y.</summary>
    Ge,
    /// <summary>x &gt; y.</summary>
    Gt,
    /// <summary>x ≤ y.</summary>
    Le,
    /// <summary>x &lt; y.</summary>
    Lt,
    /// <summary>x = y in the total order, in which −NaN &lt; −∞ &lt; −0 &lt; 0 &lt; ∞ &lt; NaN.</summary>
    EqTotal,
    /// <summary>x ≤ y in the total order.</summary>
    LeTotal,
    /// <summary>x &lt; y in the total order.</summary>
    LtTotal,
}

/// <summary>An elementwise comparison of two operands of one element type; the result is bool.</summary>
/// <param name="Kind">Which comparison.</param>
public sealed record Comparison(ComparisonKind Kind) : Op
{
    /// <inheritdoc/>
    public override string Name => Kind.Name;

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 2);
        for (int i = 0; i < 2; i++) CheckKind(this, inputs[i], Kind.Accepted, i, 2);
        CheckSameDType(this, inputs);
        return [new(DType.Bool, Broadcast(this, inputs), AllWeak(inputs))];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Comparison(this, arg);
}

/// <summary>Facts about the comparisons.</summary>
public static class ComparisonKinds
{
    extension(ComparisonKind kind)
    {
        /// <summary>The name that programs print.</summary>
        public string Name => kind switch
        {
            ComparisonKind.Eq => "eq",
            ComparisonKind.Ne => "ne",
            ComparisonKind.Ge => "ge",
            ComparisonKind.Gt => "gt",
            ComparisonKind.Le => "le",
            ComparisonKind.Lt => "lt",
            ComparisonKind.EqTotal => "eq_to",
            ComparisonKind.LeTotal => "le_to",
            ComparisonKind.LtTotal => "lt_to",
        };

        internal Accepts Accepted => kind switch
        {
            ComparisonKind.Eq or ComparisonKind.Ne => Accepts.All,
            ComparisonKind.EqTotal => Accepts.Any,
            ComparisonKind.Ge or ComparisonKind.Gt or ComparisonKind.Le or ComparisonKind.Lt or ComparisonKind.LeTotal or ComparisonKind.LtTotal =>
                Accepts.Any & ~Accepts.Complex,
        };
    }
}
