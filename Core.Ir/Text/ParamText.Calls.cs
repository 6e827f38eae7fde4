namespace Core.Ir.Text;

internal sealed partial class ParamText
{
    public ParamWriter Call(Call op, ParamWriter w)
    {
        w.Add("name", op.FunctionName);
        if (op.DonatedInvars.Contains(true)) w.Add("donated_invars", op.DonatedInvars);
        w.Add("jaxpr", op.Jaxpr);
        return op.KeepUnused ? w.Add("keep_unused", true) : w;
    }

    public ParamWriter ClosedCall(ClosedCall op, ParamWriter w) => w.Add("call_jaxpr", op.Jaxpr);

    public ParamWriter Checkpoint(Checkpoint op, ParamWriter w) =>
        w.Add("differentiated", op.Differentiated).Add("jaxpr", op.Jaxpr).Add("policy", op.Policy).Add("prevent_cse", op.PreventCse);

    public ParamWriter Named(Named op, ParamWriter w) => w.Add("name", op.Label);

    public ParamWriter OptimizationBarrier(OptimizationBarrier op, ParamWriter w) => w;

    public ParamWriter Check(Check op, ParamWriter w) => w.Add("debug", op.Debug);

    public ParamWriter CustomJvpCall(CustomJvpCall op, ParamWriter w)
    {
        w.Add("name", op.FunctionName).Add("call_jaxpr", op.Jaxpr).Add("jvp", op.Jvp.Name);
        if (op.ConstCount > 0) w.Add("num_consts", op.ConstCount);
        return w.Add("symbolic_zeros", op.SymbolicZeros);
    }

    public ParamWriter CustomVjpCall(CustomVjpCall op, ParamWriter w)
    {
        w.Add("name", op.FunctionName).Add("bwd", op.Bwd.Name).Add("call_jaxpr", op.Jaxpr).Add("fwd", op.Fwd.Name);
        if (op.ConstCount > 0) w.Add("num_consts", op.ConstCount);
        return w.Add("symbolic_zeros", op.SymbolicZeros);
    }

    public ParamWriter CustomVmapCall(CustomVmapCall op, ParamWriter w) =>
        w.Add("call", op.Jaxpr).Add("in_tree", op.InTree).Add("out_tree", op.OutTree).Add("rule", op.Rule.Name);

    private static void AddCalls(Dictionary<string, OpReader> readers)
    {
        readers["jit"] = p => new Call(p.Text("name"), p.Jaxpr("jaxpr"), p.OptionalBools("donated_invars") ?? [], p.OptionalBool("keep_unused") ?? false);
        readers["closed_call"] = p => new ClosedCall(p.Jaxpr("call_jaxpr"));
        readers["remat2"] = p => new Checkpoint(p.Jaxpr("jaxpr"), p.Bool("differentiated"), p.Text("policy"), p.Text("prevent_cse"));
        readers["name"] = p => new Named(p.Text("name"));
        readers["optimization_barrier"] = _ => new OptimizationBarrier();
        readers["check"] = p => new Check(p.Bool("debug"));
        readers["custom_jvp_call"] = p => new CustomJvpCall(
            p.Text("name"), p.Jaxpr("call_jaxpr"), new(p.Text("jvp")), p.OptionalInt("num_consts") ?? 0, p.Bool("symbolic_zeros"));
        readers["custom_vjp_call"] = p => new CustomVjpCall(
            p.Text("name"), p.Jaxpr("call_jaxpr"), new(p.Text("fwd")), new(p.Text("bwd")), p.OptionalInt("num_consts") ?? 0, p.Bool("symbolic_zeros"));
        readers["custom_vmap_call"] = p => new CustomVmapCall(p.Jaxpr("call"), new(p.Text("rule")), p.Text("in_tree"), p.Text("out_tree"));
    }
}
