using System.Globalization;
using System.Numerics;

namespace Core.Tests.Kernels;

/// <summary>Tables of arguments and values of the special functions, and how far a function is from them.</summary>
internal static class References
{
    /// <summary>The rows of a table of numbers.</summary>
    public static IEnumerable<double[]> Rows(string name) =>
        Lines(name).Select(line => line.Split(' ').Select(Parse).ToArray());

    /// <summary>The rows of a table of recorded results that are about the named function, without the name.</summary>
    public static IEnumerable<double[]> Rows(string name, string function) =>
        Lines(name).Where(line => line.StartsWith(function + ' ', StringComparison.Ordinal))
            .Select(line => line.Split(' ')[1..].Select(Parse).ToArray());

    public static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>The number as text: tells −0 from 0 and makes all NaN equal.</summary>
    public static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The error in units in the last place of the expected value; infinite where only one is finite.</summary>
    public static double UlpError(double actual, double expected)
    {
        if (actual.Equals(expected) || actual == expected) return 0;
        if (!double.IsFinite(actual) || !double.IsFinite(expected)) return double.PositiveInfinity;
        double magnitude = Math.Abs(expected);
        return Math.Abs(actual - expected) / (double.BitIncrement(magnitude) - magnitude);
    }

    public static void AssertUlps(string table, double bound, Func<double[], double> function) =>
        AssertBound(table, bound, row => UlpError(function(row[..^1]), row[^1]));

    /// <summary>Each part of the complex result is within the bound.</summary>
    public static void AssertParts(string table, double bound, Func<double[], Complex> function) => AssertBound(table, bound, row =>
    {
        Complex actual = function(row[..^2]);
        return Math.Max(UlpError(actual.Real, row[^2]), UlpError(actual.Imaginary, row[^1]));
    });

    /// <summary>The complex result is within the bound times 2⁻⁵³ of its absolute value.</summary>
    public static void AssertNorm(string table, double bound, Func<double[], Complex> function) => AssertBound(table, bound, row =>
    {
        Complex expected = new(row[^2], row[^1]);
        return Complex.Abs(function(row[..^2]) - expected) / Complex.Abs(expected) / Math.ScaleB(1, -53);
    });

    /// <summary>No row's error is above the bound; the worst row is named.</summary>
    public static void AssertBound(string table, double bound, Func<double[], double> error)
    {
        double worst = -1;
        double[] at = [];
        int count = 0;
        foreach (double[] row in Rows(table))
        {
            double e = error(row);
            count++;
            if (e <= worst) continue;
            (worst, at) = (double.IsNaN(e) ? double.PositiveInfinity : e, row);
        }
        Assert.That(count, Is.GreaterThan(50));
        Assert.That(worst, Is.LessThanOrEqualTo(bound), () => $"{table} at {string.Join(' ', at.Select(Text))}");
        TestContext.Out.WriteLine($"{table}: {worst:F1} at {string.Join(' ', at.Select(Text))}");
    }

    private static IEnumerable<string> Lines(string name)
    {
        using Stream stream = typeof(References).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException(name);
        using StreamReader reader = new(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#') yield return line;
        }
    }
}
