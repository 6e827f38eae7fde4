using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Core.Ir;

namespace Core.Compiler.Kernels;

/// <summary>Small matrices, as many at once as a vector has lanes: element by element side by side, so that no lane is idle however small they are.</summary>
internal static unsafe class LaneMatrices
{
    /// <summary>Larger matrices fill vectors by themselves.</summary>
    private const int LargestSize = 16;

    /// <summary>Whether stacks of matrices of a type and size are done so.</summary>
    public static bool Fit(ArrayType type, int size) => type.DType is DType.F32 or DType.F64 && size is > 0 and <= LargestSize && Vector.IsHardwareAccelerated &&
        type.Size / ((long)type.Shape[^2] * type.Shape[^1]) >= 4 * (32 / type.DType.ByteSize);

    /// <summary>How many blocks of matrices there are; the last one shares some with the one before.</summary>
    public static long Blocks<T>(long items) where T : unmanaged => (items + Vector<T>.Count - 1) / Vector<T>.Count;

    /// <summary>The first matrix of a block.</summary>
    public static long First<T>(long block, long items) where T : unmanaged => Math.Min(block * Vector<T>.Count, items - Vector<T>.Count);

    /// <summary>Puts the elements of the matrices side by side.</summary>
    public static void Load<T>(T* source, Vector<T>* lanes, int count) where T : unmanaged =>
        Transposition.Run(source, count, (T*)lanes, Vector<T>.Count, count, Vector<T>.Count);

    /// <summary>Puts the matrices one after the other.</summary>
    public static void Store<T>(Vector<T>* lanes, T* target, int count) where T : unmanaged =>
        Transposition.Run((T*)lanes, Vector<T>.Count, target, count, Vector<T>.Count, count);

    /// <summary>a − x · y, rounded once where the machine can.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> MinusProduct<T>(Vector<T> a, Vector<T> x, Vector<T> y) where T : unmanaged
    {
        if (!Fma.IsSupported || Vector<byte>.Count != 32) return a - x * y;
        return typeof(T) == typeof(float)
            ? Fma.MultiplyAddNegated(x.AsVector256().AsSingle(), y.AsVector256().AsSingle(), a.AsVector256().AsSingle()).As<float, T>().AsVector()
            : Fma.MultiplyAddNegated(x.AsVector256().AsDouble(), y.AsVector256().AsDouble(), a.AsVector256().AsDouble()).As<double, T>().AsVector();
    }
}

/// <summary>Triangular factors of small positive definite matrices; NaN where one is not.</summary>
internal sealed unsafe class LaneCholeskyStep<T>(int source, int target, long items, int n)
    : KernelStep([source], [target], Share.Pieces(LaneMatrices.Blocks<T>(items), n * n * (n + 20.0)), LaneMatrices.Blocks<T>(items) * n * n * (n + 20.0))
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override long ScratchBytes => (long)n * n * sizeof(Vector<T>);

    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        (long start, long end) = Share.Of(LaneMatrices.Blocks<T>(items), Pieces, piece);
        Vector<T>* a = (Vector<T>*)scratch;
        for (long block = start; block < end; block++)
        {
            long offset = LaneMatrices.First<T>(block, items) * n * n;
            LaneMatrices.Load((T*)buffers[source] + offset, a, n * n);
            Factor(a);
            LaneMatrices.Store(a, (T*)buffers[target] + offset, n * n);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Factor(Vector<T>* a)
    {
        Vector<T> isPositive = Vector.Equals(Vector<T>.Zero, Vector<T>.Zero);
        for (int j = 0; j < n; j++)
        {
            Vector<T>* pivotRow = a + j * n;
            Vector<T> pivot = pivotRow[j];
            for (int k = 0; k < j; k++) pivot = LaneMatrices.MinusProduct(pivot, pivotRow[k], pivotRow[k]);
            isPositive &= Vector.GreaterThan(pivot, Vector<T>.Zero);
            pivotRow[j] = pivot = Vector.SquareRoot(pivot);
            for (int i = j + 1; i < n; i++)
            {
                Vector<T>* row = a + i * n;
                Vector<T> sum = row[j];
                for (int k = 0; k < j; k++) sum = LaneMatrices.MinusProduct(sum, row[k], pivotRow[k]);
                row[j] = sum / pivot;
            }
        }
        if (Vector.EqualsAll(isPositive.As<T, byte>(), Vector<byte>.AllBitsSet)) return;
        for (int i = 0; i < n * n; i++) a[i] = Vector.ConditionalSelect(isPositive, a[i], new Vector<T>(T.NaN));
    }

    /// <inheritdoc/>
    public override string Describe() => $"cholesky of {items} matrices of {n} × {n} {typeof(T).Name}, {Vector<T>.Count} at once";
}

/// <summary>Solves with small triangular matrices.</summary>
internal sealed unsafe class LaneTriangularStep<T> : KernelStep where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int _matrices, _right, _target, _n, _columns, _row, _column, _rightRow, _rightColumn;
    private readonly long _items;
    private readonly bool _isLower, _unitDiagonal;

    /// <summary>A step.</summary>
    /// <param name="matrices">The buffer of the matrices.</param>
    /// <param name="right">The buffer of the right-hand sides.</param>
    /// <param name="target">The buffer of the solutions.</param>
    /// <param name="items">How many there are.</param>
    /// <param name="n">The size of the matrices.</param>
    /// <param name="columns">How many right-hand sides each has.</param>
    /// <param name="op">What is solved.</param>
    public LaneTriangularStep(int matrices, int right, int target, long items, int n, int columns, TriangularSolve op)
        : base([matrices, right], [target], Share.Pieces(LaneMatrices.Blocks<T>(items), Cost(n, columns)), LaneMatrices.Blocks<T>(items) * Cost(n, columns))
    {
        (_matrices, _right, _target, _items, _n, _columns, _unitDiagonal) = (matrices, right, target, items, n, columns, op.UnitDiagonal);
        // X · op(A) = B is op(A)ᵀ · Xᵀ = Bᵀ.
        bool flip = op.TransposeA == op.LeftSide;
        (_row, _column) = flip ? (1, n) : (n, 1);
        (_rightRow, _rightColumn) = op.LeftSide ? (columns, 1) : (1, n);
        _isLower = op.Lower != flip;
    }

    /// <inheritdoc/>
    public override long ScratchBytes => (long)_n * (_n + _columns) * sizeof(Vector<T>);

    private static double Cost(int n, int columns) => n * n * 10.0 + n * (n + 10.0) * columns;

    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        (long start, long end) = Share.Of(LaneMatrices.Blocks<T>(_items), Pieces, piece);
        Vector<T>* a = (Vector<T>*)scratch, b = a + _n * _n;
        for (long block = start; block < end; block++)
        {
            long first = LaneMatrices.First<T>(block, _items);
            LaneMatrices.Load((T*)buffers[_matrices] + first * _n * _n, a, _n * _n);
            LaneMatrices.Load((T*)buffers[_right] + first * _n * _columns, b, _n * _columns);
            Solve(a, b);
            LaneMatrices.Store(b, (T*)buffers[_target] + first * _n * _columns, _n * _columns);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Solve(Vector<T>* a, Vector<T>* b)
    {
        for (int step = 0; step < _n; step++)
        {
            int i = _isLower ? step : _n - 1 - step, from = _isLower ? 0 : i + 1, to = _isLower ? i : _n;
            for (int column = 0; column < _columns; column++)
            {
                Vector<T>* right = b + column * _rightColumn;
                Vector<T> sum = right[i * _rightRow];
                for (int k = from; k < to; k++) sum = LaneMatrices.MinusProduct(sum, a[i * _row + k * _column], right[k * _rightRow]);
                right[i * _rightRow] = _unitDiagonal ? sum : sum / a[i * (_row + _column)];
            }
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"triangular solve with {_items} matrices of {_n} × {_n} {typeof(T).Name}, {_columns} right-hand sides each, {Vector<T>.Count} at once";
}
