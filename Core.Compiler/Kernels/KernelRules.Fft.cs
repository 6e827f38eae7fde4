using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

internal sealed partial class KernelRules
{
    public Step[] Fft(Fft op, StepContext context) => throw NotBuilt(op);
}
