using Core.Ir;

namespace Core.Tracing;

/// <summary>The arguments of a call, taken apart.</summary>
public sealed class Arguments
{
    private readonly TreeWriter _writer = new();
    private readonly List<TreeDef> _trees = [];

    /// <summary>Adds an argument.</summary>
    public Arguments Add<T>(T argument)
    {
        _trees.Add(_writer.Root(argument));
        return this;
    }

    /// <summary>The arrays in the arguments, in order.</summary>
    public NdArray[] Leaves => _writer.Leaves;

    /// <summary>The structure of each argument, and the types of the arrays in them.</summary>
    public (ValueArray<TreeDef> Trees, ValueArray<ArrayType> Types) Structure => ([.. _trees], [.. Leaves.Select(leaf => leaf.Type)]);

    /// <summary>The structure of all arguments, under the names of the parameters.</summary>
    public TreeDef Tree(ValueArray<string> parameters) => new NodeDef(typeof(object[]), [.. parameters.Select(name => new TreeKey(name, name))], [.. _trees]);

    internal Signature SignatureOf(string function, ValueArray<string> parameters) =>
        new(function, parameters, [.. _trees], [.. Leaves.Select(leaf => leaf.Type)]);

    /// <summary>Calls a function with the arguments.</summary>
    public R Invoke<R>(Traced function)
    {
        NdArray[] leaves = Leaves;
        NdArray[] results = function.Run(SignatureOf(function.Name, function.Parameters), leaves, out TreeDef outTree);
        return new TreeReader(results).Read<R>(outTree);
    }

    /// <summary>Calls a function with the arguments and gives its result as arrays.</summary>
    public (TreeDef Tree, NdArray[] Leaves) InvokeFlat(Traced function)
    {
        NdArray[] results = function.Run(SignatureOf(function.Name, function.Parameters), Leaves, out TreeDef outTree);
        return (outTree, results);
    }

    /// <summary>The program of a function for arguments like these.</summary>
    public Jaxpr ToJaxpr(Traced function) => function.Specialize(SignatureOf(function.Name, function.Parameters)).Closed(function.Name);
}
