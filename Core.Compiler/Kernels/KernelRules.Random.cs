using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

internal sealed partial class KernelRules
{
    public Step[] RandomSeed(RandomSeed op, StepContext context) => throw NotBuilt(op);

    public Step[] RandomWrap(RandomWrap op, StepContext context) => throw NotBuilt(op);

    public Step[] RandomUnwrap(RandomUnwrap op, StepContext context) => throw NotBuilt(op);

    public Step[] RandomBits(RandomBits op, StepContext context) => throw NotBuilt(op);

    public Step[] RandomSplit(RandomSplit op, StepContext context) => throw NotBuilt(op);

    public Step[] RandomFoldIn(RandomFoldIn op, StepContext context) => throw NotBuilt(op);

    public Step[] RandomClone(RandomClone op, StepContext context) => throw NotBuilt(op);

    public Step[] RandomGamma(RandomGamma op, StepContext context) => throw NotBuilt(op);

    public Step[] Threefry2x32(Threefry2x32 op, StepContext context) => throw NotBuilt(op);

    public Step[] Iota2x32Shape(Iota2x32Shape op, StepContext context) => throw NotBuilt(op);

    public Step[] RngBitGenerator(RngBitGenerator op, StepContext context) => throw NotBuilt(op);

    public Step[] RngUniform(RngUniform op, StepContext context) => throw NotBuilt(op);
}
