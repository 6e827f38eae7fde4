using Core.Ir;
using Core.Tracing;

namespace Core;

public static partial class Lax
{
    /// <summary>Calls a program as one that is compiled by itself.</summary>
    public static NdArray[] Call(string name, Jaxpr jaxpr, params ReadOnlySpan<NdArray> arguments) => BindAll(new Call(name, jaxpr), arguments);

    /// <summary>Calls a function of this library that leaves a <c>jit</c> call of its name in a traced program, as JAX's namesake does.</summary>
    internal static NdArray Jitted(string name, Func<NdArray[], NdArray> function, params NdArray[] arguments) => Jitted(name, [], function, arguments);

    /// <summary>As above, for a function that has parameters besides its arguments.</summary>
    internal static NdArray Jitted(string name, ValueArray<int> parameters, Func<NdArray[], NdArray> function, params NdArray[] arguments)
    {
        if (TraceScope.Current.Frame is null) return function(arguments);
        return Call(name, JittedPrograms.Get(name, parameters, function, arguments), arguments)[0];
    }
}
