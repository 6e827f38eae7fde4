using Core.Compiler.Fusion;
using Core.Ir;

namespace Core.Compiler.Execution;

/// <summary>Which values of a program may lie where one lies that nobody needs any more: an update of a few elements then copies nothing else.</summary>
internal sealed class InPlace
{
    private readonly Func<Jaxpr, InPlace> _inner;
    private readonly Dictionary<Var, Var> _views = [];
    private readonly Dictionary<Var, int> _lastUses = [];
    private readonly Dictionary<Var, (int Unit, Equation Equation)> _makers = [];

    /// <summary>Looks at a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="inner">The same for a program that an op of it holds.</param>
    public InPlace(FusedProgram program, Func<Jaxpr, InPlace> inner)
    {
        (Program, _inner) = (program, inner);
        for (int i = 0; i < program.Units.Count; i++)
        {
            FusedUnit unit = program.Units[i];
            if (unit is ViewUnit view)
            {
                _views[view.Output] = view.Source;
                continue;
            }
            foreach (Var var in unit.Reads) _lastUses[Root(var)] = i;
            if (unit is not KernelUnit { Equation: var equation }) continue;
            foreach (Var output in equation.Outputs) _makers[output] = (i, equation);
        }
        foreach (Atom output in program.Jaxpr.Outputs)
            if (output is Var var) _lastUses[Root(var)] = int.MaxValue;
    }

    /// <summary>The program.</summary>
    public FusedProgram Program { get; }

    /// <summary>The variable whose bytes a variable has.</summary>
    public Var Root(Var var)
    {
        while (_views.TryGetValue(var, out Var? source)) var = source;
        return var;
    }

    /// <summary>The value in whose place a result of a unit may be made, because the unit is the last to read it; null if there is none.</summary>
    /// <param name="unit">The number of the unit.</param>
    /// <param name="equation">Its equation.</param>
    /// <param name="output">Which result.</param>
    public Var? SourceOf(int unit, Equation equation, int output)
    {
        int operand = OperandOf(equation, output);
        if (operand < 0 || equation.Inputs[operand] is not Var { Type.IsRef: false } given) return null;
        Var source = Root(given);
        if (_lastUses[source] != unit) return null;
        for (int i = 0; i < equation.Inputs.Count; i++)
            if (i != operand && equation.Inputs[i] is Var other && ReferenceEquals(Root(other), source)) return null;
        return source;
    }

    /// <summary>Whether a result of the program may be made where an input lies.</summary>
    public bool Updates(int input, int output)
    {
        if (Program.Jaxpr.Outputs[output] is not Var result) return false;
        Var target = Program.Jaxpr.Inputs[input], var = Root(result);
        while (!ReferenceEquals(var, target))
        {
            if (!_makers.TryGetValue(var, out (int Unit, Equation Equation) maker)) return false;
            if (SourceOf(maker.Unit, maker.Equation, maker.Equation.Outputs.Span.IndexOf(var)) is not { } source) return false;
            var = source;
        }
        return true;
    }

    /// <summary>The operand of which a result is a changed copy, or −1.</summary>
    public static int UpdatedOperand(Op op) => op is DynamicUpdateSlice or Scatter ? 0 : -1;

    private int OperandOf(Equation equation, int output)
    {
        switch (equation.Op)
        {
            // What the body changes where it lies. Others alternate between two places, or are kept in registers, lane by lane: then the first value is read again for each block of lanes.
            case Scan scan:
                return output < scan.CarryCount && _inner(scan.Jaxpr).Updates(scan.ConstCount + output, output) ? scan.ConstCount + output : -1;
            case While { CondJaxpr.Outputs: [{ Type.Rank: 0 }] } loop:
                return _inner(loop.BodyJaxpr).Updates(loop.BodyConsts + output, output) ? loop.CondConsts + loop.BodyConsts + output : -1;
            case Cond cond:
                // In every branch the result is made of the same operand.
                for (int operand = 1; operand < equation.Inputs.Count; operand++)
                {
                    if (!equation.Inputs[operand].Type.Matches(equation.Outputs[output].Type)) continue;
                    bool all = true;
                    foreach (Jaxpr branch in cond.Branches) all = all && _inner(branch).Updates(operand - 1, output);
                    if (all) return operand;
                }
                return -1;
            default:
                return UpdatedOperand(equation.Op);
        }
    }
}
