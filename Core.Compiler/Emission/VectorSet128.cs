using System.Reflection;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Core.Compiler.Loops;
using VF = System.Runtime.Intrinsics.Vector128<float>;
using VD = System.Runtime.Intrinsics.Vector128<double>;
using VI = System.Runtime.Intrinsics.Vector128<int>;
using VL = System.Runtime.Intrinsics.Vector128<long>;

namespace Core.Compiler.Emission;

/// <summary>Vectors of 4 32-bit lanes.</summary>
internal sealed unsafe class VectorSet128 : VectorSet
{
    public static readonly VectorSet128 Instance = new();

    public override int Lanes => 4;

    public override bool MasksMemory => false;

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
        (Opcode.Add, LaneType.F32) => Two<VF>(Vector128.Add),
        (Opcode.Add, LaneType.F64) => Two<VD>(Vector128.Add),
        (Opcode.Add, LaneType.I32) => Two<VI>(Vector128.Add),
        (Opcode.Add, LaneType.I64) => Two<VL>(Vector128.Add),
        (Opcode.Sub, LaneType.F32) => Two<VF>(Vector128.Subtract),
        (Opcode.Sub, LaneType.F64) => Two<VD>(Vector128.Subtract),
        (Opcode.Sub, LaneType.I32) => Two<VI>(Vector128.Subtract),
        (Opcode.Sub, LaneType.I64) => Two<VL>(Vector128.Subtract),
        (Opcode.Mul, LaneType.F32) => Two<VF>(Vector128.Multiply),
        (Opcode.Mul, LaneType.F64) => Two<VD>(Vector128.Multiply),
        (Opcode.Mul, LaneType.I32) => Two<VI>(Vector128.Multiply),
        (Opcode.Mul, LaneType.I64) => Two<VL>(Vector128.Multiply),
        (Opcode.Div, LaneType.F32) => Two<VF>(Vector128.Divide),
        (Opcode.Div, LaneType.F64) => Two<VD>(Vector128.Divide),
        (Opcode.Min, LaneType.F32) => Two<VF>(Lanes128.Min),
        (Opcode.Min, LaneType.F64) => Two<VD>(Lanes128.Min),
        (Opcode.Min, LaneType.I32) => Two<VI>(Vector128.Min),
        (Opcode.Min, LaneType.I64) => Two<VL>(Vector128.Min),
        (Opcode.Max, LaneType.F32) => Two<VF>(Lanes128.Max),
        (Opcode.Max, LaneType.F64) => Two<VD>(Lanes128.Max),
        (Opcode.Max, LaneType.I32) => Two<VI>(Vector128.Max),
        (Opcode.Max, LaneType.I64) => Two<VL>(Vector128.Max),
        (Opcode.Fma, LaneType.F32) => Fma.IsSupported ? Three<VF>(Fma.MultiplyAdd) : Three<VF>(Vector128.FusedMultiplyAdd),
        (Opcode.Fma, LaneType.F64) => Fma.IsSupported ? Three<VD>(Fma.MultiplyAdd) : Three<VD>(Vector128.FusedMultiplyAdd),
        (Opcode.Fnma, LaneType.F32) => Three<VF>(Lanes128.Fnma),
        (Opcode.Fnma, LaneType.F64) => Three<VD>(Lanes128.Fnma),
        (Opcode.Sqrt, LaneType.F32) => One<VF>(Vector128.Sqrt),
        (Opcode.Sqrt, LaneType.F64) => One<VD>(Vector128.Sqrt),
        (Opcode.RoundEven, LaneType.F32) => One<VF>(Vector128.Round),
        (Opcode.RoundEven, LaneType.F64) => One<VD>(Vector128.Round),
        (Opcode.Floor, LaneType.F32) => One<VF>(Vector128.Floor),
        (Opcode.Floor, LaneType.F64) => One<VD>(Vector128.Floor),
        (Opcode.Ceil, LaneType.F32) => One<VF>(Vector128.Ceiling),
        (Opcode.Ceil, LaneType.F64) => One<VD>(Vector128.Ceiling),
        (Opcode.Truncate, LaneType.F32) => One<VF>(Vector128.Truncate),
        (Opcode.Truncate, LaneType.F64) => One<VD>(Vector128.Truncate),
        (Opcode.Scale, LaneType.F32) => Two<VF>(Lanes128.Scale),
        (Opcode.Scale, LaneType.F64) => Two<VD>(Lanes128.Scale),
        (Opcode.Exponent, LaneType.F32) => One<VF>(Lanes128.Exponent),
        (Opcode.Exponent, LaneType.F64) => One<VD>(Lanes128.Exponent),
        (Opcode.Mantissa, LaneType.F32) => One<VF>(Lanes128.Mantissa),
        (Opcode.Mantissa, LaneType.F64) => One<VD>(Lanes128.Mantissa),
        (Opcode.And, LaneType.F32) => Two<VF>(Vector128.BitwiseAnd),
        (Opcode.And, LaneType.F64) => Two<VD>(Vector128.BitwiseAnd),
        (Opcode.And, LaneType.I32) => Two<VI>(Vector128.BitwiseAnd),
        (Opcode.And, LaneType.I64) => Two<VL>(Vector128.BitwiseAnd),
        (Opcode.Or, LaneType.F32) => Two<VF>(Vector128.BitwiseOr),
        (Opcode.Or, LaneType.F64) => Two<VD>(Vector128.BitwiseOr),
        (Opcode.Or, LaneType.I32) => Two<VI>(Vector128.BitwiseOr),
        (Opcode.Or, LaneType.I64) => Two<VL>(Vector128.BitwiseOr),
        (Opcode.Xor, LaneType.F32) => Two<VF>(Vector128.Xor),
        (Opcode.Xor, LaneType.F64) => Two<VD>(Vector128.Xor),
        (Opcode.Xor, LaneType.I32) => Two<VI>(Vector128.Xor),
        (Opcode.Xor, LaneType.I64) => Two<VL>(Vector128.Xor),
        (Opcode.Not, LaneType.F32) => One<VF>(Vector128.OnesComplement),
        (Opcode.Not, LaneType.F64) => One<VD>(Vector128.OnesComplement),
        (Opcode.Not, LaneType.I32) => One<VI>(Vector128.OnesComplement),
        (Opcode.Not, LaneType.I64) => One<VL>(Vector128.OnesComplement),
        (Opcode.ShiftLeft, LaneType.I32) => Shift<VI>(Vector128.ShiftLeft),
        (Opcode.ShiftLeft, LaneType.I64) => Shift<VL>(Vector128.ShiftLeft),
        (Opcode.ShiftRightLogical, LaneType.I32) => Shift<VI>(Vector128.ShiftRightLogical),
        (Opcode.ShiftRightLogical, LaneType.I64) => Shift<VL>(Vector128.ShiftRightLogical),
        (Opcode.ShiftRightArithmetic, LaneType.I32) => Shift<VI>(Vector128.ShiftRightArithmetic),
        (Opcode.ShiftRightArithmetic, LaneType.I64) => Shift<VL>(Vector128.ShiftRightArithmetic),
        (Opcode.ShiftLeftBy, LaneType.I32) => Two<VI>(LaneMath.ShiftLeft32),
        (Opcode.ShiftLeftBy, LaneType.I64) => Two<VL>(LaneMath.ShiftLeft64),
        (Opcode.ShiftRightLogicalBy, LaneType.I32) => Two<VI>(LaneMath.ShiftRightLogical32),
        (Opcode.ShiftRightLogicalBy, LaneType.I64) => Two<VL>(LaneMath.ShiftRightLogical64),
        (Opcode.ShiftRightArithmeticBy, LaneType.I32) => Two<VI>(LaneMath.ShiftRightArithmetic32),
        (Opcode.ShiftRightArithmeticBy, LaneType.I64) => Two<VL>(LaneMath.ShiftRightArithmetic64),
        (Opcode.PopCount, LaneType.I32) => One<VI>(Lanes128.PopCount),
        (Opcode.PopCount, LaneType.I64) => One<VL>(Lanes128.PopCount),
        (Opcode.LeadingZeros, LaneType.I32) => One<VI>(LaneMath.LeadingZeros32),
        (Opcode.LeadingZeros, LaneType.I64) => One<VL>(LaneMath.LeadingZeros64),
        (Opcode.MinUnsigned, LaneType.I32) => Two<VI>(Lanes128.MinUnsigned),
        (Opcode.MinUnsigned, LaneType.I64) => Two<VL>(Lanes128.MinUnsigned),
        (Opcode.MaxUnsigned, LaneType.I32) => Two<VI>(Lanes128.MaxUnsigned),
        (Opcode.MaxUnsigned, LaneType.I64) => Two<VL>(Lanes128.MaxUnsigned),
        (Opcode.Equal, LaneType.F32) => Two<VF>(Vector128.Equals),
        (Opcode.Equal, LaneType.F64) => Two<VD>(Vector128.Equals),
        (Opcode.Equal, LaneType.I32) => Two<VI>(Vector128.Equals),
        (Opcode.Equal, LaneType.I64) => Two<VL>(Vector128.Equals),
        (Opcode.NotEqual, LaneType.F32) => Two<VF>(Lanes128.NotEqual),
        (Opcode.NotEqual, LaneType.F64) => Two<VD>(Lanes128.NotEqual),
        (Opcode.NotEqual, LaneType.I32) => Two<VI>(Lanes128.NotEqual),
        (Opcode.NotEqual, LaneType.I64) => Two<VL>(Lanes128.NotEqual),
        (Opcode.Less, LaneType.F32) => Two<VF>(Vector128.LessThan),
        (Opcode.Less, LaneType.F64) => Two<VD>(Vector128.LessThan),
        (Opcode.Less, LaneType.I32) => Two<VI>(Vector128.LessThan),
        (Opcode.Less, LaneType.I64) => Two<VL>(Vector128.LessThan),
        (Opcode.LessEqual, LaneType.F32) => Two<VF>(Vector128.LessThanOrEqual),
        (Opcode.LessEqual, LaneType.F64) => Two<VD>(Vector128.LessThanOrEqual),
        (Opcode.LessEqual, LaneType.I32) => Two<VI>(Vector128.LessThanOrEqual),
        (Opcode.LessEqual, LaneType.I64) => Two<VL>(Vector128.LessThanOrEqual),
        (Opcode.LessUnsigned, LaneType.I32) => Two<VI>(Lanes128.LessUnsigned),
        (Opcode.LessUnsigned, LaneType.I64) => Two<VL>(Lanes128.LessUnsigned),
        (Opcode.LessEqualUnsigned, LaneType.I32) => Two<VI>(Lanes128.LessEqualUnsigned),
        (Opcode.LessEqualUnsigned, LaneType.I64) => Two<VL>(Lanes128.LessEqualUnsigned),

        // (otherwise, then, mask): the comparison right before the call becomes a mask register.
        (Opcode.Select, LaneType.F32) => Three<VF>(Lanes128.Blend),
        (Opcode.Select, LaneType.F64) => Three<VD>(Lanes128.Blend),
        (Opcode.Select, LaneType.I32) => Three<VI>(Lanes128.Blend),
        (Opcode.Select, LaneType.I64) => Three<VL>(Lanes128.Blend),
        _ => throw None(opcode, type),
    };

    protected override MethodInfo Resolve(VectorOp op, LaneType type) => (op, type) switch
    {
        (VectorOp.Create, LaneType.F32) => To<float, VF>(Vector128.Create),
        (VectorOp.Create, LaneType.F64) => To<double, VD>(Vector128.Create),
        (VectorOp.Create, LaneType.I32) => To<int, VI>(Vector128.Create),
        (VectorOp.Create, LaneType.I64) => To<long, VL>(Vector128.Create),
        (VectorOp.Load, LaneType.F32) => Reads<float, VF>(Vector128.Load),
        (VectorOp.Load, LaneType.F64) => Reads<double, VD>(Vector128.Load),
        (VectorOp.Load, LaneType.I32) => Reads<int, VI>(Vector128.Load),
        (VectorOp.Load, LaneType.I64) => Reads<long, VL>(Vector128.Load),
        (VectorOp.Store, LaneType.F32) => Writes<float, VF>(Vector128.Store),
        (VectorOp.Store, LaneType.F64) => Writes<double, VD>(Vector128.Store),
        (VectorOp.Store, LaneType.I32) => Writes<int, VI>(Vector128.Store),
        (VectorOp.Store, LaneType.I64) => Writes<long, VL>(Vector128.Store),
        (VectorOp.StoreNonTemporal, LaneType.F32) => Writes<float, VF>(Lanes128.StoreNonTemporal),
        (VectorOp.StoreNonTemporal, LaneType.F64) => Writes<double, VD>(Lanes128.StoreNonTemporal),
        (VectorOp.StoreNonTemporal, LaneType.I32) => Writes<int, VI>(Lanes128.StoreNonTemporal),
        (VectorOp.StoreNonTemporal, LaneType.I64) => Writes<long, VL>(Lanes128.StoreNonTemporal),
        (VectorOp.First, LaneType.F32) => To<VF, float>(Vector128.ToScalar),
        (VectorOp.First, LaneType.F64) => To<VD, double>(Vector128.ToScalar),
        (VectorOp.First, LaneType.I32) => To<VI, int>(Vector128.ToScalar),
        (VectorOp.First, LaneType.I64) => To<VL, long>(Vector128.ToScalar),
        (VectorOp.Count, LaneType.I32) => ((Func<VI>)Lanes128.Count32).Method,
        (VectorOp.Count, LaneType.I64) => ((Func<VL>)Lanes128.Count64).Method,
        (VectorOp.WidenLower, LaneType.I64) => To<VI, VL>(Vector128.WidenLower),
        (VectorOp.WidenUpper, LaneType.I64) => To<VI, VL>(Vector128.WidenUpper),
        (VectorOp.Narrow, LaneType.I32) => To2<VL, VI>(Vector128.Narrow),
        (VectorOp.Any, LaneType.I32) => To<VI, int>(Lanes128.Any),
        (VectorOp.Any, LaneType.I64) => To<VL, int>(Lanes128.Any),
        (VectorOp.LoadStrided, LaneType.F32) => ReadsApart<VF>(Lanes128.LoadStridedF32),
        (VectorOp.LoadStrided, LaneType.F64) => ReadsApart<VD>(Lanes128.LoadStridedF64),
        (VectorOp.LoadStrided, LaneType.I32) => ReadsApart<VI>(Lanes128.LoadStridedI32),
        (VectorOp.LoadStrided, LaneType.I64) => ReadsApart<VL>(Lanes128.LoadStridedI64),
        (VectorOp.Smaller, LaneType.F32) => Two<VF>(Vector128.Min),
        (VectorOp.Smaller, LaneType.F64) => Two<VD>(Vector128.Min),
        (VectorOp.Smaller, LaneType.I32) => Two<VI>(Vector128.Min),
        (VectorOp.Smaller, LaneType.I64) => Two<VL>(Vector128.Min),
        (VectorOp.Larger, LaneType.F32) => Two<VF>(Vector128.Max),
        (VectorOp.Larger, LaneType.F64) => Two<VD>(Vector128.Max),
        (VectorOp.Larger, LaneType.I32) => Two<VI>(Vector128.Max),
        (VectorOp.Larger, LaneType.I64) => Two<VL>(Vector128.Max),
        (VectorOp.Swap2, LaneType.F32) => One<VF>(Lanes128.Swap2),
        (VectorOp.Swap2, LaneType.I32) => One<VI>(Lanes128.Swap2),
        (VectorOp.Swap1, LaneType.F32) => One<VF>(Lanes128.Swap1),
        (VectorOp.Swap1, LaneType.F64) => One<VD>(Lanes128.Swap1),
        (VectorOp.Swap1, LaneType.I32) => One<VI>(Lanes128.Swap1),
        (VectorOp.Swap1, LaneType.I64) => One<VL>(Lanes128.Swap1),
        _ => throw None(op, type),
    };

    protected override MethodInfo ResolveAs(LaneType from, LaneType to) => (from, to) switch
    {
        (LaneType.F32, LaneType.I32) => To<VF, VI>(Vector128.AsInt32),
        (LaneType.I32, LaneType.F32) => To<VI, VF>(Vector128.AsSingle),
        (LaneType.F64, LaneType.I64) => To<VD, VL>(Vector128.AsInt64),
        (LaneType.I64, LaneType.F64) => To<VL, VD>(Vector128.AsDouble),
        _ => throw None("As", to),
    };

    public override Conversion Convert(Opcode opcode, LaneType from, LaneType to, bool upper) => (opcode, from, to) switch
    {
        (Opcode.Convert, LaneType.F32, LaneType.F64) => new(upper ? To<VF, VD>(Vector128.WidenUpper) : To<VF, VD>(Vector128.WidenLower), false),
        (Opcode.Convert, LaneType.F64, LaneType.F32) => new(To2<VD, VF>(Vector128.Narrow), true),
        (Opcode.Convert, LaneType.I32, LaneType.F32) => new(To<VI, VF>(Vector128.ConvertToSingle), false),
        (Opcode.Convert, LaneType.I32, LaneType.F64) => new(upper ? To<VI, VD>(Lanes128.ToDoubleUpper) : To<VI, VD>(Lanes128.ToDoubleLower), false),
        (Opcode.Convert, LaneType.I64, LaneType.F32) => new(To2<VL, VF>(LaneMath.ToSingle<VL, VF>), true),
        (Opcode.Convert, LaneType.I64, LaneType.F64) => new(To<VL, VD>(Vector128.ConvertToDouble), false),
        (Opcode.Convert or Opcode.ConvertTruncate, LaneType.I32, LaneType.I64) => new(upper ? To<VI, VL>(Vector128.WidenUpper) : To<VI, VL>(Vector128.WidenLower), false),
        (Opcode.Convert or Opcode.ConvertUnsigned, LaneType.I64, LaneType.I32) => new(To2<VL, VI>(Vector128.Narrow), true),
        (Opcode.ConvertUnsigned, LaneType.I32, LaneType.F32) => new(To<VI, VF>(Lanes128.ToSingleUnsigned), false),
        (Opcode.ConvertUnsigned, LaneType.I32, LaneType.F64) => new(upper ? To<VI, VD>(Lanes128.ToDoubleUnsignedUpper) : To<VI, VD>(Lanes128.ToDoubleUnsignedLower), false),
        (Opcode.ConvertUnsigned, LaneType.I64, LaneType.F32) => new(To2<VL, VF>(LaneMath.ToSingleUnsigned<VL, VF>), true),
        (Opcode.ConvertUnsigned, LaneType.I64, LaneType.F64) => new(To<VL, VD>(Lanes128.ToDoubleUnsigned), false),
        (Opcode.ConvertUnsigned, LaneType.I32, LaneType.I64) => new(upper ? To<VI, VL>(Lanes128.WidenUnsignedUpper) : To<VI, VL>(Lanes128.WidenUnsignedLower), false),
        (Opcode.ConvertTruncate, LaneType.F32, LaneType.I32) => new(To<VF, VI>(Vector128.ConvertToInt32Native), false),
        (Opcode.ConvertTruncate, LaneType.F32, LaneType.I64) => new(upper ? To<VF, VL>(Lanes128.TruncateUpper) : To<VF, VL>(Lanes128.TruncateLower), false),
        (Opcode.ConvertTruncate, LaneType.F64, LaneType.I32) => new(To2<VD, VI>(Lanes128.Truncate), true),
        (Opcode.ConvertTruncate, LaneType.F64, LaneType.I64) => new(To<VD, VL>(Vector128.ConvertToInt64Native), false),
        _ => throw None(opcode, to),
    };

    public override bool HasNarrow(DType stored, bool masked) => !masked;

    public override MethodInfo LoadNarrow(DType stored, bool masked) => stored switch
    {
        DType.Bool => Reads<byte, VI>(Lanes128.LoadBool),
        DType.I8 => Reads<byte, VI>(Lanes128.LoadI8),
        DType.U8 => Reads<byte, VI>(Lanes128.LoadU8),
        DType.I16 => Reads<byte, VI>(Lanes128.LoadI16),
        DType.U16 => Reads<byte, VI>(Lanes128.LoadU16),
        DType.BF16 => Reads<byte, VF>(Lanes128.LoadBF16),
        DType.F16 => Reads<byte, VF>(Lanes128.LoadF16),
        _ => throw None(stored, LaneType.I32),
    };

    public override MethodInfo StoreNarrow(DType stored, bool masked) => stored switch
    {
        DType.Bool => Writes<byte, VI>(Lanes128.StoreBool),
        DType.I8 or DType.U8 => Writes<byte, VI>(Lanes128.Store8),
        DType.I16 or DType.U16 => Writes<byte, VI>(Lanes128.Store16),
        DType.BF16 => Writes<byte, VF>(Lanes128.StoreBF16),
        DType.F16 => Writes<byte, VF>(Lanes128.StoreF16),
        _ => throw None(stored, LaneType.I32),
    };

    public override MethodInfo LoadSlow(DType stored, LaneType type) => MemoryMethods.Loader<VF, VD, VI, VL>(stored);

    public override MethodInfo StoreSlow(DType stored, LaneType type) => MemoryMethods.Storer<VF, VD, VI, VL>(stored);
}
