namespace Core;

public static partial class Rng
{
    /// <summary>The integers from 0 to below <paramref name="n"/> in a random order.</summary>
    public static NdArray Permutation(NdArray key, int n)
    {
        CheckKey("Permutation", key);
        return Shuffle(key, Np.Arange(n), 0);
    }

    /// <summary>An array with its parts along an axis in a random order.</summary>
    /// <param name="key">The key.</param>
    /// <param name="x">The array.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="independent">Whether each line along the axis is put in an order of its own.</param>
    public static NdArray Permutation(NdArray key, NdArray x, int axis = 0, bool independent = false)
    {
        CheckKey("Permutation", key);
        if (x.Rank == 0) throw new ShapeException($"Permutation: takes an array with axes or a C# integer, got {x.Type}.");
        int along = Lax.Canonical(axis, x.Rank, "Permutation");
        if (independent || x.Rank == 1) return Shuffle(key, x, along);
        return Np.Take(x, Shuffle(key, Np.Arange(x.Shape[along]), 0), along, uniqueIndices: true);
    }

    /// <summary>Integers from 0 to below <paramref name="n"/> chosen at random.</summary>
    /// <param name="key">The key.</param>
    /// <param name="n">How many integers there are to choose from.</param>
    /// <param name="shape">How many are chosen, as a shape.</param>
    /// <param name="replace">Whether one may be chosen twice.</param>
    /// <param name="p">The probability of each; the same for all by default.</param>
    /// <exception cref="ShapeException">There are not enough of them, or <paramref name="p"/> has another size.</exception>
    public static NdArray Choice(NdArray key, int n, Shape shape = default, bool replace = true, NdArray? p = null)
    {
        if (shape.Size == 0) return Np.Zeros(shape, Promotion.DefaultInt(Tracing.TraceScope.UsesX64));
        CheckChoice(key, n, shape, replace, p);
        return Lax.Reshape(p is null && !replace ? Permutation(key, n)[..(int)shape.Size] : Places(key, n, shape, replace, p), shape);
    }

    /// <summary>Parts of an array along an axis chosen at random.</summary>
    /// <param name="key">The key.</param>
    /// <param name="a">The array.</param>
    /// <param name="shape">How many are chosen, as a shape, which takes the place of the axis.</param>
    /// <param name="replace">Whether one may be chosen twice.</param>
    /// <param name="p">The probability of each; the same for all by default.</param>
    /// <param name="axis">The axis.</param>
    /// <exception cref="ShapeException">There are not enough of them, or <paramref name="p"/> has another size.</exception>
    public static NdArray Choice(NdArray key, NdArray a, Shape shape = default, bool replace = true, NdArray? p = null, int axis = 0)
    {
        if (a.Rank == 0) throw new ShapeException($"Choice: takes an array with axes or a C# integer, got {a.Type}.");
        if (shape.Size == 0) return Np.Zeros(shape, a.DType);
        int along = Lax.Canonical(axis, a.Rank, "Choice"), n = a.Shape[along];
        CheckChoice(key, n, shape, replace, p);
        NdArray chosen;
        if (p is null && !replace)
        {
            int[] limit = [.. a.Shape];
            limit[along] = (int)shape.Size;
            NdArray permuted = Permutation(key, a, along);
            chosen = limit[along] == n ? permuted : Lax.Slice(permuted, ValueArray.Create<int>(new int[a.Rank]), ValueArray.Create<int>(limit));
        }
        else chosen = Np.Take(a, Places(key, n, shape, replace, p), along);
        return Lax.Reshape(chosen, [.. a.Shape.Span[..along], .. shape, .. a.Shape.Span[(along + 1)..]]);
    }

    /// <summary>Categories, by the logarithms of their probabilities.</summary>
    /// <param name="key">The key.</param>
    /// <param name="logits">The logarithms of the probabilities along an axis, up to a number that is the same for all.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="shape">The shape, whose last axes are those of <paramref name="logits"/> without the axis; only those by default.</param>
    /// <param name="replace">Whether the samples along the first axes may be the same category.</param>
    /// <param name="highRange">Whether to draw twice as many bits, so that categories of probability below 10⁻⁷ are right too.</param>
    /// <exception cref="ShapeException">The shape does not end in that of the logits, or there are fewer categories than samples of each without replacement.</exception>
    public static NdArray Categorical(NdArray key, NdArray logits, int axis = -1, Shape? shape = null, bool replace = true, bool highRange = false)
    {
        CheckKey("Categorical", key);
        int along = Lax.Canonical(axis, logits.Rank, "Categorical"), count = logits.Shape[along];
        Shape batch = logits.Shape.Remove(along), samples = shape is { } wanted ? CheckShape("Categorical", wanted, batch) : batch;
        Shape prefix = Shape.Create(samples.Span[..(samples.Rank - batch.Rank)]), own = Shape.Create(samples.Span[prefix.Rank..]);
        if (replace)
        {
            NdArray noise = Gumbel(key, [.. prefix, .. own.Insert(along, count)], logits.DType, highRange);
            return Np.Argmax(Np.Add(noise, Lax.ExpandDims(logits, [.. Enumerable.Range(0, prefix.Rank)])), along + prefix.Rank);
        }
        int k = (int)prefix.Size;
        if (k > count) throw new ShapeException($"Categorical: {k} samples without replacement need as many categories, got {count}.");
        NdArray places = Lax.TopK(Np.Moveaxis(Np.Add(logits, Gumbel(key, logits.Shape, logits.DType, highRange)), along, -1), k).Indices;
        return Lax.Reshape(places, samples, [places.Rank - 1, .. Enumerable.Range(0, places.Rank - 1)]);
    }

    // JAX: _shuffle. Sorted by random words, as often as makes it likely enough that all have been told apart.
    private static NdArray Shuffle(NdArray key, NdArray x, int axis) => Lax.Jitted("_shuffle", [axis], args =>
    {
        (NdArray own, NdArray shuffled) = (args[0], args[1]);
        int rounds = (int)Math.Ceiling(3 * Math.Log(Math.Max(1, shuffled.Size)) / Math.Log(uint.MaxValue));
        for (int i = 0; i < rounds; i++)
        {
            NdArray[] keys = SplitInto("Permutation", own, 2);
            own = keys[0];
            shuffled = Lax.SortAll([Lax.RandomBits(keys[1], 32, shuffled.Shape), shuffled], axis)[1];
        }
        return shuffled;
    }, key, x);

    private static NdArray Places(NdArray key, int n, Shape shape, bool replace, NdArray? p)
    {
        if (p is not { } given) return Randint(key, shape, 0, n);
        NdArray each = Np.PromoteInexact(given);
        DType places = Promotion.DefaultInt(Tracing.TraceScope.UsesX64);
        if (!replace) // of noise added to the logarithms, the largest
            return Convert(Lax.TopK(Np.Add(Gumbel(key, [n], each.DType), Np.Log(each)), (int)shape.Size).Indices, places);
        NdArray sums = Np.Cumsum(each);
        return Convert(Np.Searchsorted(sums, Np.Multiply(sums[^1], Np.Subtract(1, Uniform(key, shape, sums.DType)))), places);
    }

    private static void CheckChoice(NdArray key, int n, Shape shape, bool replace, NdArray? p)
    {
        CheckKey("Choice", key);
        if (n <= 0) throw new ShapeException($"Choice: needs something to choose from, got {n}.");
        if (!replace && shape.Size > n) throw new ShapeException($"Choice: {shape.Size} of {n} cannot be chosen without replacement.");
        if (p is { } given && given.Shape != [n]) throw new ShapeException($"Choice: p must have one probability for each of {n}, got {given.Type}.");
    }
}
