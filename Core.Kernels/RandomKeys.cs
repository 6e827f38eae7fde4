namespace Core.Kernels;

/// <summary>What random keys of each type do. A key is its words: two of a Threefry key, four of the others.</summary>
// JAX: threefry2x32.py (with jax_threefry_partitionable, the default) and rbg.py.
public static class RandomKeys
{
    /// <summary>How many words a key has.</summary>
    public static int WordCount(DType impl) => impl.ByteSize / sizeof(uint);

    /// <summary>The key of a seed, whose upper word is 0 for seeds of up to 32 bits.</summary>
    public static uint[] Seed(DType impl, uint upper, uint lower) => impl is DType.KeyFry ? [upper, lower] : [upper, lower, upper, lower];

    /// <summary>New keys out of one.</summary>
    /// <param name="impl">The type of the keys.</param>
    /// <param name="key">The words of the key.</param>
    /// <param name="keys">Where the words of the new keys go, one key after the other.</param>
    public static void Split(DType impl, ReadOnlySpan<uint> key, Span<uint> keys)
    {
        int words = WordCount(impl);
        if (impl is DType.KeyUrbg)
        {
            // Ten draws are taken for a hash: every tenth row of four words is a key.
            uint[] drawn = new uint[keys.Length * 10];
            RandomWords.Philox(Join(key[0], key[1]), Join(key[2], key[3]), drawn);
            for (int i = 0; i < keys.Length; i += words) drawn.AsSpan(i * 10, words).CopyTo(keys[i..]);
            return;
        }
        for (int i = 0; i < keys.Length; i += 2)
        {
            // The halves of a key are split each by itself.
            int half = i % words;
            ulong place = (ulong)(i / words);
            (keys[i], keys[i + 1]) = RandomWords.Threefry(key[half], key[half + 1], (uint)(place >> 32), (uint)place);
        }
    }

    /// <summary>A new key out of a key and a number.</summary>
    /// <param name="impl">The type of the keys.</param>
    /// <param name="key">The words of the key.</param>
    /// <param name="data">The number.</param>
    /// <param name="result">Where the words of the new key go.</param>
    public static void FoldIn(DType impl, ReadOnlySpan<uint> key, uint data, Span<uint> result)
    {
        if (impl is DType.KeyUrbg)
        {
            Span<uint> drawn = stackalloc uint[40];
            RandomWords.Philox(Join(0, data), Join(0, data), drawn);
            for (int i = 0; i < 4; i++) result[i] = key[i] ^ drawn[36 + i];
            return;
        }
        for (int i = 0; i < key.Length; i += 2) (result[i], result[i + 1]) = RandomWords.Threefry(key[i], key[i + 1], 0, data);
    }

    /// <summary>Random integers of up to 32 bits, each in the lowest bits of a word, or pairs of words of 64-bit ones, the lower first.</summary>
    /// <param name="impl">The type of the key.</param>
    /// <param name="key">The words of the key.</param>
    /// <param name="bitWidth">The width of the integers.</param>
    /// <param name="words">Where they go: one word for each, or two.</param>
    public static void Bits(DType impl, ReadOnlySpan<uint> key, int bitWidth, Span<uint> words)
    {
        if (impl is not DType.KeyFry)
        {
            RandomWords.Philox(Join(key[0], key[1]), Join(key[2], key[3]), words);
            return;
        }
        if (bitWidth == 64)
        {
            for (int i = 0; i < words.Length; i += 2) (words[i + 1], words[i]) = Hash(key, (ulong)(i / 2));
            return;
        }
        for (int i = 0; i < words.Length; i++)
        {
            (uint upper, uint lower) = Hash(key, (ulong)i);
            words[i] = upper ^ lower;
        }
    }

    /// <summary>A 64-bit number of two words.</summary>
    public static ulong Join(uint lower, uint upper) => (ulong)upper << 32 | lower;

    private static (uint Upper, uint Lower) Hash(ReadOnlySpan<uint> key, ulong place) => RandomWords.Threefry(key[0], key[1], (uint)(place >> 32), (uint)place);
}
