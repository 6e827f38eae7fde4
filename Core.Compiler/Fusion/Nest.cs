using Core.Ir;

namespace Core.Compiler.Fusion;

/// <summary>A place in a buffer for each point of a nest's domain: strides per dimension, then an offset, in elements.</summary>
internal sealed class Access(int buffer, DType dtype, long[] flat)
{
    /// <summary>The number of the buffer among those of the nest.</summary>
    public int Buffer { get; set; } = buffer;

    /// <summary>The type of the elements.</summary>
    public DType DType { get; } = dtype;

    /// <summary>Strides, then the offset.</summary>
    public long[] Flat { get; set; } = flat;
}

/// <summary>A cluster ready to become a loop nest: its values in order, where they lie in memory, and its dimensions, those that can be one made one.</summary>
internal sealed class Nest
{
    /// <summary>The nodes of the cluster.</summary>
    public required List<Node> Nodes { get; init; }

    /// <summary>The nodes that are computed, operands first.</summary>
    public List<int> Order { get; } = [];

    /// <summary>For each node, the one that it is an alias of, or itself.</summary>
    public required int[] Resolved { get; init; }

    /// <summary>For each node, whether its value changes along inner dimensions.</summary>
    public required bool[] IsInner { get; init; }

    /// <summary>For each node, the number of passes over the row that come before it is known.</summary>
    public required int[] Pass { get; init; }

    /// <summary>Where each load reads.</summary>
    public required Access?[] Loads { get; init; }

    /// <summary>For each iota, the index: strides, then an offset.</summary>
    public required long[]?[] Counts { get; init; }

    /// <summary>What is stored where.</summary>
    public List<(int Node, Access At)> Stores { get; } = [];

    /// <summary>The variables of the buffers.</summary>
    public List<Var> Buffers { get; } = [];

    /// <summary>The sizes of the dimensions: the rows, then the inner ones.</summary>
    public long[] Sizes { get; private set; } = [];

    /// <summary>How many of the dimensions are rows.</summary>
    public int Rows { get; private set; }

    /// <summary>How many passes over a row there are.</summary>
    public int Passes { get; private set; }

    /// <summary>Whether there are reductions.</summary>
    public bool HasReductions { get; private set; }

    /// <summary>How many points rows, and how many points each of them, have.</summary>
    public (long Rows, long Inner) Points
    {
        get
        {
            long rows = 1, inner = 1;
            for (int dim = 0; dim < Sizes.Length; dim++)
            {
                if (dim < Rows) rows *= Sizes[dim];
                else inner *= Sizes[dim];
            }
            return (rows, inner);
        }
    }

    /// <summary>The nest of a cluster.</summary>
    public static Nest Of(Cluster cluster)
    {
        int count = cluster.Nodes.Count;
        Nest nest = new()
        {
            Nodes = cluster.Nodes,
            Resolved = new int[count],
            IsInner = new bool[count],
            Pass = new int[count],
            Loads = new Access?[count],
            Counts = new long[]?[count],
        };
        Array.Fill(nest.Resolved, -1);
        bool[] inner = [.. cluster.Inner];
        foreach (Root root in cluster.Roots) nest.Visit(root.Node, inner);
        foreach (Root root in cluster.Roots)
        {
            int node = nest.Resolved[root.Node];
            nest.Stores.Add((node, new(nest.BufferOf(root.Var), root.Var.Type.DType, root.Map.Flatten(root.Var.Type.Shape))));
        }
        foreach (int node in nest.Order)
        {
            if (cluster.Nodes[node].Kind is not NodeKind.Reduce) continue;
            nest.HasReductions = true;
            nest.Passes = Math.Max(nest.Passes, nest.Pass[node]);
        }
        nest.Arrange(cluster.Sizes, inner);
        foreach ((int node, Access at) in nest.Stores)
            if (nest.IsStoredInner(at)) nest.Passes = Math.Max(nest.Passes, nest.Pass[node] + 1);
        return nest;
    }

    /// <summary>Whether something is stored for each point and not once a row.</summary>
    public bool IsStoredInner(Access at)
    {
        for (int dim = Rows; dim < Sizes.Length; dim++)
            if (at.Flat[dim] != 0) return true;
        return false;
    }

    /// <summary>Whether an operand is read so often that it is worth while to bring it into the order of lanes along the last dimension of the rows.</summary>
    public bool CanPack(Access load)
    {
        if (load.Flat[Rows - 1] is 0 or 1 or -1) return false;
        long distinct = 1, points = 1;
        for (int dim = 0; dim < Sizes.Length; dim++)
        {
            points *= Sizes[dim];
            if (load.Flat[dim] != 0) distinct *= Sizes[dim];
        }
        return distinct * 4 <= points;
    }

    /// <summary>Whether something is read that is another for each row and lane.</summary>
    public bool ReadsPerRow()
    {
        foreach (Access? load in Loads)
        {
            if (load is null || load.Flat[Rows - 1] == 0) continue;
            for (int dim = 0; dim < Rows - 1; dim++)
                if (load.Flat[dim] != 0) return true;
        }
        return false;
    }

    /// <summary>Where lanes along rows cost less once some operands are brought into their order: replaces those, and gives the nests that do so with what they write.</summary>
    public List<(Nest Copy, Var Source, Var Target)> Pack(int lanes)
    {
        List<(Nest, Var, Var)> copies = [];
        if (!HasReductions || Rows == 0 || NestPlan.PrefersRows(this, lanes) || !NestPlan.PrefersRows(this, lanes, packed: true)) return copies;
        for (int node = 0; node < Loads.Length; node++)
        {
            if (Loads[node] is not { } load || !IsInner[node] || !CanPack(load)) continue;
            // The dimensions that it depends on, the lanes' last.
            List<int> dims = [];
            for (int dim = 0; dim < Sizes.Length; dim++)
                if (dim != Rows - 1 && load.Flat[dim] != 0) dims.Add(dim);
            dims.Add(Rows - 1);
            long[] from = new long[dims.Count + 1], to = new long[dims.Count + 1], packed = new long[Sizes.Length + 1], sizes = new long[dims.Count];
            long stride = 1;
            for (int i = dims.Count - 1; i >= 0; i--)
            {
                sizes[i] = Sizes[dims[i]];
                from[i] = load.Flat[dims[i]];
                to[i] = packed[dims[i]] = stride;
                stride *= sizes[i];
            }
            from[^1] = load.Flat[^1];
            Var source = Buffers[load.Buffer], target = new(new(source.Type.DType, [checked((int)stride)]));
            copies.Add((CopyOf(Nodes[node], source, target, sizes, from, to), source, target));
            Loads[node] = new(BufferOf(target), load.DType, packed);
        }
        return copies;
    }

    private static Nest CopyOf(Node node, Var source, Var target, long[] sizes, long[] from, long[] to)
    {
        Nest copy = new()
        {
            Nodes = [new Node(node.Atom, node.Map) { Kind = NodeKind.Load }],
            Resolved = [0],
            IsInner = [true],
            Pass = [0],
            Loads = [new(0, source.Type.DType, from)],
            Counts = [null],
        };
        copy.Buffers.Add(source);
        copy.Buffers.Add(target);
        copy.Order.Add(0);
        copy.Stores.Add((0, new(1, target.Type.DType, to)));
        (copy.Sizes, copy.Rows, copy.Passes) = (sizes, sizes.Length - 1, 1);
        return copy;
    }

    private int BufferOf(Var var)
    {
        int place = Buffers.IndexOf(var);
        if (place >= 0) return place;
        Buffers.Add(var);
        return Buffers.Count - 1;
    }

    private int Visit(int node, bool[] inner)
    {
        if (Resolved[node] >= 0) return Resolved[node];
        Node own = Nodes[node];
        if (own.Kind is NodeKind.Alias) return Resolved[node] = Visit(own.Operands[0], inner);
        foreach (int operand in own.Operands)
        {
            int place = Visit(operand, inner);
            IsInner[node] |= IsInner[place];
            Pass[node] = Math.Max(Pass[node], Pass[place]);
        }
        switch (own.Kind)
        {
            case NodeKind.Load:
                Loads[node] = new(BufferOf((Var)own.Atom), own.Atom.Type.DType, own.Map.Flatten(own.Atom.Type.Shape));
                IsInner[node] = DependsOnInner(Loads[node]!.Flat, inner);
                break;
            case NodeKind.Iota:
                Counts[node] = own.Map.Row(((Iota)own.Equation!.Op).Dimension).ToArray();
                IsInner[node] = DependsOnInner(Counts[node]!, inner);
                break;
            case NodeKind.Reduce:
                IsInner[node] = false;
                Pass[node]++;
                break;
        }
        Order.Add(node);
        return Resolved[node] = node;
    }

    private static bool DependsOnInner(long[] flat, bool[] inner)
    {
        for (int dim = 0; dim < inner.Length; dim++)
            if (inner[dim] && flat[dim] != 0) return true;
        return false;
    }

    private IEnumerable<long[]> AllStrides()
    {
        foreach (Access? load in Loads)
            if (load is not null) yield return load.Flat;
        foreach (long[]? count in Counts)
            if (count is not null) yield return count;
        foreach ((_, Access at) in Stores) yield return at.Flat;
    }

    /// <summary>Brings the dimensions into order, rows first, and makes neighbours one that are one for all accesses.</summary>
    private void Arrange(List<long> sizes, bool[] inner)
    {
        List<int> order = new(sizes.Count);
        for (int dim = 0; dim < sizes.Count; dim++)
            if (!inner[dim]) order.Add(dim);
        int rows = order.Count;
        for (int dim = 0; dim < sizes.Count; dim++)
            if (inner[dim]) order.Add(dim);

        // Which of the dimensions in order goes on in the one after it.
        List<List<int>> groups = [];
        int rowGroups = 0;
        for (int i = 0; i < order.Count; i++)
        {
            bool joined = i > 0 && i != rows;
            if (joined)
            {
                foreach (long[] flat in AllStrides())
                    joined &= flat[order[i - 1]] == flat[order[i]] * sizes[order[i]];
            }
            if (joined) groups[^1].Add(order[i]);
            else
            {
                groups.Add([order[i]]);
                if (i < rows) rowGroups++;
            }
        }
        Sizes = new long[groups.Count];
        for (int i = 0; i < groups.Count; i++)
        {
            Sizes[i] = 1;
            foreach (int dim in groups[i]) Sizes[i] *= sizes[dim];
        }
        Rows = rowGroups;
        foreach (Access? load in Loads)
            if (load is not null) load.Flat = Regroup(load.Flat, groups);
        for (int i = 0; i < Counts.Length; i++)
            if (Counts[i] is { } flat) Counts[i] = Regroup(flat, groups);
        foreach ((_, Access at) in Stores) at.Flat = Regroup(at.Flat, groups);
        if (!HasReductions) LanesAlongLast();
    }

    private static long[] Regroup(long[] flat, List<List<int>> groups)
    {
        long[] regrouped = new long[groups.Count + 1];
        for (int i = 0; i < groups.Count; i++) regrouped[i] = flat[groups[i][^1]];
        regrouped[^1] = flat[^1];
        return regrouped;
    }

    /// <summary>Without reductions, the last dimension takes the place of the inner ones.</summary>
    private void LanesAlongLast()
    {
        if (Sizes.Length == 0) return;
        Rows = Sizes.Length - 1;
        foreach (int node in Order)
        {
            Node own = Nodes[node];
            IsInner[node] = own.Kind switch
            {
                NodeKind.Load => Loads[node]!.Flat[Rows] != 0,
                NodeKind.Iota => Counts[node]![Rows] != 0,
                _ => false,
            };
            foreach (int operand in own.Operands) IsInner[node] |= IsInner[Resolved[operand]];
        }
    }
}
