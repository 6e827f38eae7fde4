using Core.Ir;
using static Core.Autodiff.Formulas;

namespace Core.Autodiff;

/// <summary>What the formulas of linear algebra are made of: matrices, or stacks of them, in the last two axes.</summary>
internal static class Matrices
{
    /// <summary>The product of matrices.</summary>
    // JAX: batch_matmul with the highest precision.
    public static NdArray Dot(NdArray x, NdArray y)
    {
        ValueArray<int> batch = [.. Enumerable.Range(0, x.Rank - 2)];
        return Lax.DotGeneral(x, y, new([x.Rank - 1], [x.Rank - 2], batch, batch), DotPrecision.Highest);
    }

    /// <summary>Rows for columns.</summary>
    // JAX: _T.
    public static NdArray T(NdArray x) => Lax.Transpose(x, [.. Enumerable.Range(0, x.Rank - 2), x.Rank - 1, x.Rank - 2]);

    /// <summary>Rows for columns, conjugated.</summary>
    // JAX: _H.
    public static NdArray H(NdArray x) => Np.Conj(T(x));

    /// <summary>The matrix with zeros above diagonal <paramref name="k"/>.</summary>
    // JAX: _tril.
    public static NdArray Tril(NdArray x, int k = 0) => Select(IsAtOrBelow(x, k), x, FullLike(x, 0));

    /// <summary>The matrix with zeros below diagonal <paramref name="k"/>.</summary>
    // JAX: _triu.
    public static NdArray Triu(NdArray x, int k = 0) => Select(IsAtOrBelow(x, k - 1), FullLike(x, 0), x);

    /// <summary>Ones on the diagonal, in the shape and element type of x.</summary>
    // JAX: _eye.
    public static NdArray EyeLike(NdArray x) => Lax.ConvertElementType(IsOnDiagonal(x.Shape), x.DType);

    /// <summary>Whether an element is on the diagonal.</summary>
    public static NdArray IsOnDiagonal(Shape shape) => Eq(Lax.Iota(DType.I32, shape, shape.Rank - 2), Lax.Iota(DType.I32, shape, shape.Rank - 1));

    /// <summary>The elements on the diagonal.</summary>
    // JAX: _extract_diagonal.
    public static NdArray DiagonalOf(NdArray x) => Lax.ReduceSum(Select(IsOnDiagonal(x.Shape), x, FullLike(x, 0)), [x.Shape[^2] < x.Shape[^1] ? x.Rank - 1 : x.Rank - 2]);

    /// <summary>Vectors as rows of matrices of so many rows that are all the same.</summary>
    public static NdArray AsRows(NdArray x, int rows) => Lax.InsertAxis(x, x.Rank - 1, rows);

    /// <summary>Vectors as columns of matrices of so many columns that are all the same.</summary>
    public static NdArray AsColumns(NdArray x, int columns) => Lax.InsertAxis(x, x.Rank, columns);

    /// <summary>Rows of a matrix, from one to another, which is not included.</summary>
    public static NdArray RowsOf(NdArray x, int from, int to) => Part(x, x.Rank - 2, from, to);

    /// <summary>Columns of a matrix, from one to another, which is not included.</summary>
    public static NdArray ColumnsOf(NdArray x, int from, int to) => Part(x, x.Rank - 1, from, to);

    /// <summary>One matrix beside the other.</summary>
    public static NdArray Beside(NdArray x, NdArray y) => Lax.Concatenate([x, y], x.Rank - 1);

    /// <summary>One matrix above the other.</summary>
    public static NdArray Above(NdArray x, NdArray y) => Lax.Concatenate([x, y], x.Rank - 2);

    /// <summary>The matrix P, of which P·x has the rows of x in an order that is given.</summary>
    public static NdArray PermutationOf(NdArray order, DType dtype)
    {
        int count = order.Shape[^1];
        NdArray places = AsColumns(order, count);
        return Lax.ConvertElementType(Eq(places, Lax.Iota(DType.I32, places.Shape, places.Rank - 1)), dtype);
    }

    /// <summary>The solution x of a·x = b.</summary>
    // JAX: _solve.
    public static NdArray Solve(NdArray a, NdArray b)
    {
        (NdArray factors, _, NdArray order) = Lax.Lu(a);
        NdArray y = Lax.TriangularSolve(factors, Dot(PermutationOf(order, b.DType), b), leftSide: true, lower: true, unitDiagonal: true);
        return Lax.TriangularSolve(factors, y, leftSide: true);
    }

    /// <summary>Divides by a number that is 0 on the diagonal, where the result is 0.</summary>
    public static NdArray InverseOffDiagonal(NdArray x)
    {
        NdArray isOnDiagonal = IsOnDiagonal(x.Shape);
        return Select(isOnDiagonal, FullLike(x, 0), Lax.IntegerPow(Select(isOnDiagonal, FullLike(x, 1), x), -1));
    }

    private static NdArray IsAtOrBelow(NdArray x, int k)
    {
        NdArray row = Add(Lax.Iota(DType.I32, x.Shape, x.Rank - 2), Lax.Number(Scalar.Of((long)k), DType.I32));
        return Ge(row, Lax.Iota(DType.I32, x.Shape, x.Rank - 1));
    }

    private static NdArray Part(NdArray x, int axis, int from, int to) =>
        from == 0 && to == x.Shape[axis] ? x : Lax.Slice(x, [.. Enumerable.Range(0, x.Rank).Select(i => i == axis ? from : 0)], x.Shape.With(axis, to));
}
