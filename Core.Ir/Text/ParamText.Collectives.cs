namespace Core.Ir.Text;

internal sealed partial class ParamText
{
    public ParamWriter AllReduce(AllReduce op, ParamWriter w) => w.Add("axes", op.Axes).None("axis_index_groups");

    public ParamWriter AxisIndex(AxisIndex op, ParamWriter w) => w.Add("axis_name", op.AxisName);

    private static void AddCollectives(Dictionary<string, OpReader> readers)
    {
        foreach (AllReduceKind kind in Enum.GetValues<AllReduceKind>())
        {
            readers[new AllReduce(kind, []).Name] = p =>
            {
                p.None("axis_index_groups");
                return new AllReduce(kind, p.NamedAxes("axes"));
            };
        }
        readers["axis_index"] = p => new AxisIndex(p.Text("axis_name"));
    }
}
