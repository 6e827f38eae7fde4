using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

internal sealed partial class KernelRules
{
    // Others are fused.
    public Step[] Comparison(Comparison op, StepContext context) => context.InputType(0).DType.IsKey ? [new KeyCompareStep(op.Kind, context)] : throw NotBuilt(op);
}
