using Core.Ir;

namespace Core.Interpreter;

internal sealed partial class EvalRules
{
    public ArrayData[] ReducePrecision(ReducePrecision op, ReadOnlySpan<ArrayData> args)
    {
        ArrayData x = args[0];
        return [x.DType switch
        {
            DType.F64 => ArrayData.Create<ulong>(x.DType, x.Shape, [.. x.Reinterpret<ulong>().ToArray().Select(bits => Reduce(bits, 11, 52, op))]),
            DType.F32 => ArrayData.Create<uint>(x.DType, x.Shape, [.. x.Reinterpret<uint>().ToArray().Select(bits => (uint)Reduce(bits, 8, 23, op))]),
            DType.F16 => ArrayData.Create<ushort>(x.DType, x.Shape, [.. x.Reinterpret<ushort>().ToArray().Select(bits => (ushort)Reduce(bits, 5, 10, op))]),
            _ => ArrayData.Create<ushort>(x.DType, x.Shape, [.. x.Reinterpret<ushort>().ToArray().Select(bits => (ushort)Reduce(bits, 8, 7, op))]),
        }];
    }

    // As XLA (hlo elemental_ir_emitter: EmitReducePrecisionIR), in the bits of the number: round the mantissa to even, then make what is too large for
    // the exponent infinite, and what is too small, subnormal numbers of the narrower format included, zero.
    private static ulong Reduce(ulong bits, int exponentBits, int mantissaBits, ReducePrecision op)
    {
        ulong sign = bits & (1UL << (exponentBits + mantissaBits)), exponentMask = ((1UL << exponentBits) - 1) << mantissaBits;
        ulong magnitude = bits ^ sign;
        if (magnitude > exponentMask) return bits; // NaN
        int dropped = mantissaBits - op.MantissaBits;
        if (dropped > 0)
        {
            ulong last = 1UL << dropped;
            magnitude = (magnitude + (last >> 1) - 1 + ((magnitude & last) >> dropped)) & ~(last - 1);
        }
        if (op.ExponentBits < exponentBits)
        {
            ulong bias = (1UL << (exponentBits - 1)) - 1, reducedBias = (1UL << (op.ExponentBits - 1)) - 1;
            ulong exponent = magnitude >> mantissaBits;
            if (exponent > bias + reducedBias) magnitude = exponentMask;
            else if (exponent <= bias - reducedBias) magnitude = 0;
        }
        return sign | magnitude;
    }
}
