using Core.Ir;

namespace Core;

public static partial class Lax
{
    /// <summary>One value out of all along some axes.</summary>
    public static NdArray Reduce(ReduceKind kind, NdArray x, ValueArray<int> axes) => Bind(new Reduce(kind, axes), x);

    /// <summary>The sums along some axes.</summary>
    public static NdArray ReduceSum(NdArray x, ValueArray<int> axes) => Reduce(ReduceKind.Sum, x, axes);

    /// <summary>The index of the first extreme along an axis.</summary>
    public static NdArray ArgReduce(ArgReduceKind kind, NdArray x, int axis, DType indexDType) => Bind(new ArgReduce(kind, axis, indexDType), x);

    /// <summary>Running reductions along an axis.</summary>
    public static NdArray Cumulative(CumulativeKind kind, NdArray x, int axis, bool reverse = false) => Bind(new Cumulative(kind, axis, reverse), x);
}
