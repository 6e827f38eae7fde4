using static Core.Ir.Typing;

namespace Core.Ir;

/// <summary>Which axes of two operands are multiplied out. The result has the batch axes, then the left free ones, then the right free ones.</summary>
/// <param name="LhsContract">Axes of the left operand to sum over.</param>
/// <param name="RhsContract">Axes of the right operand to sum over, paired with the left ones.</param>
/// <param name="LhsBatch">Axes of the left operand to go along with.</param>
/// <param name="RhsBatch">Axes of the right operand to go along with, paired with the left ones.</param>
public readonly record struct DotDims(ValueArray<int> LhsContract, ValueArray<int> RhsContract, ValueArray<int> LhsBatch = default, ValueArray<int> RhsBatch = default)
{
    /// <summary>The axes of a left operand with <paramref name="rank"/> axes that are neither summed nor paired.</summary>
    public IEnumerable<int> LhsFree(int rank) => Free(rank, LhsContract, LhsBatch);

    /// <summary>The axes of a right operand with <paramref name="rank"/> axes that are neither summed nor paired.</summary>
    public IEnumerable<int> RhsFree(int rank) => Free(rank, RhsContract, RhsBatch);

    private static IEnumerable<int> Free(int rank, ValueArray<int> contract, ValueArray<int> batch) =>
        Enumerable.Range(0, rank).Where(axis => !contract.Contains(axis) && !batch.Contains(axis));

    /// <summary>The numbers as programs print them: <c>(([1], [0]), ([], []))</c>.</summary>
    public override string ToString() => $"(({List(LhsContract)}, {List(RhsContract)}), ({List(LhsBatch)}, {List(RhsBatch)}))";

    private static string List(ValueArray<int> axes) => $"[{string.Join(", ", axes)}]";
}

/// <summary>How exactly to multiply on hardware that offers a choice; here always as exactly as the types allow.</summary>
/// <param name="Name">As programs print it: <c>(Precision.HIGHEST, Precision.HIGHEST)</c>, or an algorithm, <c>F32_F32_F32</c>.</param>
public readonly record struct DotPrecision(string Name)
{
    /// <summary>The most exact products of both operands.</summary>
    public static DotPrecision Highest { get; } = new("(Precision.HIGHEST, Precision.HIGHEST)");

    /// <summary>More exact products of both operands than the default.</summary>
    public static DotPrecision High { get; } = new("(Precision.HIGH, Precision.HIGH)");

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>Sums of products over pairs of axes of two operands: every matrix product, inner and outer product, batched or not.</summary>
/// <param name="Dims">Which axes.</param>
/// <param name="Precision">How exactly to multiply, or null for the default.</param>
/// <param name="PreferredElementType">The element type to sum in and of the result, or null for the operands'.</param>
public sealed record DotGeneral(DotDims Dims, DotPrecision? Precision = null, DType? PreferredElementType = null) : Op
{
    /// <inheritdoc/>
    public override string Name => "dot_general";

    /// <summary>How many products are summed for one element of the result.</summary>
    /// <param name="lhs">The type of the left operand.</param>
    public long ContractedSize(ArrayType lhs)
    {
        long size = 1;
        foreach (int axis in Dims.LhsContract) size *= lhs.Shape[axis];
        return size;
    }

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 2);
        (ArrayType lhs, ArrayType rhs) = (inputs[0], inputs[1]);
        for (int i = 0; i < 2; i++) CheckKind(this, inputs[i], Accepts.Any, i, 2);
        if (Dims.LhsContract.Count != Dims.RhsContract.Count || Dims.LhsBatch.Count != Dims.RhsBatch.Count)
            throw new ShapeException($"dot_general: dimension_numbers must pair axes, got {Dims}.");
        CheckAxes(this, "the left axes", [.. Dims.LhsContract, .. Dims.LhsBatch], lhs.Rank, lhs);
        CheckAxes(this, "the right axes", [.. Dims.RhsContract, .. Dims.RhsBatch], rhs.Rank, rhs);
        SameSizes("contracted", Dims.LhsContract, Dims.RhsContract, lhs, rhs);
        SameSizes("batch", Dims.LhsBatch, Dims.RhsBatch, lhs, rhs);

        List<int> sizes = [];
        foreach (int axis in Dims.LhsBatch) sizes.Add(lhs.Shape[axis]);
        foreach (int axis in Dims.LhsFree(lhs.Rank)) sizes.Add(lhs.Shape[axis]);
        foreach (int axis in Dims.RhsFree(rhs.Rank)) sizes.Add(rhs.Shape[axis]);
        return [new(ResultDType(lhs, rhs), [.. sizes], AllWeak(inputs))];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.DotGeneral(this, arg);

    private DType ResultDType(ArrayType lhs, ArrayType rhs)
    {
        DType dtype = lhs.DType;
        if (lhs.DType != rhs.DType)
        {
            int order = Comparer<(bool, int, int, int, bool)>.Default.Compare(WidthOf(lhs.DType), WidthOf(rhs.DType));
            if (order == 0) throw new DTypeException($"dot_general: {lhs} and {rhs} have no common element type; convert one with AsType.");
            dtype = order > 0 ? lhs.DType : rhs.DType;
        }
        if (PreferredElementType is not { } preferred || preferred == dtype) return dtype;
        if (Precision is not { Name: [not '(', ..] } && !dtype.IsFloat && WidthOf(preferred).Bits < WidthOf(dtype).Bits)
            throw new DTypeException($"dot_general: preferred_element_type {preferred.LongName} must not be narrower than {dtype.LongName}.");
        return preferred;
    }

    /// <summary>What makes one element type wider than another (XLA: HigherPrecisionType).</summary>
    private static (bool IsComplex, int MaxExponent, int MantissaBits, int Bits, bool Signed) WidthOf(DType dtype) => dtype.RealPart switch
    {
        DType.BF16 => (dtype.IsComplex, 128, 7, 16, true),
        DType.F16 => (dtype.IsComplex, 16, 10, 16, true),
        DType.F32 => (dtype.IsComplex, 128, 23, 32, true),
        DType.F64 => (dtype.IsComplex, 1024, 52, 64, true),
        DType.Bool => (false, -1, -1, 1, true),
        DType other => (false, -1, -1, other.BitWidth, other.Kind is not DTypeKind.Unsigned),
    };

    private static void SameSizes(string what, ValueArray<int> lhsAxes, ValueArray<int> rhsAxes, ArrayType lhs, ArrayType rhs)
    {
        for (int i = 0; i < lhsAxes.Count; i++)
            if (lhs.Shape[lhsAxes[i]] != rhs.Shape[rhsAxes[i]])
                throw new ShapeException(
                    $"dot_general: the {what} sizes differ: {lhs.Shape[lhsAxes[i]]} of axis {lhsAxes[i]} of {lhs} and {rhs.Shape[rhsAxes[i]]} of axis {rhsAxes[i]} of {rhs}.");
    }
}
