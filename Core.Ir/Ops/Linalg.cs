using static Core.Ir.LinalgTyping;
using static Core.Ir.Typing;

namespace Core.Ir;

/// <summary>The lower triangular L with L · Lᴴ = A, read from the lower triangle of A; all NaN where A is not positive definite.</summary>
/// <remarks>Above the diagonal the result holds what the operand holds there, as LAPACK's potrf leaves it.</remarks>
public sealed record Cholesky : Op
{
    /// <inheritdoc/>
    public override string Name => "cholesky";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckSquare(this, inputs);
        return [inputs[0]];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Cholesky(this, arg);
}

/// <summary>The upper triangular factor of RᵀR + w·wᵀ, out of the factor R and the vector w.</summary>
public sealed record CholeskyUpdate : Op
{
    /// <inheritdoc/>
    public override string Name => "cholesky_update";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckStacks(this, inputs, [2, 1], Accepts.Float);
        if (inputs[0].Shape[^1] != inputs[0].Shape[^2] || inputs[1].Shape[^1] != inputs[0].Shape[^1])
            throw new ShapeException($"cholesky_update: needs a square matrix and a vector of its size, got {Join(inputs)}.");
        return [inputs[0] with { Weak = AllWeak(inputs) }];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.CholeskyUpdate(this, arg);
}

/// <summary>
/// P · A = L · U with row exchanges: both factors in one matrix, L below the diagonal without its ones; which row each was exchanged with;
/// and the rows of A in their new order.
/// </summary>
public sealed record Lu : Op
{
    /// <inheritdoc/>
    public override string Name => "lu";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckStacks(this, inputs, [2]);
        ArrayType a = inputs[0];
        int rows = a.Shape[^2], columns = a.Shape[^1];
        return [a, new(DType.I32, Stack(a, 2, Math.Min(rows, columns)), a.Weak), new(DType.I32, Stack(a, 2, rows), a.Weak)];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Lu(this, arg);
}

/// <summary>The permutation that the row exchanges of an LU factorization make, one after the other.</summary>
/// <param name="PermutationSize">How many rows there are; at least as many as exchanges.</param>
public sealed record LuPivotsToPermutation(int PermutationSize) : Op
{
    /// <inheritdoc/>
    public override string Name => "lu_pivots_to_permutation";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        ArrayType pivots = inputs[0];
        if (pivots.DType is not DType.I32) throw new DTypeException($"lu_pivots_to_permutation: the pivots must be i32, got {pivots}.");
        CheckLeadingAxes(this, inputs, [1]);
        if (PermutationSize < pivots.Shape[^1])
            throw new ShapeException($"lu_pivots_to_permutation: permutation_size must be at least {pivots.Shape[^1]}, the number of pivots of {pivots}, got {PermutationSize}.");
        return [new(DType.I32, Stack(pivots, 1, PermutationSize), pivots.Weak)];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.LuPivotsToPermutation(this, arg);
}

/// <summary>α · A · Aᵀ + β · C.</summary>
/// <param name="Alpha">α.</param>
/// <param name="Beta">β.</param>
public sealed record SymmetricProduct(Scalar Alpha, Scalar Beta) : Op
{
    /// <inheritdoc/>
    public override string Name => "symmetric_product";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckStacks(this, inputs, [2, 2], Accepts.Float);
        (ArrayType a, ArrayType c) = (inputs[0], inputs[1]);
        if (c.Shape[^1] != c.Shape[^2] || a.Shape[^2] != c.Shape[^1])
            throw new ShapeException($"symmetric_product: needs a matrix of shape (m, n) and one of shape (m, m), got {Join(inputs)}.");
        return [c with { Weak = AllWeak(inputs) }];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.SymmetricProduct(this, arg);
}
