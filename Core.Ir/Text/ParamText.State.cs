namespace Core.Ir.Text;

internal sealed partial class ParamText
{
    public ParamWriter NewRef(NewRef op, ParamWriter w) => w.Add("kind", op.Kind).Add("memory_space", op.MemorySpace);

    public ParamWriter EmptyRef(EmptyRef op, ParamWriter w) => w.Add("memory_space", op.MemorySpace).Add("ty", op.Type.DType.LongName + op.Type.Shape.ToBrackets());

    public ParamWriter Freeze(Freeze op, ParamWriter w) => w;

    public ParamWriter FreeRef(FreeRef op, ParamWriter w) => w;

    // Programs print these in a form of their own (JaxprPrinter); this is what they are compared by.
    public ParamWriter RefGet(RefGet op, ParamWriter w) => w.Add("indexers", op.Indexers.ToString());

    public ParamWriter RefSwap(RefSwap op, ParamWriter w) => w.Add("indexers", op.Indexers.ToString());

    public ParamWriter RefAddUpdate(RefAddUpdate op, ParamWriter w) => w.Add("indexers", op.Indexers.ToString());

    private static void AddState(Dictionary<string, OpReader> readers)
    {
        readers["new_ref"] = p => new NewRef(p.Text("kind"), p.Text("memory_space"));
        readers["empty_ref"] = p =>
        {
            EmptyRef op = new(p.Output.Content, p.Text("memory_space"));
            string type = op.Type.DType.LongName + op.Type.Shape.ToBrackets();
            return p.Text("ty") == type ? op : throw p.Wrong("ty", $"{type}, as what it binds", p.Text("ty"));
        };
        readers["freeze"] = _ => new Freeze();
        readers["free_ref"] = _ => new FreeRef();
    }
}
