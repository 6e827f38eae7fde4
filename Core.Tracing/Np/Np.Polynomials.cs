using Core.Tracing;

namespace Core;

// Polynomials by their coefficients, the highest power first.
public static partial class Np
{
    /// <summary>The values of a polynomial.</summary>
    /// <param name="p">The coefficients along the first axis, the highest power first; further axes are broadcast with <paramref name="x"/>.</param>
    /// <param name="x">The places.</param>
    /// <param name="unroll">How many steps a compiled loop may do at once.</param>
    /// <exception cref="ShapeException">The coefficients have no axes.</exception>
    // JAX: polyval. Horner's scheme.
    public static NdArray Polyval(NdArray p, NdArray x, int unroll = 16)
    {
        if (p.Rank == 0) throw new ShapeException($"Polyval: the coefficients must have at least one axis, got {p.Type}.");
        return Lax.Jitted("polyval", unroll, args =>
        {
            (DType dtype, bool weak) = ResultType(args[0], args[1]);
            NdArray coefficients = Lax.ConvertElementType(args[0], dtype, weak), places = Lax.ConvertElementType(args[1], dtype, weak);
            Shape shape = BroadcastShapes(Shape.Create(coefficients.Shape.Span[1..]), places.Shape);
            PyTree.RegisterTuple<NdArray, NdArray?>();
            Body step = Body.Of((NdArray value, NdArray coefficient) => (Add(Multiply(value, places), coefficient), (NdArray?)null));
            return ControlFlow.Scan<NdArray, NdArray, NdArray?>(ZerosLike(places, shape: shape), coefficients, step, null, reverse: false, unroll).Carry;
        }, p, x);
    }

    /// <summary>The sum of two polynomials.</summary>
    /// <exception cref="ShapeException">The coefficients have not one axis.</exception>
    // JAX: polyadd.
    public static NdArray Polyadd(NdArray p, NdArray q)
    {
        RequireCoefficients("Polyadd", p);
        RequireCoefficients("Polyadd", q);
        return Lax.Jitted("polyadd", args =>
        {
            (NdArray a, NdArray b) = Promote(args[0], args[1]);
            return b.Shape[0] <= a.Shape[0] ? a.At[^b.Shape[0]..].Add(b) : b.At[^a.Shape[0]..].Add(a);
        }, p, q);
    }

    /// <summary>The difference of two polynomials.</summary>
    /// <exception cref="ShapeException">The coefficients have not one axis.</exception>
    // JAX: polysub.
    public static NdArray Polysub(NdArray p, NdArray q)
    {
        RequireCoefficients("Polysub", p);
        RequireCoefficients("Polysub", q);
        return Lax.Jitted("polysub", args =>
        {
            (NdArray a, NdArray b) = Promote(args[0], args[1]);
            return Polyadd(a, Negative(b));
        }, p, q);
    }

    /// <summary>The product of two polynomials.</summary>
    /// <exception cref="ShapeException">The coefficients have not one axis.</exception>
    // JAX: polymul.
    public static NdArray Polymul(NdArray p, NdArray q)
    {
        RequireCoefficients("Polymul", p);
        RequireCoefficients("Polymul", q);
        (p, q) = PromoteInexact(p, q);
        if (p.Size == 0) p = Zeros([1], q.DType);
        if (q.Size == 0) q = Zeros([1], p.DType);
        return Convolve(p, q);
    }

    /// <summary>The quotient of two polynomials, and the remainder, with as many coefficients as the first.</summary>
    /// <exception cref="ShapeException">The coefficients have not one axis, or the divisor has none.</exception>
    // JAX: polydiv.
    public static (NdArray Quotient, NdArray Remainder) Polydiv(NdArray u, NdArray v)
    {
        RequireCoefficients("Polydiv", u);
        RequireCoefficients("Polydiv", v);
        if (v.Size == 0) throw new ShapeException($"Polydiv: the divisor needs at least one coefficient, got {v.Type}.");
        (u, v) = PromoteInexact(u, v);
        int top = u.Shape[0] - 1, degree = v.Shape[0] - 1;
        NdArray scale = Divide(1.0, v[0]);
        NdArray quotient = Zeros([Math.Max(top - degree + 1, 1)], u.DType);
        for (int k = 0; k <= top - degree; k++)
        {
            NdArray d = Multiply(scale, u[k]);
            quotient = quotient.At[k].Set(d);
            u = u.At[k..(k + degree + 1)].Add(Multiply(Negative(d), v));
        }
        return (quotient, u);
    }

    /// <summary>The derivative of a polynomial.</summary>
    /// <param name="p">The coefficients, of one axis.</param>
    /// <param name="m">How often to differentiate.</param>
    /// <exception cref="ShapeException">The coefficients have not one axis, or <paramref name="m"/> is negative.</exception>
    // JAX: polyder.
    public static NdArray Polyder(NdArray p, int m = 1)
    {
        RequireCoefficients("Polyder", p);
        if (m < 0) throw new ShapeException($"Polyder: m must not be negative, got {m}; Polyint integrates.");
        return Lax.Jitted("polyder", m, args =>
        {
            NdArray a = PromoteInexact(args[0]);
            if (m == 0) return a;
            NdArray factors = Prod(Subtract(Lax.ExpandDims(Arange(m, Math.Max(m, a.Shape[0]), a.DType), 0), Lax.ExpandDims(Arange(m, a.DType), 1)), 0);
            return Multiply(Part(a, 0, 0, Math.Max(0, a.Shape[0] - m)), Lax.Rev(factors, [0]));
        }, p);
    }

    /// <summary>The integral of a polynomial.</summary>
    /// <param name="p">The coefficients, of one axis.</param>
    /// <param name="m">How often to integrate.</param>
    /// <param name="k">The constants of integration: a number, or one for each time; 0 by default.</param>
    /// <exception cref="ShapeException">The coefficients have not one axis, <paramref name="m"/> is negative, or the constants are not one for each time.</exception>
    // JAX: polyint.
    public static NdArray Polyint(NdArray p, int m = 1, NdArray? k = null)
    {
        RequireCoefficients("Polyint", p);
        if (m < 0) throw new ShapeException($"Polyint: m must not be negative, got {m}; Polyder differentiates.");
        if (k is not null && k.Size != 1 && k.Shape != [m]) throw new ShapeException($"Polyint: k must be a number, or {m} numbers, one for each integration, got {k.Type}.");
        return Lax.JittedOptional("polyint", m, args =>
        {
            NdArray constants = args[1] ?? 0;
            (DType dtype, bool weak) = ResultType(args[0]!, constants);
            NdArray a = Lax.ConvertElementType(args[0]!, Inexact(dtype), weak);
            constants = Atleast1d(Lax.ConvertElementType(constants, Inexact(dtype), weak));
            if (constants.Shape[0] == 1) constants = Full([m], constants[0]);
            if (m == 0) return a;
            NdArray grid = Subtract(Lax.ExpandDims(Arange(a.Shape[0] + m, a.DType), 0), Lax.ExpandDims(Arange(m, a.DType), 1));
            NdArray factors = Lax.Rev(Prod(Maximum(1, grid), 0), [0]);
            return Divide(Concatenate([a, constants]), factors);
        }, p, k);
    }

    private static void RequireCoefficients(string function, NdArray p)
    {
        if (p.Rank != 1) throw new ShapeException($"{function}: the coefficients must have one axis, got {p.Type}.");
    }
}
