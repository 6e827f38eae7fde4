using System.Text.RegularExpressions;

namespace Core;

/// <summary>What a function to vectorize takes and gives: names for the axes of each argument and result, <c>"(n,m),(m)->(n)"</c>.</summary>
/// <param name="Inputs">The names of each argument's axes.</param>
/// <param name="Outputs">The names of each result's axes; none where they are not said.</param>
/// <param name="Text">As it was written.</param>
internal sealed partial record GufuncSignature(ValueArray<ValueArray<string>> Inputs, ValueArray<ValueArray<string>> Outputs, string? Text)
{
    /// <summary>Reads a signature.</summary>
    /// <exception cref="ShapeException">It is malformed.</exception>
    public static GufuncSignature Parse(string text)
    {
        string dense = text.Replace(" ", "", StringComparison.Ordinal);
        if (!Form().IsMatch(dense)) throw new ShapeException($"Vectorize: \"{text}\" is no signature; write the axes of each argument and result as in \"(n,m),(m)->(n)\".");
        string[] sides = dense.Split("->");
        return new(Read(sides[0]), Read(sides[1]), text);

        static ValueArray<ValueArray<string>> Read(string side) =>
            [.. List().Matches(side).Select(list => (ValueArray<string>)[.. Name().Matches(list.Value).Select(name => name.Value)])];
    }

    /// <summary>The signature of a function of numbers.</summary>
    public static GufuncSignature OfNumbers(int inputs) => new([.. Enumerable.Repeat<ValueArray<string>>([], inputs)], [], null);

    /// <summary>The sizes that the arguments give the names.</summary>
    /// <exception cref="ShapeException">An argument has too few axes, or two differ in the size of a name.</exception>
    public Dictionary<string, int> SizesOf(ReadOnlySpan<NdArray> arguments)
    {
        if (arguments.Length != Inputs.Count)
            throw new ShapeException($"Vectorize: the signature {Described()} has {Inputs.Count} arguments, got {arguments.Length}; name those that are not to be mapped in excluded.");
        Dictionary<string, int> sizes = [];
        for (int i = 0; i < arguments.Length; i++)
        {
            int own = arguments[i].Rank - Inputs[i].Count;
            if (own < 0) throw new ShapeException($"Vectorize: argument {i} is {arguments[i].Type}, which has fewer axes than ({string.Join(",", Inputs[i])}) in the signature {Described()}.");
            Add(sizes, Inputs[i], [.. arguments[i].Shape.Skip(own)], $"argument {i} of type {arguments[i].Type}");
        }
        return sizes;
    }

    /// <summary>Checks what the function gave for one example.</summary>
    /// <exception cref="ShapeException">The results are not those of the signature.</exception>
    public void Check(NdArray[] results, Dictionary<string, int> sizes)
    {
        if (Text is null) return;
        if (results.Length != Outputs.Count) throw new ShapeException($"Vectorize: the signature {Described()} has {Outputs.Count} results, but the function gave {results.Length}.");
        Dictionary<string, int> known = new(sizes);
        for (int i = 0; i < results.Length; i++)
        {
            if (results[i].Rank != Outputs[i].Count)
                throw new ShapeException($"Vectorize: result {i} is {results[i].Type} for one example, but has the axes ({string.Join(",", Outputs[i])}) in the signature {Described()}.");
            Add(known, Outputs[i], results[i].Shape, $"result {i} of type {results[i].Type}");
        }
    }

    private void Add(Dictionary<string, int> sizes, ValueArray<string> names, Shape shape, string where)
    {
        for (int axis = 0; axis < names.Count; axis++)
        {
            if (!sizes.TryGetValue(names[axis], out int size)) sizes[names[axis]] = shape[axis];
            else if (size != shape[axis])
                throw new ShapeException($"Vectorize: '{names[axis]}' in the signature {Described()} has the size {size}, but {shape[axis]} in {where}.");
        }
    }

    private string Described() => Text is null ? "of a function of numbers" : $"\"{Text}\"";

    [GeneratedRegex(@"^\((\w+(,\w+)*)?\)(,\((\w+(,\w+)*)?\))*->\((\w+(,\w+)*)?\)(,\((\w+(,\w+)*)?\))*$")]
    private static partial Regex Form();

    [GeneratedRegex(@"\([^)]*\)")]
    private static partial Regex List();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Name();
}
