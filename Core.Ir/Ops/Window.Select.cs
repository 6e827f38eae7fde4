using static Core.Ir.Typing;

namespace Core.Ir;

/// <summary>Which element of a window is selected.</summary>
public enum WindowSelect
{
    /// <summary>The first that is not smaller than those before it are: the largest.</summary>
    Ge,
    /// <summary>The first that is not larger than those before it are: the smallest.</summary>
    Le,
}

/// <summary>
/// An array of the shape of the first operand, to whose initial value, the third operand, the elements of the second operand are added in a way: each
/// where its window over the first operand selects an element.
/// </summary>
/// <param name="Select">From the element selected so far and the next one, without axes, to whether to keep the former.</param>
/// <param name="Scatter">From what is at a place and an element of the second operand, without axes, to what is there then.</param>
/// <param name="Window">The window; it is not dilated.</param>
public sealed record SelectAndScatter(Jaxpr Select, Jaxpr Scatter, Window Window) : Op
{
    /// <inheritdoc/>
    public override string Name => "select_and_scatter";

    /// <inheritdoc/>
    public override ValueArray<Jaxpr> Jaxprs => [Select, Scatter];

    /// <inheritdoc/>
    public override Op WithJaxprs(ValueArray<Jaxpr> jaxprs) => this with { Select = jaxprs[0], Scatter = jaxprs[1] };

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 3);
        CheckSameDType(this, inputs);
        if (inputs[2].Rank != 0) throw new ShapeException($"select_and_scatter: the initial value must have no axes, got {inputs[2]}.");
        CheckSource(this, Window, inputs[0], inputs[1]);
        ArrayType scalar = new(inputs[0].DType, []);
        ComputationTyping.CheckProgram(this, "select_jaxpr", Select, [scalar, scalar], [new(DType.Bool, [])]);
        ComputationTyping.CheckProgram(this, "scatter_jaxpr", Scatter, [scalar, scalar], [scalar]);
        return [inputs[0] with { Weak = AllWeak(inputs) }];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.SelectAndScatter(this, arg);

    /// <summary>Checks that there is one element of the source per place of the window.</summary>
    internal static void CheckSource(Op op, Window window, ArrayType operand, ArrayType source)
    {
        Shape places = window.Places(op, operand);
        if (source.Shape != places)
            throw new ShapeException($"{op.Name}: the source must have one element per place of the window, {places} over {operand}, got {source}.");
    }
}

/// <summary>
/// An array of the shape of the second operand: the sums of the elements of the first operand, each where its window over the second selects an element.
/// What the derivative of pooling is made of.
/// </summary>
/// <param name="Select">Which element of a window is selected.</param>
/// <param name="Window">The window; it is not dilated.</param>
public sealed record SelectAndScatterAdd(WindowSelect Select, Window Window) : Op
{
    /// <inheritdoc/>
    public override string Name => "select_and_scatter_add";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 2);
        CheckSameDType(this, inputs);
        CheckKind(this, inputs[1], Accepts.Any & ~Accepts.Complex, 1, 2);
        SelectAndScatter.CheckSource(this, Window, inputs[1], inputs[0]);
        return [inputs[1] with { Weak = AllWeak(inputs) }];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.SelectAndScatterAdd(this, arg);
}

/// <summary>For each place of a window over the second operand, the element of the first operand where the window selects one. What the tangent of pooling is.</summary>
/// <param name="Select">Which element of a window is selected.</param>
/// <param name="Window">The window.</param>
public sealed record SelectAndGatherAdd(WindowSelect Select, Window Window) : Op
{
    /// <inheritdoc/>
    public override string Name => "select_and_gather_add";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 2);
        CheckSameDType(this, inputs);
        CheckKind(this, inputs[1], Accepts.Float, 1, 2);
        if (inputs[0].Shape != inputs[1].Shape)
            throw new ShapeException($"select_and_gather_add: both operands must have one shape, got {inputs[0]} and {inputs[1]}.");
        return [new(inputs[0].DType, Window.Places(this, inputs[1]), AllWeak(inputs))];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.SelectAndGatherAdd(this, arg);
}
