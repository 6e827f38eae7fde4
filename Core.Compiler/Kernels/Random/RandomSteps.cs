using Core.Kernels;

namespace Core.Compiler.Kernels;

/// <summary>Random integers of a width out of each of several keys.</summary>
internal sealed unsafe class RandomBitsStep : KernelStep
{
    /// <summary>How many integers make a unit of work.</summary>
    private const int Block = 4096;

    private readonly int _keys, _target, _width;
    private readonly DType _impl;
    private readonly long _count, _perKey, _blocks;

    public RandomBitsStep(int keys, int target, DType impl, int width, long count, long perKey)
        : base([keys], [target], PiecesOf(impl, count, perKey), count * 1.0)
    {
        (_keys, _target, _impl, _width, _count, _perKey) = (keys, target, impl, width, count, perKey);
        _blocks = BlocksOf(perKey);
    }

    /// <inheritdoc/>
    public override long ScratchBytes => Block * sizeof(uint) * 2;

    private static long BlocksOf(long perKey) => (perKey + Block - 1) / Block;

    private static int PiecesOf(DType impl, long count, long perKey) =>
        impl is DType.KeyFry ? Share.Pieces(count / perKey * BlocksOf(perKey), Math.Min(perKey, Block)) : 1;

    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        uint* keys = (uint*)buffers[_keys], words = (uint*)scratch;
        if (_impl is not DType.KeyFry)
        {
            // XLA's generator has one state: the bits of many keys are those of the first.
            Philox(keys, buffers[_target], words);
            return;
        }
        (long start, long end) = Share.Of(_count / _perKey * _blocks, Pieces, piece);
        for (long unit = start; unit < end; unit++)
        {
            (long key, long block) = Math.DivRem(unit, _blocks);
            long first = block * Block, count = Math.Min(Block, _perKey - first), at = key * _perKey + first;
            (uint key0, uint key1) = (keys[2 * key], keys[2 * key + 1]);
            switch (_width)
            {
                case 64:
                    for (long i = 0; i < count; i++)
                    {
                        ulong place = (ulong)(first + i);
                        (uint upper, uint lower) = RandomWords.Threefry(key0, key1, (uint)(place >> 32), (uint)place);
                        ((ulong*)buffers[_target])[at + i] = RandomKeys.Join(lower, upper);
                    }
                    break;
                case 32:
                    ThreefryLoops.Bits(key0, key1, (ulong)first, (uint*)buffers[_target] + at, count);
                    break;
                default:
                    ThreefryLoops.Bits(key0, key1, (ulong)first, words, count);
                    Narrow(words, buffers[_target], at, (int)count);
                    break;
            }
        }
    }

    private void Philox(uint* keys, byte* target, uint* words)
    {
        ulong key = RandomKeys.Join(keys[0], keys[1]), counter = RandomKeys.Join(keys[2], keys[3]);
        int perNumber = _width == 64 ? 2 : 1;
        for (long first = 0; first < _count; first += Block)
        {
            int count = (int)Math.Min(Block, _count - first);
            Span<uint> drawn = new(words, count * perNumber);
            PhiloxBlock(key, counter, (ulong)(first * perNumber / 4), drawn);
            if (_width >= 32) drawn.CopyTo(new((uint*)target + first * perNumber, drawn.Length));
            else Narrow(words, target, first, count);
        }
    }

    /// <summary>The words from a draw on, where a draw gives four; see <see cref="RandomWords.Philox(ulong, ulong, Span{uint})"/>.</summary>
    private static void PhiloxBlock(ulong key, ulong counter, ulong draw, Span<uint> words)
    {
        UInt128 place = new UInt128(key, counter) + draw;
        Span<uint> four = stackalloc uint[4];
        for (int i = 0; i < words.Length; i += 4, place++)
        {
            RandomWords.Philox(key, place, four);
            four[..Math.Min(4, words.Length - i)].CopyTo(words[i..]);
        }
    }

    private void Narrow(uint* words, byte* target, long at, int count)
    {
        if (_width == 8) for (int i = 0; i < count; i++) target[at + i] = (byte)words[i];
        else for (int i = 0; i < count; i++) ((ushort*)target)[at + i] = (ushort)words[i];
    }

    /// <inheritdoc/>
    public override string Describe() => $"random bits: {_count} of {_width}, {_perKey} a key of {_impl.Name}";
}

/// <summary>The Threefry hash of words, each array whole or one word.</summary>
internal sealed unsafe class ThreefryStep(int[] operands, int[] steps, int y0, int y1, long count)
    : KernelStep([.. operands], [y0, y1], Share.Pieces(count, 1.5), count * 1.5)
{
    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        (long start, long end) = Share.Of(count, Pieces, piece);
        ThreefryLoops.Hash(
            Operand(0), steps[0], Operand(1), steps[1], Operand(2), steps[2], Operand(3), steps[3], (uint*)buffers[y0] + start, (uint*)buffers[y1] + start, end - start);

        uint* Operand(int i) => (uint*)buffers[operands[i]] + start * steps[i];
    }

    /// <inheritdoc/>
    public override string Describe() => $"threefry of {count} pairs of words";
}

/// <summary>Keys of seeds.</summary>
internal sealed unsafe class SeedStep(int seeds, int keys, DType seedType, DType impl, int count) : KernelStep([seeds], [keys], 1, count * 5)
{
    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        uint* words = (uint*)buffers[keys];
        for (long i = 0; i < count; i++)
        {
            ulong seed = seedType is DType.U64 ? ((ulong*)buffers[seeds])[i] : (ulong)IndexReader.One(buffers[seeds], seedType, i);
            (uint upper, uint lower) = (seedType.ByteSize == 8 ? (uint)(seed >> 32) : 0, (uint)seed);
            (*words++, *words++) = (upper, lower);
            if (impl is not DType.KeyFry) (*words++, *words++) = (upper, lower);
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"seed {count} {impl.Name}";
}

/// <summary>New keys out of each of several keys.</summary>
internal sealed unsafe class SplitStep(int keys, int target, DType impl, long count, int perKey)
    : KernelStep([keys], [target], impl is DType.KeyUrbg ? 1 : Share.Pieces(count, perKey * 30.0), count * perKey * 30.0)
{
    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        int words = RandomKeys.WordCount(impl);
        if (impl is DType.KeyUrbg)
        {
            // As the bits of these keys: all come out of the first key. Ten draws are taken for a hash: every tenth row of four words is a key.
            uint* first = (uint*)buffers[keys], made = (uint*)buffers[target];
            (ulong key, ulong counter) = (RandomKeys.Join(first[0], first[1]), RandomKeys.Join(first[2], first[3]));
            for (long i = 0; i < count * perKey; i++) RandomWords.Philox(key, new UInt128(key, counter) + (ulong)(10 * i), new Span<uint>(made + 4 * i, 4));
            return;
        }
        (long start, long end) = Share.Of(count, Pieces, piece);
        for (long i = start; i < end; i++)
            RandomKeys.Split(impl, new((uint*)buffers[keys] + i * words, words), new((uint*)buffers[target] + i * words * perKey, words * perKey));
    }

    /// <inheritdoc/>
    public override string Describe() => $"split {count} {impl.Name} into {perKey} each";
}

/// <summary>Keys out of keys and numbers, as many of them.</summary>
internal sealed unsafe class FoldInStep(int keys, int data, int target, DType impl, long count)
    : KernelStep([keys, data], [target], Share.Pieces(count, 30), count * 30.0)
{
    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        (long start, long end) = Share.Of(count, Pieces, piece);
        int words = RandomKeys.WordCount(impl);
        for (long i = start; i < end; i++)
            RandomKeys.FoldIn(impl, new((uint*)buffers[keys] + i * words, words), ((uint*)buffers[data])[i], new((uint*)buffers[target] + i * words, words));
    }

    /// <inheritdoc/>
    public override string Describe() => $"fold numbers into {count} {impl.Name}";
}

/// <summary>The words that numbers make which are folded into keys of XLA's generator. JAX draws from the seed that the number makes; mapped over numbers, all are drawn from the first, ten rows for each of them.</summary>
internal sealed unsafe class FoldHashStep(int data, int target, long count) : KernelStep([data], [target], 1, count * 30.0)
{
    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        ulong seed = RandomKeys.Join(0, *(uint*)buffers[data]);
        for (long i = 0; i < count; i++) RandomWords.Philox(seed, new UInt128(seed, seed) + (ulong)(10 * i + 9), new Span<uint>((uint*)buffers[target] + 4 * i, 4));
    }

    /// <inheritdoc/>
    public override string Describe() => $"hashes of {count} numbers";
}

/// <summary>Two arrays of words, put together bit by bit.</summary>
internal sealed unsafe class XorStep(int left, int right, int target, long words) : KernelStep([left, right], [target], Share.Pieces(words, 0.5), words * 0.5)
{
    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        (long start, long end) = Share.Of(words, Pieces, piece);
        for (long i = start; i < end; i++) ((uint*)buffers[target])[i] = ((uint*)buffers[left])[i] ^ ((uint*)buffers[right])[i];
    }

    /// <inheritdoc/>
    public override string Describe() => $"xor of {words} words";
}

/// <summary>Samples of gamma distributions, each with a key of its own.</summary>
internal sealed unsafe class GammaStep<T, C>(int keys, int alphas, int target, DType impl, DType dtype, long count, bool logSpace)
    : KernelStep([keys, alphas], [target], Share.Pieces(count, 1000), count * 1000.0) where T : unmanaged where C : struct, IElement<T, double>
{
    private readonly GammaSampler _sampler = new(impl, dtype);

    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        (long start, long end) = Share.Of(count, Pieces, piece);
        int words = RandomKeys.WordCount(impl);
        for (long i = start; i < end; i++)
            ((T*)buffers[target])[i] = C.Store(_sampler.Sample(new((uint*)buffers[keys] + i * words, words), C.Load(((T*)buffers[alphas])[i]), logSpace));
    }

    /// <inheritdoc/>
    public override string Describe() => $"{count} gamma samples, {dtype.Name}";
}
