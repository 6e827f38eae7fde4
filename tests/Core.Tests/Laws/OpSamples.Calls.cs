using Core.Ir;
using Core.Tracing;

namespace Core.Tests.Laws;

public static partial class OpSamples
{
    private static IEnumerable<OpSample> Calls()
    {
        Jaxpr scaled = Jaxpr.Parse("""
            { lambda ; a:f32[2,3] b:f32[3]. let
                c:f32[3] = sin b
                d:f32[2,3] = broadcast_in_dim[broadcast_dimensions=(1,)] c
                e:f32[2,3] = mul a d
                f:f32[2] = reduce_sum[axes=(1,) out_sharding=None] e
              in (e, f, 1.5:f32[], b) }
            """);
        Jaxpr nested = Jaxpr.Parse("""
            let inner = { lambda ; a:f32[2]. let b:f32[2] = cumsum[axis=0 reverse=False] a in (b,) } in
            { lambda ; a:f32[2]. let
                b:f32[2] = jit[name=inner jaxpr=inner] a
                c:f32[2] = jit[name=inner jaxpr=inner] b
              in (c,) }
            """);
        Jaxpr total = Jaxpr.Parse("""
            { lambda ; a:f32[2]. let
                b:f32[2] = psum[axes=('i',) axis_index_groups=None] a
                c:f32[2] = sub a b
              in (c,) }
            """);
        yield return Of(new Call("scaled", scaled), "f32[2,3]", "f32[3]");
        yield return Of(new Call("scaled", scaled, [true, false], KeepUnused: true), "f32[2,3]", "f32[3]");
        yield return Of(new Call("nested", nested), "f32[2]");
        yield return Of(new Call("constant", Jaxpr.Parse("{ lambda ; . let  in (2.0:f32[],) }")));
        yield return Under([new NamedAxis("i", 3)], new Call("total", total), "f32[2]");

        CustomRule known = new("rule");
        yield return Of(new ClosedCall(scaled), "f32[2,3]", "f32[3]");
        yield return Of(new Checkpoint(scaled), "f32[2,3]", "f32[3]");
        yield return Of(new Checkpoint(nested, true, "DotsSaveable(only_if_no_batch_dims=False)", "(True,)"), "f32[2]");
        yield return Of(new CustomJvpCall("scaled", scaled, known), "f32[2,3]", "f32[3]");
        yield return Of(new CustomJvpCall("scaled", scaled, known, 1, true), "f32[2,3]", "f32[3]");
        yield return Of(new CustomVjpCall("scaled", scaled, known, known), "f32[2,3]", "f32[3]");
        yield return Of(new CustomVjpCall("nested", nested, known, known, 1, true), "f32[2]");
        yield return Of(new CustomVmapCall(scaled, new CustomVmapRule("<function rule at 0xXXXXXXXXXXXX>", MapScaled), "PyTreeDef(([], (*, *)))", "PyTreeDef((*, *, *, *))"),
            "f32[2,3]", "f32[3]");
        yield return Of(new Named("kept"), "f32[2]");
        yield return Of(new OptimizationBarrier(), "f32[2]", "i32[]", "bool[3,1]");
        yield return Of(new OptimizationBarrier());
        yield return Of(new Check(true), "bool[]", "i32[]", "f32[3]");
    }

    /// <summary>What the program called scaled does, for all examples.</summary>
    private static (NdArray[], ValueArray<int?>) MapScaled(int axisSize, bool[] isMapped, NdArray[] operands)
    {
        (NdArray a, NdArray b) = (operands[0], operands[1]);
        NdArray c = Lax.Unary(UnaryKind.Sin, b);
        NdArray d = Lax.BroadcastInDim(c, isMapped[1] ? [axisSize, 2, 3] : [2, 3], isMapped[1] ? [0, 2] : [1]);
        if (isMapped[0] && !isMapped[1]) d = Lax.InsertAxis(d, 0, axisSize);
        if (!isMapped[0] && isMapped[1]) a = Lax.InsertAxis(a, 0, axisSize);
        NdArray e = Lax.Mul(a, d);
        return ([e, Lax.ReduceSum(e, [e.Rank - 1]), 1.5f, b], [0, 0, null, isMapped[1] ? 0 : null]);
    }
}
