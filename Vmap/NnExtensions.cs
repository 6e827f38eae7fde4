using Core.Ir;
using Core.Tracing;

namespace Core;

/// <summary>Functions of neural networks that are called as those of <see cref="Nn"/>: those that map others, and so need <c>Vmap</c>, and those that <see cref="Np"/> has too.</summary>
public static class NnExtensions
{
    extension(Nn)
    {
        // Here because a file that uses both vocabularies could not call it otherwise: using static does not bring extensions.
        /// <summary>The hyperbolic tangent: <see cref="Np.Tanh"/>.</summary>
        public static NdArray Tanh(NdArray x) => Np.Tanh(x);

        /// <summary>Attention: for each query the mean of the values, weighted by how well their keys fit it.</summary>
        /// <param name="query">The queries, ([B,] T, N, H): examples, places, heads, features.</param>
        /// <param name="key">The keys, ([B,] S, K, H); K divides N, and each head of keys serves N / K heads of queries.</param>
        /// <param name="value">The values, of the keys' type.</param>
        /// <param name="bias">What is added to how well they fit, (B, N, T, S); sizes may be 1.</param>
        /// <param name="mask">Which keys a query sees, bool, of the same shape.</param>
        /// <param name="scale">By what the products are multiplied; 1/√H by default.</param>
        /// <param name="isCausal">Whether a query sees only the keys up to its own place.</param>
        /// <param name="querySeqLengths">How many places of the queries of each example count, i32[B]; the result is 0 for others.</param>
        /// <param name="keyValueSeqLengths">How many places of the keys of each example count, i32[B].</param>
        /// <param name="localWindowSize">How many keys before and after its own place a query sees.</param>
        /// <exception cref="ShapeException">The shapes do not fit.</exception>
        /// <exception cref="DTypeException">The element types do not fit.</exception>
        public static NdArray DotProductAttention(
            NdArray query, NdArray key, NdArray value, NdArray? bias = null, NdArray? mask = null, double? scale = null, bool isCausal = false,
            NdArray? querySeqLengths = null, NdArray? keyValueSeqLengths = null, (int Left, int Right)? localWindowSize = null) =>
            new Attention(key, value, scale, isCausal, querySeqLengths, keyValueSeqLengths, localWindowSize, ReturnsResidual: false).Of(query, bias, mask)[0];

        /// <summary>As <see cref="DotProductAttention"/>, with the logarithms of the sums by which the weights were divided, ([B,] T, N).</summary>
        /// <inheritdoc cref="DotProductAttention"/>
        public static (NdArray Encoded, NdArray Residual) DotProductAttentionAndResidual(
            NdArray query, NdArray key, NdArray value, NdArray? bias = null, NdArray? mask = null, double? scale = null, bool isCausal = false,
            NdArray? querySeqLengths = null, NdArray? keyValueSeqLengths = null, (int Left, int Right)? localWindowSize = null)
        {
            NdArray[] results = new Attention(key, value, scale, isCausal, querySeqLengths, keyValueSeqLengths, localWindowSize, ReturnsResidual: true).Of(query, bias, mask);
            return (results[0], results[1]);
        }
    }

    // JAX: dot_product_attention with the implementation 'xla'.
    private sealed record Attention(
        NdArray Key, NdArray Value, double? Scale, bool IsCausal, NdArray? QueryLengths, NdArray? KeyLengths, (int Left, int Right)? Window, bool ReturnsResidual)
    {
        public NdArray[] Of(NdArray query, NdArray? bias, NdArray? mask)
        {
            NdArray q = FourAxes("query", query);
            (NdArray k, NdArray v) = (FourAxes("key", Key), FourAxes("value", Value));
            (bias, mask) = (bias is null ? null : FourAxes("bias", bias), mask is null ? null : FourAxes("mask", mask));
            Check(q, k, v, mask);
            Attention own = this with { Key = k, Value = v, Scale = Scale ?? 1 / Math.Sqrt(k.Shape[3]) };

            int heads = k.Shape[2], group = q.Shape[2] / heads;
            Shape encoded = q.Shape, residual = [.. q.Shape.Span[..^1]];
            q = Lax.Reshape(q, [q.Shape[0], q.Shape[1], heads, group, q.Shape[3]]);
            (bias, mask) = (Grouped("bias", bias, heads, group), Grouped("mask", mask, heads, group));
            NdArray[] results = own.Mapped(q, bias, mask);
            results[0] = Lax.Reshape(Lax.Reshape(results[0], encoded), query.Shape);
            if (ReturnsResidual) results[1] = Lax.Reshape(Lax.Reshape(results[1], residual), [.. query.Shape.Span[..^1]]);
            return results;
        }

        // Over the heads of queries that share a head of keys.
        private NdArray[] Mapped(NdArray query, NdArray? bias, NdArray? mask) => (bias, mask) switch
        {
            (null, null) => Transforms.Trace((NdArray q) => One(q, null, null)).Vmap(inAxes: 3, outAxes: 3).Invoke(query),
            ({ } b, null) => Transforms.Trace((NdArray q, NdArray b) => One(q, b, null)).Vmap(inAxes: [3, 2], outAxes: 3).Invoke(query, b),
            (null, { } m) => Transforms.Trace((NdArray q, NdArray m) => One(q, null, m)).Vmap(inAxes: [3, 2], outAxes: 3).Invoke(query, m),
            ({ } b, { } m) => Transforms.Trace((NdArray q, NdArray b, NdArray m) => One(q, b, m)).Vmap(inAxes: [3, 2, 2], outAxes: 3).Invoke(query, b, m),
        };

        // JAX: _dot_product_attention_core.
        private NdArray[] One(NdArray query, NdArray? bias, NdArray? mask)
        {
            DType dtype = Np.ResultType(query, NdArray.OfType(new(DType.F32, []))).DType;
            DotPrecision? precision = query.DType switch
            {
                DType.BF16 => new("BF16_BF16_F32"),
                DType.F16 => new("F16_F16_F32"),
                _ => null,
            };
            NdArray logits = Np.Einsum("BTNH,BSNH->BNTS", [query, Key], EinsumOrder.Auto, dtype, precision);
            logits = Np.Multiply(logits, Lax.Number(Scalar.Of(Scale!.Value), dtype));
            if (bias is not null) logits = Lax.ConvertElementType(Np.Add(logits, bias), dtype);
            logits = Lax.ConvertElementType(Masked(logits, mask), DType.F32);
            NdArray weights = Lax.ConvertElementType(Nn.Softmax(logits, -1), Key.DType);
            NdArray encoded = Np.Einsum("BNTS,BSNH->BTNH", weights, Value);
            if (QueryLengths is not null)
            {
                NdArray counts = Np.Less(Lax.InsertAxis(Np.Arange(encoded.Shape[1]), 0), Lax.InsertAxis(QueryLengths, 1));
                encoded = Np.Multiply(encoded, Lax.ConvertElementType(Lax.ExpandDims(counts, [2, 3]), encoded.DType));
            }
            if (!ReturnsResidual) return [encoded];
            NdArray residual = Lax.ConvertElementType(Nn.Logsumexp(logits, -1), Key.DType);
            return [encoded, Lax.StopGradient(Lax.Transpose(residual, [0, 2, 1]))];
        }

        // JAX: _apply_masks.
        private NdArray Masked(NdArray logits, NdArray? mask)
        {
            if (mask is null && !IsCausal && QueryLengths is null && KeyLengths is null && Window is null) return logits;
            (int queries, int keys) = (logits.Shape[2], logits.Shape[3]);
            NdArray all = Np.OnesLike(logits, DType.Bool);
            if (mask is not null) all = Np.LogicalAnd(all, mask);
            if (IsCausal) all = Np.LogicalAnd(all, Lax.ExpandDims(Np.Tril(Np.Ones([queries, keys], DType.Bool)), [0, 1]));
            if (Window is { } window) all = Np.LogicalAnd(all, InWindow(queries, keys, window));
            if (QueryLengths is not null || KeyLengths is not null) all = Np.LogicalAnd(all, InSequence(queries, keys));
            // As low as it can be without becoming infinite, in f32, in which the weights are computed.
            double lowest = -0.7f * float.MaxValue;
            return Np.Where(all, logits, Lax.Number(Scalar.Of(lowest), logits.DType));
        }

        private static NdArray InWindow(int queries, int keys, (int Left, int Right) window)
        {
            (NdArray row, NdArray column) = (Places(queries), Places(keys));
            NdArray notTooEarly = Np.LessEqual(Lax.InsertAxis(row, 1), Np.Add(Lax.InsertAxis(column, 0), window.Left));
            NdArray notTooLate = Np.GreaterEqual(Lax.InsertAxis(row, 1), Np.Subtract(Lax.InsertAxis(column, 0), window.Right));
            return Lax.ExpandDims(Np.LogicalAnd(notTooLate, notTooEarly), [0, 1]);
        }

        private NdArray InSequence(int queries, int keys)
        {
            NdArray isQuery = true, isKey = true;
            if (QueryLengths is not null) isQuery = Np.Less(Lax.ExpandDims(Np.Arange(queries), [0, 2]), Lax.ExpandDims(QueryLengths, [1, 2]));
            if (KeyLengths is not null) isKey = Np.Less(Lax.ExpandDims(Np.Arange(keys), [0, 1]), Lax.ExpandDims(KeyLengths, [1, 2]));
            return Lax.InsertAxis(Np.LogicalAnd(isQuery, isKey), 1);
        }

        private static NdArray Places(int count) =>
            TraceScope.UsesX64 ? NdArray.From<long>([.. Enumerable.Range(0, count).Select(i => (long)i)]) : NdArray.From<int>([.. Enumerable.Range(0, count)]);

        private static NdArray? Grouped(string name, NdArray? x, int heads, int group)
        {
            if (x is null) return null;
            Shape shape = x.Shape;
            if (shape[1] == 1) return Np.BroadcastTo(Lax.InsertAxis(x, 2), [shape[0], 1, group, shape[2], shape[3]]);
            if (shape[1] != heads * group) throw new ShapeException($"DotProductAttention: {name} must have one head, or the {heads * group} of the queries, got {x.Type}.");
            return Lax.Reshape(x, [shape[0], heads, group, shape[2], shape[3]]);
        }

        private static NdArray FourAxes(string name, NdArray x) => x.Rank <= 4
            ? Lax.ExpandDims(x, [.. Enumerable.Range(0, 4 - x.Rank)])
            : throw new ShapeException($"DotProductAttention: {name} must have at most four axes, got {x.Type}.");

        private void Check(NdArray query, NdArray key, NdArray value, NdArray? mask)
        {
            int examples = key.Shape[0], features = key.Shape[3];
            if (value.Shape != key.Shape || query.Shape[0] != examples || query.Shape[3] != features)
                throw new ShapeException($"DotProductAttention: query, key and value must have the same examples and features, and key and value one shape, got {query.Type}, {key.Type} and {value.Type}.");
            if (key.Shape[2] == 0 || query.Shape[2] % key.Shape[2] != 0)
                throw new ShapeException($"DotProductAttention: the heads of the queries must be a multiple of those of the keys, got {query.Shape[2]} and {key.Shape[2]}.");
            if (value.DType != key.DType || query.DType != key.DType)
                throw new DTypeException($"DotProductAttention: query, key and value must have one element type, got {query.Type}, {key.Type} and {value.Type}.");
            if (mask is not null && mask.DType is not DType.Bool) throw new DTypeException($"DotProductAttention: mask must be bool, got {mask.Type}.");
            CheckLengths("querySeqLengths", QueryLengths, examples);
            CheckLengths("keyValueSeqLengths", KeyLengths, examples);
        }

        private static void CheckLengths(string name, NdArray? lengths, int examples)
        {
            if (lengths is not null && (lengths.DType is not DType.I32 || lengths.Shape != [examples]))
                throw new DTypeException($"DotProductAttention: {name} must be i32[{examples}], one for each example, got {lengths.Type}.");
        }
    }
}
