using System.Globalization;
using Core.Ir;

namespace Core;

/// <summary>The order of a norm: a number, or <see cref="Fro"/> or <see cref="Nuc"/> for matrices.</summary>
public readonly record struct NormOrder
{
    private NormOrder(double number, string? name = null) => (Number, Name) = (number, name);

    /// <summary>The order; meaningless where there is a name.</summary>
    internal double Number { get; }

    /// <summary>The name, or null.</summary>
    internal string? Name { get; }

    /// <summary>The Frobenius norm, the root of the sum of squares.</summary>
    public static NormOrder Fro { get; } = new(2, "fro");

    /// <summary>The nuclear norm, the sum of the singular values.</summary>
    public static NormOrder Nuc { get; } = new(1, "nuc");

    /// <summary>A norm of an order; ±∞ for the largest or smallest, 0 for the number of elements that are not zero.</summary>
    public static implicit operator NormOrder(double order) => new(order);

    /// <inheritdoc/>
    public override string ToString() => Name ?? Number.ToString("R", CultureInfo.InvariantCulture);
}

public static partial class Linalg
{
    /// <summary>A norm of vectors or matrices.</summary>
    /// <param name="x">The array.</param>
    /// <param name="ord">The order; 2 for vectors and the Frobenius norm for matrices by default.</param>
    /// <param name="axis">The axis of vectors, or the two of matrices; by default all of them, of any number where no order is given.</param>
    /// <param name="keepdims">Whether the axes stay, with size 1.</param>
    /// <exception cref="ShapeException">There are not one or two axes.</exception>
    public static NdArray Norm(NdArray x, NormOrder? ord = null, AxisSet? axis = null, bool keepdims = false)
    {
        ValueArray<int> axes = axis?.Resolve(x.Rank, "Norm") ?? [.. Enumerable.Range(0, x.Rank)];
        bool all = axis is null && ord is null;
        if (!all && axes.Count is not (1 or 2)) throw new ShapeException($"Norm: one axis is needed for the norm of vectors, two for that of matrices, got {axes} of {x.Type}.");
        return JittedFunctions.Call("norm", $"{ord} {axes} {keepdims} {all}", args =>
        {
            NdArray a = Inexact(args[0]);
            if (all) return Euclidean(a, axes, keepdims);
            return axes.Count == 1 ? VectorNorm(a, ord ?? 2, axes[0], keepdims) : MatrixNorm(a, ord ?? NormOrder.Fro, axes[0], axes[1], keepdims);
        }, x);
    }

    /// <summary>A norm of the matrices in the last two axes.</summary>
    public static NdArray MatrixNorm(NdArray x, NormOrder? ord = null, bool keepdims = false) => Norm(x, ord ?? NormOrder.Fro, [-2, -1], keepdims);

    /// <summary>A norm of vectors.</summary>
    /// <param name="x">The array.</param>
    /// <param name="ord">The order; 2 by default.</param>
    /// <param name="axis">The axes of the vectors; by default all.</param>
    /// <param name="keepdims">Whether the axes stay, with size 1.</param>
    public static NdArray VectorNorm(NdArray x, NormOrder? ord = null, AxisSet? axis = null, bool keepdims = false)
    {
        ValueArray<int> axes = axis?.Resolve(x.Rank, "VectorNorm") ?? [.. Enumerable.Range(0, x.Rank)];
        AxisSet over = axes.ToArray();
        NormOrder order = ord ?? 2;
        if (order.Name is not null) throw new ShapeException($"VectorNorm: the order {order} is for matrices; use MatrixNorm, or a number.");
        switch (order.Number)
        {
            case 2: return Euclidean(x, axes, keepdims);
            case double.PositiveInfinity: return Largest(Np.Abs(x), axes, keepdims);
            case double.NegativeInfinity: return Np.Min(Np.Abs(x), over, keepdims);
            case 0: return Np.Sum(Np.NotEqual(x, 0), over, keepdims, Inexact(x).DType.RealPart);
            case 1: return Np.Sum(Np.Abs(x), over, keepdims);
        }
        NdArray size = Inexact(Np.Abs(x));
        double rounded = Scalar.Of(order.Number).ConvertTo(size.DType).ToDouble();
        NdArray sum = Np.Sum(Lax.Binary(BinaryKind.Pow, size, Lax.Number(Scalar.Of(rounded), size.DType)), over, keepdims);
        return Lax.Binary(BinaryKind.Pow, sum, Lax.Number(Scalar.Of(1 / rounded).ConvertTo(size.DType), size.DType));
    }

    private static NdArray MatrixNorm(NdArray x, NormOrder ord, int row, int column, bool keepdims)
    {
        if (ord == NormOrder.Fro) return Euclidean(x, [row, column], keepdims);
        // Once an axis is summed away those behind it move up.
        (int sumOver, int over) = double.IsInfinity(ord.Number) ? (column, row) : (row, column);
        int rest = !keepdims && over > sumOver ? over - 1 : over;
        switch (ord.Number)
        {
            case 1 or double.PositiveInfinity when ord.Name is null:
                return Largest(Np.Sum(Np.Abs(x), sumOver, keepdims), [rest], keepdims);
            case -1 or double.NegativeInfinity when ord.Name is null:
                return Np.Min(Np.Sum(Np.Abs(x), sumOver, keepdims), rest, keepdims);
            case 2 or -2 or 1:
                NdArray s = Svdvals(Lax.Transpose(x, [.. Enumerable.Range(0, x.Rank).Where(axis => axis != row && axis != column), row, column]));
                NdArray norm = ord.Name is not null ? Np.Sum(s, -1) : ord.Number > 0 ? Largest(s, [s.Rank - 1], keepdims: false) : Np.Min(s, -1);
                return keepdims ? Np.ExpandDims(norm, (int[])[row, column]) : norm;
            default:
                throw new UnsupportedException($"Norm: matrices have no norm of order {ord}; expected 1, -1, 2, -2, ±∞, Fro or Nuc.");
        }
    }

    /// <summary>√Σ|x|².</summary>
    private static NdArray Euclidean(NdArray x, ValueArray<int> axes, bool keepdims) =>
        Np.Sqrt(Np.Sum(Np.Real(Np.Multiply(x, Np.Conj(x))), axes.ToArray(), keepdims));

    /// <summary>The largest, at least 0: that of nothing is 0.</summary>
    private static NdArray Largest(NdArray x, ValueArray<int> axes, bool keepdims)
    {
        NdArray largest = Lax.Binary(BinaryKind.Max, Lax.Number(Scalar.Of(0.0), x.DType), Lax.Reduce(ReduceKind.Max, x, axes));
        return keepdims ? Lax.ExpandDims(largest, [.. axes.Order()]) : largest;
    }
}
