namespace Core.Ir;

/// <summary>
/// What an equation computes: a name, static parameters, and how output types follow from input types. Closed: every op is under
/// <c>Ops/</c>, and every pass has a rule for each (<see cref="IOpRules{TArg, TResult}"/>).
/// </summary>
public abstract record Op
{
    private protected Op() { }

    /// <summary>The name that programs print: <c>dot_general</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The types of the outputs.</summary>
    /// <param name="inputs">The types of the inputs.</param>
    /// <exception cref="ShapeException">The shapes of the inputs do not fit the op.</exception>
    /// <exception cref="DTypeException">The element types of the inputs do not fit the op.</exception>
    public abstract ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs);

    /// <summary>Calls the rule that a pass has for this op.</summary>
    public abstract TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg)
        where TArg : allows ref struct where TResult : allows ref struct;

    /// <summary>The programs among the parameters, in the order in which they are named when printed; empty for most ops.</summary>
    public virtual ValueArray<Jaxpr> Jaxprs => [];

    /// <summary>The op with other programs among its parameters.</summary>
    /// <param name="jaxprs">As many as <see cref="Jaxprs"/> has.</param>
    public virtual Op WithJaxprs(ValueArray<Jaxpr> jaxprs) => this;

    /// <summary>Whether mutable references may be among the inputs; they may not for most ops.</summary>
    public virtual bool TakesRefs => false;

    /// <summary>
    /// Whether the op does more than giving results, or gives others each time, whatever its operands are: it checks something, draws random numbers, makes
    /// references, or holds a program of such ops.
    /// </summary>
    public bool HasEffect
    {
        get
        {
            if (this is Check or RngUniform or NewRef or EmptyRef) return true;
            foreach (Jaxpr jaxpr in Jaxprs)
                if (jaxpr.HasEffect) return true;
            return false;
        }
    }

    /// <summary>The named axes that the op reduces over or asks about; empty for most ops.</summary>
    public virtual ValueArray<string> AxisNames => [];
}
