using Core.Ir;

namespace Core.Interpreter;

internal sealed partial class EvalRules
{
    public ArrayData[] ReduceWith(ReduceWith op, ReadOnlySpan<ArrayData> args)
    {
        // Rows of what is reduced together: the indices of a step are a column.
        int count = args.Length / 2;
        ArrayData[] rows = args.ToArray();
        Shape shape = [];
        for (int i = 0; i < count; i++) (rows[i], shape) = RowsAlong(args[i], op.Dimensions);
        int length = rows[0].Shape[1];
        return FoldLanes(op.Jaxpr, rows, shape, length, (step, indices) =>
        {
            for (int row = 0; row < indices.Length; row++) indices[row] = row * length + step;
        });
    }
}
