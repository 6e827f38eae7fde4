using Core.Tracing;

namespace Core;

public static partial class Optim
{
    /// <summary>The state before the first step of <see cref="Adam{P}"/> or <see cref="AdamW{P}"/>.</summary>
    public static AdamState<P> AdamInit<P>(P parameters) =>
        new(PyTree.Map(p => Np.ZerosLike(p), parameters), PyTree.Map(p => SquareOf(Np.ZerosLike(p)), parameters), Start());

    /// <summary>A step of Adam (Kingma and Ba 2015, algorithm 1): the mean of the gradients over the root of the mean of their squares.</summary>
    /// <remarks>m ← b1·m + (1-b1)·g, v ← b2·v + (1-b2)·g², p - rate · m̂ / (√(v̂ + epsRoot) + eps), where m̂ = m / (1 - b1ᵗ) and v̂ = v / (1 - b2ᵗ).</remarks>
    /// <param name="parameters">The parameters.</param>
    /// <param name="gradient">Their gradient.</param>
    /// <param name="state">What the step before gave; <see cref="AdamInit{P}"/> for the first.</param>
    /// <param name="learningRate">The length of the step, a number.</param>
    /// <param name="b1">How much of the mean of the gradients is left after a step.</param>
    /// <param name="b2">How much of the mean of their squares is.</param>
    /// <param name="eps">What is added to the root.</param>
    /// <param name="epsRoot">What is added under the root, so that it has a derivative at 0.</param>
    /// <param name="nesterov">Whether the mean looks one step ahead (Dozat 2016).</param>
    /// <exception cref="TreeException">The gradient or the state is of another structure than the parameters.</exception>
    /// <exception cref="ShapeException">It has other shapes; or the learning rate is no number.</exception>
    public static (P Parameters, AdamState<P> State) Adam<P>(
        P parameters, P gradient, AdamState<P> state, NdArray learningRate, double b1 = 0.9, double b2 = 0.999, double eps = 1e-8, double epsRoot = 0, bool nesterov = false)
    {
        (P direction, AdamState<P> next) = AdamDirection("Adam", parameters, gradient, state, learningRate, b1, b2, eps, epsRoot, nesterov);
        return (PyTree.Map((p, d) => Step(p, d, learningRate), parameters, direction), next);
    }

    /// <summary>A step of Adam that also pulls the parameters to 0 (Loshchilov and Hutter 2019): the direction of <see cref="Adam{P}"/> plus weightDecay · p.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="gradient">Their gradient.</param>
    /// <param name="state">What the step before gave; <see cref="AdamInit{P}"/> for the first.</param>
    /// <param name="learningRate">The length of the step, a number.</param>
    /// <param name="weightDecay">How much the parameters are pulled, times the learning rate.</param>
    /// <param name="decays">Which arrays of the parameters are pulled, <c>p => p.Rank > 1</c> for matrices only; all by default.</param>
    /// <param name="b1">How much of the mean of the gradients is left after a step.</param>
    /// <param name="b2">How much of the mean of their squares is.</param>
    /// <param name="eps">What is added to the root.</param>
    /// <param name="epsRoot">What is added under the root, so that it has a derivative at 0.</param>
    /// <param name="nesterov">Whether the mean looks one step ahead.</param>
    /// <exception cref="TreeException">The gradient or the state is of another structure than the parameters.</exception>
    /// <exception cref="ShapeException">It has other shapes; or the learning rate is no number.</exception>
    public static (P Parameters, AdamState<P> State) AdamW<P>(
        P parameters, P gradient, AdamState<P> state, NdArray learningRate, double weightDecay = 1e-4, Func<NdArray, bool>? decays = null,
        double b1 = 0.9, double b2 = 0.999, double eps = 1e-8, double epsRoot = 0, bool nesterov = false)
    {
        (P direction, AdamState<P> next) = AdamDirection("AdamW", parameters, gradient, state, learningRate, b1, b2, eps, epsRoot, nesterov);
        P stepped = PyTree.Map((p, d) => Step(p, decays is null || decays(p) ? d + weightDecay * p : d, learningRate), parameters, direction);
        return (stepped, next);
    }

    // optax: scale_by_adam.
    private static (P Direction, AdamState<P> State) AdamDirection<P>(
        string function, P parameters, P gradient, AdamState<P> state, NdArray learningRate, double b1, double b2, double eps, double epsRoot, bool nesterov)
    {
        Check(function, learningRate);
        (TreeDef, NdArray[]) wanted = TreeDef.Of(parameters);
        CheckLike(function, nameof(gradient), gradient, wanted);
        CheckLike(function, "state.Mean", state.Mean, wanted);
        CheckLike(function, "state.Square", state.Square, wanted);

        NdArray count = Next(state.Count);
        P mean = PyTree.Map((m, g) => Like(m, b1 * m + (1 - b1) * g), state.Mean, gradient);
        P square = PyTree.Map((v, g) => Like(v, b2 * v + (1 - b2) * SquareOf(g)), state.Square, gradient);
        Unbiased ofMean = new(b1, count), ofSquare = new(b2, count);
        P direction;
        if (nesterov)
        {
            Unbiased ahead = new(b1, Next(count));
            direction = PyTree.Map((m, g) => b1 * ahead.Of(m) + (1 - b1) * ofMean.Of(g), mean, gradient);
        }
        else direction = PyTree.Map(ofMean.Of, mean);
        direction = PyTree.Map((m, v) => m / (Np.Sqrt(ofSquare.Of(v) + epsRoot) + eps), direction, square);
        return (direction, new(mean, square, count));
    }

    private static NdArray SquareOf(NdArray x) => x.DType.IsComplex ? Np.Square(Np.Real(x)) + Np.Square(Np.Imag(x)) : Np.Square(x);

    /// <summary>Divides means that started at 0 by the sum of their weights, 1 - bᵗ.</summary>
    // 1 - b^t = -expm1(t ln b), without the cancellation that costs three digits at the first steps. One for each element type.
    private sealed class Unbiased(double b, NdArray count)
    {
        private readonly Dictionary<DType, NdArray> _weights = [];

        public NdArray Of(NdArray mean)
        {
            DType real = mean.DType.RealPart;
            if (!_weights.TryGetValue(real, out NdArray? weight))
            {
                DType wide = real is DType.F64 ? DType.F64 : DType.F32;
                weight = (-Np.Expm1(count.AsType(wide) * Math.Log(b))).AsType(real);
                _weights.Add(real, weight);
            }
            return mean / weight;
        }
    }
}
