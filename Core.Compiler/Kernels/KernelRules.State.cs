using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

internal sealed partial class KernelRules
{
    public Step[] NewRef(NewRef op, StepContext context) => throw NotBuilt(op);

    public Step[] EmptyRef(EmptyRef op, StepContext context) => throw NotBuilt(op);

    public Step[] Freeze(Freeze op, StepContext context) => throw NotBuilt(op);

    public Step[] FreeRef(FreeRef op, StepContext context) => throw NotBuilt(op);

    public Step[] RefGet(RefGet op, StepContext context) => throw NotBuilt(op);

    public Step[] RefSwap(RefSwap op, StepContext context) => throw NotBuilt(op);

    public Step[] RefAddUpdate(RefAddUpdate op, StepContext context) => throw NotBuilt(op);
}
