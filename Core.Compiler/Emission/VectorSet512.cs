using System.Reflection;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Core.Compiler.Loops;
using VF = System.Runtime.Intrinsics.Vector512<float>;
using VD = System.Runtime.Intrinsics.Vector512<double>;
using VI = System.Runtime.Intrinsics.Vector512<int>;
using VL = System.Runtime.Intrinsics.Vector512<long>;

namespace Core.Compiler.Emission;

/// <summary>Vectors of 16 32-bit lanes.</summary>
internal sealed unsafe class VectorSet512 : VectorSet
{
    public static readonly VectorSet512 Instance = new();

    public override int Lanes => 16;

    public override bool MasksMemory => Avx512F.IsSupported;

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
        (Opcode.Add, LaneType.F32) => Two<VF>(Vector512.Add),
        (Opcode.Add, LaneType.F64) => Two<VD>(Vector512.Add),
        (Opcode.Add, LaneType.I32) => Two<VI>(Vector512.Add),
        (Opcode.Add, LaneType.I64) => Two<VL>(Vector512.Add),
        (Opcode.Sub, LaneType.F32) => Two<VF>(Vector512.Subtract),
        (Opcode.Sub, LaneType.F64) => Two<VD>(Vector512.Subtract),
        (Opcode.Sub, LaneType.I32) => Two<VI>(Vector512.Subtract),
        (Opcode.Sub, LaneType.I64) => Two<VL>(Vector512.Subtract),
        (Opcode.Mul, LaneType.F32) => Two<VF>(Vector512.Multiply),
        (Opcode.Mul, LaneType.F64) => Two<VD>(Vector512.Multiply),
        (Opcode.Mul, LaneType.I32) => Two<VI>(Vector512.Multiply),
        (Opcode.Mul, LaneType.I64) => Two<VL>(Vector512.Multiply),
        (Opcode.Div, LaneType.F32) => Two<VF>(Vector512.Divide),
        (Opcode.Div, LaneType.F64) => Two<VD>(Vector512.Divide),
        (Opcode.Min, LaneType.F32) => Avx512F.IsSupported ? Two<VF>(Avx512F.Min) : Two<VF>(Lanes512.Min),
        (Opcode.Min, LaneType.F64) => Avx512F.IsSupported ? Two<VD>(Avx512F.Min) : Two<VD>(Lanes512.Min),
        (Opcode.Min, LaneType.I32) => Two<VI>(Vector512.Min),
        (Opcode.Min, LaneType.I64) => Two<VL>(Vector512.Min),
        (Opcode.Max, LaneType.F32) => Avx512F.IsSupported ? Two<VF>(Avx512F.Max) : Two<VF>(Lanes512.Max),
        (Opcode.Max, LaneType.F64) => Avx512F.IsSupported ? Two<VD>(Avx512F.Max) : Two<VD>(Lanes512.Max),
        (Opcode.Max, LaneType.I32) => Two<VI>(Vector512.Max),
        (Opcode.Max, LaneType.I64) => Two<VL>(Vector512.Max),
        (Opcode.Fma, LaneType.F32) => Avx512F.IsSupported ? Three<VF>(Avx512F.FusedMultiplyAdd) : Three<VF>(Vector512.FusedMultiplyAdd),
        (Opcode.Fma, LaneType.F64) => Avx512F.IsSupported ? Three<VD>(Avx512F.FusedMultiplyAdd) : Three<VD>(Vector512.FusedMultiplyAdd),
        (Opcode.Fnma, LaneType.F32) => Avx512F.IsSupported ? Three<VF>(Avx512F.FusedMultiplyAddNegated) : Three<VF>(Lanes512.Fnma),
        (Opcode.Fnma, LaneType.F64) => Avx512F.IsSupported ? Three<VD>(Avx512F.FusedMultiplyAddNegated) : Three<VD>(Lanes512.Fnma),
        (Opcode.Sqrt, LaneType.F32) => One<VF>(Vector512.Sqrt),
        (Opcode.Sqrt, LaneType.F64) => One<VD>(Vector512.Sqrt),
        (Opcode.RoundEven, LaneType.F32) => One<VF>(Vector512.Round),
        (Opcode.RoundEven, LaneType.F64) => One<VD>(Vector512.Round),
        (Opcode.Floor, LaneType.F32) => One<VF>(Vector512.Floor),
        (Opcode.Floor, LaneType.F64) => One<VD>(Vector512.Floor),
        (Opcode.Ceil, LaneType.F32) => One<VF>(Vector512.Ceiling),
        (Opcode.Ceil, LaneType.F64) => One<VD>(Vector512.Ceiling),
        (Opcode.Truncate, LaneType.F32) => One<VF>(Vector512.Truncate),
        (Opcode.Truncate, LaneType.F64) => One<VD>(Vector512.Truncate),
        (Opcode.Scale, LaneType.F32) => Avx512F.IsSupported ? Two<VF>(Avx512F.Scale) : Two<VF>(LaneMath.Scale32),
        (Opcode.Scale, LaneType.F64) => Avx512F.IsSupported ? Two<VD>(Avx512F.Scale) : Two<VD>(LaneMath.Scale64),
        (Opcode.Exponent, LaneType.F32) => Avx512F.IsSupported ? One<VF>(Avx512F.GetExponent) : One<VF>(LaneMath.Exponent32),
        (Opcode.Exponent, LaneType.F64) => Avx512F.IsSupported ? One<VD>(Avx512F.GetExponent) : One<VD>(LaneMath.Exponent64),
        (Opcode.Mantissa, LaneType.F32) => Avx512F.IsSupported ? One<VF>(Lanes512.Mantissa) : One<VF>(LaneMath.Mantissa32),
        (Opcode.Mantissa, LaneType.F64) => Avx512F.IsSupported ? One<VD>(Lanes512.Mantissa) : One<VD>(LaneMath.Mantissa64),
        (Opcode.And, LaneType.F32) => Two<VF>(Vector512.BitwiseAnd),
        (Opcode.And, LaneType.F64) => Two<VD>(Vector512.BitwiseAnd),
        (Opcode.And, LaneType.I32) => Two<VI>(Vector512.BitwiseAnd),
        (Opcode.And, LaneType.I64) => Two<VL>(Vector512.BitwiseAnd),
        (Opcode.Or, LaneType.F32) => Two<VF>(Vector512.BitwiseOr),
        (Opcode.Or, LaneType.F64) => Two<VD>(Vector512.BitwiseOr),
        (Opcode.Or, LaneType.I32) => Two<VI>(Vector512.BitwiseOr),
        (Opcode.Or, LaneType.I64) => Two<VL>(Vector512.BitwiseOr),
        (Opcode.Xor, LaneType.F32) => Two<VF>(Vector512.Xor),
        (Opcode.Xor, LaneType.F64) => Two<VD>(Vector512.Xor),
        (Opcode.Xor, LaneType.I32) => Two<VI>(Vector512.Xor),
        (Opcode.Xor, LaneType.I64) => Two<VL>(Vector512.Xor),
        (Opcode.Not, LaneType.F32) => One<VF>(Vector512.OnesComplement),
        (Opcode.Not, LaneType.F64) => One<VD>(Vector512.OnesComplement),
        (Opcode.Not, LaneType.I32) => One<VI>(Vector512.OnesComplement),
        (Opcode.Not, LaneType.I64) => One<VL>(Vector512.OnesComplement),
        (Opcode.ShiftLeft, LaneType.I32) => Shift<VI>(Vector512.ShiftLeft),
        (Opcode.ShiftLeft, LaneType.I64) => Shift<VL>(Vector512.ShiftLeft),
        (Opcode.ShiftRightLogical, LaneType.I32) => Shift<VI>(Vector512.ShiftRightLogical),
        (Opcode.ShiftRightLogical, LaneType.I64) => Shift<VL>(Vector512.ShiftRightLogical),
        (Opcode.ShiftRightArithmetic, LaneType.I32) => Shift<VI>(Vector512.ShiftRightArithmetic),
        (Opcode.ShiftRightArithmetic, LaneType.I64) => Shift<VL>(Vector512.ShiftRightArithmetic),
        (Opcode.ShiftLeftBy, LaneType.I32) => Avx512F.IsSupported ? Two<VI>(Lanes512.ShiftLeft) : Two<VI>(LaneMath.ShiftLeft32),
        (Opcode.ShiftLeftBy, LaneType.I64) => Avx512F.IsSupported ? Two<VL>(Lanes512.ShiftLeft) : Two<VL>(LaneMath.ShiftLeft64),
        (Opcode.ShiftRightLogicalBy, LaneType.I32) => Avx512F.IsSupported ? Two<VI>(Lanes512.ShiftRightLogical) : Two<VI>(LaneMath.ShiftRightLogical32),
        (Opcode.ShiftRightLogicalBy, LaneType.I64) => Avx512F.IsSupported ? Two<VL>(Lanes512.ShiftRightLogical) : Two<VL>(LaneMath.ShiftRightLogical64),
        (Opcode.ShiftRightArithmeticBy, LaneType.I32) => Avx512F.IsSupported ? Two<VI>(Lanes512.ShiftRightArithmetic) : Two<VI>(LaneMath.ShiftRightArithmetic32),
        (Opcode.ShiftRightArithmeticBy, LaneType.I64) => Avx512F.IsSupported ? Two<VL>(Lanes512.ShiftRightArithmetic) : Two<VL>(LaneMath.ShiftRightArithmetic64),
        (Opcode.PopCount, LaneType.I32) => One<VI>(Lanes512.PopCount),
        (Opcode.PopCount, LaneType.I64) => One<VL>(Lanes512.PopCount),
        (Opcode.LeadingZeros, LaneType.I32) => Avx512CD.IsSupported ? One<VI>(Avx512CD.LeadingZeroCount) : One<VI>(LaneMath.LeadingZeros32),
        (Opcode.LeadingZeros, LaneType.I64) => Avx512CD.IsSupported ? One<VL>(Avx512CD.LeadingZeroCount) : One<VL>(LaneMath.LeadingZeros64),
        (Opcode.MinUnsigned, LaneType.I32) => Two<VI>(Lanes512.MinUnsigned),
        (Opcode.MinUnsigned, LaneType.I64) => Two<VL>(Lanes512.MinUnsigned),
        (Opcode.MaxUnsigned, LaneType.I32) => Two<VI>(Lanes512.MaxUnsigned),
        (Opcode.MaxUnsigned, LaneType.I64) => Two<VL>(Lanes512.MaxUnsigned),
        (Opcode.Equal, LaneType.F32) => Two<VF>(Vector512.Equals),
        (Opcode.Equal, LaneType.F64) => Two<VD>(Vector512.Equals),
        (Opcode.Equal, LaneType.I32) => Two<VI>(Vector512.Equals),
        (Opcode.Equal, LaneType.I64) => Two<VL>(Vector512.Equals),
        (Opcode.NotEqual, LaneType.F32) => Avx512F.IsSupported ? Two<VF>(Avx512F.CompareNotEqual) : Two<VF>(Lanes512.NotEqual),
        (Opcode.NotEqual, LaneType.F64) => Avx512F.IsSupported ? Two<VD>(Avx512F.CompareNotEqual) : Two<VD>(Lanes512.NotEqual),
        (Opcode.NotEqual, LaneType.I32) => Avx512F.IsSupported ? Two<VI>(Avx512F.CompareNotEqual) : Two<VI>(Lanes512.NotEqual),
        (Opcode.NotEqual, LaneType.I64) => Avx512F.IsSupported ? Two<VL>(Avx512F.CompareNotEqual) : Two<VL>(Lanes512.NotEqual),
        (Opcode.Less, LaneType.F32) => Two<VF>(Vector512.LessThan),
        (Opcode.Less, LaneType.F64) => Two<VD>(Vector512.LessThan),
        (Opcode.Less, LaneType.I32) => Two<VI>(Vector512.LessThan),
        (Opcode.Less, LaneType.I64) => Two<VL>(Vector512.LessThan),
        (Opcode.LessEqual, LaneType.F32) => Two<VF>(Vector512.LessThanOrEqual),
        (Opcode.LessEqual, LaneType.F64) => Two<VD>(Vector512.LessThanOrEqual),
        (Opcode.LessEqual, LaneType.I32) => Two<VI>(Vector512.LessThanOrEqual),
        (Opcode.LessEqual, LaneType.I64) => Two<VL>(Vector512.LessThanOrEqual),
        (Opcode.LessUnsigned, LaneType.I32) => Two<VI>(Lanes512.LessUnsigned),
        (Opcode.LessUnsigned, LaneType.I64) => Two<VL>(Lanes512.LessUnsigned),
        (Opcode.LessEqualUnsigned, LaneType.I32) => Two<VI>(Lanes512.LessEqualUnsigned),
        (Opcode.LessEqualUnsigned, LaneType.I64) => Two<VL>(Lanes512.LessEqualUnsigned),

        // (otherwise, then, mask): the comparison right before the call becomes a mask register.
        (Opcode.Select, LaneType.F32) => Avx512F.IsSupported ? Three<VF>(Avx512F.BlendVariable) : Three<VF>(Lanes512.Blend),
        (Opcode.Select, LaneType.F64) => Avx512F.IsSupported ? Three<VD>(Avx512F.BlendVariable) : Three<VD>(Lanes512.Blend),
        (Opcode.Select, LaneType.I32) => Avx512F.IsSupported ? Three<VI>(Avx512F.BlendVariable) : Three<VI>(Lanes512.Blend),
        (Opcode.Select, LaneType.I64) => Avx512F.IsSupported ? Three<VL>(Avx512F.BlendVariable) : Three<VL>(Lanes512.Blend),
        _ => throw None(opcode, type),
    };

    protected override MethodInfo Resolve(VectorOp op, LaneType type) => (op, type) switch
    {
        (VectorOp.Create, LaneType.F32) => To<float, VF>(Vector512.Create),
        (VectorOp.Create, LaneType.F64) => To<double, VD>(Vector512.Create),
        (VectorOp.Create, LaneType.I32) => To<int, VI>(Vector512.Create),
        (VectorOp.Create, LaneType.I64) => To<long, VL>(Vector512.Create),
        (VectorOp.Load, LaneType.F32) => Reads<float, VF>(Vector512.Load),
        (VectorOp.Load, LaneType.F64) => Reads<double, VD>(Vector512.Load),
        (VectorOp.Load, LaneType.I32) => Reads<int, VI>(Vector512.Load),
        (VectorOp.Load, LaneType.I64) => Reads<long, VL>(Vector512.Load),
        (VectorOp.Store, LaneType.F32) => Writes<float, VF>(Vector512.Store),
        (VectorOp.Store, LaneType.F64) => Writes<double, VD>(Vector512.Store),
        (VectorOp.Store, LaneType.I32) => Writes<int, VI>(Vector512.Store),
        (VectorOp.Store, LaneType.I64) => Writes<long, VL>(Vector512.Store),
        (VectorOp.StoreNonTemporal, LaneType.F32) => Writes<float, VF>(Lanes512.StoreNonTemporal),
        (VectorOp.StoreNonTemporal, LaneType.F64) => Writes<double, VD>(Lanes512.StoreNonTemporal),
        (VectorOp.StoreNonTemporal, LaneType.I32) => Writes<int, VI>(Lanes512.StoreNonTemporal),
        (VectorOp.StoreNonTemporal, LaneType.I64) => Writes<long, VL>(Lanes512.StoreNonTemporal),
        (VectorOp.First, LaneType.F32) => To<VF, float>(Vector512.ToScalar),
        (VectorOp.First, LaneType.F64) => To<VD, double>(Vector512.ToScalar),
        (VectorOp.First, LaneType.I32) => To<VI, int>(Vector512.ToScalar),
        (VectorOp.First, LaneType.I64) => To<VL, long>(Vector512.ToScalar),
        (VectorOp.MaskLoad, LaneType.F32) => MaskReads<float, VF>(Lanes512.MaskLoad),
        (VectorOp.MaskLoad, LaneType.F64) => MaskReads<double, VD>(Lanes512.MaskLoad),
        (VectorOp.MaskLoad, LaneType.I32) => MaskReads<int, VI>(Lanes512.MaskLoad),
        (VectorOp.MaskLoad, LaneType.I64) => MaskReads<long, VL>(Lanes512.MaskLoad),
        (VectorOp.MaskStore, LaneType.F32) => MaskWrites<float, VF>(Avx512F.MaskStore),
        (VectorOp.MaskStore, LaneType.F64) => MaskWrites<double, VD>(Avx512F.MaskStore),
        (VectorOp.MaskStore, LaneType.I32) => MaskWrites<int, VI>(Avx512F.MaskStore),
        (VectorOp.MaskStore, LaneType.I64) => MaskWrites<long, VL>(Avx512F.MaskStore),
        (VectorOp.Count, LaneType.I32) => ((Func<VI>)Lanes512.Count32).Method,
        (VectorOp.Count, LaneType.I64) => ((Func<VL>)Lanes512.Count64).Method,
        (VectorOp.WidenLower, LaneType.I64) => To<VI, VL>(Vector512.WidenLower),
        (VectorOp.WidenUpper, LaneType.I64) => To<VI, VL>(Vector512.WidenUpper),
        (VectorOp.Narrow, LaneType.I32) => To2<VL, VI>(Vector512.Narrow),
        (VectorOp.Any, LaneType.I32) => To<VI, int>(Lanes512.Any),
        (VectorOp.Any, LaneType.I64) => To<VL, int>(Lanes512.Any),
        (VectorOp.LoadStrided, LaneType.F32) => ReadsApart<VF>(Lanes512.LoadStridedF32),
        (VectorOp.LoadStrided, LaneType.F64) => ReadsApart<VD>(Lanes512.LoadStridedF64),
        (VectorOp.LoadStrided, LaneType.I32) => ReadsApart<VI>(Lanes512.LoadStridedI32),
        (VectorOp.LoadStrided, LaneType.I64) => ReadsApart<VL>(Lanes512.LoadStridedI64),
        (VectorOp.Smaller, LaneType.F32) => Two<VF>(Vector512.Min),
        (VectorOp.Smaller, LaneType.F64) => Two<VD>(Vector512.Min),
        (VectorOp.Smaller, LaneType.I32) => Two<VI>(Vector512.Min),
        (VectorOp.Smaller, LaneType.I64) => Two<VL>(Vector512.Min),
        (VectorOp.Larger, LaneType.F32) => Two<VF>(Vector512.Max),
        (VectorOp.Larger, LaneType.F64) => Two<VD>(Vector512.Max),
        (VectorOp.Larger, LaneType.I32) => Two<VI>(Vector512.Max),
        (VectorOp.Larger, LaneType.I64) => Two<VL>(Vector512.Max),
        (VectorOp.Swap8, LaneType.F32) => One<VF>(Lanes512.Swap8),
        (VectorOp.Swap8, LaneType.I32) => One<VI>(Lanes512.Swap8),
        (VectorOp.Swap4, LaneType.F32) => One<VF>(Lanes512.Swap4),
        (VectorOp.Swap4, LaneType.F64) => One<VD>(Lanes512.Swap4),
        (VectorOp.Swap4, LaneType.I32) => One<VI>(Lanes512.Swap4),
        (VectorOp.Swap4, LaneType.I64) => One<VL>(Lanes512.Swap4),
        (VectorOp.Swap2, LaneType.F32) => One<VF>(Lanes512.Swap2),
        (VectorOp.Swap2, LaneType.F64) => One<VD>(Lanes512.Swap2),
        (VectorOp.Swap2, LaneType.I32) => One<VI>(Lanes512.Swap2),
        (VectorOp.Swap2, LaneType.I64) => One<VL>(Lanes512.Swap2),
        (VectorOp.Swap1, LaneType.F32) => One<VF>(Lanes512.Swap1),
        (VectorOp.Swap1, LaneType.F64) => One<VD>(Lanes512.Swap1),
        (VectorOp.Swap1, LaneType.I32) => One<VI>(Lanes512.Swap1),
        (VectorOp.Swap1, LaneType.I64) => One<VL>(Lanes512.Swap1),
        _ => throw None(op, type),
    };

    protected override MethodInfo ResolveAs(LaneType from, LaneType to) => (from, to) switch
    {
        (LaneType.F32, LaneType.I32) => To<VF, VI>(Vector512.AsInt32),
        (LaneType.I32, LaneType.F32) => To<VI, VF>(Vector512.AsSingle),
        (LaneType.F64, LaneType.I64) => To<VD, VL>(Vector512.AsInt64),
        (LaneType.I64, LaneType.F64) => To<VL, VD>(Vector512.AsDouble),
        _ => throw None("As", to),
    };

    public override Conversion Convert(Opcode opcode, LaneType from, LaneType to, bool upper) => (opcode, from, to) switch
    {
        (Opcode.Convert, LaneType.F32, LaneType.F64) => new(upper ? To<VF, VD>(Vector512.WidenUpper) : To<VF, VD>(Vector512.WidenLower), false),
        (Opcode.Convert, LaneType.F64, LaneType.F32) => new(To2<VD, VF>(Vector512.Narrow), true),
        (Opcode.Convert, LaneType.I32, LaneType.F32) => new(To<VI, VF>(Vector512.ConvertToSingle), false),
        (Opcode.Convert, LaneType.I32, LaneType.F64) => new(upper ? To<VI, VD>(Lanes512.ToDoubleUpper) : To<VI, VD>(Lanes512.ToDoubleLower), false),
        (Opcode.Convert, LaneType.I64, LaneType.F32) => new(Avx512DQ.IsSupported ? To2<VL, VF>(Lanes512.ToSingle) : To2<VL, VF>(LaneMath.ToSingle<VL, VF>), true),
        (Opcode.Convert, LaneType.I64, LaneType.F64) => new(To<VL, VD>(Vector512.ConvertToDouble), false),
        (Opcode.Convert or Opcode.ConvertTruncate, LaneType.I32, LaneType.I64) => new(upper ? To<VI, VL>(Vector512.WidenUpper) : To<VI, VL>(Vector512.WidenLower), false),
        (Opcode.Convert or Opcode.ConvertUnsigned, LaneType.I64, LaneType.I32) => new(To2<VL, VI>(Vector512.Narrow), true),
        (Opcode.ConvertUnsigned, LaneType.I32, LaneType.F32) => new(To<VI, VF>(Lanes512.ToSingleUnsigned), false),
        (Opcode.ConvertUnsigned, LaneType.I32, LaneType.F64) => new(upper ? To<VI, VD>(Lanes512.ToDoubleUnsignedUpper) : To<VI, VD>(Lanes512.ToDoubleUnsignedLower), false),
        (Opcode.ConvertUnsigned, LaneType.I64, LaneType.F32) => new(Avx512DQ.IsSupported ? To2<VL, VF>(Lanes512.ToSingleUnsigned) : To2<VL, VF>(LaneMath.ToSingleUnsigned<VL, VF>), true),
        (Opcode.ConvertUnsigned, LaneType.I64, LaneType.F64) => new(To<VL, VD>(Lanes512.ToDoubleUnsigned), false),
        (Opcode.ConvertUnsigned, LaneType.I32, LaneType.I64) => new(upper ? To<VI, VL>(Lanes512.WidenUnsignedUpper) : To<VI, VL>(Lanes512.WidenUnsignedLower), false),
        (Opcode.ConvertTruncate, LaneType.F32, LaneType.I32) => new(To<VF, VI>(Vector512.ConvertToInt32Native), false),
        (Opcode.ConvertTruncate, LaneType.F32, LaneType.I64) => new(upper ? To<VF, VL>(Lanes512.TruncateUpper) : To<VF, VL>(Lanes512.TruncateLower), false),
        (Opcode.ConvertTruncate, LaneType.F64, LaneType.I32) => new(To2<VD, VI>(Lanes512.Truncate), true),
        (Opcode.ConvertTruncate, LaneType.F64, LaneType.I64) => new(To<VD, VL>(Vector512.ConvertToInt64Native), false),
        _ => throw None(opcode, to),
    };

    public override bool HasNarrow(DType stored, bool masked) => masked ? Avx512BW.VL.IsSupported : Avx512F.IsSupported;

    public override MethodInfo LoadNarrow(DType stored, bool masked) => (stored, masked) switch
    {
        (DType.Bool, false) => Reads<byte, VI>(Lanes512.LoadBool),
        (DType.Bool, true) => MaskReadsNarrow<VI>(Lanes512.LoadBool),
        (DType.I8, false) => Reads<byte, VI>(Lanes512.LoadI8),
        (DType.I8, true) => MaskReadsNarrow<VI>(Lanes512.LoadI8),
        (DType.U8, false) => Reads<byte, VI>(Lanes512.LoadU8),
        (DType.U8, true) => MaskReadsNarrow<VI>(Lanes512.LoadU8),
        (DType.I16, false) => Reads<byte, VI>(Lanes512.LoadI16),
        (DType.I16, true) => MaskReadsNarrow<VI>(Lanes512.LoadI16),
        (DType.U16, false) => Reads<byte, VI>(Lanes512.LoadU16),
        (DType.U16, true) => MaskReadsNarrow<VI>(Lanes512.LoadU16),
        (DType.BF16, false) => Reads<byte, VF>(Lanes512.LoadBF16),
        (DType.BF16, true) => MaskReadsNarrow<VF>(Lanes512.LoadBF16),
        (DType.F16, false) => Reads<byte, VF>(Lanes512.LoadF16),
        (DType.F16, true) => MaskReadsNarrow<VF>(Lanes512.LoadF16),
        _ => throw None(stored, LaneType.I32),
    };

    public override MethodInfo StoreNarrow(DType stored, bool masked) => (stored, masked) switch
    {
        (DType.Bool, false) => Writes<byte, VI>(Lanes512.StoreBool),
        (DType.Bool, true) => MaskWritesNarrow<VI>(Lanes512.StoreBool),
        (DType.I8, false) => Writes<byte, VI>(Lanes512.Store8),
        (DType.I8, true) => MaskWritesNarrow<VI>(Lanes512.Store8),
        (DType.U8, false) => Writes<byte, VI>(Lanes512.Store8),
        (DType.U8, true) => MaskWritesNarrow<VI>(Lanes512.Store8),
        (DType.I16, false) => Writes<byte, VI>(Lanes512.Store16),
        (DType.I16, true) => MaskWritesNarrow<VI>(Lanes512.Store16),
        (DType.U16, false) => Writes<byte, VI>(Lanes512.Store16),
        (DType.U16, true) => MaskWritesNarrow<VI>(Lanes512.Store16),
        (DType.BF16, false) => Writes<byte, VF>(Lanes512.StoreBF16),
        (DType.BF16, true) => MaskWritesNarrow<VF>(Lanes512.StoreBF16),
        (DType.F16, false) => Writes<byte, VF>(Lanes512.StoreF16),
        (DType.F16, true) => MaskWritesNarrow<VF>(Lanes512.StoreF16),
        _ => throw None(stored, LaneType.I32),
    };

    private static MethodInfo MaskReadsNarrow<TVector>(NarrowReader<TVector> method) => method.Method;

    private static MethodInfo MaskWritesNarrow<TVector>(NarrowWriter<TVector> method) => method.Method;

    private delegate TVector NarrowReader<TVector>(byte* address, VI mask);

    private delegate void NarrowWriter<TVector>(TVector vector, byte* address, VI mask);

    public override MethodInfo LoadSlow(DType stored, LaneType type) => MemoryMethods.Loader<VF, VD, VI, VL>(stored);

    public override MethodInfo StoreSlow(DType stored, LaneType type) => MemoryMethods.Storer<VF, VD, VI, VL>(stored);
}
