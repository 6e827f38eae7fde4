using Core.Ir;
using Core.Kernels;

namespace Core.Interpreter;

internal sealed partial class EvalRules
{
    /// <summary>What the interpreter runs on, as JAX names it.</summary>
    private const string Platform = "cpu";

    public ArrayData[] Cond(Cond op, ReadOnlySpan<ArrayData> args)
    {
        int index = args[0].AsSpan<int>()[0];
        if (index < 0 || index >= op.Branches.Count) index = op.Branches.Count - 1; // as XLA's conditional does
        return RunInner(op.Branches[index], args[1..]);
    }

    public ArrayData[] PlatformIndex(PlatformIndex op, ReadOnlySpan<ArrayData> args)
    {
        for (int i = 0; i < op.Platforms.Count; i++)
            if (op.Platforms[i].Count == 0 || op.Platforms[i].Contains(Platform)) return [ArrayData.Create<int>([], [i])];
        throw new UnsupportedException($"platform_index: none of the platforms {op.Platforms} is '{Platform}', on which the interpreter runs.");
    }

    public ArrayData[] While(While op, ReadOnlySpan<ArrayData> args)
    {
        ArrayData[] condInputs = [.. args[..op.CondConsts], .. args[(op.CondConsts + op.BodyConsts)..]];
        ArrayData[] bodyInputs = args[op.CondConsts..].ToArray();
        while (true)
        {
            ArrayData predicate = RunInner(op.CondJaxpr, condInputs)[0];
            if (!predicate.AsSpan<bool>().Contains(true)) return bodyInputs[op.BodyConsts..];
            ArrayData[] next = RunInner(op.BodyJaxpr, bodyInputs);
            for (int i = 0; i < next.Length; i++)
            {
                // Lanes that are done keep their values.
                ArrayData value = predicate.Shape.Rank == 0 ? next[i] : SelectLanes(predicate, next[i], bodyInputs[op.BodyConsts + i]);
                condInputs[op.CondConsts + i] = bodyInputs[op.BodyConsts + i] = value;
            }
        }
    }

    public ArrayData[] Scan(Scan op, ReadOnlySpan<ArrayData> args)
    {
        int arrays = op.ConstCount + op.CarryCount;
        ArrayData[] inputs = args.ToArray();
        StackedRows[] stacked = new StackedRows[op.Jaxpr.Outputs.Count - op.CarryCount];
        for (int i = 0; i < stacked.Length; i++) stacked[i] = Rows(op.Jaxpr.Outputs[op.CarryCount + i].Type, op.Length);
        for (int run = 0; run < op.Length; run++)
        {
            int row = op.Reverse ? op.Length - 1 - run : run;
            for (int i = arrays; i < inputs.Length; i++) inputs[i] = StackedRows.Read(args[i], row);
            ArrayData[] outputs = RunInner(op.Jaxpr, inputs);
            for (int i = 0; i < op.CarryCount; i++) inputs[op.ConstCount + i] = outputs[i];
            for (int i = 0; i < stacked.Length; i++) stacked[i].Write(row, outputs[op.CarryCount + i]);
        }
        return [.. inputs[op.ConstCount..arrays], .. stacked.Select(rows => rows.ToArray())];
    }

    private static StackedRows Rows(ArrayType row, int count) => new(row.DType, row.Shape, count);

    /// <summary>The new values where the predicate, whose axes are the first of theirs, is true, else the old ones.</summary>
    private static ArrayData SelectLanes(ArrayData predicate, ArrayData next, ArrayData old)
    {
        ReadOnlySpan<bool> isNew = predicate.AsSpan<bool>();
        ArrayStorage storage = ArrayData.Allocate(next.DType, next.Shape);
        if (isNew.Length == 0) return new(next.DType, next.Shape, storage);
        int width = checked((int)(next.Shape.Size / isNew.Length * next.DType.ByteSize));
        for (int lane = 0; lane < isNew.Length; lane++)
        {
            long start = (long)lane * width;
            (isNew[lane] ? next : old).AsBytes(start, width).CopyTo(storage.AsBytes(start, width));
        }
        return new(next.DType, next.Shape, storage);
    }
}
