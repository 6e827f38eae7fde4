using static Core.Ir.LinalgTyping;

namespace Core.Ir;

/// <summary>A = Q · H · Qᴴ with zeros below the first subdiagonal of H: H and, below it, the Householder vectors, and their factors τ.</summary>
public sealed record Hessenberg : Op
{
    /// <inheritdoc/>
    public override string Name => "hessenberg";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckSquare(this, inputs);
        ArrayType a = inputs[0];
        if (a.Shape[^1] == 0) throw new ShapeException($"hessenberg: the matrix must not be empty, got {a}.");
        return [a, a with { Shape = Stack(a, 2, a.Shape[^1] - 1) }];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Hessenberg(this, arg);
}

/// <summary>A = Q · T · Qᴴ for a Hermitian A and a real tridiagonal T: T and the Householder vectors, T's diagonal, the one beside it, and the factors τ.</summary>
/// <param name="Lower">Which triangle of A is read.</param>
public sealed record Tridiagonal(bool Lower) : Op
{
    /// <inheritdoc/>
    public override string Name => "tridiagonal";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckSquare(this, inputs);
        ArrayType a = inputs[0];
        int n = a.Shape[^1];
        if (n == 0) throw new ShapeException($"tridiagonal: the matrix must not be empty, got {a}.");
        DType real = a.DType.RealPart;
        return [a, new(real, Stack(a, 2, n), a.Weak), new(real, Stack(a, 2, n - 1), a.Weak), a with { Shape = Stack(a, 2, n - 1) }];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Tridiagonal(this, arg);
}

/// <summary>Ways to find the eigenvalues of Hermitian matrices; a choice for some hardware, which changes nothing here.</summary>
public enum EighImplementation
{
    /// <summary>Tridiagonal reduction and QR steps.</summary>
    Qr,
    /// <summary>Jacobi's rotations.</summary>
    Jacobi,
    /// <summary>Spectral divide and conquer.</summary>
    Qdwh,
}

/// <summary>The eigenvectors, as columns, and the eigenvalues, ascending, of a Hermitian matrix.</summary>
/// <param name="Lower">Which triangle is read.</param>
/// <param name="SortEigenvalues">Whether the order matters; they are sorted in any case.</param>
/// <param name="SubsetByIndex">The first of the eigenvalues that are wanted and the one after the last, or null for all.</param>
/// <param name="Algorithm">A choice for some hardware, or null.</param>
public sealed record Eigh(bool Lower = true, bool SortEigenvalues = true, ValueArray<int>? SubsetByIndex = null, EighImplementation? Algorithm = null) : Op
{
    /// <inheritdoc/>
    public override string Name => "eigh";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckSquare(this, inputs);
        ArrayType a = inputs[0];
        int n = a.Shape[^1];
        (int start, int end) = SubsetOf(this, SubsetByIndex, n, a);
        return [a with { Shape = Stack(a, 2, n, end - start) }, new(a.DType.RealPart, Stack(a, 2, end - start), a.Weak)];
    }

    /// <summary>The first place that a subset names and the one after the last.</summary>
    internal static (int Start, int End) SubsetOf(Op op, ValueArray<int>? subset, int count, ArrayType a)
    {
        if (subset is not { } given) return (0, count);
        if (given is not [int start, int end] || start < 0 || start > end || end > count)
            throw new ShapeException($"{op.Name}: subset_by_index must be two places from 0 to {count} in order for {a}, got {given}.");
        return (start, end);
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Eigh(this, arg);
}

/// <summary>Libraries that find the eigenvalues of general matrices; a choice for some hardware, which changes nothing here.</summary>
public enum EigImplementation
{
    /// <summary>NVIDIA's.</summary>
    Cusolver,
    /// <summary>MAGMA.</summary>
    Magma,
    /// <summary>LAPACK.</summary>
    Lapack,
}

/// <summary>The eigenvalues of a general matrix and, where asked for, its left and right eigenvectors, as columns of norm 1 whose largest entry is real.</summary>
/// <param name="ComputeLeftEigenvectors">Whether to give left ones, u with uᴴ · A = λ · uᴴ.</param>
/// <param name="ComputeRightEigenvectors">Whether to give right ones, v with A · v = λ · v.</param>
/// <param name="EnableEigvecDerivs">Whether eigenvectors may be differentiated, which is not defined where eigenvalues coincide.</param>
/// <param name="Implementation">A choice for some hardware, or null.</param>
public sealed record Eig(bool ComputeLeftEigenvectors, bool ComputeRightEigenvectors, bool EnableEigvecDerivs = false, EigImplementation? Implementation = null) : Op
{
    /// <inheritdoc/>
    public override string Name => "eig";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckSquare(this, inputs);
        ArrayType a = inputs[0];
        // JAX: to_complex_dtype.
        DType dtype = a.DType is DType.F64 or DType.C128 ? DType.C128 : DType.C64;
        ArrayType values = new(dtype, Stack(a, 2, a.Shape[^1]), a.Weak), vectors = a with { DType = dtype };
        return (ComputeLeftEigenvectors, ComputeRightEigenvectors) switch
        {
            (false, false) => [values],
            (true, true) => [values, vectors, vectors],
            _ => [values, vectors],
        };
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Eig(this, arg);
}

/// <summary>
/// A = Z · T · Zᴴ: T is upper triangular, for real matrices but for blocks of size 2 on the diagonal, one for each pair of complex
/// eigenvalues; and, where asked for, Z.
/// </summary>
/// <param name="ComputeSchurVectors">Whether to give Z.</param>
/// <param name="SortEigVals">Whether to sort the eigenvalues.</param>
public sealed record Schur(bool ComputeSchurVectors, bool SortEigVals = false) : Op
{
    /// <inheritdoc/>
    public override string Name => "schur";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckSquare(this, inputs);
        return ComputeSchurVectors ? [inputs[0], inputs[0]] : [inputs[0]];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Schur(this, arg);
}

/// <summary>Ways to find singular values; a choice for some hardware, which changes nothing here.</summary>
public enum SvdAlgorithm
{
    /// <summary>What is best there.</summary>
    Default,
    /// <summary>Bidiagonal reduction and QR steps.</summary>
    Qr,
    /// <summary>Jacobi's rotations.</summary>
    Jacobi,
    /// <summary>By way of the polar decomposition.</summary>
    Polar,
    /// <summary>Bidiagonal reduction, then divide and conquer.</summary>
    DivideAndConquer,
}

/// <summary>A = U · diag(s) · Vᴴ: the singular values, descending, and, where asked for, U and Vᴴ.</summary>
/// <param name="FullMatrices">Whether U and Vᴴ are square; else they have as many columns and rows as there are singular values.</param>
/// <param name="ComputeUv">Whether to give U and Vᴴ.</param>
/// <param name="SubsetByIndex">The first of the singular values that are wanted and the one after the last, or null for all.</param>
/// <param name="Algorithm">A choice for some hardware, or null.</param>
public sealed record Svd(bool FullMatrices, bool ComputeUv = true, ValueArray<int>? SubsetByIndex = null, SvdAlgorithm? Algorithm = null) : Op
{
    /// <inheritdoc/>
    public override string Name => "svd";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckStacks(this, inputs, [2]);
        ArrayType a = inputs[0];
        int rows = a.Shape[^2], columns = a.Shape[^1], rank = Math.Min(rows, columns);
        (int start, int end) = Eigh.SubsetOf(this, SubsetByIndex, rank, a);
        if (FullMatrices && end - start != rank)
            throw new ShapeException($"svd: full_matrices and a subset_by_index {SubsetByIndex} of the {rank} singular values of {a} exclude each other.");
        rank = end - start;
        ArrayType s = new(a.DType.RealPart, Stack(a, 2, rank), a.Weak);
        if (!ComputeUv) return [s];
        return [s, a with { Shape = Stack(a, 2, rows, FullMatrices ? rows : rank) }, a with { Shape = Stack(a, 2, FullMatrices ? columns : rank, columns) }];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Svd(this, arg);
}
