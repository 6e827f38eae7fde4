using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

internal sealed partial class KernelRules
{
    public Step[] Sort(Sort op, StepContext context) => throw NotBuilt(op);

    public Step[] TopK(TopK op, StepContext context) => throw NotBuilt(op);

    public Step[] ApproxTopK(ApproxTopK op, StepContext context) => throw NotBuilt(op);
}
