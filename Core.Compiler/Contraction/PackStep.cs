using Core.Compiler.Execution;

namespace Core.Compiler.Contraction;

/// <summary>Copies a right matrix into panels that the pieces of the product share.</summary>
internal sealed unsafe class PackStep : Step
{
    private readonly MatrixProblem _problem;
    private readonly TileShape _shape;
    private readonly int _panels;
    private readonly int _columns;

    /// <summary>The copy of the right matrix of a problem.</summary>
    /// <param name="problem">The product.</param>
    /// <param name="shape">Its tiles.</param>
    /// <param name="panels">The buffer of the panels.</param>
    public PackStep(MatrixProblem problem, TileShape shape, int panels)
    {
        (_problem, _shape, _panels) = (problem, shape, panels);
        _columns = shape.RowBytes / problem.ElementBytes;
        Pieces = (int)Math.Clamp(shape.ColumnTiles, 1, 64);
    }

    /// <inheritdoc/>
    public override int Pieces { get; }

    /// <inheritdoc/>
    public override double Nanoseconds => _problem.N * _problem.K * _problem.ElementBytes * 0.1;

    /// <inheritdoc/>
    public override ValueArray<int> Reads => [_problem.B.Buffer];

    /// <inheritdoc/>
    public override ValueArray<int> Writes => [_panels];

    /// <summary>Bytes of the panels of a right matrix.</summary>
    public static long PanelBytes(MatrixProblem problem, TileShape shape) => shape.ColumnTiles * shape.RowBytes * problem.K + Panels.Slack;

    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        MatrixProblem problem = _problem;
        byte* source = buffers[problem.B.Buffer] + problem.B.Offset;
        long last = _shape.ColumnTiles * (piece + 1) / Pieces;
        for (long panel = _shape.ColumnTiles * piece / Pieces; panel < last; panel++)
        {
            int columns = (int)Math.Min(_columns, problem.N - panel * _columns);
            Panels.Pack(
                source + panel * _columns * problem.B.Column, problem.B.Row, problem.B.Column, problem.K, columns,
                buffers[_panels] + panel * _shape.RowBytes * problem.K, _columns, problem.ElementBytes);
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"panels of {_columns} columns of a {_problem.K}×{_problem.N} matrix of {_problem.Type}";
}
