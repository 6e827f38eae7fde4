using System.Collections.Concurrent;
using Core.Ir;

namespace Core.Tracing;

/// <summary>The programs of this library's own functions that are called rather than inlined; one per name, parameters and
/// argument types, so that calls share it.</summary>
internal static class JittedPrograms
{
    private static readonly ConcurrentDictionary<(string Name, object? Parameters, ValueArray<ArrayType> Types, bool X64), Jaxpr> Programs = [];

    /// <summary>The program of a function that its name and parameters determine.</summary>
    /// <param name="name">The name of the function.</param>
    /// <param name="parameters">What it does besides its name, as a value that compares by value.</param>
    /// <param name="function">The function.</param>
    /// <param name="arguments">Arguments of the types that the program is for.</param>
    public static Jaxpr Get(string name, object? parameters, Func<NdArray[], NdArray[]> function, NdArray[] arguments)
    {
        ValueArray<ArrayType> types = [.. arguments.Select(a => a.Type)];
        return Programs.GetOrAdd((name, parameters, types, TraceScope.UsesX64), _ => TraceScope.Trace(name, types, function).Jaxpr);
    }
}
