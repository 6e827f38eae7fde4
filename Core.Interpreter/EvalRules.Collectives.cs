using Core.Ir;

namespace Core.Interpreter;

internal sealed partial class EvalRules
{
    public ArrayData[] AllReduce(AllReduce op, ReadOnlySpan<ArrayData> args)
    {
        if (op.AxisNames is [string name, ..]) throw Unbound(op, name);
        Reduce reduction = op.PositionalReduction;
        ArrayData[] results = new ArrayData[args.Length];
        for (int i = 0; i < results.Length; i++) results[i] = Reduce(reduction.Kind, args[i], reduction.Axes);
        return results;
    }

    public ArrayData[] AxisIndex(AxisIndex op, ReadOnlySpan<ArrayData> args) => throw Unbound(op, op.AxisName);

    public ArrayData[] AllGather(AllGather op, ReadOnlySpan<ArrayData> args) => throw Unbound(op, op.AxisName[0]);

    public ArrayData[] AllToAll(AllToAll op, ReadOnlySpan<ArrayData> args) => throw Unbound(op, op.AxisName[0]);

    public ArrayData[] ReduceScatter(ReduceScatter op, ReadOnlySpan<ArrayData> args) => throw Unbound(op, op.AxisName[0]);

    public ArrayData[] Ppermute(Ppermute op, ReadOnlySpan<ArrayData> args) => throw Unbound(op, op.AxisName[0]);

    public ArrayData[] Pbroadcast(Pbroadcast op, ReadOnlySpan<ArrayData> args) => throw Unbound(op, op.AxisName[0]);

    private static AxesException Unbound(Op op, string name) =>
        new($"{op.Name}: no axis is named '{name}' here. Map the function over it first: Vmap(axisName: \"{name}\").");
}
