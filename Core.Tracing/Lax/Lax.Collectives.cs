using Core.Ir;

namespace Core;

public static partial class Lax
{
    /// <summary>The array reduced over named axes and axes of its own.</summary>
    public static NdArray AllReduce(AllReduceKind kind, NdArray x, ValueArray<NamedOrPositional> axes) => Bind(new AllReduce(kind, axes), x);

    /// <summary>The place along a named axis.</summary>
    public static NdArray AxisIndex(string axisName) => Bind(new AxisIndex(axisName));
}
