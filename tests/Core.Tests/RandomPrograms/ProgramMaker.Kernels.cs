using Core.Ir;
using static Core.Ir.UnaryKind;

namespace Core.Tests.RandomPrograms;

// The families that a compiler has kernels of their own for.
internal sealed partial class ProgramMaker
{
    private (Op Op, Atom[] Inputs)? AnyKernel() => _random.Next(21) switch
    {
        0 => Sorted(AnyAtom()),
        1 => Largest(AnyAtom()),
        2 or 3 => Gathered(AnyAtom()),
        4 or 5 => Scattered(AnyAtom()),
        6 => DynamicallyCut(AnyAtom()),
        7 => DynamicallyUpdated(AnyAtom()),
        8 or 9 => Windowed(AnyAtom()),
        10 => Convolved(AnyAtom()),
        11 => Transformed(AnyAtom()),
        12 => SpecialFunction(AnyAtom()),
        13 or 14 => Multiplied(AnyAtom()),
        15 => Accumulated(AnyAtom()),
        16 => Reduced(AnyAtom()),
        17 => Branched(),
        18 => Repeated(),
        _ => Scanned(),
    };

    private (Op, Atom[])? Sorted(Atom x)
    {
        if (x.Type.Rank == 0) return null;
        Atom[] operands = [x, .. Enumerable.Range(0, _random.Next(3)).Select(_ => AnyAtom(type => type.Shape == x.Type.Shape)!)];
        return (new Sort(_random.Next(x.Type.Rank), NumKeys: _random.Next(1, operands.Length + 1)), operands);
    }

    private (Op, Atom[])? Largest(Atom x)
    {
        if (x.Type.Rank == 0 || x.Type.DType is DType.Bool || x.Type.DType.IsComplex) return null;
        int axis = _random.Next(x.Type.Rank);
        return (new TopK(_random.Next(x.Type.Shape[axis] + 1), axis), [x]);
    }

    /// <summary>Integers, some of which are out of bounds, of a shape.</summary>
    private Var Indices(Shape shape, int bound)
    {
        Var counted = Emit(new Iota(DType.I32, shape, _random.Next(shape.Rank)));
        Var scaled = Emit(new Binary(BinaryKind.Mul), counted, new Literal(Scalar.Of(_random.Next(1, 7)), DType.I32));
        Var within = Emit(new Binary(BinaryKind.Rem), scaled, new Literal(Scalar.Of(bound + 2), DType.I32));
        return Emit(new Binary(BinaryKind.Sub), within, new Literal(Scalar.Of(_random.Next(3)), DType.I32));
    }

    private Var Emit(Op op, params Atom[] inputs)
    {
        ArrayType type = op.Infer([.. inputs.Select(input => input.Type)])[0];
        Var var = new(type);
        _equations.Add(new(op, [.. inputs], [var]));
        return var;
    }

    /// <summary>Windows of an array at indices: what gathers and scatters share.</summary>
    private (int[] Sizes, int[] Collapsed, int[] Indexed, int[] Offset, Shape Batch)? Windows(Shape shape)
    {
        if (shape.Rank == 0 || shape.Size == 0) return null;
        int[] sizes = new int[shape.Rank];
        List<int> collapsed = [], indexed = [];
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            sizes[axis] = shape[axis];
            if (Chance(2)) continue;
            indexed.Add(axis);
            sizes[axis] = Chance(2) ? 1 : _random.Next(1, shape[axis] + 1);
            if (sizes[axis] == 1 && Chance(2)) collapsed.Add(axis);
        }
        Shape batch = [.. Enumerable.Range(0, _random.Next(3)).Select(_ => AnySize())];
        int windows = shape.Rank - collapsed.Count, rank = windows + batch.Rank;
        int[] offset = Shuffled(rank)[..windows], order = [.. indexed];
        Array.Sort(offset);
        _random.Shuffle(order);
        return (sizes, [.. collapsed], order, offset, batch);
    }

    private GatherScatterMode AnyMode() => Pick(GatherScatterMode.Clip, GatherScatterMode.FillOrDrop);

    private (Op, Atom[])? Gathered(Atom x)
    {
        if (Windows(x.Type.Shape) is not (var sizes, var collapsed, var indexed, var offset, var batch)) return null;
        if (batch.Size * sizes.Aggregate(1L, (product, size) => product * size) > _scale.LargestArray) return null;
        Var indices = Indices([.. batch, indexed.Length], indexed.Select(axis => x.Type.Shape[axis]).DefaultIfEmpty(1).Max());
        return (new Gather(new(ValueArray.Create<int>(offset), ValueArray.Create<int>(collapsed), ValueArray.Create<int>(indexed)), ValueArray.Create<int>(sizes), AnyMode()), [x, indices]);
    }

    private (Op, Atom[])? Scattered(Atom x)
    {
        if (Windows(x.Type.Shape) is not (var sizes, var collapsed, var indexed, var offset, var batch)) return null;
        ScatterKind kind = x.Type.DType.Kind switch
        {
            DTypeKind.Bool => ScatterKind.Update,
            DTypeKind.Complex => Pick(ScatterKind.Add, ScatterKind.Update, ScatterKind.Sub),
            _ => Pick(Enum.GetValues<ScatterKind>()),
        };
        int[] window = [.. Enumerable.Range(0, sizes.Length).Where(axis => !collapsed.Contains(axis)).Select(axis => sizes[axis])];
        int[] updates = new int[window.Length + batch.Rank];
        for (int axis = 0, b = 0; axis < updates.Length; axis++)
        {
            int place = Array.IndexOf(offset, axis);
            updates[axis] = place >= 0 ? window[place] : batch[b++];
        }
        Shape shape = updates;
        if (shape.Size > _scale.LargestArray) return null;
        Var indices = Indices([.. batch, indexed.Length], indexed.Select(axis => x.Type.Shape[axis]).DefaultIfEmpty(1).Max());
        Scatter op = new(kind, new(ValueArray.Create<int>(offset), ValueArray.Create<int>(collapsed), ValueArray.Create<int>(indexed)), AnyMode());
        return (op, [x, indices, ArrayOf(x.Type.DType, shape)]);
    }

    /// <summary>An array of a type: one of the pool, or one that is made.</summary>
    private Atom ArrayOf(DType dtype, Shape shape)
    {
        if (AnyAtom(type => type.DType == dtype && type.Shape == shape) is { } atom) return atom;
        Atom number = AnyAtom(type => type.DType == dtype && type.Rank == 0) ?? AnyLiteral(dtype);
        Var broadcast = Emit(new BroadcastInDim(shape, []), number);
        if (dtype is DType.Bool || shape.Rank == 0 || Chance(3)) return broadcast;
        Var counted = Emit(new Iota(DType.I32, shape, _random.Next(shape.Rank)));
        Var reduced = Emit(new Binary(BinaryKind.Rem), counted, new Literal(Scalar.Of(_random.Next(2, 9)), DType.I32));
        return Emit(new Binary(BinaryKind.Add), broadcast, Emit(new ConvertElementType(dtype, false), reduced));
    }

    private Atom AnyPlace(int bound) => Chance(2) ? new Literal(Scalar.Of(_random.Next(-1, bound + 1)), DType.I32) : AnyAtom(type => type.DType is DType.I32 && type.Rank == 0) ?? new Literal(Scalar.Of(0), DType.I32);

    private (Op, Atom[])? DynamicallyCut(Atom x)
    {
        int[] sizes = [.. x.Type.Shape.Select(size => _random.Next(size + 1))];
        return (new DynamicSlice(ValueArray.Create<int>(sizes)), [x, .. x.Type.Shape.Select(AnyPlace)]);
    }

    private (Op, Atom[])? DynamicallyUpdated(Atom x)
    {
        Shape sizes = [.. x.Type.Shape.Select(size => _random.Next(size + 1))];
        return (new DynamicUpdateSlice(), [x, ArrayOf(x.Type.DType, sizes), .. x.Type.Shape.Select(AnyPlace)]);
    }

    private (Op, Atom[])? Windowed(Atom x)
    {
        ArrayType type = x.Type;
        if (type.Rank == 0 || type.DType is DType.Bool) return null;
        int rank = type.Rank;
        int[] dimensions = new int[rank], strides = new int[rank], dilation = new int[rank], apart = new int[rank];
        EdgePadding[] padding = new EdgePadding[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            (dimensions[axis], strides[axis], dilation[axis], apart[axis]) = (_random.Next(1, 5), Pick(1, 1, 2, 3), Pick(1, 1, 1, 2), Pick(1, 1, 1, 2));
            padding[axis] = (Pick(0, 0, 1, 2), Pick(0, 0, 1, 3));
        }
        ReduceWindowKind kind = type.DType.IsComplex ? ReduceWindowKind.Sum : Pick(Enum.GetValues<ReduceWindowKind>());
        return (new ReduceWindow(kind, new(ValueArray.Create<int>(dimensions), ValueArray.Create<int>(strides), ValueArray.Create<EdgePadding>(padding), ValueArray.Create<int>(apart), ValueArray.Create<int>(dilation))), [x]);
    }

    private (Op, Atom[])? Convolved(Atom x)
    {
        ArrayType type = x.Type;
        if (type.Rank < 2 || type.Shape[1] == 0) return null;
        int rank = type.Rank, spatial = rank - 2, groups = Chance(3) ? type.Shape[1] : 1, batches = groups == 1 && type.Shape[0] > 0 && Chance(5) ? type.Shape[0] : 1;
        int[] order = Shuffled(rank), other = Shuffled(rank), result = Shuffled(rank);
        if (Chance(2)) (order, other, result) = ([.. Enumerable.Range(0, rank)], [.. Enumerable.Range(0, rank)], [.. Enumerable.Range(0, rank)]);
        // x has batch and features in front, and goes to the places that the order gives.
        Atom lhs = Emit(new Transpose([.. Enumerable.Range(0, rank).Select(axis => Array.IndexOf(order, axis))]), x);
        int[] kernel = new int[rank];
        kernel[other[0]] = groups * batches * _random.Next(1, 4);
        kernel[other[1]] = type.Shape[1] / groups;
        for (int i = 0; i < spatial; i++) kernel[other[i + 2]] = _random.Next(1, 4);
        ConvGeneralDilated op = new(
            new(ValueArray.Create<int>(order), ValueArray.Create<int>(other), ValueArray.Create<int>(result)),
            [.. Enumerable.Range(0, spatial).Select(_ => Pick(1, 1, 2))], [.. Enumerable.Range(0, spatial).Select(_ => (EdgePadding)(Pick(0, 1, 2), Pick(0, 1, 2)))],
            [.. Enumerable.Range(0, spatial).Select(_ => Pick(1, 1, 2))], [.. Enumerable.Range(0, spatial).Select(_ => Pick(1, 1, 2))], groups, batches);
        return (op, [lhs, ArrayOf(type.DType, kernel)]);
    }

    private (Op, Atom[])? Transformed(Atom x)
    {
        ArrayType type = x.Type;
        if (type.Rank == 0 || type.Size == 0 || type.DType is not (DType.F32 or DType.F64 or DType.C64 or DType.C128)) return null;
        int axes = _random.Next(1, Math.Min(3, type.Rank) + 1);
        int[] lengths = [.. type.Shape.Skip(type.Rank - axes)];
        if (!type.DType.IsComplex) return (new Fft(FftKind.Rfft, ValueArray.Create<int>(lengths)), [x]);
        FftKind kind = Pick(FftKind.Fft, FftKind.Ifft, FftKind.Irfft);
        if (kind is FftKind.Irfft) lengths[^1] = lengths[^1] == 1 ? 1 : 2 * lengths[^1] - Pick(1, 2);
        return (new Fft(kind, ValueArray.Create<int>(lengths)), [x]);
    }

    private (Op, Atom[])? SpecialFunction(Atom x) => x.Type.DType.Kind switch
    {
        DTypeKind.Float => Chance(5)
            ? (new ReducePrecision(_random.Next(2, 9), _random.Next(1, 24)), [x])
            : (new Unary(Pick(Exp2, Asin, Acos, Sinh, Cosh, Asinh, Acosh, Atanh, Erfc, ErfInv, Lgamma, Digamma, BesselI0e, BesselI1e)), [x]),
        DTypeKind.Complex => (new Unary(Pick(Exp2, Asin, Acos, Sinh, Cosh, Asinh, Acosh, Atanh, Cos, Tan, Atan, Rsqrt, Expm1, Log1p, Logistic)), [x]),
        _ => null,
    };
}
