using Core.Ir;
using Core.Tracing;

namespace Core;

/// <summary>
/// The ops as functions, one file a family: no promotion, and no broadcasting but that of the ops themselves. The vocabulary in which
/// the rules of the passes and the functions of <see cref="Np"/> are written.
/// </summary>
public static partial class Lax
{
    /// <summary>Computes an op of one output.</summary>
    public static NdArray Bind(Op op, params ReadOnlySpan<NdArray> operands) => TraceScope.Bind(op, operands)[0];

    /// <summary>Computes an op of any number of outputs.</summary>
    public static NdArray[] BindAll(Op op, params ReadOnlySpan<NdArray> operands) => TraceScope.Bind(op, operands);

    /// <summary>An axis counted from the front, out of one that may be counted from the back.</summary>
    internal static int Canonical(int axis, int rank, string function)
    {
        if (axis < -rank || axis >= rank)
            throw new ShapeException(rank == 0
                ? $"{function}: axis {axis} is out of range: the array has no axes."
                : $"{function}: axis {axis} is out of range for an array with {rank} {(rank == 1 ? "axis" : "axes")}; expected {-rank} to {rank - 1}.");
        return axis < 0 ? axis + rank : axis;
    }
}
