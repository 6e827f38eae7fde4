namespace Core.Ir.Text;

internal sealed partial class ParamText
{
    private static readonly HashSet<string> Precisions =
    [
        "DEFAULT", "ANY_F8_ANY_F8_F32", "ANY_F8_ANY_F8_F32_FAST_ACCUM", "ANY_F8_ANY_F8_ANY", "ANY_F8_ANY_F8_ANY_FAST_ACCUM", "F16_F16_F16",
        "F16_F16_F32", "BF16_BF16_BF16", "BF16_BF16_F32", "BF16_BF16_F32_X3", "BF16_BF16_F32_X6", "BF16_BF16_F32_X9", "TF32_TF32_F32",
        "TF32_TF32_F32_X3", "F32_F32_F32", "F64_F64_F64",
        .. from left in (string[])["DEFAULT", "HIGH", "HIGHEST"]
           from right in (string[])["DEFAULT", "HIGH", "HIGHEST"]
           select $"(Precision.{left}, Precision.{right})",
    ];

    public ParamWriter DotGeneral(DotGeneral op, ParamWriter w)
    {
        w.Add("dimension_numbers", op.Dims.ToString());
        if (op.Precision is { } precision) w.Add("precision", precision.Name);
        if (op.PreferredElementType is { } dtype) w.Add("preferred_element_type", dtype);
        return w;
    }

    private static void AddContraction(Dictionary<string, OpReader> readers) => readers["dot_general"] = p =>
    {
        if (p.IntListTree("dimension_numbers", 2, 2) is not [[var lhsContract, var rhsContract], [var lhsBatch, var rhsBatch]])
            throw p.Wrong("dimension_numbers", "(([…], […]), ([…], […]))", "another tree");
        DotPrecision? precision = p.OptionalText("precision") is { } text
            ? Precisions.Contains(text) ? new(text) : throw p.Wrong("precision", "a pair of Precision.…, or the name of an algorithm", text)
            : null;
        p.OptionalNone("out_sharding");
        return new DotGeneral(new(lhsContract, rhsContract, lhsBatch, rhsBatch), precision, p.OptionalDType("preferred_element_type"));
    };
}
