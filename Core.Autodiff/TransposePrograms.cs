using Core.Ir;
using Core.Tracing;

namespace Core.Autodiff;

/// <summary>Pulls cotangents back through whole programs: the driver of <see cref="TransposeRules"/>.</summary>
internal static class TransposePrograms
{
    private static readonly TransposeRules Rules = new();
    private static readonly ProgramCache<(ValueArray<bool>, ValueArray<bool>), (Jaxpr, bool[])> Known = new();

    /// <summary>Runs a program backwards that is linear in some of its inputs.</summary>
    /// <param name="jaxpr">The program.</param>
    /// <param name="inputs">The values of its inputs; null for those that it is linear in.</param>
    /// <param name="cotangents">The cotangents of its outputs; null where they are zero.</param>
    /// <returns>The cotangents of the inputs that it is linear in; null where they are zero, and for the other inputs.</returns>
    // JAX: backward_pass3.
    public static NdArray?[] Run(Jaxpr jaxpr, ReadOnlySpan<NdArray?> inputs, ReadOnlySpan<NdArray?> cotangents)
    {
        Dictionary<Atom, NdArray> values = new(ReferenceEqualityComparer.Instance);
        HashSet<Atom> linear = new(ReferenceEqualityComparer.Instance);
        NdArray[] constants = TraceScope.Constants(jaxpr);
        for (int i = 0; i < constants.Length; i++) values[jaxpr.ConstVars[i]] = constants[i];
        for (int i = 0; i < inputs.Length; i++)
        {
            if (inputs[i] is { } value) values[jaxpr.Inputs[i]] = value;
            else linear.Add(jaxpr.Inputs[i]);
        }
        List<Equation> steps = [];
        foreach (Equation equation in jaxpr.Equations)
        {
            if (equation.Inputs.Any(linear.Contains))
            {
                foreach (Var output in equation.Outputs) linear.Add(output);
                steps.Add(equation);
                continue;
            }
            NdArray[] results = Lax.BindAll(equation.Op, [.. equation.Inputs.Select(input => ValueOf(input)!)]);
            for (int i = 0; i < results.Length; i++) values[equation.Outputs[i]] = TraceScope.WithWeakness(results[i], equation.Outputs[i].Type.Weak);
        }

        Dictionary<Atom, NdArray> sums = new(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < jaxpr.Outputs.Count; i++) Accumulate(jaxpr.Outputs[i], cotangents[i]);
        for (int step = steps.Count - 1; step >= 0; step--)
        {
            Equation equation = steps[step];
            NdArray?[] outputs = [.. equation.Outputs.Select(Take)];
            if (outputs.All(output => output is null)) continue;
            NdArray?[] operands = [.. equation.Inputs.Select(ValueOf)];
            NdArray?[] results = Apply(equation, operands, outputs);
            for (int i = 0; i < results.Length; i++) Accumulate(equation.Inputs[i], results[i]);
        }
        return [.. jaxpr.Inputs.Select((input, i) => linear.Contains(input) ? sums.GetValueOrDefault(input) : null)];

        NdArray? ValueOf(Atom atom) => atom is Literal literal ? TraceScope.Number(literal) : values.GetValueOrDefault(atom);

        NdArray? Take(Var output) => sums.Remove(output, out NdArray? sum) ? sum : null;

        // JAX: ValAccum.accum.
        void Accumulate(Atom atom, NdArray? cotangent)
        {
            if (cotangent is null || !linear.Contains(atom)) return;
            sums[atom] = sums.TryGetValue(atom, out NdArray? sum) ? Lax.Bind(new AddAny(), sum, cotangent) : cotangent;
        }
    }

    private static NdArray?[] Apply(Equation equation, NdArray?[] operands, NdArray?[] cotangents) => Refusals.At(equation.Source, () => equation.Op.Accept(
        Rules, new(operands, [.. equation.Inputs.Select(input => input.Type)], cotangents, [.. equation.Outputs.Select(output => output.Type)])));

    // JAX: _transpose_jaxpr of ad_checkpoint.py.
    private static NdArray?[] RunSplit(Jaxpr jaxpr, NdArray?[] inputs, NdArray?[] cotangents)
    {
        List<NdArray?> wanted = [];
        (Jaxpr linear, NdArray[] known) = TraceScope.TraceDependent("a call", [.. jaxpr.Inputs.Where((_, i) => inputs[i] is null).Select(input => input.Type)], tangents =>
        {
            int next = 0;
            NdArray[] results = TraceScope.Call(jaxpr, [.. inputs.Select(input => input ?? tangents[next++])]);
            bool[] depends = [.. results.Select(TraceScope.IsOfInnermost)];
            wanted = [.. cotangents.Where((_, i) => depends[i])];
            return [.. results.Where((_, i) => depends[i])];
        }, PartialEval.Split);
        NdArray?[] pulled = Run(linear, [.. known, .. Enumerable.Repeat<NdArray?>(null, linear.Inputs.Count - known.Length)], [.. wanted]);
        int place = known.Length;
        return [.. inputs.Select(input => input is null ? pulled[place++] : null)];
    }

    /// <summary>A program run backwards: it takes the inputs that it is not linear in, then cotangents of outputs, and gives cotangents of the other inputs.</summary>
    /// <param name="jaxpr">The program.</param>
    /// <param name="linear">Which inputs it is linear in.</param>
    /// <param name="nonzero">Which outputs have a cotangent.</param>
    /// <returns>The program, and which inputs get a cotangent: of those that it is linear in, all that are not zero.</returns>
    // JAX: _transpose_jaxpr_fancy.
    public static (Jaxpr Jaxpr, bool[] Nonzero) Get(Jaxpr jaxpr, ValueArray<bool> linear, ValueArray<bool> nonzero) => Known.Get(jaxpr, (linear, nonzero), () =>
    {
        bool[] given = [];
        ValueArray<ArrayType> types = [
            .. jaxpr.Inputs.Where((_, i) => !linear[i]).Select(input => input.Type), .. jaxpr.Outputs.Where((_, i) => nonzero[i]).Select(output => output.Type)];
        Jaxpr transposed = TraceScope.Trace("a call", types, values =>
        {
            int next = 0;
            NdArray?[] inputs = [.. linear.Select(isLinear => isLinear ? null : values[next++])];
            NdArray?[] cotangents = [.. nonzero.Select(isNonzero => isNonzero ? values[next++] : null)];
            // A call inside may give both values and tangents; taken apart first, each part gives only one of them.
            NdArray?[] results = jaxpr.Equations.Any(equation => equation.Op.Jaxprs.Count > 0) ? RunSplit(jaxpr, inputs, cotangents) : Run(jaxpr, inputs, cotangents);
            given = [.. results.Select(result => result is not null)];
            return [.. results.OfType<NdArray>()];
        }).Jaxpr;
        return (transposed, given);
    });
}

/// <summary>What the transpose rule of an op gets.</summary>
/// <param name="operands">The values of the operands; null for those that the op is linear in, whose cotangents are asked for.</param>
/// <param name="types">The types of the operands.</param>
/// <param name="cotangents">The cotangents of the outputs, not all null; null where they are zero.</param>
/// <param name="outputs">The types of the outputs.</param>
internal readonly ref struct Pullback(ReadOnlySpan<NdArray?> operands, ReadOnlySpan<ArrayType> types, ReadOnlySpan<NdArray?> cotangents, ReadOnlySpan<ArrayType> outputs)
{
    /// <summary>The values of the operands; null for those that the op is linear in.</summary>
    public ReadOnlySpan<NdArray?> Operands { get; } = operands;

    /// <summary>The types of the operands.</summary>
    public ReadOnlySpan<ArrayType> Types { get; } = types;

    /// <summary>The cotangents of the outputs; null where they are zero.</summary>
    public ReadOnlySpan<NdArray?> Cotangents { get; } = cotangents;

    /// <summary>The types of the outputs.</summary>
    public ReadOnlySpan<ArrayType> Outputs { get; } = outputs;

    /// <summary>The cotangent of the only output.</summary>
    public NdArray Cotangent => Cotangents[0]!;

    /// <summary>Whether the op is linear in an operand, whose cotangent is asked for.</summary>
    public bool IsLinear(int operand) => Operands[operand] is null;

    /// <summary>The cotangents of the outputs, zeros where they are zero.</summary>
    // JAX: instantiate_zeros.
    public NdArray[] Instantiated()
    {
        NdArray[] all = new NdArray[Cotangents.Length];
        for (int i = 0; i < all.Length; i++) all[i] = Cotangents[i] ?? Zeros.Of(Outputs[i]);
        return all;
    }
}
