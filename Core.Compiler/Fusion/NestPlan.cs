using Core.Ir;

namespace Core.Compiler.Fusion;

/// <summary>How a nest is run: along which dimension lanes lie, how the work is cut for threads, what is kept from one pass over a row to the next.</summary>
internal sealed class NestPlan
{
    /// <summary>Elements of a block whose values go from one loop to the next through the first-level cache.</summary>
    public const int Block = 512;

    /// <summary>Vectors of rows that one pass of the outermost loop does, side by side.</summary>
    public const int RowVectors = 4;

    private const int PieceNanoseconds = 30_000;
    private const int MaxPieces = 64;
    private const long LastCache = 32 << 20;
    private const int MaxKeptBytes = 384 << 10;

    /// <summary>Whether lanes lie along the last dimension of the rows and reductions are loops; else lanes lie along the last inner dimension.</summary>
    public bool AcrossRows { get; private set; }

    /// <summary>The dimension along which lanes lie; −1 where there is one point only.</summary>
    public int LanesDim { get; private set; }

    /// <summary>How many elements of <see cref="CutDim"/> one pass of the outermost loop does; 0 where it does all.</summary>
    public long CutSize { get; private set; }

    /// <summary>The dimension that is cut for the outermost loop.</summary>
    public int CutDim { get; private set; }

    /// <summary>Whether the outermost loop goes over all rows for a cut before it comes to the next: what the cut reads is then read from the nearest cache.</summary>
    public bool CutFirst { get; private set; }

    /// <summary>How many passes the outermost loop has.</summary>
    public long Outer { get; private set; }

    /// <summary>Into how many parts reductions are cut, whose results a second nest combines; 0 where they are not.</summary>
    public int Parts { get; private set; }

    /// <summary>Whether the value of each node is kept for later passes over the row.</summary>
    public required bool[] Kept { get; init; }

    /// <summary>How many pieces there are for threads.</summary>
    public int Pieces { get; private set; }

    /// <summary>About how long it takes on one thread.</summary>
    public double Nanoseconds { get; private set; }

    /// <summary>Whether stores go past the caches, as more is read and written than those hold.</summary>
    public bool NonTemporal { get; private set; }

    /// <summary>Bytes that are read and written.</summary>
    public long Bytes { get; private set; }

    /// <summary>The plan for a nest.</summary>
    public static NestPlan Of(Nest nest, int lanes)
    {
        NestPlan plan = new() { Kept = new bool[nest.Nodes.Count] };
        (long rows, long inner) = nest.Points;
        int weight = 0, rowWeight = 0;
        foreach (int node in nest.Order)
        {
            if (nest.Nodes[node].Kind is not NodeKind.Op) continue;
            int own = Fusible.Weight(nest.Nodes[node].Equation!);
            if (nest.IsInner[node]) weight += own;
            else rowWeight += own;
        }
        plan.AcrossRows = nest.HasReductions && nest.Rows > 0 && PrefersRows(nest, lanes);
        plan.LanesDim = plan.AcrossRows ? nest.Rows - 1 : nest.Sizes.Length - 1;
        plan.CutDim = -1;
        plan.Keep(nest, inner, lanes);

        plan.Bytes = 0;
        foreach (Var var in nest.Buffers) plan.Bytes += var.Type.ByteSize;
        plan.NonTemporal = plan.Bytes > LastCache;
        double compute = (double)rows * inner * (0.5 + weight + nest.Passes) / lanes * 0.35 + (double)rows * (rowWeight + 8) * 0.3;
        plan.Nanoseconds = Math.Max(compute, plan.Bytes * 0.04);

        long outer = 1;
        for (int dim = 0; dim < nest.Rows; dim++)
            if (!plan.AcrossRows || dim < nest.Rows - 1) outer *= nest.Sizes[dim];
        long wanted = Math.Clamp((long)(plan.Nanoseconds / PieceNanoseconds) + 1, 1, MaxPieces);
        if (plan.AcrossRows || !nest.HasReductions)
        {
            // Lanes are independent: the dimension is cut into blocks.
            if (plan.LanesDim >= 0)
            {
                long size = nest.Sizes[plan.LanesDim];
                long blocks = Math.Max(1, wanted * 2 / Math.Max(1, outer));
                long cut = plan.AcrossRows ? RowVectors * lanes : 4 * Block;
                if (!plan.AcrossRows) cut = Math.Max(cut, (size / blocks + Block - 1) / Block * Block);
                if (NeedsSegments(weight) && !plan.AcrossRows) cut = Block;
                if (size > cut)
                {
                    plan.CutDim = plan.LanesDim;
                    plan.CutSize = cut;
                    outer *= (size + cut - 1) / cut;
                }
            }
        }
        else if (outer < 8 && wanted > 2 && nest.Passes == 1 && inner > 8192) outer *= plan.CutIntoParts(nest, wanted, outer);
        if (plan.AcrossRows && outer < 8 && wanted > 2 && nest.Passes == 1 && inner > 1024) outer *= plan.CutIntoParts(nest, wanted, outer);
        plan.CutFirst = plan.AcrossRows && plan.CutDim == plan.LanesDim && outer > 1 && !nest.ReadsPerRow();
        plan.Outer = outer;
        plan.Pieces = (int)Math.Min(wanted, outer);
        return plan;
    }

    /// <summary>Whether ops of this weight are too many for one loop.</summary>
    public static bool NeedsSegments(int weight) => weight > 56;

    // Reductions are cut along their first dimension: each part has results of its own.
    private long CutIntoParts(Nest nest, long wanted, long outer)
    {
        if (CutDim >= 0) return 1; // lanes are cut already
        long size = nest.Sizes[nest.Rows];
        long parts = Math.Min(MaxPieces, Math.Max(2, wanted * 2 / outer));
        long unit = nest.Rows == LanesDim ? Block : 1;
        long cut = ((size + parts - 1) / parts + unit - 1) / unit * unit;
        parts = (size + cut - 1) / cut;
        if (parts < 2) return 1;
        (CutDim, CutSize, Parts) = (nest.Rows, cut, (int)parts);
        return parts;
    }

    /// <summary>Whether lanes along the last dimension of the rows cost less.</summary>
    /// <param name="nest">The nest.</param>
    /// <param name="lanes">Lanes of a vector.</param>
    /// <param name="packed">Whether operands that are read often enough are brought into the order of the lanes first.</param>
    public static bool PrefersRows(Nest nest, int lanes, bool packed = false)
    {
        long inner = nest.Sizes[^1], rows = nest.Sizes[nest.Rows - 1];
        double alongInner = 0, alongRows = 0;
        int reductions = 0;
        foreach (int node in nest.Order)
        {
            switch (nest.Nodes[node].Kind)
            {
                case NodeKind.Op when nest.IsInner[node]:
                    int weight = Fusible.Weight(nest.Nodes[node].Equation!);
                    alongInner += weight;
                    alongRows += weight;
                    break;
                case NodeKind.Load when nest.IsInner[node]:
                    alongInner += CostOf(nest.Loads[node]!.Flat[^2]);
                    alongRows += packed && nest.CanPack(nest.Loads[node]!) ? 1 : CostOf(nest.Loads[node]!.Flat[nest.Rows - 1]);
                    break;
                case NodeKind.Reduce:
                    reductions++;
                    break;
            }
        }
        foreach ((_, Access at) in nest.Stores)
        {
            if (!nest.IsStoredInner(at)) continue;
            alongInner += CostOf(at.Flat[^2]);
            alongRows += CostOf(at.Flat[nest.Rows - 1]);
        }
        double perRowInner = Math.Ceiling((double)inner / lanes) * (alongInner + reductions) + reductions * 10 + 6;
        double perRowRows = (alongRows + reductions) * inner * Math.Ceiling((double)rows / lanes) / rows;
        return perRowRows < perRowInner;

        double CostOf(long stride) => stride is 0 or 1 ? 1 : 1.5 * lanes;
    }

    /// <summary>Keeps what later passes over the row need and would take long to compute again.</summary>
    private void Keep(Nest nest, long inner, int lanes)
    {
        if (nest.Passes < 2) return;
        int[] cost = new int[nest.Nodes.Count];
        bool[] later = new bool[nest.Nodes.Count];
        foreach (int node in nest.Order)
        {
            foreach (int operand in nest.Nodes[node].Operands)
            {
                int place = nest.Resolved[operand];
                int usedIn = nest.Nodes[node].Kind is NodeKind.Reduce ? nest.Pass[node] - 1 : nest.Pass[node];
                if (nest.IsInner[place] && nest.Pass[place] < usedIn) later[place] = true;
            }
        }
        long bytes = 0;
        foreach (int node in nest.Order)
        {
            if (nest.Nodes[node].Kind is not NodeKind.Op || !nest.IsInner[node]) continue;
            cost[node] = Fusible.Weight(nest.Nodes[node].Equation!);
            foreach (int operand in nest.Nodes[node].Operands) cost[node] += Math.Min(200, cost[nest.Resolved[operand]]);
            long own = (AcrossRows ? inner * lanes : inner) * (nest.Nodes[node].Atom.Type.DType.ByteSize <= 4 ? 4 : nest.Nodes[node].Atom.Type.DType.ByteSize);
            if (!later[node] || cost[node] <= 4 || bytes + own > MaxKeptBytes) continue;
            Kept[node] = true;
            bytes += own;
            cost[node] = 0;
        }
    }
}
