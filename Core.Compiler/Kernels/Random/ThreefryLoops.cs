using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Core.Kernels;

namespace Core.Compiler.Kernels;

/// <summary>The Threefry-2x32 hash (see <see cref="RandomWords"/>) of many words, by vectors.</summary>
internal static unsafe class ThreefryLoops
{
    /// <summary>Random integers of up to 32 bits, each in the lowest bits of a word: the hash of its place, both words put together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Bits(uint key0, uint key1, ulong place, uint* words, long count)
    {
        long i = 0;
        if (Avx512F.IsSupported)
        {
            Keys512 keys = new(Vector512.Create(key0), Vector512.Create(key1));
            for (; i + 16 <= count && (uint)(place + (ulong)i) <= uint.MaxValue - 15; i += 16)
            {
                Vector512<uint> x0 = Vector512.Create((uint)(place + (ulong)i >> 32)), x1 = Vector512.Create((uint)(place + (ulong)i)) + Vector512<uint>.Indices;
                keys.Hash(ref x0, ref x1);
                Vector512.Store(x0 ^ x1, words + i);
            }
        }
        else
        {
            Keys keys = new(new Vector<uint>(key0), new Vector<uint>(key1));
            for (; i + Vector<uint>.Count <= count && (uint)(place + (ulong)i) <= uint.MaxValue - (uint)Vector<uint>.Count; i += Vector<uint>.Count)
            {
                Vector<uint> x0 = new((uint)(place + (ulong)i >> 32)), x1 = new Vector<uint>((uint)(place + (ulong)i)) + Vector<uint>.Indices;
                keys.Hash(ref x0, ref x1);
                Vector.Store(x0 ^ x1, words + i);
            }
        }
        for (; i < count; i++)
        {
            (uint upper, uint lower) = RandomWords.Threefry(key0, key1, (uint)(place + (ulong)i >> 32), (uint)(place + (ulong)i));
            words[i] = upper ^ lower;
        }
    }

    /// <summary>Hashes of words; a step of 0 is one that all have.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Hash(uint* key0, int step0, uint* key1, int step1, uint* x0, int step2, uint* x1, int step3, uint* y0, uint* y1, long count)
    {
        long i = 0;
        if (Avx512F.IsSupported)
        {
            for (; i + 16 <= count; i += 16)
            {
                Vector512<uint> a = Load512(x0 + i * step2, step2), b = Load512(x1 + i * step3, step3);
                new Keys512(Load512(key0 + i * step0, step0), Load512(key1 + i * step1, step1)).Hash(ref a, ref b);
                Vector512.Store(a, y0 + i);
                Vector512.Store(b, y1 + i);
            }
        }
        else
        {
            for (; i + Vector<uint>.Count <= count; i += Vector<uint>.Count)
            {
                Vector<uint> a = Load(x0 + i * step2, step2), b = Load(x1 + i * step3, step3);
                new Keys(Load(key0 + i * step0, step0), Load(key1 + i * step1, step1)).Hash(ref a, ref b);
                Vector.Store(a, y0 + i);
                Vector.Store(b, y1 + i);
            }
        }
        for (; i < count; i++) (y0[i], y1[i]) = RandomWords.Threefry(key0[i * step0], key1[i * step1], x0[i * step2], x1[i * step3]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Load512(uint* source, int step) => step == 0 ? Vector512.Create(*source) : Vector512.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<uint> Load(uint* source, int step) => step == 0 ? new(*source) : Vector.Load(source);

    private readonly struct Keys512(Vector512<uint> key0, Vector512<uint> key1)
    {
        private readonly Vector512<uint> _key0 = key0, _key1 = key1, _key2 = key0 ^ key1 ^ Vector512.Create(0x1BD11BDAu);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Hash(ref Vector512<uint> x0, ref Vector512<uint> x1)
        {
            (Vector512<uint> a, Vector512<uint> b) = (x0 + _key0, x1 + _key1);
            First(ref a, ref b);
            (a, b) = (a + _key1, b + (_key2 + Vector512.Create(1u)));
            Second(ref a, ref b);
            (a, b) = (a + _key2, b + (_key0 + Vector512.Create(2u)));
            First(ref a, ref b);
            (a, b) = (a + _key0, b + (_key1 + Vector512.Create(3u)));
            Second(ref a, ref b);
            (a, b) = (a + _key1, b + (_key2 + Vector512.Create(4u)));
            First(ref a, ref b);
            (x0, x1) = (a + _key2, b + (_key0 + Vector512.Create(5u)));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void First(ref Vector512<uint> a, ref Vector512<uint> b)
        {
            a += b;
            b = Avx512F.RotateLeft(b, 13) ^ a;
            a += b;
            b = Avx512F.RotateLeft(b, 15) ^ a;
            a += b;
            b = Avx512F.RotateLeft(b, 26) ^ a;
            a += b;
            b = Avx512F.RotateLeft(b, 6) ^ a;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Second(ref Vector512<uint> a, ref Vector512<uint> b)
        {
            a += b;
            b = Avx512F.RotateLeft(b, 17) ^ a;
            a += b;
            b = Avx512F.RotateLeft(b, 29) ^ a;
            a += b;
            b = Avx512F.RotateLeft(b, 16) ^ a;
            a += b;
            b = Avx512F.RotateLeft(b, 24) ^ a;
        }
    }

    private readonly struct Keys(Vector<uint> key0, Vector<uint> key1)
    {
        private readonly Vector<uint> _key0 = key0, _key1 = key1, _key2 = key0 ^ key1 ^ new Vector<uint>(0x1BD11BDAu);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Hash(ref Vector<uint> x0, ref Vector<uint> x1)
        {
            (Vector<uint> a, Vector<uint> b) = (x0 + _key0, x1 + _key1);
            Rounds(ref a, ref b, 13, 15, 26, 6);
            (a, b) = (a + _key1, b + (_key2 + new Vector<uint>(1u)));
            Rounds(ref a, ref b, 17, 29, 16, 24);
            (a, b) = (a + _key2, b + (_key0 + new Vector<uint>(2u)));
            Rounds(ref a, ref b, 13, 15, 26, 6);
            (a, b) = (a + _key0, b + (_key1 + new Vector<uint>(3u)));
            Rounds(ref a, ref b, 17, 29, 16, 24);
            (a, b) = (a + _key1, b + (_key2 + new Vector<uint>(4u)));
            Rounds(ref a, ref b, 13, 15, 26, 6);
            (x0, x1) = (a + _key2, b + (_key0 + new Vector<uint>(5u)));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Rounds(ref Vector<uint> a, ref Vector<uint> b, int first, int second, int third, int fourth)
        {
            Round(ref a, ref b, first);
            Round(ref a, ref b, second);
            Round(ref a, ref b, third);
            Round(ref a, ref b, fourth);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Round(ref Vector<uint> a, ref Vector<uint> b, int rotation)
        {
            a += b;
            b = (b << rotation | b >>> (32 - rotation)) ^ a;
        }
    }
}
