using System.Text;
using Core.Compiler.Emission;
using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Fusion;

internal sealed partial class ClusterUnit
{
    private readonly List<Cluster> _clusters;

    /// <summary>A unit of one cluster, or of several that write parts of one variable.</summary>
    public ClusterUnit(List<Cluster> clusters)
    {
        _clusters = clusters;
        List<Var> reads = [], writes = [];
        foreach (Cluster cluster in clusters)
        {
            foreach (Root root in cluster.Roots)
                if (!writes.Contains(root.Var)) writes.Add(root.Var);
            foreach (Node node in cluster.Nodes)
                if (node.Kind is NodeKind.Load && !reads.Contains((Var)node.Atom)) reads.Add((Var)node.Atom);
        }
        (Reads, Writes) = ([.. reads], [.. writes]);
    }

    /// <inheritdoc/>
    public override ValueArray<Var> Reads { get; }

    /// <inheritdoc/>
    public override ValueArray<Var> Writes { get; }

    /// <summary>The clusters, in the order in which they run.</summary>
    public IReadOnlyList<Cluster> Clusters => _clusters;

    /// <summary>The steps that compute it, one after the other.</summary>
    public Step[] MakeSteps(ClusterContext context)
    {
        List<Step> steps = [];
        foreach (Cluster cluster in _clusters)
            if (cluster.Nodes.Count > 0) AddSteps(cluster, context, steps);
        return [.. steps];
    }

    private static void AddSteps(Cluster cluster, ClusterContext context, List<Step> steps)
    {
        int lanes = KernelCompiler.NativeLanes;
        Nest nest = Nest.Of(cluster);
        Dictionary<Var, int> packed = [];
        foreach ((Nest copy, Var source, Var target) in nest.Pack(lanes))
        {
            int workspace = packed[target] = context.Workspace(target.Type);
            NestPlan how = NestPlan.Of(copy, lanes);
            steps.Add(new NestStep(NestEmitter.Emit(copy, how, NestPart.Whole, lanes), [context.BufferOf(source), workspace], [false, true], how.Outer, how.Pieces, how.Nanoseconds, Describe(copy, how)));
        }
        NestPlan plan = NestPlan.Of(nest, lanes);
        int[] buffers = new int[nest.Buffers.Count];
        bool[] written = new bool[buffers.Length];
        for (int i = 0; i < buffers.Length; i++) buffers[i] = packed.TryGetValue(nest.Buffers[i], out int own) ? own : context.BufferOf(nest.Buffers[i]);
        foreach ((_, Access at) in nest.Stores) written[at.Buffer] = true;
        string text = Describe(nest, plan);
        if (plan.Parts == 0)
        {
            steps.Add(new NestStep(NestEmitter.Emit(nest, plan, NestPart.Whole, lanes), buffers, written, plan.Outer, plan.Pieces, plan.Nanoseconds, text));
            return;
        }
        List<int> all = [.. buffers];
        foreach (int node in nest.Order)
        {
            if (nest.Nodes[node].Kind is not NodeKind.Reduce) continue;
            DType dtype = nest.Nodes[node].Atom.Type.DType;
            long size = nest.Points.Rows * plan.Parts * Elements.Values(dtype);
            all.Add(context.Workspace(new(Elements.Scratch(dtype), [checked((int)size)])));
        }
        bool[] partsWritten = new bool[all.Count], lastWritten = new bool[all.Count];
        for (int i = 0; i < all.Count; i++) partsWritten[i] = i >= buffers.Length;
        foreach ((_, Access at) in nest.Stores) (nest.IsStoredInner(at) ? partsWritten : lastWritten)[at.Buffer] = true;
        int[] table = [.. all];
        steps.Add(new NestStep(NestEmitter.Emit(nest, plan, NestPart.Parts, lanes), table, partsWritten, plan.Outer, plan.Pieces, plan.Nanoseconds, text));
        long rows = plan.Outer / plan.Parts;
        steps.Add(new NestStep(NestEmitter.Emit(nest, plan, NestPart.Combination, lanes), table, lastWritten, rows, 1, 20 * nest.Points.Rows * plan.Parts / (double)lanes + 20, $"combine {plan.Parts} parts"));
    }

    /// <summary>What a nest does, in a line.</summary>
    private static string Describe(Nest nest, NestPlan plan)
    {
        StringBuilder text = new();
        text.Append('[');
        for (int dim = 0; dim < nest.Sizes.Length; dim++)
        {
            if (dim > 0) text.Append(dim == nest.Rows && nest.HasReductions ? " | " : ",");
            else if (nest.Rows == 0 && nest.HasReductions) text.Append("| ");
            text.Append(nest.Sizes[dim]);
        }
        text.Append(']');
        if (plan.AcrossRows) text.Append(" across rows");
        string last = "";
        int repeated = 0;
        foreach (int node in nest.Order)
        {
            Node own = nest.Nodes[node];
            if (own.Equation is null) continue;
            string name = own.Equation.Op.Name;
            if (name == last)
            {
                repeated++;
                continue;
            }
            if (repeated > 1) text.Append('×').Append(repeated);
            text.Append(' ').Append(name);
            (last, repeated) = (name, 1);
        }
        if (repeated > 1) text.Append('×').Append(repeated);
        if (last.Length == 0) text.Append(" copy");
        text.Append($"; {plan.Bytes} bytes");
        return text.ToString();
    }
}
