using Core.Ir;
using static Core.Autodiff.Formulas;

namespace Core.Autodiff;

internal sealed partial class TransposeRules
{
    // What was repeated is summed.
    // JAX: _broadcast_in_dim_transpose_rule.
    public NdArray?[] BroadcastInDim(BroadcastInDim op, Pullback args)
    {
        Shape shape = args.Types[0].Shape;
        int[] units = [.. Enumerable.Range(0, shape.Rank).Where(axis => shape[axis] == 1)];
        HashSet<int> kept = [.. op.BroadcastDimensions.Where((_, axis) => shape[axis] != 1)];
        ValueArray<int> repeated = [.. Enumerable.Range(0, op.Shape.Rank).Where(axis => !kept.Contains(axis))];
        NdArray sum = repeated.Count == 0 ? args.Cotangent : Lax.ReduceSum(args.Cotangent, repeated);
        return Only(Lax.ExpandDims(sum, units));
    }

    // JAX: _reshape_transpose_rule.
    public NdArray?[] Reshape(Reshape op, Pullback args)
    {
        Shape shape = args.Types[0].Shape;
        if (op.Dimensions is not { } order) return Only(Lax.Reshape(args.Cotangent, shape));
        return Only(Lax.Transpose(Lax.Reshape(args.Cotangent, [.. order.Select(axis => shape[axis])]), Inverse(order)));
    }

    public NdArray?[] Transpose(Transpose op, Pullback args) => Only(Lax.Transpose(args.Cotangent, Inverse(op.Permutation)));

    // JAX: _squeeze_transpose_rule.
    public NdArray?[] Squeeze(Squeeze op, Pullback args) => Only(Lax.ExpandDims(args.Cotangent, op.Dimensions.Span));

    public NdArray?[] Rev(Rev op, Pullback args) => Only(Lax.Bind(op, args.Cotangent));

    // JAX: _concatenate_transpose_rule.
    public NdArray?[] Concatenate(Concatenate op, Pullback args)
    {
        int[] sizes = new int[args.Types.Length];
        for (int i = 0; i < sizes.Length; i++) sizes[i] = args.Types[i].Shape[op.Dimension];
        return sizes.Length == 1 ? Only(args.Cotangent) : Lax.Split(args.Cotangent, ValueArray.Adopt(sizes), op.Dimension);
    }

    // JAX: _stack_transpose_rule, _unstack_transpose_rule, _split_transpose_rule.
    public NdArray?[] Stack(Stack op, Pullback args) => Lax.Unstack(args.Cotangent, op.Axis);

    public NdArray?[] Unstack(Unstack op, Pullback args) => Only(Lax.Bind(new Stack(op.Axis), args.Instantiated()));

    public NdArray?[] Split(Split op, Pullback args) => Only(Lax.Concatenate(args.Instantiated(), op.Axis));

    // JAX: _tile_transpose_rule.
    public NdArray?[] Tile(Tile op, Pullback args)
    {
        Shape shape = args.Types[0].Shape;
        NdArray copies = Lax.Reshape(args.Cotangent, [.. shape.SelectMany((size, axis) => (int[])[op.Reps[axis], size])]);
        return Only(Lax.ReduceSum(copies, [.. Enumerable.Range(0, shape.Rank).Select(axis => 2 * axis)]));
    }

    // The elements that were the operand's are cut out; those that were the value's are summed.
    // JAX: _pad_transpose.
    public NdArray?[] Pad(Pad op, Pullback args)
    {
        NdArray ct = args.Cotangent;
        NdArray? operand = null, value = null;
        NdArray unpadded = Lax.Pad(ct, Const(ct, 0), [.. op.Config.Select(p => new Padding(-p.Low, -p.High, 0))]);
        NdArray cut = op.Config.All(p => p.Interior == 0)
            ? unpadded
            : Lax.Slice(unpadded, [.. op.Config.Select(_ => 0)], [.. unpadded.Shape], (ValueArray<int>?)[.. op.Config.Select(p => p.Interior + 1)]);
        if (args.IsLinear(0)) operand = cut;
        if (args.IsLinear(1)) value = Sub(Total(ct), Total(cut));
        return [operand, value];

        static NdArray Total(NdArray x) => Lax.ReduceSum(x, [.. Enumerable.Range(0, x.Rank)]);
    }

    // JAX: _slice_transpose_fancy.
    public NdArray?[] Slice(Slice op, Pullback args)
    {
        Shape shape = args.Types[0].Shape;
        NdArray ct = args.Cotangent;
        Padding[] around = new Padding[shape.Rank];
        for (int axis = 0; axis < around.Length; axis++)
        {
            int start = op.StartIndices[axis], stride = op.Strides?[axis] ?? 1;
            int end = stride == 1 ? op.LimitIndices[axis] : start + (ct.Shape[axis] == 0 ? 0 : 1 + (ct.Shape[axis] - 1) * stride);
            around[axis] = new(start, shape[axis] - end, stride - 1);
        }
        return Only(Lax.Pad(ct, Const(ct, 0), ValueArray.Adopt(around)));
    }

    public NdArray?[] Iota(Iota op, Pullback args) => throw op.NotLinear();

    private static ValueArray<int> Inverse(ValueArray<int> permutation)
    {
        int[] inverse = new int[permutation.Count];
        for (int i = 0; i < inverse.Length; i++) inverse[permutation[i]] = i;
        return ValueArray.Adopt(inverse);
    }
}
