namespace Core.Ir;

/// <summary>What the typing rules of the ops share. Messages are built only when they are thrown.</summary>
internal static class Typing
{
    /// <summary>Which kinds of numbers an operand may have.</summary>
    [Flags]
    internal enum Accepts { Bool = 1, Signed = 2, Unsigned = 4, Float = 8, Complex = 16, Key = 32, Integer = Signed | Unsigned, Number = Integer | Float | Complex, Any = Number | Bool, All = Any | Key }

    internal static void CheckArity(Op op, ReadOnlySpan<ArrayType> inputs, int expected)
    {
        if (inputs.Length != expected)
            throw new ShapeException($"{op.Name}: takes {expected} operand{(expected == 1 ? "" : "s")}, got {inputs.Length}.");
    }

    /// <summary>The types of the outputs, of operands that the op may take: no references but where it takes them.</summary>
    internal static ValueArray<ArrayType> InferChecked(Op op, ReadOnlySpan<ArrayType> inputs)
    {
        if (!op.TakesRefs)
            foreach (ArrayType input in inputs)
                if (input.IsRef) throw new DTypeException($"{op.Name}: takes arrays, got a mutable reference of type {input}; read it first.");
        return op.Infer(inputs);
    }

    internal static void CheckKind(Op op, ArrayType input, Accepts accepted, int position = 0, int count = 1)
    {
        if (((int)accepted >> (int)input.DType.Kind & 1) != 0) return;
        string operand = count == 1 ? "the operand" : $"operand {position}";
        throw new DTypeException($"{op.Name}: {operand} must be {Describe(accepted)}, got {input}.{Advice(accepted)}");
    }

    internal static void CheckSameDType(Op op, ReadOnlySpan<ArrayType> inputs)
    {
        foreach (ArrayType input in inputs)
            if (input.DType != inputs[0].DType)
                throw new DTypeException($"{op.Name}: operands must have one element type, got {Join(inputs)}; convert one with AsType.");
    }

    /// <summary>The shape of an elementwise result: operands have no axes, or one common rank with sizes that are equal or 1.</summary>
    internal static Shape Broadcast(Op op, ReadOnlySpan<ArrayType> inputs)
    {
        Shape result = Shape.Scalar;
        bool mixed = false;
        foreach (ArrayType input in inputs)
        {
            if (input.Rank == 0 || input.Shape == result) continue;
            if (result.Rank == 0) result = input.Shape;
            else if (input.Rank != result.Rank) throw RanksDiffer(op, inputs);
            else mixed = true;
        }
        if (!mixed) return result;

        int[] sizes = new int[result.Rank];
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            int size = 1;
            foreach (ArrayType input in inputs)
            {
                if (input.Rank == 0 || input.Shape[axis] == 1) continue;
                if (size != 1 && size != input.Shape[axis]) throw SizesDiffer(op, inputs);
                size = input.Shape[axis];
            }
            sizes[axis] = size;
        }
        return sizes;
    }

    internal static bool AllWeak(ReadOnlySpan<ArrayType> inputs)
    {
        foreach (ArrayType input in inputs)
            if (!input.Weak) return false;
        return true;
    }

    internal static ShapeException SizesDiffer(Op op, ReadOnlySpan<ArrayType> inputs) =>
        new($"{op.Name}: sizes must be equal or 1, got {Join(inputs)}.");

    internal static ShapeException RanksDiffer(Op op, ReadOnlySpan<ArrayType> inputs) =>
        new($"{op.Name}: operands must have the same number of axes or none, got {Join(inputs)}.");

    /// <summary>Every axis in range and none twice.</summary>
    internal static void CheckAxes(Op op, string name, ValueArray<int> axes, int rank, ArrayType input)
    {
        for (int i = 0; i < axes.Count; i++)
        {
            if (axes[i] < 0 || axes[i] >= rank)
                throw new ShapeException(rank == 0
                    ? $"{op.Name}: {name} {axes} must be empty for an operand of type {input}, which has no axes."
                    : $"{op.Name}: {name} {axes} must be from 0 to {rank - 1} for an operand of type {input}.");
            if (axes.Span[..i].Contains(axes[i]))
                throw new ShapeException($"{op.Name}: {name} {axes} must not name an axis twice.");
        }
    }

    /// <summary>One axis in range.</summary>
    internal static void CheckAxis(Op op, string name, int axis, ArrayType input)
    {
        if (axis < 0 || axis >= input.Rank)
            throw new ShapeException(input.Rank == 0
                ? $"{op.Name}: needs an operand with axes, got {input} and {name} {axis}."
                : $"{op.Name}: {name} must be from 0 to {input.Rank - 1} for an operand of type {input}, got {axis}.");
    }

    /// <summary>As many entries as the operand has axes.</summary>
    internal static void CheckPerAxis(Op op, string name, int count, ArrayType input)
    {
        if (count != input.Rank)
            throw new ShapeException($"{op.Name}: {name} must have one entry per axis of {input}, got {count}.");
    }

    /// <summary>The shape without the given axes.</summary>
    internal static Shape Without(Shape shape, ValueArray<int> axes)
    {
        Span<int> kept = stackalloc int[shape.Rank];
        int count = 0;
        for (int axis = 0; axis < shape.Rank; axis++)
            if (!axes.Span.Contains(axis)) kept[count++] = shape[axis];
        return Shape.Create(kept[..count]);
    }

    internal static string Join(ReadOnlySpan<ArrayType> inputs)
    {
        string[] names = new string[inputs.Length];
        for (int i = 0; i < names.Length; i++) names[i] = inputs[i].ToString();
        return names.Length < 2 ? string.Concat(names) : $"{string.Join(", ", names[..^1])} and {names[^1]}";
    }

    private static string Describe(Accepts accepted)
    {
        List<string> kinds = [];
        if (accepted.HasFlag(Accepts.Bool)) kinds.Add("bool");
        if (accepted.HasFlag(Accepts.Integer)) kinds.Add("an integer");
        else if (accepted.HasFlag(Accepts.Signed)) kinds.Add("a signed integer");
        if (accepted.HasFlag(Accepts.Float)) kinds.Add("floating-point");
        if (accepted.HasFlag(Accepts.Complex)) kinds.Add("complex");
        if (accepted.HasFlag(Accepts.Key)) kinds.Add("a random key");
        return kinds.Count < 2 ? string.Concat(kinds) : $"{string.Join(", ", kinds[..^1])} or {kinds[^1]}";
    }

    private static string Advice(Accepts accepted) => accepted switch
    {
        Accepts.Float or (Accepts.Float | Accepts.Complex) => " Convert it with AsType(F32).",
        Accepts.Bool or (Accepts.Bool | Accepts.Integer) => " Compare it with a number to get bool, or convert it with AsType(I32).",
        _ => "",
    };
}
