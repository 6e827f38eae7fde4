using static Core.Ir.Typing;

namespace Core.Ir;

/// <summary>The reductions over a named axis.</summary>
public enum AllReduceKind
{
    /// <summary>The sum over all members of the axis.</summary>
    Sum,
    /// <summary>The largest over all members of the axis.</summary>
    Max,
    /// <summary>The smallest over all members of the axis.</summary>
    Min,
}

/// <summary>An axis to reduce over: one that a <c>Vmap</c> around has named, or an axis of the operand itself.</summary>
public readonly record struct NamedOrPositional
{
    private readonly int _position;

    private NamedOrPositional(string? name, int position) => (Name, _position) = (name, position);

    /// <summary>The name, or null for an axis of the operand.</summary>
    public string? Name { get; }

    /// <summary>The axis of the operand; meaningless where there is a name.</summary>
    public int Position => _position;

    /// <summary>An axis with a name.</summary>
    public static implicit operator NamedOrPositional(string name) => new(name, 0);

    /// <summary>An axis of the operand.</summary>
    public static implicit operator NamedOrPositional(int position) => new(null, position);

    /// <summary>As programs print it: <c>'i'</c> or <c>0</c>.</summary>
    public override string ToString() => Name is null ? PythonText.Of(_position) : $"'{Name}'";
}

/// <summary>Each operand reduced over named axes, and over axes of its own: <c>psum</c>, <c>pmax</c>, <c>pmin</c>.</summary>
/// <param name="Kind">Which reduction.</param>
/// <param name="Axes">The axes.</param>
/// <param name="AxisIndexGroups">The members of the named axis in groups, each reduced by itself; null for one group of all.</param>
public sealed record AllReduce(AllReduceKind Kind, ValueArray<NamedOrPositional> Axes, ValueArray<ValueArray<int>>? AxisIndexGroups = null) : Op
{
    /// <inheritdoc/>
    public override string Name => Kind switch
    {
        AllReduceKind.Sum => "psum",
        AllReduceKind.Max => "pmax",
        AllReduceKind.Min => "pmin",
    };

    /// <summary>The axes of the operand itself among <see cref="Axes"/>.</summary>
    public ValueArray<int> Positions => [.. Axes.Where(a => a.Name is null).Select(a => a.Position)];

    /// <summary>What it does along <see cref="Positions"/>.</summary>
    public Reduce PositionalReduction => new(Kind switch
    {
        AllReduceKind.Sum => ReduceKind.Sum,
        AllReduceKind.Max => ReduceKind.Max,
        AllReduceKind.Min => ReduceKind.Min,
    }, Positions);

    /// <inheritdoc/>
    public override ValueArray<string> AxisNames => [.. Axes.Where(a => a.Name is not null).Select(a => a.Name!)];

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        ArrayType[] outputs = new ArrayType[inputs.Length];
        ValueArray<int> positions = Positions;
        if (AxisIndexGroups is { } groups)
        {
            if (positions.Count > 0) throw new AxesException($"{Name}: axis_index_groups are of a named axis, but {positions} among the axes {Axes} are axes of the operand; reduce over those first.");
            CollectiveTyping.CheckGroups(this, groups, sameSize: false);
        }
        for (int i = 0; i < outputs.Length; i++)
        {
            CheckKind(this, inputs[i], Kind is AllReduceKind.Sum ? Accepts.Number : Accepts.Any, i, inputs.Length);
            CheckAxes(this, "axes", positions, inputs[i].Rank, inputs[i]);
            outputs[i] = new(inputs[i].DType, Without(inputs[i].Shape, positions));
        }
        return ValueArray.Adopt(outputs);
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.AllReduce(this, arg);
}

/// <summary>The place along a named axis, an i32 without axes; takes no operand.</summary>
/// <param name="AxisName">The name of the axis.</param>
public sealed record AxisIndex(string AxisName) : Op
{
    /// <inheritdoc/>
    public override string Name => "axis_index";

    /// <inheritdoc/>
    public override ValueArray<string> AxisNames => [AxisName];

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 0);
        return [new(DType.I32, [])];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.AxisIndex(this, arg);
}
