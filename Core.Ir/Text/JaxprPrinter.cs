namespace Core.Ir.Text;

/// <summary>Prints programs, byte for byte as JAX 0.10.2 does (core.py: pp_toplevel_jaxpr and what it calls).</summary>
internal sealed partial class JaxprPrinter
{
    private readonly Dictionary<Atom, string> _names = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Jaxpr, string> _shared;
    private readonly HashSet<string> _sharedNames;
    private readonly Dictionary<ArrayType, string> _types = [];
    private readonly ParamText _params = new();
    private readonly bool _isExact;
    private int _nextName;

    private JaxprPrinter(Jaxpr top, bool isExact = false)
    {
        _isExact = isExact;
        _shared = SharedJaxprs.Find(top);
        _sharedNames = [.. _shared.Values];
        if (isExact) return;
        foreach (Var unused in Unused(top)) _names[unused] = "_";
    }

    /// <summary>The text of a program, without a final newline.</summary>
    public static string Print(Jaxpr jaxpr) => new JaxprPrinter(jaxpr).Program(jaxpr);

    /// <summary>The text of a program with what JAX does not print: a ~ before types that are weak, and a name for each variable. Also gives those names.</summary>
    public static (string Text, Func<Atom, string> NameOf) PrintExactly(Jaxpr jaxpr)
    {
        JaxprPrinter printer = new(jaxpr, isExact: true);
        return (printer.Program(jaxpr), printer.NameOf);
    }

    private string Program(Jaxpr jaxpr)
    {
        List<Doc> docs = [];
        foreach ((Jaxpr shared, string name) in _shared)
            docs.Add(Doc.Concat("let ", name, " = ", Body(shared), " in", Doc.Break()));
        docs.Add(Body(jaxpr));
        return Doc.Concat([.. docs]).Layout();
    }

    /// <summary>The names that the variables of a program have in its text.</summary>
    public static Func<Atom, string> Names(Jaxpr jaxpr)
    {
        JaxprPrinter printer = new(jaxpr);
        foreach (Jaxpr shared in printer._shared.Keys) printer.Body(shared);
        printer.Body(jaxpr);
        return printer.NameOf;
    }

    private Doc Body(Jaxpr jaxpr) => DeepRecursion.Run(() =>
    {
        Doc constVars = Binders(jaxpr.ConstVars), inputs = Binders(jaxpr.Inputs);
        List<Doc> equations = new(jaxpr.Equations.Count);
        foreach (Equation equation in jaxpr.Equations) equations.Add(EquationDoc(equation));
        Doc outputs = Atoms(jaxpr.Outputs, ",");
        return Doc.Group(Doc.Concat(
            Doc.Nest(2, Doc.Concat(
                "{ ", "lambda ", constVars, "; ", inputs, ". ", "let",
                Doc.Nest(2, Doc.Concat(Doc.Break(), Doc.Join(Doc.Break("; "), equations))), Doc.Break(),
                "in ", "(", outputs, jaxpr.Outputs.Count == 1 ? ",)" : ")")),
            " }"));
    });

    private Doc EquationDoc(Equation equation)
    {
        if (!_isExact && equation.Op is Call { Jaxpr: var inner } && !_shared.ContainsKey(inner))
        {
            ShareNames(inner.Inputs, equation.Inputs);
            ShareNames(inner.Outputs, equation.Outputs);
        }
        if (equation.Op is RefAccess access) return RefAccessDoc(access, equation);
        Doc outputs = Binders(equation.Outputs);
        Doc parameters = Parameters(equation.Op);
        Doc call = Doc.Concat(equation.Op.Name, parameters, " ", Atoms(equation.Inputs, ""));
        return equation.Outputs.Count == 0 ? call : Doc.Concat(outputs, " = ", call);
    }

    private Doc Parameters(Op op)
    {
        ParamWriter writer = new();
        op.Accept(_params, writer);
        if (writer.Params.Count == 0) return "";
        List<Doc> docs = new(writer.Params.Count);
        foreach ((string name, object value) in writer.Params)
        {
            docs.Add(value switch
            {
                Jaxpr jaxpr => Doc.Concat(name + "=", Use(jaxpr)),
                ValueArray<Jaxpr> jaxprs => Doc.Concat(name + "=", Doc.Group(Doc.Concat(
                    Doc.Nest(2, Doc.Concat("(", Doc.Break(""), Doc.Join(Doc.Break(), [.. jaxprs.Select(Use)]))), Doc.Break(""), ")"))),
                _ => name + "=" + value,
            });
        }
        return Doc.Group(Doc.Concat(Doc.Nest(2, Doc.Concat("[", Doc.Break(""), Doc.Join(Doc.Break(), docs))), Doc.Break(""), "]"));
    }

    private Doc Use(Jaxpr jaxpr) => _shared.TryGetValue(jaxpr, out string? name) ? name : Body(jaxpr);

    private Doc Binders(ValueArray<Var> vars)
    {
        List<Doc> docs = new(vars.Count);
        foreach (Var var in vars) docs.Add($"{NameOf(var)}:{TypeText(var.Type)}");
        return Variables("", docs);
    }

    private Doc Atoms(ValueArray<Atom> atoms, string separator)
    {
        List<Doc> docs = new(atoms.Count);
        foreach (Atom atom in atoms) docs.Add(NameOf(atom));
        return Variables(separator, docs);
    }

    // Each break is a group of its own: a list is filled, and breaks only where the line is full.
    private static Doc Variables(string separator, List<Doc> docs) => docs.Count switch
    {
        0 => "",
        1 => docs[0],
        _ => Doc.Nest(2, Doc.Group(Doc.Join(Doc.Concat(separator, Doc.Group(Doc.Break())), docs))),
    };

    private string TypeText(ArrayType type)
    {
        if (_isExact) return type.IsRef ? $"Ref{{{TypeText(type.Content)}}}" : $"{(type.Weak ? "~" : "")}{type}";
        type = type with { Weak = false };
        if (!_types.TryGetValue(type, out string? text)) _types[type] = text = type.ToString();
        return text;
    }

    private string NameOf(Atom atom)
    {
        if (atom is Literal literal) return _isExact ? $"{SavedScalar.Write(literal.Value, literal.Type.DType)}:{TypeText(literal.Type)}" : literal.ToString();
        if (atom is Var { IsDropped: true }) return "_";
        if (!_names.TryGetValue(atom, out string? name)) _names[atom] = name = FreshName();
        return name;
    }

    private string FreshName()
    {
        string name;
        do name = Encode(_nextName++);
        while (_sharedNames.Contains(name));
        return name;
    }

    /// <summary>Gives the variables of a called program the names of what the call passes and binds (core.py: suggest_same_var_names).</summary>
    private void ShareNames(IReadOnlyList<Atom> inner, IReadOnlyList<Atom> outer)
    {
        if (inner.Count != outer.Count) return;
        HashSet<Atom> used = new(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < inner.Count; i++)
            if (outer[i] is Var && inner[i] is Var && !used.Contains(outer[i]) && !_names.ContainsKey(inner[i]))
            {
                used.Add(outer[i]);
                _names[inner[i]] = NameOf(outer[i]);
            }
    }

    /// <summary>a, …, z, ba, bb, …: the digits of <paramref name="number"/> in base 26.</summary>
    private static string Encode(int number)
    {
        Span<char> digits = stackalloc char[7];
        int start = digits.Length;
        do
        {
            digits[--start] = (char)('a' + number % 26);
            number /= 26;
        }
        while (number > 0);
        return digits[start..].ToString();
    }

    /// <summary>What equations of a program bind and nothing uses.</summary>
    private static IEnumerable<Var> Unused(Jaxpr jaxpr)
    {
        HashSet<Atom> used = new(ReferenceEqualityComparer.Instance);
        foreach (Atom output in jaxpr.Outputs) used.Add(output);
        foreach (Equation equation in jaxpr.Equations)
            foreach (Atom input in equation.Inputs) used.Add(input);
        foreach (Equation equation in jaxpr.Equations)
            foreach (Var output in equation.Outputs)
                if (!used.Contains(output)) yield return output;
    }
}
