using System.IO.Compression;
using System.Text.Json;
using Core;

namespace Vmap.Cli.Conformance;

/// <summary>A program, and what JAX made of it, as a line of a conformance file says.</summary>
internal sealed class RecordedCase
{
    public required string Id { get; init; }

    public required string Kind { get; init; }

    public required string[] Primitives { get; init; }

    public required bool X64 { get; init; }

    /// <summary>False where the outputs depend on a free choice, such as the signs of eigenvectors: then only their types are compared.</summary>
    public required bool Unique { get; init; }

    public required string Jaxpr { get; init; }

    public required ArrayData[] Consts { get; init; }

    public required ArrayData[] Inputs { get; init; }

    public required ArrayData[] Outputs { get; init; }

    public int?[] InAxes { get; init; } = [];

    public int?[] OutAxes { get; init; } = [];

    public string? AxisName { get; init; }

    public int? AxisSize { get; init; }

    public string? SpmdAxisName { get; init; }

    public string? Vmapped { get; init; }

    public ArrayData[] VmappedConsts { get; init; } = [];

    /// <summary>Of a case about derivatives: <c>fwd</c>, <c>rev</c>, or both.</summary>
    public string[] Modes { get; init; } = [];

    /// <summary>Tangents of the inputs, null for those that have none.</summary>
    public ArrayData?[] Tangents { get; init; } = [];

    /// <summary>The tangents of the outputs.</summary>
    public ArrayData?[] OutTangents { get; init; } = [];

    /// <summary>Cotangents of the outputs, null for those that have none.</summary>
    public ArrayData?[] Cotangents { get; init; } = [];

    /// <summary>The cotangents of the inputs.</summary>
    public ArrayData?[] InCotangents { get; init; } = [];

    /// <summary>Reads the cases of a file, one JSON object a line, gzipped where the name says so.</summary>
    /// <exception cref="InputException">There is no such file, or a line of it is no case.</exception>
    public static IEnumerable<Lazy<RecordedCase>> Read(string path)
    {
        if (!File.Exists(path)) throw new InputException($"{path}: there is no such file.");
        using Stream file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using StreamReader reader = new(stream);
        int number = 0;
        while (ReadLine(reader, path) is { } line)
        {
            number++;
            int at = number;
            if (line.Length > 0) yield return new(() => Parse(line, path, at));
        }
    }

    private static string? ReadLine(StreamReader reader, string path)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (InvalidDataException)
        {
            throw new InputException($"{path}: the file is not gzipped, or damaged.");
        }
    }

    private static RecordedCase Parse(string line, string path, int number)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement e = document.RootElement;
            return new()
            {
                Id = e.GetProperty("id").GetString()!,
                Kind = e.GetProperty("kind").GetString()!,
                Primitives = [.. e.GetProperty("primitives").EnumerateArray().Select(p => p.GetString()!)],
                X64 = e.GetProperty("x64").GetBoolean(),
                Unique = e.GetProperty("unique").GetBoolean(),
                Jaxpr = e.GetProperty("jaxpr").GetString()!,
                Consts = Arrays(e, "consts"),
                Inputs = Arrays(e, "inputs"),
                Outputs = Arrays(e, "outputs"),
                InAxes = Axes(e, "in_axes"),
                OutAxes = Axes(e, "out_axes"),
                AxisName = Text(e, "axis_name"),
                AxisSize = e.TryGetProperty("axis_size", out JsonElement size) && size.ValueKind is JsonValueKind.Number ? size.GetInt32() : null,
                SpmdAxisName = Text(e, "spmd_axis_name"),
                Vmapped = Text(e, "vmapped"),
                VmappedConsts = Arrays(e, "vmapped_consts"),
                Modes = e.TryGetProperty("modes", out JsonElement modes) ? [.. modes.EnumerateArray().Select(mode => mode.GetString()!)] : [],
                Tangents = OptionalArrays(e, "tangents"),
                OutTangents = OptionalArrays(e, "out_tangents"),
                Cotangents = OptionalArrays(e, "cotangents"),
                InCotangents = OptionalArrays(e, "in_cotangents"),
            };
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or VmapException)
        {
            string message = error.Message;
            if (error is JsonException && message.IndexOf(" LineNumber:", StringComparison.Ordinal) is > 0 and var position) message = message[..position]; // a position in this line alone
            throw new InputException($"{path}: line {number} is no recorded case: {message}");
        }
    }

    private static string? Text(JsonElement e, string name) => e.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static int?[] Axes(JsonElement e, string name) => e.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.Array
        ? [.. value.EnumerateArray().Select(axis => axis.ValueKind is JsonValueKind.Null ? (int?)null : axis.GetInt32())]
        : [];

    private static ArrayData[] Arrays(JsonElement e, string name) => e.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.Array
        ? [.. value.EnumerateArray().Select(Array)]
        : [];

    private static ArrayData?[] OptionalArrays(JsonElement e, string name) => e.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.Array
        ? [.. value.EnumerateArray().Select(item => item.ValueKind is JsonValueKind.Null ? null : Array(item))]
        : [];

    private static ArrayData Array(JsonElement e)
    {
        if (e.TryGetProperty("key", out JsonElement implementation))
        {
            ArrayData words = Array(e.GetProperty("data"));
            DType key = implementation.GetString() switch { "rbg" => DType.KeyRbg, "unsafe_rbg" => DType.KeyUrbg, _ => DType.KeyFry };
            return words.Reinterpret(key, words.Shape.Remove(words.Shape.Rank - 1));
        }
        if (!DTypes.TryParse(e.GetProperty("dtype").GetString()!, out DType dtype)) throw new FormatException($"'{e.GetProperty("dtype")}' is no element type.");
        Shape shape = [.. e.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
        return ArrayData.Create<byte>(dtype, shape, Convert.FromBase64String(e.GetProperty("data").GetString()!));
    }
}
