using Core.Ir;

namespace Core;

public static partial class Np
{
    /// <summary>
    /// The sums of products that letters for axes describe: <c>"ij,jk->ik"</c> is a matrix product. Without <c>-></c> the result has the
    /// letters that occur once, in order; <c>...</c> stands for all other axes; a letter twice in one operand is its diagonal.
    /// </summary>
    /// <param name="subscripts">One letter per axis of each operand, and of the result.</param>
    /// <param name="operands">The arrays; three and more are contracted two at a time, in a good order.</param>
    /// <exception cref="ShapeException">The subscripts are malformed or do not fit the operands.</exception>
    public static NdArray Einsum(string subscripts, params ReadOnlySpan<NdArray> operands) => Einsum(subscripts, operands, EinsumOrder.Auto);

    /// <inheritdoc cref="Einsum(string, ReadOnlySpan{NdArray})"/>
    /// <param name="subscripts">One letter per axis of each operand, and of the result.</param>
    /// <param name="operands">The arrays.</param>
    /// <param name="order">How to choose the order of contractions.</param>
    /// <param name="preferredElementType">The element type to sum in and of the result.</param>
    /// <param name="precision">How exactly to multiply on hardware that offers a choice.</param>
    public static NdArray Einsum(
        string subscripts, ReadOnlySpan<NdArray> operands, EinsumOrder order, DType? preferredElementType = null, DotPrecision? precision = null)
    {
        EinsumSpec spec = EinsumSpec.Parse(subscripts, operands);
        (DType dtype, bool weak) = preferredElementType is { } preferred ? (preferred, false) : ResultType(operands);
        List<Labelled> left = [];
        for (int i = 0; i < operands.Length; i++) left.Add(new(operands[i], spec.Operands[i]));

        List<int[]> path = ContractionPath.Find([.. spec.Operands], spec.Result, spec.SizesOf(operands), order);
        for (int step = 0; step < path.Count; step++)
        {
            // From right to left, so that the later operand is the left one (opt_einsum: contract_path; jax/_src/numpy/einsum.py: _einsum).
            Labelled[] taken = [.. path[step].OrderDescending().Select(place => left[place])];
            foreach (int place in path[step].OrderDescending()) left.RemoveAt(place);
            string names = string.Concat(taken.Select(x => x.Names)), needed = spec.Result + string.Concat(left.Select(x => x.Names));
            string result = step == path.Count - 1 ? spec.Result : string.Concat(names.Distinct().Where(needed.Contains));
            string contracted = string.Concat(names.Distinct().Where(c => !needed.Contains(c)).Order());
            Labelled made = taken.Length == 1
                ? EinsumOne(taken[0], contracted, result, dtype)
                : EinsumTwo(taken[0], taken[1], contracted, result, dtype, precision);
            left.Add(new(Lax.Transpose(made.Array, [.. result.Select(c => made.Names.IndexOf(c))]), result));
        }
        return Lax.ConvertElementType(left[0].Array, dtype, weak);
    }

    /// <summary>In which order <c>Einsum</c> contracts: at each step the places of the operands, whose result goes to the end of those that are left.</summary>
    /// <exception cref="ShapeException">The subscripts are malformed or do not fit the operands.</exception>
    public static ValueArray<ValueArray<int>> EinsumPath(string subscripts, ReadOnlySpan<NdArray> operands, EinsumOrder order = EinsumOrder.Auto)
    {
        EinsumSpec spec = EinsumSpec.Parse(subscripts, operands);
        return [.. ContractionPath.Find([.. spec.Operands], spec.Result, spec.SizesOf(operands), order).Select(places => ValueArray.Create<int>([.. places.Order()]))];
    }

    /// <summary>As the form with letters, with numbers: <c>Einsum(x, [0, 1], [1, 0])</c>.</summary>
    public static NdArray Einsum(NdArray x, int[] xAxes, int[]? result = null) => Einsum(Letters([xAxes], result), x);

    /// <summary>As the form with letters, with numbers: <c>Einsum(x, [0, 1], y, [1, 2], [0, 2])</c>.</summary>
    public static NdArray Einsum(NdArray x, int[] xAxes, NdArray y, int[] yAxes, int[]? result = null) => Einsum(Letters([xAxes, yAxes], result), x, y);

    /// <summary>An array, and a letter for each of its axes.</summary>
    private readonly record struct Labelled(NdArray Array, string Names);

    private static Labelled EinsumOne(Labelled x, string contracted, string result, DType dtype)
    {
        Dictionary<char, int> counts = Count(x.Names);
        x = SumUnique(x, contracted.Where(c => counts[c] == 1), dtype);
        return TakeDiagonals(x, counts, result, dtype);
    }

    private static Labelled EinsumTwo(Labelled lhs, Labelled rhs, string contracted, string result, DType dtype, DotPrecision? precision)
    {
        lhs = DropSingletons(lhs, rhs);
        rhs = DropSingletons(rhs, lhs);
        Dictionary<char, int> lhsCounts = Count(lhs.Names), rhsCounts = Count(rhs.Names);
        lhs = SumUnique(lhs, contracted.Where(c => lhsCounts.GetValueOrDefault(c) == 1 && !rhsCounts.ContainsKey(c)), dtype);
        rhs = SumUnique(rhs, contracted.Where(c => rhsCounts.GetValueOrDefault(c) == 1 && !lhsCounts.ContainsKey(c)), dtype);
        lhs = TakeDiagonals(lhs, lhsCounts, result + rhs.Names, dtype);
        rhs = TakeDiagonals(rhs, rhsCounts, result + lhs.Names, dtype);

        string batch = string.Concat(result.Where(c => lhs.Names.Contains(c) && rhs.Names.Contains(c)));
        contracted = string.Concat(contracted.Where(c => lhs.Names.Contains(c) || rhs.Names.Contains(c)));
        string lhsFree = Without(lhs.Names, batch + contracted), rhsFree = Without(rhs.Names, batch + contracted);
        // One of the two orders may give the result without a transpose.
        bool swap = batch + rhsFree + lhsFree == result;
        if (swap) (lhs, rhs, lhsFree, rhsFree) = (rhs, lhs, rhsFree, lhsFree);
        DotDims dims = new(Places(lhs, contracted), Places(rhs, contracted), Places(lhs, batch), Places(rhs, batch));
        return new(Lax.DotGeneral(lhs.Array, rhs.Array, dims, precision, dtype), batch + lhsFree + rhsFree);
    }

    /// <summary>Drops the axes of size 1 that the other operand has with another size: broadcasting.</summary>
    private static Labelled DropSingletons(Labelled x, Labelled other)
    {
        List<int> dropped = [];
        for (int axis = 0; axis < x.Names.Length; axis++)
        {
            int place = other.Names.IndexOf(x.Names[axis]);
            if (x.Array.Shape[axis] == 1 && place >= 0 && other.Array.Shape[place] != 1) dropped.Add(axis);
        }
        return dropped.Count == 0 ? x : new(Lax.Squeeze(x.Array, [.. dropped]), string.Concat(x.Names.Where((_, axis) => !dropped.Contains(axis))));
    }

    private static Labelled SumUnique(Labelled x, IEnumerable<char> names, DType dtype)
    {
        string unique = string.Concat(names);
        return unique.Length == 0 ? x : new(SumOver(x.Array, Places(x, unique), dtype), Without(x.Names, unique));
    }

    /// <summary>Keeps only the diagonal of axes with one name: everything else becomes 0, and all of the axes but one are summed over.</summary>
    private static Labelled TakeDiagonals(Labelled x, Dictionary<char, int> counts, string kept, DType dtype)
    {
        foreach ((char name, int count) in counts)
        {
            if (count == 1) continue;
            int[] axes = [.. Enumerable.Range(0, x.Names.Length).Where(axis => x.Names[axis] == name)];
            NdArray diagonal = Diagonal(x.Array.Shape, axes), zeros = Lax.BroadcastInDim(ConstantLike(x.Array, 0), x.Array.Shape, []);
            x = x with { Array = Lax.SelectN(diagonal, zeros, x.Array) };
            int[] summed = kept.Contains(name) ? [.. axes.SkipLast(1)] : axes;
            x = new(SumOver(x.Array, ValueArray.Create<int>(summed), dtype), string.Concat(x.Names.Where((_, axis) => !summed.Contains(axis))));
        }
        return x;
    }

    /// <summary>Where the indices along all the given axes are equal.</summary>
    private static NdArray Diagonal(Shape shape, int[] axes)
    {
        Shape square = [.. axes.Select(axis => shape[axis])];
        NdArray[] indices = [.. Enumerable.Range(0, axes.Length).Select(i => Lax.Iota(DType.U32, square, i))];
        NdArray equal = indices.Zip(indices.Skip(1), Lax.Eq).ToList().Aggregate((a, b) => Lax.Binary(BinaryKind.And, a, b));
        return Lax.BroadcastInDim(equal, shape, ValueArray.Create<int>(axes));
    }

    private static NdArray SumOver(NdArray x, ValueArray<int> axes, DType dtype)
    {
        if (Promotion.Join([(x.DType, x.IsWeak), (dtype, false)], Tracing.TraceScope.UsesX64).DType != x.DType) x = Lax.ConvertElementType(x, dtype);
        return Lax.Reduce(x.DType is DType.Bool ? ReduceKind.Or : ReduceKind.Sum, x, axes);
    }

    private static Dictionary<char, int> Count(string names)
    {
        Dictionary<char, int> counts = [];
        foreach (char name in names) counts[name] = counts.GetValueOrDefault(name) + 1;
        return counts;
    }

    private static ValueArray<int> Places(Labelled x, string names) => [.. names.Select(c => x.Names.IndexOf(c))];

    private static string Without(string names, string removed) => string.Concat(names.Where(c => !removed.Contains(c)));

    private static string Letters(int[][] operands, int[]? result)
    {
        int[] numbers = [.. operands.SelectMany(axes => axes).Distinct().Order()];
        if (numbers.Length > 52) throw new ShapeException($"Einsum: at most 52 different axes can be named, got {numbers.Length}.");
        string Text(int[] axes) => string.Concat(axes.Select(axis => Array.IndexOf(numbers, axis) is >= 0 and int i
            ? (char)(i < 26 ? 'a' + i : 'A' + i - 26)
            : throw new ShapeException($"Einsum: the result has axis {axis}, which no operand has.")));
        string terms = string.Join(',', operands.Select(Text));
        return result is null ? terms : $"{terms}->{Text(result)}";
    }
}
