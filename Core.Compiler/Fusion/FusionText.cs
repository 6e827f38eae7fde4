using System.Text;
using Core.Ir;

namespace Core.Compiler.Fusion;

/// <summary>A fused program in text.</summary>
internal static class FusionText
{
    /// <summary>A line for each unit, and below a cluster one for each of its values and stores.</summary>
    public static string Print(FusedProgram program)
    {
        StringBuilder text = new();
        Dictionary<Var, string> names = [];
        foreach (Var var in program.Jaxpr.ConstVars) Name(names, var);
        foreach (Var var in program.Jaxpr.Inputs) Name(names, var);
        foreach (FusedUnit unit in program.Units)
        {
            switch (unit)
            {
                case KernelUnit kernel:
                    text.Append("kernel ").Append(string.Join(' ', Names(names, kernel.Equation.Outputs)));
                    text.Append(" = ").Append(kernel.Equation.Op.Name);
                    foreach (Atom input in kernel.Equation.Inputs) text.Append(' ').Append(NameOf(names, input));
                    text.Append('\n');
                    break;
                case ViewUnit view:
                    text.Append("view ").Append(Name(names, view.Output)).Append(':').Append(view.Output.Type).Append(" of ").Append(Name(names, view.Source)).Append('\n');
                    break;
                case ClusterUnit cluster:
                    foreach (Cluster nest in cluster.Clusters) Print(text, names, nest);
                    break;
            }
        }
        return text.ToString();
    }

    private static void Print(StringBuilder text, Dictionary<Var, string> names, Cluster cluster)
    {
        text.Append("cluster [");
        for (int dim = 0; dim < cluster.Sizes.Count; dim++)
        {
            if (dim > 0) text.Append(cluster.Inner[dim] && !cluster.Inner[dim - 1] ? " | " : ", ");
            else if (cluster.Inner[dim]) text.Append("| ");
            text.Append(cluster.Sizes[dim]);
        }
        text.Append(']');
        if (cluster.Nodes.Count == 0)
        {
            foreach (Root root in cluster.Roots) text.Append(" empty ").Append(Name(names, root.Var));
            text.Append('\n');
            return;
        }
        Nest nest = Nest.Of(cluster);
        long bytes = 0, flops = 0;
        foreach (Var var in nest.Buffers) bytes += var.Type.ByteSize;
        (long rows, long inner) = nest.Points;
        foreach (int node in nest.Order)
        {
            if (cluster.Nodes[node].Kind is NodeKind.Op) flops += nest.IsInner[node] ? rows * inner : rows;
            else if (cluster.Nodes[node].Kind is NodeKind.Reduce) flops += rows * inner;
        }
        text.Append($" {bytes} bytes, {flops} flops\n");
        Dictionary<int, string> values = [];
        int named = 0;
        foreach (int node in nest.Order)
        {
            Node own = cluster.Nodes[node];
            if (own.Kind is NodeKind.Literal)
            {
                values[node] = ((Literal)own.Atom).ToString();
                continue;
            }
            string name = values[node] = "%" + named++;
            text.Append("  ").Append(name).Append(" = ");
            switch (own.Kind)
            {
                case NodeKind.Load:
                    text.Append(Name(names, (Var)own.Atom)).Append(Strides(own.Map.Flatten(own.Atom.Type.Shape)));
                    break;
                case NodeKind.Iota:
                    text.Append("index").Append(Strides(own.Map.Row(((Iota)own.Equation!.Op).Dimension).ToArray()));
                    break;
                default:
                    text.Append(own.Equation!.Op.Name);
                    foreach (int operand in own.Operands) text.Append(' ').Append(values[nest.Resolved[operand]]);
                    break;
            }
            text.Append('\n');
        }
        foreach (Root root in cluster.Roots)
            text.Append("  ").Append(Name(names, root.Var)).Append(Strides(root.Map.Flatten(root.Var.Type.Shape))).Append(" := ").Append(values[nest.Resolved[root.Node]]).Append('\n');
    }

    // The strides of the dimensions, then the offset where there is one.
    private static string Strides(long[] flat)
    {
        string strides = "[" + string.Join(", ", flat[..^1]) + "]";
        return flat[^1] == 0 ? strides : strides + "+" + flat[^1];
    }

    private static IEnumerable<string> Names(Dictionary<Var, string> names, ValueArray<Var> vars)
    {
        foreach (Var var in vars) yield return Name(names, var);
    }

    private static string NameOf(Dictionary<Var, string> names, Atom atom) => atom is Var var ? Name(names, var) : atom.ToString()!;

    private static string Name(Dictionary<Var, string> names, Var var)
    {
        if (names.TryGetValue(var, out string? name)) return name;
        string made = "";
        for (int i = names.Count; i >= 0; i = i / 26 - 1) made = (char)('a' + i % 26) + made;
        return names[var] = made;
    }
}
