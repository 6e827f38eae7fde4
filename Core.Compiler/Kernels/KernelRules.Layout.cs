using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

internal sealed partial class KernelRules
{
    public Step[] BroadcastInDim(BroadcastInDim op, StepContext context) => throw NotBuilt(op);

    public Step[] Reshape(Reshape op, StepContext context) => throw NotBuilt(op);

    public Step[] Transpose(Transpose op, StepContext context) => throw NotBuilt(op);

    public Step[] Squeeze(Squeeze op, StepContext context) => throw NotBuilt(op);

    public Step[] Rev(Rev op, StepContext context) => throw NotBuilt(op);

    public Step[] Concatenate(Concatenate op, StepContext context) => throw NotBuilt(op);

    public Step[] Stack(Stack op, StepContext context) => throw NotBuilt(op);

    public Step[] Split(Split op, StepContext context) => throw NotBuilt(op);

    public Step[] Unstack(Unstack op, StepContext context) => throw NotBuilt(op);

    public Step[] Tile(Tile op, StepContext context) => throw NotBuilt(op);

    public Step[] Pad(Pad op, StepContext context) => throw NotBuilt(op);

    public Step[] Slice(Slice op, StepContext context) => throw NotBuilt(op);

    public Step[] Iota(Iota op, StepContext context) => throw NotBuilt(op);
}
