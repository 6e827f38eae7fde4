namespace Core.Ir.Text;

/// <summary>Reads programs: the grammar of what <see cref="JaxprPrinter"/> prints, in one pass, types checked on the way.</summary>
internal sealed partial class JaxprParser : TextCursor
{
    private const int DeepestNesting = 10_000;

    private readonly Dictionary<string, SharedProgram> _shared = [];
    private int _depth;

    private JaxprParser(string text) : base(text) { }

    /// <summary>The program that a text is.</summary>
    /// <exception cref="ParseException">The text is no program.</exception>
    public static Jaxpr Parse(string text)
    {
        JaxprParser parser = new(text);
        parser.FindShared();
        Jaxpr program = parser.ReadJaxpr(isTop: true);
        parser.SkipSpace();
        if (parser.At < text.Length) throw parser.Wrong("the end of the text after the program");
        foreach (SharedProgram shared in parser._shared.Values) parser.Resolve(shared);
        return program;
    }

    /// <summary>The program that was given the name at a place.</summary>
    internal Jaxpr Shared(int start, int end) => _shared.TryGetValue(Text[start..end], out SharedProgram? shared)
        ? Resolve(shared)
        : throw Error(start, $"expected a program or the name of one that is given by let, found {Found(start)}.");

    /// <summary>Finds the programs with a name before the main one. They are read when they are used: some use others that follow.</summary>
    private void FindShared()
    {
        while (true)
        {
            SkipSpace();
            if (Word() is not "let") return;
            At += "let".Length;
            SkipSpace();
            int start = At;
            int length = WordLength(At);
            if (length == 0) throw Wrong("a name after let");
            string name = Text.Substring(At, length);
            At += length;
            Expect('=', "after the name of a program");
            SkipSpace();
            if (!_shared.TryAdd(name, new(At))) throw Error(start, $"the name '{name}' is given to two programs.");
            if (Next != '{') throw Wrong("'{' at the start of a program");
            SkipBraces();
            Expect("in", "after a program that was given a name");
        }
    }

    private void SkipBraces()
    {
        int start = At, depth = 0;
        for (; At < Text.Length; At++)
        {
            if (Text[At] == '{') depth++;
            if (Text[At] != '}' || --depth > 0) continue;
            At++;
            return;
        }
        throw Error(start, "the program that starts here is not closed by '}'.");
    }

    private Jaxpr Resolve(SharedProgram shared)
    {
        if (shared.Jaxpr is { } known) return known;
        if (shared.IsBeingRead) throw Error(shared.Start, "the program that starts here calls itself.");
        shared.IsBeingRead = true;
        (int at, At) = (At, shared.Start);
        shared.Jaxpr = ReadJaxpr(isTop: false);
        At = at;
        return shared.Jaxpr;
    }

    private Jaxpr ReadJaxpr(bool isTop)
    {
        if (++_depth > DeepestNesting) throw Error(At, $"programs are nested more than {DeepestNesting} deep.");
        Jaxpr jaxpr = DeepRecursion.Run(() => ReadJaxprHere(isTop));
        _depth--;
        return jaxpr;
    }

    private Jaxpr ReadJaxprHere(bool isTop)
    {
        Expect('{', "at the start of a program");
        Expect("lambda", "at the start of a program");
        Scope scope = new();
        ValueArray<Var> constVars = ReadBinders(scope, ';', "';' after the constants");
        ValueArray<Var> inputs = ReadBinders(scope, '.', "'.' after the inputs");
        Expect("let", "after the inputs");
        SkipSpace();
        while (!AtOutputs()) ReadEquation(scope);
        At += "in".Length;
        ValueArray<Atom> outputs = ReadOutputs(scope);
        SkipSpace();
        if (Next == ':') ReadNoEffects();
        Expect('}', "at the end of a program");
        if (!isTop) scope.DropUnused(outputs);
        // Text does not carry the values of constants; of empty ones they are known all the same.
        bool allEmpty = constVars.All(var => var.Type.Size == 0);
        ValueArray<ArrayData> constants = allEmpty ? [.. constVars.Select(var => new ArrayData(var.Type.DType, var.Type.Shape, ArrayStorage.Allocate(0)))] : [];
        return new(constVars, inputs, [.. scope.Equations], outputs, constants);
    }

    private ValueArray<Var> ReadBinders(Scope scope, char end, string expected)
    {
        List<Var> binders = [];
        while (true)
        {
            SkipSpace();
            if (Next == end) break;
            if (WordLength(At) == 0) throw Wrong($"a variable or {expected}");
            binders.Add(ReadBinder(scope));
        }
        At++;
        return [.. binders];
    }

    private Var ReadBinder(Scope scope)
    {
        int start = At;
        string name = Word().ToString();
        At += name.Length;
        if (Next != ':') throw Wrong($"':' and a type after the variable '{name}'");
        At++;
        Var var = new(ReadType());
        return scope.Bind(name, var) ? var : throw Error(start, $"'{name}' is bound twice.");
    }

    private ValueArray<Atom> ReadOutputs(Scope scope)
    {
        Expect('(', "before the outputs");
        List<Atom> outputs = [];
        while (true)
        {
            SkipSpace();
            if (Next == ')') break;
            if (outputs.Count > 0)
            {
                if (Next != ',') throw Wrong("',' or ')' after an output");
                At++;
                SkipSpace();
                if (Next == ')') break;
            }
            int length = WordLength(At);
            outputs.Add(length == 0 || Peek(length) == ':' ? ReadLiteral() : ReadVariable(scope));
        }
        At++;
        return [.. outputs];
    }

    private Var ReadVariable(Scope scope)
    {
        ReadOnlySpan<char> name = Word();
        Var var = scope.Find(name) ?? throw Error(At, $"nothing before this binds '{name}'.");
        At += name.Length;
        return var;
    }

    private void ReadNoEffects()
    {
        int start = At++;
        Expect('{', "before the effects");
        SkipSpace();
        if (Next != '}') throw Error(start, "programs with effects are not supported.");
        At++;
    }

    /// <summary>A program with a name: where it stands, and what it is once it was read.</summary>
    private sealed class SharedProgram(int start)
    {
        public int Start => start;

        public bool IsBeingRead { get; set; }

        public Jaxpr? Jaxpr { get; set; }
    }

    /// <summary>The variables and equations of a program that is being read.</summary>
    private sealed class Scope
    {
        private readonly Dictionary<string, Var> _names = [];
        private readonly List<Var> _unnamed = [];

        public List<Equation> Equations { get; } = [];

        public Var? Find(ReadOnlySpan<char> name) => _names.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out Var? var) ? var : null;

        /// <summary>Binds a name; says whether it was free.</summary>
        public bool Bind(string name, Var var)
        {
            if (name != "_") return _names.TryAdd(name, var);
            // What a call binds and nothing uses is called _ in the called program too, where it may be used: the last one is meant.
            _names[name] = var;
            _unnamed.Add(var);
            return true;
        }

        /// <summary>In a nested program only what is dropped on purpose is called _; at the top it is whatever nothing uses.</summary>
        public void DropUnused(ValueArray<Atom> outputs)
        {
            if (_unnamed.Count == 0) return;
            HashSet<Atom> used = [.. outputs, .. Equations.SelectMany(e => e.Inputs)];
            foreach (Var var in _unnamed)
                if (!used.Contains(var)) var.Drop();
        }
    }
}
