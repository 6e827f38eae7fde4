using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.Autodiff;

/// <summary>The namesakes of the entries of <c>goldens/gradients.txt</c>: traced functions, and the arguments that they are traced and called with.</summary>
internal static class GradientPrograms
{
    /// <summary>A function of arrays, one argument each.</summary>
    /// <param name="Function">The function.</param>
    /// <param name="Arguments">The arguments.</param>
    public sealed record Case(Traced Function, NdArray[] Arguments);

    private static readonly NdArray[] NeuronArguments = [Of(1, [4, 5]), Of(2, [4]), Of(3, [5])];

    private static readonly NdArray[] MlpArguments = [Of(1, [3, 4]), Of(2, [4]), Of(3, [4, 2]), Of(4, [2]), Of(5, [5, 3]), Of(6, [5, 2])];

    private static readonly NdArray[] RnnArguments = [Of(1, [3, 4]), Of(2, [4, 4]), Of(3, [4]), Of(4, [6, 3])];

    private static readonly NdArray[] RectifiedArguments = [Of(1, [4, 5]), Of(3, [5])];

    // JAX prints the name of the function with the rule, and our names of members start with a capital.
    private static readonly Func<NdArray, NdArray> Log1pexp = CustomJvp<NdArray, NdArray>(log1pexp, log1pexp_jvp);

    private static readonly Func<NdArray, NdArray> Tripled = CustomVjp((NdArray x) => Sin(x), x => (Sin(x), Cos(x)), (NdArray cos, NdArray c) => c * cos * 3.0);

    public static Dictionary<string, Case> All { get; } = new()
    {
        ["neuron, grad"] = new(Trace(Neuron).Grad(argnums: [0, 1, 2]), NeuronArguments),
        ["neuron, jvp"] = new(Trace(Neuron).Jvp(), [.. NeuronArguments, .. NeuronArguments]),
        ["mlp, grad"] = new(Trace(Mlp).Grad(argnums: [0, 1, 2, 3]), MlpArguments),
        ["mlp, jvp"] = new(FlatJvp(Trace(Mlp), MlpArguments), [.. MlpArguments, .. MlpArguments]),
        ["rnn, grad"] = new(Trace(Rnn).Grad(argnums: [0, 1, 2]), RnnArguments),
        ["rnn, value and grad"] = new(Trace(Rnn).ValueAndGrad(argnums: [0, 1, 2, 3]), RnnArguments),
        ["rnn, jvp"] = new(Trace(Rnn).Jvp(), [.. RnnArguments, .. RnnArguments]),
        ["rectified, grad"] = new(Trace(Rectified).Grad(argnums: [0, 1]), RectifiedArguments),
        ["rectified, jvp"] = new(Trace(Rectified).Jvp(), [.. RectifiedArguments, .. RectifiedArguments]),
        ["custom jvp, grad"] = new(Trace((NdArray x) => Sum(Log1pexp(x))).Grad(), [Of(1, [8], -128, 128)]),
        ["custom jvp, value and grad"] = new(Trace((NdArray x) => Sum(x * Log1pexp(x))).ValueAndGrad(), [Of(1, [8], -4, 4)]),
        ["custom vjp, grad"] = new(Trace((NdArray x) => Sum(x * Tripled(x))).Grad(), [Of(1, [8], -4, 4)]),
        ["per example gradients"] = new(
            Trace(Loss).Grad(argnums: [0, 1, 2, 3]).Vmap(inAxes: [null, null, null, null, 0, 0]),
            [Of(1, [128, 64]) / 8, Of(2, [64]), Of(3, [64, 10]) / 8, Of(4, [10]), Of(5, [64, 128]), Of(6, [64, 10], 0, 1)]),
        ["Black-Scholes greeks"] = new(
            Trace(Price).ValueAndGrad(argnums: [0, 2, 4]).Vmap(inAxes: [0, 0, 0, null, null]),
            [Of(1, [512], 64, 128), Of(2, [512], 64, 128), Of(3, [512], 0.125, 2.125), 0.03125f, 0.25f]),
        ["Rosenbrock Hessian"] = new(Trace(Rosenbrock).Hessian(), [Of(1, [64])]),
    };

    /// <summary>The numbers low + (high - low) · k / 256 for k = 37 i + start modulo 256.</summary>
    private static NdArray Of(int start, int[] shape, double low = -1, double high = 1)
    {
        float[] numbers = new float[shape.Aggregate(1, (size, n) => size * n)];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = (float)(low + (high - low) * ((37 * i + start) % 256) / 256);
        return NdArray.From<float>(numbers, shape);
    }

    // Jvp of six arguments has twelve, more than a delegate here: as a program.
    private static Traced FlatJvp(Traced<Func<NdArray, NdArray, NdArray, NdArray, NdArray, NdArray, NdArray>> f, NdArray[] a) =>
        f.ToJaxpr(a[0], a[1], a[2], a[3], a[4], a[5]).Jvp().ToTraced();

    private static NdArray Neuron(NdArray w, NdArray b, NdArray x) => Sum(Tanh(Dot(w, x) + b));

    private static NdArray Mlp(NdArray w1, NdArray b1, NdArray w2, NdArray b2, NdArray x, NdArray t)
    {
        NdArray y = Dot(Tanh(Dot(x, w1) + b1), w2) + b2 - t;
        return Sum(y * y);
    }

    private static NdArray Rnn(NdArray wx, NdArray wh, NdArray b, NdArray xs) => Sum(Scan(Zeros([4]), xs, (h, x) =>
    {
        NdArray next = Tanh(Dot(x, wx) + Dot(h, wh) + b);
        return (next, next);
    }).Stacked);

    private static NdArray Rectified(NdArray w, NdArray x) => Sum(Nn.Relu(Dot(w, x)));

    private static NdArray log1pexp(NdArray x) => Log(1.0 + Exp(x));

    private static (NdArray, NdArray) log1pexp_jvp(NdArray x, NdArray dx) => (Log1pexp(x), dx * (1.0 - 1.0 / (1.0 + Exp(x))));

    private static NdArray Loss(NdArray w1, NdArray b1, NdArray w2, NdArray b2, NdArray x, NdArray t)
    {
        NdArray y = Dot(Tanh(Dot(x, w1) + b1), w2) + b2;
        return -Sum(t * (y - Nn.Logsumexp(y)));
    }

    private static NdArray Price(NdArray s, NdArray k, NdArray t, NdArray r, NdArray sigma)
    {
        NdArray d1 = (Log(s / k) + (r + 0.5 * Power(sigma, 2)) * t) / (sigma * Sqrt(t)), d2 = d1 - sigma * Sqrt(t);
        return s * Cdf(d1) - k * Exp(-r * t) * Cdf(d2);

        static NdArray Cdf(NdArray z) => 0.5 * (1.0 + Erf(z / MathF.Sqrt(2)));
    }

    private static NdArray Rosenbrock(NdArray x) => Sum(100.0 * Power(x[1..] - Power(x[..^1], 2), 2) + Power(1.0 - x[..^1], 2));
}
