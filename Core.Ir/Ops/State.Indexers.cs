using static Core.Ir.Typing;

namespace Core.Ir;

/// <summary>What one axis of a reference is indexed by.</summary>
public readonly record struct RefIndex
{
    private RefIndex(bool isElement, int? start, int size) => (IsElement, Start, Size) = (isElement, start, size);

    /// <summary>One element, whose place is an operand, or one for each place of an operand with axes; the axis is dropped.</summary>
    public static RefIndex Element => new(true, null, 1);

    /// <summary>A run of elements.</summary>
    public static RefIndex Slice(int start, int size) => new(false, start, size);

    /// <summary>A run of elements that starts where an operand says.</summary>
    public static RefIndex SliceFromOperand(int size) => new(false, null, size);

    /// <summary>Whether the places of single elements are an operand.</summary>
    public bool IsElement { get; }

    /// <summary>Where the run starts; null where an operand says it.</summary>
    public int? Start { get; }

    /// <summary>How long the run is.</summary>
    public int Size { get; }

    /// <summary>Whether it takes an operand.</summary>
    public bool TakesOperand => Start is null;

    /// <summary>As programs print it, with <c>i</c> for an operand.</summary>
    public override string ToString() => IsElement ? "i" : Start is { } start ? $"{start}:{start + Size}" : $"i:i+{Size}";
}

/// <summary>A part of an array: an index for each axis, as in NumPy.</summary>
/// <param name="Indices">The indices.</param>
public readonly record struct RefIndexer(ValueArray<RefIndex> Indices)
{
    /// <summary>How many operands the indices take.</summary>
    public int OperandCount => Indices.Count(index => index.TakesOperand);

    /// <summary>The first axis of which single elements are taken; -1 where there is none.</summary>
    public int FirstElement
    {
        get
        {
            for (int axis = 0; axis < Indices.Count; axis++)
                if (Indices[axis].IsElement) return axis;
            return -1;
        }
    }

    /// <summary>Whether the axes of which single elements are taken follow each other: if not, the axes of their places come first in the result.</summary>
    public bool IsContiguous
    {
        get
        {
            int count = Indices.Count(index => index.IsElement), first = FirstElement;
            for (int axis = first; count > 0 && axis < first + count; axis++)
                if (!Indices[axis].IsElement) return false;
            return true;
        }
    }

    /// <summary>The shape of the part, out of the common shape of the places of single elements.</summary>
    public Shape PartShape(Shape places)
    {
        List<int> sizes = [];
        foreach (RefIndex index in Indices)
            if (!index.IsElement) sizes.Add(index.Size);
        int first = FirstElement;
        if (first >= 0) sizes.InsertRange(IsContiguous ? first : 0, places);
        return [.. sizes];
    }

    /// <summary>The shape of the part of an array.</summary>
    internal Shape PartShape(Op op, ArrayType array, ReadOnlySpan<ArrayType> operands)
    {
        if (Indices.Count != array.Rank) throw new ShapeException($"{op.Name}: an index for each axis of {array} is needed, got {this}.");
        Shape places = [];
        int next = 0;
        for (int axis = 0; axis < Indices.Count; axis++)
        {
            RefIndex index = Indices[axis];
            int from = index.Start ?? 0;
            if (index.Size < 0 || from < 0 || (long)from + index.Size > array.Shape[axis] && !index.IsElement)
                throw new ShapeException($"{op.Name}: axis {axis} of {array} has no elements {index}.");
            if (!index.TakesOperand) continue;
            ArrayType operand = operands[next++];
            CheckKind(op, operand, Accepts.Integer);
            if (operand.Rank == 0) continue;
            if (!index.IsElement) throw new ShapeException($"{op.Name}: the start of a run must have no axes, got {operand}.");
            if (places.Rank > 0 && places != operand.Shape)
                throw new ShapeException($"{op.Name}: places must have one shape or no axes, got {places} and {operand.Shape}.");
            places = operand.Shape;
        }
        return PartShape(places);
    }

    /// <summary>As programs print it, with <c>i</c> for each operand: <c>[i,0:3]</c>.</summary>
    public override string ToString() => $"[{string.Join(",", Indices)}]";
}
