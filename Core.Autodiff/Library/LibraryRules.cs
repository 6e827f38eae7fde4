using Core.Ir;

namespace Core.Autodiff;

/// <summary>
/// The derivatives that functions of JAX's library have of their own. Text has only the names of a function and of its rule, and for these the names say what
/// the rule computes. The functions of this library that are namesakes have their derivatives from here too.
/// </summary>
/// <remarks>
/// Rules hold for the function they are named after: its numbers of arguments and results, and the kinds of their elements, are compared before one is taken. A call that was
/// mapped has the names still, but its arguments may have the examples along different axes; what they are is seen in the program (<see cref="LibraryAxes"/>).
/// </remarks>
internal static partial class LibraryRules
{
    private static readonly Dictionary<(string Function, string Rule), LibraryRule> Rules = new()
    {
        [("_dawsn", "jvp")] = LibraryRule.Of(1, call => [Dawsn(call)]),
        [("_det", "_det_jvp")] = new(1, 1, Det, OfMatrices: true),
        [("_erfcx", "jvp")] = LibraryRule.Of(1, call => [Erfcx(call)]),
        [("_frexp", "_frexp_jvp")] = LibraryRule.Of(1, call => [Frexp(call), null], results: 2),
        [("_i0", "_i0_jvp")] = LibraryRule.Of(1, call => [I0(call)]),
        [("_owens_t_impl", "_owens_t_jvp")] = LibraryRule.Of(2, call => [OwensT(call)]),
        [("_pinv", "_pinv_jvp")] = LibraryRule.Of(1, call => [Pinv(call)], allowsComplex: true, ofMatrices: true),
        [("_slogdet_lu", "_slogdet_jvp")] = LibraryRule.Of(1, Slogdet, results: 2, allowsComplex: true, ofMatrices: true),
        [("_slogdet_qr", "_slogdet_jvp")] = LibraryRule.Of(1, Slogdet, results: 2, ofMatrices: true),
        [("_slogdet_small", "_slogdet_small_jvp")] = LibraryRule.Of(1, SlogdetOfSmall, results: 2, allowsComplex: true, ofMatrices: true),
        [("_wofz", "jvp")] = LibraryRule.Of(1, call => [Wofz(call)], allowsComplex: true),
        [("_xlogx", "_xlogx_jvp")] = LibraryRule.Of(1, call => [Xlogx(call)]),
        [("expi", "expi_jvp")] = LibraryRule.Of(1, call => [Expi(call)]),
        [("expn", "expn_jvp")] = new(1, 1, Expn),
        [("fresnel", "_fresnel_jvp")] = LibraryRule.Of(1, Fresnel, results: 2),
        [("hyp1f1", "jvp")] = LibraryRule.Of(3, call => [Hyp1f1(call)]),
        [("hyp2f1", "jvp")] = LibraryRule.Of(4, call => [Hyp2f1(call)]),
        [("log1mexp", "jvp")] = LibraryRule.Of(1, call => [call.Tangents[0]! / Np.Expm1(call.Arguments[0])]),
        [("log_ndtr", "_log_ndtr_jvp")] = LibraryRule.Of(1, call => [LogNdtr(call)]),
        [("logaddexp", "_logaddexp_jvp")] = LibraryRule.Of(2, call => [Logaddexp(call, UnaryKind.Exp)], allowsComplex: true),
        [("logaddexp2", "_logaddexp2_jvp")] = LibraryRule.Of(2, call => [Logaddexp(call, UnaryKind.Exp2)], allowsComplex: true),
        [("logit", "jvp")] = LibraryRule.Of(1, call => [Logit(call)], allowsComplex: true),
        [("poch", "jvp")] = LibraryRule.Of(2, call => [Poch(call)]),
        [("relu", "jvp")] = LibraryRule.Of(1, call => [Pass(call.Arguments[0] > 0, call)]),
        [("relu6", "jvp")] = LibraryRule.Of(1, call => [Pass((call.Arguments[0] > 0) & (call.Arguments[0] < 6), call)]),
        [("sici", "sici_jvp")] = LibraryRule.Of(1, Sici, results: 2),
        [("xlog1py", "_xlog1py_jvp")] = LibraryRule.Of(2, call => [Xlog1py(call)], allowsComplex: true),
        [("xlogy", "_xlogy_jvp")] = LibraryRule.Of(2, call => [Xlogy(call)], allowsComplex: true),
        [("zeta", "jvp")] = LibraryRule.Of(2, call => [Zeta(call)]),
    };

    /// <summary>Computes a call with tangents by the derivative of the library function that it calls; null where it calls no such function.</summary>
    public static Dual[]? Apply(CustomJvpCall op, ReadOnlySpan<Dual> args)
    {
        if (!Rules.TryGetValue((op.FunctionName, op.Jvp.Name), out LibraryRule? rule) || !rule.Fits(op)) return null;
        NdArray[] arguments = new NdArray[args.Length - op.ConstCount];
        NdArray[] constants = new NdArray[op.ConstCount];
        NdArray?[] tangents = new NdArray?[arguments.Length];
        for (int i = 0; i < constants.Length; i++) constants[i] = args[i].Primal;
        for (int i = 0; i < arguments.Length; i++) (arguments[i], tangents[i]) = (args[op.ConstCount + i].Primal, args[op.ConstCount + i].Tangent);
        if (tangents.All(tangent => tangent is null)) return null;
        return rule.Apply(new(op, constants, arguments, tangents, []));
    }

    /// <summary>The sum over the arguments that have a tangent of tangent times derivative.</summary>
    private static NdArray? Terms(LibraryCall call, params ReadOnlySpan<Func<NdArray, NdArray>> terms)
    {
        NdArray? sum = null;
        for (int i = 0; i < terms.Length; i++)
        {
            if (call.Tangents[i] is not { } tangent) continue;
            NdArray term = terms[i](tangent);
            sum = sum is null ? term : sum + term;
        }
        return sum;
    }

    private static NdArray Pass(NdArray condition, LibraryCall call) => Lax.SelectN(condition, Formulas.FullLike(call.Tangents[0]!, 0), call.Tangents[0]!);
}

/// <summary>A call of a library function that has tangents.</summary>
/// <param name="op">The call.</param>
/// <param name="constants">What the function closes over.</param>
/// <param name="arguments">Its arguments.</param>
/// <param name="tangents">The tangents of those; null where they are zero, but not for all.</param>
/// <param name="results">Its results, where they were computed.</param>
internal sealed class LibraryCall(CustomJvpCall op, NdArray[] constants, NdArray[] arguments, NdArray?[] tangents, NdArray[] results)
{
    /// <summary>The call.</summary>
    public CustomJvpCall Op => op;

    /// <summary>What the function closes over.</summary>
    public NdArray[] Constants => constants;

    /// <summary>Its arguments.</summary>
    public NdArray[] Arguments => arguments;

    /// <summary>The tangents of those; null where they are zero, but not for all.</summary>
    public NdArray?[] Tangents => tangents;

    /// <summary>Its results, where they were computed.</summary>
    public NdArray[] Results => results;

    /// <summary>The first result.</summary>
    public NdArray Result => Results[0];

    /// <summary>The function at other arguments, of the same types.</summary>
    public NdArray[] At(params ReadOnlySpan<NdArray> others) => Lax.BindAll(op, [.. constants, .. others]);

    /// <summary>The same, with its results.</summary>
    public LibraryCall With(NdArray[] values) => new(op, constants, arguments, tangents, values);
}

/// <summary>The derivative of a library function.</summary>
/// <param name="Arguments">How many arguments the function has.</param>
/// <param name="Results">How many results it has.</param>
/// <param name="Apply">Computes the results with their tangents; null where the call is not as the function's are.</param>
/// <param name="AllowsComplex">Whether its arguments may be complex.</param>
/// <param name="OfMatrices">Whether it is a function of a matrix; else one of numbers.</param>
internal sealed record LibraryRule(int Arguments, int Results, Func<LibraryCall, Dual[]?> Apply, bool AllowsComplex = true, bool OfMatrices = false)
{
    /// <summary>A derivative whose results are those of the function.</summary>
    /// <param name="arguments">How many arguments the function has.</param>
    /// <param name="tangents">The tangents of the results; they may lack axes and conversions that the results have.</param>
    /// <param name="results">How many results it has.</param>
    /// <param name="allowsComplex">Whether its arguments may be complex.</param>
    /// <param name="ofMatrices">Whether it is a function of a matrix; else one of numbers.</param>
    public static LibraryRule Of(int arguments, Func<LibraryCall, NdArray?[]> tangents, int results = 1, bool allowsComplex = false, bool ofMatrices = false) => new(arguments, results, call =>
    {
        NdArray[] values = call.At(call.Arguments);
        return [.. values.Zip(tangents(call.With(values)), (value, tangent) => new Dual(value, tangent is null ? null : As(value.Type, tangent)))];
    }, allowsComplex, ofMatrices);

    /// <summary>Whether a call is one of the function, as far as its types tell.</summary>
    public bool Fits(CustomJvpCall op)
    {
        Jaxpr jaxpr = op.Jaxpr;
        if (jaxpr.Inputs.Count - op.ConstCount != Arguments || jaxpr.Outputs.Count != Results || !jaxpr.Outputs[0].Type.HasTangent()) return false;
        return (AllowsComplex || jaxpr.Inputs.All(input => !input.Type.DType.IsComplex)) && (OfMatrices ? LibraryAxes.AreOfStacks(op) : LibraryAxes.AreOfNumbers(op));
    }

    private static NdArray As(ArrayType type, NdArray tangent)
    {
        if (tangent.DType != type.DType) tangent = Lax.ConvertElementType(tangent, type.DType);
        return tangent.Shape == type.Shape ? tangent : Np.BroadcastTo(tangent, type.Shape);
    }
}
