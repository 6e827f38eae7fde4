using Core.Compiler.Control;
using Core.Compiler.Execution;
using Core.Ir;
using Core.Kernels;

namespace Core.Compiler.Kernels;

/// <summary>
/// For each place of a window: the first element it covers, then every next one for which a program does not keep the one before. What places select is put
/// together by another program, in the places' order.
/// </summary>
internal sealed unsafe class SelectScatterStep : OuterStep
{
    private readonly Step[] _select, _scatter;
    private readonly WindowPlaces _places;
    private readonly int _operand, _source, _initial, _result, _width, _selected, _candidates, _now, _candidate, _keep, _element, _update, _next;
    private readonly long _size;

    public SelectScatterStep(SelectAndScatter op, WindowPlaces places, StepContext context) : base(context.Inputs, context.Outputs, context.Threads)
    {
        DType dtype = context.InputType(0).DType;
        (_operand, _source, _initial, _result) = (context.Inputs[0], context.Inputs[1], context.Inputs[2], context.Outputs[0]);
        (_places, _width, _size) = (places, dtype.ByteSize, context.InputType(0).Size);
        int lanes = places.PlaceCount;
        (_selected, _candidates) = (LaneProgram.Place(context, DType.I32, lanes), LaneProgram.Place(context, DType.I32, lanes));
        (_now, _candidate, _keep) = (LaneProgram.Place(context, dtype, lanes), LaneProgram.Place(context, dtype, lanes), LaneProgram.Place(context, DType.Bool, lanes));
        (_element, _update, _next) = (LaneProgram.Place(context, dtype, 1), LaneProgram.Place(context, dtype, 1), LaneProgram.Place(context, dtype, 1));
        _select = LaneProgram.Of(op.Select, lanes, context, [_now, _candidate], [_keep]);
        _scatter = LaneProgram.Of(op.Scatter, 1, context, [_element, _update], [_next]);
    }

    /// <inheritdoc/>
    public override IEnumerable<Step> Inner => [.. _select, .. _scatter];

    /// <inheritdoc/>
    public override double Nanoseconds => _places.WindowSize * Cost(_select) + _places.PlaceCount * Cost(_scatter);

    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        Span<int> selected = new(buffers[_selected], _places.PlaceCount), candidates = new(buffers[_candidates], _places.PlaceCount);
        Span<bool> keep = new(buffers[_keep], _places.PlaceCount);
        selected.Fill(-1);
        for (int element = 0; element < _places.WindowSize; element++)
        {
            _places.OfElement(element, candidates);
            LaneElements.Take(buffers[_operand], selected, buffers[_now], _width);
            LaneElements.Take(buffers[_operand], candidates, buffers[_candidate], _width);
            Execute(_select, buffers);
            for (int i = 0; i < selected.Length; i++)
                if (candidates[i] >= 0 && (selected[i] < 0 || !keep[i])) selected[i] = candidates[i];
        }
        for (long i = 0; i < _size; i++) Copy(buffers[_initial], buffers[_result] + i * _width, _width);
        for (int i = 0; i < selected.Length; i++)
        {
            if (selected[i] < 0) continue;
            byte* target = buffers[_result] + (long)selected[i] * _width;
            Copy(target, buffers[_element], _width);
            Copy(buffers[_source] + (long)i * _width, buffers[_update], _width);
            Execute(_scatter, buffers);
            Copy(buffers[_next], target, _width);
        }
    }

    /// <inheritdoc/>
    public override string Describe() => Describe($"select and scatter at {_places.PlaceCount} places", [.. _select, .. _scatter]);
}
