using static Core.Ir.Typing;

namespace Core.Ir;

/// <summary>
/// One of several programs for each lane, chosen by the lane's i32 index, the first operand. A program is run only on lanes that chose it, some of
/// them at a time, so nothing of it reaches the others. Not an op of JAX: what <c>Branches.Lanes</c> makes of <c>cond</c>.
/// </summary>
/// <param name="Branches">The programs for <paramref name="Width"/> lanes: from operands to results, lanes along their first axes.</param>
/// <param name="Mapped">Which operands after the index have one value per lane.</param>
/// <param name="Width">How many lanes are run at a time.</param>
public sealed record CondLanes(ValueArray<Jaxpr> Branches, ValueArray<bool> Mapped, int Width) : Op
{
    /// <inheritdoc/>
    public override string Name => "cond_lanes";

    /// <inheritdoc/>
    public override ValueArray<Jaxpr> Jaxprs => Branches;

    /// <inheritdoc/>
    public override Op WithJaxprs(ValueArray<Jaxpr> jaxprs) => this with { Branches = jaxprs };

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        if (Branches.Count == 0) throw new ShapeException("cond_lanes: needs at least one branch, got none.");
        Lanes.CheckWidth(this, Width);
        CheckArity(this, inputs, 1 + Mapped.Count);
        if (inputs[0].DType != DType.I32 || inputs[0].Rank != 1) throw new ShapeException($"cond_lanes: the index must be i32 with one axis, one entry per lane, got {inputs[0]}.");
        int count = inputs[0].Shape[0];
        foreach (Jaxpr branch in Branches)
        {
            if (!Programs.Match(Branches[0].Outputs, branch.Outputs))
                throw new ShapeException($"cond_lanes: branches must give the same types, got {Programs.Types(Branches[0].Outputs)} and {Programs.Types(branch.Outputs)}.");
            if (branch.Inputs.Count != Mapped.Count)
                throw new ShapeException($"cond_lanes: mapped has {Mapped.Count} entries, but a branch takes {branch.Inputs.Count} operands.");
            for (int i = 0; i < Mapped.Count; i++) Lanes.CheckOperand(this, $"operand {i}", branch.Inputs[i].Type, inputs[i + 1], Mapped[i], Width, count);
        }
        return Lanes.Results(this, Branches[0].Outputs, Width, count);
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.CondLanes(this, arg);
}

/// <summary>
/// Values of lanes that a program changes for as long as another says so for the lane. Lanes that are done are run no more. Operands are the constants of
/// the condition, those of the body, and the initial values. Not an op of JAX: what <c>Branches.Lanes</c> makes of <c>while</c>.
/// </summary>
/// <param name="CondJaxpr">For <paramref name="Width"/> lanes: from its constants and the values to one truth value per lane.</param>
/// <param name="CondConsts">How many constants the condition takes.</param>
/// <param name="BodyJaxpr">For <paramref name="Width"/> lanes: from its constants and the values to the next values.</param>
/// <param name="BodyConsts">How many constants the body takes.</param>
/// <param name="Mapped">Which constants, those of the condition first, have one value per lane; the values all have.</param>
/// <param name="Width">How many lanes are run at a time.</param>
public sealed record WhileLanes(Jaxpr CondJaxpr, int CondConsts, Jaxpr BodyJaxpr, int BodyConsts, ValueArray<bool> Mapped, int Width) : Op
{
    /// <inheritdoc/>
    public override string Name => "while_lanes";

    /// <inheritdoc/>
    public override ValueArray<Jaxpr> Jaxprs => [CondJaxpr, BodyJaxpr];

    /// <inheritdoc/>
    public override Op WithJaxprs(ValueArray<Jaxpr> jaxprs) => this with { CondJaxpr = jaxprs[0], BodyJaxpr = jaxprs[1] };

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        Programs.CheckConstants(this, "cond_nconsts", CondConsts, CondJaxpr.Inputs.Count);
        Programs.CheckConstants(this, "body_nconsts", BodyConsts, BodyJaxpr.Inputs.Count);
        Lanes.CheckWidth(this, Width);
        int constants = CondConsts + BodyConsts;
        if (Mapped.Count != constants) throw new ShapeException($"while_lanes: mapped must have {constants} entries, one per constant, got {Mapped.Count}.");
        ValueArray<Var> carry = [.. BodyJaxpr.Inputs.Skip(BodyConsts)], tested = [.. CondJaxpr.Inputs.Skip(CondConsts)];
        if (carry.Count == 0) throw new ShapeException("while_lanes: needs at least one value, got none.");
        if (!Programs.Match(carry, BodyJaxpr.Outputs))
            throw new ShapeException($"while_lanes: the body must give the types that it takes; it takes {Programs.Types(carry)} and gives {Programs.Types(BodyJaxpr.Outputs)}.");
        if (!Programs.Match(tested, carry))
            throw new ShapeException($"while_lanes: condition and body must take the same values; the condition takes {Programs.Types(tested)}, the body {Programs.Types(carry)}.");
        if (CondJaxpr.Outputs is not [{ Type: var predicate }] || !predicate.Matches(new(DType.Bool, [Width])))
            throw new DTypeException($"while_lanes: the condition must give one bool per lane, bool[{Width}], it gives {Programs.Types(CondJaxpr.Outputs)}.");

        CheckArity(this, inputs, constants + carry.Count);
        ArrayType first = inputs[constants];
        int count = first.Rank > 0 ? first.Shape[0] : throw new ShapeException($"while_lanes: initial values must have lanes along their first axis, got {first}.");
        for (int i = 0; i < inputs.Length; i++)
        {
            (string what, Var expected) = i < CondConsts ? ($"constant {i} of the condition", CondJaxpr.Inputs[i])
                : i < constants ? ($"constant {i - CondConsts} of the body", BodyJaxpr.Inputs[i - CondConsts])
                : ($"initial value {i - constants}", carry[i - constants]);
            Lanes.CheckOperand(this, what, expected.Type, inputs[i], i >= constants || Mapped[i], Width, count);
        }
        return Lanes.Results(this, BodyJaxpr.Outputs, Width, count);
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.WhileLanes(this, arg);
}

/// <summary>What the ops that run programs on some lanes at a time check.</summary>
internal static class Lanes
{
    public static void CheckWidth(Op op, int width)
    {
        if (width < 1) throw new ShapeException($"{op.Name}: width must be at least 1, got {width}.");
    }

    /// <summary>Checks an operand for <paramref name="count"/> lanes against what a program takes for <paramref name="width"/> of them.</summary>
    public static void CheckOperand(Op op, string what, ArrayType input, ArrayType given, bool mapped, int width, int count)
    {
        if (!mapped && given.Matches(input)) return;
        if (mapped && input.Rank > 0 && input.Shape[0] == width && given.Matches(ForLanes(input, count))) return;
        string lanes = mapped ? $" for each of {width} lanes, with {count} lanes in all" : " for all lanes";
        throw new ShapeException($"{op.Name}: {what} does not fit; the program takes {input}{lanes}, got {given}.");
    }

    /// <summary>The types of results for <paramref name="count"/> lanes.</summary>
    public static ValueArray<ArrayType> Results(Op op, ValueArray<Atom> outputs, int width, int count)
    {
        ArrayType[] types = new ArrayType[outputs.Count];
        for (int i = 0; i < types.Length; i++)
        {
            ArrayType type = outputs[i].Type;
            if (type.Rank == 0 || type.Shape[0] != width) throw new ShapeException($"{op.Name}: every result must have the {width} lanes along its first axis, result {i} is {type}.");
            types[i] = ForLanes(type, count);
        }
        return ValueArray.Adopt(types);
    }

    private static ArrayType ForLanes(ArrayType type, int count) => type with { Shape = type.Shape.Remove(0).Insert(0, count) };
}
