using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Core.Compiler.Kernels;

/// <summary>Loops over what windows along one axis cover. Each window starts with the fold's identity and takes its elements in order.</summary>
/// <typeparam name="S">What is read: <typeparamref name="T"/>, or what an axis before left.</typeparam>
/// <typeparam name="T">What the array has in memory.</typeparam>
/// <typeparam name="W">What is computed with, and written.</typeparam>
/// <typeparam name="C">How elements become numbers.</typeparam>
/// <typeparam name="F">How two numbers become one.</typeparam>
internal static unsafe class WindowLoops<S, T, W, C, F>
    where S : unmanaged where T : unmanaged where W : unmanaged where C : struct, IElement<T, W> where F : struct, IFold<W>
{
    private static bool HasVectors => typeof(S) == typeof(W) && Vector<W>.IsSupported && F.Kind is not FoldKind.Other;

    /// <summary>The window of one place, for neighbours along the axes within: whole rows are combined.</summary>
    /// <param name="source">The first row, at the first of the neighbours.</param>
    /// <param name="step">How far apart the rows lie.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="columns">How many neighbours.</param>
    /// <param name="target">Where they go.</param>
    /// <param name="identity">What each starts with.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows(S* source, long step, long count, int columns, W* target, W identity)
    {
        if (!HasVectors || columns < Vector<W>.Count)
        {
            for (int i = 0; i < columns; i++) target[i] = One(source + i, step, count, identity);
            return;
        }
        int width = Vector<W>.Count, column = 0;
        Vector<W> nothing = Vector.Create(identity);
        for (; column + 4 * width <= columns; column += 4 * width)
        {
            W* read = (W*)source + column;
            Vector<W> a = nothing, b = nothing, c = nothing, d = nothing;
            for (long element = 0; element < count; element++, read += step)
            {
                a = RunLoops.Apply<W, W, F>(a, Vector.Load(read));
                b = RunLoops.Apply<W, W, F>(b, Vector.Load(read + width));
                c = RunLoops.Apply<W, W, F>(c, Vector.Load(read + 2 * width));
                d = RunLoops.Apply<W, W, F>(d, Vector.Load(read + 3 * width));
            }
            W* write = target + column;
            Vector.Store(a, write);
            Vector.Store(b, write + width);
            Vector.Store(c, write + 2 * width);
            Vector.Store(d, write + 3 * width);
        }
        // The last vector ends with the row: it may make a few columns once more.
        for (; column < columns; column += width)
        {
            column = Math.Min(column, columns - width);
            W* read = (W*)source + column;
            Vector<W> a = nothing;
            for (long element = 0; element < count; element++, read += step) a = RunLoops.Apply<W, W, F>(a, Vector.Load(read));
            Vector.Store(a, target + column);
        }
    }

    /// <summary>The windows of places next to each other, in lines whose elements are neighbours.</summary>
    /// <param name="source">The first line.</param>
    /// <param name="window">The window.</param>
    /// <param name="lines">How many lines.</param>
    /// <param name="place">The first place.</param>
    /// <param name="count">How many places.</param>
    /// <param name="target">Where they go, line after line.</param>
    /// <param name="identity">What each starts with.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Lines(S* source, in WindowAxis window, long lines, int place, long count, W* target, W identity)
    {
        (long first, long end) = window.Full;
        (first, end) = (Math.Clamp(first - place, 0, count), Math.Clamp(end - place, 0, count));
        if (lines > 1 && count == window.Places && window.IsTiling) (lines, count, end) = (1, count * lines, count * lines);
        int step = window.Step, stride = window.Stride;
        for (long line = 0; line < lines; line++, source += window.Axis.Length, target += count)
        {
            for (long k = 0; k < first; k++) target[k] = Edge(source, window, place + k, identity);
            for (long k = end; k < count; k++) target[k] = Edge(source, window, place + k, identity);
            S* read = source + ((long)place + first) * stride - window.Low;
            long full = end - first;
            if (HasVectors && full >= Vector<W>.Count && stride == 1) Full<Strides.One>((W*)read, 1, step, window.Size, full, target + first, identity);
            else if (HasVectors && full >= Vector<W>.Count && Strides.Exist<W>())
            {
                if (stride == 2) Full<Strides.Two>((W*)read, 2, step, window.Size, full, target + first, identity);
                else Full<Strides.Any>((W*)read, stride, step, window.Size, full, target + first, identity);
            }
            else for (long k = first; k < end; k++, read += stride) target[k] = One(read, step, window.Size, identity);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Full<R>(W* source, long stride, long step, long size, long count, W* target, W identity) where R : struct, IStride
    {
        int width = Vector<W>.Count;
        Vector<W> nothing = Vector.Create(identity);
        long place = 0;
        for (; place + 2 * width <= count; place += 2 * width)
        {
            W* read = source + place * stride;
            Vector<W> a = nothing, b = nothing;
            for (long element = 0; element < size; element++, read += step)
            {
                a = RunLoops.Apply<W, W, F>(a, R.Load(read, stride));
                b = RunLoops.Apply<W, W, F>(b, R.Load(read + width * stride, stride));
            }
            Vector.Store(a, target + place);
            Vector.Store(b, target + place + width);
        }
        // The last vector ends with the line: it may make a few places once more.
        for (; place < count; place += width)
        {
            place = Math.Min(place, count - width);
            W* read = source + place * stride;
            Vector<W> a = nothing;
            for (long element = 0; element < size; element++, read += step) a = RunLoops.Apply<W, W, F>(a, R.Load(read, stride));
            Vector.Store(a, target + place);
        }
    }

    private static W Edge(S* line, in WindowAxis window, long place, W identity)
    {
        (long index, long count) = window.Covered(place);
        return One(line + index, window.Step, count, identity);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static W One(S* read, long step, long count, W sum)
    {
        for (long element = 0; element < count; element++, read += step) sum = F.Apply(sum, typeof(S) == typeof(W) ? *(W*)read : C.Load(*(T*)read));
        return sum;
    }
}

/// <summary>How a vector of numbers is read whose elements lie a stride apart. Nothing behind the last one is read.</summary>
internal unsafe interface IStride
{
    static abstract Vector<W> Load<W>(W* read, long stride) where W : unmanaged;
}

/// <summary>The strides.</summary>
internal static unsafe class Strides
{
    /// <summary>Whether there are such loads other than of neighbours.</summary>
    public static bool Exist<W>() where W : unmanaged => sizeof(W) is 4 or 8 && Vector<byte>.Count is 16 or 32;

    /// <summary>Neighbours.</summary>
    internal readonly struct One : IStride
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<W> Load<W>(W* read, long stride) where W : unmanaged => Vector.Load(read);
    }

    /// <summary>Every other one: of two vectors, the second of which starts with the first one's last element, the even elements of one and the odd ones of the other.</summary>
    internal readonly struct Two : IStride
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<W> Load<W>(W* read, long stride) where W : unmanaged
        {
            W* second = read + Vector<W>.Count - 1;
            if (Vector<byte>.Count == 32)
            {
                if (sizeof(W) == 4)
                {
                    Vector256<int> mixed = Vector256.ConditionalSelect(Vector256.Create(-1, 0, -1, 0, -1, 0, -1, 0), Vector256.Load((int*)read), Vector256.Load((int*)second));
                    return Vector256.Shuffle(mixed, Vector256.Create(0, 2, 4, 6, 1, 3, 5, 7)).As<int, W>().AsVector();
                }
                Vector256<long> pairs = Vector256.ConditionalSelect(Vector256.Create(-1L, 0, -1, 0), Vector256.Load((long*)read), Vector256.Load((long*)second));
                return Vector256.Shuffle(pairs, Vector256.Create(0L, 2, 1, 3)).As<long, W>().AsVector();
            }
            if (sizeof(W) == 4)
            {
                Vector128<int> mixed = Vector128.ConditionalSelect(Vector128.Create(-1, 0, -1, 0), Vector128.Load((int*)read), Vector128.Load((int*)second));
                return Vector128.Shuffle(mixed, Vector128.Create(0, 2, 1, 3)).As<int, W>().AsVector();
            }
            return Vector128.Create(*(long*)read, *(long*)(read + 2)).As<long, W>().AsVector();
        }
    }

    /// <summary>Any stride, number by number.</summary>
    internal readonly struct Any : IStride
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<W> Load<W>(W* read, long stride) where W : unmanaged
        {
            W* half = read + stride * (Vector<W>.Count / 2);
            if (Vector<byte>.Count == 32) return Vector256.Create(Half(read, stride), Half(half, stride)).AsVector();
            return sizeof(W) == 4
                ? Vector128.Create(*(int*)read, *(int*)(read + stride), *(int*)half, *(int*)(half + stride)).As<int, W>().AsVector()
                : Vector128.Create(*(long*)read, *(long*)half).As<long, W>().AsVector();
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector128<W> Half<W>(W* read, long stride) where W : unmanaged => sizeof(W) == 4
            ? Vector128.Create(*(int*)read, *(int*)(read + stride), *(int*)(read + 2 * stride), *(int*)(read + 3 * stride)).As<int, W>()
            : Vector128.Create(*(long*)read, *(long*)(read + stride)).As<long, W>();
    }
}
