using Core.Ir;
using Core.Tracing;

namespace Core.Autodiff;

/// <summary>What a program computes at a point, and the linear program that takes tangents of its inputs to tangents of its results.</summary>
/// <param name="outputs">The results at the point.</param>
/// <param name="jaxpr">The linear program: takes <paramref name="residuals"/>, then a tangent for each input that is differentiated; gives those tangents that are not zero.</param>
/// <param name="residuals">What of the point the linear program needs.</param>
/// <param name="nonzero">Which results have a tangent.</param>
internal sealed class Linearized(NdArray[] outputs, Jaxpr jaxpr, NdArray[] residuals, bool[] nonzero)
{
    /// <summary>The results at the point.</summary>
    public NdArray[] Outputs => outputs;

    /// <summary>The linear program: takes <see cref="Residuals"/>, then a tangent for each input that is differentiated; gives those tangents that are not zero.</summary>
    public Jaxpr Jaxpr => jaxpr;

    /// <summary>What of the point the linear program needs.</summary>
    public NdArray[] Residuals => residuals;

    /// <summary>Which results have a tangent.</summary>
    public bool[] Nonzero => nonzero;

    /// <summary>Linearizes a program: its equations are computed here, at once or in the program that is being traced, those of tangents go into one of their own.</summary>
    /// <param name="jaxpr">The program.</param>
    /// <param name="inputs">The point.</param>
    /// <param name="differentiated">Which inputs it is differentiated with respect to.</param>
    // JAX: linearize.
    public static Linearized At(Jaxpr jaxpr, NdArray[] inputs, ReadOnlySpan<bool> differentiated)
    {
        bool[] wanted = differentiated.ToArray();
        Dual[] results = [];
        ValueArray<ArrayType> types = [.. inputs.Where((_, i) => wanted[i]).Select(input => input.Type)];
        (Jaxpr linear, NdArray[] captures) = TraceScope.TraceDependent("a derivative", types, tangents =>
        {
            int next = 0;
            results = JvpPrograms.Run(jaxpr, [.. inputs.Select((input, i) => new Dual(input, wanted[i] ? tangents[next++] : null))]);
            // A tangent that depends on no other is a constant that a rule made: zero.
            results = [.. results.Select(result => result with { Tangent = result.Tangent is { } t && TraceScope.IsOfInnermost(t) ? t : null })];
            return [.. results.Select(result => result.Tangent).OfType<NdArray>()];
        }, PartialEval.Split);
        (linear, bool[] used) = DeadCode.RemoveWithInputs(linear, captures.Length);
        return new(
            [.. results.Select(result => result.Primal)], linear, [.. captures.Where((_, i) => used[i])], [.. results.Select(result => result.Tangent is not null)]);
    }

    /// <summary>Tangents of the results for tangents of the inputs that are differentiated; null where they are zero.</summary>
    public NdArray?[] Push(NdArray[] tangents)
    {
        NdArray[] results = TraceScope.Call(Jaxpr, [.. Residuals, .. tangents]);
        int next = 0;
        return [.. Nonzero.Select(nonzero => nonzero ? results[next++] : null)];
    }

    /// <summary>Cotangents of the inputs that are differentiated for cotangents of the results, of which null is zero.</summary>
    public NdArray[] Pull(ReadOnlySpan<NdArray?> cotangents)
    {
        List<NdArray?> wanted = [];
        for (int i = 0; i < Nonzero.Length; i++)
            if (Nonzero[i]) wanted.Add(cotangents[i]);
        NdArray?[] inputs = new NdArray?[Jaxpr.Inputs.Count];
        Residuals.CopyTo(inputs, 0);
        NdArray?[] pulled = TransposePrograms.Run(Jaxpr, inputs, [.. wanted]);
        return [.. Jaxpr.Inputs.Skip(Residuals.Length).Zip(pulled.Skip(Residuals.Length), (input, cotangent) => cotangent ?? Zeros.Of(input.Type))];
    }
}
