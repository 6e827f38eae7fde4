using Core.Ir;
using Core.Kernels;

namespace Core.Interpreter;

internal sealed partial class EvalRules
{
    public ArrayData[] Scatter(Scatter op, ReadOnlySpan<ArrayData> args)
    {
        (ArrayData x, ArrayData updates) = (args[0], args[2]);
        (int[] to, int[] from) = UpdatePlaces(op, x.Shape, args[1], updates.Shape);
        ArrayData result = op.Kind switch
        {
            ScatterKind.Update when op.UpdateJaxpr is { } program => ApplyAt(program, x, updates, to, from),
            ScatterKind.Update => WriteAt(x, updates, to, from),
            ScatterKind.Add => CombineAt(BinaryKind.Add, x, updates, to, from),
            ScatterKind.Sub => CombineAt(BinaryKind.Sub, x, updates, to, from),
            ScatterKind.Mul => CombineAt(BinaryKind.Mul, x, updates, to, from),
            ScatterKind.Min => CombineAt(BinaryKind.Min, x, updates, to, from),
            ScatterKind.Max => CombineAt(BinaryKind.Max, x, updates, to, from),
        };
        return [result];
    }

    /// <summary>For each update that is not dropped, the element that it goes to and its own index.</summary>
    private static (int[] To, int[] From) UpdatePlaces(Scatter op, Shape operand, ArrayData indices, Shape updates)
    {
        if (updates.Size == 0) return ([], []);
        ValueArray<int> windowAxes = op.WindowAxes(operand.Rank), scatterAxes = op.ScatterAxes(updates.Rank);
        Shape window = [.. op.Dims.UpdateWindowDims.Select(axis => updates[axis])];
        int[] windowSizes = new int[operand.Rank];
        Array.Fill(windowSizes, 1);
        for (int i = 0; i < windowAxes.Count; i++) windowSizes[windowAxes[i]] = window[i];
        int[] starts = Windows.Starts(
            operand, windowSizes, Integers(indices), indices.Shape, op.Dims.ScatterDimsToOperandDims, op.Dims.OperandBatchingDims,
            op.Dims.ScatterIndicesBatchingDims, clip: op.Mode is GatherScatterMode.Clip);
        int[] inOperand = Windows.Offsets(windowAxes, window, operand), inUpdates = Windows.Offsets(op.Dims.UpdateWindowDims, window, updates);
        int[] sources = Windows.Offsets(scatterAxes, [.. scatterAxes.Select(axis => updates[axis])], updates);
        List<int> to = [], from = [];
        for (int i = 0; i < starts.Length; i++)
        {
            if (starts[i] == Windows.Outside) continue;
            for (int j = 0; j < inOperand.Length; j++)
            {
                to.Add(starts[i] + inOperand[j]);
                from.Add(sources[i] + inUpdates[j]);
            }
        }
        return ([.. to], [.. from]);
    }

    private static ArrayData WriteAt(ArrayData x, ArrayData updates, int[] to, int[] from)
    {
        ArrayStorage storage = ArrayData.Allocate(x.DType, x.Shape);
        x.Bytes.CopyTo(storage.AsSpan<byte>());
        int size = x.DType.ByteSize;
        Span<byte> target = storage.AsSpan<byte>();
        for (int i = 0; i < to.Length; i++) updates.Bytes.Slice(from[i] * size, size).CopyTo(target[(to[i] * size)..]);
        return new(x.DType, x.Shape, storage);
    }

    private static ArrayData CombineAt(BinaryKind kind, ArrayData x, ArrayData updates, int[] to, int[] from) => x.DType.Kind switch
    {
        DTypeKind.Float => Wide.FromReals(x.DType, x.Shape, CombineAt(Wide.Reals(x), Wide.Reals(updates), to, from, (a, b) => Scalars.Real(kind, a, b))),
        DTypeKind.Complex => Wide.FromComplexes(x.DType, x.Shape, CombineAt(Wide.Complexes(x), Wide.Complexes(updates), to, from, (a, b) => Scalars.Complex(kind, a, b))),
        DTypeKind.Unsigned => Wide.FromIntegers(x.DType, x.Shape, CombineAt(Wide.Unsigned(x), Wide.Unsigned(updates), to, from, (a, b) => Scalars.Integer(kind, a, b, 64))),
        _ => Wide.FromIntegers(x.DType, x.Shape, CombineAt(Wide.Signed(x), Wide.Signed(updates), to, from, (a, b) => Scalars.Integer(kind, a, b, 64))),
    };

    private static T[] CombineAt<T>(T[] values, T[] updates, int[] to, int[] from, Func<T, T, T> combine)
    {
        for (int i = 0; i < to.Length; i++) values[to[i]] = combine(values[to[i]], updates[from[i]]);
        return values;
    }

    /// <summary>Each update in turn makes, by a program, a new element of the one that is there; repeated indices do so repeatedly.</summary>
    private static ArrayData ApplyAt(Jaxpr program, ArrayData x, ArrayData updates, int[] to, int[] from)
    {
        ArrayStorage storage = ArrayData.Allocate(x.DType, x.Shape);
        x.Bytes.CopyTo(storage.AsSpan<byte>());
        int size = x.DType.ByteSize;
        for (int i = 0; i < to.Length; i++)
        {
            Span<byte> target = storage.AsSpan<byte>().Slice(to[i] * size, size);
            ArrayData element = ArrayData.Create<byte>(x.DType, [], target), update = ArrayData.Create(x.DType, [], updates.Bytes.Slice(from[i] * size, size));
            Evaluate.Run(program, element, update)[0].Bytes.CopyTo(target);
        }
        return new(x.DType, x.Shape, storage);
    }
}
