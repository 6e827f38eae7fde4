using System.Numerics;
using Core.Compiler.Execution;
using Core.Compiler.Loops;

namespace Core.Compiler.Contraction;

/// <summary>
/// A product of tiny matrices, number by number: each product is added to the sum before it is rounded, in order, as XLA does with sums of less than 8. What follows may
/// make much of a last digit (a system of equations that is nearly singular), and then has JAX's digits.
/// </summary>
/// <param name="problem">The product: one for which <see cref="Fits"/>.</param>
internal sealed unsafe class FewProductsStep(MatrixProblem problem) : Step
{
    private const int LongestSum = 7, MostProducts = 32;

    private readonly int _rows = (int)problem.M, _columns = (int)problem.N, _terms = (int)problem.K;
    private readonly MatrixView _a = problem.A, _b = problem.B, _c = problem.C;

    /// <inheritdoc/>
    public override int Pieces => 1;

    /// <inheritdoc/>
    public override double Nanoseconds => 5 + problem.Products;

    /// <inheritdoc/>
    public override ValueArray<int> Reads => [_a.Buffer, _b.Buffer];

    /// <inheritdoc/>
    public override ValueArray<int> Writes => [_c.Buffer];

    /// <summary>Whether a product is computed so.</summary>
    public static bool Fits(MatrixProblem problem) =>
        problem.Type is LaneType.F32 or LaneType.F64 && problem.K <= LongestSum && problem.Products <= MostProducts && problem.BatchSize == 1 && problem.Gathered is null;

    /// <inheritdoc/>
    public override string Describe() => $"{_rows}×{_terms} · {_terms}×{_columns} of {problem.Type}, number by number";

    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        byte* a = buffers[_a.Buffer] + _a.Offset, b = buffers[_b.Buffer] + _b.Offset, c = buffers[_c.Buffer] + _c.Offset;
        if (problem.Type is LaneType.F32) Multiply<float>(a, b, c);
        else Multiply<double>(a, b, c);
    }

    private void Multiply<T>(byte* a, byte* b, byte* c) where T : unmanaged, INumberBase<T>
    {
        nint step = (nint)_a.Column, distance = (nint)_b.Row, nextRight = (nint)_b.Column, nextSum = (nint)_c.Column;
        int columns = _columns, terms = _terms;
        for (int i = 0; i < _rows; i++, a += _a.Row, c += _c.Row)
        {
            byte* first = b, target = c;
            for (int j = 0; j < columns; j++, first += nextRight, target += nextSum)
            {
                byte* left = a, right = first;
                T sum = T.Zero;
                for (int k = terms; k > 0; k--, left += step, right += distance) sum = T.MultiplyAddEstimate(*(T*)left, *(T*)right, sum);
                *(T*)target = sum;
            }
        }
    }
}
