namespace Core.Ir.Text;

internal sealed partial class ParamText
{
    public ParamWriter AllReduce(AllReduce op, ParamWriter w) => w.Add("axes", op.Axes).Add("axis_index_groups", op.AxisIndexGroups);

    public ParamWriter AxisIndex(AxisIndex op, ParamWriter w) => w.Add("axis_name", op.AxisName);

    public ParamWriter AllGather(AllGather op, ParamWriter w) => w.Add("all_gather_dimension", op.Dimension).Add("axis_index_groups", op.AxisIndexGroups)
        .AddNames("axis_name", op.AxisName).Add("axis_size", op.AxisSize).Add("tiled", op.Tiled);

    // The number of members is not printed: it follows from the types.
    public ParamWriter AllToAll(AllToAll op, ParamWriter w) => w.Add("axis_index_groups", op.AxisIndexGroups).AddNames("axis_name", op.AxisName, op.BareName)
        .Add("concat_axis", op.ConcatAxis).Add("split_axis", op.SplitAxis).Add("tiled", op.Tiled);

    public ParamWriter ReduceScatter(ReduceScatter op, ParamWriter w) => w.Add("axis_index_groups", op.AxisIndexGroups).AddNames("axis_name", op.AxisName)
        .Add("axis_size", op.AxisSize).Add("scatter_dimension", op.ScatterDimension).Add("tiled", op.Tiled);

    public ParamWriter Ppermute(Ppermute op, ParamWriter w) => w.AddNames("axis_name", op.AxisName).Add("perm", op.Pairs.ToString());

    public ParamWriter Pbroadcast(Pbroadcast op, ParamWriter w) => w.AddNames("axis_name", op.AxisName, op.BareName).Add("source", op.Source);

    private static void AddCollectives(Dictionary<string, OpReader> readers)
    {
        foreach (AllReduceKind kind in Enum.GetValues<AllReduceKind>())
            readers[new AllReduce(kind, []).Name] = p => new AllReduce(kind, p.NamedAxes("axes"), p.Groups("axis_index_groups"));
        readers["axis_index"] = p => new AxisIndex(p.Text("axis_name"));
        readers["all_gather"] = p =>
            new AllGather(p.Int("all_gather_dimension"), p.Names("axis_name", out _), p.Int("axis_size"), p.Bool("tiled"), p.Groups("axis_index_groups"));
        readers["all_to_all"] = p =>
        {
            ValueArray<ValueArray<int>>? groups = p.Groups("axis_index_groups");
            return new AllToAll(p.Names("axis_name", out bool bare), p.Int("split_axis"), p.Int("concat_axis"), groups?[0].Count, p.Bool("tiled"), groups, bare);
        };
        readers["reduce_scatter"] = p =>
            new ReduceScatter(p.Int("scatter_dimension"), p.Names("axis_name", out _), p.Int("axis_size"), p.Bool("tiled"), p.Groups("axis_index_groups"));
        readers["ppermute"] = p => new Ppermute(p.Names("axis_name", out _), [.. p.IntTuples("perm", 2).Select(pair => new MemberPair(pair[0], pair[1]))]);
        readers["pbroadcast"] = p => new Pbroadcast(p.Names("axis_name", out bool bare), p.Int("source"), bare);
    }
}
