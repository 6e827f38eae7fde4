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
        return parser.Unify(program);
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
            // The name is a function's, and need not be a word: what stands before the equals sign before the program.
            int brace = Text.IndexOf('{', At), equals = brace < 0 ? -1 : Text.LastIndexOf('=', brace, brace - At);
            string name = equals < 0 ? "" : Text[At..equals].Trim();
            if (name.Length == 0) throw Wrong("a name, '=' and a program after let");
            At = equals + 1;
            SkipSpace();
            if (!_shared.TryAdd(name, new(At))) throw Error(start, $"the name '{name}' is given to two programs.");
            if (At != brace) throw Wrong("'{' at the start of a program");
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
        try
        {
            return shared.Jaxpr = ReadJaxpr(isTop: false);
        }
        finally
        {
            shared.IsBeingRead = false;
            At = at;
        }
    }

    /// <summary>Reads a program.</summary>
    /// <param name="isTop">Whether it is the main program, in which all that nothing uses is called _.</param>
    /// <param name="callOutputs">What the call that it is a parameter of binds.</param>
    private Jaxpr ReadJaxpr(bool isTop, IReadOnlyList<Var>? callOutputs = null)
    {
        if (++_depth > DeepestNesting) throw Error(At, $"programs are nested more than {DeepestNesting} deep.");
        Jaxpr jaxpr = DeepRecursion.Run(() => ReadJaxprHere(isTop, callOutputs));
        _depth--;
        return jaxpr;
    }

    private Jaxpr ReadJaxprHere(bool isTop, IReadOnlyList<Var>? callOutputs)
    {
        Expect('{', "at the start of a program");
        Expect("lambda", "at the start of a program");
        Scope scope = new(callOutputs is null ? null : [.. callOutputs.Where(_unnamed.Contains).Select(output => output.Type)]);
        ValueArray<Var> constVars = ReadBinders(scope, ';', "';' after the constants");
        ValueArray<Var> inputs = ReadBinders(scope, '.', "'.' after the inputs");
        scope.Unnamed.EndInputs();
        Expect("let", "after the inputs");
        SkipSpace();
        while (!AtOutputs()) ReadEquation(scope);
        At += "in".Length;
        ValueArray<Atom> outputs = ReadOutputs(scope);
        SkipSpace();
        if (Next == ':') ReadNoEffects();
        Expect('}', "at the end of a program");
        if (!isTop)
        {
            outputs = scope.Unnamed.ResolveOutputs(outputs, callOutputs, _unnamed.Contains);
            if (callOutputs is not null) scope.Unnamed.Settle(scope.Equations, outputs);
            scope.Unnamed.DropUnused(scope.Equations, outputs);
        }
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
            Binder binder = ReadBinder();
            Bind(scope, binder);
            binders.Add(binder.Var);
        }
        At++;
        return [.. binders];
    }

    private Binder ReadBinder()
    {
        int start = At;
        string name = Word().ToString();
        At += name.Length;
        if (Next != ':') throw Wrong($"':' and a type after the variable '{name}'");
        At++;
        return new(name, new Var(ReadType()), start);
    }

    private void Bind(Scope scope, Binder binder)
    {
        if (!scope.Bind(binder.Name, binder.Var)) throw Error(binder.Start, $"'{binder.Name}' is bound twice.");
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

    /// <summary>A variable with its name, and where that stands.</summary>
    private readonly record struct Binder(string Name, Var Var, int Start);

    /// <summary>A program with a name: where it stands, and what it is once it was read.</summary>
    private sealed class SharedProgram(int start)
    {
        public int Start => start;

        public bool IsBeingRead { get; set; }

        public Jaxpr? Jaxpr { get; set; }
    }

    /// <summary>The variables and equations of a program that is being read.</summary>
    private sealed class Scope(ValueArray<ArrayType>? unnamedResults)
    {
        private readonly Dictionary<string, Var> _names = [];

        /// <summary>The variables called _.</summary>
        public UnnamedVars Unnamed { get; } = new(unnamedResults);

        public List<Equation> Equations { get; } = [];

        public Var? Find(ReadOnlySpan<char> name) => name is "_" ? Unnamed.Find() : _names.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out Var? var) ? var : null;

        /// <summary>Binds a name; says whether it was free.</summary>
        public bool Bind(string name, Var var)
        {
            if (name != "_") return _names.TryAdd(name, var);
            Unnamed.Add(var);
            return true;
        }
    }
}
