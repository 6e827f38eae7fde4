namespace Core.Ir.Text;

internal sealed partial class ParamText
{
    public ParamWriter Cond(Cond op, ParamWriter w)
    {
        w.Add("branches", op.Branches);
        return op.Platforms is { } platforms ? w.Add("branches_platforms", TextOf(platforms)) : w;
    }

    public ParamWriter PlatformIndex(PlatformIndex op, ParamWriter w) => w.Add("platforms", TextOf(op.Platforms));

    public ParamWriter While(While op, ParamWriter w) =>
        w.Add("body_jaxpr", op.BodyJaxpr).Add("body_nconsts", op.BodyConsts).Add("cond_jaxpr", op.CondJaxpr).Add("cond_nconsts", op.CondConsts);

    public ParamWriter Scan(Scan op, ParamWriter w) =>
        w.Add("jaxpr", op.Jaxpr).Add("length", op.Length).Add("num_carry", op.CarryCount).Add("num_consts", op.ConstCount).Add("reverse", op.Reverse).Add("unroll", op.Unroll);

    public ParamWriter CondLanes(CondLanes op, ParamWriter w) => w.Add("branches", op.Branches).Add("dense", op.Dense).Add("per_lane", op.PerLane).Add("sizes", op.Sizes);

    public ParamWriter WhileLanes(WhileLanes op, ParamWriter w) =>
        w.Add("body_jaxpr", op.BodyJaxpr).Add("body_nconsts", op.BodyConsts).Add("cond_jaxpr", op.CondJaxpr).Add("cond_nconsts", op.CondConsts)
            .Add("dense_body", op.DenseBody).Add("dense_cond", op.DenseCond).Add("per_lane", op.PerLane).Add("sizes", op.Sizes);

    private static void AddControlFlow(Dictionary<string, OpReader> readers)
    {
        readers["cond"] = p => new Cond(p.Jaxprs("branches"), p.OptionalNames("branches_platforms"));
        readers["platform_index"] = p => new PlatformIndex(p.OptionalNames("platforms") ?? throw p.Wrong("platforms", "a tuple of tuples of names", "none"));
        readers["while"] = p => new While(p.Jaxpr("cond_jaxpr"), p.Int("cond_nconsts"), p.Jaxpr("body_jaxpr"), p.Int("body_nconsts"));
        readers["cond_lanes"] = p => new CondLanes(p.Jaxprs("branches"), p.Bools("per_lane"), p.Sizes("sizes"), p.Jaxprs("dense"));
        readers["while_lanes"] = p => new WhileLanes(
            p.Jaxpr("cond_jaxpr"), p.Int("cond_nconsts"), p.Jaxpr("body_jaxpr"), p.Int("body_nconsts"), p.Bools("per_lane"), p.Sizes("sizes"), p.Jaxprs("dense_cond"), p.Jaxprs("dense_body"));
        readers["scan"] = p =>
            new Scan(p.Jaxpr("jaxpr"), p.Int("length"), p.Int("num_consts"), p.Int("num_carry"), p.Bool("reverse"), p.Int("unroll"));
    }

    /// <summary><c>(('cpu', 'tpu'), None)</c>: None where there are no names.</summary>
    private static string TextOf(ValueArray<ValueArray<string>> names)
    {
        ValueArray<string> entries = [.. names.Select(entry => entry.Count == 0 ? "None" : ((ValueArray<string>)[.. entry.Select(name => $"'{name}'")]).ToString())];
        return entries.ToString();
    }
}
