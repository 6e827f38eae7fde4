using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

/// <summary>Puts an axis last around a step that works on rows: operands are transposed before it, results after it.</summary>
internal sealed class AxisLast(StepContext context, int axis)
{
    private readonly List<Step> _before = [], _after = [];

    /// <summary>The buffer that has the axis last.</summary>
    public int Read(int buffer, ArrayType type)
    {
        if (IsLast(type.Shape)) return buffer;
        (Shape rows, CopyPlan toRows, _) = Plans(type.Shape);
        int moved = context.Workspace(type with { Shape = rows });
        _before.Add(new ViewCopyStep(buffer, moved, type.DType.ByteSize, toRows));
        return moved;
    }

    /// <summary>The buffer to write with the axis last.</summary>
    public int Write(int buffer, ArrayType type)
    {
        if (IsLast(type.Shape)) return buffer;
        (Shape rows, _, CopyPlan back) = Plans(type.Shape);
        int moved = context.Workspace(type with { Shape = rows });
        _after.Add(new ViewCopyStep(moved, buffer, type.DType.ByteSize, back));
        return moved;
    }

    /// <summary>All steps.</summary>
    public Step[] Around(params ReadOnlySpan<Step> steps) => [.. _before, .. steps, .. _after];

    /// <summary>Whether the rows are contiguous already.</summary>
    private bool IsLast(Shape shape)
    {
        for (int i = axis + 1; i < shape.Rank; i++)
            if (shape[i] != 1) return false;
        return true;
    }

    private (Shape Rows, CopyPlan ToRows, CopyPlan Back) Plans(Shape shape)
    {
        Shape rows = shape.Remove(axis).Insert(shape.Rank - 1, shape[axis]);
        int[] own = shape.Strides(), moved = rows.Strides(), ofRows = [.. own[..axis], .. own[(axis + 1)..], own[axis]];
        return (rows, CopyPlan.Create(rows, ofRows, moved), CopyPlan.Create(rows, moved, ofRows));
    }
}
