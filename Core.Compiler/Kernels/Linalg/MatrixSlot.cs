using System.Numerics;

namespace Core.Compiler.Kernels;

/// <summary>What a matrix, vector or list of places is computed in.</summary>
internal enum SlotKind
{
    /// <summary>Double.</summary>
    Real,

    /// <summary>Pairs of doubles.</summary>
    Complex,

    /// <summary>32-bit integers.</summary>
    Place,

    /// <summary>64-bit integers.</summary>
    LongPlace,
}

/// <summary>A matrix, vector or list of places of one item of a stack, in the memory that the item is computed in.</summary>
/// <param name="Kind">What it is computed in.</param>
/// <param name="Count">How many elements it has.</param>
/// <param name="Source">The buffer it is read from, or -1: then it starts as zeros.</param>
/// <param name="SourceType">What lies there.</param>
/// <param name="Target">The buffer it is written to, or -1.</param>
/// <param name="TargetType">What is written there.</param>
internal readonly unsafe record struct MatrixSlot(SlotKind Kind, int Count, int Source, DType SourceType, int Target, DType TargetType)
{
    /// <summary>The size of an element in bytes while it is computed.</summary>
    public int Width => Kind switch { SlotKind.Real or SlotKind.LongPlace => 8, SlotKind.Complex => 16, SlotKind.Place => 4 };

    /// <summary>Reads the elements of an item.</summary>
    public void Load(byte** buffers, long item, byte* memory)
    {
        if (Source < 0)
        {
            new Span<byte>(memory, Count * Width).Clear();
            return;
        }
        byte* from = buffers[Source] + item * Count * SourceType.ByteSize;
        double* reals = (double*)memory;
        switch (Kind, SourceType)
        {
            case (SlotKind.Real, DType.F32):
                for (int i = 0; i < Count; i++) reals[i] = ((float*)from)[i];
                break;
            case (SlotKind.Real, DType.F16):
                for (int i = 0; i < Count; i++) reals[i] = (double)((Half*)from)[i];
                break;
            case (SlotKind.Real, DType.BF16):
                for (int i = 0; i < Count; i++) reals[i] = ((BFloat16*)from)[i];
                break;
            case (SlotKind.Complex, DType.C64):
                for (int i = 0; i < 2 * Count; i++) reals[i] = ((float*)from)[i];
                break;
            case (SlotKind.LongPlace, _):
                IndexReader.Read(from, SourceType, 0, 1, Count, (long*)memory);
                break;
            default:
                new ReadOnlySpan<byte>(from, Count * Width).CopyTo(new(memory, Count * Width));
                break;
        }
    }

    /// <summary>Writes the elements of an item, each rounded once.</summary>
    public void Store(byte** buffers, long item, byte* memory)
    {
        if (Target < 0) return;
        byte* to = buffers[Target] + item * Count * TargetType.ByteSize;
        double* reals = (double*)memory;
        switch (Kind, TargetType)
        {
            case (SlotKind.Real, DType.F32):
                for (int i = 0; i < Count; i++) ((float*)to)[i] = (float)reals[i];
                break;
            case (SlotKind.Real, DType.F16):
                for (int i = 0; i < Count; i++) ((Half*)to)[i] = (Half)reals[i];
                break;
            case (SlotKind.Real, DType.BF16):
                for (int i = 0; i < Count; i++) ((BFloat16*)to)[i] = (BFloat16)reals[i];
                break;
            case (SlotKind.Complex, DType.C64):
                for (int i = 0; i < 2 * Count; i++) ((float*)to)[i] = (float)reals[i];
                break;
            case (SlotKind.LongPlace, _):
                for (int i = 0; i < Count; i++) IndexReader.Write(to, TargetType, i, ((long*)memory)[i]);
                break;
            default:
                new ReadOnlySpan<byte>(memory, Count * Width).CopyTo(new(to, Count * Width));
                break;
        }
    }
}

/// <summary>The memory of one item.</summary>
internal readonly unsafe ref struct MatrixMemory(byte* memory, MatrixSlot[] slots, int[] offsets)
{
    private readonly byte* _memory = memory;

    /// <summary>The elements of a slot as what they are computed in.</summary>
    public Span<T> Vector<T>(int slot) where T : unmanaged => new(_memory + offsets[slot], slots[slot].Count);

    /// <summary>A slot as a matrix.</summary>
    public Core.Kernels.MatrixSpan<T> Matrix<T>(int slot, int rows, int columns) where T : unmanaged => new(Vector<T>(slot), rows, columns);

    /// <summary>What stands for a result that could not be computed.</summary>
    public void MakeNaN(int slot)
    {
        if (slots[slot].Kind is SlotKind.Complex) Vector<Complex>(slot).Fill(new(double.NaN, double.NaN));
        else Vector<double>(slot).Fill(double.NaN);
    }
}

/// <summary>Computes an item of a stack.</summary>
internal delegate void MatrixKernel(MatrixMemory memory);

/// <summary>Does the same to every item of stacks of matrices: reads it into memory of double precision, computes, and writes the results.</summary>
internal sealed unsafe class MatrixStep : KernelStep
{
    private readonly MatrixSlot[] _slots;
    private readonly int[] _offsets;
    private readonly long _items;
    private readonly MatrixKernel _kernel;
    private readonly string _name;

    /// <summary>A step.</summary>
    /// <param name="name">What is computed.</param>
    /// <param name="items">How many items there are.</param>
    /// <param name="nanoseconds">About how long one takes.</param>
    /// <param name="slots">What an item consists of.</param>
    /// <param name="kernel">What is done with it.</param>
    public MatrixStep(string name, long items, double nanoseconds, MatrixSlot[] slots, MatrixKernel kernel)
        : base(
            [.. slots.Where(slot => slot.Source >= 0).Select(slot => slot.Source).Distinct()],
            [.. slots.Where(slot => slot.Target >= 0).Select(slot => slot.Target).Distinct()], Share.Pieces(items, nanoseconds), items * nanoseconds)
    {
        (_name, _items, _slots, _kernel) = (name, items, slots, kernel);
        _offsets = new int[slots.Length];
        int offset = 0;
        for (int i = 0; i < slots.Length; i++)
        {
            _offsets[i] = offset;
            offset = checked(offset + (slots[i].Count * slots[i].Width + 63) / 64 * 64);
        }
        ScratchBytes = offset;
    }

    /// <inheritdoc/>
    public override long ScratchBytes { get; }

    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        (long start, long end) = Share.Of(_items, Pieces, piece);
        MatrixMemory memory = new(scratch, _slots, _offsets);
        for (long item = start; item < end; item++)
        {
            for (int i = 0; i < _slots.Length; i++) _slots[i].Load(buffers, item, scratch + _offsets[i]);
            _kernel(memory);
            for (int i = 0; i < _slots.Length; i++) _slots[i].Store(buffers, item, scratch + _offsets[i]);
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"{_name} of {_items} items of {string.Join(", ", _slots.Select(slot => slot.Count))} elements";
}
