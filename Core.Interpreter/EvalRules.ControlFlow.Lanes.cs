using Core.Ir;
using Core.Kernels;

namespace Core.Interpreter;

internal sealed partial class EvalRules
{
    public ArrayData[] CondLanes(CondLanes op, ReadOnlySpan<ArrayData> args)
    {
        int[] index = args[0].AsSpan<int>().ToArray();
        ArrayData[] operands = args[1..].ToArray();
        StackedRows[] results = [.. op.Branches[0].Outputs.Select(output => Rows(output.Type, index.Length))];
        int last = op.Branches.Count - 1;
        for (int branch = 0; branch <= last; branch++)
        {
            int[] lanes = [.. Enumerable.Range(0, index.Length).Where(lane => (index[lane] < 0 || index[lane] > last ? last : index[lane]) == branch)];
            RunLanes(op.Branches[branch], op.Sizes, op.DenseOf(branch), operands, op.PerLane, lanes, results);
        }
        return [.. results.Select(rows => rows.ToArray())];
    }

    public ArrayData[] WhileLanes(WhileLanes op, ReadOnlySpan<ArrayData> args)
    {
        int constants = op.CondConsts + op.BodyConsts;
        StackedRows[] values = new StackedRows[args.Length - constants];
        for (int i = 0; i < values.Length; i++) values[i] = new(args[constants + i]);
        ArrayData[] carry = [.. values.Select(rows => rows.ToArray())]; // shows what is written to the values
        ArrayData[] condInputs = [.. args[..op.CondConsts], .. carry], bodyInputs = [.. args[op.CondConsts..constants], .. carry];

        int count = args[constants].Shape[0];
        StackedRows predicate = new(DType.Bool, [], count);
        int[] lanes = [.. Enumerable.Range(0, count)];
        while (true)
        {
            RunLanes(op.CondJaxpr, op.Sizes, op.DenseCond.Span, condInputs, op.CondPerLane, lanes, [predicate]);
            ArrayData goesOn = predicate.ToArray();
            lanes = [.. lanes.Where(lane => goesOn.AsSpan<bool>()[lane])];
            if (lanes.Length == 0) return carry;
            RunLanes(op.BodyJaxpr, op.Sizes, op.DenseBody.Span, bodyInputs, op.BodyPerLane, lanes, values);
        }
    }

    /// <summary>Runs a program for some lanes, as many together as there is a program for, and writes their results to their places.</summary>
    private void RunLanes(
        Jaxpr example, ValueArray<int> sizes, ReadOnlySpan<Jaxpr> dense, ArrayData[] operands, ValueArray<bool> perLane, ReadOnlySpan<int> lanes, StackedRows[] results)
    {
        int next = 0;
        for (int s = 0; s <= dense.Length; s++)
        {
            int size = s < dense.Length ? sizes[s] : 1;
            Jaxpr jaxpr = s < dense.Length ? dense[s] : example;
            for (; lanes.Length - next >= size; next += size)
            {
                ReadOnlySpan<int> together = lanes.Slice(next, size);
                ArrayData[] inputs = new ArrayData[operands.Length];
                for (int i = 0; i < inputs.Length; i++)
                    inputs[i] = !perLane[i] ? operands[i] : s < dense.Length ? StackedRows.Read(operands[i], together) : StackedRows.Read(operands[i], together[0]);
                ArrayData[] outputs = RunInner(jaxpr, inputs);
                for (int i = 0; i < results.Length; i++) results[i].Write(together, outputs[i]);
            }
        }
    }
}
