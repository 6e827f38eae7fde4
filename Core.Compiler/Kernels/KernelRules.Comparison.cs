using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

internal sealed partial class KernelRules
{
    public Step[] Comparison(Comparison op, StepContext context) => throw NotBuilt(op);
}
