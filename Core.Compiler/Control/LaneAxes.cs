using Core.Compiler.Lowering;
using Core.Ir;

namespace Core.Compiler.Control;

/// <summary>
/// Finds out whether the lanes of a loop (the examples of a batch) never meet: every value in its body then has an axis along which they lie, or is the same for
/// all, and what else it has is small enough to be written out.
/// </summary>
/// <remarks>Such a loop runs block of lanes by block of lanes from its first pass to its last, its values in registers.</remarks>
internal sealed class LaneAxes
{
    /// <summary>In place of an axis: the value is the same in all lanes.</summary>
    public const int Uniform = -1;

    private const int MostElements = 64; // of one value in one lane
    private const int MostWork = 600; // elementwise results in one pass, all written out
    private const int FewestLanes = 8;

    private readonly Dictionary<Var, int> _axes = [];
    private int _work;

    private LaneAxes(int lanes, bool isFlat) => (Lanes, IsFlat) = (lanes, isFlat);

    /// <summary>How many lanes there are.</summary>
    public int Lanes { get; }

    /// <summary>Whether every element is a lane: all values have one shape, or none.</summary>
    public bool IsFlat { get; }

    /// <summary>The axis along which lanes lie, or <see cref="Uniform"/>; of a flat loop 0 for all that are not uniform.</summary>
    public int this[Var var] => _axes[var];

    /// <summary>The axes of a loop's values, or null where lanes meet or there is too much to write out.</summary>
    /// <param name="op">A <see cref="Scan"/> or a <see cref="While"/>.</param>
    public static LaneAxes? Of(Op op)
    {
        Jaxpr body = op is While loop ? loop.BodyJaxpr : ((Scan)op).Jaxpr;
        int first = op is While { BodyConsts: var consts } ? consts : ((Scan)op).ConstCount;
        int count = op is While ? body.Outputs.Count : ((Scan)op).CarryCount;
        Shape? largest = null;
        for (int i = 0; i < count; i++)
        {
            Shape shape = body.Inputs[first + i].Type.Shape;
            if (largest is null || shape.Size > largest.Value.Size) largest = shape;
        }
        if (largest is not { Rank: > 0 } lanes || lanes.Size is < FewestLanes or > int.MaxValue) return null;
        LaneAxes flat = new((int)lanes.Size, isFlat: true);
        if (IsElementwise(op, lanes) && flat.Assign(op)) return flat;
        for (int axis = 0; axis < lanes.Rank; axis++)
        {
            if (lanes[axis] < FewestLanes || lanes.Size / lanes[axis] > MostElements) continue;
            LaneAxes found = new(lanes[axis], isFlat: false);
            if (found.Assign(op)) return found;
        }
        return null;
    }

    /// <summary>How many elements a value has in one lane.</summary>
    public int Elements(Var var) => IsFlat || this[var] == Uniform && var.Type.Rank == 0 ? 1 : (int)(this[var] == Uniform ? var.Type.Size : var.Type.Size / Lanes);

    private static bool IsElementwise(Op op, Shape shape)
    {
        foreach (Jaxpr program in op.Jaxprs)
        {
            foreach (Var input in program.Inputs)
                if (input.Type.Rank != 0 && input.Type.Shape != shape) return false;
            foreach (Equation equation in program.Equations)
            {
                if (equation.Op is While or Scan ? !IsElementwise(equation.Op, shape) : equation.Op is not BroadcastInDim && !Accepts(equation)) return false;
                if (equation.Op is Scan { Jaxpr: var inner } scan && inner.Inputs.Count + inner.Outputs.Count > scan.ConstCount + 2 * scan.CarryCount) return false;
                foreach (Var output in equation.Outputs)
                    if (output.Type.Rank != 0 && output.Type.Shape != shape) return false;
            }
        }
        return true;
    }

    /// <summary>The axis of an input of a loop: that of the lanes, if it has one of their number.</summary>
    private int Guess(ArrayType type)
    {
        if (IsFlat) return type.Rank == 0 ? Uniform : 0;
        for (int axis = 0; axis < type.Rank; axis++)
            if (type.Shape[axis] == Lanes) return axis;
        return Uniform;
    }

    private bool Assign(Op op)
    {
        if (op is While loop)
        {
            return Assign(loop.BodyJaxpr, loop.BodyJaxpr.Inputs.Count) && Assign(loop.CondJaxpr, loop.CondJaxpr.Inputs.Count)
                && Returns(loop.BodyJaxpr, loop.BodyConsts, loop.BodyJaxpr.Outputs.Count)
                && (loop.CondJaxpr.Outputs[0] is Var predicate ? Elements(predicate) == 1 : loop.CondJaxpr.Outputs[0].Type.Rank == 0);
        }
        Scan scan = (Scan)op;
        return Assign(scan.Jaxpr, scan.Jaxpr.Inputs.Count) && Returns(scan.Jaxpr, scan.ConstCount, scan.CarryCount);
    }

    /// <summary>Whether carried values come back with their lanes where they were.</summary>
    private bool Returns(Jaxpr body, int first, int count)
    {
        for (int i = 0; i < count; i++)
        {
            int wanted = _axes[body.Inputs[first + i]];
            int given = body.Outputs[i] is Var var ? _axes[var] : Uniform;
            if (given != wanted && given != Uniform) return false;
        }
        return true;
    }

    private bool Assign(Jaxpr jaxpr, int inputs)
    {
        if (jaxpr.ConstVars.Count > 0) return false;
        for (int i = 0; i < inputs; i++)
            if (!Give(jaxpr.Inputs[i], Guess(jaxpr.Inputs[i].Type))) return false;
        foreach (Equation equation in jaxpr.Equations)
            if (!Assign(equation)) return false;
        return true;
    }

    private bool Give(Var var, int axis)
    {
        if (var.Type.IsRef || var.Type.DType.IsKey || axis != Uniform && !IsFlat && (axis >= var.Type.Rank || var.Type.Shape[axis] != Lanes)) return false;
        _axes[var] = axis;
        int elements = Elements(var);
        _work += elements;
        return elements is > 0 and <= MostElements && _work <= MostWork;
    }

    private int AxisOf(Atom atom) => atom is Var var ? _axes[var] : Uniform;

    public static bool Accepts(Equation equation)
    {
        if (equation.Op is Threefry2x32 || equation.Outputs.Count != 1) return false;
        ArrayType[] types = new ArrayType[equation.Inputs.Count];
        for (int i = 0; i < types.Length; i++) types[i] = equation.Inputs[i].Type;
        return ElementwiseLowering.Accepts(equation.Op, types);
    }

    private bool Assign(Equation equation)
    {
        switch (equation.Op)
        {
            case While or Scan:
                if (!Assign(equation.Op)) return false;
                Jaxpr body = equation.Op is While { BodyJaxpr: var whileBody } ? whileBody : ((Scan)equation.Op).Jaxpr;
                if (equation.Op is Scan { CarryCount: var carried } && body.Outputs.Count > carried) return false; // rows of rows
                return GiveLoop(equation, body);
            case BroadcastInDim broadcast when !IsFlat:
                return GiveBroadcast(equation, broadcast);
        }
        Var output = equation.Outputs[0];
        if (IsFlat) return Give(output, output.Type.Rank == 0 ? Uniform : 0);
        if (Accepts(equation)) return GiveElementwise(equation);
        if (equation.Inputs.Count == 0) return equation.Op is Iota && Give(output, Guess(output.Type));
        int axis = AxisOf(equation.Inputs[0]);
        ArrayType type = equation.Inputs[0].Type;
        switch (equation.Op)
        {
            case Reshape { Dimensions: null }:
                return axis == Uniform ? Give(output, Uniform) : GiveReshape(output, type, axis);
            case Transpose transpose:
                return Give(output, axis == Uniform ? Uniform : transpose.Permutation.Span.IndexOf(axis));
            case Squeeze squeeze:
                return axis == Uniform ? Give(output, Uniform) : GiveReshape(output, type, axis);
            case Slice slice:
                return (axis == Uniform || output.Type.Shape[axis] == type.Shape[axis]) && Give(output, axis);
            case Rev rev:
                return !rev.Dimensions.Contains(axis) && Give(output, axis);
            case Concatenate concatenate:
                return GiveTogether(equation, concatenate.Dimension, 0);
            case Stack stack:
                return GiveTogether(equation, stack.Axis, 1);
            case Reduce reduce:
                if (reduce.Axes.Contains(axis)) return false;
                int before = 0;
                foreach (int reduced in reduce.Axes)
                    if (reduced < axis) before++;
                return Give(output, axis == Uniform ? Uniform : axis - before);
            default:
                return false;
        }
    }

    private bool GiveLoop(Equation equation, Jaxpr body)
    {
        for (int i = 0; i < equation.Outputs.Count; i++)
        {
            int first = equation.Op is While { BodyConsts: var consts } ? consts : ((Scan)equation.Op).ConstCount;
            if (!Give(equation.Outputs[i], _axes[body.Inputs[first + i]])) return false;
        }
        // What goes into the loop has its lanes where the loop expects them, or none.
        int offset = equation.Op is While { CondConsts: var tests } ? tests : 0;
        for (int i = offset; i < equation.Inputs.Count; i++)
            if (!Fits(equation.Inputs[i], body.Inputs[i - offset], equation.Op is Scan scan && i >= scan.ConstCount + scan.CarryCount)) return false;
        for (int i = 0; i < offset; i++)
            if (!Fits(equation.Inputs[i], ((While)equation.Op).CondJaxpr.Inputs[i], false)) return false;
        return true;

        bool Fits(Atom given, Var expected, bool isStacked) => !isStacked && (AxisOf(given) == _axes[expected] || AxisOf(given) == Uniform && (IsFlat ? given.Type.Rank == 0 : _axes[expected] == Uniform));
    }

    private bool GiveBroadcast(Equation equation, BroadcastInDim broadcast)
    {
        Var output = equation.Outputs[0];
        int axis = AxisOf(equation.Inputs[0]);
        if (axis != Uniform) return Give(output, broadcast.BroadcastDimensions[axis]);
        for (int to = 0; to < broadcast.Shape.Rank; to++)
        {
            if (broadcast.Shape[to] != Lanes) continue;
            int from = broadcast.BroadcastDimensions.Span.IndexOf(to);
            if (from < 0 || equation.Inputs[0].Type.Shape[from] == 1) return Give(output, to);
        }
        return Give(output, Uniform);
    }

    private bool GiveElementwise(Equation equation)
    {
        int axis = Uniform;
        foreach (Atom input in equation.Inputs)
        {
            int own = AxisOf(input);
            if (own == Uniform) continue;
            if (axis != Uniform && axis != own) return false;
            axis = own;
        }
        if (axis != Uniform)
        {
            foreach (Atom input in equation.Inputs)
                if (AxisOf(input) == Uniform && input.Type.Rank > 0 && input.Type.Shape[axis] != 1) return false;
        }
        return Give(equation.Outputs[0], axis);
    }

    // The lanes stay an axis of their own if as many elements lie before it as did.
    private bool GiveReshape(Var output, ArrayType from, int axis)
    {
        long before = 1, seen = 1;
        for (int i = 0; i < axis; i++) before *= from.Shape[i];
        for (int to = 0; to < output.Type.Rank; seen *= output.Type.Shape[to++])
            if (seen == before && output.Type.Shape[to] == Lanes) return Give(output, to);
        return false;
    }

    private bool GiveTogether(Equation equation, int dimension, int added)
    {
        int axis = Uniform;
        foreach (Atom input in equation.Inputs)
        {
            int own = AxisOf(input);
            if (own == Uniform) continue;
            if (axis != Uniform && own != axis) return false;
            axis = own;
        }
        if (axis == Uniform) return Give(equation.Outputs[0], Uniform);
        foreach (Atom input in equation.Inputs)
            if (AxisOf(input) == Uniform) return false;
        return (added == 1 || axis != dimension) && Give(equation.Outputs[0], added == 1 && dimension <= axis ? axis + 1 : axis);
    }
}
