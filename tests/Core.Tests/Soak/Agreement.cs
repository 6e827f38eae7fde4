using System.Numerics;
using Core.Compiler.Fusion;
using Core.Interpreter;
using Core.Ir;
using Core.Tests.Laws;

namespace Core.Tests.Soak;

/// <summary>How the compiled and the interpreted results of a program compare.</summary>
internal enum Outcome
{
    /// <summary>They agree.</summary>
    Same,

    /// <summary>They differ as the results do when inputs change in their last digits: a step of the program is not continuous there, or loses digits.</summary>
    Sensitive,

    /// <summary>An op cannot be compiled.</summary>
    Unsupported,

    /// <summary>They differ.</summary>
    Different,
}

/// <summary>Compares what a compiled program computes with what the interpreter does.</summary>
/// <remarks>
/// Results may differ in their last digits, and steps that follow may make much of that. So where whole results differ, each step is looked at alone, with the
/// inputs that the compiled program gave it.
/// </remarks>
internal static class Agreement
{
    private const int Trials = 6;

    /// <summary>Runs a program both ways, with one thread and with several.</summary>
    /// <param name="program">The program.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="random">What to change inputs by, and which stages to look at.</param>
    /// <returns>The outcome, and what is to be said about it.</returns>
    public static (Outcome Outcome, string Message) Of(Jaxpr program, ArrayData[] inputs, Random random)
    {
        ArrayData[] expected = Evaluate.Run(program, inputs), actual;
        CompiledProgram compiled;
        try
        {
            compiled = CompiledProgram.Compile(program, threads: 1);
        }
        catch (UnsupportedException e)
        {
            return (Outcome.Unsupported, e.Message);
        }
        byte[][] before = BytesOf(inputs);
        actual = compiled.Run(inputs);
        byte[][] first = BytesOf(actual);
        if (!AreBytes(compiled.Run(inputs), first)) return (Outcome.Different, "the second run gives other bits");
        if (!AreBytes(CompiledProgram.Compile(program, threads: 4).Run(inputs), first)) return (Outcome.Different, "four threads give other bits");
        if (!AreBytes(actual, first)) return (Outcome.Different, "a later run writes over the results of the first one");
        if (!AreBytes(inputs, before)) return (Outcome.Different, "a run writes over its inputs");
        if (random.Next(6) == 0 && !program.Inputs.Any(input => input.Type.IsRef))
        {
            Traced jitted = program.ToTraced().Jit(threads: 1);
            for (int call = 0; call < 3; call++)
                if (!AreBytes([.. jitted.InvokeFlat([.. inputs.Select(NdArray.Of)]).Select(result => result.Data())], first)) return (Outcome.Different, $"call {call} through Jit gives other bits");
        }
        if (random.Next(16) == 0)
        {
            _ = compiled.Explain();
            foreach (CompilerStage stage in Enum.GetValues<CompilerStage>()) _ = CompilerStages.Show(program, stage);
        }

        int output = -1;
        for (int i = 0; i < expected.Length && output < 0; i++)
            if (Difference(actual[i], expected[i], 200, Largest(expected[i])) is not null) output = i;
        if (output < 0) return (Outcome.Same, "");

        if (StepByStep(program, inputs, withPrograms: false, out bool isUndefined) is { } alone) return (Outcome.Different, alone);
        if (isUndefined) return (Outcome.Sensitive, "");
        if (IsSensitive(program, inputs, actual, expected, random)) return (Outcome.Sensitive, "");
        if (StepByStep(program, inputs, withPrograms: true, out _) is { } inside) return (Outcome.Different, inside);
        return (Outcome.Different, $"output {output}, where steps are joined: {Difference(actual[output], expected[output], 200, Largest(expected[output]))}");
    }

    private static byte[][] BytesOf(ArrayData[] arrays) => [.. arrays.Select(array => array.Bytes.ToArray())];

    private static bool AreBytes(ArrayData[] arrays, byte[][] bytes)
    {
        for (int i = 0; i < arrays.Length; i++)
            if (!arrays[i].Bytes.SequenceEqual(bytes[i])) return false;
        return true;
    }

    /// <summary>The first step whose compiled result is not what the interpreter makes of the same inputs, or null.</summary>
    private static string? StepByStep(Jaxpr program, ArrayData[] inputs, bool withPrograms, out bool isUndefined)
    {
        isUndefined = false;
        Jaxpr flat = Inliner.Inline(program);
        if (flat.Inputs.Any(input => input.Type.IsRef) || flat.Equations.Any(equation => equation.Outputs.Any(output => output.Type.IsRef))) return null;
        Equation[] equations = [.. flat.Equations.Select(equation => equation with { Outputs = [.. equation.Outputs.Select(output => output.IsDropped ? new Var(output.Type) : output)] })];
        Var[] all = [.. equations.SelectMany(equation => equation.Outputs)];
        Jaxpr open = new(flat.ConstVars, flat.Inputs, ValueArray.Create<Equation>(equations), [.. all], flat.Constants);
        ArrayData[] results = CompiledProgram.Compile(open, threads: 1).Run(inputs);

        Dictionary<Atom, ArrayData> values = new(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < inputs.Length; i++) values[flat.Inputs[i]] = inputs[i];
        for (int i = 0; i < flat.ConstVars.Count; i++) values[flat.ConstVars[i]] = flat.Constants[i];
        for (int i = 0; i < all.Length; i++) values[all[i]] = results[i];
        foreach (Equation equation in equations)
        {
            if (equation.Op.Jaxprs.Count > 0 != withPrograms) continue;
            ArrayData[] operands = [.. equation.Inputs.Select(input => input is Literal literal ? literal.ToArray() : values[input])];
            ArrayData[] expected = Evaluate.Apply(equation.Op, operands);
            for (int i = 0; i < expected.Length; i++)
            {
                if (SizeOfTerms(equation.Op, operands, expected[i], i) is not { } scale)
                {
                    isUndefined = true;
                    continue;
                }
                if (Difference(values[equation.Outputs[i]], expected[i], 64, scale) is not { } difference) continue;
                return $"{equation.Op.Name} of {string.Join(", ", operands.Select(Mapping.TypeOf))}, result {i}: {difference}";
            }
        }
        return null;
    }

    /// <summary>Whether results change as much when inputs, constants and the results of all steps change in their last digits.</summary>
    private static bool IsSensitive(Jaxpr program, ArrayData[] inputs, ArrayData[] actual, ArrayData[] expected, Random random)
    {
        Jaxpr flat = Inliner.Inline(program);
        double[][] spread = [.. expected.Select(result => new double[result.Count])];
        for (int trial = 0; trial < Trials; trial++)
        {
            ArrayData[] results = WithNoise(flat, inputs, random);
            for (int k = 0; k < results.Length; k++)
            {
                for (int i = 0; i < results[k].Count; i++)
                {
                    double distance = Distance(At(results[k], i), At(expected[k], i));
                    spread[k][i] = Math.Max(spread[k][i], double.IsNaN(distance) ? double.PositiveInfinity : distance);
                }
            }
        }
        for (int k = 0; k < expected.Length; k++)
        {
            double allowed = 200 * Epsilon(expected[k].DType) * Largest(expected[k]);
            for (int i = 0; i < expected[k].Count; i++)
                if (!double.IsPositiveInfinity(spread[k][i]) && !(Distance(At(actual[k], i), At(expected[k], i)) <= 100 * spread[k][i] + allowed)) return false;
        }
        return true;
    }

    /// <summary>The results of a program all of whose values change in their last digits.</summary>
    private static ArrayData[] WithNoise(Jaxpr flat, ArrayData[] inputs, Random random)
    {
        Dictionary<Atom, ArrayData> values = new(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < inputs.Length; i++) values[flat.Inputs[i]] = Moved(inputs[i], random);
        for (int i = 0; i < flat.ConstVars.Count; i++) values[flat.ConstVars[i]] = Moved(flat.Constants[i], random);
        foreach (Equation equation in flat.Equations)
        {
            ArrayData[] results = Evaluate.Apply(equation.Op, [.. equation.Inputs.Select(Value)]);
            for (int i = 0; i < results.Length; i++) values[equation.Outputs[i]] = Moved(results[i], random);
        }
        return [.. flat.Outputs.Select(Value)];

        ArrayData Value(Atom atom) => atom is Literal literal ? literal.ToArray() : values[atom];
    }

    private static ArrayData Moved(ArrayData value, Random random)
    {
        if (!value.DType.IsInexact) return value;
        int i = 0;
        return Operand.Fill(Mapping.TypeOf(value), () =>
        {
            Complex number = At(value, i++);
            Complex moved = new(Part(number.Real), Part(number.Imaginary));
            return value.DType.IsComplex ? Scalar.Of(moved) : Scalar.Of(moved.Real);
        });

        // Which sign a NaN has, nobody promises; orders of bits tell.
        double Part(double part) => double.IsNaN(part) ? random.Next(2) == 0 ? part : -part : part * (1 + 2 * Epsilon(value.DType) * random.Next(-1, 2));
    }

    /// <summary>How large what is added up to each element is; null where sums may overflow on the way, so that results are not defined.</summary>
    private static double[]? SizeOfTerms(Op op, ArrayData[] operands, ArrayData expected, int result)
    {
        // Nobody promises the sign of a NaN, and orders of bits tell it.
        if (op is TopK or Comparison { Kind: ComparisonKind.LeTotal or ComparisonKind.LtTotal } && operands.Any(HasNaN)) return null;
        if (!expected.DType.IsInexact) return [];
        bool sums = op is Reduce { Kind: ReduceKind.Sum or ReduceKind.Prod } or SymmetricProduct or DotGeneral or ConvGeneralDilated or RaggedDotGeneral or Cumulative { Kind: not (CumulativeKind.Max or CumulativeKind.Min) }
            or ReduceWindow { Kind: ReduceWindowKind.Sum } or Scatter { Kind: ScatterKind.Add or ScatterKind.Sub or ScatterKind.Mul } or Fft or SelectAndScatterAdd or TriangularSolve;
        if (sums)
        {
            foreach (ArrayData operand in operands)
            {
                if (!operand.DType.IsInexact) continue;
                double largest = expected.DType.RealPart is DType.F16 ? 100 : op is Reduce { Kind: ReduceKind.Prod } or Cumulative { Kind: CumulativeKind.Prod } ? 3 : 1e9;
                for (int i = 0; i < operand.Count; i++)
                    if (!(Complex.Abs(At(operand, i)) is 0 or > 1e-9 && Complex.Abs(At(operand, i)) < largest)) return null;
            }
            if (op is not (Fft or TriangularSolve or Cumulative { Kind: CumulativeKind.LogSumExp }))
            {
                Op added = op is Scatter { Kind: ScatterKind.Sub } scatter ? scatter with { Kind = ScatterKind.Add } : op;
                ArrayData sizes = Evaluate.Apply(added, [.. operands.Select(Size)])[result];
                // Terms that are added one after the other.
                double terms = op is Scatter ? 1 + operands[2].Count / 256.0 : 1;
                return [.. Enumerable.Range(0, sizes.Count).Select(i => terms * Complex.Abs(At(sizes, i)))];
            }
        }
        bool local = op is Unary or Binary or IntegerPow or Round or Clamp or SelectN or ConvertElementType;
        return local ? [] : Largest(expected) is var most && double.IsFinite(most) ? [.. Enumerable.Repeat(most, expected.Count)] : [];
    }

    private static bool HasNaN(ArrayData value) => value.DType.IsInexact && Enumerable.Range(0, value.Count).Any(i => double.IsNaN(At(value, i).Real));

    private static ArrayData Size(ArrayData value)
    {
        if (!value.DType.IsInexact) return value;
        int i = 0;
        return Operand.Fill(Mapping.TypeOf(value), () =>
        {
            double size = Complex.Abs(At(value, i++));
            return value.DType.IsComplex ? Scalar.Of(new Complex(size, 0)) : Scalar.Of(size);
        });
    }

    private static string? Difference(ArrayData actual, ArrayData expected, double steps, double scale) =>
        Difference(actual, expected, steps, expected.DType.IsInexact ? [.. Enumerable.Repeat(scale, expected.Count)] : []);

    /// <summary>Where two arrays differ by more than some steps of their type, relative to an element and to a scale for it.</summary>
    private static string? Difference(ArrayData actual, ArrayData expected, double steps, double[] scale)
    {
        if (!Mapping.TypeOf(actual).Matches(Mapping.TypeOf(expected))) return $"type {Mapping.TypeOf(actual)}, expected {Mapping.TypeOf(expected)}";
        if (actual.Bytes.SequenceEqual(expected.Bytes)) return null;
        double epsilon = Epsilon(expected.DType), smallest = Smallest(expected.DType), largest = MostOf(expected.DType);
        for (int i = 0; i < expected.Count; i++)
        {
            if (!expected.DType.IsInexact)
            {
                int width = expected.DType.ByteSize;
                if (!actual.Bytes.Slice(i * width, width).SequenceEqual(expected.Bytes.Slice(i * width, width))) return Text(i);
                continue;
            }
            Complex x = At(actual, i), y = At(expected, i);
            double allowed = steps * epsilon * ((Complex.IsFinite(y) ? Complex.Abs(y) : 0) + (scale.Length > 0 ? scale[i] : 0)) + smallest;
            if (Distance(x, y) <= allowed) continue;
            // At the end of the range.
            if (double.IsFinite(largest) && Ends(x, largest) && Ends(y, largest)) continue;
            return Text(i);
        }
        return null;

        string Text(int i) => $"element {i} is {(expected.DType.IsKey ? "other bits" : Scalar.Of(actual, i))}, expected {(expected.DType.IsKey ? "" : Scalar.Of(expected, i))}";
    }

    private static bool Ends(Complex number, double largest) => !(Complex.Abs(number) < largest * 0.999);

    /// <summary>How far apart two numbers are; of numbers that are not finite, 0 if neither is.</summary>
    private static double Distance(Complex x, Complex y)
    {
        if (Complex.IsFinite(x) && Complex.IsFinite(y)) return Complex.Abs(x - y);
        if (x.Imaginary == 0 && y.Imaginary == 0) return x.Real.Equals(y.Real) ? 0 : double.PositiveInfinity;
        return Complex.IsFinite(x) == Complex.IsFinite(y) ? 0 : double.PositiveInfinity;
    }

    private static Complex At(ArrayData array, int index) => array.DType.IsKey ? Complex.Zero : Scalar.Of(array, index).ToComplex();

    private static double Largest(ArrayData array)
    {
        double most = 0;
        if (!array.DType.IsInexact) return 0;
        for (int i = 0; i < array.Count; i++)
            if (Complex.Abs(At(array, i)) is var size && double.IsFinite(size)) most = Math.Max(most, size);
        return most;
    }

    private static double Epsilon(DType dtype) => dtype switch
    {
        DType.F64 or DType.C128 => 2.2e-16,
        DType.F32 or DType.C64 => 1.2e-7,
        DType.F16 => 1e-3,
        DType.BF16 => 8e-3,
        _ => 0,
    };

    private static double Smallest(DType dtype) => dtype switch
    {
        DType.F64 or DType.C128 => 1e-320,
        DType.F32 or DType.C64 => 1e-43,
        DType.F16 => 2e-7,
        DType.BF16 => 1e-38,
        _ => 0,
    };

    private static double MostOf(DType dtype) => dtype switch
    {
        DType.F64 or DType.C128 => double.MaxValue,
        DType.F32 or DType.C64 => float.MaxValue,
        DType.F16 => 65504,
        DType.BF16 => 3.39e38,
        _ => double.PositiveInfinity,
    };
}
