namespace Core.Compiler.Kernels;

/// <summary>Finds the few first elements of a row in an order without sorting it: a heap of the best ones so far, the last of them on top.</summary>
internal static unsafe class FirstFew
{
    /// <summary>Whether it is worth it.</summary>
    public static bool Suits(DType dtype, int kept, int length) => !SortKeys.AreWide(dtype) && kept <= 256 && kept * 8 <= length;

    /// <summary>The indices of the first elements, in order; they are in the scratch memory of <see cref="RowOrder.ScratchBytes"/>.</summary>
    public static int* Find(byte* row, DType dtype, KeyOrder order, int length, int kept, byte* scratch)
    {
        uint* keys = (uint*)scratch;
        ulong* heap = (ulong*)(scratch + (length + 16) / 16 * 64);
        int* items = (int*)(heap + kept);
        SortKeys.Load(row, dtype, order, 1, length, keys);
        for (int i = 0; i < kept; i++) heap[i] = (ulong)keys[i] << 32 | (uint)i;
        for (int i = kept / 2 - 1; i >= 0; i--) Sink(heap, i, kept);
        uint bound = (uint)(heap[0] >> 32);
        // Of equal elements the first ones stay: a key that equals the last one that is kept is not taken.
        for (int i = kept; i < length; i++)
        {
            if (keys[i] >= bound) continue;
            heap[0] = (ulong)keys[i] << 32 | (uint)i;
            Sink(heap, 0, kept);
            bound = (uint)(heap[0] >> 32);
        }
        new Span<ulong>(heap, kept).Sort();
        for (int i = 0; i < kept; i++) items[i] = (int)(uint)heap[i];
        return items;
    }

    private static void Sink(ulong* heap, int place, int count)
    {
        ulong value = heap[place];
        while (true)
        {
            int child = 2 * place + 1;
            if (child >= count) break;
            if (child + 1 < count && heap[child + 1] > heap[child]) child++;
            if (heap[child] <= value) break;
            heap[place] = heap[child];
            place = child;
        }
        heap[place] = value;
    }
}
