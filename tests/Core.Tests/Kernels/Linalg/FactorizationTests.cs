using Core.Interpreter;
using Core.Ir;

namespace Core.Tests.Kernels.Linalg;

/// <summary>Factors multiply back to the matrix, as exactly as LAPACK's do: residuals of a few n · ε, of ill-conditioned matrices too.</summary>
public class FactorizationTests
{
    private const double Epsilon = 2.3e-16;

    private static IEnumerable<TestCaseData> Square() =>
        from n in (int[])[1, 2, 5, 33, 130]
        from kind in TestMatrix.Kinds
        from complex in (bool[])[false, true]
        where n < 130 || kind is "random" or "graded"
        select new TestCaseData(n, kind, complex);

    private static IEnumerable<TestCaseData> Rectangular() =>
        from size in ((int, int)[])[(5, 3), (3, 5), (40, 7), (7, 40), (130, 70), (33, 34)]
        from kind in TestMatrix.Kinds
        from complex in (bool[])[false, true]
        where size != (130, 70) || kind is "random"
        select new TestCaseData(size.Item1, size.Item2, kind, complex);

    [TestCaseSource(nameof(Square))]
    public void Cholesky_multiplies_back(int n, string kind, bool complex)
    {
        TestMatrix x = TestMatrix.Of(kind, n, n, complex), a = x * x.Adjoint() + TestMatrix.Identity(n, n);

        TestMatrix factor = TestMatrix.Apply(new Cholesky(), a.ToArray(complex))[0].Lower();

        AssertSmall((factor * factor.Adjoint() - a).Norm() / a.Norm(), n);
    }

    [TestCaseSource(nameof(Square))]
    public void Lu_multiplies_back(int n, string kind, bool complex) => CheckLu(n, n, kind, complex);

    [TestCaseSource(nameof(Rectangular))]
    public void Lu_of_rectangles_multiplies_back(int rows, int columns, string kind, bool complex) => CheckLu(rows, columns, kind, complex);

    [TestCaseSource(nameof(Square))]
    public void Qr_multiplies_back(int n, string kind, bool complex) => CheckQr(n, n, kind, complex);

    [TestCaseSource(nameof(Rectangular))]
    public void Qr_of_rectangles_multiplies_back(int rows, int columns, string kind, bool complex) => CheckQr(rows, columns, kind, complex);

    [TestCaseSource(nameof(Rectangular))]
    public void Reflections_are_applied_as_the_matrix_that_they_are(int rows, int columns, string kind, bool complex)
    {
        TestMatrix a = TestMatrix.Of(kind, rows, columns, complex), c = TestMatrix.Of("random", rows, 4, complex);
        ArrayData[] factors = Evaluate.Apply(new Geqrf(), [a.ToArray(complex)]);
        TestMatrix q = TestMatrix.Apply(new Qr(FullMatrices: true), a.ToArray(complex))[0];

        Assert.Multiple(() =>
        {
            AssertSmall((Product(true, false, c) - q * c).Norm(), rows);
            AssertSmall((Product(true, true, c) - q.Adjoint() * c).Norm(), rows);
            AssertSmall((Product(false, false, c.Adjoint()) - c.Adjoint() * q).Norm(), rows);
            AssertSmall((Product(false, true, c.Adjoint()) - c.Adjoint() * q.Adjoint()).Norm(), rows);
        });

        TestMatrix Product(bool left, bool transpose, TestMatrix with) => TestMatrix.Apply(new Ormqr(left, transpose), factors[0], factors[1], with.ToArray(complex))[0];
    }

    [TestCaseSource(nameof(Square))]
    public void Triangular_systems_are_solved(int n, string kind, bool complex)
    {
        TestMatrix a = TestMatrix.Of(kind, n, n, complex).Lower(-1) + TestMatrix.Identity(n, n), b = TestMatrix.Of("random", n, 3, complex);

        TestMatrix x = TestMatrix.Apply(new TriangularSolve(LeftSide: true, Lower: true), a.ToArray(complex), b.ToArray(complex))[0];
        TestMatrix y = TestMatrix.Apply(new TriangularSolve(LeftSide: false, Lower: true, TransposeA: true, ConjugateA: true), a.ToArray(complex), b.Adjoint().ToArray(complex))[0];

        Assert.Multiple(() =>
        {
            AssertSmall((a * x - b).Norm() / (a.Norm() * x.Norm()), n);
            AssertSmall((y - x.Adjoint()).Norm() / x.Norm(), n); // (A · X)ᴴ = Xᴴ · Aᴴ
        });
    }

    private static void CheckLu(int rows, int columns, string kind, bool complex)
    {
        TestMatrix a = TestMatrix.Of(kind, rows, columns, complex);
        int inner = Math.Min(rows, columns);

        TestMatrix[] lu = TestMatrix.Apply(new Lu(), a.ToArray(complex));

        TestMatrix permuted = TestMatrix.From(rows, columns, (i, j) => a[(int)lu[2][i, 0].Real, j]);
        TestMatrix lower = TestMatrix.From(rows, inner, (i, j) => i == j ? 1 : i > j ? lu[0][i, j] : 0);
        TestMatrix upper = TestMatrix.From(inner, columns, (i, j) => j >= i ? lu[0][i, j] : 0);
        AssertSmall((lower * upper - permuted).Norm() / a.Norm(), rows + columns);
    }

    private static void CheckQr(int rows, int columns, string kind, bool complex)
    {
        TestMatrix a = TestMatrix.Of(kind, rows, columns, complex);
        foreach (bool full in (bool[])[true, false])
        {
            TestMatrix[] plain = TestMatrix.Apply(new Qr(full), a.ToArray(complex));
            TestMatrix[] pivoted = TestMatrix.Apply(new Qr(full, Pivoting: true), a.ToArray(complex));

            TestMatrix permuted = TestMatrix.From(rows, columns, (i, j) => a[i, (int)pivoted[2][j, 0].Real]);
            double[] diagonal = [.. Enumerable.Range(0, Math.Min(rows, columns)).Select(i => pivoted[1][i, i].Magnitude)];
            Assert.Multiple(() =>
            {
                AssertSmall((plain[0] * plain[1] - a).Norm() / a.Norm(), rows);
                AssertSmall((plain[0].Adjoint() * plain[0] - TestMatrix.Identity(plain[0].Columns, plain[0].Columns)).Norm(), rows);
                Assert.That(plain[1].Lower(-1).Norm(), Is.Zero);
                AssertSmall((pivoted[0] * pivoted[1] - permuted).Norm() / a.Norm(), rows);
                AssertSmall((pivoted[0].Adjoint() * pivoted[0] - TestMatrix.Identity(pivoted[0].Columns, pivoted[0].Columns)).Norm(), rows);
                Assert.That(diagonal.Zip(diagonal.Skip(1)).All(pair => pair.Second <= pair.First * (1 + 1e-7) + 1e-15 * diagonal[0]), "the diagonal does not increase");
            });
        }
    }

    private static void AssertSmall(double residual, int n) => Assert.That(residual, Is.LessThan(10 * (n + 5) * Epsilon));
}
