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
    }
}
