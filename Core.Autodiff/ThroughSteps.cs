using Core.Ir;
using Core.Tracing;

namespace Core.Autodiff;

/// <summary>
/// Cotangents of functions whose rule is known only by its name, and whose steps contain a loop that has no reverse form: the function has derivatives, for it has
/// a rule. Its call with tangents stays whole, and a cotangent is multiplied by each of its columns, which are computed forwards.
/// </summary>
internal static class ThroughSteps
{
    /// <summary>Whether a program contains a loop that cannot run backwards.</summary>
    public static bool HasLoop(Jaxpr jaxpr) => jaxpr.Equations.Any(equation => equation.Op is While or WhileLanes || equation.Op.Jaxprs.Any(HasLoop));

    /// <summary>A call with tangents that stays whole.</summary>
    public static CustomJvpCall Whole(string function, Jaxpr withTangents) => new(function, withTangents, new($"{function}_steps"));

    /// <summary>The cotangents of a call with tangents.</summary>
    public static NdArray?[] Pull(CustomJvpCall op, Pullback args)
    {
        if (!HasLoop(op.Jaxpr)) return TransposePrograms.Run(op.Jaxpr, args.Operands, args.Cotangents);
        ReverseRule.Refuse("Vjp", op.Jaxpr); // columns are computed forwards
        NdArray?[] operands = args.Operands.ToArray(), cotangents = args.Cotangents.ToArray(), results = new NdArray?[operands.Length];
        NdArray[] known = [.. operands.OfType<NdArray>(), .. cotangents.OfType<NdArray>()];
        ArrayType[] types = args.Types.ToArray();
        if (types.Where((_, i) => operands[i] is null).Any(type => type.DType.IsComplex) || op.Jaxpr.Outputs.Any(output => output.Type.DType.IsComplex))
            throw new UnsupportedException($"{op.FunctionName} cannot be differentiated in reverse: of its rule only the name is known, and its steps are a loop of complex numbers. Use Jvp.");
        for (int place = 0; place < results.Length; place++)
            if (operands[place] is null && types[place].Size > 0) results[place] = Along(place);
        return results;

        NdArray Along(int place)
        {
            ArrayType type = types[place] with { Weak = false };
            int size = (int)type.Size;
            Jaxpr column = TraceScope.Trace("a column", [.. known.Select(value => value.Type), type], values =>
            {
                int next = 0;
                NdArray[] inputs = [.. operands.Select((operand, i) => operand is not null ? values[next++] : i == place ? values[^1] : Zeros.Of(types[i]))];
                NdArray[] outputs = TraceScope.Call(op.Jaxpr, inputs);
                NdArray? sum = null;
                for (int i = 0; i < outputs.Length; i++)
                {
                    if (cotangents[i] is null) continue;
                    NdArray product = Lax.ReduceSum(Formulas.Mul(outputs[i], values[next++]), [.. Enumerable.Range(0, outputs[i].Rank)]);
                    product = Lax.ConvertElementType(product, type.DType);
                    sum = sum is null ? product : Formulas.Add(sum, product);
                }
                return [sum!];
            }).Jaxpr;
            NdArray directions = Lax.Reshape(Lax.ConvertElementType(Matrices.IsOnDiagonal([size, size]), type.DType), [size, .. type.Shape]);
            return Lax.Reshape(Lax.Scan(new Scan(column, size, known.Length, 0), [.. known, directions])[0], type.Shape);
        }
    }
}
