using Core.Interpreter;
using Core.Ir;

namespace Core.Tests.Soak;

/// <summary>Interprets programs with something else in the place of each step; loops, branches and calls are made of the steps in them.</summary>
/// <param name="apply">What a step makes of its operands.</param>
internal sealed class Interpretation(Func<Op, ArrayData[], ArrayData[]> apply)
{
    /// <summary>The results of a program.</summary>
    public ArrayData[] Run(Jaxpr program, ArrayData[] inputs)
    {
        Dictionary<Atom, ArrayData> values = new(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < inputs.Length; i++) values[program.Inputs[i]] = program.Inputs[i].Type.IsRef ? RefCells.ReferenceTo(inputs[i]) : inputs[i];
        for (int i = 0; i < program.ConstVars.Count; i++) values[program.ConstVars[i]] = program.Constants[i];
        foreach (Equation equation in program.Equations)
        {
            ArrayData[] operands = [.. equation.Inputs.Select(Value)];
            ArrayData[] results = RunsPrograms(equation.Op) ? Evaluate.Apply(equation.Op, operands, Run) : apply(equation.Op, operands);
            for (int i = 0; i < results.Length; i++) values[equation.Outputs[i]] = results[i];
        }
        return [.. program.Outputs.Select(Value)];

        ArrayData Value(Atom atom) => atom is Literal literal ? literal.ToArray() : values[atom];
    }

    /// <summary>Whether an op is a loop, a branch or a call, rather than a step that happens to be defined by a program.</summary>
    public static bool RunsPrograms(Op op) => op is Scan or While or Cond or WhileLanes or CondLanes or Call or ClosedCall or Checkpoint or CustomJvpCall or CustomVjpCall or CustomVmapCall;
}
