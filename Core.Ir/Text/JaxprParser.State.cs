namespace Core.Ir.Text;

/// <summary>The equations that read and write references: <c>y:T &lt;- x[i]</c>, <c>x[i] &lt;- v</c>, <c>y:T, x[i] &lt;- x[i], v</c>, <c>x[i] += v</c>.</summary>
internal sealed partial class JaxprParser
{
    /// <summary>Reads such an equation, if one comes next, after what it binds.</summary>
    private bool TryReadRefAccess(Scope scope, List<Binder> binders)
    {
        int position = At;
        List<Atom> inputs = [];
        if (binders.Count == 0)
        {
            int length = WordLength(At);
            if (length == 0 || Peek(length) != '[' || scope.Find(Word()) is not { Type.IsRef: true }) return false;
            ValueArray<RefIndexer> part = ReadPart(scope, inputs);
            SkipSpace();
            bool adds = Next == '+';
            ExpectSymbol(adds ? "+=" : "<-", "after the part of a reference that is written");
            inputs.Insert(1, ReadAtom(scope));
            if (adds) AddAccess(scope, new RefAddUpdate(part), inputs, [], position);
            else
            {
                RefSwap swap = new(part);
                AddAccess(scope, swap, inputs, [new("_", new(PartOf(swap, inputs, position)), position)], position);
            }
        }
        else if (Next == '<')
        {
            ExpectSymbol("<-", "before a reference that is read");
            AddAccess(scope, new RefGet(ReadPart(scope, inputs)), inputs, binders, position);
        }
        else if (Next == ',')
        {
            At++;
            ValueArray<RefIndexer> part = ReadPart(scope, inputs);
            SkipSpace();
            ExpectSymbol("<-", "after the part of a reference that is written");
            int start = At;
            List<Atom> again = [];
            if (ReadPart(scope, again) != part || !again.SequenceEqual(inputs)) throw Error(start, "the part of a reference that is read must be the one that is written.");
            Expect(',', "before the value that is written");
            inputs.Insert(1, ReadAtom(scope));
            AddAccess(scope, new RefSwap(part), inputs, binders, position);
        }
        else return false;
        SkipSpace();
        if (Next == ';')
        {
            At++;
            SkipSpace();
        }
        return true;
    }

    private void AddAccess(Scope scope, RefAccess op, List<Atom> inputs, List<Binder> binders, int position)
    {
        Equation equation = new(op, [.. inputs], [.. binders.Select(binder => binder.Var)]);
        if (JaxprChecker.TypeError(equation) is { } error) throw Error(position, error.Message, inner: error.Inner);
        foreach (Binder binder in binders) Bind(scope, binder);
        scope.Equations.Add(equation);
    }

    private ArrayType PartOf(RefSwap op, List<Atom> inputs, int position)
    {
        try
        {
            return op.Infer([.. inputs.Select(input => input.Type)])[0];
        }
        catch (VmapException e)
        {
            throw Error(position, e.Message, inner: e);
        }
    }

    /// <summary>Reads a reference and its indexers, <c>x[i,1:3,:]</c>; adds the reference and the operands of the indexers to <paramref name="inputs"/>.</summary>
    private ValueArray<RefIndexer> ReadPart(Scope scope, List<Atom> inputs)
    {
        SkipSpace();
        int start = At;
        if (WordLength(At) == 0) throw Wrong("a reference");
        Var reference = ReadVariable(scope);
        if (!reference.Type.IsRef) throw Error(start, $"expected a reference, found a variable of type {reference.Type}.");
        inputs.Add(reference);
        if (Next != '[') throw Wrong("'[' after a reference");
        if (Text.AsSpan(At).StartsWith("[...]"))
        {
            At += "[...]".Length;
            return [];
        }
        List<RefIndexer> indexers = [];
        Shape shape = reference.Type.Shape;
        while (Next == '[')
        {
            At++;
            List<RefIndex> indices = [];
            Shape places = [];
            for (int axis = 0; axis == 0 || Next == ','; axis++)
            {
                if (axis > 0) At++;
                if (axis >= shape.Rank) throw Error(At, $"more indices than axes of {shape}.");
                indices.Add(ReadIndex(scope, shape[axis], inputs));
                if (indices[^1].IsElement && inputs[^1].Type.Rank > 0) places = inputs[^1].Type.Shape;
            }
            if (Next != ']') throw Wrong("',' or ']' after an index");
            At++;
            indexers.Add(new([.. indices]));
            shape = indexers[^1].PartShape(places);
        }
        return [.. indexers];
    }

    /// <summary>Reads <c>:</c>, <c>1:3</c>, <c>i:i+2</c>, <c>i</c> or <c>0</c>.</summary>
    private RefIndex ReadIndex(Scope scope, int size, List<Atom> inputs)
    {
        if (WordLength(At) > 0)
        {
            Var var = ReadVariable(scope);
            inputs.Add(var);
            if (Next != ':') return RefIndex.Element;
            At++;
            int again = At;
            if (WordLength(At) == 0 || ReadVariable(scope) != var || Next != '+') throw Error(again, "expected the end of a run that starts at an operand: its name, '+' and a size.");
            At++;
            return TryInt(out int length) ? RefIndex.SliceFromOperand(length) : throw Wrong("the size of a run");
        }
        bool isNumber = TryInt(out int start);
        if (Next != ':')
        {
            if (!isNumber) throw Wrong("an index: ':', '1:3', a number or a variable");
            inputs.Add(new Literal(Scalar.Of((long)start), DType.I32));
            return RefIndex.Element;
        }
        At++;
        int end = TryInt(out int given) ? given : size;
        return RefIndex.Slice(start, end - start);
    }

    private Atom ReadAtom(Scope scope)
    {
        SkipSpace();
        int length = WordLength(At);
        return length == 0 || Peek(length) == ':' ? ReadLiteral() : ReadVariable(scope);
    }

    private void ExpectSymbol(string symbol, string where)
    {
        if (!Text.AsSpan(At).StartsWith(symbol)) throw Wrong($"'{symbol}' {where}");
        At += symbol.Length;
    }
}
