using System.Runtime.Intrinsics;

namespace Core.Compiler.Emission;

/// <summary>An operation on vectors that <see cref="BlockLoops"/> applies to whole blocks.</summary>
internal interface IUnary<T> where T : unmanaged
{
    static abstract Vector512<T> Do(Vector512<T> a);
}

internal interface IBinary<T> where T : unmanaged
{
    static abstract Vector512<T> Do(Vector512<T> a, Vector512<T> b);
}

internal interface ITernary<T> where T : unmanaged
{
    static abstract Vector512<T> Do(Vector512<T> a, Vector512<T> b, Vector512<T> c);
}

internal interface IShift<T> where T : unmanaged
{
    static abstract Vector512<T> Do(Vector512<T> a, int by);
}

internal static class BlockOps
{
    public struct Add<T> : IBinary<T> where T : unmanaged
    {
        public static Vector512<T> Do(Vector512<T> a, Vector512<T> b) => a + b;
    }

    public struct Subtract<T> : IBinary<T> where T : unmanaged
    {
        public static Vector512<T> Do(Vector512<T> a, Vector512<T> b) => a - b;
    }

    public struct Multiply<T> : IBinary<T> where T : unmanaged
    {
        public static Vector512<T> Do(Vector512<T> a, Vector512<T> b) => a * b;
    }

    public struct And<T> : IBinary<T> where T : unmanaged
    {
        public static Vector512<T> Do(Vector512<T> a, Vector512<T> b) => a & b;
    }

    public struct Or<T> : IBinary<T> where T : unmanaged
    {
        public static Vector512<T> Do(Vector512<T> a, Vector512<T> b) => a | b;
    }

    public struct Xor<T> : IBinary<T> where T : unmanaged
    {
        public static Vector512<T> Do(Vector512<T> a, Vector512<T> b) => a ^ b;
    }

    public struct Equal<T> : IBinary<T> where T : unmanaged
    {
        public static Vector512<T> Do(Vector512<T> a, Vector512<T> b) => Vector512.Equals(a, b);
    }

    public struct NotEqual<T> : IBinary<T> where T : unmanaged
    {
        public static Vector512<T> Do(Vector512<T> a, Vector512<T> b) => ~Vector512.Equals(a, b);
    }

    public struct Less<T> : IBinary<T> where T : unmanaged
    {
        public static Vector512<T> Do(Vector512<T> a, Vector512<T> b) => Vector512.LessThan(a, b);
    }

    public struct LessEqual<T> : IBinary<T> where T : unmanaged
    {
        public static Vector512<T> Do(Vector512<T> a, Vector512<T> b) => Vector512.LessThanOrEqual(a, b);
    }

    public struct Smaller<T> : IBinary<T> where T : unmanaged
    {
        public static Vector512<T> Do(Vector512<T> a, Vector512<T> b) => Vector512.Min(a, b);
    }

    public struct Larger<T> : IBinary<T> where T : unmanaged
    {
        public static Vector512<T> Do(Vector512<T> a, Vector512<T> b) => Vector512.Max(a, b);
    }

    public struct Divide<T> : IBinary<T> where T : unmanaged
    {
        public static Vector512<T> Do(Vector512<T> a, Vector512<T> b) => a / b;
    }

    public struct Not<T> : IUnary<T> where T : unmanaged
    {
        public static Vector512<T> Do(Vector512<T> a) => ~a;
    }

    public struct MinimumSingle : IBinary<float>
    {
        public static Vector512<float> Do(Vector512<float> a, Vector512<float> b) => Lanes512.Min(a, b);
    }

    public struct MaximumSingle : IBinary<float>
    {
        public static Vector512<float> Do(Vector512<float> a, Vector512<float> b) => Lanes512.Max(a, b);
    }

    public struct FmaSingle : ITernary<float>
    {
        public static Vector512<float> Do(Vector512<float> a, Vector512<float> b, Vector512<float> c) => Vector512.FusedMultiplyAdd(a, b, c);
    }

    public struct FnmaSingle : ITernary<float>
    {
        public static Vector512<float> Do(Vector512<float> a, Vector512<float> b, Vector512<float> c) => Lanes512.Fnma(a, b, c);
    }

    public struct SquareRootSingle : IUnary<float>
    {
        public static Vector512<float> Do(Vector512<float> a) => Vector512.Sqrt(a);
    }

    public struct RoundEvenSingle : IUnary<float>
    {
        public static Vector512<float> Do(Vector512<float> a) => Vector512.Round(a);
    }

    public struct FloorSingle : IUnary<float>
    {
        public static Vector512<float> Do(Vector512<float> a) => Vector512.Floor(a);
    }

    public struct CeilingSingle : IUnary<float>
    {
        public static Vector512<float> Do(Vector512<float> a) => Vector512.Ceiling(a);
    }

    public struct TruncateSingle : IUnary<float>
    {
        public static Vector512<float> Do(Vector512<float> a) => Vector512.Truncate(a);
    }

    public struct ExponentSingle : IUnary<float>
    {
        public static Vector512<float> Do(Vector512<float> a) => Vector512.Create(Lanes256.Exponent(a.GetLower()), Lanes256.Exponent(a.GetUpper()));
    }

    public struct MantissaSingle : IUnary<float>
    {
        public static Vector512<float> Do(Vector512<float> a) => Vector512.Create(Lanes256.Mantissa(a.GetLower()), Lanes256.Mantissa(a.GetUpper()));
    }

    public struct ScaleSingle : IBinary<float>
    {
        public static Vector512<float> Do(Vector512<float> a, Vector512<float> b) => Vector512.Create(Lanes256.Scale(a.GetLower(), b.GetLower()), Lanes256.Scale(a.GetUpper(), b.GetUpper()));
    }

    public struct MinimumDouble : IBinary<double>
    {
        public static Vector512<double> Do(Vector512<double> a, Vector512<double> b) => Lanes512.Min(a, b);
    }

    public struct MaximumDouble : IBinary<double>
    {
        public static Vector512<double> Do(Vector512<double> a, Vector512<double> b) => Lanes512.Max(a, b);
    }

    public struct FmaDouble : ITernary<double>
    {
        public static Vector512<double> Do(Vector512<double> a, Vector512<double> b, Vector512<double> c) => Vector512.FusedMultiplyAdd(a, b, c);
    }

    public struct FnmaDouble : ITernary<double>
    {
        public static Vector512<double> Do(Vector512<double> a, Vector512<double> b, Vector512<double> c) => Lanes512.Fnma(a, b, c);
    }

    public struct SquareRootDouble : IUnary<double>
    {
        public static Vector512<double> Do(Vector512<double> a) => Vector512.Sqrt(a);
    }

    public struct RoundEvenDouble : IUnary<double>
    {
        public static Vector512<double> Do(Vector512<double> a) => Vector512.Round(a);
    }

    public struct FloorDouble : IUnary<double>
    {
        public static Vector512<double> Do(Vector512<double> a) => Vector512.Floor(a);
    }

    public struct CeilingDouble : IUnary<double>
    {
        public static Vector512<double> Do(Vector512<double> a) => Vector512.Ceiling(a);
    }

    public struct TruncateDouble : IUnary<double>
    {
        public static Vector512<double> Do(Vector512<double> a) => Vector512.Truncate(a);
    }

    public struct ExponentDouble : IUnary<double>
    {
        public static Vector512<double> Do(Vector512<double> a) => Vector512.Create(Lanes256.Exponent(a.GetLower()), Lanes256.Exponent(a.GetUpper()));
    }

    public struct MantissaDouble : IUnary<double>
    {
        public static Vector512<double> Do(Vector512<double> a) => Vector512.Create(Lanes256.Mantissa(a.GetLower()), Lanes256.Mantissa(a.GetUpper()));
    }

    public struct ScaleDouble : IBinary<double>
    {
        public static Vector512<double> Do(Vector512<double> a, Vector512<double> b) => Vector512.Create(Lanes256.Scale(a.GetLower(), b.GetLower()), Lanes256.Scale(a.GetUpper(), b.GetUpper()));
    }

    public struct ShiftLeftInt : IShift<int>
    {
        public static Vector512<int> Do(Vector512<int> a, int by) => Vector512.ShiftLeft(a, by);
    }

    public struct ShiftLeftByInt : IBinary<int>
    {
        public static Vector512<int> Do(Vector512<int> a, Vector512<int> b) => LaneMath.ShiftLeft32(a, b);
    }

    public struct ShiftRightLogicalInt : IShift<int>
    {
        public static Vector512<int> Do(Vector512<int> a, int by) => Vector512.ShiftRightLogical(a, by);
    }

    public struct ShiftRightLogicalByInt : IBinary<int>
    {
        public static Vector512<int> Do(Vector512<int> a, Vector512<int> b) => LaneMath.ShiftRightLogical32(a, b);
    }

    public struct ShiftRightArithmeticInt : IShift<int>
    {
        public static Vector512<int> Do(Vector512<int> a, int by) => Vector512.ShiftRightArithmetic(a, by);
    }

    public struct ShiftRightArithmeticByInt : IBinary<int>
    {
        public static Vector512<int> Do(Vector512<int> a, Vector512<int> b) => LaneMath.ShiftRightArithmetic32(a, b);
    }

    public struct PopCountInt : IUnary<int>
    {
        public static Vector512<int> Do(Vector512<int> a) => Lanes512.PopCount(a);
    }

    public struct LeadingZerosInt : IUnary<int>
    {
        public static Vector512<int> Do(Vector512<int> a) => LaneMath.LeadingZeros32(a);
    }

    public struct MinUnsignedInt : IBinary<int>
    {
        public static Vector512<int> Do(Vector512<int> a, Vector512<int> b) => Lanes512.MinUnsigned(a, b);
    }

    public struct MaxUnsignedInt : IBinary<int>
    {
        public static Vector512<int> Do(Vector512<int> a, Vector512<int> b) => Lanes512.MaxUnsigned(a, b);
    }

    public struct LessUnsignedInt : IBinary<int>
    {
        public static Vector512<int> Do(Vector512<int> a, Vector512<int> b) => Lanes512.LessUnsigned(a, b);
    }

    public struct LessEqualUnsignedInt : IBinary<int>
    {
        public static Vector512<int> Do(Vector512<int> a, Vector512<int> b) => Lanes512.LessEqualUnsigned(a, b);
    }

    public struct ShiftLeftLong : IShift<long>
    {
        public static Vector512<long> Do(Vector512<long> a, int by) => Vector512.ShiftLeft(a, by);
    }

    public struct ShiftLeftByLong : IBinary<long>
    {
        public static Vector512<long> Do(Vector512<long> a, Vector512<long> b) => LaneMath.ShiftLeft64(a, b);
    }

    public struct ShiftRightLogicalLong : IShift<long>
    {
        public static Vector512<long> Do(Vector512<long> a, int by) => Vector512.ShiftRightLogical(a, by);
    }

    public struct ShiftRightLogicalByLong : IBinary<long>
    {
        public static Vector512<long> Do(Vector512<long> a, Vector512<long> b) => LaneMath.ShiftRightLogical64(a, b);
    }

    public struct ShiftRightArithmeticLong : IShift<long>
    {
        public static Vector512<long> Do(Vector512<long> a, int by) => Vector512.ShiftRightArithmetic(a, by);
    }

    public struct ShiftRightArithmeticByLong : IBinary<long>
    {
        public static Vector512<long> Do(Vector512<long> a, Vector512<long> b) => LaneMath.ShiftRightArithmetic64(a, b);
    }

    public struct PopCountLong : IUnary<long>
    {
        public static Vector512<long> Do(Vector512<long> a) => Lanes512.PopCount(a);
    }

    public struct LeadingZerosLong : IUnary<long>
    {
        public static Vector512<long> Do(Vector512<long> a) => LaneMath.LeadingZeros64(a);
    }

    public struct MinUnsignedLong : IBinary<long>
    {
        public static Vector512<long> Do(Vector512<long> a, Vector512<long> b) => Lanes512.MinUnsigned(a, b);
    }

    public struct MaxUnsignedLong : IBinary<long>
    {
        public static Vector512<long> Do(Vector512<long> a, Vector512<long> b) => Lanes512.MaxUnsigned(a, b);
    }

    public struct LessUnsignedLong : IBinary<long>
    {
        public static Vector512<long> Do(Vector512<long> a, Vector512<long> b) => Lanes512.LessUnsigned(a, b);
    }

    public struct LessEqualUnsignedLong : IBinary<long>
    {
        public static Vector512<long> Do(Vector512<long> a, Vector512<long> b) => Lanes512.LessEqualUnsigned(a, b);
    }

}
