using System.Numerics;
using Core.Ir;
using Core.Tracing;

namespace Core.Tests.Laws;

/// <summary>Derivatives of ops are what differences say, forwards and backwards, mapped and not.</summary>
public class DerivativeLawTests
{
    /// <summary>Whether the derivative of an op is not that of its values, by JAX's definition.</summary>
    internal static bool IsDefinedOtherwise(Op op) =>
        op is Unary { Kind: UnaryKind.StopGradient or UnaryKind.Sign } or ReducePrecision or ConvertElementType or Clamp // clamp: where low > high
            or Cholesky or Eigh // of symmetric matrices, of which one triangle is read
            or CustomLinearSolve // of the system, which the solver of a sample need not solve: its constants are operands of their own
            or RandomGamma; // of a sample at its place of the distribution, not of the steps that draw it

    [TestCaseSource(typeof(OpSamples), nameof(OpSamples.Cases))]
    public void Tangents_are_differences_and_cotangents_pair_with_them(OpSample sample) => TraceScope.WithX64(sample.UsesX64, () =>
    {
        Jaxpr program = Wide(sample) ?? sample.ToProgram();
        if (!IsDifferentiable(program)) return true;
        Random random = new(3);
        Jaxpr closed = sample.Close(program); // collectives: all members at once
        ArrayData[] drawn = sample.Draw(random);
        ArrayData[] point = [.. closed.Inputs.Select((input, i) => Finite(drawn[i], input.Type, random))];
        ArrayData[] direction = [.. closed.Inputs.Where(input => input.Type.DType.IsInexact).Select(input => Operand.InRange(input.Type, -1, 1).Draw(random))];
        if (Derived(() => program.Jvp(), "cannot be differentiated:") is not { } jvp) return true;
        Assert.That(() => JaxprChecker.Check(jvp), Throws.Nothing, $"{jvp}");

        jvp = sample.Close(jvp);
        ArrayData[] all = Mapping.Run(jvp, [.. point, .. direction]);
        ArrayData[] tangents = all[program.Outputs.Count..];
        // Differences of what is rounded to few digits are none.
        bool isCoarse = program.Inputs.Any(input => input.Type.DType is DType.F16 or DType.BF16)
            || program.Inputs.Any(input => input.Type.DType is DType.F64 or DType.C128) && program.Outputs.Any(output => output.Type.DType is DType.F32 or DType.C64);
        if (!isCoarse && !IsDefinedOtherwise(sample.Op)) CheckDifferences(closed, point, direction, tangents, $"{jvp}");
        if (sample.Op is ReducePrecision) return true; // it rounds tangents, too

        if (Derived(() => program.Vjp(), "cannot be differentiated in reverse") is not { } vjp) return true;
        Assert.That(() => JaxprChecker.Check(vjp), Throws.Nothing, $"{vjp}");
        vjp = sample.Close(vjp);
        ArrayData[] cotangents = [.. tangents.Select(tangent => Operand.InRange(Mapping.TypeOf(tangent), -1, 1).Draw(random))];
        ArrayData[] pulled = Mapping.Run(vjp, [.. point, .. cotangents]);
        (double left, double scale) = Pair(cotangents, tangents);
        (double right, double otherScale) = Pair(pulled, direction);
        if (double.IsFinite(left) && double.IsFinite(right))
            Assert.That(right, Is.EqualTo(left).Within(Epsilon(program) * (1 + scale + otherScale)), $"{vjp}");
        return true;
    });

    [TestCaseSource(typeof(OpSamples), nameof(OpSamples.Cases))]
    public void The_derivative_of_a_mapped_op_is_the_mapped_derivative(OpSample sample) => TraceScope.WithX64(sample.UsesX64, () =>
    {
        Jaxpr program = sample.ToProgram();
        if (!IsDifferentiable(program) || !sample.IsUnique || sample.NamedAxes.Count > 0) return true;
        Jaxpr jvp, mappedFirst;
        try
        {
            (jvp, mappedFirst) = (program.Jvp(), Mapping.Vmap(program, [.. program.Inputs.Select(_ => (int?)0)], 2, outAxis: 0).Jvp());
        }
        catch (UnsupportedException)
        {
            return true;
        }
        Jaxpr mappedLast = Mapping.Vmap(jvp, [.. jvp.Inputs.Select(_ => (int?)0)], 2, outAxis: 0);
        Random random = new(5);
        ArrayData[] inputs = [.. jvp.Inputs.Select((input, i) =>
        {
            ArrayData[] examples = [.. Enumerable.Range(0, 2).Select(_ => Finite(i < sample.Operands.Count ? sample.Operands[i].Draw(random) : Operand.InRange(input.Type, -1, 1).Draw(random), input.Type, random))];
            return Mapping.Stack(examples, 0, input.Type);
        })];

        ArrayData[] first = Mapping.Run(mappedFirst, inputs), last = Mapping.Run(mappedLast, inputs);

        for (int k = 0; k < first.Length; k++)
        {
            Assert.That($"{Mapping.TypeOf(first[k])}", Is.EqualTo($"{Mapping.TypeOf(last[k])}"));
            if (!first[k].DType.IsInexact) continue;
            double scale = Enumerable.Range(0, first[k].Count).Select(i => Complex.Abs(At(last[k], i))).Where(double.IsFinite).DefaultIfEmpty(0).Max();
            for (int i = 0; i < first[k].Count; i++)
                if (Complex.IsFinite(At(last[k], i))) Assert.That(Complex.Abs(At(first[k], i) - At(last[k], i)), Is.LessThanOrEqualTo(1e-2 * (scale + 1)), $"{mappedFirst}\n{mappedLast}");
        }
        return true;
    });

    /// <summary>Whether a program has numbers that have derivatives, in and out, and no references.</summary>
    internal static bool IsDifferentiable(Jaxpr program) =>
        program.Inputs.Any(input => input.Type.DType.IsInexact) && program.Outputs.Any(output => output.Type.DType.IsInexact) && !program.Inputs.Any(input => input.Type.IsRef);

    internal static Jaxpr? Derived(Func<Jaxpr> derive, string refusal)
    {
        try
        {
            return derive();
        }
        catch (UnsupportedException e) when (e.Message.Contains(refusal, StringComparison.Ordinal))
        {
            return null;
        }
    }

    // In 64 bits differences are worth something; ops that hold programs stay as they are.
    internal static Jaxpr? Wide(OpSample sample)
    {
        if (sample.Op.Jaxprs.Count > 0 || sample.Op is ConvertElementType or ReducePrecision or Binary { OutDType: not null }) return null;
        ArrayType[] types = [.. sample.Types.Select(type => type with { DType = type.DType.IsComplex ? DType.C128 : type.DType.IsFloat ? DType.F64 : type.DType })];
        try
        {
            return OpSample.ProgramOf(sample.Op is Conj ? new Conj(types[0].DType) : sample.Op is DotGeneral dot ? dot with { PreferredElementType = null } : sample.Op, types);
        }
        catch (VmapException)
        {
            return null;
        }
    }

    // Two central differences that do not agree stand at a kink, or too near to one.
    internal static void CheckDifferences(Jaxpr program, ArrayData[] point, ArrayData[] direction, ArrayData[] tangents, string text)
    {
        bool narrow = program.Inputs.Any(input => input.Type.DType.IsInexact && input.Type.DType.RealPart is not DType.F64);
        double step = narrow ? 1e-2 : 1e-6, tolerance = narrow ? 0.1 : 1e-5;
        Complex[][] near = Differences(program, point, direction, step), nearer = Differences(program, point, direction, step / 2);
        for (int k = 0; k < tangents.Length; k++)
        {
            for (int i = 0; i < tangents[k].Count; i++)
            {
                Complex expected = nearer[k][i], actual = At(tangents[k], i);
                double allowed = tolerance * (1 + Complex.Abs(expected));
                if (!Complex.IsFinite(expected) || !Complex.IsFinite(near[k][i]) || Complex.Abs(near[k][i] - expected) > allowed / 2) continue;
                Assert.That(Complex.Abs(actual - expected), Is.LessThanOrEqualTo(allowed), $"element {i} of tangent {k} is {actual}, differences say {expected}\n{text}");
            }
        }
    }

    private static Complex[][] Differences(Jaxpr program, ArrayData[] point, ArrayData[] direction, double step)
    {
        ArrayData[] above = Results(step), below = Results(-step);
        return [.. program.Outputs.Select((output, k) => (output, k)).Where(item => item.output.Type.DType.IsInexact).Select(item =>
            (Complex[])[.. Enumerable.Range(0, above[item.k].Count).Select(i => (At(above[item.k], i) - At(below[item.k], i)) / (2 * step))])];

        ArrayData[] Results(double by)
        {
            int next = 0;
            return Mapping.Run(program, point.Select((value, i) => program.Inputs[i].Type.DType.IsInexact ? Moved(value, direction[next++], by) : value));
        }
    }

    private static ArrayData Moved(ArrayData value, ArrayData direction, double by)
    {
        int i = 0;
        return Operand.Fill(Mapping.TypeOf(value), () =>
        {
            Complex moved = At(value, i) + by * At(direction, i++);
            return value.DType.IsComplex ? Scalar.Of(moved) : Scalar.Of(moved.Real);
        });
    }

    internal static ArrayData Finite(ArrayData value, ArrayType type, Random random)
    {
        if (!type.DType.IsInexact) return value;
        int i = 0;
        return Operand.Fill(type, () =>
        {
            Complex number = At(value, i++);
            bool ordinary = Complex.IsFinite(number) && Complex.Abs(number) is > 1e-3 and < 1e3;
            return ordinary && number != 1 && number != -1 ? type.DType.IsComplex ? Scalar.Of(number) : Scalar.Of(number.Real) : Operand.Number(type.DType, random, 0.1, 0.9);
        });
    }

    // Cotangents pair without conjugation; of maps that are linear over the reals only, the real parts agree.
    private static (double Sum, double Scale) Pair(ArrayData[] left, ArrayData[] right)
    {
        double sum = 0, scale = 0;
        foreach ((ArrayData x, ArrayData y) in left.Zip(right))
        {
            for (int i = 0; i < x.Count; i++)
            {
                double term = (At(x, i) * At(y, i)).Real;
                sum += term;
                scale += Math.Abs(term);
            }
        }
        return (sum, scale);
    }

    private static double Epsilon(Jaxpr program) => program.Inputs.Concat(program.Outputs).Min(atom => atom.Type.DType switch
    {
        DType.F64 or DType.C128 => 0,
        DType.F32 or DType.C64 => -1,
        DType.F16 => -2,
        DType.BF16 => -3,
        _ => 0,
    }) switch
    {
        0 => 1e-9,
        -1 => 1e-4,
        -2 => 1e-2,
        _ => 1e-1,
    };

    internal static Complex At(ArrayData array, int index) => Scalar.Of(array, index).ToComplex();
}
