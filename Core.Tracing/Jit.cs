using System.Collections.Concurrent;
using Core.Ir;

namespace Core.Tracing;

/// <summary>Traces a function once per signature into a program of its own, which callers call by its name, and compiles it where it is called with data.</summary>
/// <param name="compile">Makes machine code of a program; without it programs are evaluated.</param>
public sealed class Jit(Func<Jaxpr, Func<ReadOnlySpan<ArrayData>, ArrayData[]>>? compile) : FunctionTransform
{
    /// <summary>Programs that are kept at most; a function that is called with ever new shapes must not fill the memory.</summary>
    private const int MostPrograms = 1024;

    private readonly ConcurrentDictionary<(Signature, ValueArray<NamedAxis>, bool X64), Entry> _programs = [];
    private Signature? _last;

    /// <inheritdoc/>
    public override TracedProgram Apply(Signature signature, Func<Signature, TracedProgram> inner)
    {
        var key = (signature, TraceScope.Current.Axes, TraceScope.UsesX64);
        if (!_programs.TryGetValue(key, out Entry? entry))
        {
            entry = new(inner(signature), signature.Function, compile);
            // What closes over a value of another program is good for this one call only.
            if (entry.Inner.Captures.Count == 0)
            {
                if (_programs.Count >= MostPrograms) _programs.Clear();
                entry = _programs.GetOrAdd(key, entry);
                Signature? last = Interlocked.Exchange(ref _last, signature);
                if (last is not null) TraceScope.Log.Retraced(signature.Function, _programs.Count, last, signature);
            }
        }
        return entry.Called;
    }

    /// <summary>The program for one signature.</summary>
    private sealed class Entry
    {
        public Entry(TracedProgram inner, string function, Func<Jaxpr, Func<ReadOnlySpan<ArrayData>, ArrayData[]>>? compile)
        {
            Inner = inner;
            ValueArray<ArrayType> inputs = [.. inner.Jaxpr.Inputs.Select(input => input.Type)];
            (Jaxpr call, _) = TraceScope.Trace(function, inputs, arguments => Lax.Call(function, inner.Jaxpr, arguments));
            Called = inner with { Jaxpr = call };
            if (compile is not null && inner.Captures.Count == 0)
                Called = Called with { Compiled = new CompiledCall(call, new(() => compile(inner.Jaxpr), LazyThreadSafetyMode.ExecutionAndPublication)) };
        }

        public TracedProgram Inner { get; }

        public TracedProgram Called { get; }
    }
}

/// <summary>Machine code for a program, made when it is first called.</summary>
/// <param name="Jaxpr">The program that it computes.</param>
/// <param name="Run">Computes its outputs.</param>
internal sealed record CompiledCall(Jaxpr Jaxpr, Lazy<Func<ReadOnlySpan<ArrayData>, ArrayData[]>> Run);
