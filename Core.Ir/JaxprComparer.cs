using Core.Ir.Text;

namespace Core.Ir;

/// <summary>Compares programs by what they do rather than by identity.</summary>
internal sealed class JaxprComparer
{
    private static readonly Jaxpr Blank = new([], [], [], []);
    private static readonly CustomRule NoRule = new("");
    private readonly Compare _compare;
    private readonly HashSet<(Jaxpr, Jaxpr)> _equal = [];

    private JaxprComparer(Compare compare) => _compare = compare;

    /// <summary>Whether two programs are the same.</summary>
    public static bool Equal(Jaxpr left, Jaxpr right, Compare compare) => new JaxprComparer(compare).Equal(left, right);

    /// <summary>A hash that is the same for programs that are equal up to names, in every process.</summary>
    public static ulong Hash(Jaxpr jaxpr)
    {
        StableHash hash = new();
        Hash(jaxpr, ref hash, []);
        return hash.Value;
    }

    /// <summary>The op with nothing in the place of its programs, and of its name where names do not count.</summary>
    internal static Op Shell(Op op, Compare compare)
    {
        int programs = op.Jaxprs.Count;
        if (programs == 0) return op;
        op = op.WithJaxprs([.. Enumerable.Repeat(Blank, programs)]);
        return compare is Compare.UpToNames ? WithoutNames(op) : op;
    }

    private static Op WithoutNames(Op op) => op switch
    {
        Call call => call with { FunctionName = "" },
        CustomJvpCall call => call with { FunctionName = "", Jvp = NoRule },
        CustomVjpCall call => call with { FunctionName = "", Fwd = NoRule, Bwd = NoRule },
        CustomVmapCall call => call with { Rule = NoRule },
        ReduceWith reduce => reduce with { Computation = "" },
        _ => op,
    };

    private bool Equal(Jaxpr left, Jaxpr right)
    {
        if (ReferenceEquals(left, right) || _equal.Contains((left, right))) return true;
        if (left.ConstVars.Count != right.ConstVars.Count || left.Inputs.Count != right.Inputs.Count ||
            left.Equations.Count != right.Equations.Count || left.Outputs.Count != right.Outputs.Count || !EqualConstants(left, right)) return false;
        bool equal = DeepRecursion.Run(() =>
        {
            Dictionary<Var, Var> match = [];
            if (!Bind(left.ConstVars, right.ConstVars, match) || !Bind(left.Inputs, right.Inputs, match)) return false;
            for (int i = 0; i < left.Equations.Count; i++)
            {
                (Equation l, Equation r) = (left.Equations[i], right.Equations[i]);
                if (!Equal(l.Op, r.Op) || !Equal(l.Inputs, r.Inputs, match) || !Bind(l.Outputs, r.Outputs, match)) return false;
            }
            return Equal(left.Outputs, right.Outputs, match);
        });
        if (equal) _equal.Add((left, right)); // shared programs are compared once
        return equal;
    }

    private bool EqualConstants(Jaxpr left, Jaxpr right)
    {
        if (_compare is Compare.UpToNames) return true; // text does not carry them
        if (left.HasConstants != right.HasConstants) return false;
        for (int i = 0; i < left.Constants.Count; i++)
            if (!left.Constants[i].Bytes.SequenceEqual(right.Constants[i].Bytes)) return false;
        return true;
    }

    private bool Equal(Op left, Op right)
    {
        ValueArray<Jaxpr> inLeft = left.Jaxprs, inRight = right.Jaxprs;
        if (inLeft.Count != inRight.Count || Shell(left, _compare) != Shell(right, _compare)) return false;
        for (int i = 0; i < inLeft.Count; i++)
            if (!Equal(inLeft[i], inRight[i])) return false;
        return true;
    }

    private bool Equal(ValueArray<Atom> left, ValueArray<Atom> right, Dictionary<Var, Var> match)
    {
        if (left.Count != right.Count) return false;
        for (int i = 0; i < left.Count; i++)
        {
            bool equal = (left[i], right[i]) switch
            {
                (Literal l, Literal r) => l.Value == r.Value && Equal(l.Type, r.Type),
                (Var l, Var r) => match.TryGetValue(l, out Var? other) && other == r,
                _ => false,
            };
            if (!equal) return false;
        }
        return true;
    }

    private bool Bind(ValueArray<Var> left, ValueArray<Var> right, Dictionary<Var, Var> match)
    {
        if (left.Count != right.Count) return false;
        for (int i = 0; i < left.Count; i++)
        {
            if (!Equal(left[i].Type, right[i].Type)) return false;
            match[left[i]] = right[i];
        }
        return true;
    }

    private bool Equal(ArrayType left, ArrayType right) => _compare is Compare.Exact ? left == right : left.Matches(right);

    private static void Hash(Jaxpr jaxpr, ref StableHash hash, Dictionary<Jaxpr, ulong> known)
    {
        if (known.TryGetValue(jaxpr, out ulong value))
        {
            hash.Add(value);
            return;
        }
        known[jaxpr] = value = DeepRecursion.Run(() =>
        {
            StableHash own = new();
            Dictionary<Atom, int> numbers = new(ReferenceEqualityComparer.Instance);
            foreach (Var var in jaxpr.ConstVars) Bind(var, ref own);
            own.Add('|');
            foreach (Var var in jaxpr.Inputs) Bind(var, ref own);
            foreach (Equation equation in jaxpr.Equations)
            {
                ParamWriter writer = new();
                Op shell = Shell(equation.Op, Compare.UpToNames);
                shell.Accept(new ParamText(), writer);
                own.Add(shell.Name);
                foreach ((string name, object text) in writer.Params)
                {
                    own.Add(name);
                    if (text is string s) own.Add(s);
                }
                foreach (Jaxpr inner in equation.Op.Jaxprs) Hash(inner, ref own, known);
                foreach (Atom input in equation.Inputs) Use(input, ref own);
                foreach (Var output in equation.Outputs) Bind(output, ref own);
            }
            foreach (Atom output in jaxpr.Outputs) Use(output, ref own);
            return own.Value;

            void Bind(Var var, ref StableHash hash)
            {
                numbers[var] = numbers.Count;
                hash.Add(var.Type.ToString());
            }

            void Use(Atom atom, ref StableHash hash)
            {
                if (atom is Literal literal) hash.Add(literal.ToString());
                else hash.Add((ulong)numbers[atom]);
            }
        });
        hash.Add(value);
    }

    /// <summary>FNV-1a over UTF-16 code units: the same in every process, as <see cref="HashCode"/> is not.</summary>
    private struct StableHash()
    {
        public ulong Value { get; private set; } = 14695981039346656037;

        public void Add(ulong part)
        {
            for (int i = 0; i < 4; i++, part >>= 16) Add((char)(part & 0xFFFF));
        }

        public void Add(string text)
        {
            foreach (char c in text) Add(c);
            Add('\0');
        }

        public void Add(char c) => Value = (Value ^ c) * 1099511628211;
    }
}
