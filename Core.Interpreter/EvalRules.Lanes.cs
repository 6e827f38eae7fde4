using Core.Ir;

namespace Core.Interpreter;

// Programs on numbers, for many numbers at once: what reductions by a program of the user's own are made of.
internal sealed partial class EvalRules
{
    /// <summary>
    /// Reduces, lane by lane, elements that are given by index: from the initial values on, step by step. Lanes whose index is -1 skip the step.
    /// </summary>
    /// <param name="program">From what was reduced so far and the next elements to what is reduced then.</param>
    /// <param name="args">The operands, then as many initial values.</param>
    /// <param name="shape">The shape of the results, a lane per element.</param>
    /// <param name="steps">How many steps there are.</param>
    /// <param name="indices">Writes the indices of a step's elements, one per lane.</param>
    private static ArrayData[] FoldLanes(Jaxpr program, ReadOnlySpan<ArrayData> args, Shape shape, int steps, Action<int, int[]> indices)
    {
        int count = args.Length / 2, lanes = checked((int)shape.Size);
        ArrayData[] operands = args[..count].ToArray(), reduced = new ArrayData[count], step = new ArrayData[2 * count];
        for (int i = 0; i < count; i++) reduced[i] = Kernels.Strided.Broadcast(args[count + i], [lanes]);
        int[] from = new int[lanes];
        for (int k = 0; k < steps && lanes > 0; k++)
        {
            indices(k, from);
            if (from.AsSpan().IndexOfAnyExcept(-1) < 0) continue;
            bool all = !from.AsSpan().Contains(-1);
            for (int i = 0; i < count; i++) (step[i], step[count + i]) = (reduced[i], Take(operands[i], from));
            ArrayData[] next = RunLanes(program, step, lanes);
            for (int i = 0; i < count; i++) reduced[i] = all ? next[i] : Merge(next[i], reduced[i], from);
        }
        return [.. reduced.Select(result => result.Reshape(shape))];
    }

    /// <summary>Runs a program on numbers for every lane.</summary>
    /// <param name="program">A program whose inputs have no axes.</param>
    /// <param name="inputs">One array per input, with an element per lane.</param>
    /// <param name="lanes">How many lanes there are.</param>
    private static ArrayData[] RunLanes(Jaxpr program, ReadOnlySpan<ArrayData> inputs, int lanes)
    {
        if (IsLanewise(program)) return RunLanewise(program, inputs, lanes);
        ArrayData[][] results = new ArrayData[lanes][];
        ArrayData[] numbers = new ArrayData[inputs.Length];
        for (int lane = 0; lane < lanes; lane++)
        {
            for (int i = 0; i < numbers.Length; i++) numbers[i] = Take(inputs[i], [lane]).Reshape([]);
            results[lane] = Evaluate.Run(program, numbers);
        }
        ArrayData[] gathered = new ArrayData[program.Outputs.Count];
        for (int k = 0; k < gathered.Length; k++)
        {
            ArrayType type = program.Outputs[k].Type;
            ArrayStorage storage = ArrayData.Allocate(type.DType, [lanes]);
            int width = type.DType.ByteSize;
            for (int lane = 0; lane < lanes; lane++) results[lane][k].Bytes.CopyTo(storage.AsSpan<byte>()[(lane * width)..]);
            gathered[k] = new(type.DType, [lanes], storage);
        }
        return gathered;
    }

    /// <summary>Whether a program does the same element by element as it does on numbers.</summary>
    private static bool IsLanewise(Jaxpr program) => program.ConstVars.Count == 0 && program.Equations.All(equation => equation.Op is
        Ir.Unary or Ir.Binary or Ir.IntegerPow or Ir.Round or Ir.Conj or Ir.AddAny or Ir.SelectN or Ir.Clamp or Ir.Comparison or Ir.ConvertElementType
        || equation.Op is Ir.Call { Jaxpr: var inner } && IsLanewise(inner));

    private static ArrayData[] RunLanewise(Jaxpr program, ReadOnlySpan<ArrayData> inputs, int lanes)
    {
        Dictionary<Atom, ArrayData> environment = new(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < inputs.Length; i++) environment[program.Inputs[i]] = inputs[i];
        foreach (Equation equation in program.Equations)
        {
            ArrayData[] operands = [.. equation.Inputs.Select(ValueOf)];
            ArrayData[] results = equation.Op is Ir.Call call ? RunLanewise(call.Jaxpr, operands, lanes) : Evaluate.Apply(equation.Op, operands);
            for (int i = 0; i < results.Length; i++) environment[equation.Outputs[i]] = results[i];
        }
        return [.. program.Outputs.Select(ValueOf)];

        ArrayData ValueOf(Atom atom) => atom is Literal literal ? Kernels.Strided.Broadcast(literal.ToArray(), [lanes]) : environment[atom];
    }

    /// <summary>The elements at some indices; where an index is -1, zero bytes.</summary>
    private static ArrayData Take(ArrayData x, int[] indices)
    {
        ArrayStorage storage = ArrayData.Allocate(x.DType, [indices.Length]);
        Span<byte> target = storage.AsSpan<byte>();
        int width = x.DType.ByteSize;
        ReadOnlySpan<byte> source = x.Bytes;
        for (int i = 0; i < indices.Length; i++)
        {
            Span<byte> element = target.Slice(i * width, width);
            if (indices[i] < 0) element.Clear();
            else source.Slice(indices[i] * width, width).CopyTo(element);
        }
        return new(x.DType, [indices.Length], storage);
    }

    /// <summary>The new values, but the old ones where an index is -1.</summary>
    private static ArrayData Merge(ArrayData values, ArrayData old, int[] indices)
    {
        ArrayStorage storage = ArrayData.Allocate(values.DType, values.Shape);
        Span<byte> target = storage.AsSpan<byte>();
        int width = values.DType.ByteSize;
        for (int i = 0; i < indices.Length; i++) (indices[i] < 0 ? old : values).Bytes.Slice(i * width, width).CopyTo(target[(i * width)..]);
        return new(values.DType, values.Shape, storage);
    }
}
