using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

internal sealed partial class KernelRules
{
    public Step[] Reduce(Reduce op, StepContext context) => throw NotBuilt(op);

    public Step[] ArgReduce(ArgReduce op, StepContext context) => throw NotBuilt(op);

    public Step[] Cumulative(Cumulative op, StepContext context) => throw NotBuilt(op);

    public Step[] ReduceWith(ReduceWith op, StepContext context) => throw NotBuilt(op);
}
