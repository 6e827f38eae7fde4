namespace Core.Ir.Text;

internal sealed partial class ParamText
{
    private const string NoConstants = "()";

    public ParamWriter ReduceWindow(ReduceWindow op, ParamWriter w) =>
        WindowSizes(w.Add("base_dilation", op.Window.BaseDilation).Add("padding", op.Window.Padding).Add("window_dilation", op.Window.WindowDilation), op.Window);

    public ParamWriter ReduceWindowWith(ReduceWindowWith op, ParamWriter w)
    {
        w.Add("base_dilation", op.Window.BaseDilation).Add("consts", NoConstants).Add("jaxpr", op.Jaxpr);
        return WindowSizes(w.Add("padding", op.Window.Padding).Add("window_dilation", op.Window.WindowDilation), op.Window);
    }

    public ParamWriter SelectAndScatter(SelectAndScatter op, ParamWriter w)
    {
        w.Add("padding", op.Window.Padding).Add("scatter_consts", NoConstants).Add("scatter_jaxpr", op.Scatter);
        return WindowSizes(w.Add("select_consts", NoConstants).Add("select_jaxpr", op.Select), op.Window);
    }

    public ParamWriter SelectAndScatterAdd(SelectAndScatterAdd op, ParamWriter w) =>
        WindowSizes(w.Add("padding", op.Window.Padding).Add("select_prim", NameOf(op.Select)), op.Window);

    public ParamWriter SelectAndGatherAdd(SelectAndGatherAdd op, ParamWriter w)
    {
        w.Add("base_dilation", op.Window.BaseDilation).Add("padding", op.Window.Padding);
        return WindowSizes(w.Add("select_prim", NameOf(op.Select)).Add("window_dilation", op.Window.WindowDilation), op.Window);
    }

    private static void AddWindow(Dictionary<string, OpReader> readers)
    {
        foreach (ReduceWindowKind kind in Enum.GetValues<ReduceWindowKind>())
            readers[new ReduceWindow(kind, new([], [], [])).Name] = p => new ReduceWindow(kind, ReadDilatedWindow(p));
        readers["reduce_window"] = p =>
        {
            ReadNoConstants(p, "consts");
            return new ReduceWindowWith(p.Jaxpr("jaxpr"), ReadDilatedWindow(p));
        };
        readers["select_and_scatter"] = p =>
        {
            ReadNoConstants(p, "select_consts");
            ReadNoConstants(p, "scatter_consts");
            return new SelectAndScatter(p.Jaxpr("select_jaxpr"), p.Jaxpr("scatter_jaxpr"), ReadWindow(p));
        };
        readers["select_and_scatter_add"] = p => new SelectAndScatterAdd(ReadSelect(p), ReadWindow(p));
        readers["select_and_gather_add"] = p => new SelectAndGatherAdd(ReadSelect(p), ReadDilatedWindow(p));
    }

    private static ParamWriter WindowSizes(ParamWriter w, Window window) =>
        w.Add("window_dimensions", window.Dimensions).Add("window_strides", window.Strides);

    private static string NameOf(WindowSelect select) => select switch
    {
        WindowSelect.Ge => "ge",
        WindowSelect.Le => "le",
    };

    private static WindowSelect ReadSelect(ParamReader p) => p.Text("select_prim") switch
    {
        "ge" => WindowSelect.Ge,
        "le" => WindowSelect.Le,
        string other => throw p.Wrong("select_prim", "ge or le", other),
    };

    private static Window ReadWindow(ParamReader p) => new(p.Ints("window_dimensions"), p.Ints("window_strides"), p.EdgePaddings("padding"));

    private static Window ReadDilatedWindow(ParamReader p) =>
        ReadWindow(p) with { BaseDilation = p.Ints("base_dilation"), WindowDilation = p.Ints("window_dilation") };

    // JAX cannot trace arrays as constants here: its parameters must be hashable.
    private static void ReadNoConstants(ParamReader p, string name)
    {
        if (p.Text(name) is not NoConstants and string other) throw p.Wrong(name, "no constants, ()", other);
    }
}
