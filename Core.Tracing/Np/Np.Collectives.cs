using Core.Ir;
using Core.Tracing;

namespace Core;

public static partial class Np
{
    /// <summary>The sum over all members of a named axis, the same for each of them.</summary>
    /// <exception cref="AxesException">No <c>Vmap</c> around has named the axis.</exception>
    public static NdArray Psum(NdArray x, string axis)
    {
        int size = TraceScope.AxisSize(axis, "Psum");
        if (x.Value is Literal { Type.Weak: true } number) return SumOfNumber(number, size);
        return Lax.AllReduce(AllReduceKind.Sum, x.DType is DType.Bool ? Lax.ConvertElementType(x, DefaultInt) : x, [axis]);
    }

    /// <summary>The largest over all members of a named axis, the same for each of them.</summary>
    /// <exception cref="AxesException">No <c>Vmap</c> around has named the axis.</exception>
    public static NdArray Pmax(NdArray x, string axis)
    {
        TraceScope.AxisSize(axis, "Pmax");
        return Lax.AllReduce(AllReduceKind.Max, x, [axis]);
    }

    /// <summary>The smallest over all members of a named axis, the same for each of them.</summary>
    /// <exception cref="AxesException">No <c>Vmap</c> around has named the axis.</exception>
    public static NdArray Pmin(NdArray x, string axis)
    {
        TraceScope.AxisSize(axis, "Pmin");
        return Lax.AllReduce(AllReduceKind.Min, x, [axis]);
    }

    /// <summary>The mean over all members of a named axis, the same for each of them.</summary>
    /// <exception cref="AxesException">No <c>Vmap</c> around has named the axis.</exception>
    public static NdArray Pmean(NdArray x, string axis) => Divide(Psum(x, axis), AxisSize(axis));

    /// <summary>The place of this member along a named axis, i32.</summary>
    /// <exception cref="AxesException">No <c>Vmap</c> around has named the axis.</exception>
    public static NdArray AxisIndex(string axis)
    {
        TraceScope.AxisSize(axis, "AxisIndex");
        return Lax.AxisIndex(axis);
    }

    /// <summary>How many members a named axis has, a C# number.</summary>
    /// <exception cref="AxesException">No <c>Vmap</c> around has named the axis.</exception>
    public static int AxisSize(string axis) => TraceScope.AxisSize(axis, "AxisSize");

    // A bare number is the same for each member: the sum is one too, and needs no equation.
    private static NdArray SumOfNumber(Literal number, int size) => new(new Literal(number.Type.DType.Kind switch
    {
        DTypeKind.Float => Scalar.Of(number.Value.ToDouble() * size),
        DTypeKind.Complex => Scalar.Of(number.Value.ToComplex() * size),
        _ => Scalar.Of(number.Value.ToInt64() * size),
    }, number.Type.DType, weak: true));
}
