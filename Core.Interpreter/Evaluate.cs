using System.Runtime.CompilerServices;
using Core.Ir;

namespace Core.Interpreter;

/// <summary>Computes programs and single ops on data: the definition of what they mean.</summary>
/// <remarks>Safe to use from many threads at once.</remarks>
public static class Evaluate
{
    private static readonly EvalRules Rules = new((jaxpr, inputs) => Run(jaxpr, inputs));

    /// <summary>The outputs of one op.</summary>
    /// <param name="op">The op.</param>
    /// <param name="inputs">Its operands, of types that it accepts.</param>
    public static ArrayData[] Apply(Op op, ReadOnlySpan<ArrayData> inputs) => op.Accept(Rules, inputs);

    /// <summary>The outputs of one op whose programs, where it is a loop, a branch or a call, are run by something else.</summary>
    internal static ArrayData[] Apply(Op op, ReadOnlySpan<ArrayData> inputs, Func<Jaxpr, ArrayData[], ArrayData[]> run) => op.Accept(new EvalRules(run), inputs);

    /// <summary>The outputs of a program.</summary>
    /// <param name="jaxpr">The program, with the values of its constants.</param>
    /// <param name="inputs">One array per input, of its type.</param>
    /// <exception cref="JaxprException">Number or type of the inputs are not the program's, or the values of its constants are not known.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled (<see cref="VmapSettings.Cancellation"/>).</exception>
    public static ArrayData[] Run(Jaxpr jaxpr, params ReadOnlySpan<ArrayData> inputs)
    {
        if (!jaxpr.HasConstants)
        {
            throw new JaxprException(jaxpr.ConstVars.Count == 1
                ? $"the value of the program's constant, of type {jaxpr.ConstVars[0].Type}, is not known; give it with WithConstants."
                : $"the values of the program's {jaxpr.ConstVars.Count} constants are not known; give them with WithConstants.");
        }
        if (inputs.Length != jaxpr.Inputs.Count)
            throw new JaxprException($"the program takes {jaxpr.Inputs.Count} {(jaxpr.Inputs.Count == 1 ? "input" : "inputs")}, got {inputs.Length}.");
        for (int i = 0; i < inputs.Length; i++)
        {
            ArrayType type = new(inputs[i].DType, inputs[i].Shape);
            if (!type.Matches(jaxpr.Inputs[i].Type.Content)) throw new JaxprException($"input {i} of the program is {jaxpr.Inputs[i].Type}, got {type}.");
        }

        Environment environment = new(jaxpr);
        for (int i = 0; i < jaxpr.ConstVars.Count; i++) environment.BindInput(jaxpr.ConstVars[i], jaxpr.Constants[i]);
        for (int i = 0; i < inputs.Length; i++) environment.BindInput(jaxpr.Inputs[i], inputs[i]);
        for (int step = 0; step < jaxpr.Equations.Count; step++)
        {
            VmapSettings.ThrowIfCancelled();
            Equation equation = jaxpr.Equations[step];
            ArrayData[] operands = new ArrayData[equation.Inputs.Count];
            for (int i = 0; i < operands.Length; i++) operands[i] = environment.ValueOf(equation.Inputs[i]);
            ArrayData[] results = Apply(equation.Op, operands);
            for (int i = 0; i < results.Length; i++) environment.Bind(equation.Outputs[i], results[i]);
            environment.Release(equation, step);
        }
        ArrayData[] outputs = new ArrayData[jaxpr.Outputs.Count];
        for (int i = 0; i < outputs.Length; i++) outputs[i] = environment.ValueOf(jaxpr.Outputs[i]);
        return outputs;
    }

    /// <summary>The values of variables, each held until the last step that needs it.</summary>
    private sealed class Environment(Jaxpr jaxpr)
    {
        // Found once for a program: the body of a loop runs often.
        private static readonly ConditionalWeakTable<Jaxpr, Dictionary<Var, int>> LastUses = [];

        private readonly Dictionary<Var, ArrayData> _values = [];
        private readonly Dictionary<Var, int> _lastUse = LastUses.GetValue(jaxpr, FindLastUses);

        private static Dictionary<Var, int> FindLastUses(Jaxpr jaxpr)
        {
            Dictionary<Var, int> lastUse = [];
            for (int step = 0; step < jaxpr.Equations.Count; step++)
                foreach (Atom input in jaxpr.Equations[step].Inputs)
                    if (input is Var var) lastUse[var] = step;
            foreach (Atom output in jaxpr.Outputs)
                if (output is Var var) lastUse[var] = int.MaxValue;
            return lastUse;
        }

        public void Bind(Var var, ArrayData value)
        {
            if (_lastUse.ContainsKey(var)) _values[var] = value;
        }

        /// <summary>Binds what is passed to the program; an array where a reference is expected becomes the first value of a new one.</summary>
        public void BindInput(Var var, ArrayData value) => Bind(var, var.Type.IsRef ? RefCells.ReferenceTo(value) : value);

        public ArrayData ValueOf(Atom atom) => atom switch
        {
            Literal literal => literal.ToArray(),
            Var var when _values.TryGetValue(var, out ArrayData? value) => value,
            _ => throw new JaxprException($"the program uses a variable of type {atom.Type} that nothing before it binds."),
        };

        /// <summary>Lets go of what no later step needs.</summary>
        public void Release(Equation equation, int step)
        {
            foreach (Atom input in equation.Inputs)
                if (input is Var var && _lastUse[var] == step) _values.Remove(var);
        }
    }
}
