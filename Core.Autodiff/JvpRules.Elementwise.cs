using Core.Ir;
using static Core.Autodiff.Formulas;

namespace Core.Autodiff;

internal sealed partial class JvpRules
{
    // JAX: defjvp, defjvp2 and deflinear2 of the unary ops of lax.py and special.py.
    public Dual[] Unary(Unary op, ReadOnlySpan<Dual> args)
    {
        NdArray x = args[0].Primal, y = Lax.Bind(op, x);
        return One(y, UnaryTangent(op, x, y, args[0].Tangent!));
    }

    /// <summary>The tangent of y = f(x) along dx.</summary>
    private static NdArray? UnaryTangent(Unary op, NdArray x, NdArray y, NdArray dx) => op.Kind switch
    {
        // −dx
        UnaryKind.Neg => Neg(dx),
        // constant between jumps
        UnaryKind.Sign or UnaryKind.Floor or UnaryKind.Ceil or UnaryKind.IsFinite => null,
        // dx · y
        UnaryKind.Exp => Mul(dx, y),
        // log 2 · dx · y
        UnaryKind.Exp2 => Mul(Log(Const(x, 2)), Mul(dx, y)),
        // dx / x
        UnaryKind.Log => Div(dx, x),
        // dx · eˣ = dx · (y + 1)
        UnaryKind.Expm1 => IsHighest(op) ? Mul(dx, Lax.Bind(op with { Kind = UnaryKind.Exp }, x)) : Mul(dx, Add(y, Const(y, 1))),
        // dx / (1 + x)
        UnaryKind.Log1p => Div(dx, Add(x, Const(x, 1))),
        // dx · (1 − y²) = (dx + dx · y) · (1 − y)
        UnaryKind.Tanh => IsHighest(op)
            ? Mul(dx, Mul(Const(x, 4), Mul(Logistic(op, Mul(Const(x, 2), x)), Logistic(op, Mul(Const(x, -2), x)))))
            : Mul(Add(dx, Mul(dx, y)), Sub(Const(x, 1), y)),
        // dx · y · (1 − y)
        UnaryKind.Logistic => Mul(dx, Mul(y, IsHighest(op) ? Lax.Unary(UnaryKind.Logistic, Neg(x)) : Sub(Const(y, 1), y))),
        // dx · cos x
        UnaryKind.Sin => Mul(dx, Lax.Bind(op with { Kind = UnaryKind.Cos }, x)),
        // −dx · sin x
        UnaryKind.Cos => Neg(Mul(dx, Lax.Bind(op with { Kind = UnaryKind.Sin }, x))),
        // dx · (1 + y²)
        UnaryKind.Tan => Mul(dx, Add(Const(x, 1), Square(y))),
        // dx / √(1 − x²)
        UnaryKind.Asin => Mul(dx, Rsqrt(Sub(Const(x, 1), Square(x)))),
        // −dx / √(1 − x²)
        UnaryKind.Acos => Mul(dx, Neg(Rsqrt(Sub(Const(x, 1), Square(x))))),
        // dx / (1 + x²)
        UnaryKind.Atan => Div(dx, Add(Const(x, 1), Square(x))),
        // dx · cosh x
        UnaryKind.Sinh => Mul(dx, Lax.Unary(UnaryKind.Cosh, x)),
        // dx · sinh x
        UnaryKind.Cosh => Mul(dx, Lax.Unary(UnaryKind.Sinh, x)),
        // dx / √(x² + 1)
        UnaryKind.Asinh => Mul(dx, Rsqrt(Add(Square(x), Const(x, 1)))),
        // dx / √(x² − 1); complex in two factors, whose branch cuts are that of acosh
        UnaryKind.Acosh => Mul(dx, x.DType.IsComplex ? Mul(Rsqrt(Sub(x, Const(x, 1))), Rsqrt(Add(x, Const(x, 1)))) : Rsqrt(Sub(Square(x), Const(x, 1)))),
        // dx / (1 + x) / (1 − x)
        UnaryKind.Atanh => Mul(Reciprocal(Add(Const(x, 1), x)), Div(dx, Sub(Const(x, 1), x))),
        // dx / 2√x
        UnaryKind.Sqrt => Mul(dx, Div(Const(x, 0.5), y)),
        // −dx / 2x√x
        UnaryKind.Rsqrt => Mul(dx, Mul(Const(x, -0.5), Div(y, x))),
        // dx / 3y²
        UnaryKind.Cbrt => Mul(dx, Mul(Const(x, 1.0 / 3), Lax.IntegerPow(y, -2))),
        // dx · 2x
        UnaryKind.Square => Mul(dx, Mul(Const(x, 2), x)),
        // dx · sign x, of which the sign at 0 is 1; complex: Re(dx · x̄ / |x|)
        UnaryKind.Abs => x.DType.IsComplex
            ? Lax.Unary(UnaryKind.Real, Mul(dx, Div(Lax.Bind(new Conj(x.DType), x), ReplaceZero(Lax.ConvertElementType(y, x.DType)))))
            : Select(Ge(x, Const(x, 0)), dx, Neg(dx)),
        // linear
        UnaryKind.Real or UnaryKind.Imag or UnaryKind.Copy => Lax.Bind(op, dx),
        // of integers
        UnaryKind.Not or UnaryKind.PopulationCount or UnaryKind.Clz => null,
        // dx · 2/√π · e^(−x²)
        UnaryKind.Erf => Mul(Const(x, 2 / Math.Sqrt(Math.PI)), Mul(dx, Exp(Neg(Square(x))))),
        // −dx · 2/√π · e^(−x²)
        UnaryKind.Erfc => Mul(Const(x, -2 / Math.Sqrt(Math.PI)), Mul(dx, Exp(Neg(Square(x))))),
        // dx · √π/2 · e^(y²)
        UnaryKind.ErfInv => Mul(Const(x, Math.Sqrt(Math.PI) / 2), Mul(dx, Exp(Square(y)))),
        // dx · ψ(x)
        UnaryKind.Lgamma => Mul(dx, Lax.Unary(UnaryKind.Digamma, x)),
        // dx · ψ′(x)
        UnaryKind.Digamma => Mul(dx, Lax.Binary(BinaryKind.Polygamma, Const(x, 1), x)),
        // dx · (e^(−|x|) I₁(x) − sign x · y)
        UnaryKind.BesselI0e => Mul(dx, Sub(Lax.Unary(UnaryKind.BesselI1e, x), Mul(Lax.Unary(UnaryKind.Sign, x), y))),
        UnaryKind.BesselI1e => BesselI1eTangent(x, y, dx),
        // a constant, by its meaning
        UnaryKind.StopGradient => null,
    };

    // dx · (e^(−|x|) I₀(x) − y · (sign x + 1/x)), which is dx/2 near 0.
    private static NdArray BesselI1eTangent(NdArray x, NdArray y, NdArray dx)
    {
        NdArray epsilon = Const(x, Np.Finfo(x.DType).Eps);
        NdArray isNotTiny = Gt(Lax.Unary(UnaryKind.Abs, x), epsilon), safe = Select(isNotTiny, x, Lax.BroadcastInDim(epsilon, x.Shape, []));
        NdArray slope = Sub(Lax.Unary(UnaryKind.BesselI0e, safe), Mul(y, Add(Lax.Unary(UnaryKind.Sign, safe), Reciprocal(safe))));
        return Mul(dx, Select(isNotTiny, slope, FullLike(x, 0.5)));
    }

    // JAX: the accuracy of a function that is asked for decides between two formulas.
    private static bool IsHighest(Unary op) => op.Accuracy is "AccuracyMode.HIGHEST";

    private static NdArray Logistic(Unary op, NdArray x) => Lax.Bind(op with { Kind = UnaryKind.Logistic }, x);

    // JAX: reciprocal.
    private static NdArray Reciprocal(NdArray x) => Lax.IntegerPow(x, -1);

    // JAX: _integer_pow_jvp.
    public Dual[] IntegerPow(IntegerPow op, ReadOnlySpan<Dual> args)
    {
        NdArray x = args[0].Primal, dx = args[0].Tangent!;
        // dx · n · xⁿ⁻¹
        return One(Lax.Bind(op, x), op.Y switch
        {
            0 => null,
            1 => dx,
            2 => Mul(dx, Mul(Const(x, 2), x)),
            _ => Mul(dx, Mul(Const(x, op.Y), Lax.IntegerPow(x, op.Y - 1))),
        });
    }

    public Dual[] Round(Round op, ReadOnlySpan<Dual> args) => Constant(op, args);

    public Dual[] Conj(Conj op, ReadOnlySpan<Dual> args) => Linear(op, args);

    public Dual[] AddAny(AddAny op, ReadOnlySpan<Dual> args) => One(Lax.Bind(op, Primals(args)), Sum(args[0].Tangent, args[1].Tangent));

    // JAX: defjvp(regularized_incomplete_beta_p, …): no derivatives with respect to a and b.
    public Dual[] RegularizedIncompleteBeta(RegularizedIncompleteBeta op, ReadOnlySpan<Dual> args)
    {
        (NdArray a, NdArray b, NdArray x) = (args[0].Primal, args[1].Primal, args[2].Primal);
        NdArray y = Lax.Bind(op, a, b, x);
        if (args[0].Tangent is not null || args[1].Tangent is not null) throw op.NotDifferentiable("there is no formula for derivatives with respect to a and b");
        // dx · xᵃ⁻¹ (1 − x)ᵇ⁻¹ / B(a, b)
        NdArray logBeta = Sub(Add(Lgamma(a), Lgamma(b)), Lgamma(Add(a, b)));
        NdArray left = Mul(Sub(b, Const(b, 1)), Lax.Unary(UnaryKind.Log1p, Neg(x))), right = Mul(Sub(a, Const(a, 1)), Log(x));
        return One(y, Mul(Exp(Sub(Add(left, right), logBeta)), args[2].Tangent!));
    }

    // JAX: _select_jvp.
    public Dual[] SelectN(SelectN op, ReadOnlySpan<Dual> args)
    {
        NdArray y = Lax.Bind(op, Primals(args));
        NdArray[] tangents = Instantiated(args[1..]);
        return One(y, Lax.Bind(op, [args[0].Primal, .. tangents]));
    }

    // JAX: defjvp(clamp_p, …).
    public Dual[] Clamp(Clamp op, ReadOnlySpan<Dual> args)
    {
        (NdArray low, NdArray x, NdArray high) = (args[0].Primal, args[1].Primal, args[2].Primal);
        NdArray y = Lax.Bind(op, low, x, high);
        NdArray Where(NdArray condition, NdArray tangent) => Select(condition, BroadcastTo(tangent, x.Shape), FullLike(x, 0));
        // d low where x < low < high, dx where low < x < high, d high where high < x
        NdArray? sum = null;
        if (args[0].Tangent is { } dLow) sum = Sum(sum, Where(And(Gt(low, x), Lt(low, high)), dLow));
        if (args[1].Tangent is { } dx) sum = Sum(sum, Where(And(Gt(x, low), Lt(x, high)), dx));
        if (args[2].Tangent is { } dHigh) sum = Sum(sum, Where(Lt(high, x), dHigh));
        return One(y, sum);
    }

    public Dual[] ReducePrecision(ReducePrecision op, ReadOnlySpan<Dual> args) => Linear(op, args);
}
