using Core.Tracing;

namespace Core;

/// <summary>
/// Steps of gradient descent, as plain functions of trees of arrays: parameters, their gradient and a state go in, parameters and state come out. So they can be
/// traced, compiled, mapped over several learning rates and be the body of a <c>Scan</c>.
/// </summary>
/// <remarks>The formulas are those of optax (github.com/google-deepmind/optax), which follow the papers that each function names.</remarks>
public static partial class Optim
{
    /// <summary>A step of gradient descent: p - rate · g.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="gradient">Their gradient.</param>
    /// <param name="learningRate">The length of the step, a number.</param>
    /// <exception cref="TreeException">The gradient is of another structure than the parameters.</exception>
    /// <exception cref="ShapeException">It has other shapes; or the learning rate is no number.</exception>
    public static P Sgd<P>(P parameters, P gradient, NdArray learningRate)
    {
        Check("Sgd", learningRate);
        CheckLike("Sgd", nameof(gradient), gradient, TreeDef.Of(parameters));
        return PyTree.Map((p, g) => Step(p, g, learningRate), parameters, gradient);
    }

    /// <summary>The state before the first step of <see cref="Momentum{P}"/>.</summary>
    public static MomentumState<P> MomentumInit<P>(P parameters) => new(PyTree.Map(p => Np.ZerosLike(p), parameters), Start());

    /// <summary>A step of gradient descent with momentum: t ← g + m · t, p - rate · t; with <paramref name="nesterov"/> p - rate · (g + m · t).</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="gradient">Their gradient.</param>
    /// <param name="state">What the step before gave; <see cref="MomentumInit{P}"/> for the first.</param>
    /// <param name="learningRate">The length of the step, a number.</param>
    /// <param name="momentum">How much of the sum of gradients is left after a step.</param>
    /// <param name="nesterov">Whether the step looks one ahead (Sutskever et al. 2013, equations 3 and 4, as optax writes them).</param>
    /// <exception cref="TreeException">The gradient or the state is of another structure than the parameters.</exception>
    /// <exception cref="ShapeException">It has other shapes; or the learning rate is no number.</exception>
    // optax: sgd, trace.
    public static (P Parameters, MomentumState<P> State) Momentum<P>(P parameters, P gradient, MomentumState<P> state, NdArray learningRate, double momentum = 0.9, bool nesterov = false)
    {
        Check("Momentum", learningRate);
        (TreeDef, NdArray[]) wanted = TreeDef.Of(parameters);
        CheckLike("Momentum", nameof(gradient), gradient, wanted);
        CheckLike("Momentum", "state.Trace", state.Trace, wanted);
        P trace = PyTree.Map((t, g) => Like(t, g + momentum * t), state.Trace, gradient);
        P direction = nesterov ? PyTree.Map((t, g) => g + momentum * t, trace, gradient) : trace;
        return (PyTree.Map((p, d) => Step(p, d, learningRate), parameters, direction), new(trace, Next(state.Count)));
    }

    // The parameter keeps its element type, whatever the rate and the direction are of.
    private static NdArray Step(NdArray parameter, NdArray direction, NdArray learningRate) =>
        Like(parameter, parameter - (learningRate.IsWeak ? learningRate : learningRate.AsType(parameter.DType)) * direction);

    private static NdArray Like(NdArray like, NdArray x) => Lax.ConvertElementType(x, like.DType, like.IsWeak);

    private static NdArray Start() => Np.Int(0).AsType(DType.I32);

    // optax: safe_increment, which stays at the largest number.
    private static NdArray Next(NdArray count) => Np.Where(count < int.MaxValue, count + 1, count);

    private static void Check(string function, NdArray learningRate)
    {
        if (learningRate.Rank != 0)
            throw new ShapeException($"Optim.{function}: learningRate must be a number, of shape (), got {learningRate.Type}; to try several, map the step over them with Vmap.");
    }

    private static void CheckLike<P>(string function, string name, P tree, (TreeDef Structure, NdArray[] Leaves) parameters)
    {
        (TreeDef structure, NdArray[] wanted) = parameters;
        (TreeDef given, NdArray[] leaves) = TreeDef.Of(tree);
        if (given != structure)
        {
            (string at, TreeDef expected, TreeDef found) = FirstDifference(structure, given, "");
            throw new TreeException($"Optim.{function}: {name} must have the structure of parameters, but {name}{at} is {found.Describe()} and parameters{at} is {expected.Describe()}.");
        }
        for (int i = 0; i < leaves.Length; i++)
        {
            if (leaves[i].Shape != wanted[i].Shape)
                throw new ShapeException($"Optim.{function}: {given.Paths(name).ElementAt(i)} is {leaves[i].Type}, but {structure.Paths(nameof(parameters)).ElementAt(i)} is {wanted[i].Type}; their shapes must be the same.");
        }
    }

    private static (string Path, TreeDef Expected, TreeDef Found) FirstDifference(TreeDef expected, TreeDef found, string path)
    {
        if (expected is not NodeDef a || found is not NodeDef b || a.Type != b.Type || a.Keys != b.Keys) return (path, expected, found);
        int i = 0;
        while (a.Children[i] == b.Children[i]) i++;
        return FirstDifference(a.Children[i], b.Children[i], path + a.Keys[i].Text);
    }
}
