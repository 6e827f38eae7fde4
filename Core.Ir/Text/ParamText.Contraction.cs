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

    public ParamWriter RaggedDotGeneral(RaggedDotGeneral op, ParamWriter w) => w.None("group_offset").None("out_sharding")
        .Add("precision", op.Precision?.Name ?? "None").Add("preferred_element_type", op.PreferredElementType?.LongName ?? "None")
        .Add("ragged_dot_dimension_numbers", op.Dims.ToString());

    private static void AddContraction(Dictionary<string, OpReader> readers)
    {
        readers["dot_general"] = ReadDotGeneral;
        readers["ragged_dot_general"] = ReadRaggedDotGeneral;
    }

    private static DotGeneral ReadDotGeneral(ParamReader p)
    {
        if (p.IntListTree("dimension_numbers", 2, 2) is not [[var lhsContract, var rhsContract], [var lhsBatch, var rhsBatch]])
            throw p.Wrong("dimension_numbers", "(([…], […]), ([…], […]))", "another tree");
        p.OptionalNone("out_sharding");
        return new DotGeneral(new(lhsContract, rhsContract, lhsBatch, rhsBatch), ReadPrecision(p), p.OptionalDType("preferred_element_type"));
    }

    private static RaggedDotGeneral ReadRaggedDotGeneral(ParamReader p)
    {
        p.None("group_offset");
        p.None("out_sharding");
        const string Name = "ragged_dot_dimension_numbers", Expected = "RaggedDotDimensionNumbers(dot_dimension_numbers=…, lhs_ragged_dimensions=(…,), rhs_group_dimensions=…)";
        ParamReader fields = p.Fields(Name, "RaggedDotDimensionNumbers", Expected);
        if (fields.IntListTree("dot_dimension_numbers", 2, 2) is not [[var lhsContract, var rhsContract], [var lhsBatch, var rhsBatch]])
            throw p.Wrong(Name, Expected, "another tree");
        if (fields.Ints("lhs_ragged_dimensions") is not [int ragged]) throw p.Wrong(Name, "one ragged dimension", "more or none");
        ValueArray<int> group = fields.Ints("rhs_group_dimensions");
        if (group.Count > 1) throw p.Wrong(Name, "at most one group dimension", "more");
        fields.End();
        RaggedDotDims dims = new(new(lhsContract, rhsContract, lhsBatch, rhsBatch), ragged, group is [int one] ? one : null);
        return new(dims, ReadPrecision(p), p.OptionalDType("preferred_element_type"));
    }

    private static DotPrecision? ReadPrecision(ParamReader p)
    {
        if (p.OptionalText("precision") is not { } text) return null;
        return Precisions.Contains(text) ? new(text) : throw p.Wrong("precision", "a pair of Precision.…, or the name of an algorithm", text);
    }
}
