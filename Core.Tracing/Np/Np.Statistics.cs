using Core.Ir;

namespace Core;

public static partial class Np
{
    /// <summary>The mean over some axes; over all by default. Floating-point also for integers.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="axis">The axes.</param>
    /// <param name="keepdims">Whether the result keeps them, with size 1.</param>
    /// <param name="dtype">The element type to compute in and of the result.</param>
    /// <param name="where">Which elements count, bool; it broadcasts to the shape of <paramref name="x"/>.</param>
    public static NdArray Mean(NdArray x, AxisSet? axis = null, bool keepdims = false, DType? dtype = null, NdArray? where = null)
    {
        CheckMask("Mean", x, where);
        DType result = dtype ?? Inexact(x.DType), computation = dtype is null ? Widened(result) : result;
        NdArray normalizer = ElementCount("Mean", x, axis, keepdims, where, computation);
        return Lax.ConvertElementType(Lax.Div(Sum(x, axis, keepdims, computation, where: where), normalizer), result);
    }

    /// <summary>The mean over some axes, elements weighted; over all by default.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="axis">The axes.</param>
    /// <param name="weights">The weights, of the shape of <paramref name="x"/> or of these axes; 1 by default.</param>
    /// <param name="keepdims">Whether the result keeps the axes, with size 1.</param>
    /// <exception cref="ShapeException">The weights have another shape.</exception>
    public static NdArray Average(NdArray x, AxisSet? axis = null, NdArray? weights = null, bool keepdims = false) => WeightedMean(x, axis, weights, keepdims).Average;

    /// <summary>The mean over some axes, elements weighted, and the sum of the weights in its shape.</summary>
    /// <inheritdoc cref="Average"/>
    public static (NdArray Average, NdArray WeightSum) AverageAndWeights(NdArray x, AxisSet? axis = null, NdArray? weights = null, bool keepdims = false)
    {
        (NdArray average, NdArray sum) = WeightedMean(x, axis, weights, keepdims);
        return (average, sum.Shape == average.Shape ? sum : BroadcastTo(sum, average.Shape));
    }

    /// <summary>The mean of the squared distances from the mean over some axes; over all by default.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="axis">The axes.</param>
    /// <param name="ddof">What the number of elements is diminished by; 1 for an estimate from a sample.</param>
    /// <param name="keepdims">Whether the result keeps the axes, with size 1.</param>
    /// <param name="dtype">The element type to compute in and of the result.</param>
    /// <param name="where">Which elements count, bool.</param>
    /// <param name="mean">The mean, if it is known, with as many axes as <paramref name="x"/>.</param>
    /// <exception cref="DTypeException">A real <paramref name="dtype"/> for complex numbers.</exception>
    public static NdArray Var(NdArray x, AxisSet? axis = null, NdArray? ddof = null, bool keepdims = false, DType? dtype = null, NdArray? where = null, NdArray? mean = null)
    {
        CheckMask("Var", x, where);
        CheckVarianceType("Var", x, dtype);
        return Lax.JittedOptional("_var", (AxisKey(x, axis, "Var"), keepdims, dtype), args => Compute(args[0]!, args[1], args[2]!, args[3]), x, mean, ddof ?? 0, where);

        NdArray Compute(NdArray x, NdArray? mean, NdArray ddof, NdArray? where)
        {
            DType result = dtype ?? Inexact(x.DType).RealPart, computation = Widened(dtype ?? Inexact(x.DType));
            x = Lax.ConvertElementType(x, computation);
            NdArray center = mean is null ? Mean(x, axis, keepdims: true, computation, where) : Lax.ConvertElementType(mean, computation);
            NdArray squares = SquaredNorm(Lax.Sub(x, center));
            NdArray normalizer = ElementCount("Var", x, axis, keepdims, where, squares.DType);
            normalizer = Lax.Sub(normalizer, Lax.ConvertElementType(ddof, squares.DType));
            NdArray sum = Sum(squares, axis, keepdims, squares.DType, where: where);
            NdArray variance = Lax.ConvertElementType(Lax.Div(sum, normalizer), result);
            return Where(Greater(normalizer, 0), variance, NaN);
        }
    }

    /// <summary>The root of the mean of the squared distances from the mean over some axes; over all by default.</summary>
    /// <inheritdoc cref="Var"/>
    public static NdArray Std(NdArray x, AxisSet? axis = null, NdArray? ddof = null, bool keepdims = false, DType? dtype = null, NdArray? where = null, NdArray? mean = null)
    {
        CheckMask("Std", x, where);
        CheckVarianceType("Std", x, dtype);
        if (dtype is { IsInexact: false }) throw new DTypeException($"Std: dtype must be floating-point or complex, got {dtype.Value.Name}.");
        return Lax.JittedOptional("_std", (AxisKey(x, axis, "Std"), keepdims, dtype), args =>
            Lax.Unary(UnaryKind.Sqrt, Var(args[0]!, axis, args[1], keepdims, dtype, args[3], args[2])), x, ddof ?? 0, mean, where);
    }

    /// <summary>The covariances of variables, one per row, from observations, one per column.</summary>
    /// <param name="m">One or two axes.</param>
    /// <param name="y">Further variables.</param>
    /// <param name="rowvar">Whether variables are rows; else columns.</param>
    /// <param name="bias">Whether to divide by the number of observations; else by one less.</param>
    /// <param name="ddof">What the number of observations is diminished by, in place of <paramref name="bias"/>.</param>
    /// <param name="fweights">How often each observation occurs, integers.</param>
    /// <param name="aweights">The weight of each observation.</param>
    /// <param name="dtype">The element type of the result.</param>
    /// <exception cref="ShapeException">There are more than two axes, or the weights are not one per observation.</exception>
    public static NdArray Cov(
        NdArray m, NdArray? y = null, bool rowvar = true, bool bias = false, int? ddof = null, NdArray? fweights = null, NdArray? aweights = null, DType? dtype = null)
    {
        if (m.Rank > 2 || y is { Rank: > 2 }) throw new ShapeException($"Cov: expected one or two axes, got {(m.Rank > 2 ? m : y!).Type}.");
        if (fweights is { DType.IsInteger: false }) throw new DTypeException($"Cov: fweights must be integers, got {fweights.Type}; give other weights as aweights.");
        return Lax.JittedOptional("cov", (rowvar, bias, ddof, dtype), args => Compute(args[0]!, args[1], args[3], args[2]), m, y, aweights, fweights);

        NdArray Compute(NdArray m, NdArray? y, NdArray? fweights, NdArray? aweights)
        {
            if (y is null) m = PromoteInexact(m);
            else (m, y) = PromoteInexact(m, y);
            NdArray x = Atleast2d(m);
            if (!rowvar && m.Rank != 1) x = Transpose(x);
            if (x.Shape[0] == 0) return Zeros([0, 0]);
            if (y is not null)
            {
                NdArray rows = Atleast2d(y);
                x = Concatenate([x, !rowvar && rows.Shape[0] != 1 ? Transpose(rows) : rows]);
            }
            if (x.Shape[1] == 0) return Full(x.Shape[0] == 1 ? [] : [x.Shape[0], x.Shape[0]], NaN, x.DType);

            int lost = ddof ?? (bias ? 0 : 1);
            NdArray? weights = fweights is null ? null : Abs(Observations(fweights, x, "fweights"));
            if (aweights is not null)
            {
                aweights = Abs(Observations(aweights, x, "aweights"));
                weights = weights is null ? aweights : Multiply(weights, aweights);
            }
            if (dtype is { } wanted)
            {
                x = Lax.ConvertElementType(x, wanted);
                weights = weights is null ? null : Lax.ConvertElementType(weights, wanted);
            }
            (NdArray mean, NdArray sum) = AverageAndWeights(x, 1, weights);
            sum = At(sum, 0, 0);
            NdArray divisor = weights is null ? x.Shape[1] - lost
                : lost == 0 ? sum
                : aweights is null ? Subtract(sum, lost)
                : Subtract(sum, Divide(Multiply(lost, Sum(Multiply(weights, aweights))), sum));
            x = Subtract(x, Lax.ExpandDims(mean, 1));
            NdArray transposed = Transpose(weights is null ? x : Multiply(x, ToRank(weights, 2)));
            return Squeeze(Divide(Dot(x, Conj(transposed)), divisor));
        }

        static NdArray Observations(NdArray weights, NdArray x, string argument) => weights.Rank == 1 && weights.Shape[0] == x.Shape[1]
            ? weights
            : throw new ShapeException($"Cov: {argument} must have one axis of size {x.Shape[1]}, one number per observation, got {weights.Type}.");
    }

    /// <summary>The correlations of variables, one per row, from observations, one per column: covariances divided by standard deviations.</summary>
    /// <param name="x">One or two axes.</param>
    /// <param name="y">Further variables.</param>
    /// <param name="rowvar">Whether variables are rows; else columns.</param>
    /// <param name="dtype">The element type of the result, floating-point or complex.</param>
    /// <exception cref="ShapeException">There are more than two axes.</exception>
    /// <exception cref="DTypeException">The element type is neither floating-point nor complex.</exception>
    // JAX: corrcoef.
    public static NdArray Corrcoef(NdArray x, NdArray? y = null, bool rowvar = true, DType? dtype = null)
    {
        if (dtype is { IsInexact: false }) throw new DTypeException($"Corrcoef: dtype must be floating-point or complex, got {dtype.Value.Name}.");
        if (x.Rank > 2 || y is { Rank: > 2 }) throw new ShapeException($"Corrcoef: expected one or two axes, got {(x.Rank > 2 ? x : y!).Type}.");
        return Lax.JittedOptional("corrcoef", (rowvar, dtype), args =>
        {
            NdArray c = Cov(args[0]!, args[1], rowvar, dtype: dtype);
            if (c.Rank == 0) return Divide(c, c);
            NdArray deviation = Lax.ConvertElementType(Sqrt(Real(Diag(c))), c.DType);
            c = Divide(c, Lax.ExpandDims(deviation, 1));
            c = Divide(c, Lax.ExpandDims(deviation, 0));
            // Rounding must not take them out of range.
            NdArray real = Clip(Real(c), -1, 1);
            return c.DType.IsComplex ? Lax.Binary(BinaryKind.Complex, real, Clip(Imag(c), -1, 1)) : real;
        }, x, y);
    }

    private static (NdArray Average, NdArray WeightSum) WeightedMean(NdArray x, AxisSet? axis, NdArray? weights, bool keepdims)
    {
        ValueArray<int> axes = Axes(x, axis, "Average");
        if (weights is null)
        {
            x = PromoteInexact(x);
            NdArray mean = Mean(x, axis, keepdims);
            long count = 1;
            foreach (int i in axes) count *= x.Shape[i];
            return (mean, Lax.Number(Scalar.Of(count), mean.DType));
        }
        (DType dtype, bool weak) = ResultType(x, weights);
        (x, weights) = (Lax.ConvertElementType(x, Inexact(dtype), weak), Lax.ConvertElementType(weights, Inexact(dtype), weak));
        if (x.Shape != weights.Shape)
        {
            if (axis is null) throw new ShapeException($"Average: weights of another shape, {weights.Type} for {x.Type}, need an axis.");
            if (weights.Shape != Shape.Create([.. axes.Select(i => x.Shape[i])]))
                throw new ShapeException($"Average: weights must have the shape of {x.Type} or that of its axes {axes}, got {weights.Type}.");
            int[] order = [.. Enumerable.Range(0, axes.Count).OrderBy(i => axes[i])];
            weights = Lax.Reshape(weights, [.. x.Shape.Select((size, i) => axes.Contains(i) ? size : 1)], ValueArray.Create<int>(order));
        }
        NdArray sum = Sum(weights, axis, keepdims);
        return (Divide(Sum(Multiply(x, weights), axis, keepdims), sum), sum);
    }

    /// <summary>How many elements a reduction takes together.</summary>
    internal static NdArray ElementCount(string function, NdArray x, AxisSet? axis, bool keepdims, NdArray? where, DType dtype)
    {
        if (where is not null) return Sum(BroadcastTo(where, x.Shape), axis, keepdims, dtype);
        long count = 1;
        foreach (int i in Axes(x, axis, function)) count *= x.Shape[i];
        return Lax.Number(Scalar.Of((double)count), dtype);
    }

    /// <summary>|x|², real.</summary>
    private static NdArray SquaredNorm(NdArray x) => x.DType.IsComplex ? Real(Lax.Mul(x, Conj(x))) : Lax.Unary(UnaryKind.Square, x);

    private static void CheckVarianceType(string function, NdArray x, DType? dtype)
    {
        if (dtype is { IsComplex: false } && x.DType.IsComplex)
            throw new DTypeException($"{function}: dtype must be complex for complex numbers, got {dtype.Value.Name} for {x.Type}; leave it out for a real result.");
    }
}
