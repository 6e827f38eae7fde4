using Core.Ir;
using Core.Tracing;

namespace Core.Autodiff;

/// <summary>
/// What a call whose reverse derivative is a rule's leaves in a linear program: a <see cref="CustomVjpCall"/> with this in place of the rule's name. Its operands are what
/// the rule needs, then tangents. It is there to be transposed: its program has the types of the results alone, and what would run it is refused.
/// </summary>
/// <param name="Name">The name of the rule.</param>
/// <param name="ResidualCount">How many operands are what the rule needs.</param>
/// <param name="Places">The operands of the function that the tangents, the last operands, belong to.</param>
/// <param name="Results">The results of the function that have tangents.</param>
/// <param name="ResultCount">How many results the function has.</param>
/// <param name="PullBack">The rule.</param>
internal sealed record ReverseRule(string Name, int ResidualCount, ValueArray<int> Places, ValueArray<int> Results, int ResultCount, CustomVjpRule.PullBack PullBack) : CustomRule(Name)
{
    /// <inheritdoc/>
    protected override Type EqualityContract => typeof(CustomRule);

    /// <summary>Whether the other rule has the same name.</summary>
    public bool Equals(ReverseRule? other) => base.Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => base.GetHashCode();

    /// <summary>The tangents of a call, and its results.</summary>
    /// <param name="op">The call.</param>
    /// <param name="rule">Its rule.</param>
    /// <param name="args">What the rule gets.</param>
    public static Dual[] Push(CustomVjpCall op, CustomVjpRule rule, ReadOnlySpan<Dual> args)
    {
        Dual[] own = args.ToArray();
        (NdArray[] results, NdArray[] residuals, CustomVjpRule.PullBack pullBack) = rule.Apply([.. own.Select(operand => operand.Primal)]);
        int[] places = [.. Enumerable.Range(rule.ConstCount, own.Length - rule.ConstCount).Where(i => own[i].Tangent is not null)];
        if (places.Length == 0) return [.. results.Select(result => new Dual(result, null))];

        ArrayType[] types = [.. op.Jaxpr.Outputs.Select(output => output.Type)];
        bool[] given = [.. types.Select(type => type.HasTangent())];
        NdArray[] operands = [.. residuals, .. places.Select(i => own[i].Tangent!)];
        Jaxpr zeros = TraceScope.Trace(rule.Name, [.. operands.Select(operand => operand.Type)], _ => [.. types.Where((_, i) => given[i]).Select(Zeros.Of)]).Jaxpr;
        CustomVjpCall linear = new(
            op.FunctionName, zeros, new(rule.Name), new ReverseRule(op.Bwd.Name, residuals.Length, [.. places], [.. Enumerable.Range(0, given.Length).Where(i => given[i])], given.Length, pullBack));
        NdArray[] pushed = Lax.BindAll(linear, operands);
        int next = 0;
        return [.. results.Select((result, i) => new Dual(result, given[i] ? pushed[next++] : null))];
    }

    /// <summary>The cotangents of such a call.</summary>
    public NdArray?[] Pull(Pullback args)
    {
        NdArray?[] cotangents = new NdArray?[ResultCount], pulled = new NdArray?[args.Operands.Length];
        for (int i = 0; i < Results.Count; i++) cotangents[Results[i]] = args.Cotangents[i];
        NdArray[] residuals = new NdArray[ResidualCount];
        for (int i = 0; i < residuals.Length; i++) residuals[i] = args.Operands[i]!;
        NdArray?[] all = PullBack(residuals, cotangents);
        for (int i = 0; i < Places.Count; i++) pulled[pulled.Length - Places.Count + i] = all[Places[i]];
        return pulled;
    }

    /// <summary>A program of tangents, which must not contain such a call.</summary>
    /// <param name="verb">What was asked for.</param>
    /// <param name="jaxpr">The program.</param>
    /// <exception cref="UnsupportedException">It contains one.</exception>
    public static Jaxpr Refuse(string verb, Jaxpr jaxpr) => Find(jaxpr) is { } op ? throw Refusal(verb, op) : jaxpr;

    /// <summary>Says that a function has no tangents.</summary>
    // JAX: raise_custom_vjp_error_on_jvp.
    public static UnsupportedException Refusal(string verb, CustomVjpCall op) => new(
        $"{verb}: {op.FunctionName} has a rule for cotangents ({op.Bwd.Name}, by CustomVjp), so it has a reverse derivative only; use Grad, Vjp or Jacrev, or give it a rule for tangents with CustomJvp.");

    private static CustomVjpCall? Find(Jaxpr jaxpr)
    {
        foreach (Equation equation in jaxpr.Equations)
        {
            if (equation.Op is CustomVjpCall { Bwd: ReverseRule } op) return op;
            foreach (Jaxpr inner in equation.Op.Jaxprs)
                if (Find(inner) is { } found) return found;
        }
        return null;
    }
}
