using Core.Ir;

namespace Core.Tests.Laws;

public static partial class OpSamples
{
    // References live in programs only, so their ops are the steps of programs that are called.
    private static IEnumerable<OpSample> State()
    {
        Jaxpr whole = Jaxpr.Parse("""
            { lambda ; a:f32[3] b:f32[3]. let
                c:Ref{f32[3]} = new_ref[kind=None memory_space=None] a
                d:f32[3], c[...] <- c[...], b
                c[...] += b
                e:f32[3] <- c[...]
                f:f32[3] = freeze c
              in (d, e, f) }
            """);
        Jaxpr parts = Jaxpr.Parse("""
            { lambda ; a:f32[3,4] b:f32[2] c:i32[] d:i32[2]. let
                e:Ref{f32[3,4]} = new_ref[kind=None memory_space=None] a
                f:f32[2], e[1,:2] <- e[1,:2], b
                g:f32[4] <- e[c,:]
                h:f32[3,2] <- e[:,d]
                e[c,d] += b
                i:f32[2] <- e[d,d]
                j:f32[3,4] = freeze e
              in (f, g, h, i, j) }
            """);
        Jaxpr apart = Jaxpr.Parse("""
            { lambda ; a:f32[2,3,4] b:i32[2] c:f32[2,3]. let
                d:Ref{f32[2,3,4]} = new_ref[kind=None memory_space=None] a
                e:f32[2,3], d[b,:,b] <- d[b,:,b], c
                f:f32[2,2,3] <- d[:,b,1:4]
                g:f32[2,3,4] = freeze d
              in (e, f, g) }
            """);
        Jaxpr empty = Jaxpr.Parse("""
            { lambda ; a:f32[2]. let
                b:Ref{f32[2]} = empty_ref[memory_space=None ty=float32[2]]
                free_ref b
              in (a,) }
            """);
        yield return Of(new Call("whole", whole), "f32[3]", "f32[3]");
        yield return Of(new Call("parts", parts), "f32[3,4]", "f32[2]", "i32[] 0..2", "i32[2] 0..2");
        yield return Of(new Call("apart", apart), "f32[2,3,4]", "i32[2] 0..1", "f32[2,3]");
        yield return Of(new Call("empty", empty), "f32[2]");
    }
}
