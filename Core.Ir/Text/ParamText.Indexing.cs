namespace Core.Ir.Text;

internal sealed partial class ParamText
{
    public ParamWriter Gather(Gather op, ParamWriter w) => w
        .Add("dimension_numbers", op.Dims.ToString())
        .Add("fill_value", op.FillValue?.ToString() ?? "None")
        .Add("indices_are_sorted", op.IndicesAreSorted)
        .Add("mode", op.Mode.Text)
        .Add("slice_sizes", op.SliceSizes)
        .Add("unique_indices", op.UniqueIndices);

    public ParamWriter Scatter(Scatter op, ParamWriter w)
    {
        w.Add("dimension_numbers", op.Dims.ToString())
            .Add("indices_are_sorted", op.IndicesAreSorted)
            .Add("mode", op.Mode.Text)
            .Add("unique_indices", op.UniqueIndices)
            .Add("update_consts", "()");
        return op.UpdateJaxpr is { } update ? w.Add("update_jaxpr", update) : w.None("update_jaxpr");
    }

    public ParamWriter DynamicSlice(DynamicSlice op, ParamWriter w) => w.Add("slice_sizes", op.SliceSizes);

    public ParamWriter DynamicUpdateSlice(DynamicUpdateSlice op, ParamWriter w) => w;

    private static void AddIndexing(Dictionary<string, OpReader> readers)
    {
        readers["gather"] = p =>
        {
            ValueArray<int>[] dims = p.NamedTuple("dimension_numbers", "GatherDimensionNumbers",
                "offset_dims", "collapsed_slice_dims", "start_index_map", "operand_batching_dims", "start_indices_batching_dims");
            return new Gather(
                new(dims[0], dims[1], dims[2], dims[3], dims[4]), p.Ints("slice_sizes"), ModeOf(p), p.NumberOrNone("fill_value"),
                p.Bool("indices_are_sorted"), p.Bool("unique_indices"));
        };
        foreach (ScatterKind kind in Enum.GetValues<ScatterKind>())
            readers[new Scatter(kind, default, default).Name] = p => ReadScatter(kind, p);
        readers["dynamic_slice"] = p => new DynamicSlice(p.Sizes("slice_sizes"));
        DynamicUpdateSlice dynamicUpdateSlice = new();
        readers["dynamic_update_slice"] = _ => dynamicUpdateSlice;
    }

    private static Scatter ReadScatter(ScatterKind kind, ParamReader p)
    {
        ValueArray<int>[] dims = p.NamedTuple("dimension_numbers", "ScatterDimensionNumbers",
            "update_window_dims", "inserted_window_dims", "scatter_dims_to_operand_dims", "operand_batching_dims", "scatter_indices_batching_dims");
        if (p.Text("update_consts") is not "()" and var consts)
            throw p.Wrong("update_consts", "(), as constants of update_jaxpr are not supported", consts);
        Jaxpr? update = p.JaxprOrNone("update_jaxpr");
        if (update is null && kind is not ScatterKind.Update) throw p.Wrong("update_jaxpr", "a program", "None");
        return new(kind, new(dims[0], dims[1], dims[2], dims[3], dims[4]), ModeOf(p), update, p.Bool("indices_are_sorted"), p.Bool("unique_indices"));
    }

    private static GatherScatterMode ModeOf(ParamReader p)
    {
        string text = p.Text("mode");
        foreach (GatherScatterMode mode in Enum.GetValues<GatherScatterMode>())
            if (mode.Text == text) return mode;
        throw p.Wrong("mode", "GatherScatterMode.CLIP, FILL_OR_DROP, PROMISE_IN_BOUNDS or ONE_HOT", text);
    }
}
