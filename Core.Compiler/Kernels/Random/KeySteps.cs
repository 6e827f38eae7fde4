using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

/// <summary>Random keys chosen by number, element by element: the first operand says which of the others each comes from.</summary>
internal sealed unsafe class KeySelectStep : KernelStep
{
    private readonly int[] _cases;
    private readonly int _which, _target, _width;
    private readonly DType _whichType;
    private readonly long _count, _stride; // from one number to the next: none where there is one for all

    public KeySelectStep(StepContext context)
        : base(context.Inputs, context.Outputs, Share.Pieces(context.OutputType(0).Size, 3), context.OutputType(0).Size * 3.0)
    {
        ArrayType which = context.InputType(0), result = context.OutputType(0);
        (_which, _target, _whichType, _count, _width) = (context.Inputs[0], context.Outputs[0], which.DType, result.Size, result.DType.ByteSize);
        _stride = which.Rank == 0 ? 0 : 1;
        _cases = [.. context.Inputs.Skip(1)];
    }

    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        (long start, long end) = Share.Of(_count, Pieces, piece);
        for (long i = start; i < end; i++)
        {
            long which = Math.Clamp(IndexReader.One(buffers[_which], _whichType, i * _stride), 0, _cases.Length - 1);
            CopyLoops.CopyRun(buffers[_cases[which]] + i * _width, buffers[_target] + i * _width, _width);
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"select of {_count} keys";
}

/// <summary>Whether random keys are the same, element by element; an operand is repeated along axes of size 1.</summary>
internal sealed unsafe class KeyCompareStep : KernelStep
{
    private readonly int _left, _right, _target, _width;
    private readonly int[] _sizes;
    private readonly long[] _leftStrides, _rightStrides;
    private readonly long _count;
    private readonly bool _same;

    public KeyCompareStep(ComparisonKind kind, StepContext context)
        : base(context.Inputs, context.Outputs, Share.Pieces(context.OutputType(0).Size, 5), context.OutputType(0).Size * 5.0)
    {
        Shape shape = context.OutputType(0).Shape;
        (_left, _right, _target) = (context.Inputs[0], context.Inputs[1], context.Outputs[0]);
        (_count, _sizes, _width, _same) = (shape.Size, [.. shape], context.InputType(0).DType.ByteSize, kind is not ComparisonKind.Ne);
        (_leftStrides, _rightStrides) = (Strides(context.InputType(0).Shape), Strides(context.InputType(1).Shape));

        long[] Strides(Shape operand)
        {
            long[] strides = new long[shape.Rank];
            long stride = _width;
            for (int axis = operand.Rank - 1; axis >= 0; axis--)
            {
                if (operand[axis] != 1) strides[axis] = stride;
                stride *= operand[axis];
            }
            return strides;
        }
    }

    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        (long start, long end) = Share.Of(_count, Pieces, piece);
        for (long i = start; i < end; i++)
        {
            byte* left = buffers[_left], right = buffers[_right];
            long rest = i;
            for (int axis = _sizes.Length - 1; axis >= 0; axis--)
            {
                (rest, long place) = Math.DivRem(rest, _sizes[axis]);
                left += place * _leftStrides[axis];
                right += place * _rightStrides[axis];
            }
            bool same = new ReadOnlySpan<byte>(left, _width).SequenceEqual(new(right, _width));
            buffers[_target][i] = same == _same ? (byte)1 : (byte)0;
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"comparison of {_count} keys";
}
