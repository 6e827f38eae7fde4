using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.Tracing;

internal static partial class NpPrograms
{
    private static Dictionary<string, Func<Jaxpr>> Networks => new()
    {
        ["nn.silu"] = () => Program(Nn.Silu, X),
        ["nn.sigmoid"] = () => Program(Nn.Sigmoid, X),
        ["nn.elu"] = () => Program(x => Nn.Elu(x), X),
        ["nn.elu with a number"] = () => Program(x => Nn.Elu(x, 0.5), X),
        ["nn.selu"] = () => Program(Nn.Selu, X),
        ["nn.celu"] = () => Program(x => Nn.Celu(x), X),
        ["nn.gelu"] = () => Program(x => Nn.Gelu(x), X),
        ["nn.gelu exact"] = () => Program(x => Nn.Gelu(x, approximate: false), X),
        ["nn.gelu of bfloat16"] = () => Program(a => Nn.Gelu(a), BF16[3]),
        ["nn.gelu of ints"] = () => Program(i => Nn.Gelu(i), I),
        ["nn.leaky_relu"] = () => Program(x => Nn.LeakyRelu(x), X),
        ["nn.hard_tanh"] = () => Program(Nn.HardTanh, X),
        ["nn.glu"] = () => Program(x => Nn.Glu(x), X),
        ["nn.logsumexp"] = () => Program(x => Nn.Logsumexp(x, 1), X),
        ["nn.logsumexp of all"] = () => Program((x, v, m) => Nn.Logsumexp(x, 1, b: v, keepdims: true, where: m), X, V, M),
        ["nn.logsumexp and sign"] = () => Several(x => Both(Nn.LogsumexpAndSign(x)), X),
        ["nn.logsumexp of complex"] = () => Program(z => Nn.Logsumexp(z), Z),
        ["nn.logmeanexp"] = () => Program(x => Nn.Logmeanexp(x, 1), X),
        ["nn.logmeanexp where"] = () => Program((x, m) => Nn.Logmeanexp(x, 1, where: m), X, M),
        ["nn.softmax"] = () => Program(x => Nn.Softmax(x), X),
        ["nn.softmax where"] = () => Program((x, m) => Nn.Softmax(x, 0, where: m), X, M),
        ["nn.log_softmax"] = () => Program(x => Nn.LogSoftmax(x), X),
        ["nn.log_softmax where"] = () => Program((x, m) => Nn.LogSoftmax(x, 0, where: m), X, M),
        ["nn.standardize"] = () => Program(x => Nn.Standardize(x), X),
        ["nn.standardize stable"] = () => Program((x, m) => Nn.Standardize(x, 0, epsilon: 1e-3, where: m, stable: true), X, M),
        ["nn.one_hot"] = () => Program(i => Nn.OneHot(i, 3), I),
        ["nn.one_hot along an axis"] = () => Program(i => Nn.OneHot(i, 3, I8, axis: 0), I),
        ["nn.squareplus"] = () => Program(x => Nn.Squareplus(x), X),
        ["nn.squareplus with a number"] = () => Program(x => Nn.Squareplus(x, 1.0), X),
        ["nn.soft_sign"] = () => Program(Nn.SoftSign, X),
        ["nn.sparse_plus"] = () => Program(Nn.SparsePlus, X),
        ["nn.sparse_sigmoid"] = () => Program(Nn.SparseSigmoid, X),
        ["nn.identity"] = () => Program(Nn.Identity, X),
    };

    private static Dictionary<string, Func<Jaxpr>> Vectorized => new()
    {
        ["vectorize numbers"] = () => Program(Vectorize((a, b) => a * Tanh(b)), X, V),
        ["vectorize a signature"] = () => Program(Vectorize(Dot, "(n,m),(m)->(n)"), F32[2, 1, 3, 4], F32[5, 4]),
        ["vectorize with sizes of one"] = () => Program(Vectorize(Add, "(n),(n)->(n)"), F32[1, 1, 4], F32[1, 4]),
        ["vectorize with excluded"] = () => Program(Vectorize((a, b) => Dot(a, b), "(n)->()", 1), X, V),
        ["vectorize several results"] = () => Several(x => Vectorize((NdArray[] a) => (NdArray[])[Sum(a[0]), a[0] * 2], "(n)->(),(n)")([x]), X),
    };
}
