using Core.Ir;

namespace Core.Interpreter;

internal sealed partial class EvalRules
{
    public ArrayData[] Call(Call op, ReadOnlySpan<ArrayData> args) => RunInner(op.Jaxpr, args);

    public ArrayData[] ClosedCall(ClosedCall op, ReadOnlySpan<ArrayData> args) => RunInner(op.Jaxpr, args);

    public ArrayData[] Checkpoint(Checkpoint op, ReadOnlySpan<ArrayData> args) => RunInner(op.Jaxpr, args);

    public ArrayData[] CustomJvpCall(CustomJvpCall op, ReadOnlySpan<ArrayData> args) => RunInner(op.Jaxpr, args);

    public ArrayData[] CustomVjpCall(CustomVjpCall op, ReadOnlySpan<ArrayData> args) => RunInner(op.Jaxpr, args);

    public ArrayData[] CustomVmapCall(CustomVmapCall op, ReadOnlySpan<ArrayData> args) => RunInner(op.Jaxpr, args);

    public ArrayData[] Named(Named op, ReadOnlySpan<ArrayData> args) => [args[0]];

    public ArrayData[] OptimizationBarrier(OptimizationBarrier op, ReadOnlySpan<ArrayData> args) => args.ToArray();

    public ArrayData[] Check(Check op, ReadOnlySpan<ArrayData> args)
    {
        if (op.Debug) return [];
        ArrayType[] types = [.. args.ToArray().Select(arg => new ArrayType(arg.DType, arg.Shape))];
        int kinds = Ir.Check.KindCount(types);
        for (int i = 0; i < kinds; i++)
        {
            int place = args[i].AsSpan<bool>().LastIndexOf(true);
            if (place >= 0) throw new CheckException($"check: a predicate of the program is true; the error has the code {args[kinds + i].AsSpan<int>()[place]}.");
        }
        return [];
    }
}
