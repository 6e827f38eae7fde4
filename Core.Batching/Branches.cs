namespace Core;

/// <summary>What <c>Vmap</c> makes of branches and loops whose predicate differs between examples.</summary>
public enum Branches
{
    /// <summary>As JAX does: all branches are computed for all examples and the results chosen; a loop goes on for all until the last is done.</summary>
    Select,

    /// <summary>Each example takes its own branch alone and makes its own iterations alone; examples that do the same run together.</summary>
    Lanes,
}
