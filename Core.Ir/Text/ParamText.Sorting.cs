namespace Core.Ir.Text;

internal sealed partial class ParamText
{
    public ParamWriter Sort(Sort op, ParamWriter w) => w.Add("dimension", op.Dimension).Add("is_stable", op.IsStable).Add("num_keys", op.NumKeys);

    public ParamWriter TopK(TopK op, ParamWriter w) => w.Add("axis", op.Axis).Add("k", op.K);

    public ParamWriter ApproxTopK(ApproxTopK op, ParamWriter w) => w
        .Add("aggregate_to_topk", op.AggregateToTopK)
        .Add("is_max_k", op.IsMaxK)
        .Add("k", op.K)
        .Add("recall_target", PythonText.Of(op.RecallTarget))
        .Add("reduction_dimension", op.ReductionDimension)
        .Add("reduction_input_size_override", op.ReductionInputSizeOverride);

    private static void AddSorting(Dictionary<string, OpReader> readers)
    {
        readers["sort"] = p => new Sort(p.Int("dimension"), p.Bool("is_stable"), p.Int("num_keys"));
        readers["top_k"] = p => new TopK(p.Int("k"), p.Int("axis"));
        readers["approx_top_k"] = p => new ApproxTopK(
            p.Int("k"), p.Int("reduction_dimension"), p.Number("recall_target").ToDouble(), p.Bool("is_max_k"),
            p.Int("reduction_input_size_override"), p.Bool("aggregate_to_topk"));
    }
}
