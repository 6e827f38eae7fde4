using Core.Interpreter;
using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.Autodiff;

/// <summary>Derivatives that are known by the names of a function and of its rule, and those that are not.</summary>
public class LibraryRuleTests
{
    // The steps of these programs are those of another function: the names tell the derivative.
    [TestCase("expi", "expi_jvp", 2.0, 3.694528049465325)] // eˣ / x
    [TestCase("logit", "jvp", 0.25, 5.333333333333333)] // 1 / x(1 − x)
    [TestCase("_xlogx", "_xlogx_jvp", 2.0, 1.6931471805599454)] // log x + 1
    [TestCase("relu", "jvp", -2.0, 0.0)]
    [TestCase("relu", "other_jvp", -2.0, -0.5)] // a rule of another name: the derivative of the steps
    [TestCase("rectify", "jvp", -2.0, -0.5)]
    public void The_names_of_a_library_function_tell_its_derivative(string function, string rule, double x, double derivative)
    {
        Jaxpr program = Jaxpr.Parse($$"""
            { lambda ; a:f64[]. let
                b:f64[] = custom_jvp_call[
                  name={{function}}
                  call_jaxpr={ lambda ; c:f64[]. let
                      d:f64[] = abs c
                      e:f64[] = log d
                    in (e,) }
                  jvp={{rule}}
                  symbolic_zeros=False
                ] a
              in (b,) }
            """);

        Assert.That(Run(program.Grad(), x), Is.EqualTo(derivative).Within(1e-12));
    }

    [Test]
    public void A_function_of_the_name_with_other_arguments_has_the_derivative_of_its_steps()
    {
        Jaxpr program = Jaxpr.Parse("""
            { lambda ; a:f64[] b:f64[]. let
                c:f64[] = custom_jvp_call[
                  name=expi
                  call_jaxpr={ lambda ; d:f64[] e:f64[]. let f:f64[] = mul d e in (f,) }
                  jvp=expi_jvp
                  symbolic_zeros=False
                ] a b
              in (c,) }
            """);

        Assert.That(Run(program.Grad(0), 2.0, 3.0), Is.EqualTo(3.0));
    }

    // f(x) = x · 2ⁿ, where n is how often x can be doubled below 100.
    [Test]
    public void A_loop_behind_a_rule_that_is_known_by_name_only_has_a_reverse_derivative()
    {
        Jaxpr program = Jaxpr.Parse("""
            { lambda ; a:f64[2]. let
                b:f64[2] = custom_vjp_call[
                  name=doubled
                  bwd=doubled_bwd
                  call_jaxpr={ lambda ; c:f64[2]. let
                      d:f64[2] = while[
                        body_jaxpr={ lambda ; e:f64[2]. let f:f64[2] = mul e 2.0:f64[] in (f,) }
                        body_nconsts=0
                        cond_jaxpr={ lambda ; g:f64[2]. let
                            h:f64[] = reduce_max[axes=(0,)] g
                            i:bool[] = lt h 50.0:f64[]
                          in (i,) }
                        cond_nconsts=0
                      ] c
                    in (d,) }
                  fwd=doubled_fwd
                  symbolic_zeros=False
                ] a
                j:f64[2] = sin b
                k:f64[] = reduce_sum[axes=(0,) out_sharding=None] j
              in (k,) }
            """);

        ArrayData[] gradient = Evaluate.Run(program.Grad(), [NdArray.From(3.0, 5.0).Data()]);

        Assert.That(gradient[0].AsSpan<double>().ToArray(), Is.EqualTo(new[] { 16 * Math.Cos(48), 16 * Math.Cos(80) }).Within(1e-12));
    }

    private static readonly NdArray[] Matrices =
    [
        NdArray.From(new[,] { { 1.5 } }),
        NdArray.From(new[,] { { 1.5, 0.25 }, { -0.5, 2.0 } }),
        NdArray.From(new[,] { { 1.5, 0.25, 1.0 }, { -0.5, 2.0, 0.75 }, { 0.5, -1.0, 1.25 } }),
        NdArray.From(new[,] { { 1.5, 0.25, 1.0, 0.1 }, { -0.5, 2.0, 0.75, -0.3 }, { 0.5, -1.0, 1.25, 0.2 }, { 0.9, 0.8, -0.7, 1.1 } }),
    ];

    [Test]
    public void Determinants([Range(0, 3)] int which) => IsDifference(Linalg.Det, Matrices[which]);

    [Test]
    public void Logarithms_of_determinants([Range(0, 3)] int which, [Values] DeterminantMethod method) => IsDifference(a => Linalg.Slogdet(a, method).LogAbsDet, Matrices[which]);

    [Test]
    public void Determinants_twice([Range(0, 3)] int which) =>
        IsDifference(a => Sum(Square(Trace<Func<NdArray, NdArray>>(Linalg.Det).Grad().Invoke(a))), Matrices[which]);

    [Test]
    public void Pseudo_inverses([Values] bool hermitian) => IsDifference(a => Sum(Sin(Linalg.Pinv(a, hermitian: hermitian))), Matrices[2]);

    [Test]
    public void Pseudo_inverses_of_matrices_that_are_not_square()
    {
        IsDifference(a => Sum(Sin(Linalg.Pinv(a))), Matrices[3][..2]);
        IsDifference(a => Sum(Sin(Linalg.Pinv(a))), Matrices[3][Ix.Ellipsis, ..2]);
    }

    // adj(A) of a matrix of rank n − 1 is a product of vectors of its kernels; of a lower rank it is 0.
    [Test]
    public void Determinants_of_singular_matrices()
    {
        NdArray rankThree = NdArray.From(new[,] { { 1.0, 2, 3, 4 }, { 2, 1, 0, 1 }, { 3, 3, 3, 5 }, { 0, 1, 5, 2 } });

        IsDifference(Linalg.Det, rankThree);
        Assert.That(AllClose(Trace<Func<NdArray, NdArray>>(Linalg.Det).Grad().Invoke(Ones([4, 4], DType.F64)), Zeros([4, 4], DType.F64), 0, 0), Is.True);
    }

    // The names tell the derivative for one example, wherever the mapped axis is.
    [Test]
    public void Functions_that_are_mapped_over_an_axis_of_the_matrices([Values(0, 1, 2)] int axis)
    {
        NdArray stack = Sin(Square(Reshape(Arange(27.0, DType.F64), [3, 3, 3]))) + 2 * Eye(3, dtype: DType.F64);
        foreach (Func<NdArray, NdArray> f in (Func<NdArray, NdArray>[])[Linalg.Det, a => Linalg.Slogdet(a).LogAbsDet, a => Linalg.Slogdet(a, DeterminantMethod.Qr).LogAbsDet, a => Sum(Linalg.Pinv(a))])
        {
            NdArray expected = Trace(f).Grad().Vmap(inAxes: [axis], outAxes: axis).Invoke(stack);
            NdArray actual = Trace((NdArray own) => Sum(Trace(f).Vmap(inAxes: [axis]).Invoke(own))).Grad().Invoke(stack);
            Assert.That(AllClose(actual, expected, 1e-9, 1e-9), Is.True);
            IsDifference(own => Sum(Trace(f).Vmap(inAxes: [axis]).Invoke(own)), stack);
        }
    }

    // log(eˣ + eʸ), mapped over both: the numbers x, one for each example, are not a row.
    [Test]
    public void A_mapped_function_in_text_whose_arguments_are_not_broadcast_by_their_last_axes_has_the_derivative_of_its_steps()
    {
        Jaxpr program = Jaxpr.Parse("""
            { lambda ; a:f64[2] b:f64[2,2]. let
                c:f64[2,2] = custom_jvp_call[
                  name=logaddexp
                  call_jaxpr={ lambda ; d:f64[2] e:f64[2,2]. let
                      f:f64[2,1] = broadcast_in_dim[broadcast_dimensions=(0,)] d
                      g:f64[2,2] = max f e
                      h:f64[2,2] = sub f e
                      i:f64[2,2] = abs h
                      j:f64[2,2] = neg i
                      k:f64[2,2] = exp j
                      l:f64[2,2] = log1p k
                      m:f64[2,2] = add g l
                    in (m,) }
                  jvp=_logaddexp_jvp
                  symbolic_zeros=False
                ] a b
                n:f64[] = reduce_sum[axes=(0, 1) out_sharding=None] c
              in (n,) }
            """);
        NdArray x = NdArray.From(0.5, -1.0), y = NdArray.From(new[,] { { 0.25, 2.0 }, { 1.0, -3.0 } });

        double[] gradient = Evaluate.Run(program.Grad(), [x.Data(), y.Data()])[0].AsSpan<double>().ToArray();

        NdArray column = ExpandDims(x, 1);
        Assert.That(gradient, Is.EqualTo(Sum(Exp(column) / (Exp(column) + Exp(y)), [1]).ToArray<double>()).Within(1e-12));
    }

    private static void IsDifference(Func<NdArray, NdArray> f, NdArray at)
    {
        NdArray direction = Cos(Reshape(Arange((double)at.Size, DType.F64), at.Shape));
        const double Step = 1e-5;
        double expected = ((f(at + Step * direction) - f(at - Step * direction)) / (2 * Step)).Item<double>();

        Assert.That(Sum(Trace(f).Grad().Invoke(at) * direction).Item<double>(), Is.EqualTo(expected).Within(1e-6 * (1 + Math.Abs(expected))), "in reverse");
        Assert.That(Trace(f).Jvp().Invoke(at, direction).Tangent.Item<double>(), Is.EqualTo(expected).Within(1e-6 * (1 + Math.Abs(expected))), "forwards");
    }

    private static double Run(Jaxpr program, params double[] inputs) => Evaluate.Run(program, [.. inputs.Select(x => ArrayData.Create<double>([], [x]))])[0].AsSpan<double>()[0];
}
