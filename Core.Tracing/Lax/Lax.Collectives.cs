using Core.Ir;

namespace Core;

public static partial class Lax
{
    /// <summary>The array reduced over named axes and axes of its own.</summary>
    public static NdArray AllReduce(AllReduceKind kind, NdArray x, ValueArray<NamedOrPositional> axes, ValueArray<ValueArray<int>>? axisIndexGroups = null) =>
        Bind(new AllReduce(kind, axes, axisIndexGroups), x);

    /// <summary>The place along a named axis.</summary>
    public static NdArray AxisIndex(string axisName) => Bind(new AxisIndex(axisName));
}
