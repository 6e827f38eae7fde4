using System.Numerics;
using System.Runtime.CompilerServices;

namespace Core.Compiler.Kernels;

/// <summary>Stable sorting by digits, the lowest first. Passes in which all have the same digit are left out.</summary>
internal static unsafe class RadixSort
{
    /// <summary>Bytes for the counts of digits.</summary>
    public const int CountBytes = 8 * 256 * sizeof(int) > 6 * 2048 * sizeof(int) ? 8 * 256 * sizeof(int) : 6 * 2048 * sizeof(int);

    /// <summary>Below this many elements digits have 8 bits: going over the counts would cost more than the elements.</summary>
    private const int ManyElements = 1500;

    /// <summary>Sorts by some bits; gives where the sorted numbers are, which is one of the two arrays.</summary>
    /// <param name="from">The numbers.</param>
    /// <param name="other">As many; overwritten.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="lowest">The lowest bit that counts.</param>
    /// <param name="counts">Memory of <see cref="CountBytes"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T* Sort<T>(T* from, T* other, int count, int lowest, int* counts) where T : unmanaged, IBinaryInteger<T>
    {
        int width = 8 * sizeof(T), digit = count < ManyElements ? 8 : 11, size = 1 << digit, passes = (width - lowest + digit - 1) / digit;
        T mask = T.CreateTruncating(size - 1);
        new Span<int>(counts, passes * size).Clear();
        for (int i = 0; i < count; i++)
        {
            T rest = from[i] >> lowest;
            for (int* digits = counts; digits < counts + passes * size; digits += size, rest >>= digit) digits[int.CreateTruncating(rest & mask)]++;
        }
        for (int pass = 0; pass < passes; pass++)
        {
            int* places = counts + pass * size;
            int shift = lowest + pass * digit;
            if (count == 0 || places[int.CreateTruncating(from[0] >> shift & mask)] == count) continue;
            Accumulate(places, size);
            for (int i = 0; i < count; i++)
            {
                T value = from[i];
                other[places[int.CreateTruncating(value >> shift & mask)]++] = value;
            }
            T* sorted = other;
            other = from;
            from = sorted;
        }
        return from;
    }

    /// <summary>Sorts 64-bit keys with a number each; gives whether the sorted ones are in the second arrays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Sort(ulong* keys, int* items, ulong* otherKeys, int* otherItems, int count, int* counts)
    {
        int digit = count < ManyElements ? 8 : 11, size = 1 << digit, passes = (64 + digit - 1) / digit;
        ulong mask = (ulong)size - 1;
        new Span<int>(counts, passes * size).Clear();
        for (int i = 0; i < count; i++)
        {
            ulong rest = keys[i];
            for (int* digits = counts; digits < counts + passes * size; digits += size, rest >>= digit) digits[rest & mask]++;
        }
        bool isOther = false;
        for (int pass = 0; pass < passes; pass++)
        {
            int* places = counts + pass * size;
            int shift = pass * digit;
            if (count == 0 || places[keys[0] >> shift & mask] == count) continue;
            Accumulate(places, size);
            for (int i = 0; i < count; i++)
            {
                int place = places[keys[i] >> shift & mask]++;
                otherKeys[place] = keys[i];
                otherItems[place] = items[i];
            }
            ulong* sortedKeys = otherKeys;
            int* sortedItems = otherItems;
            otherKeys = keys;
            otherItems = items;
            keys = sortedKeys;
            items = sortedItems;
            isOther = !isOther;
        }
        return isOther;
    }

    private static void Accumulate(int* counts, int size)
    {
        int sum = 0;
        for (int i = 0; i < size; i++)
        {
            int own = counts[i];
            counts[i] = sum;
            sum += own;
        }
    }
}
