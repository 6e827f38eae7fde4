// A network learns to tell two spirals apart: the step is a function of trees, and the whole training is one Scan.
using Core;
using static Core.Np;
using static Core.Transforms;

NdArray Scores(Mlp p, NdArray x) => Dot(Tanh(Dot(Tanh(Dot(x, p.W1) + p.B1), p.W2) + p.B2), p.W3);
NdArray Loss(Mlp p, NdArray xs, NdArray signs) => Mean(Logaddexp(0.0, -signs * Scores(p, xs)));

// AdamW with gradients of length one at most and a learning rate that warms up and cools down; P is any tree.
var train = Trace((Mlp p, NdArray xs, NdArray signs, NdArray rate) => Scan((p, Optim.AdamInit(p)), Arange(400), (state, step) =>
{
    var (parameters, adam) = state;
    var (loss, gradient) = Trace(Loss).ValueAndGrad().Invoke(parameters, xs, signs);
    return (Optim.AdamW(parameters, Optim.ClipByGlobalNorm(gradient, 1.0), adam, Schedule.WarmupCosine(step, rate, warmup: 40, steps: 400)), loss);
}));

NdArray turn = Linspace(0.5, 7.5, 100), spiral = Stack([turn * Cos(turn), turn * Sin(turn)], axis: 1) / 7.5;
NdArray xs = Concatenate([spiral, -spiral]), signs = Concatenate([Ones([100]), -Ones([100])]);
Mlp start = Mlp.Random(Rng.Key(1), 2, 32, 32);

var ((trained, _), losses) = train.Jit().Invoke(start, xs, signs, 0.03);
foreach (int step in (int[])[0, 100, 200, 399]) Console.WriteLine($"step {step,3}: loss {(double)losses[step]:F3}");
Console.WriteLine($"{100 * (double)Mean(Where(signs * Scores(trained, xs) > 0.0, 1.0, 0.0)):F0} % of the points on their side");

// The same for four learning rates at once: Adam's state, the clipping and the schedule are arrays like all others.
NdArray rates = [0.0003, 0.003, 0.03, 0.3];
var (_, each) = train.Vmap(inAxes: [null, null, null, 0]).Jit().Invoke(start, xs, signs, rates);
foreach (var (rate, curve) in rates.Rows().Zip(each.Rows())) Console.WriteLine($"rate {(double)rate:G2}: loss {(double)curve[^1]:F3}");

// Only some of the parameters, of one argument or of several: a selector says which, and the gradient has its type.
var (last, _) = Trace(Loss).Grad(wrt: (p, xs, signs) => (p.W3, xs)).Invoke(trained, xs, signs);
Console.WriteLine(last.Shape);

[PyTree] public partial record Mlp(NdArray W1, NdArray B1, NdArray W2, NdArray B2, NdArray W3)
{
    public static Mlp Random(NdArray key, int n, int h1, int h2)
    {
        NdArray[] keys = [.. Rng.Split(key, 3).Rows()];
        return new(Rng.Normal(keys[0], [n, h1]), Zeros([h1]), Rng.Normal(keys[1], [h1, h2]) / Math.Sqrt(h1), Zeros([h2]), Rng.Normal(keys[2], [h2]) / Math.Sqrt(h2));
    }
}
