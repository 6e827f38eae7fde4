using System.Numerics;

namespace Core;

/// <summary>
/// In which order to contract the operands of an einsum, two at a time. The searches are those of opt_einsum (Smith and Gray, 2018), with its
/// costs and its ways to break ties, so that the order is the one that <c>jax.numpy.einsum</c> takes.
/// </summary>
/// <remarks>A set of axes is a string of their letters in order. Operands have numbers that stay; each contraction makes an operand of the next number.</remarks>
internal sealed class ContractionPath
{
    private readonly string _output;
    private readonly IReadOnlyDictionary<char, int> _sizes;
    private readonly Dictionary<(string, string), (string Result, BigInteger Flops)> _known = [];

    private ContractionPath(string output, IReadOnlyDictionary<char, int> sizes) => (_output, _sizes) = (output, sizes);

    /// <summary>The places of the operands that each step contracts; its result goes to the end of those that are left.</summary>
    /// <param name="inputs">The letters of each operand.</param>
    /// <param name="output">The letters of the result.</param>
    /// <param name="sizes">The size of each letter.</param>
    /// <param name="order">How to search.</param>
    public static List<int[]> Find(IReadOnlyList<string> inputs, string output, IReadOnlyDictionary<char, int> sizes, EinsumOrder order)
    {
        int count = inputs.Count;
        if (count <= 2) return [[.. Enumerable.Range(0, count)]];
        if (order is EinsumOrder.AsWritten) return [.. Enumerable.Repeat<int[]>([0, 1], count - 1)];
        ContractionPath search = new(Set(output), sizes);
        string[] sets = [.. inputs.Select(Set)];
        List<(int, int)> path = (order, count) switch
        {
            (EinsumOrder.Optimal, _) or (EinsumOrder.Auto, <= 4) => search.Optimal(sets),
            (EinsumOrder.Auto, <= 6) => search.Branch(sets, int.MaxValue),
            (EinsumOrder.Auto, <= 8) => search.Branch(sets, 2),
            (EinsumOrder.Auto, <= 14) => search.Branch(sets, 1),
            _ => search.Greedy(sets),
        };
        return ToPlaces(path, count);
    }

    /// <summary>Every order, given up where it is no better than the best so far.</summary>
    private List<(int, int)> Optimal(string[] inputs)
    {
        BigInteger? best = null;
        List<(int, int)> bestPath = [];
        Iterate([], [.. Enumerable.Range(0, inputs.Length)], [.. inputs], 0);
        return bestPath;

        void Iterate(List<(int, int)> path, int[] remaining, List<string> sets, BigInteger flops)
        {
            if (remaining.Length == 1)
            {
                (best, bestPath) = (flops, path);
                return;
            }
            foreach ((int i, int j) in Pairs(remaining))
            {
                (string result, BigInteger cost) = Contract(sets, remaining, i, j);
                if (flops + cost >= best) continue;
                Iterate([.. path, (i, j)], [.. remaining.Where(n => n != i && n != j), sets.Count], [.. sets, result], flops + cost);
            }
        }
    }

    /// <summary>The most promising orders first, those that fall far behind given up; at each step at most some of them.</summary>
    private List<(int, int)> Branch(string[] inputs, int branches)
    {
        const int Cutoff = 4; // how many times the cost of the best at this step is too much
        (BigInteger Flops, BigInteger Size)? best = null;
        List<(int, int)> bestPath = [];
        Dictionary<int, BigInteger> progress = [];
        Iterate([], [.. Enumerable.Range(0, inputs.Length)], [.. inputs], 0, 0);
        return bestPath;

        void Iterate(List<(int, int)> path, int[] remaining, List<string> sets, BigInteger flops, BigInteger size)
        {
            if (remaining.Length == 1)
            {
                (best, bestPath) = ((flops, size), path);
                return;
            }
            List<(BigInteger Cost, BigInteger Flops, BigInteger Total, BigInteger Size, int I, int J, string Result)> candidates = [];
            foreach ((int i, int j) in Pairs(remaining))
                if (sets[i].Any(sets[j].Contains)) Assess(i, j);
            // Outer products only where nothing else is left.
            if (candidates.Count == 0)
                foreach ((int i, int j) in Pairs(remaining)) Assess(i, j);
            candidates.Sort();
            foreach (var (_, _, total, largest, i, j, result) in candidates.Take(branches))
                Iterate([.. path, (i, j)], [.. remaining.Where(n => n != i && n != j), sets.Count], [.. sets, result], total, largest);

            void Assess(int i, int j)
            {
                (string result, BigInteger cost) = Contract(sets, remaining, i, j);
                BigInteger sizeOfResult = SizeOf(result), total = flops + cost, largest = BigInteger.Max(size, sizeOfResult);
                if (best is { } b && (total, largest).CompareTo(b) >= 0) return;
                if (!progress.TryGetValue(sets.Count, out BigInteger reached) || total < reached) progress[sets.Count] = total;
                else if (total > Cutoff * reached) return;
                candidates.Add((sizeOfResult - SizeOf(sets[i]) - SizeOf(sets[j]), cost, total, largest, i, j, result));
            }
        }
    }

    /// <summary>Always the pair whose contraction takes the most elements away.</summary>
    private List<(int, int)> Greedy(string[] inputs)
    {
        // What all operands have cannot be summed before the last step.
        string output = Set(_output + inputs.Aggregate((a, b) => Both(a, b)));
        Dictionary<string, int> remaining = [];
        List<(int, int)> path = [];
        int next = inputs.Length;
        for (int i = 0; i < inputs.Length; i++)
        {
            if (remaining.TryGetValue(inputs[i], out int same))
            {
                path.Add((same, i));
                remaining[inputs[i]] = next++;
            }
            else remaining[inputs[i]] = i;
        }
        Dictionary<char, HashSet<string>> users = [];
        foreach (string set in remaining.Keys)
            foreach (char axis in set)
                if (!output.Contains(axis)) Users(axis).Add(set);
        // By how many operands an axis is used decides whether a contraction sums over it.
        Dictionary<char, int> counts = users.ToDictionary(u => u.Key, u => u.Value.Count);
        PriorityQueue<(string A, string B, string Result), (BigInteger, int, int)> queue = new();
        foreach (HashSet<string> sets in users.Values)
        {
            string[] ordered = [.. sets.OrderBy(set => remaining[set])];
            for (int i = 0; i < ordered.Length - 1; i++) Push(ordered[i], ordered[(i + 1)..]);
        }
        while (queue.TryDequeue(out var candidate, out _))
        {
            (string a, string b, string result) = candidate;
            if (!remaining.ContainsKey(a) || !remaining.ContainsKey(b)) continue;
            remaining.Remove(a, out int idA);
            remaining.Remove(b, out int idB);
            foreach (char axis in a) if (!output.Contains(axis)) Users(axis).Remove(a);
            foreach (char axis in b) if (!output.Contains(axis)) Users(axis).Remove(b);
            path.Add((idA, idB));
            if (remaining.TryGetValue(result, out int same)) path.Add((same, next++));
            else foreach (char axis in result) if (!output.Contains(axis)) Users(axis).Add(result);
            remaining[result] = next++;
            foreach (char axis in Set(a + b)) if (!output.Contains(axis)) counts[axis] = Users(axis).Count;
            string[] others = [.. result.Where(axis => !output.Contains(axis)).SelectMany(Users).Where(set => set != result).Distinct()];
            if (others.Length > 0) Push(result, others);
        }
        OuterProducts();
        return path;

        HashSet<string> Users(char axis) => users.TryGetValue(axis, out var sets) ? sets : users[axis] = [];

        void Push(string a, string[] others)
        {
            var best = others.Select(b => Candidate(a, b)).MinBy(candidate => candidate.Priority);
            queue.Enqueue(best.Step, best.Priority);
        }

        ((string, string, string) Step, (BigInteger, int, int) Priority) Candidate(string a, string b)
        {
            string two = Both(a, b);
            string result = string.Concat(Set(a + b).Where(axis => output.Contains(axis) || counts.GetValueOrDefault(axis) >= (two.Contains(axis) ? 3 : 2)));
            BigInteger cost = SizeOf(result) - SizeOf(a) - SizeOf(b);
            if (remaining[a] > remaining[b]) (a, b) = (b, a);
            return ((a, b, result), (cost, remaining[b], remaining[a]));
        }

        void OuterProducts()
        {
            PriorityQueue<(int Id, string Set), (BigInteger, int)> final = new();
            foreach ((string set, int id) in remaining) final.Enqueue((id, set), (SizeOf(Both(set, output)), id));
            (int firstId, string first) = final.Dequeue();
            while (final.TryDequeue(out var second, out _))
            {
                path.Add((Math.Min(firstId, second.Id), Math.Max(firstId, second.Id)));
                string result = Both(Set(first + second.Set), output);
                int id = next++;
                (firstId, first) = final.EnqueueDequeue((id, result), (SizeOf(result), id));
            }
        }
    }

    /// <summary>What is left of two operands, and how many multiplications and additions it takes.</summary>
    private (string Result, BigInteger Flops) Contract(List<string> sets, int[] remaining, int i, int j)
    {
        if (_known.TryGetValue((sets[i], sets[j]), out var known)) return known;
        string either = Set(sets[i] + sets[j]), keep = Set(_output + string.Concat(remaining.Where(n => n != i && n != j).Select(n => sets[n])));
        bool sums = Both(sets[i], sets[j]).Any(axis => !keep.Contains(axis));
        return _known[(sets[i], sets[j])] = (Both(either, keep), SizeOf(either) * (sums ? 2 : 1));
    }

    private BigInteger SizeOf(string axes) => axes.Aggregate(BigInteger.One, (product, axis) => product * _sizes[axis]);

    private static IEnumerable<(int, int)> Pairs(int[] numbers)
    {
        for (int i = 0; i < numbers.Length; i++)
            for (int j = i + 1; j < numbers.Length; j++) yield return (numbers[i], numbers[j]);
    }

    private static string Set(string axes) => string.Concat(axes.Distinct().Order());

    private static string Both(string a, string b) => string.Concat(a.Where(b.Contains));

    private static List<int[]> ToPlaces(List<(int, int)> path, int count)
    {
        List<int> left = [.. Enumerable.Range(0, count)];
        List<int[]> places = [];
        foreach ((int a, int b) in path)
        {
            places.Add([left.IndexOf(a), left.IndexOf(b)]);
            left.Remove(a);
            left.Remove(b);
            left.Add(count++);
        }
        return places;
    }
}

/// <summary>How <c>Einsum</c> chooses the order in which it contracts three or more operands.</summary>
public enum EinsumOrder
{
    /// <summary>The best order of up to four operands, a good one of more.</summary>
    Auto,
    /// <summary>The best order; takes long for more than about eight operands.</summary>
    Optimal,
    /// <summary>At each step the pair that takes the most elements away.</summary>
    Greedy,
    /// <summary>The first two operands first, and so on.</summary>
    AsWritten,
}
