using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

/// <summary>
/// Where the elements of a part of a mutable reference are in the whole, by one indexer. As JAX's (state/discharge.py): places count from the end where they
/// are negative; those out of range are brought to the nearest one; where places have axes, what is written to them is dropped.
/// </summary>
internal sealed unsafe class RefMap
{
    private readonly RefIndexer _indexer;
    private readonly int[] _operands; // of each axis, the buffer of its start, or -1
    private readonly DType[] _types;
    private readonly bool[] _hasAxes;
    private readonly int[] _wholeSizes, _wholeStrides, _partStrides, _each;
    private readonly int _placesAt;

    private RefMap(RefIndexer indexer, Shape whole, Shape part, Shape each, int[] operands, DType[] types, bool[] hasAxes)
    {
        (_indexer, _operands, _types, _hasAxes) = (indexer, operands, types, hasAxes);
        (_wholeSizes, _wholeStrides, _partStrides, _each) = ([.. whole], whole.Strides(), part.Strides(), [.. each]);
        _placesAt = indexer.FirstElement < 0 ? -1 : indexer.IsContiguous ? indexer.FirstElement : 0;
    }

    /// <summary>The maps of all indexers of an access, the first of the whole, and the shape of the last part.</summary>
    public static (RefMap[] Maps, Shape Part) Of(RefAccess op, StepContext context)
    {
        Shape shape = context.InputType(0).Shape;
        RefMap[] maps = new RefMap[op.Indexers.Count];
        int next = op.FirstIndex;
        for (int i = 0; i < maps.Length; i++)
        {
            RefIndexer indexer = op.Indexers[i];
            int rank = shape.Rank;
            (int[] operands, DType[] types, bool[] hasAxes) = (new int[rank], new DType[rank], new bool[rank]);
            Shape each = [];
            for (int axis = 0; axis < rank; axis++)
            {
                operands[axis] = -1;
                if (!indexer.Indices[axis].TakesOperand) continue;
                ArrayType type = context.InputType(next);
                (operands[axis], types[axis], hasAxes[axis]) = (context.Inputs[next++], type.DType, type.Rank > 0);
                if (type.Rank > 0) each = type.Shape;
            }
            Shape part = indexer.PartShape(each);
            maps[i] = new(indexer, shape, part, each, operands, types, hasAxes);
            shape = part;
        }
        return (maps, shape);
    }

    /// <summary>The place in the whole of an element of the last part.</summary>
    /// <param name="maps">The maps, the first of the whole.</param>
    /// <param name="element">The element, counted in row-major order.</param>
    /// <param name="buffers">Where the starts lie.</param>
    /// <param name="isInside">Whether the place is within bounds.</param>
    public static long PlaceOf(RefMap[] maps, long element, byte** buffers, out bool isInside)
    {
        isInside = true;
        for (int i = maps.Length - 1; i >= 0; i--) element = maps[i].PlaceOf(element, buffers, ref isInside);
        return element;
    }

    private long PlaceOf(long part, byte** buffers, ref bool isInside)
    {
        long element = 0;
        for (int axis = 0; _placesAt >= 0 && axis < _each.Length; axis++) element = element * _each[axis] + At(part, _placesAt + axis);
        long place = 0;
        int slice = 0;
        for (int axis = 0; axis < _wholeSizes.Length; axis++)
        {
            RefIndex index = _indexer.Indices[axis];
            long start = index.Start ?? IndexReader.One(buffers[_operands[axis]], _types[axis], _hasAxes[axis] ? element : 0);
            if (start < 0) start += _wholeSizes[axis];
            long within = Math.Clamp(start, 0, Math.Max(0, _wholeSizes[axis] - index.Size));
            if (index.IsElement && _each.Length > 0 && within != start) isInside = false;
            if (!index.IsElement)
            {
                within += At(part, _placesAt >= 0 && slice >= _placesAt ? slice + _each.Length : slice);
                slice++;
            }
            place += within * _wholeStrides[axis];
        }
        return place;
    }

    private long At(long part, int axis) => (axis == 0 ? part : part % _partStrides[axis - 1]) / _partStrides[axis];

    /// <summary>Whether parts are one block: elements by a number each, and slices along the other axes.</summary>
    public bool IsBlock => _each.Length == 0;

    /// <summary>The strides in the whole of the axes of a block.</summary>
    public int[] BlockStrides => [.. Enumerable.Range(0, _wholeSizes.Length).Where(axis => !_indexer.Indices[axis].IsElement).Select(axis => _wholeStrides[axis])];
}
