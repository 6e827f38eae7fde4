using System.Reflection;

namespace Core.Tracing;

/// <summary>A C# function over trees, seen as one over their arrays.</summary>
internal sealed partial class FlatFunction
{
    private readonly FlatCall _call;

    private FlatFunction(string name, ValueArray<string> parameters, FlatCall call) => (Name, Parameters, _call) = (name, parameters, call);

    /// <summary>Reads the arguments, whose structures are given, calls the function, writes its result and gives its structure.</summary>
    internal delegate TreeDef FlatCall(TreeReader arguments, ValueArray<TreeDef> trees, TreeWriter results);

    /// <summary>The name of the function; <c>&lt;lambda&gt;</c> where it has none.</summary>
    public string Name { get; }

    /// <summary>The names of its parameters.</summary>
    public ValueArray<string> Parameters { get; }

    /// <summary>Calls the function.</summary>
    public (TreeDef Tree, NdArray[] Leaves) Call(ValueArray<TreeDef> trees, NdArray[] leaves)
    {
        TreeWriter results = new();
        TreeDef tree = _call(new TreeReader(leaves), trees, results);
        return (tree, results.Leaves);
    }

    /// <summary>Wraps a delegate.</summary>
    /// <exception cref="TraceException">It returns nothing, takes more than eight arguments, or takes some by reference.</exception>
    public static FlatFunction Of(Delegate function)
    {
        MethodInfo method = function.Method;
        ParameterInfo[] parameters = function.GetType().GetMethod("Invoke")!.GetParameters();
        Type result = function.GetType().GetMethod("Invoke")!.ReturnType;
        string name = NameOf(method);
        if (result == typeof(void)) throw new TraceException($"Trace: '{name}' returns nothing; a traced function must return what it computes.");
        if (parameters.Length > 8) throw new TraceException($"Trace: '{name}' takes {parameters.Length} arguments; at most 8 are supported, so group some in a tuple or a [PyTree] record.");
        if (parameters.Any(p => p.ParameterType.IsByRef)) throw new TraceException($"Trace: '{name}' takes arguments by reference; pass arrays by value and return results.");

        Type[] types = [.. parameters.Select(p => p.ParameterType), result];
        FlatCall call = Adapters.TryGetValue(function.GetType(), out Func<Delegate, FlatCall>? adapt) ? adapt(function) : AdaptByReflection(function, types);
        return new(name, [.. NamesOf(method, parameters.Length)], call);
    }

    /// <summary>A program as a function of arrays.</summary>
    public static FlatFunction Of(Jaxpr jaxpr) => new("jaxpr", [.. jaxpr.Inputs.Select((_, i) => $"input{i}")], (reader, trees, results) =>
    {
        NdArray[] inputs = [.. trees.Select(tree => reader.Read<NdArray>(tree))];
        NdArray[] outputs = TraceScope.Call(jaxpr, inputs);
        return outputs.Length == 1 ? results.Root(outputs[0]) : results.Root(outputs);
    });

    /// <summary>The name of a function as programs print it.</summary>
    internal static string NameOf(MethodInfo method)
    {
        // The compiler calls a local function <Outer>g__Name|0_0 and a lambda <Outer>b__0_0.
        string name = method.Name;
        int local = name.IndexOf("g__", StringComparison.Ordinal);
        if (name.StartsWith('<') && local > 0) return name[(local + 3)..name.LastIndexOf('|')];
        return name.StartsWith('<') || name.Contains("lambda", StringComparison.Ordinal) ? "<lambda>" : name;
    }

    private static IEnumerable<string> NamesOf(MethodInfo method, int count)
    {
        ParameterInfo[] parameters = method.GetParameters();
        // An extension method bound to its first argument has one parameter more than its delegate.
        return parameters.Skip(parameters.Length - count).Select((p, i) => p.Name ?? $"argument{i}");
    }
}
