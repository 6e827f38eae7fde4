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

    private static void AddCalls(Dictionary<string, OpReader> readers) =>
        readers["jit"] = p => new Call(p.Text("name"), p.Jaxpr("jaxpr"), p.OptionalBools("donated_invars") ?? [], p.OptionalBool("keep_unused") ?? false);
}
