using System.Runtime.InteropServices;

namespace Core.Ir;

/// <summary>Builds a program equation by equation, with the types that the ops infer. Used by one thread at a time.</summary>
public sealed class JaxprBuilder
{
    private readonly List<Var> _constVars = [];
    private readonly List<ArrayData?> _constants = [];
    private readonly List<Equation> _equations = [];
    private readonly Dictionary<object, Var> _constantOf = new(ReferenceEqualityComparer.Instance);

    /// <summary>The equations so far.</summary>
    public IReadOnlyList<Equation> Equations => _equations;

    /// <summary>The variable that stands for a captured array; the same for the same array.</summary>
    public Var AddConstant(ArrayData value, bool weak = false) => AddConstant(value, new(value.DType, value.Shape, weak), value);

    /// <summary>The variable that stands for a constant of another program whose value is not known, as after parsing; the same for the same one.</summary>
    public Var AddConstant(Var unknown) => AddConstant(unknown, unknown.Type, null);

    /// <summary>
    /// Adds <c>op inputs</c> and gives its outputs. Conversions of literals are carried out, and conversions and broadcasts that change
    /// nothing add no equation, as in JAX's tracing (partial_eval.py: const_fold_rules, forwarding_rules).
    /// </summary>
    public ValueArray<Atom> Emit(Op op, ValueArray<Atom> inputs, SourceLocation? source = null)
    {
        if (op is ConvertElementType or BroadcastInDim && Simplify(op, inputs[0]) is { } simpler) return [simpler];

        ArrayType[] types = new ArrayType[inputs.Count];
        for (int i = 0; i < types.Length; i++) types[i] = inputs[i].Type;
        ValueArray<ArrayType> outputTypes = Typing.InferChecked(op, types);
        Var[] outputs = new Var[outputTypes.Count];
        for (int i = 0; i < outputs.Length; i++) outputs[i] = new(outputTypes[i]);
        _equations.Add(new(op, inputs, ValueArray.Create<Var>(outputs)) { Source = source });
        return ValueArray.Create<Atom>(outputs);
    }

    /// <summary>Says whether the type of a variable that this builder made is weak, where its op could not know.</summary>
    /// <remarks>Needed for programs that were parsed: text does not say which types are weak, only where a conversion undid it.</remarks>
    public static void SetWeak(Var var, bool weak) => var.SetWeak(weak);

    /// <summary>The program. Captured arrays that no equation and no output uses are left out.</summary>
    /// <param name="inputs">The variables that stand for the arguments, in their order.</param>
    /// <param name="outputs">The results.</param>
    public Jaxpr Build(ValueArray<Var> inputs, ValueArray<Atom> outputs)
    {
        if (_constVars.Count == 0) return new([], inputs, [.. _equations], outputs);
        HashSet<Atom> used = [.. outputs];
        foreach (Equation equation in _equations)
            foreach (Atom input in equation.Inputs) used.Add(input);
        List<Var> constVars = [];
        List<ArrayData> constants = [];
        for (int i = 0; i < _constVars.Count; i++)
        {
            if (!used.Contains(_constVars[i])) continue;
            constVars.Add(_constVars[i]);
            if (_constants[i] is { } value) constants.Add(value);
        }
        bool allKnown = constants.Count == constVars.Count;
        return new([.. constVars], inputs, [.. _equations], outputs, allKnown ? [.. constants] : []);
    }

    private Var AddConstant(object identity, ArrayType type, ArrayData? value)
    {
        ref Var? var = ref CollectionsMarshal.GetValueRefOrAddDefault(_constantOf, identity, out bool known);
        if (known) return var!;
        _constVars.Add(var = new(type));
        _constants.Add(value);
        return var;
    }

    private static Atom? Simplify(Op op, Atom input) => (op, input) switch
    {
        (ConvertElementType { NewDType.IsKey: false } convert, Literal literal) =>
            new Literal(literal.Value.ConvertTo(convert.NewDType), convert.NewDType, convert.WeakType),
        (ConvertElementType convert, Var { Type: var type }) when type.DType == convert.NewDType && type.Weak == convert.WeakType && !type.DType.IsKey => input,
        (BroadcastInDim broadcast, _) when broadcast.Shape == input.Type.Shape => input,
        _ => null,
    };
}
