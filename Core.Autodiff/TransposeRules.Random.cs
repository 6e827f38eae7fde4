using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class TransposeRules
{
    public NdArray?[] RandomSeed(RandomSeed op, Pullback args) => throw op.NotLinear();

    public NdArray?[] RandomWrap(RandomWrap op, Pullback args) => throw op.NotLinear();

    public NdArray?[] RandomUnwrap(RandomUnwrap op, Pullback args) => throw op.NotLinear();

    public NdArray?[] RandomBits(RandomBits op, Pullback args) => throw op.NotLinear();

    public NdArray?[] RandomSplit(RandomSplit op, Pullback args) => throw op.NotLinear();

    public NdArray?[] RandomFoldIn(RandomFoldIn op, Pullback args) => throw op.NotLinear();

    public NdArray?[] RandomClone(RandomClone op, Pullback args) => throw op.NotLinear();

    public NdArray?[] RandomGamma(RandomGamma op, Pullback args) => throw op.NotLinear();

    public NdArray?[] Threefry2x32(Threefry2x32 op, Pullback args) => throw op.NotLinear();

    public NdArray?[] Iota2x32Shape(Iota2x32Shape op, Pullback args) => throw op.NotLinear();

    public NdArray?[] RngBitGenerator(RngBitGenerator op, Pullback args) => throw op.NotLinear();

    public NdArray?[] RngUniform(RngUniform op, Pullback args) => throw op.NotLinear();
}
