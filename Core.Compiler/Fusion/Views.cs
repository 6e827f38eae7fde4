using Core.Ir;

namespace Core.Compiler.Fusion;

/// <summary>Ops that give elements of their operand as they are, as maps from elements of the result to elements of the operand.</summary>
internal static class Views
{
    /// <summary>Whether an op is one: its results hold elements of its one operand, each at a place known while compiling.</summary>
    public static bool IsView(Op op) => op is BroadcastInDim or Reshape { Dimensions: null } or Transpose or Squeeze or Rev or Slice or Split or Unstack or Tile;

    /// <summary>Whether the result is the operand's bytes, seen as elements of another size.</summary>
    public static bool SeesBytes(Equation equation) => equation.Inputs.Count == 1 && equation.Inputs[0] is Var
        && (equation.Op is RandomWrap or RandomUnwrap || (equation.Op is BitcastConvertType && equation.Inputs[0].Type.Shape != equation.Outputs[0].Type.Shape));

    /// <summary>Whether the result has the operand's bytes in their order.</summary>
    public static bool KeepsBytes(Equation equation) => equation.Op switch
    {
        Reshape { Dimensions: null } or Squeeze => true,
        BroadcastInDim or Split => equation.Inputs[0].Type.Size == equation.Outputs[0].Type.Size,
        Unstack => equation.Outputs.Count == 1,
        Transpose transpose => KeepsOrder(transpose.Permutation, equation.Inputs[0].Type.Shape),
        _ => false,
    };

    private static bool KeepsOrder(ValueArray<int> permutation, Shape source)
    {
        int last = -1;
        foreach (int axis in permutation)
        {
            if (source[axis] == 1) continue;
            if (axis < last) return false;
            last = axis;
        }
        return true;
    }

    /// <summary>The map of the operand's elements, given that of a result's; null where it is not affine over the domain.</summary>
    /// <param name="equation">The view.</param>
    /// <param name="output">Which of its results.</param>
    /// <param name="map">The map of the result.</param>
    /// <param name="sizes">The sizes of the domain's dimensions.</param>
    /// <param name="cut">A dimension and the size of its inner part: with that cut into two, the map might be affine.</param>
    public static IndexMap? Compose(Equation equation, int output, IndexMap map, List<long> sizes, out (int Dim, long Inner) cut)
    {
        cut = (-1, 0);
        Shape source = equation.Inputs[0].Type.Shape;
        IndexMap result = new(source.Rank, map.Dims);
        switch (equation.Op)
        {
            case BroadcastInDim broadcast:
                for (int axis = 0; axis < source.Rank; axis++)
                    if (source[axis] != 1) map.Row(broadcast.BroadcastDimensions[axis]).CopyTo(result.Row(axis));
                return result;
            case Transpose transpose:
                for (int axis = 0; axis < source.Rank; axis++) map.Row(axis).CopyTo(result.Row(transpose.Permutation[axis]));
                return result;
            case Rev rev:
                for (int axis = 0; axis < source.Rank; axis++)
                {
                    map.Row(axis).CopyTo(result.Row(axis));
                    if (!rev.Dimensions.Contains(axis)) continue;
                    foreach (ref long cell in result.Row(axis)) cell = -cell;
                    result.Offset(axis) += source[axis] - 1;
                }
                return result;
            case Slice slice:
                for (int axis = 0; axis < source.Rank; axis++)
                {
                    map.Row(axis).CopyTo(result.Row(axis));
                    if (slice.Strides is { } strides)
                        foreach (ref long cell in result.Row(axis)) cell *= strides[axis];
                    result.Offset(axis) += slice.StartIndices[axis];
                }
                return result;
            case Split split:
                for (int axis = 0; axis < source.Rank; axis++) map.Row(axis).CopyTo(result.Row(axis));
                for (int i = 0; i < output; i++) result.Offset(split.Axis) += split.Sizes[i];
                return result;
            case Unstack unstack:
                for (int axis = 0; axis < source.Rank; axis++)
                    if (axis != unstack.Axis) map.Row(axis < unstack.Axis ? axis : axis - 1).CopyTo(result.Row(axis));
                result.Offset(unstack.Axis) = output;
                return result;
            case Squeeze or Reshape { Dimensions: null }:
                return Reshaped(map, equation.Outputs[0].Type.Shape, source, sizes, out cut);
            case Tile:
                for (int axis = 0; axis < source.Rank; axis++)
                {
                    // An axis is as many repetitions as it has, times the operand's.
                    IndexMap one = new(1, map.Dims);
                    map.Row(axis).CopyTo(one.Row(0));
                    int whole = equation.Outputs[0].Type.Shape[axis];
                    if (Reshaped(one, whole, [whole / Math.Max(1, source[axis]), source[axis]], sizes, out cut) is not { } both) return null;
                    both.Row(1).CopyTo(result.Row(axis));
                }
                return result;
            default:
                throw new InvalidOperationException($"{equation.Op.Name} is no view.");
        }
    }

    /// <summary>The map of an array's elements that lie, in row-major order, where those of another shape do.</summary>
    /// <param name="map">The map of the elements in shape <paramref name="from"/>.</param>
    /// <param name="from">The shape that the map is of.</param>
    /// <param name="to">The shape to give a map of.</param>
    /// <param name="sizes">The sizes of the domain's dimensions.</param>
    /// <param name="cut">A dimension and the size of its inner part: with that cut into two, the map might be affine.</param>
    public static IndexMap? Reshaped(IndexMap map, Shape from, Shape to, List<long> sizes, out (int Dim, long Inner) cut)
    {
        cut = (-1, 0);
        IndexMap result = new(to.Rank, map.Dims);
        Span<long> flat = new long[map.Dims + 1];
        int a = 0, b = 0;
        while (a < from.Rank || b < to.Rank)
        {
            // The next axes of both that have the same product.
            int a0 = a, b0 = b;
            long left = a < from.Rank ? from[a++] : 1, right = b < to.Rank ? to[b++] : 1;
            while (left != right)
            {
                if (left < right) left *= from[a++];
                else right *= to[b++];
            }
            while (a < from.Rank && from[a] == 1) a++;
            while (b < to.Rank && to[b] == 1) b++;
            flat.Clear();
            long stride = 1;
            for (int axis = a - 1; axis >= a0; axis--)
            {
                Span<long> row = map.Row(axis);
                for (int i = 0; i < row.Length; i++) flat[i] += row[i] * stride;
                stride *= from[axis];
            }
            if (!TakeApart(flat, to, b0, b, result, sizes, ref cut)) return null;
        }
        return result;
    }

    private static bool TakeApart(Span<long> flat, Shape to, int start, int end, IndexMap result, List<long> sizes, ref (int Dim, long Inner) cut)
    {
        int only = -1, wide = 0;
        for (int axis = start; axis < end; axis++)
            if (to[axis] != 1)
            {
                only = axis;
                wide++;
            }
        if (wide == 0) return true;
        if (wide == 1)
        {
            flat.CopyTo(result.Row(only));
            return true;
        }
        int dims = flat.Length - 1;
        for (int dim = 0; dim < dims; dim++)
        {
            long step = flat[dim];
            if (step == 0 || sizes[dim] == 1) continue;
            if (step < 0) return false;
            long stride = 1;
            bool placed = false;
            for (int axis = end - 1; axis >= start && !placed; axis--)
            {
                long above = stride * to[axis];
                if (to[axis] != 1 && step < above)
                {
                    if (step % stride != 0) return false;
                    if (step * (sizes[dim] - 1) >= above)
                    {
                        // It runs over the axis' end: only as a whole number of rounds.
                        if (above % step != 0 || sizes[dim] % (above / step) != 0) return false;
                        cut = (dim, above / step);
                        return false;
                    }
                    result[axis, dim] = step / stride;
                    placed = true;
                }
                stride = above;
            }
            if (!placed) return false;
        }
        long rest = flat[dims], unit = 1;
        for (int axis = end - 1; axis >= start; axis--)
        {
            long offset = rest / unit % to[axis], last = offset;
            result.Offset(axis) = offset;
            for (int dim = 0; dim < dims; dim++) last += result[axis, dim] * (sizes[dim] - 1);
            if (last >= to[axis]) return false; // carries into the next axis
            unit *= to[axis];
        }
        return true;
    }
}
