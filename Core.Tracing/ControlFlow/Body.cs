using System.Collections.Concurrent;
using Core.Ir;

namespace Core.Tracing;

/// <summary>A C# function that control flow runs: a branch, a condition, the body of a loop.</summary>
public sealed class Body
{
    // A function that closes over nothing is traced once for the same arguments, so that all that runs it shares its program.
    private static readonly ConcurrentDictionary<Key, TracedBody> Known = [];

    private readonly Delegate _function;
    private readonly FlatFunction.FlatCall _call;

    private Body(Delegate function, FlatFunction.FlatCall call) => (_function, _call) = (function, call);

    /// <summary>A function of no parameters.</summary>
    public static Body Of<R>(Func<R> function) => new(function, FlatFunction.Adapt(function));

    /// <summary>A function of one parameter.</summary>
    public static Body Of<A, R>(Func<A, R> function) => new(function, FlatFunction.Adapt(function));

    /// <summary>A function of two parameters.</summary>
    public static Body Of<A, B, R>(Func<A, B, R> function) => new(function, FlatFunction.Adapt(function));

    /// <summary>A function of three parameters.</summary>
    public static Body Of<A, B, C, R>(Func<A, B, C, R> function) => new(function, FlatFunction.Adapt(function));

    /// <summary>A function of four parameters.</summary>
    public static Body Of<A, B, C, D, R>(Func<A, B, C, D, R> function) => new(function, FlatFunction.Adapt(function));

    /// <summary>A function of six parameters.</summary>
    public static Body Of<A, B, C, D, E, F, R>(Func<A, B, C, D, E, F, R> function) => new(function, FlatFunction.Adapt(function));

    /// <summary>The name of the function as programs print it.</summary>
    public string Name => FlatFunction.NameOf(_function.Method);

    /// <summary>What the function calls its parameters.</summary>
    public string[] Parameters => [.. _function.Method.GetParameters().Select(parameter => parameter.Name ?? "")];

    /// <summary>Another function that stands for this one, with arguments and results of its own.</summary>
    internal Body With(FlatFunction.FlatCall call) => new(_function, call);

    /// <summary>Calls the function.</summary>
    /// <param name="trees">The structures of its arguments.</param>
    /// <param name="leaves">The arrays in them, in order.</param>
    /// <returns>The structure of its result, and the arrays in it.</returns>
    public (TreeDef Tree, NdArray[] Leaves) Call(ValueArray<TreeDef> trees, NdArray[] leaves)
    {
        TreeWriter results = new();
        TreeDef tree = _call(new TreeReader(leaves), trees, results);
        return (tree, results.Leaves);
    }

    /// <summary>The function as a program that closes over nothing: what it takes from outside are its first inputs.</summary>
    /// <param name="role">What it is to its verb, for messages.</param>
    /// <param name="trees">The structures of its arguments.</param>
    /// <param name="types">The types of the arrays in them.</param>
    internal TracedBody Trace(string role, ValueArray<TreeDef> trees, ValueArray<ArrayType> types)
    {
        if (ClosesOverVariables) return Run();
        Key key = new(_function, role, trees, types, TraceScope.Current.Axes, TraceScope.UsesX64);
        if (Known.TryGetValue(key, out TracedBody? body)) return body;
        body = Run();
        // A value of a program around, reached through a field, is good for this one time only.
        return body.Captures.Any(capture => capture.IsTraced) ? body : Known.GetOrAdd(key, body);

        TracedBody Run()
        {
            TreeDef? outTree = null;
            (Jaxpr jaxpr, NdArray[] captures) = TraceScope.TraceClosed(role, types, leaves =>
            {
                (outTree, NdArray[] results) = Call(trees, leaves);
                return results;
            });
            return new(jaxpr, ValueArray.Adopt(captures), outTree!);
        }
    }

    // The compiler keeps the variables that lambdas share in a class <>c__DisplayClass, and those without any in one <>c. Any other
    // target is an object of the user's.
    private bool ClosesOverVariables =>
        _function.Target is { } target && !(target.GetType().Name is ['<', '>', 'c', ..] name && !name.StartsWith("<>c__DisplayClass", StringComparison.Ordinal));

    private readonly record struct Key(Delegate Function, string Role, ValueArray<TreeDef> Trees, ValueArray<ArrayType> Types, ValueArray<NamedAxis> Axes, bool X64);
}

/// <summary>A function as a program that closes over nothing.</summary>
/// <param name="Jaxpr">The program; its first inputs are <paramref name="Captures"/>.</param>
/// <param name="Captures">What the function takes from outside, in the order in which it is used first.</param>
/// <param name="OutTree">The structure of the results.</param>
internal sealed record TracedBody(Jaxpr Jaxpr, ValueArray<NdArray> Captures, TreeDef OutTree)
{
    /// <summary>The types of the results.</summary>
    public ValueArray<ArrayType> OutTypes => [.. Jaxpr.Outputs.Select(output => output.Type)];
}
