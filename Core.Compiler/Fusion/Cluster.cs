using Core.Ir;

namespace Core.Compiler.Fusion;

/// <summary>What a <see cref="Node"/> is.</summary>
internal enum NodeKind : byte
{
    /// <summary>A variable of which it is not decided yet where it comes from.</summary>
    Open,

    /// <summary>An element of an array in memory.</summary>
    Load,

    /// <summary>A number of the program.</summary>
    Literal,

    /// <summary>Another node, through a view.</summary>
    Alias,

    /// <summary>An elementwise op.</summary>
    Op,

    /// <summary>The index along an axis.</summary>
    Iota,

    /// <summary>A reduction of another node over the inner dimensions.</summary>
    Reduce,
}

/// <summary>A value of a cluster: what a variable holds at the place that a map gives for each point of the domain.</summary>
internal sealed class Node(Atom atom, IndexMap map)
{
    /// <summary>The variable or literal.</summary>
    public Atom Atom { get; } = atom;

    /// <summary>Where in it.</summary>
    public IndexMap Map { get; set; } = map;

    /// <summary>What the value is.</summary>
    public NodeKind Kind { get; set; }

    /// <summary>The equation of an op, a reduction or an iota.</summary>
    public Equation? Equation { get; set; }

    /// <summary>The nodes that it is made of.</summary>
    public int[] Operands { get; set; } = [];

    /// <summary>What is computed more often than it has elements, of this and of what it is made for.</summary>
    public int Repeated { get; set; }
}

/// <summary>A value that a cluster stores: in a variable, at the place that a map gives.</summary>
internal readonly record struct Root(Var Var, int Node, IndexMap Map);

/// <summary>
/// Elementwise ops, views and reductions over one domain. The inner dimensions are those that reductions go along, or none; the others are its rows.
/// </summary>
internal sealed class Cluster(int unit, int depth)
{
    private readonly Dictionary<(Atom Atom, IndexMap Map), int> _places = [];

    /// <summary>The unit that it is part of.</summary>
    public int Unit { get; } = unit;

    /// <summary>How many kernels are between the program's inputs and what it computes, at most.</summary>
    public int Depth { get; } = depth;

    /// <summary>The sizes of the domain's dimensions; none is 1.</summary>
    public List<long> Sizes { get; } = [];

    /// <summary>Whether reductions go along each dimension.</summary>
    public List<bool> Inner { get; } = [];

    /// <summary>The values. Those that others are made of come after them.</summary>
    public List<Node> Nodes { get; } = [];

    /// <summary>What is stored.</summary>
    public List<Root> Roots { get; } = [];

    /// <summary>The leaves of what it computes, one bit for several.</summary>
    public ulong Leaves { get; set; }

    /// <summary>About how many instructions its ops are.</summary>
    public int Weight { get; set; }

    /// <summary>Whether there is a reduction.</summary>
    public bool HasInner => Inner.Contains(true);

    /// <summary>The node of an atom at a place: the one there is or a new one.</summary>
    public int Demand(Atom atom, IndexMap map)
    {
        (Atom, IndexMap) key = (atom, map);
        if (_places.TryGetValue(key, out int place)) return place;
        Nodes.Add(new(atom, map) { Kind = atom is Literal ? NodeKind.Literal : NodeKind.Open });
        _places.Add(key, Nodes.Count - 1);
        return Nodes.Count - 1;
    }

    /// <summary>Adds a dimension at the end.</summary>
    public void AddDim(long size, bool inner)
    {
        Sizes.Add(size);
        Inner.Add(inner);
        Remap(static (map, dims) => map.Widen(dims), Sizes.Count);
    }

    /// <summary>Cuts a dimension into an outer one and an inner one of the given size.</summary>
    public void Cut(int dim, long size)
    {
        Sizes[dim] /= size;
        Sizes.Insert(dim + 1, size);
        Inner.Insert(dim + 1, Inner[dim]);
        Remap(static (map, cut) => map.Cut(cut.dim, cut.size), (dim, size));
    }

    /// <summary>How often a value with this map is computed: loops over dimensions after the last that it depends on are inside.</summary>
    public long Evaluations(IndexMap map)
    {
        long count = 1;
        long pending = 1;
        for (int pass = 0; pass < 2; pass++)
        {
            for (int dim = 0; dim < Sizes.Count; dim++)
            {
                if (Inner[dim] != (pass == 1)) continue;
                pending *= Sizes[dim];
                if (!map.DependsOn(dim)) continue;
                count *= pending;
                pending = 1;
            }
        }
        return count;
    }

    /// <summary>Whether each element of the variable is computed once, by rows alone or by all dimensions.</summary>
    public bool IsOnto(IndexMap map, ArrayType type)
    {
        bool rows = true, all = true;
        for (int dim = 0; dim < Sizes.Count; dim++)
        {
            bool depends = map.DependsOn(dim);
            all &= depends;
            rows &= depends == !Inner[dim];
        }
        if (!all && !rows) return false;
        long[] flat = map.Flatten(type.Shape);
        int count = 0;
        Span<(long Stride, long Size)> steps = new (long, long)[Sizes.Count];
        for (int dim = 0; dim < Sizes.Count; dim++)
            if (flat[dim] != 0) steps[count++] = (Math.Abs(flat[dim]), Sizes[dim]);
        steps[..count].Sort();
        long next = 1;
        foreach ((long stride, long size) in steps[..count])
        {
            if (stride != next) return false;
            next = stride * size;
        }
        return next == type.Size;
    }

    private void Remap<T>(Func<IndexMap, T, IndexMap> change, T argument)
    {
        _places.Clear();
        for (int i = 0; i < Nodes.Count; i++)
        {
            Nodes[i].Map = change(Nodes[i].Map, argument);
            _places[(Nodes[i].Atom, Nodes[i].Map)] = i;
        }
        for (int i = 0; i < Roots.Count; i++) Roots[i] = Roots[i] with { Map = change(Roots[i].Map, argument) };
    }
}
