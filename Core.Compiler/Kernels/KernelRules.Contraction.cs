using Core.Compiler.Contraction;
using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

internal sealed partial class KernelRules
{
    public Step[] DotGeneral(DotGeneral op, StepContext context) => ContractionBuilder.Build(
        op.Dims, RowMajor(context, 0), RowMajor(context, 1), context.Outputs[0], context.OutputType(0).DType, context.Workspace, EmitCode);

    // JAX: _ragged_dot_general_impl. An axis of groups is put in front, along which each group sees its own places and zeros elsewhere.
    public Step[] RaggedDotGeneral(RaggedDotGeneral op, StepContext context)
    {
        DotDims dot = op.Dims.Dot;
        StridedOperand lhs = RowMajor(context, 0), rhs = RowMajor(context, 1);
        if (context.OutputType(0).Size == 0) return [];
        if (op.Dims.Kind is RaggedKind.Batch) return Product(dot, lhs, rhs);

        List<Step> steps = [];
        StridedOperand groups = ByGroup(0, op.Dims.LhsRagged, op.Dims.LhsPrefix(lhs.Shape.Rank));
        if (op.Dims.Kind is RaggedKind.Free)
            return [.. steps, .. Product(new([.. Raised(dot.LhsContract), 0], [.. dot.RhsContract, op.Dims.RhsGroup!.Value], Raised(dot.LhsBatch), dot.RhsBatch), groups, rhs)];

        int place = dot.LhsContract.Span.IndexOf(op.Dims.LhsRagged);
        StridedOperand rhsGroups = ByGroup(1, dot.RhsContract[place], [.. dot.RhsBatch, .. dot.RhsContract.Take(place)]);
        return [.. steps, .. Product(new(Raised(dot.LhsContract), Raised(dot.RhsContract), [0, .. Raised(dot.LhsBatch)], [0, .. Raised(dot.RhsBatch)]), groups, rhsGroups)];

        Step[] Product(DotDims dims, StridedOperand left, StridedOperand right) =>
            ContractionBuilder.Build(dims, left, right, context.Outputs[0], context.OutputType(0).DType, context.Workspace, EmitCode);

        StridedOperand ByGroup(int operand, int axis, ValueArray<int> prefix)
        {
            ArrayType type = context.InputType(operand), sizes = context.InputType(2);
            ArrayType copies = new(type.DType, type.Shape.Insert(0, sizes.Shape[^1]));
            int target = context.Workspace(copies);
            if (copies.Size > 0) steps.Add(new RaggedStep(context.Inputs[operand], type, axis, prefix, context.Inputs[2], sizes, target));
            return StridedOperand.RowMajor(target, copies.DType, copies.Shape);
        }

        static ValueArray<int> Raised(ValueArray<int> axes) => [.. axes.Select(axis => axis + 1)];
    }

    private static StridedOperand RowMajor(StepContext context, int operand) =>
        StridedOperand.RowMajor(context.Inputs[operand], context.InputType(operand).DType, context.InputType(operand).Shape);
}
