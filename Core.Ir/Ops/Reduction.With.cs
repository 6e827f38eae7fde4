using static Core.Ir.Typing;

namespace Core.Ir;

/// <summary>
/// One value out of all along some axes, by a program of the user's own; several arrays are reduced together. The operands are followed by as many
/// initial values.
/// </summary>
/// <param name="Computation">How programs print the function: <c>&lt;function f at 0xXXXXXXXXXXXX&gt;</c>.</param>
/// <param name="Jaxpr">From what was reduced so far and the next elements, one of each per operand and without axes, to what is reduced then.</param>
/// <param name="Dimensions">The axes that are reduced away.</param>
public sealed record ReduceWith(string Computation, Jaxpr Jaxpr, ValueArray<int> Dimensions) : Op
{
    /// <inheritdoc/>
    public override string Name => "reduce";

    /// <inheritdoc/>
    public override ValueArray<Jaxpr> Jaxprs => [Jaxpr];

    /// <inheritdoc/>
    public override Op WithJaxprs(ValueArray<Jaxpr> jaxprs) => this with { Jaxpr = jaxprs[0] };

    /// <summary>How programs print a function of the given name.</summary>
    public static string Text(string function) => $"<function {function} at 0xXXXXXXXXXXXX>";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        int count = ComputationTyping.CheckFold(this, Jaxpr, inputs);
        CheckAxes(this, "dimensions", Dimensions, inputs[0].Rank, inputs[0]);
        Shape shape = Without(inputs[0].Shape, Dimensions);
        ArrayType[] results = new ArrayType[count];
        for (int i = 0; i < count; i++) results[i] = new(inputs[i].DType, shape, inputs[i].Weak && inputs[count + i].Weak);
        return ValueArray.Adopt(results);
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.ReduceWith(this, arg);
}

/// <summary>The typing of ops that reduce by a program.</summary>
internal static class ComputationTyping
{
    /// <summary>Checks operands of one shape, followed by their initial values, against the program that reduces them; gives how many operands there are.</summary>
    public static int CheckFold(Op op, Jaxpr jaxpr, ReadOnlySpan<ArrayType> inputs)
    {
        int count = inputs.Length / 2;
        if (count == 0 || inputs.Length % 2 != 0)
            throw new ShapeException($"{op.Name}: takes operands and as many initial values, got {inputs.Length} operands.");
        ArrayType[] scalars = new ArrayType[count];
        for (int i = 0; i < count; i++)
        {
            (ArrayType operand, ArrayType init) = (inputs[i], inputs[count + i]);
            if (operand.Shape != inputs[0].Shape) throw new ShapeException($"{op.Name}: the operands must have one shape, got {Join(inputs[..count])}.");
            if (init.Rank != 0) throw new ShapeException($"{op.Name}: initial values must have no axes, got {init} for {operand}.");
            if (init.DType != operand.DType)
                throw new DTypeException($"{op.Name}: an initial value must have the element type of its operand, got {init} for {operand}; convert one with AsType.");
            scalars[i] = new(operand.DType, []);
        }
        CheckProgram(op, "jaxpr", jaxpr, [.. scalars, .. scalars], scalars);
        return count;
    }

    /// <summary>Checks that a program takes and gives what it should.</summary>
    public static void CheckProgram(Op op, string name, Jaxpr jaxpr, ReadOnlySpan<ArrayType> inputs, ReadOnlySpan<ArrayType> outputs)
    {
        bool fits = jaxpr.Inputs.Count == inputs.Length && jaxpr.Outputs.Count == outputs.Length;
        for (int i = 0; fits && i < inputs.Length; i++) fits = jaxpr.Inputs[i].Type.Matches(inputs[i]);
        for (int i = 0; fits && i < outputs.Length; i++) fits = jaxpr.Outputs[i].Type.Matches(outputs[i]);
        if (fits) return;
        ArrayType[] takes = [.. jaxpr.Inputs.Select(input => input.Type)], gives = [.. jaxpr.Outputs.Select(output => output.Type)];
        throw new ShapeException($"{op.Name}: {name} must take {Join(inputs)} and give {Join(outputs)}, but it takes {Join(takes)} and gives {Join(gives)}.");
    }
}
