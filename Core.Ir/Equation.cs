using Core.Ir;

namespace Core;

/// <summary>One step of a program: <c>outputs = op inputs</c>.</summary>
/// <param name="Op">What is computed.</param>
/// <param name="Inputs">What it takes.</param>
/// <param name="Outputs">The variables it binds.</param>
public sealed record Equation(Op Op, ValueArray<Atom> Inputs, ValueArray<Var> Outputs)
{
    /// <summary>The user's line that led to this equation, if it was asked for. Not part of equality.</summary>
    public SourceLocation? Source { get; init; }

    /// <summary>Whether the equation does more than giving results, or gives others each time: it stays where nobody uses them, and two that are alike are two.</summary>
    public bool HasEffect
    {
        get
        {
            if (Op.HasEffect) return true;
            foreach (Atom input in Inputs)
                if (input.Type.IsRef) return true;
            foreach (Var output in Outputs)
                if (output.Type.IsRef) return true;
            return false;
        }
    }

    /// <summary>Whether op, inputs and outputs are the same.</summary>
    public bool Equals(Equation? other) => other is not null && Op == other.Op && Inputs == other.Inputs && Outputs == other.Outputs;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Op, Inputs, Outputs);
}

/// <summary>A line of the user's code.</summary>
/// <param name="File">The path of the file as the compiler recorded it.</param>
/// <param name="Line">The line, from 1.</param>
public readonly record struct SourceLocation(string File, int Line)
{
    /// <summary><c>Neuron.cs:12</c>.</summary>
    public override string ToString() => $"{Path.GetFileName(File)}:{Line}";
}
