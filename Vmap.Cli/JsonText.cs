using System.Text.Json.Serialization;

namespace Vmap.Cli;

/// <summary>How the tool's results become JSON, known when it is compiled.</summary>
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(Verbs.RunVerb.Output[]))]
[JsonSerializable(typeof(Verbs.BenchVerb.Timing))]
[JsonSerializable(typeof(Verbs.BenchVerb.BenchFailure))]
[JsonSerializable(typeof(Verbs.DiffVerb.Result))]
[JsonSerializable(typeof(Conformance.ConformanceReport.Summary))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class JsonText : JsonSerializerContext;
