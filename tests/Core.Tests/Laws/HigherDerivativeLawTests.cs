using System.Numerics;
using Core.Tracing;

namespace Core.Tests.Laws;

/// <summary>Derivatives of derivatives of ops are what differences say; derivatives that are mapped or compiled are those that are not.</summary>
public class HigherDerivativeLawTests
{
    [TestCaseSource(typeof(OpSamples), nameof(OpSamples.Cases))]
    public void Second_derivatives_are_differences_of_first_ones_forwards(OpSample sample) => CheckSecond(sample, program => program.Jvp());

    [TestCaseSource(typeof(OpSamples), nameof(OpSamples.Cases))]
    public void Second_derivatives_are_differences_of_first_ones_in_reverse(OpSample sample) => CheckSecond(sample, program => program.Vjp());

    private static void CheckSecond(OpSample sample, Func<Jaxpr, Jaxpr> derive) => TraceScope.WithX64(sample.UsesX64, () =>
    {
        if (sample.NamedAxes.Count > 0 || DerivativeLawTests.IsDefinedOtherwise(sample.Op)) return true;
        if (First(sample, DerivativeLawTests.Wide(sample) ?? sample.ToProgram(), derive) is not { } first) return true;
        // Differences of what is rounded to few digits are none.
        if (first.Inputs.Concat(first.Outputs).Any(atom => atom.Type.DType.IsInexact && atom.Type.DType.RealPart is not DType.F64)) return true;
        if (DerivativeLawTests.Derived(() => first.Jvp(), "cannot be differentiated") is not { } second) return true;
        Random random = new(7);
        ArrayData[] point = Point(sample, first, random);
        ArrayData[] direction = [.. first.Inputs.Where(input => input.Type.DType.IsInexact).Select(input => Operand.InRange(input.Type, -1, 1).Draw(random))];

        ArrayData[] tangents = Mapping.Run(second, [.. point, .. direction])[first.Outputs.Count..];

        DerivativeLawTests.CheckDifferences(first, point, direction, tangents, $"{second}");
        return true;
    });

    [TestCaseSource(typeof(OpSamples), nameof(OpSamples.Cases))]
    public void A_mapped_reverse_derivative_is_looped(OpSample sample) => TraceScope.WithX64(sample.UsesX64, () =>
    {
        if (sample.NamedAxes.Count > 0 || !sample.IsUnique || First(sample, sample.ToProgram(), program => program.Vjp()) is not { } vjp) return true;
        Random random = new(9);
        ArrayData[][] examples = [Point(sample, vjp, random), Point(sample, vjp, random)];
        Jaxpr mapped = Mapping.Vmap(vjp, [.. vjp.Inputs.Select(_ => (int?)0)], 2, outAxis: 0);

        ArrayData[] all = Mapping.Run(mapped, vjp.Inputs.Select((input, i) => Mapping.Stack([examples[0][i], examples[1][i]], 0, input.Type)));

        for (int k = 0; k < 2; k++)
        {
            ArrayData[] one = Mapping.Run(vjp, examples[k]);
            for (int i = 0; i < one.Length; i++) Same(Mapping.Take(all[i], 0, k), one[i], $"{mapped}");
        }
        return true;
    });

    [TestCaseSource(typeof(OpSamples), nameof(OpSamples.Cases))]
    public void A_compiled_derivative_is_the_one_that_is_interpreted(OpSample sample) => TraceScope.WithX64(sample.UsesX64, () =>
    {
        if (sample.NamedAxes.Count > 0 || !sample.IsUnique) return true;
        foreach (Func<Jaxpr, Jaxpr> derive in (Func<Jaxpr, Jaxpr>[])[program => program.Jvp(), program => program.Vjp()])
        {
            if (First(sample, sample.ToProgram(), derive) is not { } first) continue;
            ArrayData[] point = Point(sample, first, new(11)), expected = Mapping.Run(first, point), actual = CompiledProgram.Compile(first).Run(point);
            for (int i = 0; i < expected.Length; i++) Same(actual[i], expected[i], $"{first}");
        }
        return true;
    });

    private static Jaxpr? First(OpSample sample, Jaxpr program, Func<Jaxpr, Jaxpr> derive) =>
        DerivativeLawTests.IsDifferentiable(program) ? DerivativeLawTests.Derived(() => derive(program), "cannot be differentiated") : null;

    private static ArrayData[] Point(OpSample sample, Jaxpr program, Random random)
    {
        ArrayData[] drawn = sample.Draw(random);
        return [.. program.Inputs.Select((input, i) => i < drawn.Length ? DerivativeLawTests.Finite(drawn[i], input.Type, random) : Operand.InRange(input.Type, -1, 1).Draw(random))];
    }

    private static void Same(ArrayData actual, ArrayData expected, string text)
    {
        Assert.That($"{Mapping.TypeOf(actual)}", Is.EqualTo($"{Mapping.TypeOf(expected)}"));
        double tolerance = expected.DType.RealPart switch { DType.F64 => 1e-9, DType.F32 => 1e-3, _ => 1e-1 };
        double scale = Enumerable.Range(0, expected.Count).Select(i => Complex.Abs(DerivativeLawTests.At(expected, i))).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        for (int i = 0; i < expected.Count; i++)
        {
            Complex wanted = DerivativeLawTests.At(expected, i);
            if (Complex.IsFinite(wanted)) Assert.That(Complex.Abs(DerivativeLawTests.At(actual, i) - wanted), Is.LessThanOrEqualTo(tolerance * (scale + 1)), text);
        }
    }
}
