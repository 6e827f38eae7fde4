using Core.Ir;

namespace Core.Interpreter;

internal sealed partial class EvalRules
{
    public ArrayData[] Call(Call op, ReadOnlySpan<ArrayData> args)
    {
        ArrayData[] inputs = args.ToArray();
        return DeepRecursion.Run(() => Evaluate.Run(op.Jaxpr, inputs));
    }
}
