using System.Numerics;
using Core.Compiler.Fusion;
using Core.Interpreter;
using Core.Ir;
using Core.Tests.Laws;

namespace Core.Tests.Soak;

/// <summary>Says whether what came out of a program is what the interpreter computes, but for rounding.</summary>
/// <remarks>
/// Results may differ in their last digits, and steps that follow may make much of that. So where whole results differ, each step is looked at alone, with the
/// inputs that the compiled program gave it; of a loop each run of its program. Where all steps are right alone, noise tells how much the digits matter.
/// </remarks>
/// <param name="compile">Makes a program, or a part of one, something that can be run.</param>
/// <param name="random">What numbers are changed by.</param>
internal sealed class Judge(Func<Jaxpr, Func<ArrayData[], ArrayData[]>> compile, Random random)
{
    /// <summary>How many steps of their type results of several ops may be off, relative to them and to the largest.</summary>
    private const double Steps = 200;

    /// <summary>How many times what noise makes of it a number may be off.</summary>
    private const double Spread = 100;

    // A loop whose program has other digits may make other passes, but no more than so many times those of the interpreter.
    private const int Longer = 4, AtLeast = 1000;

    private static readonly (Outcome, string) Same = (Outcome.Same, ""), Sensitive = (Outcome.Sensitive, "");

    /// <summary>The outcome for a program whose results are known, and what is to be said about it.</summary>
    public (Outcome Outcome, string Message) Of(Jaxpr program, ArrayData[] inputs, ArrayData[] actual)
    {
        ArrayData[] expected = Evaluate.Run(program, inputs);
        if (FirstDifference(actual, expected) is not { } whole) return Same;
        (Outcome Outcome, string) alone = StepByStep(program, inputs);
        if (alone.Outcome is not Outcome.Same) return alone;
        return IsSensitive(program, inputs, actual, expected) ? Sensitive : (Outcome.Different, $"{whole}, where steps are joined");
    }

    /// <summary>Judges each step with the inputs that the compiled program gave it.</summary>
    private (Outcome Outcome, string Message) StepByStep(Jaxpr program, ArrayData[] inputs)
    {
        Jaxpr flat = Inliner.Inline(program);
        if (flat.Inputs.Any(input => input.Type.IsRef) || flat.Equations.Any(equation => equation.Outputs.Any(output => output.Type.IsRef))) return Same;
        Equation[] equations = [.. flat.Equations.Select(equation => equation with { Outputs = [.. equation.Outputs.Select(output => output.IsDropped ? new Var(output.Type) : output)] })];
        Var[] all = [.. equations.SelectMany(equation => equation.Outputs)];
        Jaxpr open = new(flat.ConstVars, flat.Inputs, ValueArray.Create<Equation>(equations), [.. all], flat.Constants);
        ArrayData[] results = compile(open)(inputs);

        Dictionary<Atom, ArrayData> values = new(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < inputs.Length; i++) values[flat.Inputs[i]] = inputs[i];
        for (int i = 0; i < flat.ConstVars.Count; i++) values[flat.ConstVars[i]] = flat.Constants[i];
        for (int i = 0; i < all.Length; i++) values[all[i]] = results[i];
        (Outcome Outcome, string) found = Same;
        foreach (Equation equation in equations)
        {
            ArrayData[] operands = [.. equation.Inputs.Select(input => input is Literal literal ? literal.ToArray() : values[input])], actual = [.. equation.Outputs.Select(output => values[output])];
            (Outcome Outcome, string Message) step = Interpretation.RunsPrograms(equation.Op) ? OfLoop(equation.Op, operands, actual) : OfStep(equation.Op, operands, actual);
            if (step.Outcome is Outcome.Different) return (step.Outcome, $"{equation.Op.Name} of {string.Join(", ", operands.Select(Mapping.TypeOf))}, {step.Message}");
            if (step.Outcome is Outcome.Sensitive) found = step;
        }
        return found;
    }

    private static (Outcome Outcome, string Message) OfStep(Op op, ArrayData[] operands, ArrayData[] actual)
    {
        ArrayData[] expected = Evaluate.Apply(op, operands);
        bool mayBeAnything = false;
        for (int i = 0; i < expected.Length; i++)
        {
            double[] allowed = Allowance.Of(op, operands, expected[i], i);
            if (Difference(actual[i], expected[i], allowed) is { } difference) return (Outcome.Different, $"result {i}: {difference}");
            mayBeAnything |= allowed.Contains(Allowance.Anything); // here it was not, but it may have been where steps are joined
        }
        return !mayBeAnything && FirstDifference(actual, expected, isStrict: true) is null ? Same : Sensitive;
    }

    /// <summary>Judges a loop, a branch or a call: each run of its programs alone, and whether these runs, one after the other, give its results.</summary>
    private (Outcome Outcome, string Message) OfLoop(Op op, ArrayData[] operands, ArrayData[] actual)
    {
        int most = AtLeast;
        ArrayData[] expected = Evaluate.Apply(op, operands, (program, inputs) =>
        {
            most += Longer;
            return Evaluate.Run(program, inputs);
        });
        if (FirstDifference(actual, expected) is not { } whole) return FirstDifference(actual, expected, isStrict: true) is null ? Same : Sensitive;

        Dictionary<Jaxpr, Func<ArrayData[], ArrayData[]>> compiled = new(ReferenceEqualityComparer.Instance);
        string? wrong = null;
        ArrayData[]? runs = null;
        try
        {
            runs = Evaluate.Apply(op, operands, (program, inputs) =>
            {
                if (most-- == 0) throw new OperationCanceledException();
                if (!compiled.TryGetValue(program, out Func<ArrayData[], ArrayData[]>? run)) compiled.Add(program, run = compile(program));
                ArrayData[] results = run(inputs);
                if (wrong is null && Of(program, inputs, results) is (Outcome.Different, var message)) wrong = message;
                return results;
            });
        }
        catch (OperationCanceledException)
        {
            // When it ends is a matter of the last digits: of that noise judges.
        }
        if (wrong is not null) return (Outcome.Different, $"in its program: {wrong}");
        if (runs is not null && FirstDifference(actual, runs) is null) return Sensitive;
        Jaxpr alone = OpSample.ProgramOf(op, [.. operands.Select(Mapping.TypeOf)]);
        return IsSensitive(alone, operands, actual, expected) ? Sensitive : (Outcome.Different, whole);
    }

    /// <summary>Whether results change as much when inputs, constants and the results of all steps change in their last digits.</summary>
    private bool IsSensitive(Jaxpr program, ArrayData[] inputs, ArrayData[] actual, ArrayData[] expected)
    {
        double[][] spread = Noise.Spread(program, inputs, expected, random);
        for (int k = 0; k < expected.Length; k++)
        {
            double allowed = Steps * Limits.Of(expected[k].DType).Epsilon * Numbers.Largest(expected[k]);
            if (Difference(actual[k], expected[k], [.. spread[k].Select(distance => Spread * distance + allowed)]) is not null) return false;
        }
        return true;
    }

    private static string? FirstDifference(ArrayData[] actual, ArrayData[] expected, bool isStrict = false)
    {
        for (int i = 0; i < expected.Length; i++)
            if (Difference(actual[i], expected[i], Allowance.Of(expected[i], Steps), isStrict) is { } difference) return $"output {i}: {difference}";
        return null;
    }

    /// <summary>Where two arrays differ by more than is allowed; if strictly, also where that is just what a type has no numbers for.</summary>
    private static string? Difference(ArrayData actual, ArrayData expected, double[] allowed, bool isStrict = false)
    {
        if (!Mapping.TypeOf(actual).Matches(Mapping.TypeOf(expected))) return $"type {Mapping.TypeOf(actual)}, expected {Mapping.TypeOf(expected)}";
        if (actual.Bytes.SequenceEqual(expected.Bytes)) return null;
        int width = expected.DType.ByteSize;
        for (int i = 0; i < expected.Count; i++)
        {
            if (actual.Bytes.Slice(i * width, width).SequenceEqual(expected.Bytes.Slice(i * width, width))) continue;
            Complex x = Numbers.At(actual, i), y = Numbers.At(expected, i);
            double distance = expected.DType.IsInexact ? Numbers.Distance(x, y) : Math.Max(1, Numbers.Distance(x, y)); // large integers have no number of their own in double
            if (!(distance <= allowed[i] || !isStrict && AreAtTheEnd(x, y, expected.DType))) return $"element {i} is {Numbers.Text(actual, i)}, expected {Numbers.Text(expected, i)}";
        }
        return null;
    }

    /// <summary>Whether two numbers are as large as their type has them. Which parts of a complex number are infinite then, and which NaN, is not promised.</summary>
    private static bool AreAtTheEnd(Complex x, Complex y, DType dtype)
    {
        double end = Limits.Of(dtype).Largest * 0.999;
        if (!double.IsFinite(end)) return false;
        return dtype.IsComplex ? !(Complex.Abs(x) < end) && !(Complex.Abs(y) < end) : Math.Min(x.Real, y.Real) >= end || Math.Max(x.Real, y.Real) <= -end;
    }
}
