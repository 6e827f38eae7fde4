using static Core.Ir.Typing;

namespace Core.Ir;

/// <summary>The elementwise functions of one operand that have no parameters of their own.</summary>
public enum UnaryKind
{
    /// <summary>−x.</summary>
    Neg,
    /// <summary>−1, 0 or 1; for complex numbers x / |x|.</summary>
    Sign,
    /// <summary>The largest integer not above x.</summary>
    Floor,
    /// <summary>The smallest integer not below x.</summary>
    Ceil,
    /// <summary>Whether x is neither infinite nor NaN.</summary>
    IsFinite,
    /// <summary>eˣ.</summary>
    Exp,
    /// <summary>2ˣ.</summary>
    Exp2,
    /// <summary>The natural logarithm.</summary>
    Log,
    /// <summary>eˣ − 1.</summary>
    Expm1,
    /// <summary>log(1 + x).</summary>
    Log1p,
    /// <summary>The hyperbolic tangent.</summary>
    Tanh,
    /// <summary>1 / (1 + e⁻ˣ).</summary>
    Logistic,
    /// <summary>The sine.</summary>
    Sin,
    /// <summary>The cosine.</summary>
    Cos,
    /// <summary>The tangent.</summary>
    Tan,
    /// <summary>The arc sine.</summary>
    Asin,
    /// <summary>The arc cosine.</summary>
    Acos,
    /// <summary>The arc tangent.</summary>
    Atan,
    /// <summary>The hyperbolic sine.</summary>
    Sinh,
    /// <summary>The hyperbolic cosine.</summary>
    Cosh,
    /// <summary>The inverse hyperbolic sine.</summary>
    Asinh,
    /// <summary>The inverse hyperbolic cosine.</summary>
    Acosh,
    /// <summary>The inverse hyperbolic tangent.</summary>
    Atanh,
    /// <summary>The square root.</summary>
    Sqrt,
    /// <summary>1 / √x.</summary>
    Rsqrt,
    /// <summary>The cube root.</summary>
    Cbrt,
    /// <summary>x².</summary>
    Square,
    /// <summary>|x|, real for complex numbers.</summary>
    Abs,
    /// <summary>The real part.</summary>
    Real,
    /// <summary>The imaginary part.</summary>
    Imag,
    /// <summary>Bitwise, for bool logical, not.</summary>
    Not,
    /// <summary>How many bits are set.</summary>
    PopulationCount,
    /// <summary>How many leading bits are not set.</summary>
    Clz,
    /// <summary>The error function.</summary>
    Erf,
    /// <summary>1 − erf x.</summary>
    Erfc,
    /// <summary>The inverse of the error function.</summary>
    ErfInv,
    /// <summary>log |Γ(x)|.</summary>
    Lgamma,
    /// <summary>The derivative of log Γ(x).</summary>
    Digamma,
    /// <summary>e^−|x| times the modified Bessel function I₀.</summary>
    BesselI0e,
    /// <summary>e^−|x| times the modified Bessel function I₁.</summary>
    BesselI1e,
    /// <summary>x itself, in memory of its own.</summary>
    Copy,
    /// <summary>x itself, which differentiation takes for a constant.</summary>
    StopGradient,
}

/// <summary>An elementwise function of one operand.</summary>
/// <param name="Kind">Which function.</param>
/// <param name="Accuracy">The accuracy that was asked for, kept for the text; evaluation is always as accurate as it can be.</param>
public sealed record Unary(UnaryKind Kind, string? Accuracy = null) : Op
{
    /// <inheritdoc/>
    public override string Name => Kind.Name;

    /// <summary>Whether the function takes an <see cref="Accuracy"/>.</summary>
    internal bool TakesAccuracy => Kind is UnaryKind.Exp or UnaryKind.Exp2 or UnaryKind.Log or UnaryKind.Expm1 or UnaryKind.Log1p or UnaryKind.Tanh or
        UnaryKind.Logistic or UnaryKind.Sin or UnaryKind.Cos or UnaryKind.Tan or UnaryKind.Sqrt or UnaryKind.Rsqrt or UnaryKind.Cbrt;

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        CheckKind(this, inputs[0], Kind.Accepted);
        return Kind switch
        {
            UnaryKind.IsFinite => [inputs[0] with { DType = DType.Bool }],
            UnaryKind.Abs or UnaryKind.Real or UnaryKind.Imag => [inputs[0] with { DType = inputs[0].DType.RealPart }],
            _ => [inputs[0]],
        };
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Unary(this, arg);
}

/// <summary>The elementwise functions of two operands.</summary>
public enum BinaryKind
{
    /// <summary>x + y.</summary>
    Add,
    /// <summary>x − y.</summary>
    Sub,
    /// <summary>x · y.</summary>
    Mul,
    /// <summary>The upper half of the product of two integers.</summary>
    MulHi,
    /// <summary>x / y; for integers rounded towards zero.</summary>
    Div,
    /// <summary>The remainder of <see cref="Div"/>, with the sign of x.</summary>
    Rem,
    /// <summary>The larger one; NaN if either is.</summary>
    Max,
    /// <summary>The smaller one; NaN if either is.</summary>
    Min,
    /// <summary>x to the power of y, which may be an integer.</summary>
    Pow,
    /// <summary>The angle of the point (y, x); the first operand is y.</summary>
    Atan2,
    /// <summary>The neighbour of x in the direction of y.</summary>
    NextAfter,
    /// <summary>x + iy.</summary>
    Complex,
    /// <summary>Bitwise, for bool logical, and.</summary>
    And,
    /// <summary>Bitwise, for bool logical, or.</summary>
    Or,
    /// <summary>Bitwise, for bool logical, exclusive or.</summary>
    Xor,
    /// <summary>x · 2ʸ; 0 where y is not below the width.</summary>
    ShiftLeft,
    /// <summary>x shifted right, the sign repeated.</summary>
    ShiftRightArithmetic,
    /// <summary>x shifted right, zeros put in.</summary>
    ShiftRightLogical,
    /// <summary>The lower regularised incomplete gamma function P(x, y).</summary>
    Igamma,
    /// <summary>The upper regularised incomplete gamma function Q(x, y).</summary>
    Igammac,
    /// <summary>The derivative of P(x, y) with respect to x.</summary>
    IgammaGradA,
    /// <summary>The Hurwitz zeta function.</summary>
    Zeta,
    /// <summary>The x-th derivative of the digamma function at y.</summary>
    Polygamma,
}

/// <summary>An element type that was asked for.</summary>
/// <param name="Text">As it was written: <c>float64</c>, <c>&lt;class 'numpy.float64'&gt;</c>.</param>
/// <param name="Result">The type that came of it: f32 for float64 in a 32-bit program.</param>
public readonly record struct RequestedDType(string Text, DType Result);

/// <summary>An elementwise function of two operands.</summary>
/// <param name="Kind">Which function.</param>
/// <param name="OutDType">For <see cref="BinaryKind.Mul"/>: the type in which to multiply and of the result, if not the operands'.</param>
public sealed record Binary(BinaryKind Kind, RequestedDType? OutDType = null) : Op
{
    /// <inheritdoc/>
    public override string Name => Kind.Name;

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 2);
        (Accepts left, Accepts right) = Kind.Accepted;
        CheckKind(this, inputs[0], left, 0, 2);
        CheckKind(this, inputs[1], right, 1, 2);
        bool integerPower = Kind is BinaryKind.Pow && inputs[1].DType.IsInteger;
        if (OutDType is null && !integerPower) CheckSameDType(this, inputs);
        DType dtype = OutDType?.Result ?? (Kind is BinaryKind.Complex ? ComplexOf(inputs) : inputs[0].DType);
        return [new(dtype, Broadcast(this, inputs), AllWeak(inputs))];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Binary(this, arg);

    private static DType ComplexOf(ReadOnlySpan<ArrayType> inputs) => inputs[0].DType switch
    {
        DType.F32 => DType.C64,
        DType.F64 => DType.C128,
        _ => throw new DTypeException($"complex: the parts must be f32 or f64, got {Join(inputs)}; convert them with AsType."),
    };
}

/// <summary>x to the power of a constant integer.</summary>
/// <param name="Y">The exponent; not negative where x is an integer.</param>
public sealed record IntegerPow(int Y) : Op
{
    /// <inheritdoc/>
    public override string Name => "integer_pow";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        CheckKind(this, inputs[0], Accepts.Number);
        if (Y < 0 && inputs[0].DType.IsInteger)
            throw new DTypeException($"integer_pow: an integer has no negative power, got {inputs[0]} to the power of {Y}; convert it with AsType(F32).");
        return [inputs[0]];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.IntegerPow(this, arg);
}

/// <summary>Where halves go when rounding.</summary>
public enum RoundingMethod
{
    /// <summary>2.5 becomes 3.</summary>
    AwayFromZero,
    /// <summary>2.5 becomes 2.</summary>
    ToNearestEven,
}

/// <summary>The nearest integer.</summary>
/// <param name="Method">Where halves go.</param>
public sealed record Round(RoundingMethod Method) : Op
{
    /// <inheritdoc/>
    public override string Name => "round";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        CheckKind(this, inputs[0], Accepts.Float);
        return [inputs[0]];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Round(this, arg);
}

/// <summary>The complex conjugate, complex also where the operand is real.</summary>
/// <param name="InputDType">The operand's element type.</param>
public sealed record Conj(DType InputDType) : Op
{
    /// <inheritdoc/>
    public override string Name => "conj";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        DType result = inputs[0].DType switch
        {
            DType.F32 or DType.C64 => DType.C64,
            DType.F64 or DType.C128 => DType.C128,
            _ => throw new DTypeException($"conj: the operand must be f32, f64 or complex, got {inputs[0]}."),
        };
        return [inputs[0] with { DType = result }];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Conj(this, arg);
}

/// <summary>x + y of one shape: the sum of two cotangents that reach the same value.</summary>
public sealed record AddAny : Op
{
    /// <inheritdoc/>
    public override string Name => "add_any";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 2);
        CheckSameDType(this, inputs);
        CheckKind(this, inputs[0], Accepts.Any);
        if (inputs[0].Shape != inputs[1].Shape) throw new ShapeException($"add_any: shapes must be equal, got {Join(inputs)}.");
        return [inputs[0] with { Weak = AllWeak(inputs) }];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.AddAny(this, arg);
}

/// <summary>The regularised incomplete beta function I_x(a, b); the operands are a, b, x.</summary>
public sealed record RegularizedIncompleteBeta : Op
{
    /// <inheritdoc/>
    public override string Name => "regularized_incomplete_beta";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 3);
        for (int i = 0; i < 3; i++) CheckKind(this, inputs[i], Accepts.Float, i, 3);
        CheckSameDType(this, inputs);
        return [new(inputs[0].DType, Broadcast(this, inputs), AllWeak(inputs))];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.RegularizedIncompleteBeta(this, arg);
}

/// <summary>Elementwise choice: the first operand says which of the others each element comes from.</summary>
public sealed record SelectN : Op
{
    /// <inheritdoc/>
    public override string Name => "select_n";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        if (inputs.Length < 2) throw new ShapeException($"select_n: takes a predicate and at least one case, got {inputs.Length} operands.");
        ArrayType which = inputs[0];
        ReadOnlySpan<ArrayType> cases = inputs[1..];
        if (which.DType is not DType.Bool && !which.DType.IsInteger)
            throw new DTypeException($"select_n: the predicate must be bool or an integer, got {which}; compare it with a number first.");
        if (which.DType is DType.Bool && cases.Length > 2)
            throw new ShapeException($"select_n: a bool predicate chooses between two cases, got {cases.Length}; use an integer predicate.");
        CheckSameDType(this, cases);
        foreach (ArrayType type in cases)
            if (type.Shape != cases[0].Shape) throw new ShapeException($"select_n: the cases must have one shape, got {Join(cases)}.");
        if (which.Rank != 0 && which.Shape != cases[0].Shape)
            throw new ShapeException($"select_n: the predicate must have no axes or the shape of the cases, got {Join(inputs)}.");
        return [cases[0] with { Weak = AllWeak(cases) }];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.SelectN(this, arg);
}

/// <summary>The middle operand brought between the first and the last, which have its shape or no axes.</summary>
public sealed record Clamp : Op
{
    /// <inheritdoc/>
    public override string Name => "clamp";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 3);
        CheckSameDType(this, inputs);
        CheckKind(this, inputs[1], Accepts.Any & ~Accepts.Complex, 1, 3);
        ArrayType x = inputs[1];
        foreach (ArrayType bound in (ReadOnlySpan<ArrayType>)[inputs[0], inputs[2]])
            if (bound.Rank != 0 && bound.Shape != x.Shape)
                throw new ShapeException($"clamp: the bounds must have no axes or the shape of the operand between them, got {Join(inputs)}.");
        return [x with { Weak = AllWeak(inputs) }];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Clamp(this, arg);
}
