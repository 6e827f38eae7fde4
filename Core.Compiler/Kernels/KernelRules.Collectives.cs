using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

// Named axes are gone once a program is mapped; one that is left is bound by nobody.
internal sealed partial class KernelRules
{
    public Step[] AllReduce(AllReduce op, StepContext context)
    {
        if (op.AxisNames is [string name, ..]) throw Unbound(op, name);
        Reduce reduction = op.PositionalReduction;
        JaxprBuilder builder = new();
        Var[] inputs = [.. Enumerable.Range(0, context.Inputs.Count).Select(i => new Var(context.InputType(i)))];
        Atom[] results = [.. inputs.Select(input => builder.Emit(reduction, [input])[0])];
        return Inline(builder.Build(ValueArray.Create<Var>(inputs), ValueArray.Create<Atom>(results)), context);
    }

    public Step[] AxisIndex(AxisIndex op, StepContext context) => throw Unbound(op, op.AxisName);

    public Step[] AllGather(AllGather op, StepContext context) => throw Unbound(op, op.AxisName[0]);

    public Step[] AllToAll(AllToAll op, StepContext context) => throw Unbound(op, op.AxisName[0]);

    public Step[] ReduceScatter(ReduceScatter op, StepContext context) => throw Unbound(op, op.AxisName[0]);

    public Step[] Ppermute(Ppermute op, StepContext context) => throw Unbound(op, op.AxisName[0]);

    public Step[] Pbroadcast(Pbroadcast op, StepContext context) => throw Unbound(op, op.AxisName[0]);

    private static AxesException Unbound(Op op, string name) =>
        new($"{op.Name}: no axis is named '{name}' here. Map the function over it first: Vmap(axisName: \"{name}\").");
}
