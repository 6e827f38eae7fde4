using static Core.Ir.Typing;

namespace Core.Ir;

/// <summary>
/// For each lane, one of several programs: what a mapped <see cref="Cond"/> becomes where lanes take branches by themselves. The first operand holds an
/// i32 index per lane, the others are passed to the branches. A lane runs its own branch alone, together with the lanes that take the same one.
/// </summary>
/// <param name="Branches">The programs for one lane, of one signature.</param>
/// <param name="PerLane">Which of the other operands have a first axis of lanes; lanes share the rest.</param>
/// <param name="Sizes">How many lanes may run together, falling.</param>
/// <param name="Dense">For each branch, and each size, the program for so many lanes, along the first axis of its inputs and outputs.</param>
public sealed record CondLanes(ValueArray<Jaxpr> Branches, ValueArray<bool> PerLane, ValueArray<int> Sizes, ValueArray<Jaxpr> Dense) : Op
{
    /// <inheritdoc/>
    public override string Name => "cond_lanes";

    /// <inheritdoc/>
    public override ValueArray<Jaxpr> Jaxprs => [.. Branches, .. Dense];

    /// <inheritdoc/>
    public override Op WithJaxprs(ValueArray<Jaxpr> jaxprs) => this with { Branches = [.. jaxprs.Take(Branches.Count)], Dense = [.. jaxprs.Skip(Branches.Count)] };

    /// <summary>The programs of a branch for each of <see cref="Sizes"/>.</summary>
    public ReadOnlySpan<Jaxpr> DenseOf(int branch) => Dense.Span.Slice(branch * Sizes.Count, Sizes.Count);

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        if (inputs.Length == 0 || inputs[0].Rank != 1 || inputs[0].DType != DType.I32) throw new ShapeException($"cond_lanes: the index must be i32 with one axis of lanes, got {Join(inputs)}.");
        int lanes = inputs[0].Shape[0];
        LanePrograms.CheckOperands(this, PerLane, inputs[1..], lanes);
        ArrayType[] example = [inputs[0] with { Shape = [] }, .. LanePrograms.OfOne(PerLane, inputs[1..])];
        ValueArray<ArrayType> outputs = new Cond(Branches).Infer(example);
        if (Dense.Count != Branches.Count * Sizes.Count) throw new ShapeException($"cond_lanes: dense must hold a program for each branch and size, {Branches.Count * Sizes.Count}, got {Dense.Count}.");
        for (int i = 0; i < Branches.Count; i++) LanePrograms.CheckDense(this, Branches[i], DenseOf(i), Sizes, PerLane);
        return LanePrograms.OfAll(outputs, lanes);
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.CondLanes(this, arg);
}

/// <summary>
/// A loop for each lane: what a mapped <see cref="While"/> becomes where lanes run by themselves. Operands are the constants of the condition, those of the
/// body, and the initial values, which have a first axis of lanes. A lane makes its own iterations alone, together with the lanes that are not done either.
/// </summary>
/// <param name="CondJaxpr">The condition for one lane.</param>
/// <param name="CondConsts">How many constants it takes.</param>
/// <param name="BodyJaxpr">The body for one lane.</param>
/// <param name="BodyConsts">How many constants it takes.</param>
/// <param name="PerLane">Which of the constants have a first axis of lanes; lanes share the rest.</param>
/// <param name="Sizes">How many lanes may run together, falling.</param>
/// <param name="DenseCond">For each size, the condition for so many lanes.</param>
/// <param name="DenseBody">For each size, the body for so many lanes.</param>
public sealed record WhileLanes(
    Jaxpr CondJaxpr, int CondConsts, Jaxpr BodyJaxpr, int BodyConsts, ValueArray<bool> PerLane, ValueArray<int> Sizes, ValueArray<Jaxpr> DenseCond, ValueArray<Jaxpr> DenseBody) : Op
{
    /// <inheritdoc/>
    public override string Name => "while_lanes";

    /// <inheritdoc/>
    public override ValueArray<Jaxpr> Jaxprs => [CondJaxpr, BodyJaxpr, .. DenseCond, .. DenseBody];

    /// <inheritdoc/>
    public override Op WithJaxprs(ValueArray<Jaxpr> jaxprs) => this with
    {
        CondJaxpr = jaxprs[0],
        BodyJaxpr = jaxprs[1],
        DenseCond = [.. jaxprs.Skip(2).Take(DenseCond.Count)],
        DenseBody = [.. jaxprs.Skip(2 + DenseCond.Count)],
    };

    /// <summary>Which inputs of the condition have an axis of lanes.</summary>
    public ValueArray<bool> CondPerLane => [.. PerLane.Take(CondConsts), .. Carry];

    /// <summary>Which inputs of the body have an axis of lanes.</summary>
    public ValueArray<bool> BodyPerLane => [.. PerLane.Skip(CondConsts), .. Carry];

    private IEnumerable<bool> Carry => Enumerable.Repeat(true, BodyJaxpr.Outputs.Count);

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        int constants = CondConsts + BodyConsts;
        if (inputs.Length <= constants || inputs[constants].Rank == 0) throw new ShapeException($"while_lanes: needs an initial value with a first axis of lanes, got {Join(inputs)}.");
        if (PerLane.Count != constants) throw new ShapeException($"while_lanes: per_lane must have one entry for each of {constants} constants, got {PerLane.Count}.");
        int lanes = inputs[constants].Shape[0];
        ValueArray<bool> perLane = [.. PerLane, .. Enumerable.Repeat(true, inputs.Length - constants)];
        LanePrograms.CheckOperands(this, perLane, inputs, lanes);
        ValueArray<ArrayType> outputs = new While(CondJaxpr, CondConsts, BodyJaxpr, BodyConsts).Infer(LanePrograms.OfOne(perLane, inputs));
        if (CondJaxpr.Outputs[0].Type.Rank != 0) throw new ShapeException($"while_lanes: the condition must give one bool for a lane, it gives {CondJaxpr.Outputs[0].Type}.");
        LanePrograms.CheckDense(this, CondJaxpr, DenseCond.Span, Sizes, CondPerLane);
        LanePrograms.CheckDense(this, BodyJaxpr, DenseBody.Span, Sizes, BodyPerLane);
        return LanePrograms.OfAll(outputs, lanes);
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.WhileLanes(this, arg);
}

/// <summary>What the ops over lanes check.</summary>
internal static class LanePrograms
{
    public static void CheckOperands(Op op, ValueArray<bool> perLane, ReadOnlySpan<ArrayType> inputs, int lanes)
    {
        if (perLane.Count != inputs.Length) throw new ShapeException($"{op.Name}: per_lane must have one entry for each of {inputs.Length} operands, got {perLane.Count}.");
        for (int i = 0; i < inputs.Length; i++)
            if (perLane[i] && (inputs[i].Rank == 0 || inputs[i].Shape[0] != lanes)) throw new ShapeException($"{op.Name}: operand {i} must have a first axis of {lanes} lanes, got {inputs[i]}.");
    }

    /// <summary>The types of the operands of one lane.</summary>
    public static ArrayType[] OfOne(ValueArray<bool> perLane, ReadOnlySpan<ArrayType> inputs)
    {
        ArrayType[] types = inputs.ToArray();
        for (int i = 0; i < types.Length; i++)
            if (perLane[i]) types[i] = types[i] with { Shape = types[i].Shape.Remove(0) };
        return types;
    }

    public static ValueArray<ArrayType> OfAll(ValueArray<ArrayType> types, int lanes) => [.. types.Select(type => type with { Shape = type.Shape.Insert(0, lanes) })];

    /// <summary>That each program is the one for a lane with an axis of lanes in front.</summary>
    public static void CheckDense(Op op, Jaxpr example, ReadOnlySpan<Jaxpr> dense, ValueArray<int> sizes, ValueArray<bool> perLane)
    {
        if (dense.Length != sizes.Count) throw new ShapeException($"{op.Name}: needs a program for each of {sizes.Count} sizes, got {dense.Length}.");
        for (int s = 0; s < dense.Length; s++)
        {
            int size = sizes[s];
            if (size < 1 || (s > 0 && size >= sizes[s - 1])) throw new ShapeException($"{op.Name}: sizes must be positive and falling, got {sizes}.");
            bool fits = dense[s].Inputs.Count == example.Inputs.Count && dense[s].Outputs.Count == example.Outputs.Count;
            for (int i = 0; fits && i < example.Inputs.Count; i++) fits = dense[s].Inputs[i].Type.Matches(perLane[i] ? With(example.Inputs[i].Type, size) : example.Inputs[i].Type);
            for (int i = 0; fits && i < example.Outputs.Count; i++) fits = dense[s].Outputs[i].Type.Matches(With(example.Outputs[i].Type, size));
            if (!fits)
                throw new ShapeException(
                    $"{op.Name}: a program for {size} lanes must be that for one with an axis of {size} in front; it is from {Programs.Types(dense[s].Inputs)} to " +
                    $"{Programs.Types(dense[s].Outputs)}, that for one from {Programs.Types(example.Inputs)} to {Programs.Types(example.Outputs)}.");
        }
    }

    private static ArrayType With(ArrayType type, int size) => type with { Shape = type.Shape.Insert(0, size) };
}
