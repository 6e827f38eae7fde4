using Core.Compiler.Execution;
using Core.Compiler.Loops;
using Core.Ir;

namespace Core.Compiler.Contraction;

/// <summary>Makes the steps of a contraction: copies of operands that no product of matrices can read as they lie, the product, and the conversion of its result.</summary>
internal sealed class ContractionBuilder
{
    private readonly Func<ArrayType, int> _workspace;
    private readonly bool _emit;
    private readonly List<Step> _steps = [];

    private ContractionBuilder(Func<ArrayType, int> workspace, bool emit) => (_workspace, _emit) = (workspace, emit);

    /// <summary>The steps of a contraction.</summary>
    /// <param name="dims">Which axes are contracted and paired.</param>
    /// <param name="lhs">The left operand.</param>
    /// <param name="rhs">The right operand.</param>
    /// <param name="output">The buffer of the result: the batch axes, the free ones of the left operand, those of the right one, in row-major order.</param>
    /// <param name="dtype">The element type of the result.</param>
    /// <param name="workspace">Gives a buffer for a value between the steps.</param>
    /// <param name="emit">Whether code may be made while the program runs.</param>
    public static Step[] Build(DotDims dims, StridedOperand lhs, StridedOperand rhs, int output, DType dtype, Func<ArrayType, int> workspace, bool emit)
    {
        ContractionBuilder builder = new(workspace, emit);
        builder.Contract(dims, lhs, rhs, output, dtype);
        return [.. builder._steps];
    }

    private void Contract(DotDims dims, StridedOperand lhs, StridedOperand rhs, int output, DType dtype)
    {
        int[] lhsFree = [.. dims.LhsFree(lhs.Shape.Rank)], rhsFree = [.. dims.RhsFree(rhs.Shape.Rank)];
        List<ContractionAxis> batch = [], rows = [], columns = [], sums = [];
        long stride = 1;
        for (int i = rhsFree.Length - 1; i >= 0; i--) columns.Insert(0, new(rhs.Shape[rhsFree[i]], 0, rhs.Strides[rhsFree[i]], Next(rhs.Shape[rhsFree[i]])));
        for (int i = lhsFree.Length - 1; i >= 0; i--) rows.Insert(0, new(lhs.Shape[lhsFree[i]], lhs.Strides[lhsFree[i]], 0, Next(lhs.Shape[lhsFree[i]])));
        for (int i = dims.LhsBatch.Count - 1; i >= 0; i--)
        {
            int axis = dims.LhsBatch[i];
            batch.Insert(0, new(lhs.Shape[axis], lhs.Strides[axis], rhs.Strides[dims.RhsBatch[i]], Next(lhs.Shape[axis])));
        }
        for (int i = 0; i < dims.LhsContract.Count; i++) sums.Add(new(lhs.Shape[dims.LhsContract[i]], lhs.Strides[dims.LhsContract[i]], rhs.Strides[dims.RhsContract[i]], 0));
        if (stride == 0) return;
        if (Count(sums) == 0) _steps.Add(new ZeroStep(output, stride * dtype.ByteSize));
        else new ContractionLayout(this, lhs, rhs, batch, rows, columns, sums).Multiply(output, dtype, stride);

        long Next(long size)
        {
            long now = stride;
            stride *= size;
            return now;
        }
    }

    /// <summary>The product of the sizes of axes.</summary>
    public static long Count(List<ContractionAxis> axes)
    {
        long count = 1;
        foreach (ContractionAxis axis in axes) count *= axis.Size;
        return count;
    }

    /// <summary>Adds a step.</summary>
    public void Add(Step step) => _steps.Add(step);

    /// <summary>A buffer for elements between the steps.</summary>
    public int Workspace(DType dtype, long count) => _workspace(new ArrayType(dtype, [checked((int)count)]));

    /// <summary>The steps of a product of matrices.</summary>
    public void Multiply(MatrixProblem problem)
    {
        MatrixProblem transposed = problem with
        {
            M = problem.N,
            N = problem.M,
            A = problem.B.Transposed,
            B = problem.A.Transposed,
            C = problem.C.Transposed,
            Batch = [.. problem.Batch.Select(loop => loop with { A = loop.B, B = loop.A })],
        };
        // A matrix by a vector is the vector by the transposed matrix: then the result is a row.
        if (problem.N == 1 && problem.M > 1) (problem, transposed) = (transposed, problem);
        if (Split(problem)) return;
        if (FewProductsStep.Fits(problem)) _steps.Add(new FewProductsStep(problem));
        else if (DotStep.Fits(problem)) _steps.Add(new DotStep(problem, _emit));
        else if (problem.N <= DotStep.MostRows && DotStep.Fits(transposed)) _steps.Add(new DotStep(transposed, _emit));
        else Tiles(problem);
    }

    /// <summary>A product of very few elements that are long sums: parts of the sums, as many for any number of threads, are computed by themselves.</summary>
    private bool Split(MatrixProblem problem)
    {
        const int Most = 16, Shortest = 8192;
        double outputs = (double)problem.BatchSize * problem.M * problem.N;
        if (outputs > 1024 || problem.K < 2 * Shortest || problem.Products < 100_000 || problem.Gathered is not null) return false;
        long parts = Math.Min(Most, problem.K / Shortest), depth = (problem.K + parts - 1) / parts;
        depth = (depth + 63) / 64 * 64;
        (long whole, long rest) = Math.DivRem(problem.K, depth);
        long count = (long)outputs, all = whole + (rest > 0 ? 1 : 0);
        int bytes = problem.ElementBytes, sums = Workspace(problem.Type switch
        {
            LaneType.F32 => DType.F32,
            LaneType.F64 => DType.F64,
            LaneType.I64 => DType.I64,
            LaneType.I32 or LaneType.Mask => DType.I32,
        }, all * count);
        MatrixProblem part = problem with
        {
            K = depth,
            C = problem.C with { Buffer = sums, Offset = 0 },
            Batch = [new(whole, depth * problem.A.Column, depth * problem.B.Row, count * bytes), .. problem.Batch],
        };
        Multiply(part);
        if (rest > 0)
        {
            Multiply(problem with
            {
                K = rest,
                C = problem.C with { Buffer = sums, Offset = whole * count * bytes },
                A = problem.A with { Offset = problem.A.Offset + whole * depth * problem.A.Column },
                B = problem.B with { Offset = problem.B.Offset + whole * depth * problem.B.Row },
            });
        }
        _steps.Add(new SumStep(problem.Type, sums, problem.C.Buffer, problem.C.Offset, count, (int)all));
        return true;
    }

    private void Tiles(MatrixProblem problem)
    {
        TilePlan plan = TilePlan.Choose(problem);
        int panels = -1;
        if (plan.Right == RightPanels.Shared)
        {
            panels = Workspace(DType.U8, PackStep.PanelBytes(problem, plan.Shape));
            _steps.Add(new PackStep(problem, plan.Shape, panels));
        }
        _steps.Add(new TileStep(problem, plan, panels, _emit));
    }

    /// <summary>The type that the sums are computed in.</summary>
    /// <param name="lhs">The type of the left operand.</param>
    /// <param name="rhs">The type of the right operand.</param>
    /// <param name="result">The type of the result, not complex.</param>
    public static DType Computed(DType lhs, DType rhs, DType result)
    {
        if (!IsReal(lhs) && !IsReal(rhs) && !IsReal(result)) return result.ByteSize == 8 ? DType.I64 : DType.I32;
        return IsWide(lhs) || IsWide(rhs) || result is DType.F64 ? DType.F64 : DType.F32;

        static bool IsReal(DType dtype) => dtype.IsFloat || dtype.IsComplex;

        // Integers that a float does not hold exactly.
        static bool IsWide(DType dtype) => dtype is DType.F64 or DType.C128 || (dtype.IsInteger && dtype.ByteSize >= 4);
    }
}
