using System.Runtime.InteropServices;
using Core.Ir;

namespace Core.Compiler.Fusion;

/// <summary>
/// Cuts a program into units. Goes from the last equation to the first, so that all who want a variable are known when it is decided whether it is computed where
/// it is wanted (in one cluster, or again in several where that is cheap) or once, to memory.
/// </summary>
internal sealed partial class Fuser
{
    /// <summary>More instructions than this do not go into one cluster: what goes through memory then costs little beside them.</summary>
    private const int MaxWeight = 420;

    /// <summary>Instructions that may be repeated for an element rather than read its value from memory.</summary>
    private const int CheapWeight = 3;

    private const int MaxSiblingRoots = 12;

    private readonly Jaxpr _jaxpr;
    private readonly Dictionary<Var, (int Depth, ulong Leaves)> _facts = [];
    private readonly Dictionary<Var, List<(Cluster Cluster, int Node)>> _wanted = [];
    private readonly HashSet<Var> _stored = [];
    private readonly HashSet<Var> _fusible = [];
    private readonly List<Cluster> _clusters = [];
    private readonly List<(Var Output, Var Source)> _views = [];
    private readonly List<Equation> _kernels = [];

    // Units that read a variable through another one with the same bytes.
    private readonly Dictionary<Var, List<int>> _readThroughViews = [];

    // From a unit of clusters to those that read what it stores.
    private readonly List<HashSet<int>> _readers = [];

    private Fuser(Jaxpr jaxpr) => _jaxpr = jaxpr;

    /// <summary>Fuses a program that is inlined and simplified.</summary>
    public static FusedProgram Fuse(Jaxpr jaxpr)
    {
        Fuser fuser = new(jaxpr);
        fuser.FindFacts();
        foreach (Atom output in jaxpr.Outputs)
            if (output is Var var) fuser._stored.Add(var);
        for (int i = jaxpr.Equations.Count - 1; i >= 0; i--) fuser.Place(jaxpr.Equations[i]);
        foreach (Var var in jaxpr.Inputs) fuser.LoadAll(var);
        foreach (Var var in jaxpr.ConstVars) fuser.LoadAll(var);
        return new(jaxpr, UnitOrder.Sort(jaxpr, fuser._clusters, fuser._views, fuser._kernels));
    }

    private void FindFacts()
    {
        ulong next = 1;
        void AddLeaf(Var var, int depth)
        {
            _facts[var] = (depth, var.Type.Size > 1 ? next : 0);
            next = ulong.RotateLeft(next, 1);
        }
        foreach (Var var in _jaxpr.ConstVars) AddLeaf(var, 0);
        foreach (Var var in _jaxpr.Inputs) AddLeaf(var, 0);
        foreach (Equation equation in _jaxpr.Equations)
        {
            int depth = 0;
            ulong leaves = 0;
            foreach (Atom input in equation.Inputs)
            {
                if (input is not Var var) continue;
                (int own, ulong seen) = _facts[var];
                depth = Math.Max(depth, own);
                leaves |= seen;
            }
            bool fusible = Fusible.IsFusible(equation);
            foreach (Var output in equation.Outputs)
            {
                if (fusible)
                {
                    _facts[output] = (depth, leaves);
                    _fusible.Add(output);
                }
                else AddLeaf(output, depth + 1);
            }
        }
    }

    private void Place(Equation equation)
    {
        if (equation.Op is Reduce { } reduction && ReducesNothing(equation, reduction)) equation = equation with { Op = new Reshape(equation.Outputs[0].Type.Shape) };
        if (!_fusible.Contains(equation.Outputs.Count > 0 ? equation.Outputs[0] : null!))
        {
            _kernels.Add(equation);
            foreach (Atom input in equation.Inputs)
                if (input is Var var) _stored.Add(var);
            foreach (Var output in equation.Outputs) LoadAll(output);
            return;
        }
        for (int output = 0; output < equation.Outputs.Count; output++)
        {
            Var var = equation.Outputs[output];
            bool wanted = _wanted.ContainsKey(var);
            if (!wanted && !_stored.Contains(var)) continue;
            if (var.Type.Size == 0) PlaceEmpty(var);
            else if (Fusible.IsAssembly(equation.Op)) PlaceParts(equation, var);
            else if (Views.SeesBytes(equation)) AddView(var, (Var)equation.Inputs[0]);
            else if (Views.IsView(equation.Op)) PlaceView(equation, output, var);
            else if (equation.Op is Reduce reduce) PlaceReduction(equation, reduce, var);
            else PlaceElementwise(equation, var);
        }
    }

    private List<(Cluster Cluster, int Node)> Wanted(Var var) => _wanted.TryGetValue(var, out List<(Cluster, int)>? places) ? places : [];

    /// <summary>Notes that a cluster wants an atom at a place, which depends on what is repeated there.</summary>
    private int Want(Cluster cluster, Atom atom, IndexMap map, int repeated = 0)
    {
        int count = cluster.Nodes.Count, node = cluster.Demand(atom, map);
        if (node == count && atom is Var var)
        {
            ref List<(Cluster, int)>? places = ref CollectionsMarshal.GetValueRefOrAddDefault(_wanted, var, out _);
            (places ??= []).Add((cluster, node));
        }
        cluster.Nodes[node].Repeated = Math.Max(cluster.Nodes[node].Repeated, repeated);
        return node;
    }

    /// <summary>Reads a variable from memory wherever it is wanted and not yet computed.</summary>
    private void LoadAll(Var var, Cluster? owner = null)
    {
        foreach ((Cluster cluster, int node) in Wanted(var))
        {
            if (cluster.Nodes[node].Kind is not NodeKind.Open) continue;
            cluster.Nodes[node].Kind = NodeKind.Load;
            if (owner is not null && owner.Unit != cluster.Unit) _readers[owner.Unit].Add(cluster.Unit);
        }
        if (owner is not null && _readThroughViews.TryGetValue(var, out List<int>? readers)) _readers[owner.Unit].UnionWith(readers);
    }

    private Cluster NewCluster(int depth, int unit = -1)
    {
        if (unit < 0)
        {
            unit = _readers.Count;
            _readers.Add([]);
        }
        Cluster cluster = new(unit, depth);
        _clusters.Add(cluster);
        return cluster;
    }

    private bool Reaches(int from, int to)
    {
        if (from == to) return true;
        if (_readers[from].Count == 0) return false;
        HashSet<int> seen = [from];
        Stack<int> open = new([from]);
        while (open.TryPop(out int unit))
        {
            foreach (int reader in _readers[unit])
            {
                if (reader == to) return true;
                if (seen.Add(reader)) open.Push(reader);
            }
        }
        return false;
    }

    private void PlaceEmpty(Var var)
    {
        LoadAll(var);
        if (_stored.Contains(var)) NewCluster(0).Roots.Add(new(var, -1, new(0, 0)));
    }

    /// <summary>The cluster that is to store a variable that has elements, and the node there: one that wants it, one of the same domain, or a new one.</summary>
    private (Cluster Cluster, int Node) Owner(Equation equation, Var var)
    {
        (int depth, ulong leaves) = _facts[var];
        List<(Cluster Cluster, int Node)> wanted = Wanted(var);
        foreach ((Cluster cluster, int node) in wanted)
        {
            Node place = cluster.Nodes[node];
            if (place.Kind is not NodeKind.Open || cluster.Depth != depth || cluster.Weight > MaxWeight || !cluster.IsOnto(place.Map, var.Type)) continue;
            if (equation.Op is Reduce && !CanReduce(cluster, place, equation)) continue;
            if (!MayStore(cluster, var, wanted, node)) continue;
            cluster.Roots.Add(new(var, node, place.Map));
            return (cluster, node);
        }
        Shape domain = equation.Op is Reduce ? equation.Inputs[0].Type.Shape : var.Type.Shape;
        for (int i = _clusters.Count - 1; i >= Math.Max(0, _clusters.Count - 12); i--)
        {
            Cluster cluster = _clusters[i];
            if (cluster.Depth != depth || (cluster.Leaves & leaves) == 0 || cluster.Weight > MaxWeight || cluster.Roots.Count >= MaxSiblingRoots) continue;
            if (cluster.Nodes.Count == 0 || cluster.Roots[0].Map.Rank != cluster.Roots[0].Var.Type.Rank || !MayStore(cluster, var, wanted)) continue;
            if (Sibling(cluster, domain, var, equation.Op as Reduce) is not { } map) continue;
            int node = Want(cluster, var, map);
            cluster.Roots.Add(new(var, node, map));
            cluster.Leaves |= leaves;
            return (cluster, node);
        }
        return NewOwner(var, depth, leaves);
    }

    private (Cluster Cluster, int Node) NewOwner(Var var, int depth, ulong leaves)
    {
        Cluster made = NewCluster(depth);
        made.Leaves = leaves;
        IndexMap map = Identity(made, var.Type.Shape);
        int node = Want(made, var, map);
        made.Roots.Add(new(var, node, map));
        return (made, node);
    }

    /// <summary>A domain of the shape, and the map of an array of that shape over it.</summary>
    private static IndexMap Identity(Cluster cluster, Shape shape)
    {
        foreach (int size in shape)
            if (size != 1) cluster.AddDim(size, false);
        IndexMap map = new(shape.Rank, cluster.Sizes.Count);
        for (int axis = 0, dim = 0; axis < shape.Rank; axis++)
            if (shape[axis] != 1) map[axis, dim++] = 1;
        return map;
    }

    /// <summary>Whether others may read what a cluster stores, without a circle.</summary>
    private bool MayStore(Cluster cluster, Var var, List<(Cluster Cluster, int Node)> wanted, int place = -1)
    {
        // A cluster does not read what it writes: elsewhere in it the value may not be there yet.
        foreach ((Cluster reader, int node) in wanted)
            if ((reader != cluster || node != place) && reader.Nodes[node].Kind is NodeKind.Open && Reaches(reader.Unit, cluster.Unit)) return false;
        if (_readThroughViews.TryGetValue(var, out List<int>? units))
            foreach (int unit in units)
                if (Reaches(unit, cluster.Unit)) return false;
        return true;
    }

    /// <summary>The map of a variable over the domain of a cluster that has its shape (of a reduction, its operand's), or null.</summary>
    private static IndexMap? Sibling(Cluster cluster, Shape domain, Var var, Reduce? reduce)
    {
        int dim = 0;
        for (int axis = 0; axis < domain.Rank; axis++)
        {
            if (domain[axis] == 1) continue;
            if (dim == cluster.Sizes.Count || cluster.Sizes[dim] != domain[axis]) return null;
            dim++;
        }
        if (dim != cluster.Sizes.Count || dim == 0) return null;
        IndexMap map = new(var.Type.Rank, dim);
        bool had = cluster.HasInner;
        dim = 0;
        for (int axis = 0, own = 0; axis < domain.Rank; axis++)
        {
            bool reduced = reduce is not null && reduce.Axes.Contains(axis);
            if (domain[axis] != 1)
            {
                if (had && reduce is not null && cluster.Inner[dim] != reduced) return null;
                if (!reduced) map[own, dim] = 1;
                dim++;
            }
            if (!reduced) own++;
        }
        return map;
    }

    private void PlaceElementwise(Equation equation, Var var)
    {
        int weight = Fusible.Weight(equation);
        List<(Cluster Cluster, int Node)> wanted = Wanted(var);
        bool store = _stored.Contains(var);
        if (!store && !ComputeWhereWanted(wanted, var, weight)) store = true;
        if (!store)
        {
            foreach ((Cluster cluster, int node) in wanted) Compute(equation, cluster, node, weight);
            return;
        }
        (Cluster owner, int place) = Owner(equation, var);
        Compute(equation, owner, place, weight);
        // What costs next to nothing is not read again.
        if (equation.Op is Iota)
            foreach ((Cluster cluster, int node) in wanted)
                if (cluster.Nodes[node].Kind is NodeKind.Open) Compute(equation, cluster, node, weight);
        LoadAll(var, owner);
    }

    private static bool ComputeWhereWanted(List<(Cluster Cluster, int Node)> wanted, Var var, int weight)
    {
        long evaluations = 0;
        int repeated = 0;
        foreach ((Cluster cluster, int node) in wanted)
        {
            if (cluster.Weight > MaxWeight) return false;
            evaluations += cluster.Evaluations(cluster.Nodes[node].Map);
            repeated = Math.Max(repeated, cluster.Nodes[node].Repeated);
        }
        long more = evaluations - var.Type.Size;
        return more <= 0 || weight + repeated <= CheapWeight || more * weight <= 1024;
    }

    private void Compute(Equation equation, Cluster cluster, int place, int weight)
    {
        Node node = cluster.Nodes[place];
        Shape shape = equation.Outputs[0].Type.Shape;
        node.Equation = equation;
        if (equation.Op is Iota)
        {
            node.Kind = NodeKind.Iota;
            return;
        }
        node.Kind = NodeKind.Op;
        cluster.Weight += weight;
        int repeated = cluster.Evaluations(node.Map) > shape.Size || node.Repeated > 0 ? node.Repeated + weight : 0;
        int[] operands = new int[equation.Inputs.Count];
        for (int i = 0; i < operands.Length; i++)
        {
            Shape own = equation.Inputs[i].Type.Shape;
            IndexMap map = node.Map;
            if (own != shape)
            {
                map = new(own.Rank, node.Map.Dims);
                for (int axis = 0; axis < own.Rank; axis++)
                    if (own[axis] != 1) node.Map.Row(axis).CopyTo(map.Row(axis));
            }
            operands[i] = Want(cluster, equation.Inputs[i], map, repeated);
        }
        node.Operands = operands;
    }

    private void PlaceView(Equation equation, int output, Var var)
    {
        bool store = _stored.Contains(var), failed = false;
        foreach ((Cluster cluster, int node) in Wanted(var)) failed |= !See(equation, output, cluster, node);
        if (!store && !failed) return;
        _stored.Add(var);
        if (Views.KeepsBytes(equation) && equation.Inputs[0] is Var source && (!_fusible.Contains(source) || _stored.Contains(source) || !CanSee(equation, var)))
        {
            AddView(var, source);
            return;
        }
        (int depth, ulong leaves) = _facts[var];
        (Cluster owner, int place) = NewOwner(var, depth, leaves);
        if (!See(equation, output, owner, place)) throw new InvalidOperationException($"{equation.Op.Name} is not affine over its own result.");
        LoadAll(var, owner);
    }

    /// <summary>Makes a variable one with the bytes of another, which is stored.</summary>
    private void AddView(Var var, Var source)
    {
        _stored.Add(source);
        _views.Add((var, source));
        List<int> readers = _readThroughViews.TryGetValue(source, out List<int>? known) ? known : _readThroughViews[source] = [];
        foreach ((Cluster cluster, int node) in Wanted(var))
            if (cluster.Nodes[node].Kind is NodeKind.Open) readers.Add(cluster.Unit);
        if (_readThroughViews.TryGetValue(var, out List<int>? further)) readers.AddRange(further);
        LoadAll(var);
    }

    private static bool CanSee(Equation equation, Var var)
    {
        Cluster trial = new(0, 0);
        IndexMap map = Identity(trial, var.Type.Shape);
        while (Views.Compose(equation, 0, map, trial.Sizes, out (int Dim, long Inner) cut) is null)
        {
            if (cut.Dim < 0) return false;
            map = map.Cut(cut.Dim, cut.Inner);
            trial.Cut(cut.Dim, cut.Inner);
        }
        return true;
    }

    /// <summary>Makes a node the operand's at another place; false where the place is not affine.</summary>
    private bool See(Equation equation, int output, Cluster cluster, int place)
    {
        Node node = cluster.Nodes[place];
        if (node.Kind is not NodeKind.Open) return true;
        while (true)
        {
            IndexMap? map = Views.Compose(equation, output, node.Map, cluster.Sizes, out (int Dim, long Inner) cut);
            if (map is not null)
            {
                node.Kind = NodeKind.Alias;
                node.Operands = [Want(cluster, equation.Inputs[0], map, node.Repeated)];
                return true;
            }
            if (cut.Dim < 0) return false;
            cluster.Cut(cut.Dim, cut.Inner);
        }
    }
}
