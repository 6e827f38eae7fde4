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
    private readonly int[] _inputBuffers, _outputBuffers;
    private readonly (int Buffer, int Same)[] _same;
    private readonly (int Buffer, bool InArena, nint Address)[] _fixed; // the places of constants, and those in the arena
    private readonly bool _isTiny;
    private readonly int _threads;
    private readonly double _shared; // nanoseconds of the steps that threads can share
    private readonly ConcurrentBag<Frame> _frames = [];
    private Frame? _idle;

    public Executable(Step[] steps, PlannedBuffer[] buffers, ArrayData[] constants, ArrayType[] inputs, ArrayType[] outputs, long arenaBytes, int threads)
    {
        (_steps, _buffers, _outputs, ArenaBytes, _threads) = (steps, buffers, outputs, arenaBytes, threads);
        _outputBytes = [.. outputs.Select(output => output.ByteSize)];
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
        (_inputBuffers, _outputBuffers) = (Places(BufferKind.Input, inputs.Length), Places(BufferKind.Output, outputs.Length));
    }

    /// <summary>Bytes of memory for values that are neither inputs nor outputs.</summary>
    public long ArenaBytes { get; }

    /// <summary>The steps.</summary>
    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>The buffers.</summary>
    public IReadOnlyList<PlannedBuffer> Buffers => _buffers;

    /// <summary>Runs the program.</summary>
    /// <param name="inputs">One array per input, of its type.</param>
    public ArrayData[] Run(ReadOnlySpan<ArrayData> inputs)
    {
        WorkerPool.Shared.Wake(_shared, _threads);
        ArrayData[] results = new ArrayData[_outputs.Length];
        for (int i = 0; i < results.Length; i++)
        {
            ref readonly ArrayType type = ref _outputs[i];
            results[i] = ArrayData.AllocateResult(type.DType, type.Shape, _outputBytes[i]);
        }
        if (_isTiny) RunOnStack(inputs, results);
        else RunInFrame(inputs, results);
        GC.KeepAlive(results);
        return results;
    }

    // Neither memory from elsewhere nor anything that other threads could want: what a call of a small program costs is these few lines.
    [SkipLocalsInit]
    private void RunOnStack(ReadOnlySpan<ArrayData> inputs, ArrayData[] results)
    {
        byte** table = stackalloc byte*[TinyTable];
        byte* arena = stackalloc byte[TinyArena + 64];
        arena = (byte*)((nint)arena + 63 & ~63);
        Place(table, arena);
        Pin(inputs, 0, _inputBuffers, results, table);
    }

    private void RunInFrame(ReadOnlySpan<ArrayData> inputs, ArrayData[] results)
    {
        Frame frame = Interlocked.Exchange(ref _idle, null) ?? (_frames.TryTake(out Frame? other) ? other : new Frame(this));
        try
        {
            frame.TakeArena();
            Pin(inputs, 0, _inputBuffers, results, frame.Table);
        }
        finally
        {
            frame.ReleaseArena();
            if (Interlocked.CompareExchange(ref _idle, frame, null) is not null) _frames.Add(frame);
        }
    }

    /// <summary>Runs steps one after the other, each on as many threads as pay.</summary>
    public static void Execute(Step[] steps, byte** buffers, int threads)
    {
        foreach (Step step in steps)
        {
            if (step.Pieces == 1) step.Run(buffers, 0, Scratch.Of(step.ScratchBytes));
            else WorkerPool.Shared.Run(step, buffers, threads);
        }
    }

    // Arrays on the managed heap must not move while their addresses are used. `fixed` is the cheapest way to pin; as their number is known only
    // here, each call of this method pins four, and the innermost one does the work.
    private void Pin(ReadOnlySpan<ArrayData> arrays, int start, int[] places, ArrayData[]? results, byte** table)
    {
        if (start >= arrays.Length)
        {
            if (results is not null)
            {
                Pin(results, 0, _outputBuffers, null, table);
                return;
            }
            foreach ((int buffer, int same) in _same) table[buffer] = table[same];
            Execute(_steps, table, _threads);
            return;
        }
        int last = arrays.Length - 1;
        fixed (byte* a = arrays[start], b = arrays[Math.Min(start + 1, last)], c = arrays[Math.Min(start + 2, last)], d = arrays[Math.Min(start + 3, last)])
        {
            table[places[start]] = a;
            if (start + 1 <= last) table[places[start + 1]] = b;
            if (start + 2 <= last) table[places[start + 2]] = c;
            if (start + 3 <= last) table[places[start + 3]] = d;
            Pin(arrays, start + 4, places, results, table);
        }
        GC.KeepAlive(arrays[start]);
        if (start + 1 <= last) GC.KeepAlive(arrays[start + 1]);
        if (start + 2 <= last) GC.KeepAlive(arrays[start + 2]);
        if (start + 3 <= last) GC.KeepAlive(arrays[start + 3]);
    }

    private void Place(byte** table, byte* arena)
    {
        foreach ((int buffer, bool inArena, nint address) in _fixed) table[buffer] = (inArena ? arena : null) + address;
    }

    private int[] Places(BufferKind kind, int count)
    {
        int[] places = new int[count];
        for (int i = 0; i < _buffers.Length; i++)
            if (_buffers[i].Kind == kind) places[_buffers[i].Number] = i;
        return places;
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
