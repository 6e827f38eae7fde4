using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Core;

/// <summary>Large blocks of memory outside the managed heap, kept when they are given back: a fresh one costs several times the work on it.</summary>
/// <remarks>
/// Blocks lie on whole cache lines, those of 2 MiB and more on huge pages where the system has them. Results of computations live in such blocks until
/// the garbage collector finds nobody using them. It does not see how much memory hangs on them, so the pool asks it to look before it grows over a budget:
/// a small one, because a block that was just in use lies in a cache, and because systems are slow to give memory that was never used.
/// </remarks>
public static unsafe class NativePool
{
    /// <summary>From this size on, arrays lie in blocks of the pool.</summary>
    public const int SmallestBlock = 1 << 16;

    private const long HugePage = 1 << 21;
    // Memory that still lies in a cache is written several times faster than other memory, which takes about 20 GB/s. So little is written before the pool
    // looks for dead results; but looking, which takes longer in a program of many threads and objects, shall not take more than half of that time.
    private const long SmallestGrowth = 12L << 20, LargestGrowth = 256L << 20;
    private const double GrowthPerSecond = 2 * 20e9;
    private const int SweepsUntilStale = 16;

    private static readonly Lock Gate = new();
    private static readonly Dictionary<long, Shelf> Shelves = [];
    private static readonly List<Result> Results = [];
    private static readonly Stack<WeakGCHandle<object>> Handles = [];
    private static long s_inUse, s_kept, s_limit = SmallestGrowth;
    private static double s_seconds = 50e-6; // of a collection of the youngest generation
    private static int s_sweeps, s_collections;

    /// <summary>For each generation, the bytes in use after its last collection.</summary>
    private static readonly long[] Survived = new long[GC.MaxGeneration + 1];

    /// <summary>Bytes in blocks that are in use, or were when the collector last looked.</summary>
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

    /// <summary>A block of <see cref="BlockSize"/> bytes, not cleared, until it is given back.</summary>
    /// <exception cref="OutOfMemoryException">The system has no more memory.</exception>
    public static nint Rent(long bytes)
    {
        lock (Gate) return Take(BlockSize(bytes));
    }

    /// <summary>A block of <see cref="BlockSize"/> bytes, not cleared, until the collector has found that nobody holds its owner.</summary>
    /// <exception cref="OutOfMemoryException">The system has no more memory.</exception>
    internal static nint RentFor(object owner, long bytes)
    {
        long size = BlockSize(bytes);
        lock (Gate)
        {
            nint block = Take(size);
            // Tracked to the end: what a finalizer of somebody else's may still read is in use.
            if (Handles.TryPop(out WeakGCHandle<object> handle)) handle.SetTarget(owner);
            else handle = new(owner, trackResurrection: true);
            Results.Add(new(handle, block, size));
            return block;
        }
    }

    /// <summary>Gives a block back.</summary>
    /// <param name="block">The block.</param>
    /// <param name="bytes">What it was rented for.</param>
    public static void Return(nint block, long bytes)
    {
        lock (Gate) Keep(block, BlockSize(bytes));
    }

    /// <summary>Gives all kept blocks back to the system.</summary>
    public static void Trim()
    {
        lock (Gate) Trim(0);
    }

    private static nint Take(long size)
    {
        if (!Shelves.TryGetValue(size, out Shelf? shelf)) Shelves[size] = shelf = new(size);
        shelf.LastUse = s_sweeps;
        if (shelf.Blocks.Count == 0 && GC.CollectionCount(0) != s_collections) Sweep();
        if (shelf.Blocks.Count == 0 && s_inUse + size > s_limit) Collect();
        if (!shelf.Blocks.TryPop(out nint block))
        {
            if (s_kept > Math.Max(s_limit, LargestGrowth)) Trim(s_limit);
            block = Fresh(size);
        }
        else
        {
            s_kept -= size;
        }
        s_inUse += size;
        return block;
    }

    private static void Keep(nint block, long size)
    {
        Shelves[size].Blocks.Push(block);
        s_kept += size;
        s_inUse -= size;
    }

    /// <summary>Keeps the blocks of results that the collector has found dead.</summary>
    private static void Sweep()
    {
        s_sweeps++;
        s_collections = GC.CollectionCount(0);
        int live = 0;
        for (int i = 0; i < Results.Count; i++)
        {
            Result result = Results[i];
            if (result.Owner.TryGetTarget(out _))
            {
                Results[live++] = result;
                continue;
            }
            Handles.Push(result.Owner);
            Keep(result.Block, result.Size);
        }
        Results.RemoveRange(live, Results.Count - live);
        s_limit = Math.Min(s_limit, s_inUse + Growth(s_inUse));
        TrimStale();
    }

    /// <summary>Gives blocks of sizes that nobody asked for lately back to the system, if many are kept: a program that needed much once shall not hold it for ever.</summary>
    private static void TrimStale()
    {
        long most = Math.Max(s_limit, LargestGrowth);
        if (s_kept > most) Trim(most, before: s_sweeps - SweepsUntilStale);
    }

    // Most results die young. An older generation is looked at when much of what its last collection did not see as in use is.
    private static void Collect()
    {
        long start = Stopwatch.GetTimestamp();
        for (int generation = 0; generation <= GC.MaxGeneration; generation++)
        {
            GC.Collect(generation, GCCollectionMode.Forced, blocking: true);
            Sweep();
            // What takes long once, because code is compiled or other programs run, says little. And the collector is slow where results have driven its own
            // data out of the cache, which a larger growth would make worse: so what counts is about the shortest time of late.
            if (generation == 0) s_seconds = Math.Min(Stopwatch.GetElapsedTime(start).TotalSeconds, 1.02 * s_seconds);
            Survived[generation] = s_inUse;
            if (generation == GC.MaxGeneration || s_inUse - Survived[generation + 1] < Growth(Survived[generation + 1]) / 2) break;
        }
        s_limit = s_inUse + Growth(s_inUse);
    }

    // What is in use is the program's to hold; the limit grows with it.
    private static long Growth(long inUse) => Math.Max(Math.Clamp((long)(s_seconds * GrowthPerSecond), SmallestGrowth, LargestGrowth), inUse / 2);

    /// <summary>Gives blocks back to the system until no more than so many bytes are kept, those of sizes that were not asked for lately first.</summary>
    private static void Trim(long bytes, int before = int.MaxValue)
    {
        foreach (Shelf shelf in Shelves.Values.Where(shelf => shelf.LastUse < before).OrderBy(shelf => shelf.LastUse))
            while (s_kept > bytes && shelf.Blocks.TryPop(out nint block))
            {
                s_kept -= shelf.Size;
                NativeMemory.AlignedFree((void*)block);
            }
    }

    private static nint Fresh(long size)
    {
        try
        {
            return Allocate(size);
        }
        catch (OutOfMemoryException)
        {
            GC.Collect();
            Sweep();
            Trim(0);
            return Allocate(size);
        }
    }

    private static nint Allocate(long size)
    {
        bool huge = size >= HugePage;
        nint block = (nint)NativeMemory.AlignedAlloc((nuint)size, (nuint)(huge ? HugePage : 4096));
        if (huge) HugePages.Advise(block, size);
        return block;
    }

    private readonly record struct Result(WeakGCHandle<object> Owner, nint Block, long Size);

    /// <summary>The kept blocks of one size.</summary>
    private sealed class Shelf(long size)
    {
        public long Size => size;

        public Stack<nint> Blocks { get; } = [];

        public int LastUse { get; set; }
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
