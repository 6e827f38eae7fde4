using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

internal sealed partial class KernelRules
{
    public Step[] ConvertElementType(ConvertElementType op, StepContext context) => throw NotBuilt(op);

    public Step[] BitcastConvertType(BitcastConvertType op, StepContext context) => throw NotBuilt(op);
}
