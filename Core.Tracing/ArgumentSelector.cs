namespace Core.Tracing;

/// <summary>A function that picks arrays out of the arguments of another, as a lambda writes it: <c>(p, x) => (p.Weights, x)</c>.</summary>
public sealed class ArgumentSelector
{
    private readonly FlatFunction _function;

    private ArgumentSelector(FlatFunction function) => _function = function;

    /// <summary>Wraps a delegate that takes the arguments of the other function.</summary>
    public static ArgumentSelector Of<F>(F selector) where F : Delegate => new(FlatFunction.Of(selector));

    /// <summary>What is picked: its structure, and the place of each of its arrays among those of the arguments.</summary>
    /// <param name="verb">The verb, for messages.</param>
    /// <param name="parameter">The parameter of the verb that took the selector, for messages.</param>
    /// <param name="signature">What the other function is called with.</param>
    /// <exception cref="TreeException">An array is none of the arguments', one is picked twice, or none is.</exception>
    public (TreeDef Tree, ValueArray<int> Leaves) Pick(string verb, string parameter, Signature signature)
    {
        TreeDef tree = null!;
        int[] places = null!;
        TraceScope.Trace(signature.Function, signature.Leaves, arguments =>
        {
            (tree, NdArray[] picked) = _function.Call(signature.Trees, arguments);
            places = [.. picked.Select(leaf => Array.IndexOf(arguments, leaf))];
            return [];
        });

        string[] paths = [.. signature.LeafPaths];
        if (places.Length == 0) throw new TreeException($"{verb}: {parameter} returns no array of {signature.Function}'s arguments; {Advice(signature, paths, parameter)}.");
        int other = Array.IndexOf(places, -1);
        if (other >= 0)
        {
            string at = tree.Paths("").ElementAt(other);
            throw new TreeException($"{verb}: {parameter} must return arrays of {signature.Function}'s arguments as they are, but what it returns{(at.Length == 0 ? "" : " at " + at)} is another array; {Advice(signature, paths, parameter)}.");
        }
        for (int i = 0; i < places.Length; i++)
            if (Array.IndexOf(places, places[i]) < i) throw new TreeException($"{verb}: {parameter} returns {paths[places[i]]} twice; return it once.");
        return (tree, [.. places]);
    }

    private static string Advice(Signature signature, string[] paths, string parameter)
    {
        string names = string.Join(", ", signature.Parameters);
        string lambda = signature.Parameters.Count == 1 ? names : $"({names})";
        return paths.Length == 0
            ? $"the arguments ({names}) hold none"
            : $"write {parameter}: {lambda} => {(paths.Length == 1 ? paths[0] : $"({paths[0]}, {paths[^1]})")}, say, for {(paths.Length == 1 ? "it" : "two of them")}";
    }
}
