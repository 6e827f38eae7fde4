using static Core.Ir.Typing;

namespace Core.Ir;

/// <summary>What the typing rules of linear algebra share: operands are matrices or vectors, or stacks of them with the same leading axes.</summary>
internal static class LinalgTyping
{
    /// <summary>Floating-point or complex operands of one element type and at least the given numbers of axes, the leading ones alike.</summary>
    internal static void CheckStacks(Op op, ReadOnlySpan<ArrayType> inputs, ReadOnlySpan<int> ranks, Accepts accepted = Accepts.Float | Accepts.Complex)
    {
        CheckArity(op, inputs, ranks.Length);
        for (int i = 0; i < inputs.Length; i++) CheckKind(op, inputs[i], accepted, i, inputs.Length);
        CheckSameDType(op, inputs);
        CheckLeadingAxes(op, inputs, ranks);
    }

    /// <summary>Operands of at least the given numbers of axes, the leading ones alike.</summary>
    internal static void CheckLeadingAxes(Op op, ReadOnlySpan<ArrayType> inputs, ReadOnlySpan<int> ranks)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            if (inputs[i].Rank >= ranks[i]) continue;
            string operand = inputs.Length == 1 ? "the operand" : $"operand {i}";
            throw new ShapeException($"{op.Name}: {operand} must be a {(ranks[i] == 2 ? "matrix" : "vector")} or a stack of them, got {inputs[i]}.");
        }
        ReadOnlySpan<int> lead = Lead(inputs[0], ranks[0]);
        for (int i = 1; i < inputs.Length; i++)
            if (!lead.SequenceEqual(Lead(inputs[i], ranks[i])))
                throw new ShapeException($"{op.Name}: the axes in front of the matrices and vectors must be the same for all operands, got {Join(inputs)}.");
    }

    /// <summary>One operand whose last two axes have one size.</summary>
    internal static void CheckSquare(Op op, ReadOnlySpan<ArrayType> inputs)
    {
        CheckStacks(op, inputs, [2]);
        if (inputs[0].Shape[^1] != inputs[0].Shape[^2])
            throw new ShapeException($"{op.Name}: the operand must be a square matrix or a stack of them, got {inputs[0]}.");
    }

    /// <summary>The leading axes of an operand and, behind them, some others.</summary>
    internal static Shape Stack(ArrayType input, int rank, params ReadOnlySpan<int> sizes) => [.. Lead(input, rank), .. sizes];

    private static ReadOnlySpan<int> Lead(ArrayType input, int rank) => input.Shape.Span[..(input.Rank - rank)];
}
