using Core.Compiler.Fusion;

namespace Core.Tests.Compiler.Fusion;

public class FusionTests
{
    [Test]
    public void A_bias_and_tanh_after_a_product_are_one_cluster_that_ends_in_sums() => Check("""
            { lambda ; a:f32[8,4] b:f32[4,6] c:f32[6]. let
                d:f32[8,6] = dot_general[dimension_numbers=(([1], [0]), ([], []))] a b
                e:f32[1,6] = broadcast_in_dim[broadcast_dimensions=(1,)] c
                f:f32[8,6] = add d e
                g:f32[8,6] = tanh f
                h:f32[8] = reduce_sum[axes=(1,) out_sharding=None] g
              in (h,) }
            """,
        """
            kernel d = dot_general a b
            cluster [8 | 6] 248 bytes, 144 flops
              %0 = d[6, 1]
              %1 = c[0, 1]
              %2 = add %0 %1
              %3 = tanh %2
              %4 = reduce_sum %3
              e[1, 0] := %4
            """);

    [Test]
    public void A_normalised_layer_is_one_cluster() => Check("""
            { lambda ; a:f32[1024,1024] b:f32[1024] c:f32[1024]. let
                d:f32[1024] = reduce_sum[axes=(1,) out_sharding=None] a
                e:f32[1024] = div d 1024.0:f32[]
                f:f32[1024,1] = broadcast_in_dim[broadcast_dimensions=(0,)] e
                g:f32[1024,1024] = sub a f
                h:f32[1024,1024] = integer_pow[y=2] g
                i:f32[1024] = reduce_sum[axes=(1,) out_sharding=None] h
                j:f32[1024] = div i 1024.0:f32[]
                k:f32[1024,1] = broadcast_in_dim[broadcast_dimensions=(0,)] e
                l:f32[1024,1024] = sub a k
                m:f32[1024] = add j 9.999999747378752e-06:f32[]
                n:f32[1024] = rsqrt m
                o:f32[1024,1] = broadcast_in_dim[broadcast_dimensions=(0,)] n
                p:f32[1024,1024] = mul l o
                q:f32[1,1024] = broadcast_in_dim[broadcast_dimensions=(1,)] b
                r:f32[1024,1024] = mul p q
                s:f32[1,1024] = broadcast_in_dim[broadcast_dimensions=(1,)] c
                t:f32[1024,1024] = add r s
              in (t,) }
            """,
        """
            cluster [1024 | 1024] 8396800 bytes, 7344128 flops
              %0 = a[1024, 1]
              %1 = reduce_sum %0
              %2 = div %1 1024.0:f32[]
              %3 = sub %0 %2
              %4 = integer_pow %3
              %5 = reduce_sum %4
              %6 = div %5 1024.0:f32[]
              %7 = add %6 9.999999747378752e-06:f32[]
              %8 = rsqrt %7
              %9 = mul %3 %8
              %10 = b[0, 1]
              %11 = mul %9 %10
              %12 = c[0, 1]
              %13 = add %11 %12
              d[1024, 1] := %13
            """);

    [Test]
    public void A_reshape_of_an_input_is_a_view() => Check("""
            { lambda ; a:f32[6,4]. let
                b:f32[3,8] = reshape[dimensions=None new_sizes=(3, 8) sharding=None] a
              in (b,) }
            """,
        """
            view b:f32[3,8] of a
            """);

    [Test]
    public void Axes_of_size_1_that_come_and_go_cost_nothing() => Check("""
            { lambda ; a:f32[6,4]. let
                b:f32[6,1,4] = broadcast_in_dim[broadcast_dimensions=(0, 2)] a
                c:f32[1,6,4] = transpose[permutation=(1, 0, 2)] b
                d:f32[24] = reshape[dimensions=None new_sizes=(24,) sharding=None] c
                e:f32[24] = cumsum[axis=0 reverse=False] d
              in (e,) }
            """,
        """
            view b:f32[24] of a
            kernel c = cumsum b
            """);

    [Test]
    public void A_reshape_that_takes_the_axes_in_another_order_is_a_transpose_first() => Check("""
            { lambda ; a:f32[9,15]. let
                b:f32[9,1,15] = reshape[dimensions=(1, 0) new_sizes=(9, 1, 15) sharding=None] a
              in (b,) }
            """,
        """
            cluster [15, 9] 1080 bytes, 0 flops
              %0 = a[1, 15]
              b[9, 1] := %0
            view c:f32[9,1,15] of b
            """);

    [Test]
    public void A_reshape_on_the_way_to_a_sum_cuts_the_domain() => Check("""
            { lambda ; a:f32[6,4] b:f32[24]. let
                c:f32[24] = reshape[dimensions=None new_sizes=(24,) sharding=None] a
                d:f32[24] = add c b
                e:f32[4,6] = reshape[dimensions=None new_sizes=(4, 6) sharding=None] d
                f:f32[4] = reduce_sum[axes=(1,) out_sharding=None] e
              in (f,) }
            """,
        """
            view c:f32[24] of a
            cluster [4 | 6] 208 bytes, 48 flops
              %0 = c[6, 1]
              %1 = b[6, 1]
              %2 = add %0 %1
              %3 = reduce_sum %2
              d[1, 0] := %3
            """);

    [Test]
    public void A_softmax_is_one_cluster_of_three_passes() => Check("""
            { lambda ; a:f32[1024,1024]. let
                b:f32[1024] = reduce_max[axes=(1,)] a
                c:f32[1024,1] = broadcast_in_dim[broadcast_dimensions=(0,)] b
                d:f32[1024,1024] = sub a c
                e:f32[1024,1024] = exp d
                f:f32[1024] = reduce_sum[axes=(1,) out_sharding=None] e
                g:f32[1024,1] = broadcast_in_dim[broadcast_dimensions=(0,)] f
                h:f32[1024,1024] = div e g
              in (h,) }
            """,
        """
            cluster [1024 | 1024] 8388608 bytes, 5242880 flops
              %0 = a[1024, 1]
              %1 = reduce_max %0
              %2 = sub %0 %1
              %3 = exp %2
              %4 = reduce_sum %3
              %5 = div %3 %4
              b[1024, 1] := %5
            """);

    [Test]
    public void A_transpose_goes_into_the_product_that_reads_it() => Check("""
            { lambda ; a:f32[30,40] b:f32[30,20]. let
                c:f32[40,30] = transpose[permutation=(1, 0)] a
                d:f32[40,20] = dot_general[dimension_numbers=(([1], [0]), ([], []))] c b
                e:f32[20,40] = transpose[permutation=(1, 0)] d
              in (e,) }
            """,
        """
            kernel c = dot_general b a
            """);

    [Test]
    public void A_transpose_is_read_in_place() => Check("""
            { lambda ; a:f32[30,40] b:f32[40,30]. let
                c:f32[40,30] = transpose[permutation=(1, 0)] a
                d:f32[40,30] = add c b
              in (d,) }
            """,
        """
            cluster [40, 30] 14400 bytes, 1200 flops
              %0 = a[1, 40]
              %1 = b[30, 1]
              %2 = add %0 %1
              c[30, 1] := %2
            """);

    [Test]
    public void Equal_and_neutral_equations_are_left_out() => Check("""
            { lambda ; a:f32[8]. let
                b:f32[8] = mul a 1.0:f32[]
                c:f32[8] = exp b
                d:f32[8] = exp a
                e:f32[8] = sub d 0.0:f32[]
                f:f32[8] = add c e
                g:f32[] = mul 2.0:f32[] 3.0:f32[]
                h:f32[8] = mul f g
              in (h,) }
            """,
        """
            cluster [8] 64 bytes, 24 flops
              %0 = a[1]
              %1 = exp %0
              %2 = add %1 %1
              %3 = mul %2 6.0:f32[]
              b[1] := %3
            """);

    [Test]
    public void Mean_and_variance_of_a_row_share_a_cluster_with_the_row() => Check("""
            { lambda ; a:f32[30,40]. let
                b:f32[30] = reduce_sum[axes=(1,) out_sharding=None] a
                c:f32[30] = div b 40.0:f32[]
                d:f32[30,1] = broadcast_in_dim[broadcast_dimensions=(0,)] c
                e:f32[30,40] = sub a d
                f:f32[30,40] = square e
                g:f32[30] = reduce_sum[axes=(1,) out_sharding=None] f
              in (c, g) }
            """,
        """
            cluster [30 | 40] 5040 bytes, 4830 flops
              %0 = a[40, 1]
              %1 = reduce_sum %0
              %2 = div %1 40.0:f32[]
              %3 = sub %0 %2
              %4 = square %3
              %5 = reduce_sum %4
              b[1, 0] := %5
              c[1, 0] := %2
            """);

    [Test]
    public void Pairwise_distances_are_one_cluster() => Check("""
            { lambda ; a:f32[1024,16] b:f32[1024,16]. let
                c:f32[1024,1,16] = broadcast_in_dim[broadcast_dimensions=(0, 2)] a
                d:f32[1,1024,16] = broadcast_in_dim[broadcast_dimensions=(1, 2)] b
                e:f32[1024,1024,16] = sub c d
                f:f32[1024,1024,16] = integer_pow[y=2] e
                g:f32[1024,1024] = reduce_sum[axes=(2,) out_sharding=None] f
                h:f32[1024,1024] = sqrt g
              in (h,) }
            """,
        """
            cluster [1024, 1024 | 16] 4325376 bytes, 51380224 flops
              %0 = a[16, 0, 1]
              %1 = b[0, 16, 1]
              %2 = sub %0 %1
              %3 = integer_pow %2
              %4 = reduce_sum %3
              %5 = sqrt %4
              c[1024, 1, 0] := %5
            """);

    [Test]
    public void Parts_put_together_are_written_into_the_whole() => Check("""
            { lambda ; a:f32[4,3] b:f32[4,2]. let
                c:f32[4,3] = neg a
                d:f32[4,5] = concatenate[dimension=1] c b
                e:f32[6,5] = pad[padding_config=((1, 1, 0), (0, 0, 0))] d 0.0:f32[]
              in (e,) }
            """,
        """
            cluster [4, 3] 128 bytes, 12 flops
              %0 = a[3, 1]
              %1 = neg %0
              c[5, 1] := %1
            cluster [4, 2] 112 bytes, 0 flops
              %0 = b[2, 1]
              c[5, 1]+3 := %0
            cluster [6, 5] 120 bytes, 0 flops
              d[5, 1] := 0.0:f32[]
            cluster [4, 5] 200 bytes, 0 flops
              %0 = c[5, 1]
              d[5, 1]+5 := %0
            """);

    [Test]
    public void Sums_over_each_axis_are_a_cluster_each() => Check("""
            { lambda ; a:f32[30,40]. let
                b:f32[30,40] = mul a 2.0:f32[]
                c:f32[40] = reduce_sum[axes=(0,) out_sharding=None] b
                d:f32[30] = reduce_sum[axes=(1,) out_sharding=None] b
              in (c, d) }
            """,
        """
            cluster [40 | 30] 4960 bytes, 2400 flops
              %0 = a[1, 40]
              %1 = mul %0 2.0:f32[]
              %2 = reduce_sum %1
              b[1, 0] := %2
            cluster [30 | 40] 4920 bytes, 2400 flops
              %0 = a[40, 1]
              %1 = mul %0 2.0:f32[]
              %2 = reduce_sum %1
              c[1, 0] := %2
            """);

    [Test]
    public void What_is_dear_and_wanted_at_two_places_is_stored_once() => Check("""
            { lambda ; a:f32[100]. let
                b:f32[100] = exp a
                c:f32[100,1] = broadcast_in_dim[broadcast_dimensions=(0,)] b
                d:f32[1,100] = broadcast_in_dim[broadcast_dimensions=(1,)] b
                e:f32[100,100] = sub c d
              in (e,) }
            """,
        """
            cluster [100] 800 bytes, 100 flops
              %0 = a[1]
              %1 = exp %0
              b[1] := %1
            cluster [100, 100] 40400 bytes, 10000 flops
              %0 = b[1, 0]
              %1 = b[0, 1]
              %2 = sub %0 %1
              c[100, 1] := %2
            """);

    private static void Check(string program, string expected) =>
        Assert.That(FusedProgram.Fuse(Jaxpr.Parse(program)).ToString().TrimEnd('\n'), Is.EqualTo(expected));
}
