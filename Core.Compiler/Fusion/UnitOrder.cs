using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Fusion;

/// <summary>Brings units into an order in which everything is written before it is read; kernels keep theirs.</summary>
internal static class UnitOrder
{
    private const int MostReaders = 8; // of an array that is updated, which are put before the update
    private const int MostVisited = 1000; // units that are looked at to find out whether that is possible

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
        Dictionary<FusedUnit, List<FusedUnit>> earlier = ReadersBefore(all, writers);
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
                if (earlier.TryGetValue(unit, out List<FusedUnit>? readers))
                    foreach (FusedUnit reader in readers) Visit(reader);
            });
            sorted.Add(unit);
        }
    }

    /// <summary>For each update of an array the other units that read it and do not depend on the update: if they come first, it may be made in place.</summary>
    private static Dictionary<FusedUnit, List<FusedUnit>> ReadersBefore(List<FusedUnit> all, Dictionary<Var, FusedUnit> writers)
    {
        Dictionary<FusedUnit, List<FusedUnit>> earlier = [];
        Dictionary<Var, List<FusedUnit>>? readersOf = null;
        foreach (FusedUnit unit in all)
            if (unit is KernelUnit { Equation.HasEffect: true }) return earlier; // whose order is that of the program
        foreach (FusedUnit unit in all)
        {
            if (unit is not KernelUnit { Equation: var equation } || InPlace.UpdatedOperand(equation.Op) is not (>= 0 and var operand) || equation.Inputs[operand] is not Var updated) continue;
            readersOf ??= Readers();
            List<FusedUnit> others = [.. readersOf[updated].Where(reader => !ReferenceEquals(reader, unit))];
            if (others.Count is 0 or > MostReaders) continue;
            // One that depends on the update, or is an update of the same array itself, stays where it is; so do all then.
            if (others.All(reader => !IsUpdate(reader, updated) && !Depends(reader, unit, [], earlier))) earlier[unit] = others;
        }
        return earlier;

        Dictionary<Var, List<FusedUnit>> Readers()
        {
            Dictionary<Var, List<FusedUnit>> readers = [];
            foreach (FusedUnit unit in all)
            {
                foreach (Var var in unit.Reads)
                {
                    if (!readers.TryGetValue(var, out List<FusedUnit>? list)) readers[var] = list = [];
                    list.Add(unit);
                }
            }
            return readers;
        }

        bool Depends(FusedUnit unit, FusedUnit on, HashSet<FusedUnit> seen, Dictionary<FusedUnit, List<FusedUnit>> ordered)
        {
            if (ReferenceEquals(unit, on)) return true;
            if (!seen.Add(unit)) return false;
            if (seen.Count > MostVisited) return true; // not found out
            foreach (Var var in unit.Reads)
                if (writers.TryGetValue(var, out FusedUnit? writer) && Depends(writer, on, seen, ordered)) return true;
            if (ordered.TryGetValue(unit, out List<FusedUnit>? before))
                foreach (FusedUnit reader in before)
                    if (Depends(reader, on, seen, ordered)) return true;
            return false;
        }
    }

    private static bool IsUpdate(FusedUnit unit, Var updated) =>
        unit is KernelUnit { Equation: var equation } && InPlace.UpdatedOperand(equation.Op) is >= 0 and var operand && ReferenceEquals(equation.Inputs[operand], updated);
}
