namespace Core.Ir.Text;

/// <summary>Python's named tuples, <c>_LinearSolveTuple(matvec=1, …)</c>.</summary>
internal sealed partial class ParamReader
{
    /// <summary>A named tuple of integers that are not negative.</summary>
    public List<int> NamedInts(string name, string type, ValueArray<string> fields) => NamedTuple(name, type, fields, "an integer", cursor =>
        cursor.TryInt(out int value) && value >= 0 ? value : (int?)null).ConvertAll(value => value!.Value);

    /// <summary>A named tuple of programs, each a text of its own, or None.</summary>
    public List<Jaxpr?> NamedJaxprs(string name, string type, ValueArray<string> fields) => NamedTuple<(Jaxpr?, bool)>(name, type, fields, "a program or None", cursor =>
    {
        if (cursor.Word() is "None")
        {
            cursor.At += "None".Length;
            return (null, true);
        }
        (Jaxpr jaxpr, cursor.At) = parser.ReadText(cursor.At);
        return (jaxpr, true);
    }).ConvertAll(value => value!.Value.Item1);

    private List<T?> NamedTuple<T>(string name, string type, ValueArray<string> fields, string item, Func<TextCursor, T?> read) where T : struct
    {
        Param param = Required(name);
        TextCursor cursor = new(parser.Text) { At = param.Start };
        List<T?> values = [];
        bool fits = Skip(type + "(");
        for (int i = 0; fits && i < fields.Count; i++)
        {
            if (i > 0)
            {
                fits = Skip(",");
                cursor.SkipSpace();
            }
            if (!fits || !Skip(fields[i] + "=")) break;
            values.Add(read(cursor));
            fits = values[^1] is not null;
        }
        if (fits && values.Count == fields.Count && Skip(")") && cursor.At == param.End) return values;
        throw Wrong(param, $"{type}({string.Join(", ", fields.Select(field => field + "=…"))}), each {item}");

        bool Skip(string text)
        {
            if (!parser.Text.AsSpan(cursor.At).StartsWith(text, StringComparison.Ordinal)) return false;
            cursor.At += text.Length;
            return true;
        }
    }
}
