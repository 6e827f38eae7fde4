using System.Text;
using System.Text.Json;

namespace Vmap.Cli;

/// <summary>Axes as JSON: a number, null, or a flat list of them.</summary>
internal static class AxesJson
{
    /// <summary>The entries of a list; null where one axis, or null, is for all.</summary>
    public static int?[]? Parse(string option, string json, out int? forAll)
    {
        forAll = null;
        byte[] text = Encoding.UTF8.GetBytes(json);
        try
        {
            Utf8JsonReader reader = new(text);
            reader.Read();
            List<int?>? axes = null;
            if (reader.TokenType is JsonTokenType.StartArray)
            {
                axes = [];
                while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray) axes.Add(Entry(option, json, reader));
            }
            else
            {
                forAll = Entry(option, json, reader);
            }
            reader.Read(); // nothing may follow
            return axes?.ToArray();
        }
        catch (JsonException)
        {
            throw Wrong(option, json);
        }
    }

    private static int? Entry(string option, string json, in Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.Number when reader.TryGetInt32(out int axis) => axis,
        _ => throw Wrong(option, json),
    };

    private static InputException Wrong(string option, string json) =>
        new($"{option}: expected a list of axes and nulls such as '[null, 0]', or one axis or null for all, got '{json}'.");
}
