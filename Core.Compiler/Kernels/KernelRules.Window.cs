using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

internal sealed partial class KernelRules
{
    public Step[] ReduceWindow(ReduceWindow op, StepContext context) => throw NotBuilt(op);

    public Step[] ReduceWindowWith(ReduceWindowWith op, StepContext context) => throw NotBuilt(op);

    public Step[] SelectAndScatter(SelectAndScatter op, StepContext context) => throw NotBuilt(op);

    public Step[] SelectAndScatterAdd(SelectAndScatterAdd op, StepContext context) => throw NotBuilt(op);

    public Step[] SelectAndGatherAdd(SelectAndGatherAdd op, StepContext context) => throw NotBuilt(op);
}
