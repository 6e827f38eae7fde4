using Core.Compiler.Contraction;
using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

internal sealed partial class KernelRules
{
    public Step[] ConvGeneralDilated(ConvGeneralDilated op, StepContext context) => ConvolutionBuilder.Build(
        op, RowMajor(context, 0), RowMajor(context, 1), context.Outputs[0], context.OutputType(0), context.Workspace, EmitCode);
}
