using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

internal sealed partial class KernelRules
{
    public Step[] DotGeneral(DotGeneral op, StepContext context) => throw NotBuilt(op);

    public Step[] RaggedDotGeneral(RaggedDotGeneral op, StepContext context) => throw NotBuilt(op);
}
