using System.Numerics;
using Core.Interpreter;
using Core.Ir;

namespace Core.Tests.Kernels.Linalg;

/// <summary>A complex matrix, for checking factorizations by plain arithmetic.</summary>
internal sealed class TestMatrix(Complex[,] entries)
{
    public static readonly string[] Kinds = ["random", "graded", "nearly singular", "of low rank"];

    public int Rows => entries.GetLength(0);

    public int Columns => entries.GetLength(1);

    public Complex this[int i, int j] => entries[i, j];

    /// <summary>A matrix of a kind, the same for the same sizes.</summary>
    public static TestMatrix Of(string kind, int rows, int columns, bool complex)
    {
        Random random = new(rows * 1000 + columns);
        TestMatrix x = From(rows, columns, (_, _) => Draw());
        return kind switch
        {
            "random" => x,
            "graded" => From(rows, columns, (i, j) => x[i, j] * Math.Pow(10, -12.0 * (i + j) / (rows + columns))),
            "nearly singular" => From(rows, columns, (i, j) => 1.0 / (i + j + 1) + 1e-14 * x[i, j]),
            _ => From(rows, Math.Max(1, columns / 3), (_, _) => Draw()) * From(Math.Max(1, columns / 3), columns, (_, _) => Draw()),
        };

        Complex Draw() => new(2 * random.NextDouble() - 1, complex ? 2 * random.NextDouble() - 1 : 0);
    }

    public static TestMatrix From(int rows, int columns, Func<int, int, Complex> entry)
    {
        Complex[,] values = new Complex[rows, columns];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) values[i, j] = entry(i, j);
        return new(values);
    }

    public static TestMatrix Identity(int rows, int columns) => From(rows, columns, (i, j) => i == j ? 1 : 0);

    /// <summary>A matrix, or a vector as a column.</summary>
    public static TestMatrix Of(ArrayData x)
    {
        int columns = x.Shape.Rank == 2 ? x.Shape[1] : 1;
        return From(x.Shape[0], columns, (i, j) => Scalar.Of(x, i * columns + j).ToComplex());
    }

    public static TestMatrix operator *(TestMatrix a, TestMatrix b) => From(a.Rows, b.Columns, (i, j) =>
    {
        Complex sum = 0;
        for (int k = 0; k < a.Columns; k++) sum += a[i, k] * b[k, j];
        return sum;
    });

    public static TestMatrix operator +(TestMatrix a, TestMatrix b) => From(a.Rows, a.Columns, (i, j) => a[i, j] + b[i, j]);

    public static TestMatrix operator -(TestMatrix a, TestMatrix b) => From(a.Rows, a.Columns, (i, j) => a[i, j] - b[i, j]);

    public TestMatrix Adjoint() => From(Columns, Rows, (i, j) => Complex.Conjugate(entries[j, i]));

    /// <summary>The part on and above a diagonal.</summary>
    public TestMatrix Upper(int diagonal = 0) => From(Rows, Columns, (i, j) => j - i >= diagonal ? entries[i, j] : 0);

    /// <summary>The part on and below a diagonal.</summary>
    public TestMatrix Lower(int diagonal = 0) => From(Rows, Columns, (i, j) => j - i <= diagonal ? entries[i, j] : 0);

    /// <summary>A column as a diagonal matrix.</summary>
    public TestMatrix ToDiagonal() => From(Rows, Rows, (i, j) => i == j ? entries[i, 0] : 0);

    public double Norm()
    {
        double sum = 0;
        foreach (Complex entry in entries) sum += entry.Real * entry.Real + entry.Imaginary * entry.Imaginary;
        return Math.Sqrt(sum);
    }

    public ArrayData ToArray(bool complex) => complex
        ? ArrayData.Create<Complex>([Rows, Columns], [.. entries.Cast<Complex>()])
        : ArrayData.Create<double>([Rows, Columns], [.. entries.Cast<Complex>().Select(z => z.Real)]);

    /// <summary>The results of an op.</summary>
    public static TestMatrix[] Apply(Op op, params ReadOnlySpan<ArrayData> operands) => [.. Evaluate.Apply(op, operands).Select(Of)];
}
