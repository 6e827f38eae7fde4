using Core.Compiler.Execution;
using Core.Compiler.Loops;
using Core.Ir;

namespace Core.Compiler.Contraction;

/// <summary>
/// Makes the steps of a convolution: a product of the kernels, a matrix of output features × (input features · window), with what the window covers at each place,
/// a matrix that is read out of the padded left operand without being written down.
/// </summary>
internal sealed class ConvolutionBuilder
{
    private readonly ConvGeneralDilated _op;
    private readonly ArrayType _lhs, _rhs, _result;
    private readonly Func<ArrayType, int> _workspace;
    private readonly bool _emit;
    private readonly DType _computed; // real
    private readonly int _parts; // real numbers of an element
    private readonly List<Step> _steps = [];

    private ConvolutionBuilder(ConvGeneralDilated op, ArrayType lhs, ArrayType rhs, ArrayType result, Func<ArrayType, int> workspace, bool emit)
    {
        (_op, _lhs, _rhs, _result, _workspace, _emit) = (op, lhs, rhs, result, workspace, emit);
        _parts = result.DType.IsComplex ? 2 : 1;
        _computed = ContractionBuilder.Computed(lhs.DType, rhs.DType, result.DType.RealPart);
    }

    private int Bytes => _computed.ByteSize;

    /// <summary>The steps of a convolution.</summary>
    /// <param name="op">The op.</param>
    /// <param name="lhs">The left operand, row-major.</param>
    /// <param name="rhs">The kernels, row-major.</param>
    /// <param name="output">The buffer of the result.</param>
    /// <param name="result">The type of the result.</param>
    /// <param name="workspace">Gives a buffer for a value between the steps.</param>
    /// <param name="emit">Whether code may be made while the program runs.</param>
    public static Step[] Build(
        ConvGeneralDilated op, StridedOperand lhs, StridedOperand rhs, int output, ArrayType result, Func<ArrayType, int> workspace, bool emit)
    {
        if (result.Size == 0) return [];
        if (lhs.Shape.Size == 0 || rhs.Shape.Size == 0) return [new ZeroStep(output, result.ByteSize)];
        List<Step> steps = [];
        if (result.DType.IsComplex) (lhs, rhs) = (ToComplex(lhs, result.DType, workspace, steps), ToComplex(rhs, result.DType, workspace, steps));
        ConvolutionBuilder builder = new(op, new(lhs.DType, lhs.Shape), new(rhs.DType, rhs.Shape), result, workspace, emit);
        builder.Convolve(lhs, rhs, output);
        return [.. steps, .. builder._steps];
    }

    /// <summary>The operand as numbers of the complex type of the result.</summary>
    private static StridedOperand ToComplex(StridedOperand operand, DType dtype, Func<ArrayType, int> workspace, List<Step> steps)
    {
        if (!operand.DType.IsComplex && operand.DType != dtype.RealPart) operand = Convert(dtype.RealPart);
        return operand.DType == dtype ? operand : Convert(dtype);

        StridedOperand Convert(DType to)
        {
            StridedOperand converted = StridedOperand.RowMajor(workspace(new(to, operand.Shape)), to, operand.Shape);
            CopyLoop[] loops = [.. operand.Shape.Select((size, axis) => new CopyLoop(size, operand.Strides[axis] * operand.DType.ByteSize, converted.Strides[axis] * to.ByteSize))];
            steps.Add(new ConvertStep(operand.Buffer, operand.Offset * operand.DType.ByteSize, converted.Buffer, loops, ElementRows.Between(operand.DType, to), $"operand, {operand.DType.Name} to {to.Name}"));
            return converted;
        }
    }

    private void Convolve(StridedOperand lhs, StridedOperand rhs, int output)
    {
        ConvDims dims = _op.Dims;
        int outputs = _rhs.Shape[dims.Rhs[0]], features = _rhs.Shape[dims.Rhs[1]], groups = _op.FeatureGroupCount * _op.BatchGroupCount;
        SpatialAxis[] axes = Axes(lhs);
        int images = _lhs.Shape[dims.Lhs[0]] / _op.BatchGroupCount, window = 1;
        long places = 1;
        foreach (SpatialAxis axis in axes) (window, places) = (window * axis.Window, places * axis.Places);
        long depth = (long)features * window * _parts;

        int kernels = Kernels(rhs, outputs, features, axes, depth);
        Covered covered = Cover(lhs, axes);

        // The result in the order image, feature, place; then in the order that is asked for.
        bool ordered = _parts == 1 && Same(_computed, _result.DType) && IsOrdered(dims.Out);
        int sums = ordered ? output : _workspace(new(_computed, [checked((int)(_result.Size * _parts))]));
        long groupRows = (long)outputs / groups * _parts, image = places * outputs * _parts * Bytes;
        bool byBatch = _op.BatchGroupCount > 1;
        List<BatchLoop> loops =
        [
            new(groups, groupRows * depth * Bytes, byBatch ? images * covered.Image : features * covered.Feature, groupRows * places * Bytes),
            new(images, 0, covered.Image, image),
        ];
        MatrixView a = new(kernels, 0, depth * Bytes, Bytes), c = new(sums, 0, places * Bytes, Bytes);
        Multiply(covered, axes, loops, a, c, groupRows, depth, features);
        if (!ordered) Order(sums, output, outputs, axes, places);
    }

    /// <summary>The padded left operand, and how far apart its elements lie, in bytes.</summary>
    private readonly struct Covered(int buffer, long offset, long image, long feature, long part, long[] axes, long phase)
    {
        public int Buffer => buffer;
        public long Offset => offset;
        public long Image => image;
        public long Feature => feature;
        public long Part => part;
        public long[] Axes => axes;
        public long Phase => phase;
    }

    private SpatialAxis[] Axes(StridedOperand lhs)
    {
        ConvDims dims = _op.Dims;
        int rank = dims.Lhs.Count - 2;
        // Without spatial axes there is one place.
        if (rank == 0) return [new(1, 0, 0, 1, 1, 1, 1, 1)];
        SpatialAxis[] axes = new SpatialAxis[rank];
        for (int i = 0; i < rank; i++)
        {
            axes[i] = new(
                _lhs.Shape[dims.Lhs[i + 2]], lhs.Strides[dims.Lhs[i + 2]] * lhs.DType.ByteSize, _op.Padding[i].Low, _op.LhsDilation[i], _op.WindowStrides[i],
                _op.RhsDilation[i], _rhs.Shape[dims.Rhs[i + 2]], _result.Shape[dims.Out[i + 2]]);
        }
        return axes;
    }

    private static bool IsOrdered(ValueArray<int> axes)
    {
        for (int i = 0; i < axes.Count; i++)
            if (axes[i] != i) return false;
        return true;
    }

    private static bool Same(DType have, DType want) => have == want || (have.IsInteger && want.IsInteger && have.ByteSize == want.ByteSize);

    /// <summary>The buffer of the kernels, output features × input features × window; a complex number x + iy is the block [x −y; y x].</summary>
    private int Kernels(StridedOperand rhs, int outputs, int features, SpatialAxis[] axes, long depth)
    {
        ConvDims dims = _op.Dims;
        int bytes = rhs.DType.ByteSize;
        if (_parts == 1 && Same(rhs.DType, _computed) && IsOrdered(dims.Rhs) && rhs == StridedOperand.RowMajor(rhs.Buffer, rhs.DType, rhs.Shape)) return rhs.Buffer;
        List<CopyLoop> loops = [];
        long stride = _parts * Bytes;
        for (int i = dims.Rhs.Count - 1; i >= 2; i--) Loop(dims.Rhs[i], axes[i - 2].Window);
        Loop(dims.Rhs[1], features);
        loops.Insert(0, new(outputs, rhs.Strides[dims.Rhs[0]] * bytes, _parts * depth * Bytes));

        int buffer = _workspace(new(_computed, [checked((int)(outputs * _parts * depth))]));
        ElementRow row = _parts == 2 ? ElementRows.Rows(_result.DType) : ElementRows.Between(rhs.DType.RealPart, _computed);
        _steps.Add(new ConvertStep(rhs.Buffer, rhs.Offset * bytes, buffer, [.. loops], row, $"kernels, {rhs.DType.Name} to {_computed.Name}", depth * Bytes));
        return buffer;

        void Loop(int axis, int size)
        {
            loops.Insert(0, new(size, rhs.Strides[axis] * bytes, stride));
            stride *= size;
        }
    }

    private Covered Cover(StridedOperand lhs, SpatialAxis[] axes)
    {
        ConvDims dims = _op.Dims;
        int bytes = lhs.DType.ByteSize;
        long image = lhs.Strides[dims.Lhs[0]] * bytes, feature = lhs.Strides[dims.Lhs[1]] * bytes;
        bool plain = _parts == 1 && Same(lhs.DType, _computed) && axes[^1].Step == 1 && (axes[^1].Stride == bytes || axes[^1].Extent == 1);
        foreach (SpatialAxis axis in axes) plain &= axis.IsPlain;
        if (plain) return new(lhs.Buffer, lhs.Offset * bytes, image, feature, 0, [.. axes.Select(axis => axis.Stride)], 0);

        int images = _lhs.Shape[dims.Lhs[0]], features = _lhs.Shape[dims.Lhs[1]];
        long[] strides = new long[axes.Length];
        strides[^1] = Bytes;
        long stride = PadStep.RowElements(axes[^1]) * Bytes;
        for (int i = axes.Length - 2; i >= 0; i--)
        {
            strides[i] = stride;
            stride *= axes[i].Extent;
        }
        int buffer = _workspace(new(_computed, [checked((int)(stride / Bytes * _parts * features * images))]));
        _steps.Add(new PadStep(
            lhs.Buffer, lhs.Offset * bytes, buffer, [new(images, image, 0), new(features, feature, 0), new(_parts, bytes / 2, 0)], axes,
            ElementRows.Between(lhs.DType.RealPart, _computed), Bytes));
        return new(buffer, 0, stride * _parts * features, stride * _parts, stride, strides, PadStep.PhaseElements(axes[^1]) * Bytes);
    }

    private void Multiply(Covered covered, SpatialAxis[] axes, List<BatchLoop> loops, MatrixView a, MatrixView c, long rows, long depth, int features)
    {
        long[] steps = Steps(covered, axes, depth, features);
        // Places that follow each other at one distance are one axis.
        List<(long Size, long Distance)> places = [];
        for (int i = 0; i < axes.Length; i++)
        {
            if (axes[i].Places == 1 && i < axes.Length - 1) continue;
            long distance = i == axes.Length - 1 ? covered.Axes[i] : covered.Axes[i] * axes[i].Step;
            if (places.Count > 0 && places[^1].Distance == distance * axes[i].Places) places[^1] = (places[^1].Size * axes[i].Places, distance);
            else places.Add((axes[i].Places, distance));
        }
        long width = places[^1].Size, count = 1, last = places[^1].Distance;
        foreach ((long size, _) in places) count *= size;
        LaneType type = _computed switch { DType.F32 => LaneType.F32, DType.F64 => LaneType.F64, DType.I64 => LaneType.I64, _ => LaneType.I32 };

        int lanes = TileShape.MachineWidth / 8 / Bytes;
        // A row of places fills vectors well enough, the last of which may be narrower; few kernels do not pay for a copy.
        long rest = width % lanes, filled = width - rest + (rest == 0 ? 0 : Math.Max(16 / Bytes, (long)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)rest)));
        bool byRows = places.Count == 1 || (width * 5 >= lanes * 4 && width * 5 >= filled * 4) || (rows <= 16 && width * 2 >= lanes);
        MatrixView b = new(covered.Buffer, covered.Offset, 0, last);
        if (byRows)
        {
            long stride = c.Column * width;
            List<BatchLoop> along = [];
            for (int i = places.Count - 2; i >= 0; i--)
            {
                along.Insert(0, new(places[i].Size, 0, places[i].Distance, stride));
                stride *= places[i].Size;
            }
            GatheredMatrix matrix = new(steps, [0], (int)width);
            Add(new(type, rows, width, depth, a, b, c, Merge([.. loops, .. along]), matrix));
            return;
        }
        long[] runs = new long[count / width];
        for (int run = 0; run < runs.Length; run++)
        {
            long left = run;
            for (int i = places.Count - 2; i >= 0; i--)
            {
                (left, long place) = Math.DivRem(left, places[i].Size);
                runs[run] += place * places[i].Distance;
            }
        }
        Add(new(type, rows, count, depth, a, b, c, Merge(loops), new(steps, runs, (int)width)));
    }

    private void Add(MatrixProblem problem) => _steps.Add(new TileStep(problem, TilePlan.Choose(problem), -1, _emit));

    private static ValueArray<BatchLoop> Merge(List<BatchLoop> loops)
    {
        List<BatchLoop> merged = [];
        foreach (BatchLoop loop in loops)
        {
            if (loop.Size == 1) continue;
            if (merged.Count > 0 && merged[^1] is var outer && outer.A == loop.A * loop.Size && outer.B == loop.B * loop.Size && outer.C == loop.C * loop.Size)
                merged[^1] = loop with { Size = loop.Size * outer.Size };
            else merged.Add(loop);
        }
        return [.. merged];
    }

    /// <summary>Where what each element of a kernel is multiplied with lies, from that of the first element.</summary>
    private long[] Steps(Covered covered, SpatialAxis[] axes, long depth, int features)
    {
        long[] steps = new long[depth];
        int window = (int)(depth / features / _parts);
        for (long k = 0; k < depth; k++)
        {
            (long rest, long part) = Math.DivRem(k, _parts);
            (long feature, long element) = Math.DivRem(rest, window);
            long step = feature * covered.Feature + part * covered.Part;
            for (int i = axes.Length - 1; i >= 0; i--)
            {
                (element, long along) = Math.DivRem(element, axes[i].Window);
                along *= axes[i].WindowDilation;
                if (i < axes.Length - 1 || axes[i].Step == 1) step += along * covered.Axes[i];
                else step += along % axes[i].Step * covered.Phase + along / axes[i].Step * covered.Axes[i];
            }
            steps[k] = step;
        }
        return steps;
    }

    /// <summary>Copies the result to the order and type that are asked for.</summary>
    private void Order(int sums, int output, int outputs, SpatialAxis[] axes, long places)
    {
        ConvDims dims = _op.Dims;
        DType dtype = _result.DType;
        long[] source = new long[_result.Rank];
        source[dims.Out[0]] = outputs * _parts * places * Bytes;
        source[dims.Out[1]] = _parts * places * Bytes;
        long stride = Bytes;
        for (int i = axes.Length - 1; i >= 0 && _result.Rank > 2; i--)
        {
            source[dims.Out[i + 2]] = stride;
            stride *= axes[i].Places;
        }
        List<CopyLoop> loops = [];
        long target = dtype.ByteSize;
        for (int axis = _result.Rank - 1; axis >= 0; axis--)
        {
            loops.Insert(0, new(_result.Shape[axis], source[axis], target));
            target *= _result.Shape[axis];
        }
        // The parts of a complex number lie a block of places apart.
        if (_parts == 2) loops.Add(new(2, places * Bytes, Bytes));
        _steps.Add(new ConvertStep(sums, 0, output, [.. loops], ElementRows.Between(_computed, _parts == 2 ? _computed : dtype), $"result, {_computed.Name} to {dtype.Name}"));
    }
}
