using System.Globalization;
using Core.Ir;
using Core.Tests.House;
using Core.Tracing;

namespace Core.Tests.Autodiff;

/// <summary>Programs of derivatives beside those that JAX makes, which <c>goldens/gradients.txt</c> holds: no larger, of the same numbers.</summary>
public class GradientProgramTests
{
    private static readonly Dictionary<string, string> Goldens = GoldenFile.Read("gradients.txt");

    /// <summary>Forwards, the programs are JAX's, whose dead equations are left out.</summary>
    private static readonly string[] Equal = ["neuron, jvp", "mlp, jvp", "rnn, jvp", "rectified, jvp"];

    private static string[] Names() => [.. GradientPrograms.All.Keys];

    private static Jaxpr Program(string name)
    {
        (Traced function, NdArray[] arguments) = GradientPrograms.All[name];
        return Arguments(arguments).ToJaxpr(function);
    }

    private static Arguments Arguments(NdArray[] arguments) => arguments.Aggregate(new Arguments(), (all, argument) => all.Add(argument));

    [TestCaseSource(nameof(Names))]
    public void No_more_equations_and_flops_than_JAX(string name)
    {
        JaxprCost own = JaxprCost.Of(Program(name)), jax = JaxprCost.Of(Jaxpr.Parse(Goldens[name]));
        Assert.Multiple(() =>
        {
            Assert.That(own.Equations, Is.LessThanOrEqualTo(jax.Equations), $"{Program(name)}");
            Assert.That(own.Flops, Is.LessThanOrEqualTo(jax.Flops), $"{Program(name)}");
        });
    }

    [Test]
    public void Backwards_the_programs_are_those_that_were_agreed_on()
    {
        string actual = string.Concat(Names().Except(Equal).Select(name => $"# {name}\n{Program(name)}\n"));
        string file = Path.Combine(AppContext.BaseDirectory, "gradients_own.actual.txt");
        File.WriteAllText(file, actual);
        Assert.That(actual, Is.EqualTo(Repository.Read("tests/goldens/gradients_own.txt")), $"If the change is meant, replace tests/goldens/gradients_own.txt by {file}.");
    }

    [TestCaseSource(nameof(Equal))]
    public void Forwards_the_program_is_that_of_JAX(string name) => Assert.That($"{Program(name)}", Is.EqualTo(Goldens[name].Trim()));

    [TestCaseSource(nameof(Names))]
    public void The_numbers_are_those_of_JAX(string name)
    {
        (Traced function, NdArray[] arguments) = GradientPrograms.All[name];
        NdArray[] results = Arguments(arguments).InvokeFlat(function).Leaves, ofJax = Jaxpr.Parse(Goldens[name]).ToTraced().InvokeFlat(arguments);
        double[][] golden = [.. Goldens[name + ": numbers"].Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray())];
        Assert.That(results, Has.Length.EqualTo(golden.Length));
        for (int i = 0; i < results.Length; i++)
        {
            float[] flat = results[i].Reshape(-1).ToArray<float>(), other = ofJax[i].Reshape(-1).ToArray<float>();
            double scale = flat.Max(x => Math.Abs(x)) + 1e-6; // sums of products that cancel are exact to the size of the products
            Assert.Multiple(() =>
            {
                Assert.That(flat.Sum(x => (double)x), Is.EqualTo(golden[i][0]).Within(2e-6 * scale * flat.Length), $"the sum of result {i}");
                for (int k = 0; k < 8; k++) Assert.That(flat[k * flat.Length / 8], Is.EqualTo(golden[i][k + 1]).Within(4e-6 * scale), $"result {i}, element {k * flat.Length / 8}");
                for (int k = 0; k < flat.Length; k++) Assert.That(flat[k], Is.EqualTo(other[k]).Within(4e-6 * scale));
            });
        }
    }
}
