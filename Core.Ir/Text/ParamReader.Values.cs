using System.Globalization;
using System.Numerics;

namespace Core.Ir.Text;

internal sealed partial class ParamReader
{
    /// <summary>A tuple with names, <c>GatherDimensionNumbers(offset_dims=(0,), …)</c>, whose values are tuples of integers.</summary>
    public ValueArray<int>[] NamedTuple(string name, string type, params ReadOnlySpan<string> fields)
    {
        Param param = Required(name);
        TextCursor cursor = new(parser.Text) { At = param.Start };
        ValueArray<int>[] values = new ValueArray<int>[fields.Length];
        bool read = Take(cursor, type + "(");
        for (int i = 0; read && i < fields.Length; i++)
        {
            List<int> list = [];
            read = (i == 0 || Take(cursor, ",")) && Take(cursor, fields[i] + "=") &&
                Items(cursor, '(', ')', inner => inner.TryInt(out int value) && Push(list, value));
            values[i] = [.. list];
        }
        if (!read || !Take(cursor, ")") || cursor.At != param.End) throw Wrong(param, $"{type}({string.Join(", ", fields.ToArray().Select(f => f + "=(…)"))})");
        return values;
    }

    /// <summary>A number of any kind as Python writes it.</summary>
    public Scalar Number(string name) => Parse(Required(name), "a number", NumberOf);

    /// <summary>A number of any kind as Python writes it, or None.</summary>
    public Scalar? NumberOrNone(string name) => Required(name) is var param && IsNone(param) ? null : Parse(param, "a number or None", NumberOf);

    /// <summary>A program, written out or by the name that it was given before, or None.</summary>
    public Jaxpr? JaxprOrNone(string name) => Required(name) is { Value: null } param && IsNone(param) ? null : Jaxpr(name);

    private static Scalar? NumberOf(ReadOnlySpan<char> text)
    {
        if (text is "True" or "False") return Scalar.Of(text is "True");
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long signed)) return Scalar.Of(signed);
        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong unsigned)) return Scalar.Of(unsigned);
        if (PythonText.TryParse(text, out double real)) return Scalar.Of(real);
        return PythonText.TryParse(text, out Complex complex) ? Scalar.Of(complex) : null;
    }

    private static bool Take(TextCursor cursor, string text)
    {
        cursor.SkipSpace();
        if (!cursor.Text.AsSpan(cursor.At).StartsWith(text, StringComparison.Ordinal)) return false;
        cursor.At += text.Length;
        return true;
    }
}
