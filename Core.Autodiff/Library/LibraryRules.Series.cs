using Core.Ir;
using Core.Tracing;
using static Core.Np;

namespace Core.Autodiff;

// Functions whose derivatives are sums of series. JAX: scipy/special.py.
internal static partial class LibraryRules
{
    private const int MaxTerms = 250;

    // B₂ₖ / (2k)!, of which these are the reciprocals.
    // JAX: _BERNOULLI_COEFS.
    private static readonly double[] BernoulliCoefficients =
    [
        12, -720, 30240, -1209600, 47900160, -1307674368000.0 / 691, 74724249600, -10670622842880000.0 / 3617, 5109094217170944000.0 / 43867,
        -802857662698291200000.0 / 174611, 14101100039391805440000.0 / 77683, -1693824136731743669452800000.0 / 236364091,
        186134520519971831808000000.0 / 657931, -37893265687455865519472640000000.0 / 3392780147,
        759790291646040068357842010112000000.0 / 1723168255201, -134196726836183700385281186201600000000.0 / 7709321041217,
    ];

    // Eₙ′ = −Eₙ₋₁. The order n is a number in the function, or a value that it closes over: the first operand of the call that is all it does.
    // JAX: expn_jvp.
    private static Dual[]? Expn(LibraryCall call)
    {
        Jaxpr jaxpr = call.Op.Jaxpr;
        if (jaxpr.Equations.Count != 1 || jaxpr.Equations[0] is not { Op: Call { FunctionName: "expn" } op, Inputs: [Atom order, Var x] }) return null;
        int place = order is Var variable ? jaxpr.Inputs.Span.IndexOf(variable) : -1;
        if (x != jaxpr.Inputs[^1] || (order is Var && (place < 0 || place >= call.Op.ConstCount))) return null;
        NdArray n = order is Literal literal ? TraceScope.Number(literal) : call.Constants[place];
        NdArray[] results = call.At(call.Arguments);
        // Called as the function itself is, so that it can be differentiated again.
        Jaxpr below = TraceScope.Trace("expn", [n.Type, .. call.Arguments.Select(argument => argument.Type)], own => Lax.BindAll(op, own)).Jaxpr;
        NdArray slope = Lax.Bind(new CustomJvpCall("expn", below, call.Op.Jvp, ConstCount: 1), Lax.StopGradient(n - 1), call.Arguments[0]);
        return [new(results[0], Lax.Mul(Lax.Unary(UnaryKind.Neg, call.Tangents[0]!), slope))];
    }

    // JAX: zeta.defjvp.
    private static NdArray Zeta(LibraryCall call)
    {
        NdArray[] arguments = [.. call.Arguments.Select(Number)];
        NdArray?[] tangents = [.. call.Tangents.Select(tangent => tangent is null ? null : Number(tangent))];
        return ZetaTangent(arguments[0], arguments[1], tangents[0], tangents[1]);

        NdArray Number(NdArray x) => Lax.ConvertElementType(x, call.Result.DType);
    }

    /// <summary>The tangent of ζ(s, a): that of Euler and Maclaurin's sum (Johansson, https://arxiv.org/abs/1309.2877, formula 5).</summary>
    // JAX: _zeta_series_expansion.
    internal static NdArray ZetaTangent(NdArray s, NdArray a, NdArray? ds, NdArray? da)
    {
        Jaxpr series = TraceScope.Trace("zeta", [s.Type, a.Type], values => [ZetaSeries(values[0], values[1])]).Jaxpr;
        return JvpPrograms.Run(series, [new(s, ds), new(a, da)])[0].Instantiated;
    }

    private static NdArray ZetaSeries(NdArray s, NdArray a)
    {
        DType dtype = a.DType;
        int terms = dtype is DType.F32 ? 8 : 16;
        NdArray sEach = ExpandDims(s, -1), aEach = ExpandDims(a, -1);
        NdArray sum = Sum(Np.Power(aEach + Lax.Iota(dtype, [terms], 0), -sEach), -1);
        NdArray integral = Np.Power(a + terms, 1 - s) / (s - 1), first = Np.Power(a + terms, -s);
        NdArray ratios = (sEach + Lax.Iota(dtype, [2 * terms], 0)) / (aEach + terms);
        NdArray products = Cumprod(ratios, -1)[Ix.Ellipsis, Ix.Slice(null, null, 2)];
        products = Clip(products, max: Finfo(dtype).Max);
        NdArray coefficients = Lax.ConvertElementType(NdArray.From<double>(BernoulliCoefficients.AsSpan(0, terms)), dtype);
        return sum + integral + first * (0.5 + Sum(products / coefficients, -1));
    }

    // JAX: _hyp1f1_a_derivative, _hyp1f1_b_derivative, _hyp1f1_x_derivative.
    private static NdArray? Hyp1f1(LibraryCall call)
    {
        (NdArray a, NdArray b, NdArray x) = (call.Arguments[0], call.Arguments[1], call.Arguments[2]);
        return Terms(
            call,
            da => Slope(0) * da,
            db => Slope(1) * db,
            dx => a / b * call.At(a + 1, b + 1, x)[0] * dx);

        NdArray Slope(int of) => HypergeometricSlope([a], [b], x, of, call.Result.Type);
    }

    // JAX: _hyp2f1_a_derivative, _hyp2f1_b_derivative, _hyp2f1_c_derivative, _hyp2f1_x_derivative.
    private static NdArray? Hyp2f1(LibraryCall call)
    {
        (NdArray a, NdArray b, NdArray c, NdArray x) = (call.Arguments[0], call.Arguments[1], call.Arguments[2], call.Arguments[3]);
        return Terms(
            call,
            da => Slope(0) * da,
            db => Slope(1) * db,
            dc => Slope(2) * dc,
            dx => a * b / c * call.At(a + 1, b + 1, c + 1, x)[0] * dx);

        NdArray Slope(int of) => HypergeometricSlope([a, b], [c], x, of, call.Result.Type);
    }

    /// <summary>The derivative of Σ (a)ₖ…/(b)ₖ… xᵏ/k! with respect to a parameter p: the terms times ±(ψ(p + k) − ψ(p)), until they add nothing.</summary>
    /// <param name="above">The parameters in the numerator.</param>
    /// <param name="below">Those in the denominator.</param>
    /// <param name="x">The argument.</param>
    /// <param name="of">Which of all parameters p is.</param>
    /// <param name="type">The type of the result.</param>
    private static NdArray HypergeometricSlope(NdArray[] above, NdArray[] below, NdArray x, int of, ArrayType type)
    {
        NdArray[] parameters = [.. above.Concat(below).Append(x).Select(value => BroadcastTo(Lax.ConvertElementType(value, type.DType), type.Shape))];
        ArrayType each = parameters[0].Type with { Weak = false };
        int count = above.Length, last = parameters.Length - 1;
        ArrayType[] state = [each, each with { Shape = [] }, each]; // the sum, k, the term
        ArrayType[] types = [.. parameters.Select(_ => each), .. state];
        Jaxpr cond = TraceScope.Trace("cond", [.. state], own => [Any(GoesOn(own))]).Jaxpr;
        Jaxpr body = TraceScope.Trace("body", [.. types], values =>
        {
            NdArray[] own = values[^3..];
            (NdArray sum, NdArray k, NdArray term) = (own[0], own[1], own[2]);
            NdArray p = values[of], goesOn = GoesOn(own);
            NdArray weight = Digamma(p + k) - Digamma(p);
            NdArray nextSum = of < count ? sum + term * weight : sum - term * weight, next = term;
            for (int i = 0; i < count; i++) next *= values[i] + k;
            for (int i = count; i < last; i++) next /= values[i] + k;
            next = next * values[last] / (k + 1);
            return [Where(goesOn, nextSum, sum), k + 1, Where(goesOn, next, term)];
        }).Jaxpr;
        NdArray first = parameters[last];
        for (int i = 0; i < count; i++) first *= parameters[i];
        for (int i = count; i < last; i++) first /= parameters[i];
        return Lax.While(cond, body, [], parameters, [Zeros.Of(each), Lax.Number(Scalar.Of(1.0), type.DType), first])[0];

        static NdArray Digamma(NdArray x) => Lax.Unary(UnaryKind.Digamma, x);

        static NdArray GoesOn(NdArray[] state) => (state[1] < MaxTerms) & (Abs(state[2]) / Abs(state[0]) > Finfo(state[2].DType).Eps);
    }
}
