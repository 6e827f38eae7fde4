using static Core.Ir.Typing;

namespace Core.Ir;

/// <summary>What the typing rules of indexing ops share (JAX: slicing.py, _gather_shape_rule and _scatter_shape_rule).</summary>
internal static class IndexingTyping
{
    /// <summary>Indices are integers, their last axis one part per axis of the operand that is indexed.</summary>
    public static void CheckIndices(Op op, ArrayType indices, ValueArray<int> map, string mapName, ArrayType operand)
    {
        if (!indices.DType.IsInteger) throw new DTypeException($"{op.Name}: the indices must be integers, got {indices}.");
        if (indices.Rank == 0) throw new ShapeException($"{op.Name}: the indices need a last axis that holds the parts of an index, got {indices}.");
        if (map.Count != indices.Shape[^1])
            throw new ShapeException($"{op.Name}: {mapName} {map} must have one entry per part of an index, got indices of type {indices} with {indices.Shape[^1]}.");
        CheckAxes(op, mapName, map, operand.Rank, operand);
    }

    /// <summary>One integer without axes per axis of the operand, all of one type.</summary>
    public static void CheckStarts(Op op, ArrayType operand, ReadOnlySpan<ArrayType> starts)
    {
        if (starts.Length != operand.Rank)
            throw new ShapeException($"{op.Name}: needs one start per axis of {operand}, got {starts.Length}.");
        foreach (ArrayType start in starts)
        {
            if (start.Rank != 0) throw new ShapeException($"{op.Name}: the starts must have no axes, got {Join(starts)}.");
            if (!start.DType.IsInteger || start.DType != starts[0].DType)
                throw new DTypeException($"{op.Name}: the starts must be integers of one type, got {Join(starts)}.");
        }
    }

    /// <summary>Axes in increasing order, none twice.</summary>
    public static void CheckIncreasing(Op op, string name, ValueArray<int> axes)
    {
        for (int i = 1; i < axes.Count; i++)
            if (axes[i] <= axes[i - 1]) throw new ShapeException($"{op.Name}: {name} {axes} must increase.");
    }

    /// <summary>No axis in both.</summary>
    public static void CheckDisjoint(Op op, string name, ValueArray<int> axes, string otherName, ValueArray<int> others)
    {
        foreach (int axis in axes)
            if (others.Contains(axis)) throw new ShapeException($"{op.Name}: {name} {axes} and {otherName} {others} must have no axis in common.");
    }

    /// <summary>Axes of the indices, paired with axes of the operand of the same sizes.</summary>
    public static void CheckBatching(Op op, ArrayType operand, ValueArray<int> operandDims, ArrayType indices, string name, ValueArray<int> dims)
    {
        CheckAxes(op, name, dims, indices.Rank, indices);
        if (dims.Contains(indices.Rank - 1))
            throw new ShapeException($"{op.Name}: {name} {dims} must not name the last axis of {indices}, which holds the parts of an index.");
        if (operandDims.Count != dims.Count)
            throw new ShapeException($"{op.Name}: operand_batching_dims {operandDims} and {name} {dims} must be paired.");
        for (int i = 0; i < dims.Count; i++)
            if (operand.Shape[operandDims[i]] != indices.Shape[dims[i]])
                throw new ShapeException(
                    $"{op.Name}: batching axes must have one size, got axis {operandDims[i]} of {operand} and axis {dims[i]} of the indices {indices}.");
    }
}
