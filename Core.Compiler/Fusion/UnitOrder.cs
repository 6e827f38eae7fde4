using Core.Ir;

namespace Core.Compiler.Fusion;

/// <summary>Brings units into an order in which everything is written before it is read; kernels keep theirs.</summary>
internal static class UnitOrder
{
    /// <summary>The units of a program.</summary>
    /// <param name="jaxpr">The program.</param>
    /// <param name="clusters">All clusters; those of one unit one after the other.</param>
    /// <param name="views">Variables with the bytes of others.</param>
    /// <param name="kernels">The equations that are kernels, the last one first.</param>
    public static ValueArray<FusedUnit> Sort(Jaxpr jaxpr, List<Cluster> clusters, List<(Var Output, Var Source)> views, List<Equation> kernels)
    {
        List<FusedUnit> all = new(clusters.Count + views.Count + kernels.Count);
        for (int i = kernels.Count - 1; i >= 0; i--) all.Add(new KernelUnit(kernels[i]));
        for (int i = views.Count - 1; i >= 0; i--) all.Add(new ViewUnit(views[i].Output, views[i].Source));
        SortedDictionary<int, List<Cluster>> units = [];
        foreach (Cluster cluster in clusters)
        {
            if (!units.TryGetValue(cluster.Unit, out List<Cluster>? nests)) units[cluster.Unit] = nests = [];
            nests.Add(cluster);
        }
        int firstCluster = all.Count;
        foreach (List<Cluster> nests in units.Values) all.Add(new ClusterUnit(nests));
        all.Reverse(firstCluster, all.Count - firstCluster);

        Dictionary<Var, FusedUnit> writers = [];
        foreach (FusedUnit unit in all)
            foreach (Var var in unit.Writes) writers[var] = unit;
        List<FusedUnit> sorted = new(all.Count);
        HashSet<FusedUnit> done = [];
        foreach (FusedUnit unit in all) Visit(unit);
        return [.. sorted];

        void Visit(FusedUnit unit)
        {
            if (!done.Add(unit)) return;
            DeepRecursion.Run(() =>
            {
                foreach (Var var in unit.Reads)
                    if (writers.TryGetValue(var, out FusedUnit? writer)) Visit(writer);
            });
            sorted.Add(unit);
        }
    }
}
