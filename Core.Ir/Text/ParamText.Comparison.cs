namespace Core.Ir.Text;

internal sealed partial class ParamText
{
    public ParamWriter Comparison(Comparison op, ParamWriter w) => w;

    private static void AddComparison(Dictionary<string, OpReader> readers)
    {
        foreach (ComparisonKind kind in Enum.GetValues<ComparisonKind>())
        {
            Comparison op = new(kind);
            readers[kind.Name] = _ => op;
        }
    }
}
