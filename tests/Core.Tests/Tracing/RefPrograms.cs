using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.Tracing;

/// <summary>The namesakes of the entries of <c>goldens/refs.txt</c>.</summary>
internal static class RefPrograms
{
    private static readonly NdArray X = F32[3, 4], V = F32[4], S = I32.Scalar, I = I32[2];

    public static Dictionary<string, Func<Jaxpr>> All { get; } = new()
    {
        ["whole"] = () => Trace(Whole).ToJaxpr(X),
        ["parts"] = () => Trace(Parts).ToJaxpr(X, V),
        ["computed"] = () => Trace(Computed).ToJaxpr(X, V, S),
        ["gathered"] = () => Trace(Gathered).ToJaxpr(X, I),
        ["sliced"] = () => Trace(Sliced).ToJaxpr(X, S),
        ["number"] = () => Trace(Number).ToJaxpr(V),
        ["loop"] = () => Trace(Loop).ToJaxpr(X),
        ["branch"] = () => Trace(Branch).ToJaxpr(X),
        ["empty"] = () => Trace(Empty).ToJaxpr(),
        ["whole mapped"] = () => Trace(Whole).Vmap().ToJaxpr(F32[2, 3, 4]),
        ["parts mapped"] = () => Trace(Parts).Vmap(inAxes: [1, null]).ToJaxpr(F32[3, 2, 4], V),
        ["computed mapped"] = () => Trace(Computed).Vmap(inAxes: [0, 0, null]).ToJaxpr(F32[2, 3, 4], F32[2, 4], S),
        ["computed mapped by place"] = () => Trace(Computed).Vmap(inAxes: [null, null, 0]).ToJaxpr(X, V, I32[2]),
        ["gathered mapped"] = () => Trace(Gathered).Vmap(inAxes: [0, null]).ToJaxpr(F32[2, 3, 4], I),
        ["number mapped"] = () => Trace(Number).Vmap().ToJaxpr(F32[3, 4]),
    };

    public static NdArray[] Parts(NdArray x, NdArray v)
    {
        Ref r = NewRef(x);
        r[0] = v;
        r[^1] = r[1];
        r[0, 2] = 1.0;
        r.Add(v[..2], 1, 1..3);
        return [r[.., 1], r[1.., ..2], r[Ix.Ellipsis, 0], r[0, Ix.Ellipsis], r[..]];
    }

    private static NdArray Whole(NdArray x)
    {
        Ref r = NewRef(x);
        NdArray before = r.Value;
        r.Value = before * 2.0;
        r.Value += 1.0;
        r.Add(x);
        return Freeze(r);
    }

    private static NdArray[] Computed(NdArray x, NdArray v, NdArray s)
    {
        Ref r = NewRef(x);
        NdArray old = r.Swap(v, s);
        r.Add(v, 0);
        r[s] += v;
        return [old, r[s, ..2], Freeze(r)];
    }

    private static NdArray[] Gathered(NdArray x, NdArray i)
    {
        Ref r = NewRef(x);
        r[i, i] = Ones([2]);
        r.Add(Ones([3, 2]), .., i);
        return [r[i], r[.., i], r[i, i], r[1.., i]];
    }

    private static NdArray Sliced(NdArray x, NdArray s)
    {
        Ref r = NewRef(x);
        r[Ix.DynamicSlice(s, 2)] = x[..2];
        return r[Ix.DynamicSlice(s, 2), s];
    }

    private static NdArray[] Number(NdArray v)
    {
        Ref r = NewRef(0.0);
        NdArray sums = Scan<NdArray?, NdArray, NdArray>(null, v, (carry, x) =>
        {
            r.Value += x;
            return (carry, r.Value);
        }).Stacked;
        return [sums, Freeze(r)];
    }

    private static NdArray[] Loop(NdArray x)
    {
        Ref r = NewRef(x);
        NdArray count = Fori(0, 3, (i, count) =>
        {
            r[i] = r[i] * 2.0;
            return count + 1;
        }, Int(0));
        return [count, r.Value];
    }

    private static NdArray Branch(NdArray x)
    {
        Ref r = NewRef(x);
        return Cond(x[0, 0] > 0, () => r[0], () => r[1]);
    }

    private static NdArray Empty()
    {
        Ref r = EmptyRef(F32[2]);
        r.Value = Ones([2]);
        NdArray value = r.Value;
        r.Free();
        return value;
    }
}
