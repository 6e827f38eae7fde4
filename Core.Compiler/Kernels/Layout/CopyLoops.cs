using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Core.Compiler.Kernels;

/// <summary>The loops of copies.</summary>
internal static unsafe class CopyLoops
{
    /// <summary>About how long a copy takes, in nanoseconds.</summary>
    public static double Nanoseconds(CopyPlan plan, int width) => plan.Form switch
    {
        CopyForm.Run or CopyForm.Fill => plan.Count * width * 0.05 + plan.Units * 3,
        CopyForm.Blocks => plan.Count * (0.4 + width * 0.05),
        CopyForm.Strides => plan.Count * 1.0,
    };

    /// <summary>How many pieces a copy has.</summary>
    public static int Pieces(CopyPlan plan, int width) => Share.Pieces(plan.Count, Nanoseconds(plan, width) / Math.Max(plan.Count, 1));

    /// <summary>Runs a piece of a copy of elements of a size in bytes.</summary>
    public static void Run(CopyPlan plan, int width, byte* source, byte* target, int piece, int pieces)
    {
        switch (width)
        {
            case 1: Run((byte*)source, (byte*)target, plan, piece, pieces); break;
            case 2: Run((ushort*)source, (ushort*)target, plan, piece, pieces); break;
            case 4: Run((uint*)source, (uint*)target, plan, piece, pieces); break;
            case 8: Run((ulong*)source, (ulong*)target, plan, piece, pieces); break;
            default: Run((UInt128*)source, (UInt128*)target, plan, piece, pieces); break;
        }
    }

    private static void Run<T>(T* source, T* target, CopyPlan plan, int piece, int pieces) where T : unmanaged
    {
        if (plan.Count == 0) return;
        int rank = plan.Sizes.Length, outer = rank - plan.Inner, cut = plan.Sizes[outer];
        // Many units are dealt out whole; of few, each is cut along its first axis.
        bool whole = plan.Units >= 4 * pieces;
        long chunks = whole ? 1 : Math.Min(cut, pieces);
        (long start, long end) = Share.Of(plan.Units * chunks, pieces, piece);
        long* place = stackalloc long[rank];
        for (long at = start; at < end; at++)
        {
            (long unit, long chunk) = whole ? (at, 0) : Math.DivRem(at, chunks);
            (long first, long last) = Share.Of(cut, (int)chunks, (int)chunk);
            if (at == start || !whole)
            {
                for (int axis = outer - 1; axis >= 0; axis--) (unit, place[axis]) = Math.DivRem(unit, plan.Sizes[axis]);
            }
            long from = plan.Source + first * plan.From[outer], to = plan.Target + first * plan.To[outer];
            for (int axis = 0; axis < outer; axis++)
            {
                from += place[axis] * plan.From[axis];
                to += place[axis] * plan.To[axis];
            }
            Inner(source + from, target + to, plan, last - first);
            if (!whole) continue;
            for (int axis = outer - 1; axis >= 0; axis--)
            {
                if (++place[axis] < plan.Sizes[axis]) break;
                place[axis] = 0;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Inner<T>(T* source, T* target, CopyPlan plan, long count) where T : unmanaged
    {
        switch (plan.Form)
        {
            case CopyForm.Run:
                CopyRun((byte*)source, (byte*)target, count * sizeof(T));
                break;
            case CopyForm.Fill:
                Fill(target, count, *source);
                break;
            case CopyForm.Blocks:
                Transposition.Run(source, plan.From[^1], target, plan.To[^2], count, plan.Sizes[^1]);
                break;
            default:
                Stride(source, plan.From[^1], target, plan.To[^1], count);
                break;
        }
    }

    /// <summary>Repeats an element.</summary>
    public static void Fill<T>(T* target, long count, T value) where T : unmanaged
    {
        for (; count > int.MaxValue; count -= int.MaxValue, target += int.MaxValue) new Span<T>(target, int.MaxValue).Fill(value);
        new Span<T>(target, (int)count).Fill(value);
    }

    /// <summary>Copies bytes; short runs without a call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CopyRun(byte* source, byte* target, long bytes)
    {
        if (bytes > 512) Buffer.MemoryCopy(source, target, bytes, bytes);
        else if (Vector512.IsHardwareAccelerated && bytes >= 64)
        {
            long i = 0;
            for (; i <= bytes - 64; i += 64) Vector512.Store(Vector512.Load(source + i), target + i);
            if (i < bytes) Vector512.Store(Vector512.Load(source + bytes - 64), target + bytes - 64);
        }
        else if (bytes >= 32)
        {
            long i = 0;
            for (; i <= bytes - 32; i += 32) Vector256.Store(Vector256.Load(source + i), target + i);
            if (i < bytes) Vector256.Store(Vector256.Load(source + bytes - 32), target + bytes - 32);
        }
        else if (bytes >= 16)
        {
            Vector128<byte> head = Vector128.Load(source), tail = Vector128.Load(source + bytes - 16);
            Vector128.Store(head, target);
            Vector128.Store(tail, target + bytes - 16);
        }
        else if (bytes >= 8)
        {
            ulong head = Unsafe.ReadUnaligned<ulong>(source), tail = Unsafe.ReadUnaligned<ulong>(source + bytes - 8);
            Unsafe.WriteUnaligned(target, head);
            Unsafe.WriteUnaligned(target + bytes - 8, tail);
        }
        else if (bytes >= 4)
        {
            uint head = Unsafe.ReadUnaligned<uint>(source), tail = Unsafe.ReadUnaligned<uint>(source + bytes - 4);
            Unsafe.WriteUnaligned(target, head);
            Unsafe.WriteUnaligned(target + bytes - 4, tail);
        }
        else
        {
            for (long i = 0; i < bytes; i++) target[i] = source[i];
        }
    }

    /// <summary>Goes from element to element.</summary>
    private static void Stride<T>(T* source, long from, T* target, long to, long count) where T : unmanaged
    {
        for (long i = 0; i < count; i++) target[i * to] = source[i * from];
    }
}
