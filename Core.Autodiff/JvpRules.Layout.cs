using Core.Ir;

namespace Core.Autodiff;

// All of them are linear: elements are moved, repeated or left out.
internal sealed partial class JvpRules
{
    public Dual[] BroadcastInDim(BroadcastInDim op, ReadOnlySpan<Dual> args) => Linear(op, args);

    public Dual[] Reshape(Reshape op, ReadOnlySpan<Dual> args) => Linear(op, args);

    public Dual[] Transpose(Transpose op, ReadOnlySpan<Dual> args) => Linear(op, args);

    public Dual[] Squeeze(Squeeze op, ReadOnlySpan<Dual> args) => Linear(op, args);

    public Dual[] Rev(Rev op, ReadOnlySpan<Dual> args) => Linear(op, args);

    public Dual[] Concatenate(Concatenate op, ReadOnlySpan<Dual> args) => Linear(op, args);

    public Dual[] Stack(Stack op, ReadOnlySpan<Dual> args) => Linear(op, args);

    public Dual[] Split(Split op, ReadOnlySpan<Dual> args) => Linear(op, args);

    public Dual[] Unstack(Unstack op, ReadOnlySpan<Dual> args) => Linear(op, args);

    public Dual[] Tile(Tile op, ReadOnlySpan<Dual> args) => Linear(op, args);

    public Dual[] Pad(Pad op, ReadOnlySpan<Dual> args) => Linear(op, args);

    public Dual[] Slice(Slice op, ReadOnlySpan<Dual> args) => Linear(op, args);

    public Dual[] Iota(Iota op, ReadOnlySpan<Dual> args) => Constant(op, args);
}
