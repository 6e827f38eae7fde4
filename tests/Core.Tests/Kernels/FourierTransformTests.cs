using System.Numerics;
using Core.Kernels;

namespace Core.Tests.Kernels;

/// <summary>The Fourier transform against its definition, for lengths with small factors, large ones and both.</summary>
public class FourierTransformTests
{
    private const double LastBit = 1.0 / (1L << 52);

    private static readonly int[] Lengths = [.. Enumerable.Range(1, 40), 49, 64, 74, 97, 120, 128, 211, 961, 1000, 1009, 1024, 2 * 509];

    [TestCaseSource(nameof(Lengths))]
    public void The_transform_is_within_a_few_last_bits_of_its_definition(int length)
    {
        Complex[] values = Values(length), expected = ByDefinition(values), actual = [.. values];

        new FourierTransform(length).Transform(actual, inverse: false);

        double bound = 8 * LastBit * Math.Log2(2 * length) * Math.Sqrt(length);
        Assert.That(LargestDifference(actual, expected), Is.LessThanOrEqualTo(bound));
    }

    [TestCaseSource(nameof(Lengths))]
    public void The_inverse_undoes_the_transform(int length)
    {
        Complex[] values = Values(length), actual = [.. values];
        FourierTransform transform = new(length);

        transform.Transform(actual, inverse: false);
        transform.Transform(actual, inverse: true);

        Assert.That(LargestDifference(actual, values), Is.LessThanOrEqualTo(1e-14));
    }

    [Test]
    public void A_constant_has_the_frequency_zero_only()
    {
        Complex[] values = [1, 1, 1, 1, 1, 1, 1, 1];

        new FourierTransform(8).Transform(values, inverse: false);

        Assert.That(values, Is.EqualTo((Complex[])[8, 0, 0, 0, 0, 0, 0, 0]));
    }

    [Test]
    public void Nothing_is_transformed_to_nothing() => Assert.That(() => new FourierTransform(0).Transform([], inverse: true), Throws.Nothing);

    private static Complex[] Values(int length)
    {
        Random random = new(length);
        return [.. Enumerable.Range(0, length).Select(_ => new Complex(2 * random.NextDouble() - 1, 2 * random.NextDouble() - 1))];
    }

    /// <summary>Each sum with the rounding errors of its additions carried along (Neumaier), so that only the roots are rounded.</summary>
    private static Complex[] ByDefinition(Complex[] values)
    {
        int n = values.Length;
        return [.. Enumerable.Range(0, n).Select(k =>
        {
            List<double> real = [], imaginary = [];
            for (int j = 0; j < n; j++)
            {
                (double sin, double cos) = double.SinCosPi(-2.0 * ((long)j * k % n) / n);
                real.AddRange([values[j].Real * cos, -values[j].Imaginary * sin]);
                imaginary.AddRange([values[j].Real * sin, values[j].Imaginary * cos]);
            }
            return new Complex(Sum(real), Sum(imaginary));
        })];
    }

    private static double Sum(List<double> terms)
    {
        double sum = 0, lost = 0;
        foreach (double term in terms)
        {
            double next = sum + term;
            lost += Math.Abs(sum) >= Math.Abs(term) ? sum - next + term : term - next + sum;
            sum = next;
        }
        return sum + lost;
    }

    private static double LargestDifference(Complex[] x, Complex[] y) => x.Zip(y, (a, b) => (a - b).Magnitude).Max();
}
