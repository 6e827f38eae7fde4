using static Core.Ir.LinalgTyping;
using static Core.Ir.Typing;

namespace Core.Ir;

/// <summary>The X with op(A) · X = B, or X · op(A) = B, for a triangular A.</summary>
/// <param name="LeftSide">Whether A stands left of X.</param>
/// <param name="Lower">Which triangle of A is read.</param>
/// <param name="TransposeA">Whether op transposes.</param>
/// <param name="ConjugateA">Whether op conjugates.</param>
/// <param name="UnitDiagonal">Whether the diagonal of A is taken for ones and not read.</param>
public sealed record TriangularSolve(bool LeftSide, bool Lower, bool TransposeA = false, bool ConjugateA = false, bool UnitDiagonal = false) : Op
{
    /// <inheritdoc/>
    public override string Name => "triangular_solve";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckStacks(this, inputs, [2, 2]);
        (ArrayType a, ArrayType b) = (inputs[0], inputs[1]);
        if (a.Shape[^1] != a.Shape[^2]) throw new ShapeException($"triangular_solve: operand 0 must be a square matrix or a stack of them, got {a}.");
        if (a.Shape[^1] != b.Shape[LeftSide ? ^2 : ^1])
            throw new ShapeException($"triangular_solve: the {(LeftSide ? "rows" : "columns")} of the right-hand side must be as many as those of the matrix, got {Join(inputs)}.");
        return [b with { Weak = AllWeak(inputs) }];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.TriangularSolve(this, arg);
}

/// <summary>
/// The X with A · X = B for a matrix of three diagonals: the lower one, whose first entry is not read, the main one, and the upper one,
/// whose last entry is not read.
/// </summary>
/// <param name="PerturbSingular">Whether pivots that are too small are moved away from 0, so that the result is finite; else a singular A gives NaN.</param>
public sealed record TridiagonalSolve(bool PerturbSingular) : Op
{
    /// <inheritdoc/>
    public override string Name => "tridiagonal_solve";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckStacks(this, inputs, [1, 1, 1, 2]);
        ArrayType b = inputs[3];
        for (int i = 0; i < 3; i++)
            if (inputs[i].Shape[^1] != b.Shape[^2])
                throw new ShapeException($"tridiagonal_solve: the three diagonals must have one entry per row of the right-hand side, got {Join(inputs)}.");
        return [b with { Weak = AllWeak(inputs) }];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.TridiagonalSolve(this, arg);
}

/// <summary>How many operands each program of a <see cref="CustomLinearSolve"/> takes before the right-hand side.</summary>
/// <param name="MatVec">Those of the matrix's product.</param>
/// <param name="VecMat">Those of the transposed matrix's product.</param>
/// <param name="Solve">Those of the solver.</param>
/// <param name="TransposeSolve">Those of the transposed solver.</param>
public readonly record struct LinearSolveConsts(int MatVec, int VecMat, int Solve, int TransposeSolve)
{
    /// <summary>How many there are together.</summary>
    public int Total => MatVec + VecMat + Solve + TransposeSolve;
}

/// <summary>The x with A · x = b by a solver of the user's, differentiated by way of the linear map A rather than through the solver.</summary>
/// <param name="MatVec">The product A · x.</param>
/// <param name="VecMat">The product Aᵀ · x, or null where no transposed solver is given.</param>
/// <param name="Solve">The solver, which may give further results behind x.</param>
/// <param name="TransposeSolve">The solver of Aᵀ · x = b, or null.</param>
/// <param name="ConstLengths">How many of the operands in front of b belong to each program.</param>
public sealed record CustomLinearSolve(Jaxpr MatVec, Jaxpr? VecMat, Jaxpr Solve, Jaxpr? TransposeSolve, LinearSolveConsts ConstLengths) : Op
{
    /// <inheritdoc/>
    public override string Name => "custom_linear_solve";

    /// <summary>How many arrays b and x consist of.</summary>
    public int Count => MatVec.Outputs.Count;

    /// <summary>How many further results the solver gives.</summary>
    public int AuxCount => Solve.Outputs.Count - Count;

    /// <inheritdoc/>
    public override ValueArray<Jaxpr> Jaxprs
    {
        get
        {
            List<Jaxpr> jaxprs = [MatVec];
            if (VecMat is not null) jaxprs.Add(VecMat);
            jaxprs.Add(Solve);
            if (TransposeSolve is not null) jaxprs.Add(TransposeSolve);
            return [.. jaxprs];
        }
    }

    /// <inheritdoc/>
    public override Op WithJaxprs(ValueArray<Jaxpr> jaxprs)
    {
        int next = 0;
        return this with
        {
            MatVec = jaxprs[next++],
            VecMat = VecMat is null ? null : jaxprs[next++],
            Solve = jaxprs[next++],
            TransposeSolve = TransposeSolve is null ? null : jaxprs[next],
        };
    }

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        LinearSolveConsts n = ConstLengths;
        CheckArity(this, inputs, n.Total + Count);
        if (AuxCount < 0) throw new ShapeException($"custom_linear_solve: solve must give at least the {Count} outputs of matvec, got {Solve.Outputs.Count}.");
        ReadOnlySpan<ArrayType> b = inputs[n.Total..];
        Check("matvec", MatVec, inputs[..n.MatVec], b);
        Check("vecmat", VecMat, inputs.Slice(n.MatVec, n.VecMat), b);
        Check("solve", Solve, inputs.Slice(n.MatVec + n.VecMat, n.Solve), b);
        Check("transpose_solve", TransposeSolve, inputs.Slice(n.MatVec + n.VecMat + n.Solve, n.TransposeSolve), b);
        return [.. b, .. Solve.Outputs.Skip(Count).Select(output => output.Type)];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.CustomLinearSolve(this, arg);

    private static void Check(string name, Jaxpr? jaxpr, ReadOnlySpan<ArrayType> consts, ReadOnlySpan<ArrayType> b)
    {
        if (jaxpr is null) return;
        ReadOnlySpan<ArrayType> given = [.. consts, .. b];
        bool fits = jaxpr.Inputs.Count == given.Length && jaxpr.Outputs.Count >= b.Length;
        for (int i = 0; fits && i < given.Length; i++) fits = given[i].Matches(jaxpr.Inputs[i].Type);
        for (int i = 0; fits && i < b.Length; i++) fits = b[i].Matches(jaxpr.Outputs[i].Type);
        if (fits) return;
        ArrayType[] takes = [.. jaxpr.Inputs.Select(input => input.Type)], gives = [.. jaxpr.Outputs.Select(output => output.Type)];
        throw new ShapeException($"custom_linear_solve: {name} must take its own operands and the right-hand side, {Join(given)}, and give {Join(b)}; it takes {Join(takes)} and gives {Join(gives)}.");
    }
}
