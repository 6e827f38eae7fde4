using Core.Compiler.Loops;
using Core.Compiler.Lowering;
using Core.Ir;

namespace Core.Compiler.Control;

/// <summary>Writes out programs for one block of lanes: an instruction for each element that an equation gives in a lane. Views cost nothing.</summary>
/// <param name="axes">Where lanes lie.</param>
/// <param name="b">The code.</param>
/// <param name="lane">The index of the loop over lanes.</param>
/// <param name="start">The number of the first lane that this emitter does; several of them do parts of the lanes side by side, so that their work overlaps.</param>
internal sealed class LaneEmitter(LaneAxes axes, LoopBuilder b, int lane, int start)
{
    private readonly ElementwiseLowering _lowering = new(b);
    private readonly Dictionary<Var, LaneArray> _values = [];

    /// <summary>The mask of the lanes that go through what is emitted now, or −1 for all.</summary>
    public int Active { get; set; } = -1;

    /// <summary>Reads a variable from a buffer.</summary>
    /// <param name="var">The variable.</param>
    /// <param name="buffer">The number of the buffer in the code.</param>
    /// <param name="row">The index of the row that is read, of a stacked array.</param>
    /// <param name="rowStride">How far apart rows lie.</param>
    /// <param name="first">Where the first row lies.</param>
    public void Load(Var var, int buffer, int row = -1, long rowStride = 0, long first = 0) => _values[var] = Read(var, buffer, row, rowStride, first);

    /// <summary>Binds a variable.</summary>
    public void Bind(Var var, LaneArray value) => _values[var] = value;

    /// <summary>The value of an atom.</summary>
    public LaneArray ValueOf(Atom atom) => atom is Var var ? _values[var] : new([], [_lowering.Constant(((Literal)atom).ToArray())]);

    /// <summary>Writes a value to a buffer, in the places of a variable.</summary>
    public void Store(Var like, LaneArray value, int buffer, int row = -1, long rowStride = 0, long first = 0)
    {
        (long[] offsets, long stride) = LaneArray.Places(like.Type, axes[like], axes.IsFlat);
        DType dtype = like.Type.DType, part = dtype.RealPart;
        int parts = dtype.IsComplex ? 2 : 1;
        LaneArray whole = Spread(value, like);
        for (int i = 0; i < offsets.Length; i++)
        {
            b.Store(At(buffer, offsets[i], stride, parts, 0, row, rowStride, first), part, stride * parts, whole.Elements[i].A);
            if (parts == 2) b.Store(At(buffer, offsets[i], stride, parts, 1, row, rowStride, first), part, stride * parts, whole.Elements[i].B);
        }
    }

    /// <summary>Makes registers that hold a variable, and gives them a value.</summary>
    public LaneArray Registers(Var like, LaneArray value)
    {
        LaneArray whole = Spread(value, like);
        LaneValue[] registers = new LaneValue[whole.Elements.Length];
        for (int i = 0; i < registers.Length; i++)
        {
            LaneValue element = whole.Elements[i];
            registers[i] = new(element.DType, Register(element.A), element.B < 0 ? -1 : Register(element.B));
        }
        return new(whole.Shape, registers);

        int Register(int initial)
        {
            int register = b.Register(b.TypeOf(initial));
            b.Set(register, initial);
            return register;
        }
    }

    /// <summary>What registers hold now.</summary>
    public LaneArray Get(LaneArray registers) => new(registers.Shape, [.. registers.Elements.Select(r => r with { A = b.Get(r.A), B = r.B < 0 ? -1 : b.Get(r.B) })]);

    /// <summary>Gives registers a value, in the lanes where a mask is true (−1: in all).</summary>
    public void Set(LaneArray registers, LaneArray value, LaneArray old, int mask)
    {
        for (int i = 0; i < registers.Elements.Length; i++)
        {
            (LaneValue to, LaneValue next, LaneValue before) = (registers.Elements[i], value.Elements[i], old.Elements[i]);
            b.Set(to.A, Chosen(next.A, before.A));
            if (to.B >= 0) b.Set(to.B, Chosen(next.B, before.B));
        }

        int Chosen(int next, int before) => mask < 0 ? next : b.Select(mask, next, before);
    }

    /// <summary>A value in the shape that a variable has in a lane: one that is the same everywhere may have been given in another.</summary>
    public LaneArray Spread(LaneArray value, Var like)
    {
        Shape shape = LaneArray.ShapeOf(like.Type, axes[like], axes.IsFlat);
        return value.Shape == shape ? value : value.View(shape, (at, from) => at[(at.Length - from.Length)..].CopyTo(from));
    }

    /// <summary>Computes the equations of a program whose inputs are bound.</summary>
    public void Run(Jaxpr jaxpr)
    {
        foreach (Equation equation in jaxpr.Equations)
        {
            if (equation.Op is Scan or While) LaneLoops.Inner(equation, axes, b, this);
            else _values[equation.Outputs[0]] = Result(equation);
        }
    }

    private LaneArray Result(Equation equation)
    {
        Var output = equation.Outputs[0];
        Shape shape = LaneArray.ShapeOf(output.Type, axes[output], axes.IsFlat);
        if (LaneAxes.Accepts(equation)) return Elementwise(equation, shape);
        if (equation.Op is Iota iota) return Iota(iota, shape, axes[output]);
        LaneArray x = ValueOf(equation.Inputs[0]);
        if (axes.IsFlat) return new(shape, x.Elements);
        switch (equation.Op)
        {
            case BroadcastInDim broadcast:
                int[] dimensions = [.. broadcast.BroadcastDimensions];
                return x.View(shape, (at, from) =>
                {
                    for (int i = 0; i < from.Length; i++) from[i] = at[dimensions[i]];
                });
            case Reshape or Squeeze:
                return new(shape, x.Elements);
            case Transpose transpose:
                int[] permutation = [.. transpose.Permutation];
                return x.View(shape, (at, from) =>
                {
                    for (int i = 0; i < at.Length; i++) from[permutation[i]] = at[i];
                });
            case Slice slice:
                return x.View(shape, (at, from) =>
                {
                    for (int i = 0; i < at.Length; i++) from[i] = slice.StartIndices[i] + at[i] * (slice.Strides is { } strides ? strides[i] : 1);
                });
            case Rev rev:
                Shape whole = x.Shape;
                return x.View(shape, (at, from) =>
                {
                    for (int i = 0; i < at.Length; i++) from[i] = rev.Dimensions.Contains(i) ? whole[i] - 1 - at[i] : at[i];
                });
            case Concatenate concatenate:
                return Concatenated(equation, shape, concatenate.Dimension);
            case Stack stack:
                return Stacked(equation, shape, stack.Axis);
            case Reduce reduce:
                return Reduced(reduce, x, shape);
            default:
                throw new UnsupportedException($"{equation.Op.Name} cannot be part of a loop over lanes.");
        }
    }

    private LaneArray Elementwise(Equation equation, Shape shape)
    {
        LaneArray[] operands = [.. equation.Inputs.Select(ValueOf)];
        LaneValue[] args = new LaneValue[operands.Length], results = new LaneValue[shape.Size];
        int[] at = new int[shape.Rank];
        for (int i = 0; i < results.Length; i++, LaneArray.Advance(at, shape))
        {
            for (int k = 0; k < args.Length; k++) args[k] = operands[k][at];
            results[i] = _lowering.Lower(equation.Op, args);
        }
        return new(shape, results);
    }

    private LaneArray Iota(Iota iota, Shape shape, int axis)
    {
        LaneValue[] elements = new LaneValue[shape.Size];
        int[] at = new int[shape.Rank];
        for (int i = 0; i < elements.Length; i++, LaneArray.Advance(at, shape))
        {
            int place = axis == iota.Dimension ? b.Add(b.IndexValue(lane, LaneType.I32), b.I32(start)) : b.I32(at[iota.Dimension]);
            elements[i] = _lowering.FromPlace(place, iota.DType);
        }
        return new(shape, elements);
    }

    private LaneArray Concatenated(Equation equation, Shape shape, int dimension)
    {
        LaneArray[] parts = [.. equation.Inputs.Select(ValueOf)];
        LaneValue[] elements = new LaneValue[shape.Size];
        int[] at = new int[shape.Rank], from = new int[shape.Rank];
        for (int i = 0; i < elements.Length; i++, LaneArray.Advance(at, shape))
        {
            at.CopyTo(from, 0);
            int part = 0;
            for (; from[dimension] >= parts[part].Shape[dimension]; part++) from[dimension] -= parts[part].Shape[dimension];
            elements[i] = parts[part][from];
        }
        return new(shape, elements);
    }

    private LaneArray Stacked(Equation equation, Shape shape, int axis)
    {
        LaneArray[] parts = [.. equation.Inputs.Select(ValueOf)];
        LaneValue[] elements = new LaneValue[shape.Size];
        int[] at = new int[shape.Rank];
        for (int i = 0; i < elements.Length; i++, LaneArray.Advance(at, shape)) elements[i] = parts[at[axis]][[.. at[..axis], .. at[(axis + 1)..]]];
        return new(shape, elements);
    }

    private LaneArray Reduced(Reduce reduce, LaneArray x, Shape shape)
    {
        Op combine = new Binary(Ir.Reduce.StepOf(reduce.Kind));
        DType dtype = x.Elements[0].DType, wide = dtype is DType.BF16 or DType.F16 ? DType.F32 : dtype; // rounded once, at the end
        LaneValue?[] results = new LaneValue?[shape.Size];
        int[] at = new int[x.Shape.Rank];
        foreach (LaneValue narrow in x.Elements)
        {
            LaneValue element = narrow with { DType = wide };
            int index = 0;
            for (int axis = 0; axis < at.Length; axis++)
                if (!reduce.Axes.Contains(axis)) index = index * x.Shape[axis] + at[axis];
            results[index] = results[index] is { } sum ? _lowering.Lower(combine, [sum, element]) : element;
            LaneArray.Advance(at, x.Shape);
        }
        return new(shape, [.. results.Select(result => wide == dtype ? result!.Value : _lowering.Convert(result!.Value, dtype))]);
    }

    private LaneArray Read(Var var, int buffer, int row, long rowStride, long first)
    {
        (long[] offsets, long stride) = LaneArray.Places(var.Type, axes[var], axes.IsFlat);
        DType dtype = var.Type.DType, part = dtype.RealPart;
        int parts = dtype.IsComplex ? 2 : 1;
        LaneValue[] elements = new LaneValue[offsets.Length];
        for (int i = 0; i < offsets.Length; i++)
        {
            int real = b.Load(At(buffer, offsets[i], stride, parts, 0, row, rowStride, first), part, stride * parts);
            elements[i] = new(dtype, real, parts == 1 ? -1 : b.Load(At(buffer, offsets[i], stride, parts, 1, row, rowStride, first), part, stride * parts));
        }
        return new(LaneArray.ShapeOf(var.Type, axes[var], axes.IsFlat), elements);
    }

    private Address At(int buffer, long offset, long laneStride, int parts, int part, int row, long rowStride, long first)
    {
        List<IndexTerm> terms = [];
        if (laneStride != 0) terms.Add(new(lane, laneStride * parts));
        if (row >= 0 && rowStride != 0) terms.Add(new(row, rowStride * parts));
        return new(buffer, (offset + start * laneStride + first) * parts + part, [.. terms]);
    }
}
