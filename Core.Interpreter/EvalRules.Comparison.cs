using System.Numerics;
using Core.Ir;

namespace Core.Interpreter;

internal sealed partial class EvalRules
{
    public ArrayData[] Comparison(Comparison op, ReadOnlySpan<ArrayData> args)
    {
        ArrayData[] operands = BroadcastAll(args);
        (ArrayData x, ArrayData y) = (operands[0], operands[1]);
        ComparisonKind kind = op.Kind;
        bool total = kind is ComparisonKind.EqTotal or ComparisonKind.LeTotal or ComparisonKind.LtTotal;
        bool[] results = x.DType.Kind switch
        {
            DTypeKind.Float when total => [.. TotalOrder(x).Zip(TotalOrder(y), (a, b) => Compare(kind, a, b))],
            DTypeKind.Float => [.. Wide.Reals(x).Zip(Wide.Reals(y), (a, b) => Compare(kind, a, b))],
            DTypeKind.Complex => [.. Wide.Complexes(x).Zip(Wide.Complexes(y), (a, b) => kind is ComparisonKind.Ne ? a != b : a == b)],
            DTypeKind.Unsigned => [.. Wide.Unsigned(x).Zip(Wide.Unsigned(y), (a, b) => Compare(kind, a, b))],
            DTypeKind.Signed or DTypeKind.Bool => [.. Wide.Signed(x).Zip(Wide.Signed(y), (a, b) => Compare(kind, a, b))],
            DTypeKind.Key => CompareKeys(kind, x, y),
        };
        return [ArrayData.Create<bool>(x.Shape, results)];
    }

    private static bool Compare<T>(ComparisonKind kind, T x, T y) where T : IComparisonOperators<T, T, bool> => kind switch
    {
        ComparisonKind.Eq or ComparisonKind.EqTotal => x == y,
        ComparisonKind.Ne => x != y,
        ComparisonKind.Ge => x >= y,
        ComparisonKind.Gt => x > y,
        ComparisonKind.Le or ComparisonKind.LeTotal => x <= y,
        ComparisonKind.Lt or ComparisonKind.LtTotal => x < y,
    };

    /// <summary>Integers in the order −NaN, −∞, …, −0, 0, …, ∞, NaN: the bits of the numbers, those of negative ones turned around.</summary>
    private static IEnumerable<long> TotalOrder(ArrayData x) => x.DType switch
    {
        DType.F64 => x.AsSpan<double>().ToArray().Select(v => Ordered(BitConverter.DoubleToInt64Bits(v))),
        DType.F32 => x.AsSpan<float>().ToArray().Select(v => Ordered((long)BitConverter.SingleToInt32Bits(v) << 32)),
        DType.F16 => x.AsSpan<Half>().ToArray().Select(v => Ordered((long)BitConverter.HalfToInt16Bits(v) << 48)),
        _ => x.AsSpan<BFloat16>().ToArray().Select(v => Ordered((long)v.ToBits() << 48)),
    };

    private static long Ordered(long bits) => bits < 0 ? bits ^ long.MaxValue : bits;

    private static bool[] CompareKeys(ComparisonKind kind, ArrayData x, ArrayData y)
    {
        int width = x.DType.ByteSize;
        bool[] results = new bool[x.Count];
        for (int i = 0; i < results.Length; i++)
            results[i] = x.Bytes.Slice(i * width, width).SequenceEqual(y.Bytes.Slice(i * width, width)) == (kind is not ComparisonKind.Ne);
        return results;
    }
}
