using Core.Ir;

namespace Core.Batching;

internal sealed partial class BatchingRules
{
    // JAX: _batched_reduction_collective. Over this axis the reduction becomes one over the mapped axis, now the first, and its result
    // is shared; over others the axes of the operand move up past the mapped one.
    public Batched[] AllReduce(AllReduce op, Batched[] args)
    {
        Batched[] results = new Batched[args.Length];
        bool ours = IsOurs(op);
        for (int i = 0; i < results.Length; i++)
            results[i] = !ours ? ReduceOthers(op, args[i]) : op.AxisIndexGroups is { } groups ? ReduceGroups(op, groups, args[i]) : ReduceOurs(op, args[i]);
        return results;
    }

    public Batched[] AxisIndex(AxisIndex op, Batched[] args) => op.AxisName == mapped.Name
        ? One(Lax.Iota(DType.I32, [mapped.Size], 0), 0)
        : One(Lax.Bind(op), null);

    /// <summary>Whether a collective is over the axis that is being mapped.</summary>
    private bool IsOurs(Op op) => mapped.Name is { } name && op.AxisNames.Contains(name);

    private Batched ReduceOurs(AllReduce op, Batched x)
    {
        if (x.Axis is null)
        {
            ValueArray<NamedOrPositional> others = [.. op.Axes.Where(axis => axis.Name != mapped.Name)];
            NdArray value = others.Count == 0 ? x.Value : Lax.AllReduce(op.Kind, x.Value, others);
            // All examples share the value: the sum is that many of it.
            return new(op.Kind switch
            {
                AllReduceKind.Sum => Lax.Mul(Lax.Number(Scalar.Of(mapped.Size), value.DType), value),
                AllReduceKind.Max or AllReduceKind.Min => value,
            }, null);
        }
        ValueArray<NamedOrPositional> axes = [.. op.Axes.Select(axis => axis.Name is null ? axis.Position + 1 : axis.Name == mapped.Name ? 0 : axis)];
        return new(Lax.AllReduce(op.Kind, Move(x, 0), axes), null);
    }

    private static Batched ReduceOthers(AllReduce op, Batched x)
    {
        if (x.Axis is not { } mappedAxis) return new(Lax.AllReduce(op.Kind, x.Value, op.Axes, op.AxisIndexGroups), null);
        if (op.Positions.Count == 0) return new(Lax.AllReduce(op.Kind, x.Value, op.Axes, op.AxisIndexGroups), mappedAxis);
        ValueArray<NamedOrPositional> axes = [.. op.Axes.Select(axis => axis.Name is null ? axis.Position + 1 : axis)];
        return new(Lax.AllReduce(op.Kind, Move(x, 0), axes), 0);
    }

    // JAX refuses groups here. Groups of one size are an axis of their own; else each group is reduced by itself.
    private Batched ReduceGroups(AllReduce op, ValueArray<ValueArray<int>> groups, Batched x)
    {
        if (groups.All(group => group.Count == groups[0].Count)) return InGroups(op, op with { AxisIndexGroups = null }, groups, x);
        CheckGroups(op, groups);
        NdArray value = AtFront(x);
        NdArray[] reduced = [.. groups.Select(group => Lax.AllReduce(op.Kind, Members(value, group), [0]))];
        return new(Members(Lax.Bind(new Stack(0), reduced), GroupOfEach(groups)), 0);
    }

    /// <summary>
    /// A collective whose members work in groups of one size: with the members in the order of their groups, and an axis of the groups in front,
    /// it is one without groups over the places in a group.
    /// </summary>
    /// <param name="op">The collective, for messages.</param>
    /// <param name="ungrouped">The collective without groups, its axes moved up past the axis of the groups.</param>
    /// <param name="groups">The members of each group.</param>
    /// <param name="x">The operand.</param>
    private Batched InGroups(Op op, Op ungrouped, ValueArray<ValueArray<int>> groups, Batched x)
    {
        CheckGroups(op, groups);
        int[] order = [.. groups.SelectMany(group => group)];
        int size = groups[0].Count;
        NdArray inOrder = Members(AtFront(x), [.. order]);
        NdArray grouped = Lax.Reshape(inOrder, [groups.Count, size, .. inOrder.Shape.Skip(1)]);
        Batched result = ungrouped.Accept(new BatchingRules(mapped with { Size = size }), [new Batched(grouped, 1)])[0];
        if (result.Axis is null) return new(Members(result.Value, GroupOfEach(groups)), 0);
        NdArray parts = Move(result, 1);
        NdArray members = Lax.Reshape(parts, [mapped.Size, .. parts.Shape.Skip(2)]);
        return new(Members(members, [.. Enumerable.Range(0, mapped.Size).Select(member => Array.IndexOf(order, member))]), 0);
    }

    private void CheckGroups(Op op, ValueArray<ValueArray<int>> groups)
    {
        if (op.AxisNames.Count > 1)
            throw new UnsupportedException($"{op.Name}: axis_index_groups are supported over one named axis, got {op.AxisNames}.");
        int count = groups.Sum(group => group.Count);
        if (count != mapped.Size)
            throw new AxesException($"{op.Name}: axis_index_groups {groups} must name the {mapped.Size} members of the axis '{mapped.Name}', got {count}.");
    }

    private static ValueArray<int> GroupOfEach(ValueArray<ValueArray<int>> groups)
    {
        int[] groupOf = new int[groups.Sum(group => group.Count)];
        for (int i = 0; i < groups.Count; i++)
            foreach (int member in groups[i]) groupOf[member] = i;
        return ValueArray.Create<int>(groupOf);
    }

    /// <summary>Members of the first axis, by their places.</summary>
    private static NdArray Members(NdArray x, ValueArray<int> places) =>
        places == [.. Enumerable.Range(0, x.Shape[0])] ? x : Take(x, places, 0);
}
