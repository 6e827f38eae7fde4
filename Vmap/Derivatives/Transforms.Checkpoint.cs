using Core.Autodiff;
using Core.Tracing;

namespace Core;

// Memory against time in reverse derivatives.
public static partial class Transforms
{
    /// <summary>A function whose values are not kept for its reverse derivative, but computed again where it needs them; it is called as before.</summary>
    /// <param name="function">The function.</param>
    /// <param name="policy">Which values are kept all the same; by default only the arguments.</param>
    /// <param name="preventCse">Whether a compiler must not merge what is computed again with what was computed before; false is safe for the body of a <c>Scan</c>.</param>
    /// <remarks>The body of a <c>Scan</c> of √n steps that is itself a <c>Scan</c> of √n steps under <c>Checkpoint</c> keeps O(√n) values.</remarks>
    // JAX: jax.checkpoint, jax.remat.
    public static Func<A, R> Checkpoint<A, R>(Func<A, R> function, CheckpointPolicy? policy = null, bool preventCse = true) =>
        a => Checkpoints.Call<R>(Body.Of(function), policy, preventCse, new Arguments().Add(a));

    /// <inheritdoc cref="Checkpoint{A, R}"/>
    public static Func<A, B, R> Checkpoint<A, B, R>(Func<A, B, R> function, CheckpointPolicy? policy = null, bool preventCse = true) =>
        (a, b) => Checkpoints.Call<R>(Body.Of(function), policy, preventCse, new Arguments().Add(a).Add(b));

    /// <inheritdoc cref="Checkpoint{A, R}"/>
    public static Func<A, B, C, R> Checkpoint<A, B, C, R>(Func<A, B, C, R> function, CheckpointPolicy? policy = null, bool preventCse = true) =>
        (a, b, c) => Checkpoints.Call<R>(Body.Of(function), policy, preventCse, new Arguments().Add(a).Add(b).Add(c));

    /// <inheritdoc cref="Checkpoint{A, R}"/>
    public static Func<A, B, C, D, R> Checkpoint<A, B, C, D, R>(Func<A, B, C, D, R> function, CheckpointPolicy? policy = null, bool preventCse = true) =>
        (a, b, c, d) => Checkpoints.Call<R>(Body.Of(function), policy, preventCse, new Arguments().Add(a).Add(b).Add(c).Add(d));

    /// <summary>The tree itself, whose arrays have a name for the policies of <c>Checkpoint</c>.</summary>
    /// <param name="tree">An array, or a tree of arrays.</param>
    /// <param name="name">The name.</param>
    // JAX: checkpoint_name.
    public static T CheckpointName<T>(T tree, string name) => PyTree.Map(leaf => Lax.Named(leaf, name), tree);
}
