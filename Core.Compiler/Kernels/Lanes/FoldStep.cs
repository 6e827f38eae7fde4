using Core.Compiler.Control;
using Core.Compiler.Execution;
using Core.Ir;
using Core.Kernels;

namespace Core.Compiler.Kernels;

/// <summary>Reduces by a program: from initial values on, element by element, for every lane at once.</summary>
internal sealed unsafe class FoldStep : OuterStep
{
    private readonly Step[] _program;
    private readonly Operand[] _operands;
    private readonly int _lanes, _count, _indices;
    private readonly WindowPlaces? _windows;

    private FoldStep(Step[] program, Operand[] operands, int lanes, int count, WindowPlaces? windows, int indices, StepContext context)
        : base([.. context.Inputs, .. operands.Select(operand => operand.Rows)], context.Outputs, context.Threads) =>
        (_program, _operands, _lanes, _count, _windows, _indices) = (program, operands, lanes, count, windows, indices);

    /// <summary>What is reduced, and where.</summary>
    /// <param name="Rows">The buffer of the elements: a row per step, or the array that windows are over.</param>
    /// <param name="Initial">The buffer of the initial value.</param>
    /// <param name="Result">The buffer of the result.</param>
    /// <param name="Now">Where the program reads what was reduced so far.</param>
    /// <param name="Element">Where it reads the next elements.</param>
    /// <param name="Next">Where it writes.</param>
    /// <param name="Gathered">A buffer for elements of windows.</param>
    /// <param name="Spare">A buffer of the size of the result.</param>
    /// <param name="Width">The size of an element in bytes.</param>
    private readonly record struct Operand(int Rows, int Initial, int Result, int Now, int Element, int Next, int Gathered, int Spare, int Width);

    /// <summary>The steps of a reduction.</summary>
    /// <param name="program">From what was reduced so far and the next elements to what is reduced then.</param>
    /// <param name="context">The op.</param>
    /// <param name="rows">The buffers of the elements.</param>
    /// <param name="count">How many elements are reduced to one.</param>
    /// <param name="windows">The window, if elements are to be found by it.</param>
    public static Step Of(Jaxpr program, StepContext context, ReadOnlySpan<int> rows, int count, WindowPlaces? windows)
    {
        int lanes = checked((int)context.OutputType(0).Size);
        Operand[] operands = new Operand[rows.Length];
        for (int i = 0; i < operands.Length; i++)
        {
            ArrayType type = new(context.InputType(i).DType, [lanes]);
            int gathered = windows is null ? -1 : context.Workspace(type);
            operands[i] = new(
                rows[i], context.Inputs[rows.Length + i], context.Outputs[i], context.Pointer(type), context.Pointer(type), context.Pointer(type), gathered,
                context.Workspace(type), type.DType.ByteSize);
        }
        Step[] steps = LaneProgram.Of(
            program, lanes, context, [.. operands.Select(operand => operand.Now), .. operands.Select(operand => operand.Element)],
            [.. operands.Select(operand => operand.Next)]);
        int indices = windows is null ? -1 : context.Workspace(new(DType.I32, [lanes]));
        return new FoldStep(steps, operands, lanes, count, windows, indices, context);
    }

    /// <inheritdoc/>
    public override IEnumerable<Step> Inner => _program;

    /// <inheritdoc/>
    public override double Nanoseconds => _count * Cost(_program);

    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        foreach (ref readonly Operand operand in _operands.AsSpan())
        {
            buffers[operand.Now] = buffers[operand.Result];
            buffers[operand.Next] = buffers[operand.Spare];
            for (long lane = 0; lane < _lanes; lane++) CopyLoops.CopyRun(buffers[operand.Initial], buffers[operand.Result] + lane * operand.Width, operand.Width);
            if (_windows is not null) buffers[operand.Element] = buffers[operand.Gathered];
        }
        for (int element = 0; element < _count; element++)
        {
            Span<int> places = default;
            if (_windows is not null)
            {
                places = new(buffers[_indices], _lanes);
                _windows.OfElement(element, places);
                if (places.IndexOfAnyExcept(-1) < 0) continue;
            }
            foreach (ref readonly Operand operand in _operands.AsSpan())
            {
                if (_windows is null) buffers[operand.Element] = buffers[operand.Rows] + (long)element * _lanes * operand.Width;
                else LaneElements.Take(buffers[operand.Rows], places, buffers[operand.Gathered], operand.Width);
            }
            Execute(_program, buffers);
            foreach (ref readonly Operand operand in _operands.AsSpan())
            {
                if (_windows is not null) LaneElements.Keep(buffers[operand.Now], places, buffers[operand.Next], operand.Width);
                (nint now, nint next) = ((nint)buffers[operand.Now], (nint)buffers[operand.Next]);
                buffers[operand.Now] = (byte*)next;
                buffers[operand.Next] = (byte*)now;
            }
        }
        foreach (ref readonly Operand operand in _operands.AsSpan()) Copy(buffers[operand.Now], buffers[operand.Result], (long)_lanes * operand.Width);
    }

    /// <inheritdoc/>
    public override string Describe() => Describe($"fold of {_count} for {_lanes} lanes", _program);
}
