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
        ["nn.log1mexp"] = () => Program(Nn.Log1mexp, X),
        ["nn.log1mexp of ints"] = () => Program(Nn.Log1mexp, I),
        ["nn.dot_product_attention"] = () => Program((q, k) => Nn.DotProductAttention(q, k, k), F32[2, 3, 4, 5], F32[2, 6, 2, 5]),
        ["nn.dot_product_attention of one example"] = () => Program((q, k) => Nn.DotProductAttention(q, k, k), F32[3, 2, 5], F32[6, 2, 5]),
        ["nn.dot_product_attention causal"] = () => Program((q, k) => Nn.DotProductAttention(q, k, k, isCausal: true, scale: 0.5), F32[2, 3, 2, 5], F32[2, 6, 2, 5]),
        ["nn.dot_product_attention with bias and mask"] = () => Trace((NdArray q, NdArray k, NdArray b, NdArray m) => Nn.DotProductAttention(q, k, k, b, m, isCausal: true))
            .ToJaxpr(F32[2, 3, 4, 5], F32[2, 6, 2, 5], F32[1, 4, 3, 6], Bool[2, 1, 3, 6]),
        ["nn.dot_product_attention with a mask of heads"] = () => Program((q, k, m) => Nn.DotProductAttention(q, k, k, mask: m), F32[2, 3, 4, 5], F32[2, 6, 2, 5], Bool[4, 3, 6]),
        ["nn.dot_product_attention with a bias"] = () => Program((q, k, b) => Nn.DotProductAttention(q, k, k, b), F32[2, 3, 4, 5], F32[2, 6, 2, 5], F32[2, 4, 1, 1]),
        ["nn.dot_product_attention of sequences"] = () => Trace((NdArray q, NdArray k, NdArray m, NdArray n) =>
            Nn.DotProductAttention(q, k, k, querySeqLengths: m, keyValueSeqLengths: n, localWindowSize: (1, 0))).ToJaxpr(BF16[2, 3, 2, 5], BF16[2, 6, 2, 5], I32[2], I32[2]),
        ["nn.dot_product_attention of keys in sequences"] = () => Program((q, k, n) =>
            Nn.DotProductAttention(q, k, k, keyValueSeqLengths: n, localWindowSize: (2, 2)), F32[2, 3, 2, 5], F32[2, 6, 2, 5], I32[2]),
        ["nn.dot_product_attention with residuals"] = () => Trace((NdArray q, NdArray k, NdArray n) =>
            Nn.DotProductAttentionAndResidual(q, k, k, querySeqLengths: n)).ToJaxpr(F16[2, 3, 4, 5], F16[2, 6, 2, 5], I32[2]),
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
