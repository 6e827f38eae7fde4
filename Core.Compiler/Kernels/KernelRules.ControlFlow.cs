using Core.Compiler.Control;
using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

internal sealed partial class KernelRules
{
    public Step[] Cond(Cond op, StepContext context)
    {
        ValueArray<int> operands = [.. context.Inputs.Skip(1)];
        Step[][] branches = [.. op.Branches.Select(branch => context.Inner(branch, operands, context.Outputs))];
        return [new BranchStep(branches, context.Inputs[0], context.Inputs, context.Outputs, context.Threads)];
    }

    public Step[] PlatformIndex(PlatformIndex op, StepContext context) => throw new UnsupportedException("platform_index is decided before kernels are chosen.");

    public Step[] While(While op, StepContext context)
    {
        if (Control.LaneLoops.TryMake(op, context) is { } lanes) return [lanes];
        int first = op.CondConsts + op.BodyConsts;
        // Lanes that are done keep their values: then the old ones are needed.
        Carry[] carries = Carries(op.BodyJaxpr, op.BodyJaxpr.Outputs.Count, op.BodyConsts, first, context, inPlace: op.CondJaxpr.Outputs[0].Type.Rank == 0);
        ValueArray<int> now = [.. carries.Select(carry => carry.Now)];
        ArrayType predicate = op.CondJaxpr.Outputs[0].Type;
        int flags = context.Workspace(predicate);
        Step[] condition = context.Inner(op.CondJaxpr, [.. context.Inputs.Take(op.CondConsts), .. now], [flags]);
        Step[] body = context.Inner(op.BodyJaxpr, [.. context.Inputs.Skip(op.CondConsts).Take(op.BodyConsts), .. now], [.. carries.Select(carry => carry.Next)]);
        return [new WhileStep(condition, flags, checked((int)predicate.Size), body, carries, context.Inputs, context.Outputs, context.Threads)];
    }

    public Step[] Scan(Scan op, StepContext context)
    {
        if (Control.LaneLoops.TryMake(op, context) is { } lanes) return [lanes];
        int arrays = op.ConstCount + op.CarryCount;
        Carry[] carries = Carries(op.Jaxpr, op.CarryCount, op.ConstCount, op.ConstCount, context, inPlace: true);
        List<(int Pointer, int Buffer, long RowBytes)> rows = [];
        List<int> inputs = [.. context.Inputs.Take(op.ConstCount), .. carries.Select(carry => carry.Now)];
        for (int i = arrays; i < op.Jaxpr.Inputs.Count; i++) inputs.Add(Row(op.Jaxpr.Inputs[i].Type, context.Inputs[i]));
        List<int> outputs = [.. carries.Select(carry => carry.Next)];
        for (int i = op.CarryCount; i < op.Jaxpr.Outputs.Count; i++) outputs.Add(Row(op.Jaxpr.Outputs[i].Type, context.Outputs[i]));
        Step[] body = context.Inner(op.Jaxpr, [.. inputs], [.. outputs]);
        return [new ScanStep(body, op.Length, op.Reverse, carries, [.. rows], context.Inputs, context.Outputs, context.Threads)];

        int Row(ArrayType type, int buffer)
        {
            int pointer = context.Pointer(type);
            rows.Add((pointer, buffer, type.ByteSize));
            return pointer;
        }
    }

    public Step[] CondLanes(CondLanes op, StepContext context) => context.InputType(0).Size == 0 ? [] : [LaneSteps.Of(op, context)];

    public Step[] WhileLanes(WhileLanes op, StepContext context) => context.InputType(op.CondConsts + op.BodyConsts).Shape[0] == 0 ? [] : [LaneSteps.Of(op, context)];

    /// <summary>The values that go round a loop, whose body takes them from input <paramref name="bodyStart"/> on and gives them as its first outputs.</summary>
    private static Carry[] Carries(Jaxpr body, int count, int bodyStart, int opStart, StepContext context, bool inPlace)
    {
        Carry[] carries = new Carry[count];
        for (int i = 0; i < carries.Length; i++)
        {
            ArrayType type = body.Inputs[bodyStart + i].Type.Content;
            (int initial, int result) = (context.Inputs[opStart + i], context.Outputs[i]);
            bool isSame = ReferenceEquals(body.Outputs[i], body.Inputs[bodyStart + i]);
            carries[i] = (inPlace || isSame) && context.Updates(body, bodyStart + i, i)
                ? new(result, result, initial, result, result, type.ByteSize, true)
                : new(context.Pointer(type), context.Pointer(type), initial, result, context.Workspace(type), type.ByteSize, false);
        }
        return carries;
    }
}
