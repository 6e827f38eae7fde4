using static Core.Ir.Typing;

namespace Core.Ir;

/// <summary>The operands of all members of named axes, one after the other along an axis; the same for each of them.</summary>
/// <param name="Dimension">The axis of the result: a new one, or with <paramref name="Tiled"/> one of the operand.</param>
/// <param name="AxisName">The named axes, the slowest first.</param>
/// <param name="AxisSize">How many members there are, of a group where there are groups.</param>
/// <param name="Tiled">Whether the operands are put together along an axis that they have.</param>
/// <param name="AxisIndexGroups">The members in groups of one size, each gathered by itself; null for one group of all.</param>
public sealed record AllGather(int Dimension, ValueArray<string> AxisName, int AxisSize, bool Tiled = false, ValueArray<ValueArray<int>>? AxisIndexGroups = null) : Op
{
    /// <inheritdoc/>
    public override string Name => "all_gather";

    /// <inheritdoc/>
    public override ValueArray<string> AxisNames => AxisName;

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        CollectiveTyping.CheckGroups(this, AxisIndexGroups, AxisSize);
        ArrayType input = inputs[0];
        if (Tiled)
        {
            CheckAxis(this, "all_gather_dimension", Dimension, input);
            return [input with { Shape = input.Shape.With(Dimension, checked(input.Shape[Dimension] * AxisSize)) }];
        }
        if (Dimension < 0 || Dimension > input.Rank)
            throw new ShapeException($"all_gather: all_gather_dimension must be from 0 to {input.Rank} for an operand of type {input}, got {Dimension}.");
        return [input with { Shape = input.Shape.Insert(Dimension, AxisSize) }];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.AllGather(this, arg);
}

/// <summary>
/// Each member's operand cut into as many parts as there are members: member i gets part i of all of them, one after the other along an axis.
/// </summary>
/// <param name="AxisName">The named axes, the slowest first.</param>
/// <param name="SplitAxis">The axis that is cut.</param>
/// <param name="ConcatAxis">The axis along which parts are put together.</param>
/// <param name="AxisSize">How many members there are, of a group where there are groups; ignored where the axes are the same, since the type does not depend on it then.</param>
/// <param name="Tiled">As the user's function had it; the op itself always works with parts of the axes that there are.</param>
/// <param name="AxisIndexGroups">The members in groups of one size, each exchanging by itself; null for one group of all.</param>
/// <param name="BareName">Whether the axis was named by itself, <c>i</c>, rather than in a tuple, <c>('i',)</c>.</param>
public sealed record AllToAll(
    ValueArray<string> AxisName, int SplitAxis, int ConcatAxis, int? AxisSize, bool Tiled = false, ValueArray<ValueArray<int>>? AxisIndexGroups = null, bool BareName = false) : Op
{
    /// <inheritdoc/>
    public override string Name => "all_to_all";

    /// <summary>How many members there are, of a group where there are groups; null where the type does not tell.</summary>
    /// <remarks>Programs do not print it.</remarks>
    public int? AxisSize { get; init; } = SplitAxis == ConcatAxis ? null : AxisSize;

    /// <inheritdoc/>
    public override ValueArray<string> AxisNames => AxisName;

    /// <summary>The op with the number of members that the types of its operand and its result tell, for parsing.</summary>
    internal AllToAll Sized(ArrayType input, ArrayType output)
    {
        int rank = Math.Min(input.Rank, output.Rank);
        if (AxisSize is not null || SplitAxis == ConcatAxis || SplitAxis < 0 || SplitAxis >= rank || ConcatAxis < 0 || ConcatAxis >= rank) return this;
        (int before, int after) = (input.Shape[SplitAxis], output.Shape[SplitAxis]);
        if (after == 0) (before, after) = (output.Shape[ConcatAxis], input.Shape[ConcatAxis]);
        return this with { AxisSize = after > 0 ? before / after : 1 };
    }

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        ArrayType input = inputs[0];
        CheckAxis(this, "split_axis", SplitAxis, input);
        CheckAxis(this, "concat_axis", ConcatAxis, input);
        CollectiveTyping.CheckGroups(this, AxisIndexGroups, AxisSize);
        int count = AxisSize ?? 1; // cut and put together along one axis, or not known from text
        if (count <= 0 || input.Shape[SplitAxis] % count != 0)
            throw new ShapeException($"all_to_all: axis {SplitAxis} of {input} must divide into {count} parts, one for each member of the named axis.");
        Shape cut = input.Shape.With(SplitAxis, input.Shape[SplitAxis] / count);
        return [new(input.DType, cut.With(ConcatAxis, checked(cut[ConcatAxis] * count)))]; // never weak, as JAX's
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.AllToAll(this, arg);
}

/// <summary>The sum over all members of named axes, cut into as many parts as there are members: part i for member i. <c>psum_scatter</c>.</summary>
/// <param name="ScatterDimension">The axis that is cut; dropped unless <paramref name="Tiled"/>.</param>
/// <param name="AxisName">The named axes, the slowest first.</param>
/// <param name="AxisSize">How many members there are, of a group where there are groups.</param>
/// <param name="Tiled">Whether the axis that is cut stays, with the size of a part.</param>
/// <param name="AxisIndexGroups">The members in groups of one size, each summed by itself; null for one group of all.</param>
public sealed record ReduceScatter(int ScatterDimension, ValueArray<string> AxisName, int AxisSize, bool Tiled = false, ValueArray<ValueArray<int>>? AxisIndexGroups = null) : Op
{
    /// <inheritdoc/>
    public override string Name => "reduce_scatter";

    /// <inheritdoc/>
    public override ValueArray<string> AxisNames => AxisName;

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        ArrayType input = inputs[0];
        CheckKind(this, input, Accepts.Number);
        CheckAxis(this, "scatter_dimension", ScatterDimension, input);
        CollectiveTyping.CheckGroups(this, AxisIndexGroups, AxisSize);
        int size = input.Shape[ScatterDimension];
        if (Tiled)
        {
            if (AxisSize <= 0 || size % AxisSize != 0)
                throw new ShapeException($"reduce_scatter: axis {ScatterDimension} of {input} must divide into {AxisSize} parts, one for each member of the named axis.");
            return [input with { Shape = input.Shape.With(ScatterDimension, size / AxisSize) }];
        }
        if (size != AxisSize)
            throw new ShapeException($"reduce_scatter: axis {ScatterDimension} of {input} must have the size {AxisSize} of the named axis; give tiled: true for a multiple of it.");
        return [input with { Shape = input.Shape.Remove(ScatterDimension) }];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.ReduceScatter(this, arg);
}

/// <summary>A member of a named axis, and the one that gets its value.</summary>
/// <param name="Source">The member that gives.</param>
/// <param name="Destination">The member that gets.</param>
public readonly record struct MemberPair(int Source, int Destination)
{
    /// <summary><c>(0, 1)</c>.</summary>
    public override string ToString() => $"({Source}, {Destination})";
}

/// <summary>Members of named axes give their operands to others; who gets nothing has zeros.</summary>
/// <param name="AxisName">The named axes, the slowest first.</param>
/// <param name="Pairs">Who gives to whom: each member at most once on either side.</param>
public sealed record Ppermute(ValueArray<string> AxisName, ValueArray<MemberPair> Pairs) : Op
{
    /// <inheritdoc/>
    public override string Name => "ppermute";

    /// <inheritdoc/>
    public override ValueArray<string> AxisNames => AxisName;

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        HashSet<int> sources = [], destinations = [];
        foreach (MemberPair pair in Pairs)
            if (pair.Source < 0 || pair.Destination < 0 || !sources.Add(pair.Source) || !destinations.Add(pair.Destination))
                throw new AxesException($"ppermute: perm {Pairs} must name each source and each destination at most once, counted from 0.");
        return [inputs[0]];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Ppermute(this, arg);
}

/// <summary>The operand of one member of named axes, for all of them.</summary>
/// <param name="AxisName">The named axes, the slowest first.</param>
/// <param name="Source">The member.</param>
/// <param name="BareName">Whether the axis was named by itself, <c>i</c>, rather than in a tuple, <c>('i',)</c>.</param>
public sealed record Pbroadcast(ValueArray<string> AxisName, int Source, bool BareName = false) : Op
{
    /// <inheritdoc/>
    public override string Name => "pbroadcast";

    /// <inheritdoc/>
    public override ValueArray<string> AxisNames => AxisName;

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        if (Source < 0) throw new AxesException($"pbroadcast: source must be a member of the named axis, counted from 0, got {Source}.");
        return [inputs[0]];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Pbroadcast(this, arg);
}

/// <summary>What the typing rules of the collectives share.</summary>
internal static class CollectiveTyping
{
    /// <summary>Groups that together name every member of an axis once, all of one size where that is needed.</summary>
    public static void CheckGroups(Op op, ValueArray<ValueArray<int>> groups, bool sameSize)
    {
        HashSet<int> members = [];
        int count = 0;
        bool valid = groups.Count > 0;
        foreach (ValueArray<int> group in groups)
        {
            count += group.Count;
            valid &= !sameSize || group.Count == groups[0].Count;
            foreach (int member in group) valid &= members.Add(member);
        }
        for (int member = 0; member < count; member++) valid &= members.Contains(member);
        if (!valid)
            throw new AxesException($"{op.Name}: axis_index_groups {groups} must name every member of the axis, from 0 on, once{(sameSize ? ", in groups of one size" : "")}.");
    }

    /// <summary>As above, for groups of a known size.</summary>
    public static void CheckGroups(Op op, ValueArray<ValueArray<int>>? groups, int? size)
    {
        if (groups is not { } some) return;
        CheckGroups(op, some, sameSize: true);
        if (size is { } wanted && some[0].Count != wanted)
            throw new AxesException($"{op.Name}: axis_index_groups {some} must have {wanted} members each, the axis_size.");
    }
}
