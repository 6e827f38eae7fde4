using Core.Ir;
using Core.Tracing;

namespace Core.Autodiff;

/// <summary>A call of a function that has a derivative of its own: which arrays of its arguments are operands of the op.</summary>
/// <remarks>
/// Arguments that are not differentiated are closed over. Those of them that are values of a program come before the operands, so that the rule gets them too,
/// wherever it is applied.
/// </remarks>
internal sealed class CustomCall
{
    private readonly string _verb;
    private readonly Body _function;
    private readonly NdArray[] _leaves;
    private readonly bool[] _isFixed;
    private readonly int[] _operands; // the places among the leaves: values that are closed over, then what is differentiated
    private TreeDef? _outTree;

    public CustomCall(string verb, Body function, ValueArray<int> nondiffArgnums, Arguments arguments)
    {
        (_verb, _function, _leaves) = (verb, function, arguments.Leaves);
        (Trees, Types) = arguments.Structure;
        int[] places = [.. nondiffArgnums.Select(argnum => argnum < 0 ? argnum + Trees.Count : argnum)];
        foreach (int argnum in nondiffArgnums)
            if (argnum >= Trees.Count || argnum < -Trees.Count)
                throw new TreeException($"{verb}: nondiffArgnums names argument {argnum}, but {Name} takes {Trees.Count} ({string.Join(", ", function.Parameters)}).");
        _isFixed = [.. Trees.SelectMany((tree, i) => Enumerable.Repeat(places.Contains(i), tree.LeafCount))];
        int[] closedOver = [.. Enumerable.Range(0, _leaves.Length).Where(i => _isFixed[i] && _leaves[i].IsTraced)];
        ConstCount = closedOver.Length;
        _operands = [.. closedOver, .. Enumerable.Range(0, _leaves.Length).Where(i => !_isFixed[i])];
    }

    public string Name => _function.Name;

    /// <summary>The structures of the arguments.</summary>
    public ValueArray<TreeDef> Trees { get; }

    /// <summary>The types of the arrays in them.</summary>
    public ValueArray<ArrayType> Types { get; }

    /// <summary>How many operands are values that are closed over.</summary>
    public int ConstCount { get; }

    /// <summary>The structure of the result.</summary>
    public TreeDef OutTree => _outTree!;

    /// <summary>The types of the arrays in the result.</summary>
    public ArrayType[] OutTypes { get; private set; } = [];

    /// <summary>The operands of the op.</summary>
    public NdArray[] Operands => [.. _operands.Select(i => _isFixed[i] ? Lax.StopGradient(_leaves[i]) : _leaves[i])];

    /// <summary>Whether an array of the arguments belongs to one that is not differentiated.</summary>
    public bool IsFixed(int leaf) => _isFixed[leaf];

    /// <summary>Whether an array of the arguments can have a tangent.</summary>
    public bool IsDifferentiated(int leaf) => !_isFixed[leaf] && Types[leaf].HasTangent();

    /// <summary>The function as it is.</summary>
    public R Evaluate<R>()
    {
        (TreeDef tree, NdArray[] results) = _function.Call(Trees, _leaves);
        return tree.Read<R>(results);
    }

    /// <summary>The program of the function, and what it captures: its first inputs.</summary>
    public (Jaxpr Jaxpr, NdArray[] Captures) Trace() => TraceScope.TraceClosed(Name, [.. _operands.Select(i => Types[i])], values =>
    {
        (_outTree, NdArray[] results) = _function.Call(Trees, Leaves(values));
        OutTypes = [.. results.Select(result => result.Type)];
        return results;
    });

    /// <summary>The arrays of all arguments, where those of the operands are given.</summary>
    public NdArray[] Leaves(NdArray[] operands) => [.. Spread(operands).Select((operand, i) => operand ?? _leaves[i])];

    /// <summary>A value per array of the arguments out of one per operand.</summary>
    public NdArray?[] Spread(NdArray?[] operands)
    {
        NdArray?[] leaves = new NdArray?[_leaves.Length];
        for (int i = 0; i < operands.Length; i++) leaves[_operands[i]] = operands[i];
        return leaves;
    }

    /// <summary>A value per operand out of one per array of the arguments.</summary>
    public NdArray?[] Gather(NdArray?[] leaves) => [.. _operands.Select(i => leaves[i])];

    /// <summary>A structure per argument, under the names of the parameters.</summary>
    public NodeDef Root(ValueArray<TreeDef> trees) => new(typeof(object[]), [.. _function.Parameters.Select(name => new TreeKey(name, name))], trees);

    /// <summary>Calls a rule.</summary>
    /// <exception cref="TraceException">It uses a value of the function around it, which has returned.</exception>
    public (TreeDef Tree, NdArray[] Leaves) Run(Body rule, ValueArray<TreeDef> trees, NdArray[] leaves)
    {
        try
        {
            return rule.Call(trees, leaves);
        }
        catch (TraceException e) when (e.EscapedFrom is { } around)
        {
            throw new TraceException(
                $"{_verb}: {rule.Name}, a rule of {Name}, uses a value of '{around}' around it, which has returned when the rule runs. Pass the value to {Name} as an argument, and " +
                "name that in nondiffArgnums if it is not differentiated.", e);
        }
    }

    /// <summary>Calls a rule, which gives a pair: what the function gives, and something else.</summary>
    /// <exception cref="TreeException">It gives something of another structure than the function.</exception>
    /// <exception cref="ShapeException">It gives arrays of another shape.</exception>
    /// <exception cref="DTypeException">It gives arrays of another element type.</exception>
    public (NodeDef Pair, NdArray[] Leaves) CallRule(Body rule, ValueArray<TreeDef> trees, NdArray[] leaves)
    {
        (TreeDef tree, NdArray[] results) = Run(rule, trees, leaves);
        NodeDef pair = (NodeDef)tree;
        if (pair.Children[0] != OutTree)
            throw new TreeException($"{_verb}: {rule.Name} must give first what {Name} gives, {OutTree.Describe()}; it gives {pair.Children[0].Describe()}.");
        for (int i = 0; i < OutTypes.Length; i++)
        {
            ArrayType wanted = OutTypes[i], given = results[i].Type;
            string Where() => $"{_verb}: {rule.Name} must give first what {Name} gives, but{OutTree.Paths(" the result").ElementAt(i)} is {given} there, not {wanted}.";
            if (given.Shape != wanted.Shape) throw new ShapeException(Where());
            if (given.DType != wanted.DType && !given.Weak) throw new DTypeException(Where());
            results[i] = TangentArguments.As(wanted, results[i]);
        }
        return (pair, results);
    }
}
