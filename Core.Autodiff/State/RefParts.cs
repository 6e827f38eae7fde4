using Core.Ir;

namespace Core.Autodiff;

/// <summary>Reads and writes parts of arrays as parts of mutable references are named. Computed places count from the end where they are negative.</summary>
// JAX: transform_array, transform_swap_array and _addupdate_discharge of state/discharge.py.
internal static class RefParts
{
    /// <summary>A part of an array; places out of range are brought to the nearest one.</summary>
    /// <param name="x">The array.</param>
    /// <param name="indexers">The part.</param>
    /// <param name="operands">The computed places in it.</param>
    public static NdArray Read(NdArray x, ReadOnlySpan<RefIndexer> indexers, ReadOnlySpan<NdArray> operands)
    {
        foreach (RefIndexer indexer in indexers)
        {
            x = Read(x, indexer, operands[..indexer.OperandCount]);
            operands = operands[indexer.OperandCount..];
        }
        return x;
    }

    /// <summary>The array with a part of it written, or added to; of several places, those out of range are left out.</summary>
    /// <param name="x">The array.</param>
    /// <param name="value">What is written or added.</param>
    /// <param name="indexers">The part.</param>
    /// <param name="operands">The computed places in it.</param>
    /// <param name="adds">Whether the value is added.</param>
    public static NdArray Write(NdArray x, NdArray value, ReadOnlySpan<RefIndexer> indexers, ReadOnlySpan<NdArray> operands, bool adds)
    {
        if (indexers.IsEmpty) return adds ? Lax.Bind(new AddAny(), x, value) : value;
        RefIndexer first = indexers[0];
        ReadOnlySpan<NdArray> own = operands[..first.OperandCount];
        if (indexers.Length > 1)
        {
            value = Write(Read(x, first, own), value, indexers[1..], operands[first.OperandCount..], adds);
            adds = false;
        }
        if (!HasPlaces(first, own))
        {
            (NdArray[] starts, Shape sizes) = Window(x, first, own);
            NdArray part = Lax.Reshape(value, sizes);
            if (adds) part = Lax.Bind(new AddAny(), Slice(x, starts, sizes), part);
            return sizes == x.Shape ? part : Lax.DynamicUpdateSlice(x, part, starts);
        }
        Ix[] indices = Indices(first, own, out NdArray[] runStarts, out Shape runs, x);
        NdArray kept = Slice(x, runStarts, runs);
        kept = adds ? kept.At[indices].Add(value) : kept.At[indices].Set(value);
        return runs == x.Shape ? kept : Lax.DynamicUpdateSlice(x, kept, runStarts);
    }

    private static NdArray Read(NdArray x, RefIndexer indexer, ReadOnlySpan<NdArray> operands)
    {
        if (!HasPlaces(indexer, operands))
        {
            (NdArray[] starts, Shape sizes) = Window(x, indexer, operands);
            return Lax.Reshape(Slice(x, starts, sizes), indexer.PartShape([]));
        }
        Ix[] indices = Indices(indexer, operands, out NdArray[] runStarts, out Shape runs, x);
        return Slice(x, runStarts, runs).At[indices].Get(GatherScatterMode.Clip);
    }

    private static NdArray Slice(NdArray x, NdArray[] starts, Shape sizes) => sizes == x.Shape ? x : Lax.DynamicSlice(x, starts, [.. sizes]);

    // Whether single elements are taken at several places.
    private static bool HasPlaces(RefIndexer indexer, ReadOnlySpan<NdArray> operands)
    {
        foreach (NdArray operand in operands)
            if (operand.Rank > 0) return true;
        return false;
    }

    // Where the part starts along each axis, and how much of it is taken.
    private static (NdArray[] Starts, Shape Sizes) Window(NdArray x, RefIndexer indexer, ReadOnlySpan<NdArray> operands)
    {
        NdArray[] starts = new NdArray[x.Rank];
        int next = 0;
        for (int axis = 0; axis < starts.Length; axis++)
            starts[axis] = indexer.Indices[axis].Start is { } start ? Lax.Number(Scalar.Of((long)start), DType.I32) : operands[next++];
        return (starts, [.. indexer.Indices.Select(index => index.Size)]);
    }

    // The runs are taken first, then the elements of what is left.
    private static Ix[] Indices(RefIndexer indexer, ReadOnlySpan<NdArray> operands, out NdArray[] runStarts, out Shape runs, NdArray x)
    {
        Ix[] indices = new Ix[x.Rank];
        runStarts = new NdArray[x.Rank];
        int next = 0;
        for (int axis = 0; axis < indices.Length; axis++)
        {
            RefIndex index = indexer.Indices[axis];
            NdArray zero = Lax.Number(Scalar.Of(0L), DType.I32);
            NdArray place = index.Start is { } start ? Lax.Number(Scalar.Of((long)start), DType.I32) : operands[next++];
            (indices[axis], runStarts[axis]) = index.IsElement ? ((Ix)place, zero) : (Range.All, place);
        }
        runs = [.. indexer.Indices.Select((index, axis) => index.IsElement ? x.Shape[axis] : index.Size)];
        return indices;
    }
}
