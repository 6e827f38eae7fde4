using Core.Ir;
using Core.Kernels;

namespace Core.Interpreter;

internal sealed partial class EvalRules
{
    public ArrayData[] CondLanes(CondLanes op, ReadOnlySpan<ArrayData> args)
    {
        ArrayData[] operands = args[1..].ToArray();
        int[] branchOf = args[0].AsSpan<int>().ToArray();
        int last = op.Branches.Count - 1;
        for (int lane = 0; lane < branchOf.Length; lane++)
            if (branchOf[lane] < 0 || branchOf[lane] > last) branchOf[lane] = last; // as cond

        LaneValues[] results = [.. op.Branches[0].Outputs.Select(output => LaneValues.RoomFor(output.Type, branchOf.Length))];
        for (int branch = 0; branch <= last; branch++)
        {
            int[] lanes = [.. Enumerable.Range(0, branchOf.Length).Where(lane => branchOf[lane] == branch)];
            RunOnLanes(op.Branches[branch], operands, op.Mapped, lanes, op.Width, results);
        }
        return [.. results.Select(result => result.Array)];
    }

    public ArrayData[] WhileLanes(WhileLanes op, ReadOnlySpan<ArrayData> args)
    {
        int constants = op.CondConsts + op.BodyConsts, count = args[constants].Shape[0];
        LaneValues[] values = [.. args[constants..].ToArray().Select(LaneValues.CopyOf)]; // changed in place, lane by lane
        ArrayData[] current = [.. values.Select(value => value.Array)];
        ArrayData[] condInputs = [.. args[..op.CondConsts], .. current], bodyInputs = [.. args[op.CondConsts..constants], .. current];
        ValueArray<bool> condMapped = MappedWith(op.Mapped.Take(op.CondConsts), values.Length), bodyMapped = MappedWith(op.Mapped.Skip(op.CondConsts), values.Length);
        LaneValues goesOn = LaneValues.RoomFor(op.CondJaxpr.Outputs[0].Type, count);
        int[] going = [.. Enumerable.Range(0, count)];
        while (true)
        {
            RunOnLanes(op.CondJaxpr, condInputs, condMapped, going, op.Width, [goesOn]);
            going = [.. going.Where(lane => goesOn.Array.AsSpan<bool>()[lane])];
            if (going.Length == 0) return current;
            RunOnLanes(op.BodyJaxpr, bodyInputs, bodyMapped, going, op.Width, values);
        }
    }

    /// <summary>Runs a program on the given lanes, so many at a time, and writes what it gives for them to their places.</summary>
    private static void RunOnLanes(Jaxpr jaxpr, ArrayData[] inputs, ValueArray<bool> mapped, int[] lanes, int width, LaneValues[] results)
    {
        ArrayData[] own = [.. inputs];
        for (int start = 0; start < lanes.Length; start += width)
        {
            ReadOnlySpan<int> some = lanes.AsSpan(start, Math.Min(width, lanes.Length - start));
            for (int i = 0; i < own.Length; i++)
                if (mapped[i]) own[i] = LaneRows.Pick(inputs[i], some, width);
            ArrayData[] outputs = RunInner(jaxpr, own);
            for (int i = 0; i < outputs.Length; i++) LaneRows.Put(outputs[i], some, results[i].Storage);
        }
    }

    private static ValueArray<bool> MappedWith(IEnumerable<bool> constants, int values) => [.. constants, .. Enumerable.Repeat(true, values)];

    /// <summary>An array of one value per lane that is being written.</summary>
    /// <param name="Array">The array.</param>
    /// <param name="Storage">Where its elements are.</param>
    private readonly record struct LaneValues(ArrayData Array, ArrayStorage Storage)
    {
        /// <summary>Room for lanes.</summary>
        /// <param name="some">The type for some lanes.</param>
        /// <param name="count">How many there are in all.</param>
        public static LaneValues RoomFor(ArrayType some, int count)
        {
            Shape shape = some.Shape.Remove(0).Insert(0, count);
            ArrayStorage storage = ArrayData.Allocate(some.DType, shape);
            return new(new(some.DType, shape, storage), storage);
        }

        public static LaneValues CopyOf(ArrayData x)
        {
            LaneValues copy = RoomFor(new(x.DType, x.Shape), x.Shape[0]);
            x.Bytes.CopyTo(copy.Storage.AsSpan<byte>());
            return copy;
        }
    }
}
