using Core;

namespace Vmap.Cli.Verbs;

/// <summary>Programs that are mapped, compiled and run before one is timed, so that the process is warm. They have nothing to do with it but that they are programs.</summary>
internal static class WarmUp
{
    private const int Calls = 3;

    /// <summary>Contractions whose rows are more than a vector, elementwise ops, reductions, a selection.</summary>
    private const string Layers = """
        { lambda ; a:f32[3,7] b:f32[7,19] c:f32[19] d:f32[]. let
            e:f32[3,19] = dot_general[
              dimension_numbers=(([1], [0]), ([], []))
              preferred_element_type=float32
            ] a b
            f:f32[1,19] = broadcast_in_dim[broadcast_dimensions=(1,)] c
            g:f32[3,19] = add e f
            h:f32[3,19] = tanh g
            i:f32[3,3] = dot_general[
              dimension_numbers=(([1], [1]), ([], []))
              preferred_element_type=float32
            ] h h
            j:f32[3] = reduce_max[axes=(1,)] i
            k:f32[3,1] = broadcast_in_dim[broadcast_dimensions=(0,)] j
            l:f32[3,3] = sub i k
            m:f32[3,3] = exp l
            n:f32[3] = reduce_sum[axes=(1,) out_sharding=None] m
            o:f32[3,1] = broadcast_in_dim[broadcast_dimensions=(0,)] n
            p:f32[3,3] = div m o
            q:f32[3,19] = dot_general[
              dimension_numbers=(([1], [0]), ([], []))
              preferred_element_type=float32
            ] p h
            r:f32[19,3] = transpose[permutation=(1, 0)] q
            s:bool[19,3] = gt r d
            t:f32[19,3] = abs r
            u:f32[19,3] = log1p t
            v:f32[19,3] = jit[
              name=_where
              jaxpr={ lambda ; s:bool[19,3] r:f32[19,3] u:f32[19,3]. let
                  v:f32[19,3] = select_n s u r
                in (v,) }
            ] s r u
            w:f32[19,3] = mul r r
            x:f32[] = reduce_sum[axes=(0, 1) out_sharding=None] w
            y:f32[] = reduce_sum[axes=(0, 1) out_sharding=None] r
            z:f32[] = div y 57.0:f32[]
            ba:f32[] = add z 1.0:f32[]
            bb:f32[] = rsqrt ba
          in (v, x, bb) }
        """;

    /// <summary>Loops and branches.</summary>
    private const string Loops = """
        { lambda ; a:f32[4,3] b:i32[]. let
            c:f32[1,3] = slice[limit_indices=(1, 3) start_indices=(0, 0) strides=None] a
            d:f32[3] = squeeze[dimensions=(0,)] c
            e:f32[3] f:f32[4,3] = scan[
              jaxpr={ lambda ; g:f32[3] h:f32[3]. let
                  i:f32[3] = sin g
                  j:f32[3] = mul i h
                  k:f32[3] = add j 0.5:f32[]
                  l:f32[3] = mul k k
                in (k, l) }
              length=4
              num_carry=1
              num_consts=0
              reverse=False
              unroll=1
            ] d a
            _:i32[] m:f32[3] = while[
              body_jaxpr={ lambda ; n:i32[] o:f32[3]. let
                  p:i32[] = add n 1:i32[]
                  q:f32[3] = mul o 1.5:f32[]
                  r:f32[3] = add q 1.0:f32[]
                in (p, r) }
              body_nconsts=0
              cond_jaxpr={ lambda ; s:i32[] t:i32[] u:f32[3]. let
                  w:bool[] = lt t s
                  x:f32[1] = slice[limit_indices=(1,) start_indices=(0,) strides=None] u
                  y:f32[] = squeeze[dimensions=(0,)] x
                  z:bool[] = lt y 9.0:f32[]
                  ba:bool[] = and w z
                in (ba,) }
              cond_nconsts=1
            ] b 0:i32[] e
            bb:bool[] = gt b 3:i32[]
            bc:i32[] = convert_element_type[new_dtype=int32 weak_type=False] bb
            bd:f32[3] = cond[
              branches=(
                { lambda ; be:f32[3]. let bf:f32[3] = mul be 2.0:f32[] in (bf,) }
                { lambda ; bg:f32[3]. let
                    bh:f32[3] = cos bg
                    bi:f32[3] = sub bh 1.0:f32[]
                  in (bi,) }
              )
            ] bc m
          in (bd, f) }
        """;

    /// <summary>Rows taken and changed, sorting, running sums, arrays put together.</summary>
    private const string Rows = """
        { lambda ; a:f32[6,5] b:i32[3] c:i32[]. let
            d:bool[3] = lt b 0:i32[]
            e:i32[3] = add b 6:i32[]
            f:i32[3] = select_n d b e
            g:i32[3,1] = broadcast_in_dim[broadcast_dimensions=(0,)] f
            h:f32[3,5] = gather[
              dimension_numbers=GatherDimensionNumbers(offset_dims=(1,), collapsed_slice_dims=(0,), start_index_map=(0,), operand_batching_dims=(), start_indices_batching_dims=())
              fill_value=None
              indices_are_sorted=False
              mode=GatherScatterMode.PROMISE_IN_BOUNDS
              slice_sizes=(1, 5)
              unique_indices=False
            ] a g
            l:f32[2,3] = dynamic_slice[slice_sizes=(2, 3)] a c 1:i32[]
            m:f32[3,5] = sort[dimension=1 is_stable=True num_keys=1] h
            r:f32[3,5] = broadcast_in_dim 1.0:f32[]
            s:f32[6,5] = scatter-add[
              dimension_numbers=ScatterDimensionNumbers(update_window_dims=(1,), inserted_window_dims=(0,), scatter_dims_to_operand_dims=(0,), operand_batching_dims=(), scatter_indices_batching_dims=())
              indices_are_sorted=False
              mode=GatherScatterMode.FILL_OR_DROP
              unique_indices=False
              update_consts=()
              update_jaxpr={ lambda ; t:f32[] u:f32[]. let v:f32[] = add t u in (v,) }
            ] a g r
            w:f32[3,5] = cumsum[axis=0 reverse=False] m
            x:i32[3] = argmax[axes=(1,) index_dtype=int32] h
            y:f32[2,3] = slice[limit_indices=(2, 3) start_indices=(0, 0) strides=None] m
            z:f32[4,3] = concatenate[dimension=0] y l
            ba:f32[8,7] = pad[padding_config=((1, 1, 0), (0, 2, 0))] s 0.0:f32[]
            bb:f32[6] = reshape[dimensions=None new_sizes=(6,) sharding=None] l
            bc:f32[6] = rev[dimensions=(0,)] bb
            bd:i32[6] = iota[dimension=0 dtype=int32 shape=(6,) sharding=None] 
            be:f32[6] = convert_element_type[new_dtype=float32 weak_type=False] bd
            bf:f32[6] = mul bc be
          in (w, x, z, ba, bf) }
        """;

    /// <summary>Maps, compiles and runs them.</summary>
    public static void Run(Engine engine)
    {
        Run(engine, Layers, "[0, null, null, 0]");
        Run(engine, Loops, "[0, 0]");
        Run(engine, Rows, "[0, 0, 0]");
    }

    private static void Run(Engine engine, string text, string inAxes)
    {
        const int Examples = 11;
        int?[] axes = AxesJson.Parse("--in-axes", inAxes, out _)!;
        Jaxpr jaxpr = Jaxpr.Parse(text);
        ArrayData[] inputs = [.. jaxpr.Inputs.Select((input, i) => Zeros(input.Type.DType, axes[i] is null ? input.Type.Shape : [Examples, .. input.Type.Shape.Span]))];
        jaxpr = RunVerb.Mapping(jaxpr, inAxes, null, null, null, inputs).ToJaxpr();
        Func<ArrayData[], ArrayData[]> run = engine.Prepare(jaxpr);
        for (int i = 0; i < Calls; i++) run(inputs);
    }

    private static ArrayData Zeros(DType type, Shape shape) => ArrayData.Create<byte>(type, shape, values => values.Clear());
}
