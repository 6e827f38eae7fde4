using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

internal sealed partial class KernelRules
{
    public Step[] ConvGeneralDilated(ConvGeneralDilated op, StepContext context) => throw NotBuilt(op);
}
