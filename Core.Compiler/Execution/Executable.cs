using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Core.Ir;

namespace Core.Compiler.Execution;

/// <summary>Where a buffer of a plan lies.</summary>
internal enum BufferKind : byte
{
    Input,
    Output,
    Constant,
    Arena,

    /// <summary>Where a step says, while it runs.</summary>
    Pointer,

    /// <summary>Where another buffer lies.</summary>
    Same,
}

/// <summary>A buffer of a plan.</summary>
/// <param name="Kind">Where it lies.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Number">Of an input or output its position, of a constant its number, in the arena its offset in bytes, of <see cref="BufferKind.Same"/> the other buffer.</param>
internal readonly record struct PlannedBuffer(BufferKind Kind, ArrayType Type, long Number);

/// <summary>A compiled program: steps, and where what they work on lies.</summary>
/// <remarks>Safe to call from many threads at once: every call in flight has an arena of its own.</remarks>
internal sealed unsafe class Executable
{
    private const int TinyTable = 64, TinyArena = 4096; // pointers and bytes on the stack of a call

    private readonly Step[] _steps;
    private readonly PlannedBuffer[] _buffers;
    private readonly byte[][] _constants; // pinned
    private readonly ArrayType[] _outputs;
    private readonly long[] _outputBytes;
    private readonly (int Array, int Buffer)[] _inputBuffers, _outputBuffers;
    private readonly (int Buffer, int Same)[] _same;
    private readonly (int Buffer, bool InArena, nint Address)[] _fixed; // the places of constants, and those in the arena
    private readonly bool _isTiny;
    private readonly int _threads;
    private readonly double _shared; // nanoseconds of the steps that threads can share

    [ThreadStatic]
    private static VmapSettings? s_bounds; // of the call on this thread, where its settings ask for more than all there is

    private readonly ConcurrentBag<Frame> _frames = [];
    private Frame? _idle;

    public Executable(Step[] steps, PlannedBuffer[] buffers, ArrayData[] constants, ReadOnlySpan<bool> inputs, ArrayType[] outputs, long arenaBytes, int threads)
    {
        (_steps, _buffers, _outputs, ArenaBytes, _threads) = (steps, buffers, outputs, arenaBytes, threads);
        _outputBytes = [.. outputs.Select(output => output.ByteSize)];
        ResultBytes = _outputBytes.Sum();
        _constants = new byte[constants.Length][];
        for (int i = 0; i < constants.Length; i++) _constants[i] = Pinned(constants[i]);
        List<(int, int)> same = [];
        for (int i = 0; i < buffers.Length; i++)
        {
            int place = i;
            while (buffers[place].Kind is BufferKind.Same) place = (int)buffers[place].Number;
            if (place != i) same.Add((i, place));
        }
        _same = [.. same];
        foreach (Step step in steps)
            if (step.Pieces > 1) _shared += step.Nanoseconds;
        _fixed = [.. buffers.Index().Where(buffer => buffer.Item.Kind is BufferKind.Constant or BufferKind.Arena).Select(buffer => buffer.Item.Kind is BufferKind.Arena
            ? (buffer.Index, true, (nint)buffer.Item.Number)
            : (buffer.Index, false, (nint)Aligned(_constants[buffer.Item.Number])))];
        _isTiny = buffers.Length <= TinyTable && arenaBytes <= TinyArena;
        List<(int Array, int Buffer)> read = [], written = [];
        for (int i = 0; i < buffers.Length; i++)
        {
            if (buffers[i].Kind is BufferKind.Input && inputs[(int)buffers[i].Number]) read.Add(((int)buffers[i].Number, i));
            else if (buffers[i].Kind is BufferKind.Output) written.Add(((int)buffers[i].Number, i));
        }
        (_inputBuffers, _outputBuffers) = ([.. read], [.. written]);
    }

    /// <summary>Bytes of memory for values that are neither inputs nor outputs.</summary>
    public long ArenaBytes { get; }

    /// <summary>Bytes of memory for the outputs.</summary>
    public long ResultBytes { get; }

    /// <summary>The inputs that callers give away.</summary>
    public ValueArray<int> Donated { get; init; }

    /// <summary>Those of them in whose memory an output is made, and which.</summary>
    public (int Input, int Output)[] Donations { get; init; } = [];

    /// <summary>The steps.</summary>
    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>The buffers.</summary>
    public IReadOnlyList<PlannedBuffer> Buffers => _buffers;

    /// <summary>Runs the program.</summary>
    /// <param name="inputs">One array per input, of its type.</param>
    /// <exception cref="ResourceException">It needs more memory than the settings allow.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ArrayData[] Run(ReadOnlySpan<ArrayData> inputs)
    {
        VmapSettings settings = VmapSettings.Current;
        if (settings.MemoryLimit is { } limit) CheckMemory(ArenaBytes, ResultBytes, limit);
        if (settings.Threads >= _threads && !settings.Cancellation.CanBeCanceled) return RunAll(inputs, _threads);
        VmapSettings? before = s_bounds;
        s_bounds = settings;
        try
        {
            return RunAll(inputs, Math.Min(_threads, settings.Threads));
        }
        finally
        {
            s_bounds = before;
        }
    }

    /// <summary>Refuses a call that needs more memory than a limit.</summary>
    /// <exception cref="ResourceException">It does.</exception>
    public static void CheckMemory(long arena, long results, long limit)
    {
        if (arena + results > limit)
            throw new ResourceException(
                $"a call of the program needs {arena + results} bytes, {arena} for values in between and {results} for its results, more than the limit of {limit}. " +
                "Raise the limit, or run the batch in pieces with chunkSize or maxBytes of Vmap.");
    }

    private ArrayData[] RunAll(ReadOnlySpan<ArrayData> inputs, int threads)
    {
        if (_shared > 0) WorkerPool.Shared.Wake(_shared, threads);
        ArrayData[] results = new ArrayData[_outputs.Length];
        if (Donated.Count > 0) inputs = Take(inputs, results);
        for (int i = 0; i < results.Length; i++)
        {
            ref readonly ArrayType type = ref _outputs[i];
            results[i] ??= ArrayData.AllocateResult(type.DType, type.Shape, _outputBytes[i]);
        }
        if (_isTiny) RunOnStack(inputs, results);
        else RunInFrame(inputs, results);
        // Native blocks live as long as their arrays. The first input keeps alive what holds all of them.
        if (!inputs.IsEmpty) GC.KeepAlive(inputs[0]);
        GC.KeepAlive(results);
        // What has no use is given away too: whether it has one is the compiler's business.
        foreach (int input in Donated)
            if (!HasUse(input)) inputs[input].TakeStorage();
        return results;
    }

    /// <summary>Makes results in the memory of donated inputs, and gives the inputs with those in their places.</summary>
    private ArrayData[] Take(ReadOnlySpan<ArrayData> inputs, ArrayData[] results)
    {
        ArrayData[] own = inputs.ToArray();
        foreach ((int input, int output) in Donations)
            own[input] = results[output] = new(_outputs[output].DType, _outputs[output].Shape, inputs[input].TakeStorage());
        return own;
    }

    // Neither memory from elsewhere nor anything that other threads could want: what a call of a small program costs is these few lines.
    [SkipLocalsInit]
    private void RunOnStack(ReadOnlySpan<ArrayData> inputs, ArrayData[] results)
    {
        byte** table = stackalloc byte*[TinyTable];
        byte* arena = stackalloc byte[TinyArena + 64];
        arena = (byte*)((nint)arena + 63 & ~63);
        Place(table, arena);
        Pin(inputs, _inputBuffers, results, table);
    }

    private void RunInFrame(ReadOnlySpan<ArrayData> inputs, ArrayData[] results)
    {
        Frame frame = Interlocked.Exchange(ref _idle, null) ?? (_frames.TryTake(out Frame? other) ? other : new Frame(this));
        try
        {
            frame.TakeArena();
            Pin(inputs, _inputBuffers, results, frame.Table);
        }
        finally
        {
            frame.ReleaseArena();
            if (Interlocked.CompareExchange(ref _idle, frame, null) is not null) _frames.Add(frame);
        }
    }

    private bool HasUse(int donated)
    {
        foreach ((int input, _) in Donations)
            if (input == donated) return true;
        return false;
    }

    /// <summary>Runs steps one after the other, each on as many threads as pay.</summary>
    public static void Execute(Step[] steps, byte** buffers, int threads)
    {
        if (s_bounds is { } settings)
        {
            ExecuteBound(steps, buffers, Math.Min(threads, settings.Threads), settings.Cancellation);
            return;
        }
        foreach (Step step in steps)
        {
            if (step.Pieces == 1) step.Run(buffers, 0, Scratch.Of(step.ScratchBytes));
            else WorkerPool.Shared.Run(step, buffers, threads);
        }
    }

    private static void ExecuteBound(Step[] steps, byte** buffers, int threads, CancellationToken cancellation)
    {
        foreach (Step step in steps)
        {
            cancellation.ThrowIfCancellationRequested();
            if (step.Pieces == 1) step.Run(buffers, 0, Scratch.Of(step.ScratchBytes));
            else WorkerPool.Shared.Run(cancellation.CanBeCanceled ? new CancellableStep(step, cancellation) : step, buffers, threads);
        }
    }

    // Inputs that nothing reads are left alone. Arrays on the managed heap must not move while their addresses are used. `fixed` is the cheapest way to pin; as their number is known only
    // here, each call of this method pins some, and the innermost one does the work.
    private void Pin(ReadOnlySpan<ArrayData> arrays, ReadOnlySpan<(int Array, int Buffer)> places, ArrayData[]? results, byte** table)
    {
        if (places.Length >= 4)
        {
            fixed (byte* a = arrays[places[0].Array], b = arrays[places[1].Array], c = arrays[places[2].Array], d = arrays[places[3].Array])
            {
                table[places[0].Buffer] = a;
                table[places[1].Buffer] = b;
                table[places[2].Buffer] = c;
                table[places[3].Buffer] = d;
                Pin(arrays, places[4..], results, table);
            }
        }
        else if (places.Length >= 2)
        {
            fixed (byte* a = arrays[places[0].Array], b = arrays[places[1].Array])
            {
                table[places[0].Buffer] = a;
                table[places[1].Buffer] = b;
                Pin(arrays, places[2..], results, table);
            }
        }
        else if (places.Length == 1)
        {
            fixed (byte* a = arrays[places[0].Array])
            {
                table[places[0].Buffer] = a;
                Pin([], [], results, table);
            }
        }
        else if (results is not null) Pin(results, _outputBuffers, null, table);
        else
        {
            foreach ((int buffer, int same) in _same) table[buffer] = table[same];
            Execute(_steps, table, _threads);
        }
    }

    private void Place(byte** table, byte* arena)
    {
        foreach ((int buffer, bool inArena, nint address) in _fixed) table[buffer] = (inArena ? arena : null) + address;
    }

    private static byte[] Pinned(ArrayData constant)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(constant.Bytes.Length + 64, pinned: true);
        constant.Bytes.CopyTo(new Span<byte>(Aligned(bytes), constant.Bytes.Length));
        return bytes;
    }

    private static byte* Aligned(byte[] pinned) => (byte*)((nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned)) + 63 & ~63);

    /// <summary>The table of pointers and the arena of one call in flight.</summary>
    private sealed class Frame
    {
        private const long LargeArena = 1 << 20; // goes back to the pool after each call, so that programs that do not run hold no memory

        private readonly Executable _program;
        private readonly bool _large;
        private byte* _arena;

        public Frame(Executable program)
        {
            _program = program;
            _large = program.ArenaBytes >= LargeArena;
            Table = (byte**)NativeMemory.AllocZeroed((nuint)Math.Max(1, program._buffers.Length), (nuint)sizeof(byte*));
            Place(program.ArenaBytes > 0 && !_large ? (byte*)NativeMemory.AlignedAlloc((nuint)program.ArenaBytes, 64) : null);
        }

        ~Frame()
        {
            NativeMemory.Free(Table);
            if (!_large) NativeMemory.AlignedFree(_arena);
        }

        public byte** Table { get; }

        public void TakeArena()
        {
            if (_large) Place((byte*)NativePool.Rent(_program.ArenaBytes));
        }

        public void ReleaseArena()
        {
            if (!_large || _arena is null) return;
            NativePool.Return((nint)_arena, _program.ArenaBytes);
            _arena = null;
        }

        private void Place(byte* arena)
        {
            _arena = arena;
            _program.Place(Table, arena);
        }
    }
}
