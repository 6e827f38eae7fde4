using System.Collections.Concurrent;
using Core.Ir;

namespace Core.Tracing;

/// <summary>Traces a function once per signature into a program of its own, which callers call by its name, and compiles it where it is called with data.</summary>
/// <param name="compile">Makes machine code of a program, of which some inputs (the numbers) are given away by callers; without it programs are evaluated.</param>
/// <param name="donate">The arguments that callers give away, by position, from the end where negative.</param>
public sealed class Jit(Func<Jaxpr, ValueArray<int>, Func<ReadOnlySpan<ArrayData>, ArrayData[]>>? compile, ValueArray<int> donate = default) : FunctionTransform
{
    /// <summary>Programs that are kept at most; a function that is called with ever new shapes must not fill the memory.</summary>
    private const int MostPrograms = 1024;

    private readonly ConcurrentDictionary<(Signature, ValueArray<NamedAxis>, bool X64), Entry> _programs = [];
    private Signature? _last;
    private int _traces;

    /// <inheritdoc/>
    public override TracedProgram Apply(Signature signature, Func<Signature, TracedProgram> inner)
    {
        var key = (signature, TraceScope.Current.Axes, TraceScope.UsesX64);
        if (!_programs.TryGetValue(key, out Entry? entry))
        {
            entry = new(inner(signature), signature.Function, compile, DonatedLeaves(signature));
            // What closes over a value of another program is good for this one call only.
            if (entry.Inner.Captures.Count == 0)
            {
                if (_programs.Count >= MostPrograms) _programs.Clear();
                entry = _programs.GetOrAdd(key, entry);
                int traces = Interlocked.Increment(ref _traces);
                if (Interlocked.Exchange(ref _last, signature) is { } last) TraceScope.Log.Retraced(signature.Function, traces, last, signature);
            }
        }
        return entry.Called;
    }

    /// <summary>The arrays of the donated arguments, counted over all arguments.</summary>
    private ValueArray<int> DonatedLeaves(Signature signature)
    {
        List<int> leaves = [];
        foreach (int argument in donate)
        {
            int count = signature.Trees.Count;
            if (argument < -count || argument >= count)
                throw new TreeException($"Jit: argument {argument} cannot be donated: {signature.Function} takes {count} ({string.Join(", ", signature.Parameters)}), counted from 0.");
            leaves.AddRange(signature.LeavesOf(argument < 0 ? argument + count : argument));
        }
        return [.. leaves.Distinct().Order()];
    }

    /// <summary>The program for one signature.</summary>
    private sealed class Entry
    {
        public Entry(TracedProgram inner, string function, Func<Jaxpr, ValueArray<int>, Func<ReadOnlySpan<ArrayData>, ArrayData[]>>? compile, ValueArray<int> donated)
        {
            Inner = inner;
            ValueArray<ArrayType> inputs = [.. inner.Jaxpr.Inputs.Select(input => input.Type)];
            int captured = inner.Captures.Count;
            ValueArray<bool> invars = donated.Count == 0 ? [] : [.. Enumerable.Range(0, inputs.Count).Select(i => donated.Contains(i - captured))];
            (Jaxpr call, _) = TraceScope.Trace(function, inputs, arguments => Lax.BindAll(new Call(function, inner.Jaxpr, invars), arguments));
            Called = inner with { Jaxpr = call };
            if (compile is not null && inner.Captures.Count == 0)
                Called = Called with { Compiled = new CompiledCall(call, () => compile(inner.Jaxpr, donated)) };
        }

        public TracedProgram Inner { get; }

        public TracedProgram Called { get; }
    }
}

/// <summary>Machine code for a program, made when it is first called.</summary>
/// <param name="jaxpr">The program that it computes.</param>
/// <param name="compile">Makes the machine code, which takes inputs like those of the program.</param>
internal sealed class CompiledCall(Jaxpr jaxpr, Func<Func<ReadOnlySpan<ArrayData>, ArrayData[]>> compile)
{
    private readonly Lazy<Func<ReadOnlySpan<ArrayData>, ArrayData[]>> _run = new(compile, LazyThreadSafetyMode.ExecutionAndPublication);
    private readonly bool[] _isWeak = [.. jaxpr.Outputs.Select(output => output.Type.Weak)];

    /// <summary>The program that it computes.</summary>
    public Jaxpr Jaxpr => jaxpr;

    /// <summary>Computes the outputs.</summary>
    public NdArray[] Invoke(ReadOnlySpan<ArrayData> inputs)
    {
        ArrayData[] results = _run.Value(inputs);
        NdArray[] arrays = new NdArray[results.Length];
        for (int i = 0; i < arrays.Length; i++) arrays[i] = new(results[i], _isWeak[i]);
        return arrays;
    }

    /// <summary>Computes the only output.</summary>
    public NdArray InvokeOne(ReadOnlySpan<ArrayData> inputs) => new(_run.Value(inputs)[0], _isWeak[0]);
}
