using System.Runtime.CompilerServices;
using Core.Ir;
using Core.Tracing;

namespace Core;

/// <summary>Reductions by functions of the user's own: which have an op of their own, and the programs of the others.</summary>
internal static class Reductions
{
    private static readonly (Func<NdArray, NdArray, NdArray> Function, ReduceKind Kind)[] Own =
    [
        (Lax.Add, ReduceKind.Sum), (Lax.Mul, ReduceKind.Prod), (Lax.Max, ReduceKind.Max), (Lax.Min, ReduceKind.Min),
        (Lax.BitwiseOr, ReduceKind.Or), (Lax.BitwiseAnd, ReduceKind.And), (Lax.BitwiseXor, ReduceKind.Xor),
    ];

    // A function that gives the same program again gives the same one, so that equations share it.
    private static readonly ConditionalWeakTable<Delegate, List<Jaxpr>> Known = [];

    /// <summary>The reduction that a function of <see cref="Lax"/> is, started from its neutral number; null for others.</summary>
    // JAX: _get_monoid_reducer.
    public static ReduceKind? KindOf(Func<NdArray, NdArray, NdArray> computation, NdArray init)
    {
        DType dtype = init.DType;
        if (init.Rank != 0 || init.Value is not (Literal or ArrayData)) return null;
        foreach ((Func<NdArray, NdArray, NdArray> function, ReduceKind kind) in Own)
        {
            if (function != computation) continue;
            bool bitwise = kind is ReduceKind.Or or ReduceKind.And or ReduceKind.Xor;
            if (dtype.IsKey || (bitwise && dtype.IsInexact)) return null;
            ArrayData number = init.Data("Reduce");
            ArrayData neutral = Neutral(kind, dtype).ToArray(dtype);
            return Scalar.Of(number, 0).ToComplex() == Scalar.Of(neutral, 0).ToComplex() ? kind : null;
        }
        return null;
    }

    /// <summary>The program of a function of what was reduced so far and the next numbers.</summary>
    public static Jaxpr Trace(Func<NdArray[], NdArray[], NdArray[]> computation, string function, ReadOnlySpan<NdArray> inits)
    {
        int count = inits.Length;
        return Trace(computation, args => computation(args[..count], args[count..]), function, inits);
    }

    /// <summary>The program of a function of numbers of the types of the initial values, twice.</summary>
    /// <param name="identity">The user's function.</param>
    /// <param name="call">How to call it.</param>
    /// <param name="function">Who asks, for messages.</param>
    /// <param name="inits">The initial values.</param>
    /// <exception cref="TraceException">The function uses a traced value besides its arguments.</exception>
    public static Jaxpr Trace(Delegate identity, Func<NdArray[], NdArray[]> call, string function, params ReadOnlySpan<NdArray> inits)
    {
        ArrayType[] types = new ArrayType[2 * inits.Length];
        for (int i = 0; i < inits.Length; i++) types[i] = types[inits.Length + i] = inits[i].Type;
        (Jaxpr jaxpr, NdArray[] captures) = TraceScope.Trace(NameOf(identity), ValueArray.Adopt(types), call);
        if (captures.Length > 0)
            throw new TraceException(
                $"{function}: '{NameOf(identity)}' uses a traced value of type {captures[0].Type} besides its arguments, which a reduction cannot. Apply it before or after the reduction.");
        List<Jaxpr> known = Known.GetOrCreateValue(identity);
        lock (known)
        {
            foreach (Jaxpr same in known)
                if (same.Equals(jaxpr, Compare.Exact)) return same;
            known.Add(jaxpr);
        }
        return jaxpr;
    }

    /// <summary>The name of a function as programs print it.</summary>
    public static string NameOf(Delegate function) => FlatFunction.NameOf(function.Method);

    /// <summary>As many initial values as operands, and at least one.</summary>
    public static void CheckCounts(string function, ReadOnlySpan<NdArray> operands, ReadOnlySpan<NdArray> inits)
    {
        if (operands.IsEmpty || operands.Length != inits.Length)
            throw new ShapeException($"{function}: takes at least one array and an initial value for each, got {operands.Length} and {inits.Length}.");
    }

    private static Scalar Neutral(ReduceKind kind, DType dtype) => kind switch
    {
        ReduceKind.Sum or ReduceKind.Or or ReduceKind.Xor => Scalar.Of(0),
        ReduceKind.Prod => Scalar.Of(1),
        ReduceKind.And => dtype.Kind is DTypeKind.Unsigned ? Scalar.Of(ulong.MaxValue >> (64 - dtype.BitWidth)) : dtype.Kind is DTypeKind.Bool ? Scalar.Of(true) : Scalar.Of(-1),
        ReduceKind.Max => dtype.Kind switch
        {
            DTypeKind.Signed => Scalar.Of(long.MinValue >> (64 - dtype.BitWidth)),
            DTypeKind.Unsigned or DTypeKind.Bool => Scalar.Of(0),
            _ => Scalar.Of(double.NegativeInfinity),
        },
        ReduceKind.Min => dtype.Kind switch
        {
            DTypeKind.Signed => Scalar.Of(long.MaxValue >> (64 - dtype.BitWidth)),
            DTypeKind.Unsigned => Scalar.Of(ulong.MaxValue >> (64 - dtype.BitWidth)),
            DTypeKind.Bool => Scalar.Of(true),
            _ => Scalar.Of(double.PositiveInfinity),
        },
    };
}
