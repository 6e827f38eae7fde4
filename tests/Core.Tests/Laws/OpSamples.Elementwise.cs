using Core.Ir;
using static Core.Ir.BinaryKind;
using static Core.Ir.UnaryKind;

namespace Core.Tests.Laws;

public static partial class OpSamples
{
    private static IEnumerable<OpSample> Elementwise() => [.. UnaryFunctions(), .. BinaryFunctions(), .. OtherElementwise()];

    private static IEnumerable<OpSample> UnaryFunctions()
    {
        // All that floating-point numbers have, but for functions whose digits near a pole are not worth much.
        foreach (UnaryKind kind in (UnaryKind[])[Neg, Sign, Floor, Ceil, IsFinite, Exp, Exp2, Log, Expm1, Log1p, Tanh, Logistic, Sin, Cos, Tan, Asin, Acos, Atan, Sinh, Cosh,
            Asinh, Acosh, Atanh, Sqrt, Rsqrt, Cbrt, Square, Abs, Erf, Erfc, ErfInv, Lgamma, Digamma, BesselI0e, BesselI1e, Copy, StopGradient])
            yield return Of(new Unary(kind), "f32[2,3] any");
        foreach (UnaryKind kind in (UnaryKind[])[Neg, Sign, Exp, Log, Expm1, Log1p, Tanh, Logistic, Sin, Cos, Tan, Asin, Acos, Atan, Sinh, Cosh, Asinh, Acosh, Atanh, Sqrt, Rsqrt,
            Square, Abs, Real, Imag, Copy])
            yield return Of(new Unary(kind), "c64[3]");
        foreach (UnaryKind kind in (UnaryKind[])[Neg, Sign, Square, Abs, Not, PopulationCount, Clz]) yield return Of(new Unary(kind), "i8[4] any");
        foreach (UnaryKind kind in (UnaryKind[])[Neg, Sign, Square, Not, PopulationCount, Clz]) yield return Of(new Unary(kind), "u32[2] any");

        yield return Of(new Unary(Exp, "AccuracyMode.HIGHEST"), "f32[2]");
        yield return Of(new Unary(Sin), "bf16[3]");
        yield return Of(new Unary(Exp), "f16[3]");
        yield return Of(new Unary(Lgamma), "f64[2]");
        yield return Of(new Unary(Abs), "c128[2]");
        yield return Of(new Unary(Neg), "i64[] any");
        yield return Of(new Unary(Not), "bool[2,2]");
        yield return Of(new Unary(Cos), "f32[]");
        yield return Of(new Unary(Tanh), "f32[0,2]");
        yield return Of(new Unary(Sqrt), "f32[1,3,1] 0..9");
        yield return Of(new Unary(Copy), "key<fry>[2]");
    }

    private static IEnumerable<OpSample> BinaryFunctions()
    {
        foreach (BinaryKind kind in (BinaryKind[])[Add, Sub, Mul, Div, Rem, Max, Min, Pow, Atan2, NextAfter, BinaryKind.Complex])
            yield return Of(new Binary(kind), "f32[2,3] any", "f32[2,3] any");
        foreach (BinaryKind kind in (BinaryKind[])[Add, Sub, Mul, Div, Pow, Atan2, Max, Min]) yield return Of(new Binary(kind), "c64[3]", "c64[3]");
        foreach (BinaryKind kind in (BinaryKind[])[Add, Sub, Mul, MulHi, Div, Rem, Max, Min, And, Or, Xor])
            yield return Of(new Binary(kind), "i32[2,2] any", "i32[2,2] any");
        foreach (BinaryKind kind in (BinaryKind[])[Add, Mul, MulHi, Div, Rem, Max, Xor]) yield return Of(new Binary(kind), "u8[3] any", "u8[3] any");
        foreach (BinaryKind kind in (BinaryKind[])[ShiftLeft, ShiftRightArithmetic, ShiftRightLogical])
        {
            yield return Of(new Binary(kind), "i16[4] any", "i16[4] 0..18");
            yield return Of(new Binary(kind), "u32[] any", "u32[] 0..33");
        }
        foreach (BinaryKind kind in (BinaryKind[])[And, Or, Xor, Max, Min]) yield return Of(new Binary(kind), "bool[2,2]", "bool[2,2]");
        foreach (BinaryKind kind in (BinaryKind[])[Igamma, Igammac, IgammaGradA]) yield return Of(new Binary(kind), "f32[2,2] 0.1..4", "f32[2,2] 0.1..6");
        yield return Of(new Binary(Zeta), "f32[3] 1.5..5", "f32[3] 0.5..4");
        yield return Of(new Binary(Polygamma), "f32[3] 1..3", "f32[3] 0.5..4");

        yield return Of(new Binary(Pow), "f32[2] 0..3", "i32[2] -3..3");
        yield return Of(new Binary(Pow), "c64[2]", "i32[2] 0..3");
        yield return Of(new Binary(Mul, new RequestedDType("float32", DType.F32)), "bf16[2]", "bf16[2]");
        yield return Of(new Binary(Add), "bf16[3]", "bf16[3]");
        yield return Of(new Binary(Div), "f16[2,2]", "f16[2,2]");
        yield return Of(new Binary(NextAfter), "f64[2] any", "f64[2] any");
        yield return Of(new Binary(BinaryKind.Complex), "f64[2]", "f64[2]");
        yield return Of(new Binary(Sub), "i64[2] any", "i64[2] any");
        yield return Of(new Binary(Add), "f32[]", "f32[]");
        yield return Of(new Binary(Add), "f32[]", "f32[2,3]");
        yield return Of(new Binary(Mul), "f32[2,3]", "f32[]");
        yield return Of(new Binary(Add), "f32[2,1]", "f32[1,3]");
        yield return Of(new Binary(Mul), "f32[0,2]", "f32[0,2]");
        yield return Of(new Binary(Sub), "f32[3,3]", "f32[3,3]");
    }

    private static IEnumerable<OpSample> OtherElementwise()
    {
        foreach ((int exponent, int mantissa) in ((int, int)[])[(5, 10), (8, 7), (2, 0), (11, 52)])
            yield return Of(new ReducePrecision(exponent, mantissa), "f32[2,3] any");
        yield return Of(new ReducePrecision(4, 3), "bf16[3] any");
        yield return Of(new ReducePrecision(4, 3), "f16[3] any");
        yield return Of(new ReducePrecision(8, 7), "f64[3] any");
        yield return Of(new IntegerPow(3), "f32[2,3]");
        yield return Of(new IntegerPow(-2), "f32[4] any");
        yield return Of(new IntegerPow(0), "f32[2] any");
        yield return Of(new IntegerPow(5), "i32[3] any");
        yield return Of(new IntegerPow(2), "u8[3] any");
        yield return Of(new IntegerPow(2), "c64[2]");
        yield return Of(new Round(RoundingMethod.AwayFromZero), "f32[2,3] any");
        yield return Of(new Round(RoundingMethod.ToNearestEven), "f32[2,3] any");
        yield return Of(new Round(RoundingMethod.ToNearestEven), "bf16[3]");
        yield return Of(new Conj(DType.C64), "c64[2,2]");
        yield return Of(new Conj(DType.F32), "f32[3]");
        yield return Of(new AddAny(), "f32[2,3]", "f32[2,3]");
        yield return Of(new AddAny(), "c64[]", "c64[]");
        yield return Of(new RegularizedIncompleteBeta(), "f32[2,2] 0.2..3", "f32[2,2] 0.2..3", "f32[2,2] 0..1");
        yield return Of(new RegularizedIncompleteBeta(), "f32[] 0.2..3", "f32[2] 0.2..3", "f32[2] 0..1");
        yield return Of(new SelectN(), "bool[2,3]", "f32[2,3]", "f32[2,3]");
        yield return Of(new SelectN(), "bool[]", "f32[2,3]", "f32[2,3]");
        yield return Of(new SelectN(), "bool[]", "f32[]", "f32[]");
        yield return Of(new SelectN(), "i32[3] -1..3", "i32[3]", "i32[3]", "i32[3]");
        yield return Of(new SelectN(), "i32[] 0..2", "f32[3,3]", "f32[3,3]", "f32[3,3]");
        yield return Of(new SelectN(), "bool[2]", "f32[2]");
        yield return Of(new SelectN(), "bool[2]", "key<fry>[2]", "key<fry>[2]");
        yield return Of(new Clamp(), "f32[]", "f32[2,3] any", "f32[]");
        yield return Of(new Clamp(), "f32[2,3]", "f32[2,3]", "f32[2,3]");
        yield return Of(new Clamp(), "f32[]", "f32[2,3]", "f32[2,3]");
        yield return Of(new Clamp(), "f32[3]", "f32[3]", "f32[]");
        yield return Of(new Clamp(), "f32[]", "f32[]", "f32[] any");
        yield return Of(new Clamp(), "i32[]", "i32[3] any", "i32[]");
    }
}
