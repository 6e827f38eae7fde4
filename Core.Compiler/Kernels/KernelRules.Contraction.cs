using Core.Compiler.Contraction;
using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

internal sealed partial class KernelRules
{
    public Step[] DotGeneral(DotGeneral op, StepContext context) => ContractionBuilder.Build(
        op.Dims, RowMajor(context, 0), RowMajor(context, 1), context.Outputs[0], context.OutputType(0).DType, context.Workspace, EmitCode);

    public Step[] RaggedDotGeneral(RaggedDotGeneral op, StepContext context) => throw NotBuilt(op);

    private static StridedOperand RowMajor(StepContext context, int operand) =>
        StridedOperand.RowMajor(context.Inputs[operand], context.InputType(operand).DType, context.InputType(operand).Shape);
}
