using System.Text.Json;

namespace Vmap.Cli;

/// <summary>Axes as JSON: a number, null, or a flat list of them.</summary>
internal static class AxesJson
{
    /// <summary>The entries of a list; null where one axis, or null, is for all.</summary>
    public static int?[]? Parse(string option, string json, out int? forAll)
    {
        forAll = null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            if (root.ValueKind is JsonValueKind.Array) return [.. root.EnumerateArray().Select(item => Entry(option, json, item))];
            forAll = Entry(option, json, root);
            return null;
        }
        catch (JsonException)
        {
            throw Wrong(option, json);
        }
    }

    private static int? Entry(string option, string json, JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number when element.TryGetInt32(out int axis) => axis,
        _ => throw Wrong(option, json),
    };

    private static InputException Wrong(string option, string json) =>
        new($"{option}: expected a list of axes and nulls such as '[null, 0]', or one axis or null for all, got '{json}'.");
}
