namespace Core.Ir.Text;

internal sealed partial class ParamText
{
    public ParamWriter Reduce(Reduce op, ParamWriter w) =>
        op.Kind is ReduceKind.Sum ? w.Add("axes", op.Axes).None("out_sharding") : w.Add("axes", op.Axes);

    public ParamWriter ArgReduce(ArgReduce op, ParamWriter w) => w.Add("axes", (ValueArray<int>)[op.Axis]).Add("index_dtype", op.IndexDType);

    public ParamWriter Cumulative(Cumulative op, ParamWriter w) => w.Add("axis", op.Axis).Add("reverse", op.Reverse);

    public ParamWriter ReduceWith(ReduceWith op, ParamWriter w) =>
        w.Add("computation", op.Computation).Add("dimensions", op.Dimensions).Add("jaxpr", op.Jaxpr);

    private static void AddReduction(Dictionary<string, OpReader> readers)
    {
        foreach (ReduceKind kind in Enum.GetValues<ReduceKind>())
        {
            readers[new Reduce(kind, []).Name] = p =>
            {
                if (kind is ReduceKind.Sum) p.None("out_sharding");
                return new Reduce(kind, p.Ints("axes"));
            };
        }
        foreach (ArgReduceKind kind in Enum.GetValues<ArgReduceKind>())
        {
            readers[new ArgReduce(kind, 0, DType.I32).Name] = p =>
                new ArgReduce(kind, p.Ints("axes") is [int axis] ? axis : throw p.Wrong("axes", "one axis", "more or none"), p.DType("index_dtype"));
        }
        foreach (CumulativeKind kind in Enum.GetValues<CumulativeKind>())
            readers[new Cumulative(kind, 0).Name] = p => new Cumulative(kind, p.Int("axis"), p.Bool("reverse"));
        readers["reduce"] = p => new ReduceWith(p.Text("computation"), p.Jaxpr("jaxpr"), p.Ints("dimensions"));
    }
}
