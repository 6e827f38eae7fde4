namespace Core;

public static partial class Transforms
{
    /// <summary>The tree itself, which differentiation takes for a constant.</summary>
    public static T StopGradient<T>(T tree) => PyTree.Map(Lax.StopGradient, tree);
}
