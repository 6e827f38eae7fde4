using System.Numerics;
using Core.Ir;
using Core.Kernels;

namespace Core.Compiler.Kernels;

/// <summary>Draws words from a state of a key and a counter; gives the state after them.</summary>
internal sealed unsafe class RngBitsStep(int state, int newState, int words, RngBitGenerator op) : KernelStep([state], [newState, words], 1, op.Shape.Size * 3.0)
{
    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        (ulong key, ulong counter) = (((ulong*)buffers[state])[0], ((ulong*)buffers[state])[1]);
        Span<uint> drawn = new(buffers[words], checked((int)op.Shape.Size * (op.DType is DType.U64 ? 2 : 1)));
        counter = op.Algorithm switch
        {
            RngAlgorithm.Default or RngAlgorithm.Philox => RandomWords.Philox(key, counter, drawn),
            RngAlgorithm.ThreeFry when op.DType is DType.U64 => RandomWords.Threefry(key, counter, drawn),
            RngAlgorithm.ThreeFry => RandomWords.Threefry(key, counter, op.Shape, drawn),
        };
        (((ulong*)buffers[newState])[0], ((ulong*)buffers[newState])[1]) = (key, counter);
    }

    /// <inheritdoc/>
    public override string Describe() => $"rng bits {op.DType.Name}{op.Shape.ToBrackets()}";
}

/// <summary>The lowest bits of words.</summary>
internal sealed unsafe class NarrowStep(int words, int target, int width, long count) : KernelStep([words], [target], Share.Pieces(count, 0.5), count * 0.5)
{
    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        (long start, long end) = Share.Of(count, Pieces, piece);
        for (long i = start; i < end; i++)
        {
            uint word = ((uint*)buffers[words])[i];
            if (width == 1) buffers[target][i] = (byte)word;
            else ((ushort*)buffers[target])[i] = (ushort)word;
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"lowest {8 * width} bits of {count} words";
}

/// <summary>Numbers between two others. Nothing says which: each run draws new ones.</summary>
internal sealed unsafe class RngUniformStep<T, W, C>(int low, int high, int target, long count, bool isWhole) : KernelStep([low, high], [target], 1, count * 5.0)
    where T : unmanaged where W : unmanaged, INumberBase<W> where C : struct, IElement<T, W>
{
    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        double from = double.CreateTruncating(C.Load(*(T*)buffers[low])), span = double.CreateTruncating(C.Load(*(T*)buffers[high])) - from;
        for (long i = 0; i < count; i++)
        {
            double value = from + Random.Shared.NextDouble() * span;
            ((T*)buffers[target])[i] = C.Store(W.CreateTruncating(isWhole ? Math.Floor(value) : value));
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"{count} random {typeof(T).Name}";
}

/// <summary>The places of an array's elements in two words, of which the upper is 0.</summary>
internal sealed unsafe class PlacesStep(int upper, int lower, int count) : KernelStep([], [upper, lower], 1, count * 0.5)
{
    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        new Span<uint>(buffers[upper], count).Clear();
        for (int i = 0; i < count; i++) ((uint*)buffers[lower])[i] = (uint)i;
    }

    /// <inheritdoc/>
    public override string Describe() => $"places of {count} elements";
}
