using System.Numerics;
using System.Runtime.CompilerServices;

namespace Core.Compiler.Contraction;

/// <summary>Kernels for tiles of any size, for programs that may not make code while they run.</summary>
internal static unsafe class PortableTiles
{
    /// <summary>A <see cref="TileKernel"/> that reads the size of the tile from the call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T>(byte* a, byte* b, byte* c, TileCall* call) where T : unmanaged, INumberBase<T>
    {
        for (long count = call->Count; count > 0; count--)
        {
            long i = 0;
            for (; i + 4 <= call->Rows; i += 4) Rows4<T>(a + i * call->ARow, b, c + i * call->CRow, call);
            for (; i < call->Rows; i++) Columns<T>(a + i * call->ARow, b, c + i * call->CRow, call, 0);
            a += call->NextA;
            b += call->NextB;
            c += call->NextC;
        }
    }

    private static void Rows4<T>(byte* a, byte* b, byte* c, TileCall* call) where T : unmanaged, INumberBase<T>
    {
        long j = 0, aRow = call->ARow, cRow = call->CRow;
        int width = Vector<T>.Count;
        for (; j + 2 * width <= call->Columns; j += 2 * width)
        {
            Vector<T> s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default, s30 = default, s31 = default;
            byte* pa = a;
            for (long k = 0; k < call->K; k++)
            {
                T* pb = (T*)(b + (call->Steps == null ? k * call->BRow : call->Steps[k])) + j;
                Vector<T> b0 = Vector.Load(pb), b1 = Vector.Load(pb + width);
                Vector<T> x = new(*(T*)pa);
                s00 = MultiplyAdd(x, b0, s00);
                s01 = MultiplyAdd(x, b1, s01);
                x = new(*(T*)(pa + aRow));
                s10 = MultiplyAdd(x, b0, s10);
                s11 = MultiplyAdd(x, b1, s11);
                x = new(*(T*)(pa + 2 * aRow));
                s20 = MultiplyAdd(x, b0, s20);
                s21 = MultiplyAdd(x, b1, s21);
                x = new(*(T*)(pa + 3 * aRow));
                s30 = MultiplyAdd(x, b0, s30);
                s31 = MultiplyAdd(x, b1, s31);
                pa += call->AColumn;
            }
            bool add = call->Accumulate != 0;
            T* pc = (T*)c + j;
            Put(pc, s00, add);
            Put(pc + width, s01, add);
            pc = (T*)((byte*)pc + cRow);
            Put(pc, s10, add);
            Put(pc + width, s11, add);
            pc = (T*)((byte*)pc + cRow);
            Put(pc, s20, add);
            Put(pc + width, s21, add);
            pc = (T*)((byte*)pc + cRow);
            Put(pc, s30, add);
            Put(pc + width, s31, add);
        }
        for (int i = 0; i < 4; i++) Columns<T>(a + i * aRow, b, c + i * cRow, call, j);
    }

    /// <summary>The columns of a row from one on.</summary>
    private static void Columns<T>(byte* a, byte* b, byte* c, TileCall* call, long j) where T : unmanaged, INumberBase<T>
    {
        bool add = call->Accumulate != 0;
        int width = Vector<T>.Count;
        for (; j + width <= call->Columns; j += width)
        {
            Vector<T> sum = default;
            byte* pa = a;
            for (long k = 0; k < call->K; k++)
            {
                T* pb = (T*)(b + (call->Steps == null ? k * call->BRow : call->Steps[k])) + j;
                sum = MultiplyAdd(new(*(T*)pa), Vector.Load(pb), sum);
                pa += call->AColumn;
            }
            Put((T*)c + j, sum, add);
        }
        for (; j < call->Columns; j++)
        {
            T sum = T.Zero;
            byte* pa = a;
            for (long k = 0; k < call->K; k++)
            {
                T* pb = (T*)(b + (call->Steps == null ? k * call->BRow : call->Steps[k])) + j;
                sum += *(T*)pa * *pb;
                pa += call->AColumn;
            }
            T* pc = (T*)c + j;
            *pc = add ? *pc + sum : sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<T>(T* target, Vector<T> value, bool add) where T : unmanaged, INumberBase<T> => (add ? Vector.Load(target) + value : value).Store(target);

    /// <summary>a·b + c, rounded once where the machine can.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> MultiplyAdd<T>(Vector<T> a, Vector<T> b, Vector<T> c) where T : unmanaged, INumberBase<T>
    {
        if (typeof(T) == typeof(float)) return Vector.MultiplyAddEstimate(a.As<T, float>(), b.As<T, float>(), c.As<T, float>()).As<float, T>();
        if (typeof(T) == typeof(double)) return Vector.MultiplyAddEstimate(a.As<T, double>(), b.As<T, double>(), c.As<T, double>()).As<double, T>();
        return a * b + c;
    }
}
