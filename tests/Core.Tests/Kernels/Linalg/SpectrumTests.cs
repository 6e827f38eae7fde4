using System.Numerics;
using Core.Interpreter;
using Core.Ir;

namespace Core.Tests.Kernels.Linalg;

/// <summary>Eigen- and singular value decompositions satisfy their equations, as exactly as LAPACK's do.</summary>
public class SpectrumTests
{
    private const double Epsilon = 2.3e-16;

    private static IEnumerable<TestCaseData> Square() =>
        from n in (int[])[1, 2, 5, 33, 130]
        from kind in TestMatrix.Kinds
        from complex in (bool[])[false, true]
        where n < 130 || kind is "random"
        select new TestCaseData(n, kind, complex);

    private static IEnumerable<TestCaseData> Rectangular() =>
        from size in ((int, int)[])[(1, 1), (5, 5), (5, 3), (3, 5), (40, 7), (7, 40), (70, 60), (33, 34)]
        from kind in TestMatrix.Kinds
        from complex in (bool[])[false, true]
        where size != (70, 60) || kind is "random"
        select new TestCaseData(size.Item1, size.Item2, kind, complex);

    [TestCaseSource(nameof(Square))]
    public void Eigenvectors_of_hermitian_matrices_are_orthonormal_and_values_ascend(int n, string kind, bool complex)
    {
        TestMatrix x = TestMatrix.Of(kind, n, n, complex), a = x + x.Adjoint();
        foreach (bool lower in (bool[])[true, false])
        {
            TestMatrix half = lower ? a.Lower() : a.Upper(); // the other triangle is not read

            TestMatrix[] results = TestMatrix.Apply(new Eigh(lower), half.ToArray(complex));

            (TestMatrix v, TestMatrix w) = (results[0], results[1]);
            Assert.Multiple(() =>
            {
                AssertSmall((a * v - v * w.ToDiagonal()).Norm() / a.Norm(), n);
                AssertSmall((v.Adjoint() * v - TestMatrix.Identity(n, n)).Norm(), n);
                Assert.That(Enumerable.Range(1, n - 1).All(i => w[i - 1, 0].Real <= w[i, 0].Real));
            });
        }
    }

    [TestCaseSource(nameof(Square))]
    public void Tridiagonal_form_is_similar(int n, string kind, bool complex)
    {
        TestMatrix x = TestMatrix.Of(kind, n, n, complex), a = x + x.Adjoint();
        foreach (bool lower in (bool[])[true, false])
        {
            TestMatrix[] t = TestMatrix.Apply(new Tridiagonal(lower), a.ToArray(complex));

            TestMatrix tridiagonal = TestMatrix.From(n, n, (i, j) => i == j ? t[1][i, 0] : Math.Abs(i - j) == 1 ? t[2][Math.Min(i, j), 0] : 0);
            TestMatrix values = TestMatrix.Apply(new Eigh(), tridiagonal.ToArray(false))[1], expected = TestMatrix.Apply(new Eigh(), a.ToArray(complex))[1];
            AssertSmall((values - expected).Norm() / a.Norm(), n);
        }
    }

    [TestCaseSource(nameof(Square))]
    public void Eigenvectors_of_general_matrices_satisfy_their_equations(int n, string kind, bool complex)
    {
        TestMatrix a = TestMatrix.Of(kind, n, n, complex);

        TestMatrix[] results = TestMatrix.Apply(new Eig(true, true), a.ToArray(complex));

        (TestMatrix w, TestMatrix left, TestMatrix right) = (results[0], results[1], results[2]);
        Assert.Multiple(() =>
        {
            AssertSmall((a * right - right * w.ToDiagonal()).Norm() / a.Norm(), n);
            AssertSmall((left.Adjoint() * a - w.ToDiagonal() * left.Adjoint()).Norm() / a.Norm(), n);
            for (int j = 0; j < n; j++)
            {
                Complex[] column = [.. Enumerable.Range(0, n).Select(i => right[i, j])];
                Assert.That(Math.Sqrt(column.Sum(z => z.Magnitude * z.Magnitude)), Is.EqualTo(1).Within(1e-14));
                Assert.That(column.MaxBy(z => z.Magnitude).Imaginary, Is.Zero);
            }
        });
    }

    [TestCaseSource(nameof(Square))]
    public void Schur_form_multiplies_back(int n, string kind, bool complex)
    {
        TestMatrix a = TestMatrix.Of(kind, n, n, complex);

        TestMatrix[] results = TestMatrix.Apply(new Schur(true), a.ToArray(complex));

        (TestMatrix t, TestMatrix z) = (results[0], results[1]);
        Assert.Multiple(() =>
        {
            AssertSmall((z * t * z.Adjoint() - a).Norm() / a.Norm(), n);
            AssertSmall((z.Adjoint() * z - TestMatrix.Identity(n, n)).Norm(), n);
            Assert.That(t.Lower(complex ? -1 : -2).Norm(), Is.Zero);
            for (int i = 0; i + 1 < n; i++)
            {
                if (t[i + 1, i] == 0) continue;
                Assert.That(t[i, i], Is.EqualTo(t[i + 1, i + 1]), "the diagonal of a block");
                Assert.That(t[i, i + 1].Real * t[i + 1, i].Real, Is.Negative, "what is beside it");
                Assert.That(i + 2 >= n || t[i + 2, i + 1] == 0, "blocks do not overlap");
            }
        });
    }

    [TestCaseSource(nameof(Square))]
    public void Hessenberg_form_is_similar(int n, string kind, bool complex)
    {
        TestMatrix a = TestMatrix.Of(kind, n, n, complex);
        ArrayData[] factors = Evaluate.Apply(new Hessenberg(), [a.ToArray(complex)]);
        TestMatrix packed = TestMatrix.Of(factors[0]), h = packed.Upper(-1), q = TestMatrix.Identity(n, n);
        if (n > 1)
        {
            TestMatrix below = TestMatrix.From(n - 1, n - 1, (i, j) => packed[i + 1, j]);
            TestMatrix inner = TestMatrix.Apply(new HouseholderProduct(), below.ToArray(complex), factors[1])[0];
            q = TestMatrix.From(n, n, (i, j) => i == 0 || j == 0 ? (i == j ? 1 : 0) : inner[i - 1, j - 1]);
        }

        AssertSmall((q * h * q.Adjoint() - a).Norm() / a.Norm(), n);
    }

    [TestCaseSource(nameof(Rectangular))]
    public void Singular_vectors_are_orthonormal_and_multiply_back(int rows, int columns, string kind, bool complex)
    {
        TestMatrix a = TestMatrix.Of(kind, rows, columns, complex);
        int rank = Math.Min(rows, columns);
        foreach (bool full in (bool[])[true, false])
        {
            TestMatrix[] results = TestMatrix.Apply(new Svd(full), a.ToArray(complex));

            (TestMatrix s, TestMatrix u, TestMatrix vh) = (results[0], results[1], results[2]);
            TestMatrix values = TestMatrix.Apply(new Svd(full, ComputeUv: false), a.ToArray(complex))[0];
            TestMatrix diagonal = TestMatrix.From(u.Columns, vh.Rows, (i, j) => i == j && i < rank ? s[i, 0] : 0);
            Assert.Multiple(() =>
            {
                AssertSmall((u * diagonal * vh - a).Norm() / a.Norm(), rows + columns);
                AssertSmall((u.Adjoint() * u - TestMatrix.Identity(u.Columns, u.Columns)).Norm(), rows + columns);
                AssertSmall((vh * vh.Adjoint() - TestMatrix.Identity(vh.Rows, vh.Rows)).Norm(), rows + columns);
                AssertSmall((values - s).Norm() / a.Norm(), rows + columns);
                Assert.That(Enumerable.Range(1, rank - 1).All(i => s[i - 1, 0].Real >= s[i, 0].Real) && s[rank - 1, 0].Real >= 0);
            });
        }
    }

    [TestCase(1e-300)]
    [TestCase(1e300)]
    public void Sizes_near_the_ends_of_the_range_are_scaled(double size)
    {
        TestMatrix x = TestMatrix.Of("random", 6, 6, false), a = TestMatrix.From(6, 6, (i, j) => size * (x[i, j] + x[j, i]));

        TestMatrix[] eigh = TestMatrix.Apply(new Eigh(), a.ToArray(false)), svd = TestMatrix.Apply(new Svd(true), a.ToArray(false)), eig = TestMatrix.Apply(new Eig(false, true), a.ToArray(false));

        double[] fromEigh = [.. Enumerable.Range(0, 6).Select(i => Math.Abs(eigh[1][i, 0].Real) / size).Order()];
        double[] fromSvd = [.. Enumerable.Range(0, 6).Select(i => svd[0][i, 0].Real / size).Order()];
        double[] fromEig = [.. Enumerable.Range(0, 6).Select(i => eig[0][i, 0].Magnitude / size).Order()];
        Assert.Multiple(() =>
        {
            Assert.That(fromSvd, Is.EqualTo(fromEigh).Within(1e-13));
            Assert.That(fromEig, Is.EqualTo(fromEigh).Within(1e-13));
        });
    }

    [Test]
    public void Small_singular_values_of_a_bidiagonal_matrix_are_exact()
    {
        // The singular values of ((1, 1e-30), (0, 1e-20)) are 1 and 1e-20 but for terms far below rounding.
        ArrayData a = ArrayData.Create<double>([2, 2], [1, 1e-30, 0, 1e-20]);

        TestMatrix s = TestMatrix.Apply(new Svd(true, ComputeUv: false), a)[0];

        Assert.That(s[1, 0].Real, Is.EqualTo(1e-20).Within(1).Ulps);
    }

    [Test]
    public void A_defective_matrix_has_its_eigenvalue_and_vectors_that_do_not_overflow()
    {
        TestMatrix jordan = TestMatrix.From(60, 60, (i, j) => i == j ? 2 : j == i + 1 ? 1 : 0);

        TestMatrix[] results = TestMatrix.Apply(new Eig(true, true), jordan.ToArray(false));

        Assert.Multiple(() =>
        {
            Assert.That(Enumerable.Range(0, 60).All(i => results[0][i, 0] == 2));
            Assert.That(results[1].Norm() + results[2].Norm(), Is.EqualTo(2 * Math.Sqrt(60)).Within(1e-12));
        });
    }

    private static void AssertSmall(double residual, int n) => Assert.That(residual, Is.LessThan(15 * (n + 5) * Epsilon));
}
