using System.Collections.Concurrent;
using Core.Ir;

namespace Core.Tracing;

/// <summary>The programs of this library's own functions that are called rather than inlined; one per name, parameters and
/// argument types, so that calls share it.</summary>
internal static class JittedPrograms
{
    private static readonly ConcurrentDictionary<(string Name, ValueArray<int> Parameters, ValueArray<ArrayType> Types, bool X64), Jaxpr> Programs = [];

    /// <summary>The program of a function that its name and parameters determine.</summary>
    public static Jaxpr Get(string name, ValueArray<int> parameters, Func<NdArray[], NdArray> function, NdArray[] arguments)
    {
        ValueArray<ArrayType> types = [.. arguments.Select(a => a.Type)];
        return Programs.GetOrAdd((name, parameters, types, TraceScope.UsesX64), _ => TraceScope.Trace(name, types, args => [function(args)]).Jaxpr);
    }
}
