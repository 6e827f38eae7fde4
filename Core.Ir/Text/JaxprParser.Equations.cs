namespace Core.Ir.Text;

internal sealed partial class JaxprParser
{
    private readonly List<Atom> _inputs = [];
    private readonly List<Binder> _binders = [];
    private int _equationStart; // of the equation whose operands are read
    private readonly HashSet<Var> _unnamed = []; // what equations bind as _, of all programs
    private readonly Dictionary<string, KnownOp> _knownOps = [];
    private readonly Stack<ParamReader> _idleReaders = []; // programs among parameters have equations with parameters of their own

    private void ReadEquation(Scope scope)
    {
        int start = At;
        Binder[]? binders = ReadOutputBinders(scope);
        if (binders is null) return;
        Var[] outputs = new Var[binders.Length];
        for (int i = 0; i < outputs.Length; i++) outputs[i] = binders[i].Var;
        int position = At;
        Op op = ReadOp(outputs);
        _equationStart = start; // programs among the parameters have equations of their own
        Atom[] inputs = ReadOperands(scope);
        if (op is AllToAll exchange && inputs.Length == 1 && outputs.Length == 1) op = exchange.Sized(inputs[0].Type, outputs[0].Type);

        Equation equation = new(op, ValueArray.Adopt(inputs), ValueArray.Adopt(outputs));
        if (op is ConvertElementType convert && !_isExact) RecoverWeakness(convert, inputs, outputs);
        if (JaxprChecker.TypeError(equation) is { } error)
            equation = scope.Unnamed.ResolveOperands(equation) ?? throw Error(position, error.Message, inner: error.Inner);
        scope.Unnamed.Use(equation);
        foreach (Binder binder in binders) Bind(scope, binder); // only now: the operands are bound before
        scope.Equations.Add(equation);
    }

    /// <summary>Reads what an equation binds; null where that was the whole equation, one that reads or writes a reference.</summary>
    private Binder[]? ReadOutputBinders(Scope scope)
    {
        _binders.Clear();
        while (WordLength(At) is > 0 and int length && Peek(length) == ':')
        {
            Binder binder = ReadBinder();
            if (binder.Name == "_") _unnamed.Add(binder.Var);
            _binders.Add(binder);
            SkipSpace();
        }
        if (TryReadRefAccess(scope, _binders)) return null;
        if (_binders.Count == 0) return [];
        Expect('=', "after what the equation binds");
        SkipSpace();
        return [.. _binders];
    }

    /// <summary>Reads a primitive and its parameters; what was read before in the same words, with the same result, is the same op.</summary>
    private Op ReadOp(Var[] outputs)
    {
        int position = At, length = WordLength(At);
        if (length == 0) throw Wrong("an equation, or 'in' before the outputs");
        while (Peek(length) == '-' || char.IsAsciiLetterOrDigit(Peek(length))) length++;
        int end = EndOfParams(position + length);
        var known = _knownOps.GetAlternateLookup<ReadOnlySpan<char>>();
        ArrayType type = outputs.Length == 1 ? outputs[0].Type : default;
        if (outputs.Length == 1 && end > 0 && known.TryGetValue(Text.AsSpan(position, end - position), out KnownOp before) && before.Output == type)
        {
            At = end;
            return before.Op;
        }

        string name = Text.Substring(position, length);
        if (!ParamText.Readers.TryGetValue(name, out ParamText.OpReader? reader)) throw Unknown(name, position);
        At = position + length;
        Op op = ReadOp(reader, name, position, outputs);
        if (outputs.Length == 1 && At == end && op.Jaxprs.Count == 0) known[Text.AsSpan(position, end - position)] = new(op, type);
        return op;
    }

    /// <summary>Where the parameters that may start here end; -1 where there is a program among them, or no end.</summary>
    private int EndOfParams(int start)
    {
        string text = Text;
        if (start >= text.Length || text[start] != '[') return start;
        int depth = 0;
        for (int i = start; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '[':
                    depth++;
                    break;
                case ']' when --depth == 0:
                    return i + 1;
                case '{':
                    return -1;
            }
        }
        return -1;
    }

    private Op ReadOp(ParamText.OpReader reader, string primitive, int position, Var[] outputs)
    {
        ParamReader p = _idleReaders.TryPop(out ParamReader? idle) ? idle : new(this);
        p.Begin(primitive, position, outputs);
        if (Next == '[') ReadParams(primitive, position, p);
        try
        {
            Op op = reader(p);
            p.End();
            _idleReaders.Push(p);
            return op;
        }
        catch (VmapException e) when (e is not ParseException) // a shape with a negative size, say
        {
            throw Error(position, e.Message, inner: e);
        }
    }

    private void ReadParams(string primitive, int position, ParamReader p)
    {
        At++;
        while (true)
        {
            SkipSpace();
            if (Next == ']') break;
            int length = WordLength(At);
            if (length == 0) throw Wrong($"a parameter of {primitive} or ']'");
            string name = Text.Substring(At, length);
            At += length;
            if (Next != '=') throw Wrong($"'=' after the parameter '{name}'");
            int start = ++At;
            object? value = ReadProgramValue(primitive == "jit" ? p.Outputs : null);
            if (value is null) SkipRawValue(primitive, position);
            p.Add(name, start, At, value);
        }
        At++;
    }

    /// <summary>Reads a program, or a tuple of programs, that is a parameter; null where the value is something else.</summary>
    private object? ReadProgramValue(IReadOnlyList<Var>? callOutputs)
    {
        if (Next == '{') return ReadJaxpr(isTop: false, callOutputs);
        if (Next != '(') return null;
        int start = At++;
        SkipSpace();
        if (Next != '{' && !AtShared())
        {
            At = start;
            return null;
        }
        List<Jaxpr> programs = [];
        while (Next != ')')
        {
            if (Next == '{') programs.Add(ReadJaxpr(isTop: false));
            else
            {
                int end = EndOfName();
                programs.Add(Shared(At, end));
                At = end;
            }
            SkipSpace();
        }
        At++;
        return ValueArray.Create<Jaxpr>([.. programs]);
    }

    /// <summary>Whether the name of a shared program comes next, with no comma after it.</summary>
    private bool AtShared() => _shared.Count > 0 && EndOfName() is var end && end < Text.Length && Text[end] != ',' && _shared.ContainsKey(Text[At..end]);

    private int EndOfName()
    {
        int end = At;
        while (end < Text.Length && !char.IsWhiteSpace(Text[end]) && Text[end] is not (')' or ',' or '{')) end++;
        return end;
    }

    /// <summary>Any other value: up to white space outside brackets that another parameter or the end of the parameters follows.</summary>
    private void SkipRawValue(string primitive, int position)
    {
        int depth = 0;
        string text = Text;
        for (; At < text.Length; At++)
        {
            switch (text[At])
            {
                case '(' or '[' or '{':
                    depth++;
                    break;
                case ']' when depth == 0:
                    return;
                case ')' or ']' or '}':
                    depth--;
                    break;
                case ' ' or '\n' or '\r' or '\t' when depth <= 0:
                    int space = At;
                    SkipSpace();
                    int length = WordLength(At);
                    bool ends = Next == ']' || (length > 0 && Peek(length) == '=');
                    At = space;
                    if (ends) return;
                    break;
            }
        }
        throw Error(position, $"the parameters of {primitive} are not closed by ']'.");
    }

    private Atom[] ReadOperands(Scope scope)
    {
        _inputs.Clear();
        while (true)
        {
            bool newLine = SkipSpace();
            if (Next == ';')
            {
                At++;
                SkipSpace();
                break;
            }
            int length = WordLength(At);
            if (length == 0)
            {
                if (Next is '\0' or '}' or '=' or ')' or ']' or ',') throw Wrong("an operand, ';' or a new line before the next equation, or 'in' before the outputs");
                _inputs.Add(ReadLiteral());
                continue;
            }
            if (AtOutputs()) break;
            if (Peek(length) == ':')
            {
                if (newLine && AtBinder()) break;
                if (Word() is not ("nan" or "inf" or "nanj" or "infj" or "True" or "False")) throw Wrong("an operand, or ';' or a new line before the next equation");
                _inputs.Add(ReadLiteral());
                continue;
            }
            // An equation that binds nothing starts with its primitive, and an operand is bound.
            if (newLine && (Peek(length) == '[' || scope.Find(Word()) is null)) break;
            _inputs.Add(ReadVariable(scope));
        }
        return [.. _inputs];
    }

    /// <summary>Whether 'in (…)' comes next, the end of the equations, rather than a variable called in.</summary>
    private bool AtOutputs()
    {
        if (Word() is not "in") return false;
        int at = At + 2;
        while (at < Text.Length && char.IsWhiteSpace(Text[at])) at++;
        if (at >= Text.Length || Text[at] != '(') return false;
        int close = Text.IndexOf(')', at); // of a complex literal (1+2j):c64[], or of the outputs, whose literals may be complex too
        return close < 0 || close + 1 >= Text.Length || Text[close + 1] != ':' || Text.AsSpan(at + 1, close - at - 1).ContainsAny("(, ");
    }

    /// <summary>Whether what comes next is bound by an equation, rather than a literal nan or inf: an equals sign follows the binders.</summary>
    private bool AtBinder()
    {
        if (Word() is "True" or "False") return false; // no variable has capitals
        if (Word() is not ("nan" or "inf" or "nanj" or "infj")) return true;
        if (Column(At) > Column(_equationStart)) return false; // what an equation goes on with is indented
        int start = At;
        try
        {
            while (WordLength(At) is > 0 and int length && Peek(length) == ':')
            {
                At += length + 1;
                if (!SkipType()) return false;
                SkipSpace();
            }
            return Next == '=';
        }
        finally
        {
            At = start;
        }
    }

    /// <summary>A conversion to the operand's own type is only there because the operand was weak, or because the result is.</summary>
    private static void RecoverWeakness(ConvertElementType convert, Atom[] inputs, Var[] outputs)
    {
        if (inputs is [Var input] && input.Type.DType == convert.NewDType) input.SetWeak(!convert.WeakType);
        if (outputs is [var output]) output.SetWeak(convert.WeakType);
    }

    /// <summary>An op that was read, and the type of its only result, which it may depend on.</summary>
    private readonly record struct KnownOp(Op Op, ArrayType Output);

    private ParseException Unknown(string primitive, int position)
    {
        string nearest = ParamText.Readers.Keys.MinBy(name => Distance(name, primitive))!;
        string hint = Distance(nearest, primitive) <= 1 + primitive.Length / 4 ? $" Did you mean '{nearest}'?" : "";
        return Error(position, $"the primitive '{primitive}' is not supported.{hint}", primitive);
    }

    /// <summary>How many letters to change, put in or leave out to make one word of the other (Levenshtein).</summary>
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(diagonal + (a[i - 1] == b[j - 1] ? 0 : 1), 1 + Math.Min(row[j], row[j - 1])));
        }
        return row[^1];
    }
}
