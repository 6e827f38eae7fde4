using Core.Ir;
using Core.Tracing;

namespace Core.Tests.Laws;

/// <summary>The table of op samples: at least one for every op and every kind. One file a family, as under <c>Core.Ir/Ops</c>.</summary>
public static partial class OpSamples
{
    /// <summary>Every sample.</summary>
    public static IReadOnlyList<OpSample> All { get; } =
    [
        .. Elementwise(),
        .. Comparisons(),
        .. Conversion(),
        .. Layout(),
        .. Indexing(),
        .. Reduction(),
        .. Windows(),
        .. Contraction(),
        .. Sorting(),
        .. RaggedProducts(),
        .. Convolutions(),
        .. Linear(),
        .. Transforms(),
        .. RandomOps(),
        .. ControlFlow(),
        .. Collectives(),
        .. Calls(),
        .. State(),
    ];

    /// <summary>The samples as test cases, each under its own name.</summary>
    public static IEnumerable<TestCaseData> Cases()
    {
        Dictionary<string, int> seen = [];
        foreach (OpSample sample in All)
        {
            string name = sample.ToString();
            if (name.Length > 120) name = name[..117] + "...";
            int count = seen[name] = seen.GetValueOrDefault(name) + 1;
            yield return new TestCaseData(sample).SetArgDisplayNames(count == 1 ? name : $"{name} ({count})");
        }
    }

    /// <summary>An op with operands as <see cref="Operand"/> writes them.</summary>
    private static OpSample Of(Op op, params ReadOnlySpan<Operand> operands) => new(op, ValueArray.Create(operands));

    /// <summary>A collective with named axes around it.</summary>
    private static OpSample Under(ValueArray<NamedAxis> axes, Op op, params ReadOnlySpan<Operand> operands) => Of(op, operands) with { NamedAxes = axes };
}
