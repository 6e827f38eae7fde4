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
    public static (Jaxpr Jaxpr, ValueArray<int?> OutAxes) Get(Jaxpr jaxpr, MappedAxis mapped, ValueArray<int?> inAxes) =>
        Known.GetOrCreateValue(jaxpr).GetOrAdd(new(mapped, inAxes, TraceScope.UsesX64), _ => TraceScope.RunDeep(() =>
        {
            ValueArray<int?> outAxes = default;
            ValueArray<ArrayType> inputs = [.. jaxpr.Inputs.Zip(inAxes, (input, axis) => WithAxis(input.Type, axis, mapped.Size))];
            Jaxpr batched = TraceScope.Trace("a call", inputs, values =>
            {
                Batched[] results = Run(jaxpr, mapped, [.. values.Zip(inAxes, (value, axis) => new Batched(value, axis))]);
                outAxes = [.. results.Select(result => result.Axis)];
                return [.. results.Select(result => result.Value)];
            }).Jaxpr;
            return (batched, outAxes);
        }));

    /// <summary>A program mapped over an axis that inputs and results have in front.</summary>
    /// <param name="jaxpr">The program for one example.</param>
    /// <param name="mapped">The axis.</param>
    /// <param name="inputs">Whether each input is mapped.</param>
    /// <param name="wanted">Whether each result has to be mapped; one that is not mapped is then repeated.</param>
    /// <returns>The program, and which results are mapped.</returns>
    // JAX: batch_jaxpr.
    public static (Jaxpr Jaxpr, bool[] Mapped) GetAtFront(Jaxpr jaxpr, MappedAxis mapped, ReadOnlySpan<bool> inputs, ReadOnlySpan<bool> wanted)
    {
        ValueArray<bool> wantedKey = ValueArray.Create(wanted);
        int?[] axes = new int?[inputs.Length];
        for (int i = 0; i < axes.Length; i++) axes[i] = inputs[i] ? 0 : null;
        ValueArray<int?> inAxes = ValueArray.Create<int?>(axes);
        (Jaxpr batched, ValueArray<int?> outAxes) = Known.GetOrCreateValue(jaxpr).GetOrAdd(new(mapped, inAxes, TraceScope.UsesX64, wantedKey), _ => TraceScope.RunDeep(() =>
        {
            ValueArray<int?> results = default;
            ValueArray<ArrayType> types = [.. jaxpr.Inputs.Zip(inAxes, (input, axis) => WithAxis(input.Type, axis, mapped.Size))];
            Jaxpr program = TraceScope.Trace("a program of an op", types, values =>
            {
                Batched[] outputs = Run(jaxpr, mapped, [.. values.Zip(inAxes, (value, axis) => new Batched(value, axis))]);
                results = [.. outputs.Zip(wantedKey, (output, must) => must || output.Axis is not null ? 0 : (int?)null)];
                return [.. outputs.Zip(results, (output, axis) => axis is null ? output.Value
                    : output.Axis is { } from ? Lax.MoveAxis(output.Value, from, 0)
                    : Lax.InsertAxis(output.Value, 0, mapped.Size))];
            }).Jaxpr;
            return (program, results);
        }));
        return (batched, [.. outAxes.Select(axis => axis is not null)]);
    }

    /// <summary>The type of a value for all examples.</summary>
    public static ArrayType WithAxis(ArrayType type, int? axis, int size) => axis is { } place ? type with { Shape = type.Shape.Insert(place, size) } : type;

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

    // What all examples share is computed once, as it is; programs and named axes need their rule even so.
    private static bool NeedsRule(Op op, Batched[] operands) =>
        operands.Any(operand => operand.Axis is not null) || op.Jaxprs.Count > 0 || op.AxisNames.Count > 0;

    private readonly record struct Key(MappedAxis Mapped, ValueArray<int?> InAxes, bool X64, ValueArray<bool>? Wanted = null);
}
