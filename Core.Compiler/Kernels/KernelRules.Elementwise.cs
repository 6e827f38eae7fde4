using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

internal sealed partial class KernelRules
{
    public Step[] Unary(Unary op, StepContext context) => throw NotBuilt(op);

    public Step[] IntegerPow(IntegerPow op, StepContext context) => throw NotBuilt(op);

    public Step[] Round(Round op, StepContext context) => throw NotBuilt(op);

    public Step[] Conj(Conj op, StepContext context) => throw NotBuilt(op);

    public Step[] Binary(Binary op, StepContext context) => throw NotBuilt(op);

    public Step[] AddAny(AddAny op, StepContext context) => throw NotBuilt(op);

    public Step[] RegularizedIncompleteBeta(RegularizedIncompleteBeta op, StepContext context) => throw NotBuilt(op);

    // Others are fused.
    public Step[] SelectN(SelectN op, StepContext context) => context.InputType(1).DType.IsKey ? [new KeySelectStep(context)] : throw NotBuilt(op);

    public Step[] Clamp(Clamp op, StepContext context) => throw NotBuilt(op);

    public Step[] ReducePrecision(ReducePrecision op, StepContext context) => throw NotBuilt(op);
}
