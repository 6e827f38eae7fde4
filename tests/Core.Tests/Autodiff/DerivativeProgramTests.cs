using Core.Ir;
using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.Autodiff;

/// <summary>The programs of derivatives: JAX 0.10.2's without dead equations and without products with one.</summary>
public class DerivativeProgramTests
{
    [Test]
    public void The_gradient_of_the_neuron() => Prints(Trace<Func<NdArray, NdArray, NdArray, NdArray>>(Neuron).Grad().ToJaxpr(F32[4, 5], F32[4], F32[5]), """
        { lambda ; a:f32[4,5] b:f32[4] c:f32[5]. let
            d:f32[4] = dot_general[
              dimension_numbers=(([1], [0]), ([], []))
              preferred_element_type=float32
            ] a c
            e:f32[4] = add d b
            f:f32[4] = tanh e
            g:f32[4] = sub 1.0:f32[] f
            h:f32[4] = mul g f
            i:f32[4] = add_any g h
            j:f32[4,5] = dot_general[
              dimension_numbers=(([], []), ([], []))
              preferred_element_type=float32
            ] i c
          in (j,) }
        """);

    // JAX: the same.
    [Test]
    public void The_tangent_of_the_neuron() =>
        Prints(Trace<Func<NdArray, NdArray, NdArray, NdArray>>(Neuron).Jvp().ToJaxpr(F32[4, 5], F32[4], F32[5], F32[4, 5], F32[4], F32[5]), """
        { lambda ; a:f32[4,5] b:f32[4] c:f32[5] d:f32[4,5] e:f32[4] f:f32[5]. let
            g:f32[4] = dot_general[
              dimension_numbers=(([1], [0]), ([], []))
              preferred_element_type=float32
            ] a c
            h:f32[4] = dot_general[
              dimension_numbers=(([1], [0]), ([], []))
              preferred_element_type=float32
            ] d c
            i:f32[4] = dot_general[
              dimension_numbers=(([1], [0]), ([], []))
              preferred_element_type=float32
            ] a f
            j:f32[4] = add_any h i
            k:f32[4] = add g b
            l:f32[4] = add j e
            m:f32[4] = tanh k
            n:f32[4] = mul l m
            o:f32[4] = add l n
            p:f32[4] = sub 1.0:f32[] m
            q:f32[4] = mul o p
            r:f32[] = reduce_sum[axes=(0,) out_sharding=None] m
            s:f32[] = reduce_sum[axes=(0,) out_sharding=None] q
          in (r, s) }
        """);

    [Test]
    public void The_gradient_of_a_jitted_function_is_two_calls() =>
        Prints(Trace<Func<NdArray, NdArray, NdArray, NdArray>>(Neuron).Jit().Grad().ToJaxpr(F32[4, 5], F32[4], F32[5]), """
        { lambda ; a:f32[4,5] b:f32[4] c:f32[5]. let
            d:f32[4] e:f32[4] = jit[
              name=Neuron
              jaxpr={ lambda ; a:f32[4,5] b:f32[4] c:f32[5]. let
                  f:f32[4] = dot_general[
                    dimension_numbers=(([1], [0]), ([], []))
                    preferred_element_type=float32
                  ] a c
                  g:f32[4] = add f b
                  d:f32[4] = tanh g
                  e:f32[4] = sub 1.0:f32[] d
                in (d, e) }
            ] a b c
            h:f32[4,5] = jit[
              name=Neuron
              jaxpr={ lambda ; c:f32[5] d:f32[4] e:f32[4] i:f32[]. let
                  j:f32[4] = broadcast_in_dim i
                  k:f32[4] = mul j e
                  l:f32[4] = mul k d
                  m:f32[4] = add_any k l
                  h:f32[4,5] = dot_general[
                    dimension_numbers=(([], []), ([], []))
                    preferred_element_type=float32
                  ] m c
                in (h,) }
            ] c d e 1.0:f32[]
          in (h,) }
        """);

    [Test]
    public void A_checkpoint_computes_again_what_it_needs() => Prints(Jaxpr.Parse("""
        { lambda ; a:f32[]. let
            b:f32[] = remat2[
              differentiated=False
              jaxpr={ lambda ; c:f32[]. let d:f32[] = sin c; e:f32[] = sin d in (e,) }
              policy=None
              prevent_cse=True
            ] a
          in (b,) }
        """).Grad(), """
        { lambda ; a:f32[]. let
            b:f32[] = remat2[
              differentiated=True
              jaxpr={ lambda ; c:f32[] d:f32[]. let
                  e:f32[] = sin c
                  f:f32[] = cos c
                  g:f32[] = cos e
                  h:f32[] = mul d g
                  i:f32[] = mul h f
                in (i,) }
              policy=None
              prevent_cse=True
            ] a 1.0:f32[]
          in (b,) }
        """);

    // JAX: 27 equations, of which three are a broadcast 1 and products with it.
    [Test]
    public void The_gradient_of_the_loss_of_a_network() => Prints(
        Trace<Func<(NdArray, NdArray, NdArray, NdArray), NdArray, NdArray, NdArray>>(Loss).Grad().ToJaxpr((F32[3, 4], F32[4], F32[4, 2], F32[2]), F32[5, 3], F32[5, 2]), """
        { lambda ; a:f32[3,4] b:f32[4] c:f32[4,2] d:f32[2] e:f32[5,3] f:f32[5,2]. let
            g:f32[5,4] = dot_general[
              dimension_numbers=(([1], [0]), ([], []))
              preferred_element_type=float32
            ] e a
            h:f32[1,4] = broadcast_in_dim[broadcast_dimensions=(1,)] b
            i:f32[5,4] = add g h
            j:f32[5,4] = tanh i
            k:f32[5,4] = sub 1.0:f32[] j
            l:f32[5,2] = dot_general[
              dimension_numbers=(([1], [0]), ([], []))
              preferred_element_type=float32
            ] j c
            m:f32[1,2] = broadcast_in_dim[broadcast_dimensions=(1,)] d
            n:f32[5,2] = add l m
            o:f32[5,2] = sub n f
            p:f32[5,2] = add_any o o
            q:f32[2] = reduce_sum[axes=(0,) out_sharding=None] p
            r:f32[1,2] = reshape[dimensions=None new_sizes=(1, 2) sharding=None] q
            s:f32[2] = reduce_sum[axes=(0,) out_sharding=None] r
            t:f32[2,4] = dot_general[
              dimension_numbers=(([0], [0]), ([], []))
              preferred_element_type=float32
            ] p j
            u:f32[4,2] = transpose[permutation=(1, 0)] t
            v:f32[5,4] = dot_general[
              dimension_numbers=(([1], [1]), ([], []))
              preferred_element_type=float32
            ] p c
            w:f32[5,4] = mul v k
            x:f32[5,4] = mul w j
            y:f32[5,4] = add_any w x
            z:f32[4] = reduce_sum[axes=(0,) out_sharding=None] y
            ba:f32[1,4] = reshape[dimensions=None new_sizes=(1, 4) sharding=None] z
            bb:f32[4] = reduce_sum[axes=(0,) out_sharding=None] ba
            bc:f32[4,3] = dot_general[
              dimension_numbers=(([0], [0]), ([], []))
              preferred_element_type=float32
            ] y e
            bd:f32[3,4] = transpose[permutation=(1, 0)] bc
          in (bd, bb, u, s) }
        """);

    [Test]
    public void What_is_not_differentiated_costs_nothing() => Prints(Trace((NdArray x, NdArray y) => Sum(x * Exp(StopGradient(y)))).Grad(argnums: [0]).ToJaxpr(F32[3], F32[3]), """
        { lambda ; a:f32[3] b:f32[3]. let
            c:f32[3] = stop_gradient b
            d:f32[3] = exp c
          in (d,) }
        """);

    private static NdArray Neuron(NdArray w, NdArray b, NdArray x) => Sum(Tanh(Dot(w, x) + b));

    private static NdArray Loss((NdArray W1, NdArray B1, NdArray W2, NdArray B2) p, NdArray x, NdArray y)
    {
        NdArray error = Dot(Tanh(Dot(x, p.W1) + p.B1), p.W2) + p.B2 - y;
        return Sum(error * error);
    }

    private static void Prints(Jaxpr actual, string expected)
    {
        JaxprChecker.Check(actual);
        Assert.That($"{actual}", Is.EqualTo(expected.Trim()));
    }
}
