using System.Collections.Concurrent;
using Core.Ir;

namespace Core.Tracing;

/// <summary>Traces a function once per signature into a program of its own, which callers call by its name.</summary>
public sealed class Jit : FunctionTransform
{
    private readonly ConcurrentDictionary<(Signature, ValueArray<NamedAxis>, bool X64), TracedProgram> _programs = [];

    /// <inheritdoc/>
    public override TracedProgram Apply(Signature signature, Func<Signature, TracedProgram> inner)
    {
        var key = (signature, TraceScope.Current.Axes, TraceScope.UsesX64);
        if (!_programs.TryGetValue(key, out TracedProgram? program))
        {
            program = inner(signature);
            // What closes over a value of another program is good for this one call only.
            if (program.Captures.Count == 0) program = _programs.GetOrAdd(key, program);
        }
        ValueArray<ArrayType> inputs = [.. program.Jaxpr.Inputs.Select(input => input.Type)];
        (Jaxpr jaxpr, _) = TraceScope.Trace(signature.Function, inputs, arguments => Lax.Call(signature.Function, program.Jaxpr, arguments));
        return program with { Jaxpr = jaxpr };
    }
}
