using static Core.Ir.LinalgTyping;
using static Core.Ir.Typing;

namespace Core.Ir;

/// <summary>A = Q · R, or A[:, p] = Q · R: a matrix with orthonormal columns, an upper triangular one, and with pivoting the order of the columns.</summary>
/// <param name="FullMatrices">Whether Q is square; else it has as many columns as the smaller size of A.</param>
/// <param name="Pivoting">Whether columns are reordered so that the diagonal of R does not increase.</param>
/// <param name="UseMagma">A choice of library on some hardware; it changes nothing here.</param>
public sealed record Qr(bool FullMatrices, bool Pivoting = false, bool? UseMagma = null) : Op
{
    /// <inheritdoc/>
    public override string Name => "qr";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckStacks(this, inputs, [2]);
        ArrayType a = inputs[0];
        int rows = a.Shape[^2], columns = a.Shape[^1], inner = FullMatrices ? rows : Math.Min(rows, columns);
        ArrayType q = a with { Shape = Stack(a, 2, rows, inner) }, r = a with { Shape = Stack(a, 2, inner, columns) };
        return Pivoting ? [q, r, new(DType.I32, Stack(a, 2, columns), a.Weak)] : [q, r];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Qr(this, arg);
}

/// <summary>A = Q · R as LAPACK stores it: R on and above the diagonal, below it the vectors of Householder reflections, and their factors τ.</summary>
public sealed record Geqrf : Op
{
    /// <inheritdoc/>
    public override string Name => "geqrf";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckStacks(this, inputs, [2]);
        ArrayType a = inputs[0];
        return [a, a with { Shape = Stack(a, 2, Math.Min(a.Shape[^2], a.Shape[^1])) }];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Geqrf(this, arg);
}

/// <summary>
/// A[:, p] = Q · R as LAPACK stores it. The second operand says by entries other than 0 which columns come first in any case; the second
/// result is the order of the columns, counted from 1.
/// </summary>
/// <param name="UseMagma">A choice of library on some hardware; it changes nothing here.</param>
public sealed record Geqp3(bool? UseMagma = null) : Op
{
    /// <inheritdoc/>
    public override string Name => "geqp3";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 2);
        (ArrayType a, ArrayType order) = (inputs[0], inputs[1]);
        CheckKind(this, a, Accepts.Float | Accepts.Complex, 0, 2);
        CheckKind(this, order, Accepts.Integer, 1, 2);
        CheckLeadingAxes(this, inputs, [2, 1]);
        if (order.Shape[^1] != a.Shape[^1]) throw new ShapeException($"geqp3: needs a matrix and one integer per column of it, got {Join(inputs)}.");
        bool weak = AllWeak(inputs);
        return [a with { Weak = weak }, order with { Weak = weak }, new(a.DType, Stack(a, 2, Math.Min(a.Shape[^2], a.Shape[^1])), weak)];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Geqp3(this, arg);
}

/// <summary>The first columns of the product of Householder reflections, out of what <see cref="Geqrf"/> gives.</summary>
public sealed record HouseholderProduct : Op
{
    /// <inheritdoc/>
    public override string Name => "householder_product";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckStacks(this, inputs, [2, 1]);
        (ArrayType a, ArrayType taus) = (inputs[0], inputs[1]);
        if (a.Shape[^2] < a.Shape[^1]) throw new ShapeException($"householder_product: the matrix must have at least as many rows as columns, got {a}.");
        if (taus.Shape[^1] > a.Shape[^1]) throw new ShapeException($"householder_product: there are more factors than columns, got {Join(inputs)}.");
        return [a with { Weak = AllWeak(inputs) }];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.HouseholderProduct(this, arg);
}

/// <summary>Q · C, Qᴴ · C, C · Q or C · Qᴴ, where Q is the product of Householder reflections out of what <see cref="Geqrf"/> gives.</summary>
/// <param name="Left">Whether Q stands left of C.</param>
/// <param name="Transpose">Whether it is Qᴴ.</param>
public sealed record Ormqr(bool Left, bool Transpose) : Op
{
    /// <inheritdoc/>
    public override string Name => "ormqr";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckStacks(this, inputs, [2, 1, 2]);
        (ArrayType a, ArrayType taus, ArrayType c) = (inputs[0], inputs[1], inputs[2]);
        if (c.Shape[Left ? ^2 : ^1] != a.Shape[^2])
            throw new ShapeException($"ormqr: the {(Left ? "rows" : "columns")} of {c} must be as many as the rows of the reflections {a}.");
        if (taus.Shape[^1] > Math.Min(a.Shape[^2], a.Shape[^1]))
            throw new ShapeException($"ormqr: there are more factors than reflections, got {taus} for {a}.");
        return [c with { Weak = AllWeak(inputs) }];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Ormqr(this, arg);
}
