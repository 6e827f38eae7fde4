using System.Runtime.InteropServices;

namespace Core.Compiler.Execution;

/// <summary>Threads that share the pieces of steps: fork and join in a tenth of a microsecond, because waiting threads spin for a while before they sleep.</summary>
/// <remarks>
/// Pieces are claimed one by one from counters that carry the number of the job, so a late worker finds nothing to do and the caller never waits for one
/// that has not claimed a piece. The caller claims the first ones that are left, every other worker the last ones: what a step reads and writes again at the
/// next call then mostly lies in the cache of the core that does it. One job runs at a time: a caller that finds the pool at work does all its pieces itself,
/// with the same result.
/// </remarks>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Reliability", "CA1001", Justification = "One pool, for as long as the process lives.")]
internal sealed unsafe class WorkerPool
{
    /// <summary>Less work than this, in nanoseconds, is not worth waking a spinning thread for.</summary>
    public const double SmallestShare = 1_500;

    // Claims are the number of the job, how many of its first pieces are taken, and how many of its last ones.
    private const int CountBits = 18;
    private const long OneFirst = 1L << CountBits, OneLast = 1, MostPieces = OneFirst - 1, Shut = -1;
    private const uint LastJob = (1u << (64 - 2 * CountBits)) - 1;

    private const double SmallestWake = 50_000; // waking a sleeping thread takes about that long, in nanoseconds
    private const int SpinMicroseconds = 100;

    private static readonly Lazy<WorkerPool> LazyShared = new(() => new(Environment.ProcessorCount - 1));

    private readonly Semaphore _sleepers = new(0, int.MaxValue);
    private readonly int _workers;
    private Counters _counters;
    private Step? _step;
    private byte** _buffers;
    private int _helpers;
    private Exception? _failure;
    private uint _job;
    private bool _started;

    internal WorkerPool(int workers) => _workers = Math.Max(0, workers);

    /// <summary>The pool of the process, one thread less than there are processors.</summary>
    public static WorkerPool Shared => LazyShared.Value;

    /// <summary>Wakes sleeping threads for steps that follow at once, if those take long enough together.</summary>
    /// <param name="nanoseconds">About how long the steps that can be shared take on one thread.</param>
    /// <param name="threads">How many threads will share them.</param>
    public void Wake(double nanoseconds, int threads)
    {
        if (nanoseconds >= SmallestWake) Wake(Math.Min(threads - 1, _workers));
    }

    private void Wake(int helpers)
    {
        int woken = TakeSleepers(helpers);
        if (woken > 0) _sleepers.Release(woken);
    }

    /// <summary>Runs all pieces of a step, on this thread and up to <paramref name="threads"/> − 1 others.</summary>
    public void Run(Step step, byte** buffers, int threads)
    {
        int pieces = step.Pieces;
        int helpers = Math.Min(Math.Min(threads - 1, _workers), pieces - 1);
        if (helpers > 0) helpers = (int)Math.Min(helpers, step.Nanoseconds / SmallestShare - 1);
        if (helpers <= 0 || pieces > MostPieces || Interlocked.CompareExchange(ref _counters.Busy, 1, 0) != 0)
        {
            byte* memory = Scratch.Of(step.ScratchBytes);
            for (int piece = 0; piece < pieces; piece++) step.Run(buffers, piece, memory);
            return;
        }
        try
        {
            if (!_started) Start();
            // Shut first: a worker that still looks at the last job must not take what follows for it.
            Interlocked.Exchange(ref _counters.Claims, Shut);
            _buffers = buffers;
            (_step, _helpers, _failure) = (step, helpers, null);
            (_counters.Pieces, _counters.Done) = (pieces, 0);
            uint job = _job = _job == LastJob - 1 ? 1 : _job + 1;
            Interlocked.Exchange(ref _counters.Claims, (long)job << 2 * CountBits);
            if (step.Nanoseconds >= SmallestWake) Wake(helpers);
            Work(job, fromEnd: false);
            SpinWait wait = default;
            while (Volatile.Read(ref _counters.Done) != pieces)
            {
                if (wait.NextSpinWillYield) Thread.Yield();
                else wait.SpinOnce(sleep1Threshold: -1);
            }
            Exception? failure = _failure;
            (_step, _failure) = (null, null);
            if (failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
        finally
        {
            Volatile.Write(ref _counters.Busy, 0);
        }
    }

    // Whoever takes a sleeper off the count owes it a release, or is it.
    private int TakeSleepers(int most)
    {
        while (true)
        {
            int sleeping = Volatile.Read(ref _counters.Sleeping), taken = Math.Min(sleeping, most);
            if (taken <= 0 || Interlocked.CompareExchange(ref _counters.Sleeping, sleeping - taken, sleeping) == sleeping) return taken;
        }
    }

    private static uint JobOf(long claims) => (uint)((ulong)claims >> 2 * CountBits);

    private void Work(uint job, bool fromEnd)
    {
        while (true)
        {
            long claims = Volatile.Read(ref _counters.Claims);
            if (JobOf(claims) != job) return;
            int first = (int)(claims >> CountBits & MostPieces), last = (int)(claims & MostPieces);
            // Read before the claim: if it succeeds, the job was still this one.
            Step? step = Volatile.Read(ref _step);
            int pieces = Volatile.Read(ref _counters.Pieces);
            byte** buffers = _buffers;
            if (first + last >= pieces) return;
            if (Interlocked.CompareExchange(ref _counters.Claims, claims + (fromEnd ? OneLast : OneFirst), claims) != claims) continue;
            try
            {
                step!.Run(buffers, fromEnd ? pieces - 1 - last : first, Scratch.Of(step.ScratchBytes));
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref _failure, e, null);
            }
            Interlocked.Increment(ref _counters.Done);
        }
    }

    private void Start()
    {
        for (int i = 0; i < _workers; i++)
        {
            int number = i;
            new Thread(() => Loop(number)) { IsBackground = true, Name = $"vmap worker {number}" }.Start();
        }
        _started = true;
    }

    private void Loop(int number)
    {
        uint seen = 0;
        long patience = System.Diagnostics.Stopwatch.Frequency / 1_000_000 * SpinMicroseconds;
        while (true)
        {
            long start = System.Diagnostics.Stopwatch.GetTimestamp();
            uint job;
            for (int spins = 1; (job = JobOf(Volatile.Read(ref _counters.Claims))) == seen; spins++)
            {
                Thread.SpinWait(1);
                if ((spins & 63) != 0 || System.Diagnostics.Stopwatch.GetTimestamp() - start < patience) continue;
                Interlocked.Increment(ref _counters.Sleeping);
                if (JobOf(Volatile.Read(ref _counters.Claims)) == seen || TakeSleepers(1) <= 0) _sleepers.WaitOne();
                start = System.Diagnostics.Stopwatch.GetTimestamp();
            }
            seen = job;
            if (number < Volatile.Read(ref _helpers)) Work(job, fromEnd: number % 2 == 0);
        }
    }

    /// <summary>What threads write to, each on cache lines of its own.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 640)]
    private struct Counters
    {
        [FieldOffset(128)] public long Claims;
        [FieldOffset(256)] public int Done;
        [FieldOffset(384)] public int Pieces;
        [FieldOffset(392)] public int Busy;
        [FieldOffset(512)] public int Sleeping;
    }
}

/// <summary>Memory of a thread for the pieces that it runs.</summary>
internal sealed unsafe class Scratch
{
    [ThreadStatic]
    private static Scratch? s_current;

    private readonly byte* _memory;
    private readonly long _size;

    private Scratch(long size)
    {
        _size = size;
        _memory = (byte*)NativeMemory.AlignedAlloc((nuint)size, 64);
    }

    ~Scratch() => NativeMemory.AlignedFree(_memory);

    /// <summary>At least so many bytes, 64-byte aligned; good until this thread asks again.</summary>
    public static byte* Of(long bytes)
    {
        if (bytes == 0) return null;
        if (s_current is not { } scratch || scratch._size < bytes) s_current = scratch = new(Math.Max(bytes, 1 << 15));
        return scratch._memory;
    }
}
