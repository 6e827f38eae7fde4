using static Core.Np;

namespace Core.Tests.Tracing;

internal static partial class NpPrograms
{
    private static Dictionary<string, Func<Jaxpr>> Grids => new()
    {
        ["linspace"] = () => Program(() => Linspace(-2.0, 0.6, 120)),
        ["linspace of ints"] = () => Program(() => Linspace(0, 10, 5)),
        ["linspace without its end"] = () => Program(() => Linspace(0.0, 1.0, 5, endpoint: false)),
        ["linspace of arrays"] = () => Program(v => Linspace(v, 1.0, 5), V),
        ["linspace along the last axis"] = () => Program((x, v) => Linspace(x, v, 3, axis: -1), X, V),
        ["linspace of one"] = () => Program(() => Linspace(0.0, 1.0, 1)),
        ["linspace of none"] = () => Program(() => Linspace(0.0, 1.0, 0)),
        ["linspace to ints"] = () => Program(() => Linspace(0, 10, 5, dtype: I32)),
        ["linspace of complex"] = () => Program(z => Linspace(z, 1.0, 4), Z),
        ["meshgrid"] = () => Transforms.Trace((NdArray v, NdArray i) => Meshgrid(v, i)).ToJaxpr(V, I),
        ["meshgrid ij"] = () => Transforms.Trace((NdArray v, NdArray i) => Meshgrid(v, i, indexing: "ij")).ToJaxpr(V, I),
        ["meshgrid sparse"] = () => Transforms.Trace((NdArray v, NdArray i, NdArray k) => Meshgrid([v, i, k], sparse: true)).ToJaxpr(V, I, K),
    };
}
