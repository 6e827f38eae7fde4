using Core.Autodiff;
using Core.Ir;
using Core.Tracing;

namespace Core;

/// <summary>Derivatives of programs, as programs.</summary>
public static class JaxprDerivatives
{
    /// <summary>The program with its derivative along a direction: after its inputs it takes tangents, after its outputs it gives tangents of all that have some.</summary>
    /// <param name="jaxpr">The program.</param>
    /// <param name="argnums">The inputs that have tangents; by default all floating-point and complex ones.</param>
    /// <exception cref="UnsupportedException">An op of the program has no derivative.</exception>
    public static Jaxpr Jvp(this Jaxpr jaxpr, params ReadOnlySpan<int> argnums)
    {
        bool[] wrt = Wanted("Jvp", jaxpr, argnums);
        ValueArray<ArrayType> types = [.. jaxpr.Inputs.Select(input => input.Type), .. jaxpr.Inputs.Where((_, i) => wrt[i]).Select(input => input.Type)];
        return ReverseRule.Refuse("Jvp", Simplify.Clean(TraceScope.Trace("jvp", types, values =>
        {
            int next = jaxpr.Inputs.Count;
            Dual[] results = JvpPrograms.Run(jaxpr, [.. wrt.Select((isWanted, i) => new Dual(values[i], isWanted ? values[next++] : null))]);
            return [.. results.Select(result => result.Primal), .. results.Where(result => result.Primal.Type.HasTangent()).Select(result => result.Instantiated)];
        }).Jaxpr));
    }

    /// <summary>The derivative of the program run backwards: after its inputs it takes cotangents of all outputs that have some, and gives those of inputs.</summary>
    /// <param name="jaxpr">The program.</param>
    /// <param name="argnums">The inputs whose cotangents are given; by default all floating-point and complex ones.</param>
    /// <exception cref="UnsupportedException">An op of the program has no derivative, or none in reverse.</exception>
    public static Jaxpr Vjp(this Jaxpr jaxpr, params ReadOnlySpan<int> argnums)
    {
        bool[] wrt = Wanted("Vjp", jaxpr, argnums);
        ValueArray<ArrayType> outputs = [.. jaxpr.Outputs.Select(output => output.Type)];
        return Simplify.Clean(TraceScope.Trace("vjp", [.. jaxpr.Inputs.Select(input => input.Type), .. outputs.Where(output => output.HasTangent())], values =>
        {
            int next = jaxpr.Inputs.Count;
            return Linearized.At(jaxpr, values[..next], wrt).Pull([.. outputs.Select(output => output.HasTangent() ? values[next++] : null)]);
        }).Jaxpr);
    }

    /// <summary>The gradients of a program whose only output is a number.</summary>
    /// <param name="jaxpr">The program.</param>
    /// <param name="argnums">The inputs to differentiate with respect to; the first by default.</param>
    /// <exception cref="ShapeException">The program does not give one number.</exception>
    /// <exception cref="DTypeException">An input, or the output, has no derivatives.</exception>
    /// <exception cref="UnsupportedException">An op of the program has no derivative, or none in reverse.</exception>
    public static Jaxpr Grad(this Jaxpr jaxpr, params ReadOnlySpan<int> argnums)
    {
        if (jaxpr.Outputs.Count != 1) throw new ShapeException($"Grad: the program must have one output, a number; it has {jaxpr.Outputs.Count}.");
        ArrayType output = jaxpr.Outputs[0].Type;
        if (output.Rank != 0) throw new ShapeException($"Grad: the program must give a number, of shape (), but gives {output}.");
        if (!output.DType.IsFloat) throw new DTypeException($"Grad: the program must give a real floating-point number, but gives {output}.");
        int[] places = argnums.IsEmpty ? [0] : argnums.ToArray();
        bool[] wrt = Wanted("Grad", jaxpr, places);
        int[] order = [.. wrt.Index().Where(input => input.Item).Select(input => input.Index)];
        return Simplify.Clean(TraceScope.Trace("grad", [.. jaxpr.Inputs.Select(input => input.Type)], values =>
        {
            NdArray[] gradients = Linearized.At(jaxpr, values, wrt).Pull([Zeros.Full(output, 1)]);
            return [.. places.Select(place => gradients[Array.IndexOf(order, place < 0 ? place + wrt.Length : place)])];
        }).Jaxpr);
    }

    private static bool[] Wanted(string verb, Jaxpr jaxpr, ReadOnlySpan<int> argnums)
    {
        int count = jaxpr.Inputs.Count;
        if (argnums.IsEmpty) return [.. jaxpr.Inputs.Select(input => input.Type.HasTangent())];
        bool[] wanted = new bool[count];
        foreach (int argnum in argnums)
        {
            if (argnum >= count || argnum < -count) throw new TreeException($"{verb}: argnums names input {argnum}, but the program has {count}.");
            int place = argnum < 0 ? argnum + count : argnum;
            if (!jaxpr.Inputs[place].Type.HasTangent())
                throw new DTypeException($"{verb}: input {place} of the program is {jaxpr.Inputs[place].Type}, and only floating-point and complex arrays have derivatives.");
            wanted[place] = true;
        }
        return wanted;
    }

    /// <summary>The program without equations that no result needs, in programs that it calls too, and without products with one.</summary>
    public static Jaxpr Simplified(this Jaxpr jaxpr) => Simplify.Clean(jaxpr);
}
