using Core.Ir;
using Core.Tracing;

namespace Core;

public static partial class Linalg
{
    /// <summary>The X with A · X = B for a square A; a B of one axis is a vector. NaN or infinite where A is singular.</summary>
    /// <param name="a">A matrix or a stack of them.</param>
    /// <param name="b">A vector, a matrix or a stack of them; stacks are broadcast together.</param>
    /// <exception cref="ShapeException">A is not square, or B does not fit it.</exception>
    public static NdArray Solve(NdArray a, NdArray b)
    {
        CheckSquare("Solve", a);
        if (b.Rank == 0 || b.Shape[b.Rank == 1 ? 0 : b.Rank - 2] != a.Shape[^1])
            throw new ShapeException($"Solve: the right-hand side must have {a.Shape[^1]} rows, one per row of {a.Type}, got {b.Type}. For a stack of vectors add an axis of size 1 at the end.");
        return JittedFunctions.Call("solve", "", args =>
        {
            (DType dtype, bool weak) = Np.ResultType(args);
            dtype = Promotion.Inexact(dtype, TraceScope.UsesX64);
            return Vectorize(SolveOne, Lax.ConvertElementType(args[0], dtype, weak), 2, Lax.ConvertElementType(args[1], dtype, weak), Math.Min(2, args[1].Rank));
        }, a, b);
    }

    /// <summary>The inverse of a square matrix; NaN or infinite where it is singular.</summary>
    /// <exception cref="ShapeException">The matrix is not square.</exception>
    public static NdArray Inv(NdArray a)
    {
        CheckSquare("Inv", a);
        return JittedFunctions.Call("inv", "", args =>
            Solve(args[0], Lax.Broadcast(Np.Eye(args[0].Shape[^1], dtype: args[0].DType), args[0].Shape.Span[..^2])), a);
    }

    /// <summary>The inverse of the linear map that an array is from its last axes to its first <paramref name="ind"/> ones.</summary>
    /// <exception cref="ShapeException">The sizes of the two groups of axes have different products.</exception>
    public static NdArray Tensorinv(NdArray a, int ind = 2)
    {
        if (ind <= 0 || ind > a.Rank) throw new ShapeException($"Tensorinv: ind must be from 1 to {a.Rank} for {a.Type}, got {ind}.");
        Shape to = [.. a.Shape.Span[..ind]], from = [.. a.Shape.Span[ind..]];
        if (to.Size != from.Size) throw new ShapeException($"Tensorinv: the sizes of the first {ind} axes must have the product of the others, got {a.Type}.");
        return Lax.Reshape(Inv(Lax.Reshape(a, [(int)to.Size, (int)from.Size])), [.. from, .. to]);
    }

    /// <summary>The X with Tensordot(A, X, X.Rank) = B.</summary>
    /// <exception cref="ShapeException">The first axes of A are not those of B, or the others have another product.</exception>
    public static NdArray Tensorsolve(NdArray a, NdArray b) => Tensorsolve(a, b, []);

    /// <summary>The X with Tensordot(A, X, X.Rank) = B.</summary>
    /// <param name="a">A.</param>
    /// <param name="b">B.</param>
    /// <param name="axes">Axes of A that are moved to its end first.</param>
    /// <exception cref="ShapeException">The first axes of A are not those of B, or the others have another product.</exception>
    public static NdArray Tensorsolve(NdArray a, NdArray b, ReadOnlySpan<int> axes)
    {
        if (axes.Length > 0)
        {
            int rank = a.Rank;
            int[] last = [.. axes];
            foreach (int axis in last)
                if (axis < -rank || axis >= rank) throw new ShapeException($"Tensorsolve: axis {axis} is out of range for {a.Type}.");
            int[] moved = [.. last.Select(axis => (axis + rank) % rank).Order()];
            a = Lax.Transpose(a, [.. Enumerable.Range(0, rank).Except(moved), .. moved]);
        }
        Shape result = a.Rank >= b.Rank ? [.. a.Shape.Span[b.Rank..]] : [];
        if (a.Rank < b.Rank || !a.Shape.Span[..b.Rank].SequenceEqual(b.Shape) || result.Size != b.Size)
            throw new ShapeException($"Tensorsolve: the first axes of the left array must be those of the right one, and the others have the same product, got {a.Type} and {b.Type}.");
        int size = (int)b.Size;
        return Lax.Reshape(Solve(Lax.Reshape(a, [size, size]), Np.Ravel(b)), result);
    }

    // JAX: _solve. One matrix, with a vector or the columns of a matrix, which are solved for as examples of a batch.
    private static NdArray SolveOne(NdArray a, NdArray b)
    {
        (NdArray factors, _, NdArray permutation) = Lax.Lu(Lax.StopGradient(a));
        if (b.Rank == 1) return OneColumn(b);
        return Transforms.Trace((NdArray column) => OneColumn(column)).Vmap(inAxes: 1, outAxes: 1).Invoke(b);

        NdArray OneColumn(NdArray column) => CustomSolve(
            column,
            x => Lax.DotGeneral(a, x, new([1], [0]), DotPrecision.Highest),
            x => Lax.ReduceSum(Lax.DotGeneral(x, a, new([0], [0]), DotPrecision.Highest), []), // the transposed product, as differentiation gives it
            x => LuSolve(factors, permutation, x, transpose: false),
            x => LuSolve(factors, permutation, x, transpose: true));
    }

    private static NdArray CustomSolve(NdArray b, Func<NdArray, NdArray> matvec, Func<NdArray, NdArray> vecmat, Func<NdArray, NdArray> solve, Func<NdArray, NdArray> transposeSolve)
    {
        (Jaxpr Jaxpr, NdArray[] Captures)[] programs = [.. ((Func<NdArray, NdArray>[])[matvec, vecmat, solve, transposeSolve])
            .Select(function => TraceScope.Trace("solve", [b.Type], args => [function(args[0])]))];
        int[] counts = [.. programs.Select(program => program.Captures.Length)];
        CustomLinearSolve op = new(programs[0].Jaxpr, programs[1].Jaxpr, programs[2].Jaxpr, programs[3].Jaxpr, new(counts[0], counts[1], counts[2], counts[3]));
        return Lax.Bind(op, [.. programs.SelectMany(program => program.Captures), b]);
    }

    // JAX: _lu_solve, for one matrix and one vector.
    private static NdArray LuSolve(NdArray factors, NdArray permutation, NdArray b, bool transpose) => JittedFunctions.Call("_lu_solve", $"{transpose}", args =>
    {
        (NdArray lu, NdArray order, NdArray x) = (args[0], args[1], Lax.InsertAxis(args[2], 1));
        if (!transpose)
        {
            x = x[order, ..];
            x = Lax.TriangularSolve(lu, x, leftSide: true, lower: true, unitDiagonal: true);
            x = Lax.TriangularSolve(lu, x, leftSide: true, lower: false);
        }
        else
        {
            x = Lax.TriangularSolve(lu, x, leftSide: true, lower: false, transposeA: true);
            x = Lax.TriangularSolve(lu, x, leftSide: true, lower: true, unitDiagonal: true, transposeA: true);
            NdArray inverse = Lax.SortAll([order, Lax.Iota(DType.I32, [order.Shape[0]], 0)])[1];
            x = x[inverse, ..];
        }
        return x[Ix.Ellipsis, 0];
    }, factors, permutation, b);

    /// <summary>A function of two arrays mapped over the axes in front of those it takes, which are broadcast together.</summary>
    // JAX: vectorize.
    private static NdArray Vectorize(Func<NdArray, NdArray, NdArray> function, NdArray x, int xAxes, NdArray y, int yAxes)
    {
        int xLead = x.Rank - xAxes, yLead = y.Rank - yAxes, lead = Math.Max(xLead, yLead);
        Traced<Func<NdArray, NdArray, NdArray>> traced = Transforms.Trace(function);
        List<int> added = [];
        bool mapped = false;
        for (int i = 1; i <= lead; i++)
        {
            int xSize = i <= xLead ? x.Shape[xLead - i] : 1, ySize = i <= yLead ? y.Shape[yLead - i] : 1;
            if (xSize != 1 && ySize != 1 && xSize != ySize) throw new ShapeException($"Solve: the stacks of {x.Type} and {y.Type} must have sizes that are equal or 1.");
            if (xSize == 1 && ySize == 1)
            {
                added.Add(lead - i);
                continue;
            }
            traced = traced.Vmap(inAxes: [xSize == 1 ? null : 0, ySize == 1 ? null : 0]);
            mapped = true;
        }
        NdArray left = Lax.Squeeze(x, [.. Enumerable.Range(0, xLead).Where(i => x.Shape[i] == 1)]), right = Lax.Squeeze(y, [.. Enumerable.Range(0, yLead).Where(i => y.Shape[i] == 1)]);
        NdArray result = mapped ? traced.Invoke(left, right) : function(left, right);
        return added.Count == 0 ? result : Lax.ExpandDims(result, [.. added.Order()]);
    }
}
