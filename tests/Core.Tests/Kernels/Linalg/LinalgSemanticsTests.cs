using Core.Interpreter;
using Core.Ir;

namespace Core.Tests.Kernels.Linalg;

/// <summary>What the ops of linear algebra give where there is no solution, for empty matrices, and what they do not read.</summary>
public class LinalgSemanticsTests
{
    private static readonly ArrayData Singular = Matrix([0, 0], [0, 0]), NotFinite = Matrix([1, double.NaN], [double.NaN, 1]);

    [Test]
    public void Cholesky_of_a_matrix_that_is_not_positive_definite_is_nan() =>
        Assert.That(Values(new Cholesky(), Matrix([1, 2], [2, 1]))[0], Is.All.NaN);

    [Test]
    public void One_bad_matrix_of_a_stack_does_not_harm_the_others()
    {
        ArrayData stack = ArrayData.Create<double>([2, 1, 1], [-1, 4]);

        Assert.That(Values(new Cholesky(), stack)[0], Is.EqualTo([double.NaN, 2]));
    }

    [Test]
    public void Cholesky_reads_the_lower_triangle_alone_and_leaves_the_rest() =>
        Assert.That(Values(new Cholesky(), Matrix([4, double.NaN], [2, 5]))[0], Is.EqualTo([2, double.NaN, 1, 2]));

    [Test]
    public void Lu_of_a_singular_matrix_has_zeros_on_the_diagonal_of_u() =>
        Assert.That(Values(new Lu(), Matrix([1, 2], [1, 2])), Is.EqualTo(new double[][] { [1, 2, 1, 0], [0, 1], [0, 1] }));

    [Test]
    public void Lu_takes_the_first_of_the_largest_pivots() =>
        Assert.That(Values(new Lu(), Matrix([1, 0], [-2, 1], [2, 3]))[2], Is.EqualTo([1.0, 2, 0]));

    [Test]
    public void Decompositions_of_what_is_not_finite_are_nan() => Assert.Multiple(() =>
    {
        foreach (Op op in (Op[])[new Eigh(), new Eig(true, true), new Svd(true), new Schur(true)])
            foreach (double[] result in Values(op, NotFinite)) Assert.That(result, Is.All.NaN, op.Name);
    });

    [Test]
    public void Exchanges_out_of_range_are_cut_off_where_they_read_and_dropped_where_they_write() =>
        Assert.That(Values(new LuPivotsToPermutation(5), ArrayData.Create<int>([3], [9, -1, 2]))[0], Is.EqualTo([4.0, 4, 2, 3, 1]));

    [Test]
    public void Columns_that_come_first_stay_in_front() =>
        Assert.That(Values(new Geqp3(), Matrix([1, 9, 2], [0, 1, 3]), ArrayData.Create<int>([3], [0, 0, 1]))[1], Is.EqualTo([3.0, 2, 1]));

    [Test]
    public void A_singular_tridiagonal_system_gives_nan() =>
        Assert.That(Values(new TridiagonalSolve(false), Vector(0, 0), Vector(1, 0), Vector(0, 0), Matrix([1], [1]))[0], Is.All.NaN);

    [Test]
    public void A_singular_tridiagonal_system_with_moved_pivots_gives_large_numbers() =>
        Assert.That(Values(new TridiagonalSolve(true), Vector(0, 0, 0), Vector(1, 0, 2), Vector(0, 0, 0), Matrix([1], [1], [1]))[0],
            Is.EqualTo([1, Math.ScaleB(1, 51), 0.5])); // 1 / (2⁻⁵² · 2)

    [Test]
    public void Ends_of_the_diagonals_beside_the_main_one_are_not_read() =>
        Assert.That(Values(new TridiagonalSolve(false), Vector(double.NaN, 1), Vector(2, 2), Vector(1, double.NaN), Matrix([3], [3]))[0], Is.EqualTo([1, 1]).Within(1e-15));

    [Test]
    public void Triangular_solves_read_one_triangle_and_not_a_unit_diagonal() =>
        Assert.That(Values(new TriangularSolve(true, true, UnitDiagonal: true), Matrix([double.NaN, double.NaN], [2, double.NaN]), Matrix([1], [5]))[0], Is.EqualTo([1.0, 3]));

    [Test]
    public void A_symmetric_product_is_whole() =>
        Assert.That(Values(new SymmetricProduct(Scalar.Of(2.0), Scalar.Of(3.0)), Matrix([2, 1], [7, 3]), Matrix([2, 1], [7, 3]))[0], Is.EqualTo([16.0, 37, 55, 125]));

    [Test]
    public void A_cholesky_update_is_that_of_the_sum()
    {
        double[] r = Values(new CholeskyUpdate(), Matrix([2, 1], [0, 3]), Vector(1, 2))[0];

        Assert.That((double[])[r[0] * r[0], r[0] * r[1], r[1] * r[1] + r[3] * r[3]], Is.EqualTo([5, 4, 14]).Within(1e-14));
    }

    [Test]
    public void Empty_matrices_have_empty_factors() => Assert.Multiple(() =>
    {
        ArrayData tall = ArrayData.Create<double>([3, 0], []), wide = ArrayData.Create<double>([0, 3], []);
        Assert.That(Values(new Qr(true), tall)[0], Is.EqualTo([1.0, 0, 0, 0, 1, 0, 0, 0, 1]));
        Assert.That(Values(new Qr(true, Pivoting: true), wide)[2], Is.EqualTo([0.0, 0, 0]));
        Assert.That(Values(new Svd(true), wide)[2], Is.EqualTo([1.0, 0, 0, 0, 1, 0, 0, 0, 1]));
        Assert.That(Values(new Lu(), tall)[2], Is.EqualTo([0.0, 1, 2]));
        Assert.That(Values(new Eigh(), ArrayData.Create<double>([0, 0], []))[1], Is.Empty);
    });

    [Test]
    public void A_subset_has_the_values_of_the_whole()
    {
        ArrayData a = Matrix([3, 0, 0], [0, 1, 0], [0, 0, 2]);

        Assert.Multiple(() =>
        {
            Assert.That(Values(new Eigh(SubsetByIndex: [1, 3]), a)[1], Is.EqualTo([2.0, 3]));
            Assert.That(Values(new Svd(false, ComputeUv: false, SubsetByIndex: [1, 3]), a)[0], Is.EqualTo([2.0, 1]));
        });
    }

    [Test]
    public void Sorted_schur_forms_are_refused() => Assert.That(() => Values(new Schur(true, SortEigVals: true), Singular),
        Throws.TypeOf<UnsupportedException>().With.Message.EqualTo("schur: sort_eig_vals is not supported, in JAX neither; sort the eigenvalues of Eig instead."));

    private static ArrayData Vector(params double[] values) => ArrayData.Create<double>([values.Length], values);

    private static ArrayData Matrix(params double[][] rows) => ArrayData.Create<double>([rows.Length, rows[0].Length], [.. rows.SelectMany(row => row)]);

    private static double[][] Values(Op op, params ReadOnlySpan<ArrayData> operands) =>
        [.. Evaluate.Apply(op, operands).Select(x => Enumerable.Range(0, x.Count).Select(i => Scalar.Of(x, i).ToDouble()).ToArray())];
}
