namespace Core.Ir.Text;

internal sealed partial class ParamText
{
    public ParamWriter ConvGeneralDilated(ConvGeneralDilated op, ParamWriter w) => w
        .Add("batch_group_count", op.BatchGroupCount)
        .Add("dimension_numbers", op.Dims.ToString())
        .Add("feature_group_count", op.FeatureGroupCount)
        .Add("lhs_dilation", op.LhsDilation)
        .None("out_sharding")
        .Add("padding", op.Padding)
        .Add("precision", op.Precision?.Name ?? "None")
        .Add("preferred_element_type", op.PreferredElementType?.LongName ?? "None")
        .Add("rhs_dilation", op.RhsDilation)
        .Add("window_strides", op.WindowStrides);

    private static void AddConvolution(Dictionary<string, OpReader> readers) => readers["conv_general_dilated"] = p =>
    {
        p.None("out_sharding");
        ParamReader specs = p.Fields("dimension_numbers", "ConvDimensionNumbers", "ConvDimensionNumbers(lhs_spec=(…), rhs_spec=(…), out_spec=(…))");
        ConvDims dims = new(specs.Ints("lhs_spec"), specs.Ints("rhs_spec"), specs.Ints("out_spec"));
        specs.End();
        return new ConvGeneralDilated(
            dims, p.Ints("window_strides"), p.EdgePaddings("padding"), p.Ints("lhs_dilation"),
            p.Ints("rhs_dilation"), p.Int("feature_group_count"), p.Int("batch_group_count"), ReadPrecision(p), p.OptionalDType("preferred_element_type"));
    };
}
