using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Core.Ir;
using Core.Tracing;

namespace Core.Batching;

/// <summary>Maps whole programs over an axis: the driver of the rules.</summary>
internal static class BatchedPrograms
{
    // One program is mapped once over equal axes, so that calls which share it share the mapped one too, and it is printed once.
    private static readonly ConditionalWeakTable<Jaxpr, ConcurrentDictionary<Key, (Jaxpr, ValueArray<int?>)>> Known = [];

    /// <summary>A program mapped over an axis, and the axes that its results have.</summary>
    /// <param name="jaxpr">The program for one example.</param>
    /// <param name="mapped">The axis.</param>
    /// <param name="inAxes">The mapped axis of each input, null where it is shared.</param>
    // JAX: batch_jaxpr2.
    public static (Jaxpr Jaxpr, ValueArray<int?> OutAxes) Get(Jaxpr jaxpr, MappedAxis mapped, ValueArray<int?> inAxes) => Get(jaxpr, mapped, inAxes, null);

    /// <summary>A program mapped over an axis that is the first one of inputs and results.</summary>
    /// <param name="jaxpr">The program for one example.</param>
    /// <param name="mapped">The axis.</param>
    /// <param name="inMapped">Which inputs are mapped.</param>
    /// <param name="outMapped">Which results are to be mapped even where all examples share them.</param>
    /// <returns>The program, and which results are mapped.</returns>
    // JAX: batch_jaxpr.
    public static (Jaxpr Jaxpr, bool[] OutMapped) Get(Jaxpr jaxpr, MappedAxis mapped, ReadOnlySpan<bool> inMapped, ReadOnlySpan<bool> outMapped)
    {
        ResultAxis[] wanted = new ResultAxis[outMapped.Length];
        for (int i = 0; i < wanted.Length; i++) wanted[i] = outMapped[i] ? ResultAxis.At(0) : ResultAxis.FirstIfMapped;
        (Jaxpr batched, ValueArray<int?> outAxes) = Get(jaxpr, mapped, FirstWhere(inMapped), ValueArray.Adopt(wanted));
        return (batched, [.. outAxes.Select(axis => axis is not null)]);
    }

    /// <summary>A program mapped over an axis, its mapped results brought to axis 0.</summary>
    // JAX: batch_jaxpr_axes with zero_if_mapped.
    public static (Jaxpr Jaxpr, ValueArray<int?> OutAxes) GetWithMappedFirst(Jaxpr jaxpr, MappedAxis mapped, ValueArray<int?> inAxes) =>
        Get(jaxpr, mapped, inAxes, (ValueArray<ResultAxis>?)[.. Enumerable.Repeat(ResultAxis.FirstIfMapped, jaxpr.Outputs.Count)]);

    /// <summary>A program mapped over an axis, its results brought to given axes.</summary>
    // JAX: batch_jaxpr_axes.
    public static Jaxpr Get(Jaxpr jaxpr, MappedAxis mapped, ValueArray<int?> inAxes, ValueArray<int?> outAxes) =>
        Get(jaxpr, mapped, inAxes, (ValueArray<ResultAxis>?)[.. outAxes.Select(ResultAxis.At)]).Jaxpr;

    /// <summary>A program that the inputs of all examples are given to, with the axes that its results have; its inputs are mapped as they come.</summary>
    /// <returns>The program, the values from outside that are its first inputs, and the axes of its results. Every call gives another one.</returns>
    public static (Jaxpr Jaxpr, NdArray[] Captures, ValueArray<int?> OutAxes) GetAnew(Jaxpr jaxpr, MappedAxis mapped, ReadOnlySpan<Batched> inputs)
    {
        int?[] axes = new int?[inputs.Length];
        ArrayType[] types = new ArrayType[inputs.Length];
        for (int i = 0; i < axes.Length; i++) (axes[i], types[i]) = (inputs[i].Axis, inputs[i].Value.Type);
        return TraceScope.RunDeep(() =>
        {
            ValueArray<int?> outAxes = default;
            (Jaxpr batched, NdArray[] captures) = TraceScope.TraceClosed("a call", ValueArray.Adopt(types), values =>
            {
                Batched[] results = Run(jaxpr, mapped, [.. values.Select((value, i) => new Batched(value, axes[i]))]);
                outAxes = [.. results.Select(result => result.Axis)];
                return [.. results.Select(result => result.Value)];
            });
            return (batched, captures, outAxes);
        });
    }

    /// <summary>The type of a value for all examples.</summary>
    public static ArrayType WithAxis(ArrayType type, int? axis, int size) => axis is { } place ? type with { Shape = type.Shape.Insert(place, size) } : type;

    /// <summary>Axis 0 where there is one.</summary>
    public static ValueArray<int?> FirstWhere(ReadOnlySpan<bool> mapped)
    {
        int?[] axes = new int?[mapped.Length];
        for (int i = 0; i < axes.Length; i++) axes[i] = mapped[i] ? 0 : null;
        return ValueArray.Adopt(axes);
    }

    /// <summary>Runs a program on mapped values: each equation by its rule.</summary>
    public static Batched[] Run(Jaxpr jaxpr, MappedAxis mapped, Batched[] inputs)
    {
        BatchingRules rules = new(mapped);
        Dictionary<Atom, Batched> environment = new(ReferenceEqualityComparer.Instance);
        NdArray[] constants = TraceScope.Constants(jaxpr);
        for (int i = 0; i < constants.Length; i++) environment[jaxpr.ConstVars[i]] = new(constants[i], null);
        for (int i = 0; i < inputs.Length; i++) environment[jaxpr.Inputs[i]] = inputs[i];
        foreach (Equation equation in jaxpr.Equations)
        {
            Batched[] operands = [.. equation.Inputs.Select(ValueOf)];
            Batched[] results = NeedsRule(equation.Op, operands)
                ? equation.Op.Accept(rules, operands)
                : [.. Lax.BindAll(equation.Op, [.. operands.Select(operand => operand.Value)]).Select(value => new Batched(value, null))];
            for (int i = 0; i < results.Length; i++)
            {
                // The values of all examples are as weak as that of one.
                NdArray value = TraceScope.WithWeakness(results[i].Value, equation.Outputs[i].Type.Weak);
                environment[equation.Outputs[i]] = results[i] with { Value = value };
            }
        }
        return [.. jaxpr.Outputs.Select(ValueOf)];

        Batched ValueOf(Atom atom) => atom is Literal literal ? new(TraceScope.Number(literal), null) : environment[atom];
    }

    private static (Jaxpr Jaxpr, ValueArray<int?> OutAxes) Get(Jaxpr jaxpr, MappedAxis mapped, ValueArray<int?> inAxes, ValueArray<ResultAxis>? wanted) =>
        Known.GetOrCreateValue(jaxpr).GetOrAdd(new(mapped, inAxes, wanted, TraceScope.UsesX64), _ => TraceScope.RunDeep(() =>
        {
            ValueArray<int?> outAxes = default;
            ValueArray<ArrayType> inputs = [.. jaxpr.Inputs.Zip(inAxes, (input, axis) => WithAxis(input.Type, axis, mapped.Size))];
            Jaxpr batched = TraceScope.Trace("a call", inputs, values =>
            {
                Batched[] results = Run(jaxpr, mapped, [.. values.Zip(inAxes, (value, axis) => new Batched(value, axis))]);
                if (wanted is { } axes) results = [.. results.Zip(axes, (result, axis) => axis.Match(result, mapped))];
                outAxes = [.. results.Select(result => result.Axis)];
                return [.. results.Select(result => result.Value)];
            }).Jaxpr;
            return (batched, outAxes);
        }));

    // What all examples share is computed once, as it is; programs and named axes need their rule even so,
    // and a reference may be written for each example later.
    private static bool NeedsRule(Op op, Batched[] operands) =>
        operands.Any(operand => operand.Axis is not null) || op.Jaxprs.Count > 0 || op.AxisNames.Count > 0 || op is NewRef;

    private readonly record struct Key(MappedAxis Mapped, ValueArray<int?> InAxes, ValueArray<ResultAxis>? Wanted, bool X64);

    /// <summary>The axis that a result of a mapped program is to have.</summary>
    /// <param name="Axis">The axis, or null for none.</param>
    /// <param name="IfMapped">Whether a result that all examples share stays as it is.</param>
    private readonly record struct ResultAxis(int? Axis, bool IfMapped)
    {
        // JAX: zero_if_mapped.
        public static ResultAxis FirstIfMapped => new(0, true);

        public static ResultAxis At(int? axis) => new(axis, false);

        // JAX: matchaxis.
        public Batched Match(Batched result, MappedAxis mapped) => (result.Axis, Axis) switch
        {
            (null, null) => result,
            (null, _) when IfMapped => result,
            (null, int to) => new(Lax.InsertAxis(result.Value, to, mapped.Size), to),
            (int from, int to) => new(Lax.MoveAxis(result.Value, from, to), to),
            (int, null) => throw new InvalidOperationException("a result that the fixpoint found shared is mapped."),
        };
    }
}
