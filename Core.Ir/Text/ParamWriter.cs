namespace Core.Ir.Text;

/// <summary>Collects the parameters of an op for printing, in the order in which they are printed.</summary>
internal sealed class ParamWriter
{
    /// <summary>Names and values; a value is a text, a <see cref="Jaxpr"/>, or a <see cref="ValueArray{T}"/> of them.</summary>
    public List<(string Name, object Value)> Params { get; } = [];

    public ParamWriter Add(string name, string value) => Put(name, value);

    public ParamWriter Add(string name, int value) => Put(name, PythonText.Of(value));

    public ParamWriter Add(string name, bool value) => Put(name, Text(value));

    public ParamWriter Add(string name, DType value) => Put(name, value.LongName);

    public ParamWriter Add(string name, ValueArray<int> values) => Put(name, values.ToString());

    public ParamWriter Add(string name, ValueArray<bool> values) =>
        Put(name, ValueArray.Create<string>([.. values.Select(Text)]).ToString());

    public ParamWriter Add(string name, ValueArray<Padding> values) => Put(name, values.ToString());

    public ParamWriter Add(string name, ValueArray<EdgePadding> values) => Put(name, values.ToString());

    public ParamWriter Add(string name, ValueArray<NamedOrPositional> values) => Put(name, values.ToString());

    /// <summary>Names of axes as a tuple, <c>('i', 'j')</c>; a bare one by itself.</summary>
    public ParamWriter AddNames(string name, ValueArray<string> names, bool bare = false) =>
        Put(name, bare ? names[0] : ValueArray.Create<string>([.. names.Select(n => $"'{n}'")]).ToString());

    public ParamWriter Add(string name, ValueArray<ValueArray<int>>? groups) => Put(name, groups?.ToString() ?? "None");

    public ParamWriter Add(string name, Jaxpr value) => Put(name, value);

    public ParamWriter Add(string name, ValueArray<Jaxpr> values) => Put(name, values);

    public ParamWriter AddOrNone(string name, ValueArray<int>? values) => Put(name, values?.ToString() ?? "None");

    public ParamWriter AddOrNone(string name, bool? value) => Put(name, value is { } given ? Text(given) : "None");

    public ParamWriter None(string name) => Put(name, "None");

    private static string Text(bool value) => value ? "True" : "False";

    private ParamWriter Put(string name, object value)
    {
        Params.Add((name, value));
        return this;
    }
}
