using System.Runtime.Intrinsics;
using Core.Compiler.Loops;

namespace Core.Compiler.Emission;

/// <summary>Loops compiled ahead of time, one for each instruction: over blocks of lanes in memory, which are whole vectors long.</summary>
/// <remarks>Masks are 32-bit lanes, −1 or 0. All loops do whole vectors; lanes that do not count hold anything.</remarks>
internal static unsafe class BlockLoops
{
    /// <summary>The loop of an instruction: (result, a, b, c, bits, lanes).</summary>
    public static delegate*<byte*, byte*, byte*, byte*, long, nint, void> Of(Opcode opcode, LaneType type) => (opcode, type) switch
    {
        (Opcode.Add, LaneType.F32) => &Binary<BlockOps.Add<float>, float>,
        (Opcode.Add, LaneType.F64) => &Binary<BlockOps.Add<double>, double>,
        (Opcode.Add, LaneType.I32) => &Binary<BlockOps.Add<int>, int>,
        (Opcode.Add, LaneType.I64) => &Binary<BlockOps.Add<long>, long>,
        (Opcode.Sub, LaneType.F32) => &Binary<BlockOps.Subtract<float>, float>,
        (Opcode.Sub, LaneType.F64) => &Binary<BlockOps.Subtract<double>, double>,
        (Opcode.Sub, LaneType.I32) => &Binary<BlockOps.Subtract<int>, int>,
        (Opcode.Sub, LaneType.I64) => &Binary<BlockOps.Subtract<long>, long>,
        (Opcode.Mul, LaneType.F32) => &Binary<BlockOps.Multiply<float>, float>,
        (Opcode.Mul, LaneType.F64) => &Binary<BlockOps.Multiply<double>, double>,
        (Opcode.Mul, LaneType.I32) => &Binary<BlockOps.Multiply<int>, int>,
        (Opcode.Mul, LaneType.I64) => &Binary<BlockOps.Multiply<long>, long>,
        (Opcode.Div, LaneType.F32) => &Binary<BlockOps.Divide<float>, float>,
        (Opcode.Div, LaneType.F64) => &Binary<BlockOps.Divide<double>, double>,
        (Opcode.And, LaneType.F32) => &Binary<BlockOps.And<float>, float>,
        (Opcode.And, LaneType.F64) => &Binary<BlockOps.And<double>, double>,
        (Opcode.And, LaneType.I32) => &Binary<BlockOps.And<int>, int>,
        (Opcode.And, LaneType.I64) => &Binary<BlockOps.And<long>, long>,
        (Opcode.Or, LaneType.F32) => &Binary<BlockOps.Or<float>, float>,
        (Opcode.Or, LaneType.F64) => &Binary<BlockOps.Or<double>, double>,
        (Opcode.Or, LaneType.I32) => &Binary<BlockOps.Or<int>, int>,
        (Opcode.Or, LaneType.I64) => &Binary<BlockOps.Or<long>, long>,
        (Opcode.Xor, LaneType.F32) => &Binary<BlockOps.Xor<float>, float>,
        (Opcode.Xor, LaneType.F64) => &Binary<BlockOps.Xor<double>, double>,
        (Opcode.Xor, LaneType.I32) => &Binary<BlockOps.Xor<int>, int>,
        (Opcode.Xor, LaneType.I64) => &Binary<BlockOps.Xor<long>, long>,
        (Opcode.And, LaneType.Mask) => &Binary<BlockOps.And<int>, int>,
        (Opcode.Or, LaneType.Mask) => &Binary<BlockOps.Or<int>, int>,
        (Opcode.Xor, LaneType.Mask) => &Binary<BlockOps.Xor<int>, int>,
        (Opcode.Not, LaneType.F32) => &Unary<BlockOps.Not<float>, float>,
        (Opcode.Not, LaneType.F64) => &Unary<BlockOps.Not<double>, double>,
        (Opcode.Not, LaneType.I32) => &Unary<BlockOps.Not<int>, int>,
        (Opcode.Not, LaneType.I64) => &Unary<BlockOps.Not<long>, long>,
        (Opcode.Not, LaneType.Mask) => &Unary<BlockOps.Not<int>, int>,
        (Opcode.Min, LaneType.F32) => &Binary<BlockOps.MinimumSingle, float>,
        (Opcode.Max, LaneType.F32) => &Binary<BlockOps.MaximumSingle, float>,
        (Opcode.Scale, LaneType.F32) => &Binary<BlockOps.ScaleSingle, float>,
        (Opcode.Fma, LaneType.F32) => &Ternary<BlockOps.FmaSingle, float>,
        (Opcode.Fnma, LaneType.F32) => &Ternary<BlockOps.FnmaSingle, float>,
        (Opcode.Sqrt, LaneType.F32) => &Unary<BlockOps.SquareRootSingle, float>,
        (Opcode.RoundEven, LaneType.F32) => &Unary<BlockOps.RoundEvenSingle, float>,
        (Opcode.Floor, LaneType.F32) => &Unary<BlockOps.FloorSingle, float>,
        (Opcode.Ceil, LaneType.F32) => &Unary<BlockOps.CeilingSingle, float>,
        (Opcode.Truncate, LaneType.F32) => &Unary<BlockOps.TruncateSingle, float>,
        (Opcode.Exponent, LaneType.F32) => &Unary<BlockOps.ExponentSingle, float>,
        (Opcode.Mantissa, LaneType.F32) => &Unary<BlockOps.MantissaSingle, float>,
        (Opcode.Min, LaneType.F64) => &Binary<BlockOps.MinimumDouble, double>,
        (Opcode.Max, LaneType.F64) => &Binary<BlockOps.MaximumDouble, double>,
        (Opcode.Scale, LaneType.F64) => &Binary<BlockOps.ScaleDouble, double>,
        (Opcode.Fma, LaneType.F64) => &Ternary<BlockOps.FmaDouble, double>,
        (Opcode.Fnma, LaneType.F64) => &Ternary<BlockOps.FnmaDouble, double>,
        (Opcode.Sqrt, LaneType.F64) => &Unary<BlockOps.SquareRootDouble, double>,
        (Opcode.RoundEven, LaneType.F64) => &Unary<BlockOps.RoundEvenDouble, double>,
        (Opcode.Floor, LaneType.F64) => &Unary<BlockOps.FloorDouble, double>,
        (Opcode.Ceil, LaneType.F64) => &Unary<BlockOps.CeilingDouble, double>,
        (Opcode.Truncate, LaneType.F64) => &Unary<BlockOps.TruncateDouble, double>,
        (Opcode.Exponent, LaneType.F64) => &Unary<BlockOps.ExponentDouble, double>,
        (Opcode.Mantissa, LaneType.F64) => &Unary<BlockOps.MantissaDouble, double>,
        (Opcode.Min, LaneType.I32) => &Binary<BlockOps.Smaller<int>, int>,
        (Opcode.Max, LaneType.I32) => &Binary<BlockOps.Larger<int>, int>,
        (Opcode.ShiftLeft, LaneType.I32) => &Shift<BlockOps.ShiftLeftInt, int>,
        (Opcode.ShiftLeftBy, LaneType.I32) => &Binary<BlockOps.ShiftLeftByInt, int>,
        (Opcode.ShiftRightLogical, LaneType.I32) => &Shift<BlockOps.ShiftRightLogicalInt, int>,
        (Opcode.ShiftRightLogicalBy, LaneType.I32) => &Binary<BlockOps.ShiftRightLogicalByInt, int>,
        (Opcode.ShiftRightArithmetic, LaneType.I32) => &Shift<BlockOps.ShiftRightArithmeticInt, int>,
        (Opcode.ShiftRightArithmeticBy, LaneType.I32) => &Binary<BlockOps.ShiftRightArithmeticByInt, int>,
        (Opcode.PopCount, LaneType.I32) => &Unary<BlockOps.PopCountInt, int>,
        (Opcode.LeadingZeros, LaneType.I32) => &Unary<BlockOps.LeadingZerosInt, int>,
        (Opcode.MinUnsigned, LaneType.I32) => &Binary<BlockOps.MinUnsignedInt, int>,
        (Opcode.MaxUnsigned, LaneType.I32) => &Binary<BlockOps.MaxUnsignedInt, int>,
        (Opcode.Min, LaneType.I64) => &Binary<BlockOps.Smaller<long>, long>,
        (Opcode.Max, LaneType.I64) => &Binary<BlockOps.Larger<long>, long>,
        (Opcode.ShiftLeft, LaneType.I64) => &Shift<BlockOps.ShiftLeftLong, long>,
        (Opcode.ShiftLeftBy, LaneType.I64) => &Binary<BlockOps.ShiftLeftByLong, long>,
        (Opcode.ShiftRightLogical, LaneType.I64) => &Shift<BlockOps.ShiftRightLogicalLong, long>,
        (Opcode.ShiftRightLogicalBy, LaneType.I64) => &Binary<BlockOps.ShiftRightLogicalByLong, long>,
        (Opcode.ShiftRightArithmetic, LaneType.I64) => &Shift<BlockOps.ShiftRightArithmeticLong, long>,
        (Opcode.ShiftRightArithmeticBy, LaneType.I64) => &Binary<BlockOps.ShiftRightArithmeticByLong, long>,
        (Opcode.PopCount, LaneType.I64) => &Unary<BlockOps.PopCountLong, long>,
        (Opcode.LeadingZeros, LaneType.I64) => &Unary<BlockOps.LeadingZerosLong, long>,
        (Opcode.MinUnsigned, LaneType.I64) => &Binary<BlockOps.MinUnsignedLong, long>,
        (Opcode.MaxUnsigned, LaneType.I64) => &Binary<BlockOps.MaxUnsignedLong, long>,
        (Opcode.Equal, LaneType.F32) => &Binary<BlockOps.Equal<float>, float>,
        (Opcode.Equal, LaneType.F64) => &Compare64<BlockOps.Equal<double>, double>,
        (Opcode.Equal, LaneType.I32) => &Binary<BlockOps.Equal<int>, int>,
        (Opcode.Equal, LaneType.I64) => &Compare64<BlockOps.Equal<long>, long>,
        (Opcode.NotEqual, LaneType.F32) => &Binary<BlockOps.NotEqual<float>, float>,
        (Opcode.NotEqual, LaneType.F64) => &Compare64<BlockOps.NotEqual<double>, double>,
        (Opcode.NotEqual, LaneType.I32) => &Binary<BlockOps.NotEqual<int>, int>,
        (Opcode.NotEqual, LaneType.I64) => &Compare64<BlockOps.NotEqual<long>, long>,
        (Opcode.Less, LaneType.F32) => &Binary<BlockOps.Less<float>, float>,
        (Opcode.Less, LaneType.F64) => &Compare64<BlockOps.Less<double>, double>,
        (Opcode.Less, LaneType.I32) => &Binary<BlockOps.Less<int>, int>,
        (Opcode.Less, LaneType.I64) => &Compare64<BlockOps.Less<long>, long>,
        (Opcode.LessEqual, LaneType.F32) => &Binary<BlockOps.LessEqual<float>, float>,
        (Opcode.LessEqual, LaneType.F64) => &Compare64<BlockOps.LessEqual<double>, double>,
        (Opcode.LessEqual, LaneType.I32) => &Binary<BlockOps.LessEqual<int>, int>,
        (Opcode.LessEqual, LaneType.I64) => &Compare64<BlockOps.LessEqual<long>, long>,
        (Opcode.LessUnsigned, LaneType.I32) => &Binary<BlockOps.LessUnsignedInt, int>,
        (Opcode.LessUnsigned, LaneType.I64) => &Compare64<BlockOps.LessUnsignedLong, long>,
        (Opcode.LessEqualUnsigned, LaneType.I32) => &Binary<BlockOps.LessEqualUnsignedInt, int>,
        (Opcode.LessEqualUnsigned, LaneType.I64) => &Compare64<BlockOps.LessEqualUnsignedLong, long>,
        (Opcode.Select, LaneType.F32) => &Select32,
        (Opcode.Select, LaneType.I32) => &Select32,
        (Opcode.Select, LaneType.Mask) => &Select32,
        (Opcode.Select, LaneType.F64) => &Select64,
        (Opcode.Select, LaneType.I64) => &Select64,
        (Opcode.Constant, LaneType.F32) => &Constant32,
        (Opcode.Constant, LaneType.F64) => &Constant64,
        (Opcode.Constant, LaneType.I32) => &Constant32,
        (Opcode.Constant, LaneType.I64) => &Constant64,
        (Opcode.Constant, LaneType.Mask) => &ConstantMask,
        _ => throw new NotSupportedException($"There is no block loop {opcode} of {type}."),
    };

    /// <summary>The loop that takes the smaller number of each lane, NaN where there is one.</summary>
    public static delegate*<byte*, byte*, byte*, byte*, long, nint, void> Smaller(LaneType type) => type switch
    {
        LaneType.F32 => &Binary<BlockOps.Smaller<float>, float>,
        LaneType.F64 => &Binary<BlockOps.Smaller<double>, double>,
        LaneType.I32 or LaneType.Mask => &Binary<BlockOps.Smaller<int>, int>,
        LaneType.I64 => &Binary<BlockOps.Smaller<long>, long>,
    };

    public static delegate*<byte*, byte*, byte*, byte*, long, nint, void> Larger(LaneType type) => type switch
    {
        LaneType.F32 => &Binary<BlockOps.Larger<float>, float>,
        LaneType.F64 => &Binary<BlockOps.Larger<double>, double>,
        LaneType.I32 or LaneType.Mask => &Binary<BlockOps.Larger<int>, int>,
        LaneType.I64 => &Binary<BlockOps.Larger<long>, long>,
    };

    /// <summary>The loop of a conversion.</summary>
    public static delegate*<byte*, byte*, byte*, byte*, long, nint, void> Of(Opcode opcode, LaneType from, LaneType to) => (opcode, from, to) switch
    {
        (Opcode.Convert, LaneType.F32, LaneType.F64) => &Convert<float, double>,
        (Opcode.Convert, LaneType.F64, LaneType.F32) => &Convert<double, float>,
        (Opcode.Convert, LaneType.I32, LaneType.F32) => &Convert<int, float>,
        (Opcode.Convert, LaneType.I32, LaneType.F64) => &Convert<int, double>,
        (Opcode.Convert, LaneType.I32, LaneType.I64) => &Convert<int, long>,
        (Opcode.Convert, LaneType.I64, LaneType.F32) => &Convert<long, float>,
        (Opcode.Convert, LaneType.I64, LaneType.F64) => &Convert<long, double>,
        (Opcode.Convert or Opcode.ConvertUnsigned, LaneType.I64, LaneType.I32) => &Convert<long, int>,
        (Opcode.ConvertUnsigned, LaneType.I32, LaneType.F32) => &Convert<uint, float>,
        (Opcode.ConvertUnsigned, LaneType.I32, LaneType.F64) => &Convert<uint, double>,
        (Opcode.ConvertUnsigned, LaneType.I32, LaneType.I64) => &Convert<uint, long>,
        (Opcode.ConvertUnsigned, LaneType.I64, LaneType.F32) => &Convert<ulong, float>,
        (Opcode.ConvertUnsigned, LaneType.I64, LaneType.F64) => &Convert<ulong, double>,
        (Opcode.ConvertTruncate, LaneType.F32, LaneType.I32) => &Convert<float, int>,
        (Opcode.ConvertTruncate, LaneType.F32, LaneType.I64) => &Convert<float, long>,
        (Opcode.ConvertTruncate, LaneType.F64, LaneType.I32) => &Convert<double, int>,
        (Opcode.ConvertTruncate, LaneType.F64, LaneType.I64) => &Convert<double, long>,
        _ => from is LaneType.F64 or LaneType.I64 ? &Copy64 : &Copy32,
    };

    private static void Unary<TOp, T>(byte* r, byte* a, byte* b, byte* c, long bits, nint lanes) where TOp : IUnary<T> where T : unmanaged
    {
        for (nint i = 0, bytes = lanes * sizeof(T); i < bytes; i += 64) *(Vector512<T>*)(r + i) = TOp.Do(*(Vector512<T>*)(a + i));
    }

    private static void Binary<TOp, T>(byte* r, byte* a, byte* b, byte* c, long bits, nint lanes) where TOp : IBinary<T> where T : unmanaged
    {
        for (nint i = 0, bytes = lanes * sizeof(T); i < bytes; i += 64) *(Vector512<T>*)(r + i) = TOp.Do(*(Vector512<T>*)(a + i), *(Vector512<T>*)(b + i));
    }

    private static void Ternary<TOp, T>(byte* r, byte* a, byte* b, byte* c, long bits, nint lanes) where TOp : ITernary<T> where T : unmanaged
    {
        for (nint i = 0, bytes = lanes * sizeof(T); i < bytes; i += 64) *(Vector512<T>*)(r + i) = TOp.Do(*(Vector512<T>*)(a + i), *(Vector512<T>*)(b + i), *(Vector512<T>*)(c + i));
    }

    private static void Shift<TOp, T>(byte* r, byte* a, byte* b, byte* c, long bits, nint lanes) where TOp : IShift<T> where T : unmanaged
    {
        for (nint i = 0, bytes = lanes * sizeof(T); i < bytes; i += 64) *(Vector512<T>*)(r + i) = TOp.Do(*(Vector512<T>*)(a + i), (int)bits);
    }

    // A comparison of 64-bit lanes gives a mask of 32-bit lanes.
    private static void Compare64<TOp, T>(byte* r, byte* a, byte* b, byte* c, long bits, nint lanes) where TOp : IBinary<T> where T : unmanaged
    {
        for (nint i = 0, bytes = lanes * 8; i < bytes; i += 128)
        {
            Vector512<long> lower = TOp.Do(*(Vector512<T>*)(a + i), *(Vector512<T>*)(b + i)).AsInt64();
            Vector512<long> upper = TOp.Do(*(Vector512<T>*)(a + i + 64), *(Vector512<T>*)(b + i + 64)).AsInt64();
            *(Vector512<int>*)(r + i / 2) = Vector512.Narrow(lower, upper);
        }
    }

    private static void Select32(byte* r, byte* a, byte* b, byte* c, long bits, nint lanes)
    {
        for (nint i = 0, bytes = lanes * 4; i < bytes; i += 64)
            *(Vector512<int>*)(r + i) = Vector512.ConditionalSelect(*(Vector512<int>*)(a + i), *(Vector512<int>*)(b + i), *(Vector512<int>*)(c + i));
    }

    private static void Select64(byte* r, byte* a, byte* b, byte* c, long bits, nint lanes)
    {
        for (nint i = 0, bytes = lanes * 8; i < bytes; i += 128)
        {
            Vector512<int> mask = *(Vector512<int>*)(a + i / 2);
            *(Vector512<long>*)(r + i) = Vector512.ConditionalSelect(Vector512.WidenLower(mask), *(Vector512<long>*)(b + i), *(Vector512<long>*)(c + i));
            *(Vector512<long>*)(r + i + 64) = Vector512.ConditionalSelect(Vector512.WidenUpper(mask), *(Vector512<long>*)(b + i + 64), *(Vector512<long>*)(c + i + 64));
        }
    }

    private static void Constant32(byte* r, byte* a, byte* b, byte* c, long bits, nint lanes) => new Span<int>(r, (int)lanes).Fill((int)bits);

    private static void Constant64(byte* r, byte* a, byte* b, byte* c, long bits, nint lanes) => new Span<long>(r, (int)lanes).Fill(bits);

    private static void ConstantMask(byte* r, byte* a, byte* b, byte* c, long bits, nint lanes) => new Span<int>(r, (int)lanes).Fill(bits != 0 ? -1 : 0);

    private static void Copy32(byte* r, byte* a, byte* b, byte* c, long bits, nint lanes) => Buffer.MemoryCopy(a, r, lanes * 4, lanes * 4);

    private static void Copy64(byte* r, byte* a, byte* b, byte* c, long bits, nint lanes) => Buffer.MemoryCopy(a, r, lanes * 8, lanes * 8);

    private static void Convert<TFrom, TTo>(byte* r, byte* a, byte* b, byte* c, long bits, nint lanes)
        where TFrom : unmanaged, System.Numerics.INumberBase<TFrom> where TTo : unmanaged, System.Numerics.INumberBase<TTo>
    {
        for (nint i = 0; i < lanes; i++) ((TTo*)r)[i] = TTo.CreateTruncating(((TFrom*)a)[i]);
    }
}
