using System.Runtime.InteropServices;

namespace Core;

/// <summary>Large blocks of memory outside the managed heap, kept when they are given back: a fresh one costs several times the work on it.</summary>
/// <remarks>
/// Blocks lie on whole cache lines, those of 2 MiB and more on huge pages where the system has them. Results of computations live in such blocks until
/// the garbage collector finds nobody using them; before the pool grows over a budget it asks the collector to look.
/// </remarks>
public static unsafe class NativePool
{
    /// <summary>From this size on, arrays lie in blocks of the pool.</summary>
    public const int SmallestBlock = 1 << 16;

    private const long HugePage = 1 << 21;
    private const long InitialBudget = 256L << 20;

    private static readonly Lock Gate = new();
    private static readonly Dictionary<long, Stack<nint>> Free = [];
    private static long s_inUse, s_kept, s_budget = InitialBudget;

    /// <summary>Bytes in blocks that are in use.</summary>
    public static long BytesInUse => Volatile.Read(ref s_inUse);

    /// <summary>Bytes in blocks that are kept for later.</summary>
    public static long BytesKept => Volatile.Read(ref s_kept);

    /// <summary>The size of the block that holds so many bytes: sizes are rounded up, by at most a quarter, so that blocks fit again.</summary>
    public static long BlockSize(long bytes)
    {
        if (bytes <= SmallestBlock) return SmallestBlock;
        long step = Math.Max(1 << 12, (long)(System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)bytes) >> 3));
        return (bytes + step - 1) / step * step;
    }

    /// <summary>A block of <see cref="BlockSize"/> bytes, not cleared.</summary>
    /// <exception cref="OutOfMemoryException">The system has no more memory.</exception>
    public static nint Rent(long bytes)
    {
        long size = BlockSize(bytes);
        if (TryTake(size, out nint block)) return block;
        if (BytesInUse + size > Volatile.Read(ref s_budget))
        {
            CollectResults();
            if (TryTake(size, out block)) return block;
        }
        Interlocked.Add(ref s_inUse, size);
        try
        {
            return Allocate(size);
        }
        catch (OutOfMemoryException)
        {
            Trim();
            return Allocate(size);
        }
    }

    /// <summary>Gives a block back.</summary>
    /// <param name="block">The block.</param>
    /// <param name="bytes">What it was rented for.</param>
    public static void Return(nint block, long bytes)
    {
        long size = BlockSize(bytes);
        lock (Gate)
        {
            if (!Free.TryGetValue(size, out Stack<nint>? stack)) Free[size] = stack = new();
            stack.Push(block);
            s_kept += size;
            Interlocked.Add(ref s_inUse, -size);
        }
    }

    /// <summary>Gives all kept blocks back to the system.</summary>
    public static void Trim()
    {
        lock (Gate)
        {
            foreach (Stack<nint> stack in Free.Values)
                while (stack.TryPop(out nint block)) NativeMemory.AlignedFree((void*)block);
            s_kept = 0;
        }
    }

    private static bool TryTake(long size, out nint block)
    {
        lock (Gate)
        {
            if (!Free.TryGetValue(size, out Stack<nint>? stack) || !stack.TryPop(out block))
            {
                block = 0;
                return false;
            }
            s_kept -= size;
            Interlocked.Add(ref s_inUse, size);
            return true;
        }
    }

    // Results that nobody holds are found by the collector only, which does not see how much memory hangs on them. When looking did not help, the
    // program holds on to what it has, and the budget grows with it.
    private static void CollectResults()
    {
        long before = BytesInUse;
        GC.Collect(0, GCCollectionMode.Forced, blocking: true);
        GC.WaitForPendingFinalizers();
        if (BytesInUse > before / 2)
        {
            GC.Collect(1, GCCollectionMode.Forced, blocking: true);
            GC.WaitForPendingFinalizers();
        }
        if (BytesInUse > before / 2)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Volatile.Write(ref s_budget, Math.Max(InitialBudget, 2 * BytesInUse));
    }

    private static nint Allocate(long size)
    {
        bool huge = size >= HugePage;
        nint block = (nint)NativeMemory.AlignedAlloc((nuint)size, (nuint)(huge ? HugePage : 4096));
        if (huge) HugePages.Advise(block, size);
        return block;
    }
}

/// <summary>Asks the system for pages of 2 MiB, where it can give them.</summary>
internal static partial class HugePages
{
    private const int HugePageAdvice = 14; // MADV_HUGEPAGE of Linux
    private static bool s_unavailable = !OperatingSystem.IsLinux();

    public static void Advise(nint block, long size)
    {
        if (s_unavailable) return;
        try
        {
            if (madvise(block, (nuint)size, HugePageAdvice) != 0) s_unavailable = true; // pages stay small: slower, nothing else
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            s_unavailable = true;
        }
    }

    [LibraryImport("libc")]
    private static partial int madvise(nint address, nuint length, int advice);
}
