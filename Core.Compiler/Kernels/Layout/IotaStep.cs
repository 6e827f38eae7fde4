using System.Numerics;

namespace Core.Compiler.Kernels;

/// <summary>The numbers 0, 1, 2, … along an axis.</summary>
internal sealed unsafe class IotaStep<T, W, C>(int target, AxisPlace axis)
    : KernelStep([], [target], Share.Pieces(axis.Outer * axis.Length, axis.Inner * 0.3), axis.Outer * axis.Length * axis.Inner * 0.3)
    where T : unmanaged where W : unmanaged, INumberBase<W> where C : struct, IElement<T, W>
{
    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        (long start, long end) = Share.Of(axis.Outer * axis.Length, Pieces, piece);
        T* write = (T*)buffers[target] + start * axis.Inner;
        for (long row = start; row < end; row++, write += axis.Inner)
            new Span<T>(write, axis.Inner).Fill(C.Store(W.CreateTruncating((int)(row % axis.Length))));
    }

    /// <inheritdoc/>
    public override string Describe() => $"iota of {axis.Outer} × {axis.Length} × {axis.Inner} {typeof(T).Name}";
}
