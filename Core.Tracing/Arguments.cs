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
    internal NdArray[] Leaves => _writer.Leaves;

    /// <summary>The structure of each argument, and the types of the arrays in them.</summary>
    internal (ValueArray<TreeDef> Trees, ValueArray<ArrayType> Types) Structure => ([.. _trees], [.. Leaves.Select(leaf => leaf.Type)]);

    internal Signature SignatureOf(string function, ValueArray<string> parameters) =>
        new(function, parameters, [.. _trees], [.. Leaves.Select(leaf => leaf.Type)]);

    /// <summary>Calls a function with the arguments.</summary>
    public R Invoke<R>(Traced function)
    {
        NdArray[] leaves = Leaves;
        NdArray[] results = function.Run(SignatureOf(function.Name, function.Parameters), leaves, out TreeDef outTree);
        return new TreeReader(results).Read<R>(outTree);
    }

    /// <summary>The program of a function for arguments like these.</summary>
    public Jaxpr ToJaxpr(Traced function) => function.Specialize(SignatureOf(function.Name, function.Parameters)).Closed(function.Name);
}
