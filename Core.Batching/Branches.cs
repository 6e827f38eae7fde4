namespace Core;

/// <summary>What <c>Vmap</c> makes of a branch that differs between examples, and of a loop whose end does.</summary>
public enum Branches
{
    /// <summary>
    /// JAX's program: all branches are computed for all examples, and the results are chosen; a loop runs until all examples are done. A branch
    /// that never ends for an example which does not take it never ends.
    /// </summary>
    Select,

    /// <summary>
    /// Each example takes its own branch only, and makes its own iterations only: examples are sorted by branch, and run together with those that take
    /// the same. Nothing of a branch reaches an example that does not take it. Branches cannot use collectives.
    /// </summary>
    Lanes,
}
