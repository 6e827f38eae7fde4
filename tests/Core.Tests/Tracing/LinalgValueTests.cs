using static Core.Np;

namespace Core.Tests.Tracing;

/// <summary>What functions of linear algebra, samplers and attention compute, and what they say about arguments that do not fit.</summary>
public class LinalgValueTests
{
    private static readonly NdArray A = NdArray.From<float>([2, 1, 0, 1, 3, 1, 0, 1, 4], [3, 3]), Tall = NdArray.From<float>([1, 0, 1, 1, 1, 2], [3, 2]);

    [Test]
    public void Determinants_of_every_size_are_those_of_their_factors() => Assert.Multiple(() =>
    {
        Assert.That(Number(Linalg.Det(A)), Is.EqualTo(18).Within(1e-5));
        for (int n = 1; n <= 5; n++)
        {
            NdArray matrix = Rng.Normal(Rng.Key(n), [n, n]) + 2 * Eye(n);
            (NdArray sign, NdArray log) = Linalg.Slogdet(matrix);
            (NdArray signByReflections, NdArray logByReflections) = Linalg.Slogdet(matrix, DeterminantMethod.Qr);
            double det = Number(Linalg.Det(matrix)), product = Number(Real(Prod(Linalg.Eigvals(matrix))));
            Assert.That(Number(sign * Exp(log)), Is.EqualTo(det).Within(1e-4).Percent, $"{n}");
            Assert.That(Number(signByReflections * Exp(logByReflections)), Is.EqualTo(det).Within(1e-3).Percent, $"{n}");
            Assert.That(product, Is.EqualTo(det).Within(1e-3).Percent, $"{n}");
        }
    });

    [Test]
    public void A_singular_matrix_has_the_sign_0_and_the_logarithm_of_0()
    {
        (NdArray sign, NdArray log) = Linalg.Slogdet(NdArray.From<float>([1, 2, 3, 2, 4, 6, 0, 1, 1], [3, 3]));
        Assert.That((Number(sign), Number(log)), Is.EqualTo((0.0, double.NegativeInfinity)));
    }

    [Test]
    public void A_pseudo_inverse_undoes_what_a_matrix_does_to_its_rows([Values] bool hermitian)
    {
        NdArray a = hermitian ? NdArray.From<float>([1, 1, 1, 1], [2, 2]) : Tall;
        NdArray back = Matmul(Matmul(a, Linalg.Pinv(a, hermitian: hermitian)), a);
        Assert.That(Number(Max(Abs(back - a))), Is.LessThan(1e-5));
    }

    [Test]
    public void Least_squares_leave_what_is_orthogonal_to_the_columns()
    {
        NdArray b = NdArray.From<float>(1, 2, 4);
        (NdArray x, NdArray residuals, NdArray rank, NdArray s) = Linalg.Lstsq(Tall, b);
        NdArray left = b - Matmul(Tall, x);
        Assert.That(Number(Max(Abs(Matmul(left, Tall)))), Is.LessThan(1e-5));
        Assert.That(Number(residuals[0]), Is.EqualTo(Number(Sum(left * left))).Within(1e-3).Percent);
        Assert.That((int)rank, Is.EqualTo(2));
        Assert.That(s.Shape, Is.EqualTo(Shape.Create([2])));
    }

    [Test]
    public void A_condition_number_is_infinite_for_a_singular_matrix_and_nan_where_there_is_nan() => Assert.Multiple(() =>
    {
        Assert.That(Number(Linalg.Cond(Zeros([2, 2]), 1)), Is.EqualTo(float.PositiveInfinity));
        Assert.That(Number(Linalg.Cond(NdArray.From<float>([float.NaN, 0, 0, 1], [2, 2]), 1)), Is.NaN);
        Assert.That(Number(Linalg.Cond(NdArray.From<float>([4, 0, 0, 2], [2, 2]), NormOrder.Fro)), Is.EqualTo(2.5).Within(1e-5));
    });

    [Test]
    public void A_product_of_matrices_is_the_same_in_every_order()
    {
        NdArray product = Linalg.MultiDot(Tall, Tall.T, A, NdArray.From<float>(1, 0, -1));
        NdArray stepwise = Matmul(Matmul(Matmul(Tall, Tall.T), A), NdArray.From<float>(1, 0, -1));
        Assert.That(Number(Max(Abs(product - stepwise))), Is.LessThan(1e-5));
    }

    [Test]
    public void Searching_by_halving_finds_what_comparing_finds([Values] SearchSide side)
    {
        NdArray sorted = NdArray.From<float>(-1, 0, 0, 2, 2, 5, float.NaN), values = NdArray.From<float>([-3, -0.0f, 0, 2, 3, 9, float.NaN, float.PositiveInfinity], [2, 4]);
        foreach (SearchMethod method in (SearchMethod[])[SearchMethod.Scan, SearchMethod.ScanUnrolled])
            Assert.That(Searchsorted(sorted, values, side, method).ToString(), Is.EqualTo(Searchsorted(sorted, values, side, SearchMethod.CompareAll).ToString()));
    }

    [Test]
    public void Attention_is_the_mean_of_the_values_that_a_query_sees()
    {
        NdArray q = Rng.Normal(Rng.Key(1), [2, 3, 4, 5]), k = Rng.Normal(Rng.Key(2), [2, 3, 2, 5]), v = Rng.Normal(Rng.Key(3), [2, 3, 2, 5]);
        NdArray result = Nn.DotProductAttention(q, k, v, isCausal: true);
        Assert.That(Number(Max(Abs(result[.., 0, 1] - v[.., 0, 0]))), Is.LessThan(1e-6), "the first query sees one key");

        NdArray weights = Nn.Softmax(Matmul(q[0, .., 3], k[0, .., 1].T) / Math.Sqrt(5) + Where(Tri(3) > 0, 0.0, -Inf), -1);
        Assert.That(Number(Max(Abs(result[0, .., 3] - Matmul(weights, v[0, .., 1])))), Is.LessThan(1e-5));
    }

    [Test]
    public void Counts_have_the_means_that_were_asked_for() => Assert.Multiple(() =>
    {
        Assert.That(Number(Mean(Rng.Poisson(Rng.Key(3), 4.0, [2000]).AsType(F32))), Is.EqualTo(4).Within(0.2));
        Assert.That(Number(Mean(Rng.Poisson(Rng.Key(4), 40.0, [2000]).AsType(F32))), Is.EqualTo(40).Within(0.6));
        Assert.That(Number(Mean(Rng.Binomial(Rng.Key(5), 10, 0.75, [2000]))), Is.EqualTo(7.5).Within(0.2));
        Assert.That(Number(Mean(Rng.Binomial(Rng.Key(6), 100, 0.25, [2000]))), Is.EqualTo(25).Within(0.5));
        Assert.That(Number(Sum(Rng.Multinomial(Rng.Key(7), 50, NdArray.From<float>(0.2f, 0.3f, 0.5f)))), Is.EqualTo(50));
    });

    [Test]
    public void An_orthogonal_matrix_is_one()
    {
        NdArray q = Rng.Orthogonal(Rng.Key(1), 4, [2]);
        Assert.That(Number(Max(Abs(Matmul(q, Linalg.MatrixTranspose(q)) - Eye(4)))), Is.LessThan(1e-5));
    }

    private static double Number(NdArray x) => x.AsType(DType.F64).ToArray<double>()[0];

    private static readonly List<(Func<object> Call, string Message)> Errors =
    [
        (() => Linalg.Det(F32[2, 3]), "Det: needs a square matrix or a stack of them, got f32[2,3]."),
        (() => Linalg.Slogdet(C64[2, 2], DeterminantMethod.Qr), "Slogdet: DeterminantMethod.Qr takes real matrices, got c64[2,2]; use DeterminantMethod.Lu."),
        (() => Linalg.Pinv(F32[3]), "Pinv: needs a matrix or a stack of them, got f32[3]."),
        (() => Linalg.Cond(F32[2, 3], 1), "Cond: for the order 1 the matrix must be square, got f32[2,3]; the order 2 takes others too."),
        (() => Linalg.Lstsq(F32[2, 3], F32[3]), "Lstsq: needs a matrix, and a vector or matrix with as many rows, got f32[2,3] and f32[3]; map it with Vmap for stacks."),
        (() => Linalg.MultiDot(F32[2, 3]), "MultiDot: needs at least two arrays, got 1."),
        (() => Linalg.MultiDot(F32[2, 3], F32[3], F32[3, 1]), "MultiDot: takes matrices, and a vector only as the first or the last, got f32[3] at place 1."),
        (() => Linalg.MultiDot(F32[2, 3], F32[2, 3]), "MultiDot: the columns of each matrix must be as many as the rows of the next, got f32[2,3] and f32[2,3]."),
        (() => Linalg.Tensorsolve(F32[2, 2], F32[2], [5]), "Tensorsolve: axis 5 is out of range for f32[2,2]."),
        (() => Rng.Poisson(Rng.Key(1, DType.KeyRbg), 1.0), "Poisson: takes Threefry keys, got key<rbg>[]; make one with Rng.Key(seed)."),
        (() => Rng.Poisson(Rng.Key(1), 1.0, dtype: F32), "Poisson: dtype must be an integer type, got f32."),
        (() => Rng.Binomial(Rng.Key(1), 3, 0.5, dtype: I32), "Binomial: dtype must be a floating-point type, got i32."),
        (() => Rng.Multinomial(Rng.Key(1), 3, 0.5), "Multinomial: needs an axis of outcomes, got probabilities f32[]."),
        (() => Rng.MultivariateNormal(Rng.Key(1), F32[3], F32[2, 2]), "MultivariateNormal: the covariance must have the size of the mean along its last two axes, got a mean f32[3] and a covariance f32[2,2]."),
        (() => Rng.Orthogonal(Rng.Key(1), -1), "Orthogonal: sizes must not be negative, got -1 and -1."),
        (() => Nn.DotProductAttention(F32[1, 3, 2, 5], F32[2, 3, 2, 5], F32[2, 3, 2, 5]), "DotProductAttention: query, key and value must have the same examples and features, and key and value one shape, got f32[1,3,2,5], f32[2,3,2,5] and f32[2,3,2,5]."),
        (() => Nn.DotProductAttention(F32[1, 3, 3, 5], F32[1, 3, 2, 5], F32[1, 3, 2, 5]), "DotProductAttention: the heads of the queries must be a multiple of those of the keys, got 3 and 2."),
        (() => Nn.DotProductAttention(F16[1, 3, 2, 5], F32[1, 3, 2, 5], F32[1, 3, 2, 5]), "DotProductAttention: query, key and value must have one element type, got f16[1,3,2,5], f32[1,3,2,5] and f32[1,3,2,5]."),
        (() => Nn.DotProductAttention(F32[1, 3, 2, 5], F32[1, 3, 2, 5], F32[1, 3, 2, 5], mask: F32[1, 2, 3, 3]), "DotProductAttention: mask must be bool, got f32[1,2,3,3]."),
        (() => Nn.DotProductAttention(Zeros([1, 3, 4, 5]), Zeros([1, 3, 2, 5]), Zeros([1, 3, 2, 5]), bias: Zeros([1, 2, 3, 3])), "DotProductAttention: bias must have one head, or the 4 of the queries, got f32[1,2,3,3]."),
        (() => Nn.DotProductAttention(F32[1, 3, 2, 5], F32[1, 3, 2, 5], F32[1, 3, 2, 5], querySeqLengths: I32[2]), "DotProductAttention: querySeqLengths must be i32[1], one for each example, got i32[2]."),
        (() => Nn.DotProductAttention(F32[1, 1, 3, 2, 5], F32[3, 2, 5], F32[3, 2, 5]), "DotProductAttention: query must have at most four axes, got f32[1,1,3,2,5]."),
        (() => Initializers.HeNormal()(Rng.Key(1), [3]), "VarianceScaling: a layer needs an axis of inputs and one of outputs, got the shape (3,)."),
        (() => Initializers.HeNormal()(Rng.Key(1), [0, 3]), "VarianceScaling: a layer needs inputs and outputs, got the shape (0, 3)."),
        (() => Initializers.GlorotUniform()(Rng.Key(1), [2, 3], I32), "VarianceScaling: dtype must be a floating-point type, got i32."),
        (() => Initializers.Orthogonal()(Rng.Key(1), [3]), "Orthogonal: needs a shape of at least two axes, got (3,)."),
        (() => Initializers.DeltaOrthogonal()(Rng.Key(1), [3, 2]), "DeltaOrthogonal: needs a shape of 3, 4 or 5 axes, got (3, 2)."),
        (() => Initializers.DeltaOrthogonal()(Rng.Key(1), [1, 3, 2]), "DeltaOrthogonal: there must be at least as many outputs as inputs, got the shape (1, 3, 2)."),
    ];

    [TestCaseSource(nameof(Errors))]
    public void Arguments_that_do_not_fit_are_named((Func<object> Call, string Message) error) =>
        Assert.That(() => error.Call(), Throws.InstanceOf<VmapException>().With.Message.EqualTo(error.Message));
}
