using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Core.Ir;
using Core.Tracing;

namespace Core.Batching;

/// <summary>Maps whole programs over an axis: the driver of the rules.</summary>
internal static class BatchedPrograms
{
    [ThreadStatic]
    private static MappedReport? s_report;

    // One program is mapped once over equal axes, so that calls which share it share the mapped one too, and it is printed once.
    private static readonly ConditionalWeakTable<Jaxpr, ConcurrentDictionary<Key, MappedProgram>> Known = [];

    /// <summary>A program mapped over an axis, and the axes that its results have.</summary>
    /// <param name="jaxpr">The program for one example.</param>
    /// <param name="mapped">The axis.</param>
    /// <param name="inAxes">The mapped axis of each input, null where it is shared.</param>
    // JAX: batch_jaxpr2.
    public static MappedProgram Get(Jaxpr jaxpr, MappedAxis mapped, ValueArray<int?> inAxes) => Get(jaxpr, mapped, inAxes, null);

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
        (Jaxpr batched, ValueArray<int?> outAxes) = Get(jaxpr, mapped, FirstWhere(inMapped), wanted);
        bool[] isMapped = new bool[outAxes.Count];
        for (int i = 0; i < isMapped.Length; i++) isMapped[i] = outAxes[i] is not null;
        return (batched, isMapped);
    }

    /// <summary>A program mapped over an axis, its mapped results brought to axis 0.</summary>
    // JAX: batch_jaxpr_axes with zero_if_mapped.
    public static MappedProgram GetWithMappedFirst(Jaxpr jaxpr, MappedAxis mapped, ValueArray<int?> inAxes) =>
        Get(jaxpr, mapped, inAxes, [.. Enumerable.Repeat(ResultAxis.FirstIfMapped, jaxpr.Outputs.Count)]);

    /// <summary>A program mapped over an axis, its results brought to given axes.</summary>
    // JAX: batch_jaxpr_axes.
    public static Jaxpr Get(Jaxpr jaxpr, MappedAxis mapped, ValueArray<int?> inAxes, ValueArray<int?> outAxes)
    {
        ResultAxis[] wanted = new ResultAxis[outAxes.Count];
        for (int i = 0; i < wanted.Length; i++) wanted[i] = ResultAxis.At(outAxes[i]);
        return Get(jaxpr, mapped, inAxes, wanted).Jaxpr;
    }

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
                outAxes = AxesOf(results);
                return [.. results.Select(result => result.Value)];
            });
            return (batched, captures, outAxes);
        });
    }

    /// <summary>The mapped axis of each value.</summary>
    public static ValueArray<int?> AxesOf(ReadOnlySpan<Batched> values)
    {
        int?[] axes = new int?[values.Length];
        for (int i = 0; i < axes.Length; i++) axes[i] = values[i].Axis;
        return ValueArray.Create<int?>(axes);
    }

    /// <summary>Values with their mapped axes.</summary>
    public static Batched[] WithAxes(ReadOnlySpan<NdArray> values, ValueArray<int?> axes)
    {
        Batched[] batched = new Batched[values.Length];
        for (int i = 0; i < batched.Length; i++) batched[i] = new(values[i], axes[i]);
        return batched;
    }

    /// <summary>The type of a value for all examples.</summary>
    public static ArrayType WithAxis(ArrayType type, int? axis, int size) => axis is { } place ? type with { Shape = type.Shape.Insert(place, size) } : type;

    /// <summary>Axis 0 where there is one.</summary>
    public static ValueArray<int?> FirstWhere(ReadOnlySpan<bool> mapped)
    {
        int?[] axes = new int?[mapped.Length];
        for (int i = 0; i < axes.Length; i++) axes[i] = mapped[i] ? 0 : null;
        return ValueArray.Create<int?>(axes);
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
            Batched[] results = s_report is { } report ? Reported(equation, operands, report) : Apply(equation, operands);
            for (int i = 0; i < results.Length; i++)
            {
                // The values of all examples are as weak as that of one.
                NdArray value = TraceScope.WithWeakness(results[i].Value, equation.Outputs[i].Type.Weak);
                environment[equation.Outputs[i]] = results[i] with { Value = value };
            }
        }
        return [.. jaxpr.Outputs.Select(ValueOf)];

        Batched ValueOf(Atom atom) => atom is Literal literal ? new(TraceScope.Number(literal), null) : environment[atom];

        Batched[] Apply(Equation equation, Batched[] operands) => NeedsRule(equation.Op, operands)
            ? equation.Op.Accept(rules, operands)
            : [.. Lax.BindAll(equation.Op, [.. operands.Select(operand => operand.Value)]).Select(value => new Batched(value, null))];

        Batched[] Reported(Equation equation, Batched[] operands, MappedReport report)
        {
            int place = report.Equations.Count, first = TraceScope.EquationCount;
            MappedEquation found = new(equation, report.Depth, NeedsRule(equation.Op, operands), AxesOf(operands), [], []);
            report.Equations.Add(found);
            report.Depth++;
            Batched[] results = Apply(equation, operands);
            report.Depth--;
            report.Equations[place] = found with { OutAxes = AxesOf(results), Added = TraceScope.EquationsFrom(first) };
            return results;
        }

        static ValueArray<int?> AxesOf(Batched[] values) => [.. values.Select(value => value.Axis)];
    }

    /// <summary>Runs <paramref name="body"/>, and writes down what becomes of each equation that is mapped meanwhile on this thread.</summary>
    public static void Report<T>(List<MappedEquation> equations, Func<T> body)
    {
        MappedReport? before = s_report;
        s_report = new(equations);
        try
        {
            body();
        }
        finally
        {
            s_report = before;
        }
    }

    /// <summary>What became of equations so far, and in how many programs of ops those lie that come now.</summary>
    private sealed class MappedReport(List<MappedEquation> equations)
    {
        public List<MappedEquation> Equations => equations;

        public int Depth { get; set; }

        /// <summary>What was mapped so far: what was mapped before the report began would not be in it.</summary>
        public ConditionalWeakTable<Jaxpr, ConcurrentDictionary<Key, MappedProgram>> Known { get; } = [];
    }

    private static MappedProgram Get(Jaxpr jaxpr, MappedAxis mapped, ValueArray<int?> inAxes, ResultAxis[]? wanted) =>
        (s_report?.Known ?? Known).GetOrCreateValue(jaxpr).GetOrAdd(new(mapped, inAxes, wanted, TraceScope.UsesX64), _ => TraceScope.RunDeep(() =>
        {
            ValueArray<int?> outAxes = default;
            ArrayType[] inputs = new ArrayType[inAxes.Count];
            for (int i = 0; i < inputs.Length; i++) inputs[i] = WithAxis(jaxpr.Inputs[i].Type, inAxes[i], mapped.Size);
            Jaxpr batched = TraceScope.Trace("a call", ValueArray.Adopt(inputs), values =>
            {
                Batched[] results = Run(jaxpr, mapped, WithAxes(values, inAxes));
                if (wanted is not null) results = [.. results.Select((result, i) => wanted[i].Match(result, mapped))];
                outAxes = AxesOf(results);
                return [.. results.Select(result => result.Value)];
            }).Jaxpr;
            return new MappedProgram(batched, outAxes);
        }));

    // What all examples share is computed once, as it is; programs and named axes need their rule even so,
    // and a reference may be written for each example later.
    private static bool NeedsRule(Op op, Batched[] operands) =>
        operands.Any(operand => operand.Axis is not null) || op.Jaxprs.Count > 0 || op.AxisNames.Count > 0 || op is NewRef;

    /// <summary>What a program is mapped over, as numbers: comparing them takes no code that has yet to be compiled.</summary>
    private sealed class Key : IEquatable<Key>
    {
        private const int None = int.MinValue;

        private readonly MappedAxis _mapped;
        private readonly bool _x64;
        private readonly int[] _axes;

        public Key(MappedAxis mapped, ValueArray<int?> inAxes, ResultAxis[]? wanted, bool x64)
        {
            (_mapped, _x64, _axes) = (mapped, x64, new int[inAxes.Count + 2 * (wanted?.Length ?? 0)]);
            for (int i = 0; i < inAxes.Count; i++) _axes[i] = inAxes[i] ?? None;
            for (int i = 0; i < wanted?.Length; i++) (_axes[inAxes.Count + 2 * i], _axes[inAxes.Count + 2 * i + 1]) = (wanted[i].Axis ?? None, wanted[i].IfMapped ? 1 : 0);
        }

        public bool Equals(Key? other) => other is not null && _mapped == other._mapped && _x64 == other._x64 && _axes.AsSpan().SequenceEqual(other._axes);

        public override bool Equals(object? obj) => Equals(obj as Key);

        public override int GetHashCode()
        {
            HashCode hash = default;
            hash.Add(_mapped.Size);
            foreach (int axis in _axes) hash.Add(axis);
            return hash.ToHashCode();
        }
    }

    /// <summary>The axis that a result of a mapped program is to have.</summary>
    /// <param name="Axis">The axis, or null for none.</param>
    /// <param name="IfMapped">Whether a result that all examples share stays as it is.</param>
    private sealed record ResultAxis(int? Axis, bool IfMapped)
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

/// <summary>A program mapped over an axis.</summary>
/// <param name="Jaxpr">The program for all examples.</param>
/// <param name="OutAxes">The axes that its results have.</param>
internal sealed record MappedProgram(Jaxpr Jaxpr, ValueArray<int?> OutAxes);
