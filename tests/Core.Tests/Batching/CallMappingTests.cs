using Core.Interpreter;

namespace Core.Tests.Batching;

/// <summary>Calls under Vmap: the programs are JAX's.</summary>
public class CallMappingTests
{
    [Test]
    public void Calls_with_rules_of_their_own_keep_them_by_name() => Assert.That(Map("""
        { lambda ; a:f32[3] b:f32[]. let
            c:f32[3] = custom_jvp_call[
              name=s
              call_jaxpr={ lambda ; d:f32[3]. let e:f32[3] = sin d in (e,) }
              jvp=<lambda>
              symbolic_zeros=False
            ] a
            f:f32[3] = custom_vjp_call[
              name=w
              bwd=<lambda>
              call_jaxpr={ lambda ; g:f32[3] h:f32[]. let i:f32[3] = mul g h in (i,) }
              fwd=<lambda>
              symbolic_zeros=False
            ] a b
            k:f32[3] l:f32[2] = remat2[
              differentiated=False
              jaxpr={ lambda ; m:f32[3] n:f32[]. let
                  p:f32[3] = mul m n
                  q:f32[2] = broadcast_in_dim 1.0:f32[]
                in (p, q) }
              policy=None
              prevent_cse=True
            ] a b
            s:f32[3] t:f32[] = optimization_barrier a b
          in (c, f, k, l, s, t) }
        """, [1, null], 2, axis: -1), Is.EqualTo("""
        { lambda ; a:f32[3,2] b:f32[]. let
            c:f32[3,2] = custom_jvp_call[
              name=s
              call_jaxpr={ lambda ; d:f32[3,2]. let e:f32[3,2] = sin d in (e,) }
              jvp=<lambda>
              symbolic_zeros=False
            ] a
            f:f32[3,2] = custom_vjp_call[
              name=w
              bwd=<lambda>
              call_jaxpr={ lambda ; g:f32[3,2] h:f32[]. let
                  i:f32[3,2] = mul g h
                in (i,) }
              fwd=<lambda>
              symbolic_zeros=False
            ] a b
            j:f32[2,3] k:f32[2] = remat2[
              differentiated=False
              jaxpr={ lambda ; l:f32[3,2] m:f32[]. let
                  n:f32[3,2] = mul l m
                  o:f32[2] = broadcast_in_dim 1.0:f32[]
                  p:f32[2,3] = transpose[permutation=(1, 0)] n
                in (p, o) }
              policy=None
              prevent_cse=True
            ] a b
            q:f32[3,2] r:f32[] = optimization_barrier a b
            s:f32[3,2] = transpose[permutation=(1, 0)] j
            t:f32[2,2] = broadcast_in_dim[broadcast_dimensions=(0,)] k
            u:f32[2] = broadcast_in_dim r
          in (c, f, s, t, q, u) }
        """));

    [Test]
    public void References_get_the_axis_and_are_indexed_along_it() => Assert.That(Map("""
        { lambda ; a:f32[3,4] b:f32[4] c:i32[] d:i32[2]. let
            e:Ref{f32[3,4]} = new_ref[kind=None memory_space=None] a
            e[0,:] <- b
            f:f32[2] <- e[c,:2]
            g:f32[2] <- e[d,d]
            h:f32[2] <- e[1:,c]
            i:f32[3] = slice[limit_indices=(3,) start_indices=(0,) strides=None] b
            e[:,c] += i
            j:f32[3,4] = freeze e
          in (f, g, h, j) }
        """, [0, null, 0, null], 5, axis: 0), Is.EqualTo("""
        { lambda ; a:f32[5,3,4] b:f32[4] c:i32[5] d:i32[2]. let
            e:Ref{f32[5,3,4]} = new_ref[kind=None memory_space=None] a
            f:f32[5,4] = broadcast_in_dim[broadcast_dimensions=(1,)] b
            e[:,0,:] <- f
            g:i32[5] = iota[dimension=0 dtype=int32 shape=(5,) sharding=None] 
            h:f32[5,2] <- e[g,c,:2]
            i:i32[5,2] = broadcast_in_dim[broadcast_dimensions=(1,)] d
            j:i32[5,2] = broadcast_in_dim[broadcast_dimensions=(1,)] d
            k:i32[5,2] = iota[dimension=0 dtype=int32 shape=(5, 2) sharding=None] 
            l:f32[5,2] <- e[k,i,j]
            m:i32[5] = iota[dimension=0 dtype=int32 shape=(5,) sharding=None] 
            n:f32[5,2] <- e[m,1:,c]
            o:f32[3] = slice[limit_indices=(3,) start_indices=(0,) strides=None] b
            p:i32[5] = iota[dimension=0 dtype=int32 shape=(5,) sharding=None] 
            q:f32[5,3] = broadcast_in_dim[broadcast_dimensions=(1,)] o
            e[p,:,c] += q
            r:f32[5,3,4] = freeze e
          in (h, l, n, r) }
        """));

    [Test]
    public void A_check_is_made_of_the_last_example_that_fails()
    {
        string mapped = Map("{ lambda ; a:bool[] b:f32[]. let check[debug=False] a 7:i32[] b in (b,) }", [0, 0], 2, axis: 0);

        Assert.That(mapped, Does.Contain("name=argsort").And.Contain("check[debug=False]"));
        Jaxpr program = Jaxpr.Parse(mapped);
        ArrayData none = ArrayData.Create<bool>([2], [false, false]), one = ArrayData.Create<bool>([2], [true, false]), numbers = ArrayData.Create<float>([2], [1, 2]);
        Assert.That(Evaluate.Run(program, none, numbers)[0].AsSpan<float>().ToArray(), Is.EqualTo(new float[] { 1, 2 }));
        Assert.That(() => Evaluate.Run(program, one, numbers), Throws.TypeOf<CheckException>().With.Message.EqualTo(
            "check: a predicate of the program is true; the error has the code 7."));
    }

    [TestCase("{ lambda ; a:Ref{f32[3]} b:f32[3]. let a[...] <- b in (b,) }",
        "swap: a value of each example is written to a reference of type Ref{f32[3]} that all examples share, so there is no one value for it to hold. " +
        "Pass the reference as a mapped argument of the function, or make it inside.")]
    [TestCase("{ lambda ; a:Ref{f32[3]} b:f32[3]. let a[...] += b in (b,) }",
        "addupdate: a value of each example is written to a reference of type Ref{f32[3]} that all examples share, so there is no one value for it to hold. " +
        "Pass the reference as a mapped argument of the function, or make it inside.")]
    public void What_differs_cannot_be_written_to_what_is_shared(string program, string message) =>
        Assert.That(() => Map(program, [null, 0], 2, axis: 0), Throws.TypeOf<UnsupportedException>().With.Message.EqualTo(message));

    [Test]
    public void A_part_of_a_part_cannot_be_mapped() =>
        Assert.That(() => Map("{ lambda ; a:f32[5]. let b:Ref{f32[5]} = new_ref[kind=None memory_space=None] a; c:f32[] <- b[1:3][0] in (c,) }", [0], 2, axis: 0),
            Throws.TypeOf<UnsupportedException>().With.Message.EqualTo("get: a part of a part of a reference cannot be mapped, as in JAX; index once, or read the outer part first."));

    [Test]
    public void A_run_that_starts_elsewhere_for_each_example_cannot_be_mapped() =>
        Assert.That(() => Map("{ lambda ; a:f32[5] i:i32[]. let b:Ref{f32[5]} = new_ref[kind=None memory_space=None] a; c:f32[2] <- b[i:i+2] in (c,) }", [0, 0], 2, axis: 0),
            Throws.TypeOf<UnsupportedException>().With.Message.EqualTo(
                "get: a run of elements that starts elsewhere for each example cannot be mapped, as in JAX; index single elements."));

    private static string Map(string program, ValueArray<int?> inAxes, int size, int axis) =>
        Jaxpr.Parse(program).ToTraced().Vmap(Axes.Create([.. inAxes.Select(a => (Axes)a)]), axis, axisSize: size).ToJaxpr().ToString();
}
