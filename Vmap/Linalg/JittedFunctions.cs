using System.Collections.Concurrent;
using Core.Ir;
using Core.Tracing;

namespace Core;

/// <summary>Calls of this library's functions that leave a <c>jit</c> call of their name in a traced program, as JAX's namesakes do. One program per name, parameters and types.</summary>
internal static class JittedFunctions
{
    private static readonly ConcurrentDictionary<(string Name, string Parameters, ValueArray<ArrayType> Types, bool X64), Jaxpr> Programs = [];

    /// <summary>Calls a function of several results that its name and parameters determine.</summary>
    public static NdArray[] CallAll(string name, string parameters, Func<NdArray[], NdArray[]> function, params NdArray[] arguments)
    {
        if (!TraceScope.IsTracing) return function(arguments);
        ValueArray<ArrayType> types = [.. arguments.Select(argument => argument.Type)];
        Jaxpr program = Programs.GetOrAdd((name, parameters, types, TraceScope.UsesX64), _ => TraceScope.Trace(name, types, function).Jaxpr);
        return Lax.Call(name, program, arguments);
    }

    /// <summary>Calls a function of one result.</summary>
    public static NdArray Call(string name, string parameters, Func<NdArray[], NdArray> function, params NdArray[] arguments) =>
        CallAll(name, parameters, args => [function(args)], arguments)[0];

    /// <summary>
    /// Calls a function that has a derivative of its own, as JAX's namesake does: traced anew for each call, with the name of the rule. What it takes from
    /// outside are operands in front, of which there is no derivative.
    /// </summary>
    public static NdArray[] CustomJvp(string name, string rule, Func<NdArray[], NdArray[]> function, params NdArray[] arguments)
    {
        if (!TraceScope.IsTracing) return function(arguments);
        (Jaxpr jaxpr, NdArray[] captures) = TraceScope.Trace(name, [.. arguments.Select(argument => argument.Type)], function);
        return Lax.BindAll(new CustomJvpCall(name, jaxpr, new(rule), captures.Length), [.. captures.Select(Lax.StopGradient), .. arguments]);
    }
}
