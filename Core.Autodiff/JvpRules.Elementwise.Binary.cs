using Core.Ir;
using static Core.Autodiff.Formulas;

namespace Core.Autodiff;

internal sealed partial class JvpRules
{
    // JAX: _add_jvp, _sub_jvp, and defjvp and defjvp2 of the binary ops.
    public Dual[] Binary(Binary op, ReadOnlySpan<Dual> args)
    {
        (NdArray x, NdArray y) = (args[0].Primal, args[1].Primal);
        NdArray z = Lax.Bind(op, x, y);
        NdArray? tangent = (args[0].Tangent, args[1].Tangent) switch
        {
            // dx + dy, dx − dy, dx + i dy: linear in both at once
            ({ } dx, { } dy) when op.Kind is BinaryKind.Add or BinaryKind.Sub or BinaryKind.Complex => Lax.Bind(op, dx, dy),
            // An operand of one element along an axis is repeated along it, and so may its tangent have to be.
            var (dx, dy) => Sum(Repeated(dx is null ? null : LeftTangent(op, x, y, z, dx)), Repeated(dy is null ? null : RightTangent(op, x, y, z, dy))),
        };
        return One(z, Repeated(tangent));

        NdArray? Repeated(NdArray? part) => part is null ? null : BroadcastTo(part, z.Shape);
    }

    /// <summary>The tangent of z = f(x, y) along dx.</summary>
    private static NdArray? LeftTangent(Binary op, NdArray x, NdArray y, NdArray z, NdArray dx) => op.Kind switch
    {
        // dx
        BinaryKind.Add or BinaryKind.Sub => dx,
        // dx · y
        BinaryKind.Mul => Lax.Bind(op, dx, y),
        // dx / y
        BinaryKind.Div => Div(dx, y),
        // dx
        BinaryKind.Rem => dx,
        // dx where x is the result, dx/2 where both are
        BinaryKind.Max or BinaryKind.Min => Mul(dx, BalancedEq(x, z, y)),
        BinaryKind.Pow => PowTangent(x, y, dx),
        // dx · y / (x² + y²)
        BinaryKind.Atan2 => Mul(dx, Div(y, Add(Square(x), Square(y)))),
        BinaryKind.Complex => Lax.Bind(op, dx, FullLike(y, 0)),
        BinaryKind.NextAfter => throw op.NotDifferentiable("it goes from one number of the format to the next"),
        // of integers
        BinaryKind.MulHi or BinaryKind.And or BinaryKind.Or or BinaryKind.Xor or BinaryKind.ShiftLeft or BinaryKind.ShiftRightArithmetic or
            BinaryKind.ShiftRightLogical => null,
        // da · ∂P/∂a
        BinaryKind.Igamma => Mul(dx, Lax.Binary(BinaryKind.IgammaGradA, x, y)),
        BinaryKind.Igammac => Neg(Mul(dx, Lax.Binary(BinaryKind.IgammaGradA, x, y))),
        BinaryKind.IgammaGradA => throw op.NotDifferentiable("there is no formula for second derivatives of igamma with respect to a"),
        BinaryKind.Zeta => LibraryRules.ZetaTangent(x, y, dx, null),
        BinaryKind.Polygamma => throw op.NotDifferentiable("there is no formula for derivatives with respect to the order"),
    };

    /// <summary>The tangent of z = f(x, y) along dy.</summary>
    private static NdArray? RightTangent(Binary op, NdArray x, NdArray y, NdArray z, NdArray dy) => op.Kind switch
    {
        // dy
        BinaryKind.Add => dy,
        // −dy
        BinaryKind.Sub => Neg(dy),
        // x · dy
        BinaryKind.Mul => Lax.Bind(op, x, dy),
        // −dy · x / y²
        BinaryKind.Div => Mul(Mul(Neg(dy), x), Lax.IntegerPow(y, -2)),
        // −dy · trunc(x / y)
        BinaryKind.Rem => Mul(Neg(dy), Mul(Lax.Unary(UnaryKind.Sign, Div(x, y)), Lax.Unary(UnaryKind.Floor, Lax.Unary(UnaryKind.Abs, Div(x, y))))),
        // dy where y is the result, dy/2 where both are
        BinaryKind.Max or BinaryKind.Min => Mul(dy, BalancedEq(y, z, x)),
        // dy · log x · z, where x is 0 without its logarithm
        BinaryKind.Pow => Lax.ConvertElementType(Mul(dy, Mul(Log(ReplaceZero(x)), z)), y.DType),
        // −dy · x / (x² + y²)
        BinaryKind.Atan2 => Mul(dy, Div(Neg(x), Add(Square(x), Square(y)))),
        BinaryKind.Complex => Lax.Bind(op, FullLike(x, 0), dy),
        BinaryKind.NextAfter => throw op.NotDifferentiable("it goes from one number of the format to the next"),
        // of integers
        BinaryKind.MulHi or BinaryKind.And or BinaryKind.Or or BinaryKind.Xor or BinaryKind.ShiftLeft or BinaryKind.ShiftRightArithmetic or
            BinaryKind.ShiftRightLogical => null,
        // dx · xᵃ⁻¹ e⁻ˣ / Γ(a)
        BinaryKind.Igamma => Mul(dy, GammaDensity(x, y)),
        BinaryKind.Igammac => Neg(Mul(dy, GammaDensity(x, y))),
        BinaryKind.IgammaGradA => throw op.NotDifferentiable("there is no formula for second derivatives of igamma with respect to a"),
        BinaryKind.Zeta => LibraryRules.ZetaTangent(x, y, null, dy),
        // dy · ψ⁽ᵐ⁺¹⁾(y)
        BinaryKind.Polygamma => Mul(dy, Lax.Bind(op, Add(x, Const(x, 1)), y)),
    };

    // dx · y · xʸ⁻¹; an integer y of 0 gives 0, also where x is 0.
    // JAX: _pow_jvp_lhs.
    private static NdArray PowTangent(NdArray x, NdArray y, NdArray dx)
    {
        bool isInteger = !y.DType.IsInexact;
        if (y.DType != x.DType) y = Lax.ConvertElementType(y, x.DType);
        if (!isInteger) return Mul(dx, Mul(y, Lax.Binary(BinaryKind.Pow, x, Sub(y, FullLike(y, 1)))));
        Shape shape = x.Rank > 0 ? Np.BroadcastShapes(x.Shape, y.Shape) : y.Shape;
        (x, y) = (BroadcastTo(x, shape), BroadcastTo(y, shape));
        NdArray slope = Mul(ReplaceZero(y), Lax.Binary(BinaryKind.Pow, x, Sub(y, FullLike(y, 1))));
        return Mul(dx, Select(Eq(y, Const(y, 0)), FullLike(y, 0), slope));
    }

    // JAX: igamma_gradx.
    private static NdArray GammaDensity(NdArray a, NdArray x) => Exp(Sub(Add(Neg(x), Mul(Sub(a, FullLike(a, 1)), Log(x))), Lgamma(a)));

    // 1 where x is the extreme z, ½ where the other is it as well, else 0.
    // JAX: _balanced_eq.
    private static NdArray BalancedEq(NdArray x, NdArray z, NdArray other) =>
        Div(Select(Eq(x, z), FullLike(z, 1), FullLike(z, 0)), Select(Eq(other, z), FullLike(z, 2), FullLike(z, 1)));
}
