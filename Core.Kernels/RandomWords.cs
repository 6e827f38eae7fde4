using System.Numerics;

namespace Core.Kernels;

/// <summary>The counter-based generators of random words: Salmon, Moraes, Dror, Shaw, Parallel random numbers: as easy as 1, 2, 3 (2011).</summary>
public static class RandomWords
{
    /// <summary>The Threefry-2x32 hash of two words, of 20 rounds.</summary>
    public static (uint X0, uint X1) Threefry(uint key0, uint key1, uint x0, uint x1)
    {
        uint key2 = key0 ^ key1 ^ 0x1BD11BDA;
        (x0, x1) = (x0 + key0, x1 + key1);
        FourRounds(13, 15, 26, 6);
        (x0, x1) = (x0 + key1, x1 + key2 + 1);
        FourRounds(17, 29, 16, 24);
        (x0, x1) = (x0 + key2, x1 + key0 + 2);
        FourRounds(13, 15, 26, 6);
        (x0, x1) = (x0 + key0, x1 + key1 + 3);
        FourRounds(17, 29, 16, 24);
        (x0, x1) = (x0 + key1, x1 + key2 + 4);
        FourRounds(13, 15, 26, 6);
        return (x0 + key2, x1 + key0 + 5);

        void FourRounds(int a, int b, int c, int d)
        {
            Round(a);
            Round(b);
            Round(c);
            Round(d);
        }

        void Round(int rotation)
        {
            x0 += x1;
            x1 = BitOperations.RotateLeft(x1, rotation) ^ x0;
        }
    }

    /// <summary>Four words of Philox-4x32, of 10 rounds.</summary>
    /// <param name="key">The key.</param>
    /// <param name="counter">The counter.</param>
    /// <param name="words">Where the words go.</param>
    public static void Philox(ulong key, UInt128 counter, Span<uint> words)
    {
        (uint key0, uint key1) = ((uint)key, (uint)(key >> 32));
        (uint c0, uint c1, uint c2, uint c3) = ((uint)counter, (uint)(counter >> 32), (uint)(counter >> 64), (uint)(counter >> 96));
        for (int round = 0; round < 10; round++)
        {
            ulong product0 = 0xD2511F53UL * c0, product1 = 0xCD9E8D57UL * c2;
            (c0, c1, c2, c3) = ((uint)(product1 >> 32) ^ c1 ^ key0, (uint)product1, (uint)(product0 >> 32) ^ c3 ^ key1, (uint)product0);
            (key0, key1) = (key0 + 0x9E3779B9, key1 + 0xBB67AE85);
        }
        (words[0], words[1], words[2], words[3]) = (c0, c1, c2, c3);
    }

    /// <summary>Words of Philox-4x32 as XLA draws them from a state of a key and a counter, which is put before the key as the rest of a counter of 128 bits.</summary>
    /// <param name="key">The key.</param>
    /// <param name="counter">The counter.</param>
    /// <param name="words">Where the words go.</param>
    /// <returns>The counter after them.</returns>
    public static ulong Philox(ulong key, ulong counter, Span<uint> words)
    {
        UInt128 place = new(key, counter);
        Span<uint> four = stackalloc uint[4];
        ulong used = 0;
        for (int start = 0; start < words.Length; start += 4, used++)
        {
            Philox(key, place + used, four);
            four[..Math.Min(4, words.Length - start)].CopyTo(words[start..]);
        }
        return counter + used;
    }

    /// <summary>Words of Threefry-2x32 as XLA draws them from a state of a key and a counter.</summary>
    /// <param name="key">The key.</param>
    /// <param name="counter">The counter.</param>
    /// <param name="words">Where the words go.</param>
    /// <returns>The counter after them.</returns>
    public static ulong Threefry(ulong key, ulong counter, Span<uint> words)
    {
        for (int i = 0; i < words.Length; i += 2, counter++)
        {
            (words[i], uint second) = Threefry((uint)key, (uint)(key >> 32), (uint)counter, (uint)(counter >> 32));
            if (i + 1 < words.Length) words[i + 1] = second;
        }
        return counter;
    }

    /// <summary>Words of Threefry-2x32 for an array, where the two words of a draw lie next to each other along one axis: the first of even size, else the largest.</summary>
    /// <param name="key">The key.</param>
    /// <param name="counter">The counter.</param>
    /// <param name="shape">The shape of the array.</param>
    /// <param name="words">Where the words go, in row-major order.</param>
    /// <returns>The counter after them.</returns>
    // XLA: prng.cc, SplitShapeIntoHalves.
    public static ulong Threefry(ulong key, ulong counter, Shape shape, Span<uint> words)
    {
        int axis = -1;
        for (int i = 0; i < shape.Rank && (axis < 0 || shape[axis] % 2 != 0); i++)
            if (axis < 0 || shape[i] % 2 == 0 || shape[i] > shape[axis]) axis = i;
        int size = axis < 0 ? 1 : shape[axis], half = (size + 1) / 2, inner = axis < 0 ? 1 : shape.Skip(axis + 1).Aggregate(1, (product, n) => product * n);
        int pairs = size == 0 ? 0 : words.Length / size * half;
        for (int pair = 0; pair < pairs; pair++)
        {
            (int outer, int along, int within) = (pair / inner / half, pair / inner % half, pair % inner);
            ulong place = counter + (ulong)pair;
            (uint first, uint second) = RandomWords.Threefry((uint)key, (uint)(key >> 32), (uint)place, (uint)(place >> 32));
            int target = (outer * size + 2 * along) * inner + within;
            words[target] = first;
            if (2 * along + 1 < size) words[target + inner] = second;
        }
        return counter + (ulong)pairs;
    }
}
