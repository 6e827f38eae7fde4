using Core.Compiler.Control;
using Core.Compiler.Execution;

namespace Core.Compiler.Kernels;

/// <summary>Each update in turn makes, by a program, new elements of those that are there; repeated places do so repeatedly.</summary>
internal sealed unsafe class ScatterApplyStep : OuterStep
{
    private readonly Step[] _program;
    private readonly WindowPlan _plan;
    private readonly int _indices, _updates, _target, _element, _update, _next, _starts, _width;

    private ScatterApplyStep(Step[] program, WindowPlan plan, StepContext context, int element, int update, int next, int starts)
        : base([context.Inputs[1], context.Inputs[2], context.Outputs[0]], context.Outputs, context.Threads)
    {
        (_program, _plan, _element, _update, _next, _starts) = (program, plan, element, update, next, starts);
        (_indices, _updates, _target, _width) = (context.Inputs[1], context.Inputs[2], context.Outputs[0], context.InputType(0).DType.ByteSize);
    }

    /// <summary>The step, after the operand was copied to the result.</summary>
    public static Step Of(Jaxpr program, StepContext context, WindowPlan plan)
    {
        int lanes = checked((int)plan.WindowCount);
        DType dtype = context.InputType(0).DType;
        int element = LaneProgram.Place(context, dtype, lanes), update = LaneProgram.Place(context, dtype, lanes), next = LaneProgram.Place(context, dtype, lanes);
        Step[] steps = LaneProgram.Of(program, lanes, context, [element, update], [next]);
        return new ScatterApplyStep(steps, plan, context, element, update, next, context.Workspace(new(DType.U8, [WindowStarts.ScratchBytes(plan)])));
    }

    /// <inheritdoc/>
    public override IEnumerable<Step> Inner => _program;

    /// <inheritdoc/>
    public override double Nanoseconds => _plan.Places * Cost(_program);

    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        WindowStarts windows = new(_plan, buffers[_indices], buffers[_starts], 0);
        for (long first = 0; first < _plan.Places; first += WindowStarts.Block)
        {
            int count = (int)Math.Min(WindowStarts.Block, _plan.Places - first);
            windows.Fill(first, count);
            for (int i = 0; i < count; i++)
            {
                if (windows.Starts[i] == WindowStarts.Outside) continue;
                byte* window = buffers[_target] + windows.Starts[i] * _width;
                Move(window, _plan.WindowStrides, buffers[_element], toPacked: true);
                Move(buffers[_updates] + windows.Packed[i] * _width, _plan.PackedStrides, buffers[_update], toPacked: true);
                Execute(_program, buffers);
                Move(window, _plan.WindowStrides, buffers[_next], toPacked: false);
            }
        }
    }

    /// <summary>Copies between the elements of a window, which lie apart, and as many lanes.</summary>
    private void Move(byte* window, long[] strides, byte* lanes, bool toPacked)
    {
        int[] sizes = _plan.WindowSizes;
        for (long lane = 0; lane < _plan.WindowCount; lane++)
        {
            long offset = 0, rest = lane;
            for (int axis = sizes.Length - 1; axis >= 0; axis--)
            {
                (rest, long place) = Math.DivRem(rest, sizes[axis]);
                offset += place * strides[axis];
            }
            (nint apart, nint packed) = ((nint)(window + offset * _width), (nint)(lanes + lane * _width));
            CopyLoops.CopyRun((byte*)(toPacked ? apart : packed), (byte*)(toPacked ? packed : apart), _width);
        }
    }

    /// <inheritdoc/>
    public override string Describe() => Describe($"scatter by a program: {_plan.Places} windows of {_plan.WindowCount}", _program);
}
