using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

internal sealed partial class KernelRules
{
    public Step[] AllReduce(AllReduce op, StepContext context) => throw NotBuilt(op);

    public Step[] AxisIndex(AxisIndex op, StepContext context) => throw NotBuilt(op);

    public Step[] AllGather(AllGather op, StepContext context) => throw NotBuilt(op);

    public Step[] AllToAll(AllToAll op, StepContext context) => throw NotBuilt(op);

    public Step[] ReduceScatter(ReduceScatter op, StepContext context) => throw NotBuilt(op);

    public Step[] Ppermute(Ppermute op, StepContext context) => throw NotBuilt(op);

    public Step[] Pbroadcast(Pbroadcast op, StepContext context) => throw NotBuilt(op);
}
