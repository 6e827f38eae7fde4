using System.Globalization;

namespace Core.Ir.Text;

/// <summary>The parameters of one equation, <c>[axes=(0,) out_sharding=None]</c>, read by the op that they belong to.</summary>
internal sealed partial class ParamReader(JaxprParser parser)
{
    private readonly List<Param> _params = [];
    private string _primitive = "";
    private int _position;

    /// <summary>The variables that the equation binds.</summary>
    public IReadOnlyList<Var> Outputs { get; private set; } = [];

    /// <summary>The type of the only variable that the equation binds.</summary>
    public ArrayType Output => Outputs.Count == 1
        ? Outputs[0].Type
        : throw parser.Error(_position, $"{_primitive} gives 1 output, but {Outputs.Count} are bound.");

    /// <summary>Starts with the parameters of another equation.</summary>
    public void Begin(string primitive, int position, IReadOnlyList<Var> outputs)
    {
        (_primitive, _position, Outputs) = (primitive, position, outputs);
        _params.Clear();
    }

    /// <summary>Notes a parameter whose value is the text from <paramref name="start"/> to <paramref name="end"/>.</summary>
    public void Add(string name, int start, int end, object? value = null)
    {
        foreach (Param param in _params)
            if (param.Name == name) throw parser.Error(start, $"{_primitive} has the parameter '{name}' twice.");
        _params.Add(new(name, start, end, value));
    }

    /// <summary>Checks that every parameter was read.</summary>
    public void End()
    {
        foreach (Param param in _params)
            if (!param.IsRead)
                throw parser.Error(param.Start - param.Name.Length - 1, $"{_primitive} has no parameter '{param.Name}'.");
    }

    public string Text(string name) => Span(Required(name)).ToString();

    public string? OptionalText(string name) => Find(name) is { } param && !IsNone(param) ? Span(param).ToString() : null;

    public int Int(string name) => IntOf(Required(name));

    public int? OptionalInt(string name) => Find(name) is { } param ? IntOf(param) : null;

    public bool Bool(string name) => BoolOf(Required(name));

    public bool? BoolOrNone(string name) => Required(name) is var param && IsNone(param) ? null : BoolOf(param);

    public bool? OptionalBool(string name) => Find(name) is { } param ? BoolOf(param) : null;

    public DType DType(string name) => DTypeOf(Required(name));

    public DType? OptionalDType(string name) => Find(name) is { } param && !IsNone(param) ? DTypeOf(param) : null;

    /// <summary>A tuple of integers, <c>(0, 1)</c>.</summary>
    public ValueArray<int> Ints(string name) => IntsOf(Required(name));

    /// <summary>A tuple of integers that are not negative.</summary>
    public ValueArray<int> Sizes(string name)
    {
        Param param = Required(name);
        ValueArray<int> sizes = IntsOf(param);
        foreach (int size in sizes)
            if (size < 0) throw Wrong(param, "sizes that are not negative");
        return sizes;
    }

    public ValueArray<int>? OptionalInts(string name) => Find(name) is { } param ? IntsOf(param) : null;

    public ValueArray<int>? IntsOrNone(string name) => Required(name) is var param && IsNone(param) ? null : IntsOf(param);

    /// <summary>A tuple of truth values.</summary>
    public ValueArray<bool> Bools(string name)
    {
        Required(name);
        return OptionalBools(name)!.Value;
    }

    /// <summary>A tuple of truth values.</summary>
    public ValueArray<bool>? OptionalBools(string name)
    {
        if (Find(name) is not { } param) return null;
        List<bool> values = [];
        Items(param, '(', ')', "a tuple of True and False", cursor =>
        {
            ReadOnlySpan<char> word = cursor.Word();
            if (word is not ("True" or "False")) return false;
            values.Add(word is "True");
            cursor.At += word.Length;
            return true;
        });
        return [.. values];
    }

    /// <summary>A tuple of tuples of integers, <c>((0, 0, 0), (1, 0, 0))</c>.</summary>
    public List<ValueArray<int>> IntTuples(string name, int length)
    {
        Param param = Required(name);
        string expected = $"a tuple of tuples of {length} integers";
        List<ValueArray<int>> tuples = [];
        Items(param, '(', ')', expected, cursor =>
        {
            if (cursor.Next != '(') return false;
            List<int> tuple = [];
            if (!Items(cursor, '(', ')', inner => inner.TryInt(out int value) && Push(tuple, value)) || tuple.Count != length) return false;
            tuples.Add([.. tuple]);
            return true;
        });
        return tuples;
    }

    /// <summary>A tuple of pairs of integers, <c>((0, 1), (0, 0))</c>.</summary>
    public ValueArray<EdgePadding> EdgePaddings(string name) => [.. IntTuples(name, 2).Select(pair => new EdgePadding(pair[0], pair[1]))];

    /// <summary>The fields of a value that is written as a call, <c>ConvDimensionNumbers(lhs_spec=(0, 1), …)</c>, as parameters of their own.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="type">What is called.</param>
    /// <param name="expected">What may be written, for messages.</param>
    public ParamReader Fields(string name, string type, string expected)
    {
        Param param = Required(name);
        ReadOnlySpan<char> text = Span(param);
        if (!text.StartsWith(type) || text.Length < type.Length + 2 || text[type.Length] != '(' || text[^1] != ')') throw Wrong(param, expected);
        ParamReader fields = new(parser);
        fields.Begin(_primitive, param.Start, Outputs);
        TextCursor cursor = new(parser.Text) { At = param.Start + type.Length + 1 };
        int end = param.End - 1;
        while (cursor.At < end)
        {
            cursor.SkipSpace();
            string field = cursor.Word().ToString();
            cursor.At += field.Length;
            if (field.Length == 0 || cursor.Next != '=') throw Wrong(param, expected);
            int start = ++cursor.At, depth = 0;
            for (; cursor.At < end && (depth > 0 || cursor.Next != ','); cursor.At++)
                depth += cursor.Next switch { '(' or '[' => 1, ')' or ']' => -1, _ => 0 };
            fields.Add(field, start, cursor.At);
            if (cursor.At < end) cursor.At++;
        }
        return fields;
    }

    /// <summary>A tuple of <paramref name="outer"/> tuples of <paramref name="inner"/> lists of integers, <c>(([1], [0]), ([], []))</c>.</summary>
    public List<List<ValueArray<int>>> IntListTree(string name, int outer, int inner)
    {
        Param param = Required(name);
        List<List<ValueArray<int>>> tree = [];
        Items(param, '(', ')', "(([…], […]), ([…], […])) of integers", cursor =>
        {
            List<ValueArray<int>> lists = [];
            tree.Add(lists);
            return cursor.Next == '(' && Items(cursor, '(', ')', middle =>
            {
                char open = middle.Next;
                List<int> list = [];
                if (open is not ('[' or '(') || !Items(middle, open, open == '[' ? ']' : ')', leaf => leaf.TryInt(out int value) && Push(list, value))) return false;
                lists.Add([.. list]);
                return true;
            }) && lists.Count == inner;
        });
        return tree.Count == outer ? tree : throw Wrong(param, "(([…], […]), ([…], […])) of integers");
    }

    /// <summary>A tuple of names of axes and of axes of the operand, <c>('i', 0)</c>.</summary>
    public ValueArray<NamedOrPositional> NamedAxes(string name)
    {
        Param param = Required(name);
        List<NamedOrPositional> axes = [];
        Items(param, '(', ')', "a tuple of axes and of names of axes, ('i', 0)", cursor =>
        {
            if (cursor.TryInt(out int position))
            {
                axes.Add(position);
                return true;
            }
            if (!cursor.TryString(out string axis)) return false;
            axes.Add(axis);
            return true;
        });
        return [.. axes];
    }

    /// <summary>A program, written out or by the name that it was given before.</summary>
    public Jaxpr Jaxpr(string name)
    {
        Param param = Required(name);
        return param.Value as Jaxpr ?? parser.Shared(param.Start, param.End);
    }

    /// <summary>A tuple of programs, each written out or by name.</summary>
    public ValueArray<Jaxpr> Jaxprs(string name) =>
        Required(name) is var param && param.Value is ValueArray<Jaxpr> jaxprs ? jaxprs : Span(param) is "()" ? [] : throw Wrong(param, "a tuple of programs");

    /// <summary>A tuple whose items are tuples of strings, or None, which is read as none.</summary>
    public ValueArray<ValueArray<string>>? OptionalNames(string name)
    {
        if (Find(name) is not { } param) return null;
        List<ValueArray<string>> tuples = [];
        Items(param, '(', ')', "a tuple of None and of tuples of names", cursor =>
        {
            if (cursor.Word() is "None")
            {
                cursor.At += "None".Length;
                tuples.Add([]);
                return true;
            }
            List<string> names = [];
            if (!Items(cursor, '(', ')', inner => inner.TryString(out string text) && Push(names, text)) || names.Count == 0) return false;
            tuples.Add([.. names]);
            return true;
        });
        return [.. tuples];
    }

    /// <summary>A parameter that has no other value.</summary>
    public void None(string name) => OnlyNone(Required(name));

    /// <summary>A parameter that has no other value and may be left out.</summary>
    public void OptionalNone(string name)
    {
        if (Find(name) is { } param) OnlyNone(param);
    }

    /// <summary>The error that a parameter has another value than can be.</summary>
    public ParseException Wrong(string name, string expected, string found) =>
        parser.Error(_params.Find(p => p.Name == name)?.Start ?? _position, $"{name} of {_primitive}: expected {expected}, found {found}.");

    private ParseException Wrong(Param param, string expected) =>
        parser.Error(param.Start, $"{param.Name} of {_primitive}: expected {expected}, found {Shorten(Span(param))}.");

    private void OnlyNone(Param param)
    {
        if (!IsNone(param)) throw Wrong(param, "None, the only value that is supported");
    }

    private bool IsNone(Param param) => Span(param) is "None";

    private int IntOf(Param param) => Parse(param, "an integer", span =>
        int.TryParse(span, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value : (int?)null);

    private bool BoolOf(Param param) => Parse(param, "True or False", span => span switch { "True" => true, "False" => false, _ => (bool?)null });

    private DType DTypeOf(Param param) => Parse(param, "an element type such as float32", span => DTypes.TryParse(span.ToString(), out DType dtype) ? dtype : (DType?)null);

    private ValueArray<int> IntsOf(Param param)
    {
        List<int> values = [];
        Items(param, '(', ')', "a tuple of integers", cursor => cursor.TryInt(out int value) && Push(values, value));
        return [.. values];
    }

    private void Items(Param param, char open, char close, string expected, Func<TextCursor, bool> item)
    {
        TextCursor cursor = new(parser.Text) { At = param.Start };
        if (!Items(cursor, open, close, item) || cursor.At != param.End) throw Wrong(param, expected);
    }

    /// <summary>Reads items with commas between them, and one after the only item of a tuple.</summary>
    private static bool Items(TextCursor cursor, char open, char close, Func<TextCursor, bool> item)
    {
        if (cursor.Next != open) return false;
        cursor.At++;
        for (bool first = true; ; first = false)
        {
            cursor.SkipSpace();
            if (cursor.Next == close) break;
            if (!first)
            {
                if (cursor.Next != ',') return false;
                cursor.At++;
                cursor.SkipSpace();
                if (cursor.Next == close) break;
            }
            if (!item(cursor)) return false;
        }
        cursor.At++;
        return true;
    }

    private T Parse<T>(Param param, string expected, Func<ReadOnlySpan<char>, T?> parse) where T : struct =>
        parse(Span(param)) ?? throw Wrong(param, expected);

    private Param Required(string name) =>
        Find(name) ?? throw parser.Error(_position, $"{_primitive} needs the parameter '{name}'.");

    private Param? Find(string name)
    {
        foreach (Param param in _params)
        {
            if (param.Name != name) continue;
            param.IsRead = true;
            return param;
        }
        return null;
    }

    private ReadOnlySpan<char> Span(Param param) => parser.Text.AsSpan(param.Start, param.End - param.Start);

    private static bool Push<T>(List<T> list, T value)
    {
        list.Add(value);
        return true;
    }

    private static string Shorten(ReadOnlySpan<char> text) => text.Length <= 40 ? $"'{text}'" : $"'{text[..37]}…'";

    private sealed class Param(string name, int start, int end, object? value)
    {
        public string Name => name;

        public int Start => start;

        public int End => end;

        public object? Value => value;

        public bool IsRead { get; set; }
    }
}
