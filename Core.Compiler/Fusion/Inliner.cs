using Core.Interpreter;
using Core.Ir;

namespace Core.Compiler.Fusion;

/// <summary>Puts the programs of calls in their place: of a program without loops and branches, one list of equations is left.</summary>
internal sealed class Inliner
{
    private readonly List<Equation> _equations = [];
    private readonly List<Var> _constVars = [];
    private readonly List<ArrayData> _constants = [];
    private readonly bool _hasConstants;

    private Inliner(Jaxpr jaxpr)
    {
        _hasConstants = jaxpr.HasConstants;
        _constVars.AddRange(jaxpr.ConstVars);
        _constants.AddRange(jaxpr.Constants);
    }

    /// <summary>The program without calls, without branches whose index is known, and without ops that only hand on their operands.</summary>
    public static Jaxpr Inline(Jaxpr jaxpr)
    {
        bool plain = true;
        foreach (Equation equation in jaxpr.Equations)
            if (IsInlined(equation.Op)) plain = false;
        if (plain) return jaxpr;
        Inliner inliner = new(jaxpr);
        Dictionary<Var, Atom> known = [];
        inliner.Add(jaxpr, known, false);
        Atom[] outputs = new Atom[jaxpr.Outputs.Count];
        for (int i = 0; i < outputs.Length; i++) outputs[i] = Find(known, jaxpr.Outputs[i]);
        return new([.. inliner._constVars], jaxpr.Inputs, [.. inliner._equations], ValueArray.Adopt(outputs), [.. inliner._constants]);
    }

    private static bool IsInlined(Op op) => op is Call or ClosedCall or Checkpoint or CustomJvpCall or CustomVjpCall or CustomVmapCall or Cond or PlatformIndex
        or Named or OptimizationBarrier or Ir.Check { Debug: true } or Unary { Kind: UnaryKind.Copy or UnaryKind.StopGradient };

    private static Atom Find(Dictionary<Var, Atom> known, Atom atom) => atom is Var var && known.TryGetValue(var, out Atom? value) ? value : atom;

    /// <param name="jaxpr">The program whose equations are added.</param>
    /// <param name="known">What variables of it stand for.</param>
    /// <param name="renamed">Whether its variables get new names, as it may be called twice.</param>
    private void Add(Jaxpr jaxpr, Dictionary<Var, Atom> known, bool renamed)
    {
        foreach (Equation equation in jaxpr.Equations)
        {
            Atom[] inputs = new Atom[equation.Inputs.Count];
            bool changed = false;
            for (int i = 0; i < inputs.Length; i++)
            {
                inputs[i] = Find(known, equation.Inputs[i]);
                changed |= !ReferenceEquals(inputs[i], equation.Inputs[i]);
            }
            switch (equation.Op)
            {
                case Call or ClosedCall or Checkpoint or CustomJvpCall or CustomVjpCall or CustomVmapCall when CanInline(equation.Op.Jaxprs[0]):
                    AddCall(equation.Op.Jaxprs[0], inputs, equation.Outputs, known);
                    break;
                case Cond cond when inputs[0] is Literal index && CanInline(Chosen(cond, index)):
                    AddCall(Chosen(cond, index), inputs.AsSpan(1), equation.Outputs, known);
                    break;
                case PlatformIndex platform:
                    known[equation.Outputs[0]] = new Literal(Scalar.Of(Evaluate.Apply(platform, [])[0], 0), DType.I32);
                    break;
                case Named or OptimizationBarrier or Unary { Kind: UnaryKind.Copy or UnaryKind.StopGradient }:
                    for (int i = 0; i < inputs.Length; i++) known[equation.Outputs[i]] = inputs[i];
                    break;
                case Ir.Check { Debug: true }:
                    break;
                default:
                    if (renamed)
                    {
                        Var[] outputs = new Var[equation.Outputs.Count];
                        for (int i = 0; i < outputs.Length; i++) known[equation.Outputs[i]] = outputs[i] = new(equation.Outputs[i].Type, equation.Outputs[i].IsDropped);
                        _equations.Add(equation with { Inputs = ValueArray.Adopt(inputs), Outputs = ValueArray.Adopt(outputs) });
                    }
                    else _equations.Add(changed ? equation with { Inputs = ValueArray.Adopt(inputs) } : equation);
                    break;
            }
        }
    }

    private static Jaxpr Chosen(Cond cond, Literal index)
    {
        long chosen = index.Value.ToInt64();
        return cond.Branches[chosen >= 0 && chosen < cond.Branches.Count ? (int)chosen : cond.Branches.Count - 1];
    }

    // Constants of unknown value cannot stand beside known ones: such a call stays one.
    private bool CanInline(Jaxpr jaxpr) => jaxpr.ConstVars.Count == 0 || (_hasConstants && jaxpr.HasConstants);

    private void AddCall(Jaxpr jaxpr, ReadOnlySpan<Atom> inputs, ValueArray<Var> outputs, Dictionary<Var, Atom> known)
    {
        Dictionary<Var, Atom> inner = new(jaxpr.Equations.Count);
        for (int i = 0; i < jaxpr.ConstVars.Count; i++)
        {
            Var constant = new(jaxpr.ConstVars[i].Type);
            _constVars.Add(constant);
            _constants.Add(jaxpr.Constants[i]);
            inner[jaxpr.ConstVars[i]] = constant;
        }
        for (int i = 0; i < inputs.Length; i++) inner[jaxpr.Inputs[i]] = inputs[i];
        DeepRecursion.Run(() => Add(jaxpr, inner, true));
        for (int i = 0; i < outputs.Count; i++) known[outputs[i]] = Find(inner, jaxpr.Outputs[i]);
    }
}
