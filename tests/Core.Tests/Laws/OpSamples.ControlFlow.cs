using Core.Ir;
using Core.Tracing;

namespace Core.Tests.Laws;

public static partial class OpSamples
{
    private static IEnumerable<OpSample> ControlFlow()
    {
        Jaxpr scale = Jaxpr.Parse("{ lambda ; a:f32[] b:f32[2]. let c:f32[2] = mul b a in (c, a) }");
        Jaxpr shift = Jaxpr.Parse("{ lambda ; a:f32[] b:f32[2]. let c:f32[2] = add b 1.0:f32[] in (c, 2.0:f32[]) }");
        Jaxpr swap = Jaxpr.Parse("{ lambda ; a:f32[] b:f32[2]. let c:f32[2] = rev[dimensions=(0,)] b; d:f32[] = sin a in (c, d) }");
        yield return Of(new Cond([scale, shift]), "i32[] 0..1", "f32[]", "f32[2]");
        yield return Of(new Cond([scale, shift, swap]), "i32[] 0..2", "f32[]", "f32[2]");
        yield return Of(new Cond([scale, scale]), "i32[] 0..1", "f32[]", "f32[2]");
        yield return Of(new Cond([scale, shift], [["tpu", "cuda"], []]), "i32[] 1..1", "f32[]", "f32[2]");
        yield return Of(new PlatformIndex([["tpu"], ["cpu", "rocm"], []]));

        Jaxpr total = Jaxpr.Parse("{ lambda ; a:f32[]. let b:f32[] = psum[axes=('i',) axis_index_groups=None] a in (b,) }");
        Jaxpr twice = Jaxpr.Parse("{ lambda ; a:f32[]. let b:f32[] = mul a 2.0:f32[] in (b,) }");

        Jaxpr below = Jaxpr.Parse("{ lambda ; a:i32[] b:i32[] c:f32[2]. let d:bool[] = lt b a in (d,) }");
        Jaxpr step = Jaxpr.Parse("{ lambda ; a:f32[2] b:i32[] c:f32[2]. let d:i32[] = add b 1:i32[]; e:f32[2] = add c a in (d, e) }");
        Jaxpr few = Jaxpr.Parse("""
            { lambda ; a:i32[] b:f32[2]. let
                c:f32[] = reduce_sum[axes=(0,) out_sharding=None] b
                d:bool[] = lt c 30.0:f32[]
                e:bool[] = lt a 20:i32[]
                f:bool[] = and d e
              in (f,) }
            """);
        Jaxpr perLane = Jaxpr.Parse("{ lambda ; a:i32[3] b:f32[3,2]. let c:bool[3] = lt a 4:i32[] in (c,) }");
        Jaxpr stepLanes = Jaxpr.Parse("{ lambda ; a:i32[3] b:f32[3,2]. let c:i32[3] = add a 1:i32[]; d:f32[3,2] = sin b in (c, d) }");
        yield return Of(new While(below, 1, step, 1), "i32[] -2..5", "f32[2]", "i32[]", "f32[2]");
        yield return Of(new While(few, 0, step, 1), "f32[2]", "i32[]", "f32[2]");
        yield return Of(new While(perLane, 0, stepLanes, 0), "i32[3]", "f32[3,2]");

        Jaxpr recur = Jaxpr.Parse("{ lambda ; a:f32[2] b:f32[2] c:f32[]. let d:f32[2] = mul b a; e:f32[2] = add d c; f:f32[] = sin c in (e, b, f, 1:i32[]) }");
        Jaxpr each = Jaxpr.Parse("{ lambda ; a:f32[2]. let b:f32[2] = sin a in (b,) }");
        Jaxpr sums = Jaxpr.Parse("{ lambda ; a:f32[] b:f32[]. let c:f32[] = psum[axes=('i',) axis_index_groups=None] b; d:f32[] = add a c in (d, a) }");
        foreach (bool reverse in (bool[])[false, true])
        {
            yield return Of(new Scan(recur, 4, 1, 1, reverse), "f32[2]", "f32[2]", "f32[4]");
            yield return Of(new Scan(recur, 0, 1, 1, reverse, 0), "f32[2]", "f32[2]", "f32[0]");
            yield return Of(new Scan(each, 3, 0, 0, reverse, 2), "f32[3,2]");
            yield return Under([new NamedAxis("i", 2)], new Scan(sums, 3, 0, 1, reverse), "f32[]", "f32[3]");
        }
        yield return Under([new NamedAxis("i", 2)], new Scan(Jaxpr.Parse("{ lambda ; a:f32[]. let b:f32[] = psum[axes=('i',) axis_index_groups=None] a in (b,) }"), 2, 0, 1), "f32[]");

        Jaxpr log = Jaxpr.Parse("{ lambda ; a:f32[] b:f32[2]. let c:f32[2] = mul b a; d:f32[2] = log c in (d,) }");
        Jaxpr square = Jaxpr.Parse("{ lambda ; a:f32[] b:f32[2]. let c:f32[2] = mul b b in (c,) }");
        Jaxpr logs = Jaxpr.Parse("{ lambda ; a:f32[] b:f32[2,2]. let c:f32[2,2] = mul b a; d:f32[2,2] = log c in (d,) }");
        Jaxpr squares = Jaxpr.Parse("{ lambda ; a:f32[] b:f32[2,2]. let c:f32[2,2] = mul b b in (c,) }");
        yield return Of(new CondLanes([log, square], [false, true], [2], [logs, squares]), "i32[5] 0..1", "f32[]", "f32[5,2]");
        yield return Of(new CondLanes([log, square], [false, true], [], []), "i32[1] 0..1", "f32[]", "f32[1,2]");
        Jaxpr less = Jaxpr.Parse("{ lambda ; a:i32[]. let b:bool[] = lt a 6:i32[] in (b,) }");
        Jaxpr more = Jaxpr.Parse("{ lambda ; a:i32[] b:i32[]. let c:i32[] = max a 1:i32[]; d:i32[] = add b c in (d,) }");
        Jaxpr less3 = Jaxpr.Parse("{ lambda ; a:i32[3]. let b:bool[3] = lt a 6:i32[] in (b,) }");
        Jaxpr more3 = Jaxpr.Parse("{ lambda ; a:i32[3] b:i32[3]. let c:i32[3] = max a 1:i32[]; d:i32[3] = add b c in (d,) }");
        yield return Of(new WhileLanes(less, 0, more, 1, [true], [3], [less3], [more3]), "i32[7]", "i32[7]");
        yield return Under([new NamedAxis("i", 2)], new Call("branch", Of(new Cond([total, twice]), "i32[]", "f32[]").ToProgram()), "i32[] 1..1", "f32[]");
    }
}
