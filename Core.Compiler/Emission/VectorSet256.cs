using System.Reflection;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Core.Compiler.Loops;
using VF = System.Runtime.Intrinsics.Vector256<float>;
using VD = System.Runtime.Intrinsics.Vector256<double>;
using VI = System.Runtime.Intrinsics.Vector256<int>;
using VL = System.Runtime.Intrinsics.Vector256<long>;

namespace Core.Compiler.Emission;

/// <summary>Vectors of 8 32-bit lanes.</summary>
internal sealed unsafe class VectorSet256 : VectorSet
{
    public static readonly VectorSet256 Instance = new();

    public override int Lanes => 8;

    public override bool MasksMemory => Avx2.IsSupported;

    public override Type VectorType(LaneType type) => type switch
    {
        LaneType.F32 => typeof(VF),
        LaneType.F64 => typeof(VD),
        LaneType.I32 => typeof(VI),
        LaneType.I64 => typeof(VL),
        LaneType.Mask => throw None("type", type),
    };

    protected override MethodInfo Resolve(Opcode opcode, LaneType type) => (opcode, type) switch
    {
        (Opcode.Add, LaneType.F32) => Two<VF>(Vector256.Add),
        (Opcode.Add, LaneType.F64) => Two<VD>(Vector256.Add),
        (Opcode.Add, LaneType.I32) => Two<VI>(Vector256.Add),
        (Opcode.Add, LaneType.I64) => Two<VL>(Vector256.Add),
        (Opcode.Sub, LaneType.F32) => Two<VF>(Vector256.Subtract),
        (Opcode.Sub, LaneType.F64) => Two<VD>(Vector256.Subtract),
        (Opcode.Sub, LaneType.I32) => Two<VI>(Vector256.Subtract),
        (Opcode.Sub, LaneType.I64) => Two<VL>(Vector256.Subtract),
        (Opcode.Mul, LaneType.F32) => Two<VF>(Vector256.Multiply),
        (Opcode.Mul, LaneType.F64) => Two<VD>(Vector256.Multiply),
        (Opcode.Mul, LaneType.I32) => Two<VI>(Vector256.Multiply),
        (Opcode.Mul, LaneType.I64) => Two<VL>(Vector256.Multiply),
        (Opcode.Div, LaneType.F32) => Two<VF>(Vector256.Divide),
        (Opcode.Div, LaneType.F64) => Two<VD>(Vector256.Divide),
        (Opcode.Min, LaneType.F32) => Avx.IsSupported ? Two<VF>(Avx.Min) : Two<VF>(Lanes256.Min),
        (Opcode.Min, LaneType.F64) => Avx.IsSupported ? Two<VD>(Avx.Min) : Two<VD>(Lanes256.Min),
        (Opcode.Min, LaneType.I32) => Two<VI>(Vector256.Min),
        (Opcode.Min, LaneType.I64) => Two<VL>(Vector256.Min),
        (Opcode.Max, LaneType.F32) => Avx.IsSupported ? Two<VF>(Avx.Max) : Two<VF>(Lanes256.Max),
        (Opcode.Max, LaneType.F64) => Avx.IsSupported ? Two<VD>(Avx.Max) : Two<VD>(Lanes256.Max),
        (Opcode.Max, LaneType.I32) => Two<VI>(Vector256.Max),
        (Opcode.Max, LaneType.I64) => Two<VL>(Vector256.Max),
        (Opcode.Fma, LaneType.F32) => Fma.IsSupported ? Three<VF>(Fma.MultiplyAdd) : Three<VF>(Vector256.FusedMultiplyAdd),
        (Opcode.Fma, LaneType.F64) => Fma.IsSupported ? Three<VD>(Fma.MultiplyAdd) : Three<VD>(Vector256.FusedMultiplyAdd),
        (Opcode.Fnma, LaneType.F32) => Fma.IsSupported ? Three<VF>(Fma.MultiplyAddNegated) : Three<VF>(Lanes256.Fnma),
        (Opcode.Fnma, LaneType.F64) => Fma.IsSupported ? Three<VD>(Fma.MultiplyAddNegated) : Three<VD>(Lanes256.Fnma),
        (Opcode.Sqrt, LaneType.F32) => One<VF>(Vector256.Sqrt),
        (Opcode.Sqrt, LaneType.F64) => One<VD>(Vector256.Sqrt),
        (Opcode.RoundEven, LaneType.F32) => One<VF>(Vector256.Round),
        (Opcode.RoundEven, LaneType.F64) => One<VD>(Vector256.Round),
        (Opcode.Floor, LaneType.F32) => One<VF>(Vector256.Floor),
        (Opcode.Floor, LaneType.F64) => One<VD>(Vector256.Floor),
        (Opcode.Ceil, LaneType.F32) => One<VF>(Vector256.Ceiling),
        (Opcode.Ceil, LaneType.F64) => One<VD>(Vector256.Ceiling),
        (Opcode.Truncate, LaneType.F32) => One<VF>(Vector256.Truncate),
        (Opcode.Truncate, LaneType.F64) => One<VD>(Vector256.Truncate),
        (Opcode.Scale, LaneType.F32) => Two<VF>(Lanes256.Scale),
        (Opcode.Scale, LaneType.F64) => Two<VD>(Lanes256.Scale),
        (Opcode.Exponent, LaneType.F32) => One<VF>(Lanes256.Exponent),
        (Opcode.Exponent, LaneType.F64) => One<VD>(Lanes256.Exponent),
        (Opcode.Mantissa, LaneType.F32) => One<VF>(Lanes256.Mantissa),
        (Opcode.Mantissa, LaneType.F64) => One<VD>(Lanes256.Mantissa),
        (Opcode.And, LaneType.F32) => Two<VF>(Vector256.BitwiseAnd),
        (Opcode.And, LaneType.F64) => Two<VD>(Vector256.BitwiseAnd),
        (Opcode.And, LaneType.I32) => Two<VI>(Vector256.BitwiseAnd),
        (Opcode.And, LaneType.I64) => Two<VL>(Vector256.BitwiseAnd),
        (Opcode.Or, LaneType.F32) => Two<VF>(Vector256.BitwiseOr),
        (Opcode.Or, LaneType.F64) => Two<VD>(Vector256.BitwiseOr),
        (Opcode.Or, LaneType.I32) => Two<VI>(Vector256.BitwiseOr),
        (Opcode.Or, LaneType.I64) => Two<VL>(Vector256.BitwiseOr),
        (Opcode.Xor, LaneType.F32) => Two<VF>(Vector256.Xor),
        (Opcode.Xor, LaneType.F64) => Two<VD>(Vector256.Xor),
        (Opcode.Xor, LaneType.I32) => Two<VI>(Vector256.Xor),
        (Opcode.Xor, LaneType.I64) => Two<VL>(Vector256.Xor),
        (Opcode.Not, LaneType.F32) => One<VF>(Vector256.OnesComplement),
        (Opcode.Not, LaneType.F64) => One<VD>(Vector256.OnesComplement),
        (Opcode.Not, LaneType.I32) => One<VI>(Vector256.OnesComplement),
        (Opcode.Not, LaneType.I64) => One<VL>(Vector256.OnesComplement),
        (Opcode.ShiftLeft, LaneType.I32) => Shift<VI>(Vector256.ShiftLeft),
        (Opcode.ShiftLeft, LaneType.I64) => Shift<VL>(Vector256.ShiftLeft),
        (Opcode.ShiftRightLogical, LaneType.I32) => Shift<VI>(Vector256.ShiftRightLogical),
        (Opcode.ShiftRightLogical, LaneType.I64) => Shift<VL>(Vector256.ShiftRightLogical),
        (Opcode.ShiftRightArithmetic, LaneType.I32) => Shift<VI>(Vector256.ShiftRightArithmetic),
        (Opcode.ShiftRightArithmetic, LaneType.I64) => Shift<VL>(Vector256.ShiftRightArithmetic),
        (Opcode.ShiftLeftBy, LaneType.I32) => Avx2.IsSupported ? Two<VI>(Lanes256.ShiftLeft) : Two<VI>(LaneMath.ShiftLeft32),
        (Opcode.ShiftLeftBy, LaneType.I64) => Avx2.IsSupported ? Two<VL>(Lanes256.ShiftLeft) : Two<VL>(LaneMath.ShiftLeft64),
        (Opcode.ShiftRightLogicalBy, LaneType.I32) => Avx2.IsSupported ? Two<VI>(Lanes256.ShiftRightLogical) : Two<VI>(LaneMath.ShiftRightLogical32),
        (Opcode.ShiftRightLogicalBy, LaneType.I64) => Avx2.IsSupported ? Two<VL>(Lanes256.ShiftRightLogical) : Two<VL>(LaneMath.ShiftRightLogical64),
        (Opcode.ShiftRightArithmeticBy, LaneType.I32) => Avx2.IsSupported ? Two<VI>(Lanes256.ShiftRightArithmetic) : Two<VI>(LaneMath.ShiftRightArithmetic32),
        (Opcode.ShiftRightArithmeticBy, LaneType.I64) => Two<VL>(LaneMath.ShiftRightArithmetic64),
        (Opcode.PopCount, LaneType.I32) => One<VI>(Lanes256.PopCount),
        (Opcode.PopCount, LaneType.I64) => One<VL>(Lanes256.PopCount),
        (Opcode.LeadingZeros, LaneType.I32) => One<VI>(LaneMath.LeadingZeros32),
        (Opcode.LeadingZeros, LaneType.I64) => One<VL>(LaneMath.LeadingZeros64),
        (Opcode.MinUnsigned, LaneType.I32) => Two<VI>(Lanes256.MinUnsigned),
        (Opcode.MinUnsigned, LaneType.I64) => Two<VL>(Lanes256.MinUnsigned),
        (Opcode.MaxUnsigned, LaneType.I32) => Two<VI>(Lanes256.MaxUnsigned),
        (Opcode.MaxUnsigned, LaneType.I64) => Two<VL>(Lanes256.MaxUnsigned),
        (Opcode.Equal, LaneType.F32) => Two<VF>(Vector256.Equals),
        (Opcode.Equal, LaneType.F64) => Two<VD>(Vector256.Equals),
        (Opcode.Equal, LaneType.I32) => Two<VI>(Vector256.Equals),
        (Opcode.Equal, LaneType.I64) => Two<VL>(Vector256.Equals),
        (Opcode.NotEqual, LaneType.F32) => Avx.IsSupported ? Two<VF>(Avx.CompareNotEqual) : Two<VF>(Lanes256.NotEqual),
        (Opcode.NotEqual, LaneType.F64) => Avx.IsSupported ? Two<VD>(Avx.CompareNotEqual) : Two<VD>(Lanes256.NotEqual),
        (Opcode.NotEqual, LaneType.I32) => Two<VI>(Lanes256.NotEqual),
        (Opcode.NotEqual, LaneType.I64) => Two<VL>(Lanes256.NotEqual),
        (Opcode.Less, LaneType.F32) => Two<VF>(Vector256.LessThan),
        (Opcode.Less, LaneType.F64) => Two<VD>(Vector256.LessThan),
        (Opcode.Less, LaneType.I32) => Two<VI>(Vector256.LessThan),
        (Opcode.Less, LaneType.I64) => Two<VL>(Vector256.LessThan),
        (Opcode.LessEqual, LaneType.F32) => Two<VF>(Vector256.LessThanOrEqual),
        (Opcode.LessEqual, LaneType.F64) => Two<VD>(Vector256.LessThanOrEqual),
        (Opcode.LessEqual, LaneType.I32) => Two<VI>(Vector256.LessThanOrEqual),
        (Opcode.LessEqual, LaneType.I64) => Two<VL>(Vector256.LessThanOrEqual),
        (Opcode.LessUnsigned, LaneType.I32) => Two<VI>(Lanes256.LessUnsigned),
        (Opcode.LessUnsigned, LaneType.I64) => Two<VL>(Lanes256.LessUnsigned),
        (Opcode.LessEqualUnsigned, LaneType.I32) => Two<VI>(Lanes256.LessEqualUnsigned),
        (Opcode.LessEqualUnsigned, LaneType.I64) => Two<VL>(Lanes256.LessEqualUnsigned),

        // (otherwise, then, mask): the comparison right before the call becomes a mask register.
        (Opcode.Select, LaneType.F32) => Avx.IsSupported ? Three<VF>(Avx.BlendVariable) : Three<VF>(Lanes256.Blend),
        (Opcode.Select, LaneType.F64) => Avx.IsSupported ? Three<VD>(Avx.BlendVariable) : Three<VD>(Lanes256.Blend),
        (Opcode.Select, LaneType.I32) => Avx2.IsSupported ? Three<VI>(Avx2.BlendVariable) : Three<VI>(Lanes256.Blend),
        (Opcode.Select, LaneType.I64) => Avx2.IsSupported ? Three<VL>(Avx2.BlendVariable) : Three<VL>(Lanes256.Blend),
        _ => throw None(opcode, type),
    };

    protected override MethodInfo Resolve(VectorOp op, LaneType type) => (op, type) switch
    {
        (VectorOp.Create, LaneType.F32) => To<float, VF>(Vector256.Create),
        (VectorOp.Create, LaneType.F64) => To<double, VD>(Vector256.Create),
        (VectorOp.Create, LaneType.I32) => To<int, VI>(Vector256.Create),
        (VectorOp.Create, LaneType.I64) => To<long, VL>(Vector256.Create),
        (VectorOp.Load, LaneType.F32) => Reads<float, VF>(Vector256.Load),
        (VectorOp.Load, LaneType.F64) => Reads<double, VD>(Vector256.Load),
        (VectorOp.Load, LaneType.I32) => Reads<int, VI>(Vector256.Load),
        (VectorOp.Load, LaneType.I64) => Reads<long, VL>(Vector256.Load),
        (VectorOp.Store, LaneType.F32) => Writes<float, VF>(Vector256.Store),
        (VectorOp.Store, LaneType.F64) => Writes<double, VD>(Vector256.Store),
        (VectorOp.Store, LaneType.I32) => Writes<int, VI>(Vector256.Store),
        (VectorOp.Store, LaneType.I64) => Writes<long, VL>(Vector256.Store),
        (VectorOp.StoreNonTemporal, LaneType.F32) => Writes<float, VF>(Lanes256.StoreNonTemporal),
        (VectorOp.StoreNonTemporal, LaneType.F64) => Writes<double, VD>(Lanes256.StoreNonTemporal),
        (VectorOp.StoreNonTemporal, LaneType.I32) => Writes<int, VI>(Lanes256.StoreNonTemporal),
        (VectorOp.StoreNonTemporal, LaneType.I64) => Writes<long, VL>(Lanes256.StoreNonTemporal),
        (VectorOp.First, LaneType.F32) => To<VF, float>(Vector256.ToScalar),
        (VectorOp.First, LaneType.F64) => To<VD, double>(Vector256.ToScalar),
        (VectorOp.First, LaneType.I32) => To<VI, int>(Vector256.ToScalar),
        (VectorOp.First, LaneType.I64) => To<VL, long>(Vector256.ToScalar),
        (VectorOp.MaskLoad, LaneType.F32) => MaskReads<float, VF>(Avx.MaskLoad),
        (VectorOp.MaskLoad, LaneType.F64) => MaskReads<double, VD>(Avx.MaskLoad),
        (VectorOp.MaskLoad, LaneType.I32) => MaskReads<int, VI>(Avx2.MaskLoad),
        (VectorOp.MaskLoad, LaneType.I64) => MaskReads<long, VL>(Avx2.MaskLoad),
        (VectorOp.MaskStore, LaneType.F32) => MaskWrites<float, VF>(Avx.MaskStore),
        (VectorOp.MaskStore, LaneType.F64) => MaskWrites<double, VD>(Avx.MaskStore),
        (VectorOp.MaskStore, LaneType.I32) => MaskWrites<int, VI>(Avx2.MaskStore),
        (VectorOp.MaskStore, LaneType.I64) => MaskWrites<long, VL>(Avx2.MaskStore),
        (VectorOp.Count, LaneType.I32) => ((Func<VI>)Lanes256.Count32).Method,
        (VectorOp.Count, LaneType.I64) => ((Func<VL>)Lanes256.Count64).Method,
        (VectorOp.WidenLower, LaneType.I64) => To<VI, VL>(Vector256.WidenLower),
        (VectorOp.WidenUpper, LaneType.I64) => To<VI, VL>(Vector256.WidenUpper),
        (VectorOp.Narrow, LaneType.I32) => To2<VL, VI>(Vector256.Narrow),
        (VectorOp.Any, LaneType.I32) => To<VI, int>(Lanes256.Any),
        (VectorOp.Any, LaneType.I64) => To<VL, int>(Lanes256.Any),
        (VectorOp.LoadStrided, LaneType.F32) => ReadsApart<VF>(Lanes256.LoadStridedF32),
        (VectorOp.LoadStrided, LaneType.F64) => ReadsApart<VD>(Lanes256.LoadStridedF64),
        (VectorOp.LoadStrided, LaneType.I32) => ReadsApart<VI>(Lanes256.LoadStridedI32),
        (VectorOp.LoadStrided, LaneType.I64) => ReadsApart<VL>(Lanes256.LoadStridedI64),
        (VectorOp.Smaller, LaneType.F32) => Two<VF>(Vector256.Min),
        (VectorOp.Smaller, LaneType.F64) => Two<VD>(Vector256.Min),
        (VectorOp.Smaller, LaneType.I32) => Two<VI>(Vector256.Min),
        (VectorOp.Smaller, LaneType.I64) => Two<VL>(Vector256.Min),
        (VectorOp.Larger, LaneType.F32) => Two<VF>(Vector256.Max),
        (VectorOp.Larger, LaneType.F64) => Two<VD>(Vector256.Max),
        (VectorOp.Larger, LaneType.I32) => Two<VI>(Vector256.Max),
        (VectorOp.Larger, LaneType.I64) => Two<VL>(Vector256.Max),
        (VectorOp.Swap4, LaneType.F32) => One<VF>(Lanes256.Swap4),
        (VectorOp.Swap4, LaneType.I32) => One<VI>(Lanes256.Swap4),
        (VectorOp.Swap2, LaneType.F32) => One<VF>(Lanes256.Swap2),
        (VectorOp.Swap2, LaneType.F64) => One<VD>(Lanes256.Swap2),
        (VectorOp.Swap2, LaneType.I32) => One<VI>(Lanes256.Swap2),
        (VectorOp.Swap2, LaneType.I64) => One<VL>(Lanes256.Swap2),
        (VectorOp.Swap1, LaneType.F32) => One<VF>(Lanes256.Swap1),
        (VectorOp.Swap1, LaneType.F64) => One<VD>(Lanes256.Swap1),
        (VectorOp.Swap1, LaneType.I32) => One<VI>(Lanes256.Swap1),
        (VectorOp.Swap1, LaneType.I64) => One<VL>(Lanes256.Swap1),
        _ => throw None(op, type),
    };

    protected override MethodInfo ResolveAs(LaneType from, LaneType to) => (from, to) switch
    {
        (LaneType.F32, LaneType.I32) => To<VF, VI>(Vector256.AsInt32),
        (LaneType.I32, LaneType.F32) => To<VI, VF>(Vector256.AsSingle),
        (LaneType.F64, LaneType.I64) => To<VD, VL>(Vector256.AsInt64),
        (LaneType.I64, LaneType.F64) => To<VL, VD>(Vector256.AsDouble),
        _ => throw None("As", to),
    };

    public override Conversion Convert(Opcode opcode, LaneType from, LaneType to, bool upper) => (opcode, from, to) switch
    {
        (Opcode.Convert, LaneType.F32, LaneType.F64) => new(upper ? To<VF, VD>(Vector256.WidenUpper) : To<VF, VD>(Vector256.WidenLower), false),
        (Opcode.Convert, LaneType.F64, LaneType.F32) => new(To2<VD, VF>(Vector256.Narrow), true),
        (Opcode.Convert, LaneType.I32, LaneType.F32) => new(To<VI, VF>(Vector256.ConvertToSingle), false),
        (Opcode.Convert, LaneType.I32, LaneType.F64) => new(upper ? To<VI, VD>(Lanes256.ToDoubleUpper) : To<VI, VD>(Lanes256.ToDoubleLower), false),
        (Opcode.Convert, LaneType.I64, LaneType.F32) => new(To2<VL, VF>(LaneMath.ToSingle<VL, VF>), true),
        (Opcode.Convert, LaneType.I64, LaneType.F64) => new(To<VL, VD>(Vector256.ConvertToDouble), false),
        (Opcode.Convert or Opcode.ConvertTruncate, LaneType.I32, LaneType.I64) => new(upper ? To<VI, VL>(Vector256.WidenUpper) : To<VI, VL>(Vector256.WidenLower), false),
        (Opcode.Convert or Opcode.ConvertUnsigned, LaneType.I64, LaneType.I32) => new(To2<VL, VI>(Vector256.Narrow), true),
        (Opcode.ConvertUnsigned, LaneType.I32, LaneType.F32) => new(To<VI, VF>(Lanes256.ToSingleUnsigned), false),
        (Opcode.ConvertUnsigned, LaneType.I32, LaneType.F64) => new(upper ? To<VI, VD>(Lanes256.ToDoubleUnsignedUpper) : To<VI, VD>(Lanes256.ToDoubleUnsignedLower), false),
        (Opcode.ConvertUnsigned, LaneType.I64, LaneType.F32) => new(To2<VL, VF>(LaneMath.ToSingleUnsigned<VL, VF>), true),
        (Opcode.ConvertUnsigned, LaneType.I64, LaneType.F64) => new(To<VL, VD>(Lanes256.ToDoubleUnsigned), false),
        (Opcode.ConvertUnsigned, LaneType.I32, LaneType.I64) => new(upper ? To<VI, VL>(Lanes256.WidenUnsignedUpper) : To<VI, VL>(Lanes256.WidenUnsignedLower), false),
        (Opcode.ConvertTruncate, LaneType.F32, LaneType.I32) => new(To<VF, VI>(Vector256.ConvertToInt32Native), false),
        (Opcode.ConvertTruncate, LaneType.F32, LaneType.I64) => new(upper ? To<VF, VL>(Lanes256.TruncateUpper) : To<VF, VL>(Lanes256.TruncateLower), false),
        (Opcode.ConvertTruncate, LaneType.F64, LaneType.I32) => new(To2<VD, VI>(Lanes256.Truncate), true),
        (Opcode.ConvertTruncate, LaneType.F64, LaneType.I64) => new(To<VD, VL>(Vector256.ConvertToInt64Native), false),
        _ => throw None(opcode, to),
    };

    public override bool HasNarrow(DType stored, bool masked) => !masked;

    public override MethodInfo LoadNarrow(DType stored, bool masked) => stored switch
    {
        DType.Bool => Reads<byte, VI>(Lanes256.LoadBool),
        DType.I8 => Reads<byte, VI>(Lanes256.LoadI8),
        DType.U8 => Reads<byte, VI>(Lanes256.LoadU8),
        DType.I16 => Reads<byte, VI>(Lanes256.LoadI16),
        DType.U16 => Reads<byte, VI>(Lanes256.LoadU16),
        DType.BF16 => Reads<byte, VF>(Lanes256.LoadBF16),
        DType.F16 => Reads<byte, VF>(Lanes256.LoadF16),
        _ => throw None(stored, LaneType.I32),
    };

    public override MethodInfo StoreNarrow(DType stored, bool masked) => stored switch
    {
        DType.Bool => Writes<byte, VI>(Lanes256.StoreBool),
        DType.I8 or DType.U8 => Writes<byte, VI>(Lanes256.Store8),
        DType.I16 or DType.U16 => Writes<byte, VI>(Lanes256.Store16),
        DType.BF16 => Writes<byte, VF>(Lanes256.StoreBF16),
        DType.F16 => Writes<byte, VF>(Lanes256.StoreF16),
        _ => throw None(stored, LaneType.I32),
    };

    public override MethodInfo LoadSlow(DType stored, LaneType type) => MemoryMethods.Loader<VF, VD, VI, VL>(stored);

    public override MethodInfo StoreSlow(DType stored, LaneType type) => MemoryMethods.Storer<VF, VD, VI, VL>(stored);
}
