using Core.Ir;
using Core.Tracing;

namespace Core;

public static partial class Lax
{
    /// <summary>Calls a program as one that is compiled by itself.</summary>
    public static NdArray[] Call(string name, Jaxpr jaxpr, params ReadOnlySpan<NdArray> arguments) => BindAll(new Call(name, jaxpr), arguments);

    /// <summary>The arrays, all of which a compiler must have computed before it uses any of the results.</summary>
    public static NdArray[] OptimizationBarrier(params ReadOnlySpan<NdArray> operands) => BindAll(new OptimizationBarrier(), operands);

    /// <summary>The array, with a name for the policies of checkpoints.</summary>
    public static NdArray Named(NdArray x, string label) => Bind(new Named(label), x);

    /// <summary>Calls a function of this library that leaves a <c>jit</c> call of its name in a traced program, as JAX's namesake does.</summary>
    internal static NdArray Jitted(string name, Func<NdArray[], NdArray> function, params NdArray[] arguments) =>
        JittedAll(name, null, args => [function(args)], arguments)[0];

    /// <summary>As above, for a function that has parameters besides its arguments.</summary>
    internal static NdArray Jitted(string name, ValueArray<int> parameters, Func<NdArray[], NdArray> function, params NdArray[] arguments) =>
        JittedAll(name, parameters, args => [function(args)], arguments)[0];

    /// <summary>As above, for parameters of any kind: a tuple of what compares by value.</summary>
    internal static NdArray Jitted<T>(string name, T parameters, Func<NdArray[], NdArray> function, params NdArray[] arguments) where T : struct =>
        JittedAll(name, parameters, args => [function(args)], arguments)[0];

    /// <summary>As above, for a function of several results.</summary>
    internal static NdArray[] JittedAll(string name, object? parameters, Func<NdArray[], NdArray[]> function, params NdArray[] arguments)
    {
        if (TraceScope.Current.Frame is null) return function(arguments);
        return Call(name, JittedPrograms.Get(name, parameters, function, arguments), arguments);
    }

    /// <summary>
    /// As above, for a function of which some arguments may be left out: those are no inputs of the program, and null to <paramref name="function"/>.
    /// </summary>
    internal static NdArray JittedOptional<T>(string name, T parameters, Func<NdArray?[], NdArray> function, params NdArray?[] arguments) where T : struct
    {
        ValueArray<bool> given = [.. arguments.Select(argument => argument is not null)];
        return JittedAll(name, (parameters, given), args =>
        {
            int next = 0;
            return [function([.. given.Select(isGiven => isGiven ? args[next++] : null)])];
        }, [.. arguments.OfType<NdArray>()])[0];
    }

    /// <summary>
    /// Calls a function of this library that has a derivative of its own, as JAX's namesake does: traced anew for each call, with the name of the rule.
    /// </summary>
    /// <param name="name">The name of the function.</param>
    /// <param name="rule">The name of the rule.</param>
    /// <param name="function">The function.</param>
    /// <param name="derivative">The tangent of the result, out of the arguments, the result and the tangents of the arguments, null where they are zero; linear in these.</param>
    /// <param name="arguments">What the function is called with.</param>
    internal static NdArray CustomJvp(
        string name, string rule, Func<NdArray[], NdArray> function, Func<NdArray[], NdArray, NdArray?[], NdArray?> derivative, params NdArray[] arguments) =>
        CustomJvpAll(name, rule, args => [function(args)], (args, results, tangents) => [derivative(args, results[0], tangents)], arguments)[0];

    /// <summary>As above, for a function of several results.</summary>
    internal static NdArray[] CustomJvpAll(
        string name, string rule, Func<NdArray[], NdArray[]> function, Func<NdArray[], NdArray[], NdArray?[], NdArray?[]> derivative, params NdArray[] arguments)
    {
        if (TraceScope.Current.Frame is null) return function(arguments);
        Jaxpr jaxpr = TraceScope.Trace(name, [.. arguments.Select(argument => argument.Type)], function).Jaxpr;
        CustomJvpCall? call = null;
        call = new(name, jaxpr, new CustomJvpRule(rule, (primals, tangents) =>
        {
            NdArray[] results = BindAll(call!, primals);
            return (results, derivative(primals, results, tangents));
        }));
        return BindAll(call, arguments);
    }
}
