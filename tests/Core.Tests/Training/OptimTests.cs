using System.Globalization;
using Core.Tracing;
using static Core.Np;
using static Core.Tests.Expect;
using static Core.Transforms;

namespace Core.Tests.Training;

/// <summary>Steps of gradient descent give what the formulas of optax give, which <c>goldens/optim.txt</c> holds, and are functions like others.</summary>
public partial class OptimTests
{
    private static readonly Dictionary<string, double[][]> Goldens = GoldenFile.Read("optim.txt").ToDictionary(
        entry => entry.Key,
        entry => entry.Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray()).ToArray());

    private static readonly NdArray Start = NdArray.From(0.5, -1.25, 2.0), Slope = NdArray.From(1.0, -0.5, 4.0);

    // The parameters are a tree of two arrays, and the golden is their concatenation.
    private static readonly (NdArray A, NdArray B) Tree = (Start[..1], Start[1..]);

    private static (NdArray A, NdArray B) Gradient((NdArray A, NdArray B) p) => (Slope[..1] * p.A + 0.25, Slope[1..] * p.B + 0.25);

    // With 64-bit defaults, so that bare numbers are doubles as in the goldens.
    private static void Descends<S>(string golden, S state, Func<(NdArray A, NdArray B), (NdArray A, NdArray B), S, ((NdArray A, NdArray B), S)> step) => TraceScope.WithX64(true, () =>
    {
        (NdArray A, NdArray B) p = Tree;
        foreach (double[] row in Goldens[golden])
        {
            (p, state) = step(p, Gradient(p), state);
            Close(Concatenate([p.A, p.B]), row, 1e-12);
        }
        return p;
    });

    [Test]
    public void Sgd_steps_against_the_gradient() => Descends("sgd", 0, (p, g, s) => (Optim.Sgd(p, g, 0.1), s));

    [Test]
    public void Momentum_sums_gradients() => Descends("momentum", Optim.MomentumInit(Tree), (p, g, s) => Optim.Momentum(p, g, s, 0.1));

    [Test]
    public void Momentum_of_Nesterov_looks_ahead() =>
        Descends("nesterov momentum", Optim.MomentumInit(Tree), (p, g, s) => Optim.Momentum(p, g, s, 0.1, momentum: 0.8, nesterov: true));

    [Test]
    public void Adam_divides_means_by_roots_of_squares() => Descends("adam", Optim.AdamInit(Tree), (p, g, s) => Optim.Adam(p, g, s, 0.1));

    [Test]
    public void Adam_takes_its_constants() =>
        Descends("adam, other constants", Optim.AdamInit(Tree), (p, g, s) => Optim.Adam(p, g, s, 0.1, b1: 0.8, b2: 0.99, eps: 1e-3, epsRoot: 1e-4));

    [Test]
    public void Adam_of_Nesterov_looks_ahead() => Descends("nesterov adam", Optim.AdamInit(Tree), (p, g, s) => Optim.Adam(p, g, s, 0.1, nesterov: true));

    [Test]
    public void AdamW_pulls_parameters_to_zero() => Descends("adamw", Optim.AdamInit(Tree), (p, g, s) => Optim.AdamW(p, g, s, 0.1, weightDecay: 0.1));

    [Test]
    public void AdamW_pulls_only_what_it_is_told_to()
    {
        var state = Optim.AdamInit(Tree);
        var (pulled, _) = Optim.AdamW(Tree, Gradient(Tree), state, 0.1, weightDecay: 0.1, decays: leaf => leaf.Size > 1);
        Close(pulled.A, Goldens["adam"][0][..1], 1e-7);
        Close(pulled.B, Goldens["adamw"][0][1..], 1e-7);
    }

    [Test]
    public void A_schedule_takes_the_count_of_the_state() =>
        Descends("adam, cosine", Optim.AdamInit(Tree), (p, g, s) => Optim.Adam(p, g, s, Schedule.Cosine(s.Count, 0.1, steps: 3)));

    [Test]
    public void Clipping_by_the_norm_shortens_what_is_long()
    {
        (NdArray, NdArray) g = (NdArray.From(3.0, 4.0), NdArray.From(12.0));
        foreach ((string golden, double limit) in (IEnumerable<(string, double)>)[("clip by global norm, long", 2), ("clip by global norm, short", 14)])
        {
            (NdArray a, NdArray b) = Optim.ClipByGlobalNorm(g, limit);
            Close(a, Goldens[golden][0], 1e-12);
            Close(b, Goldens[golden][1], 1e-12);
        }
        Assert.That((double)Optim.GlobalNorm(g), Is.EqualTo(13.0));
        Close(Optim.ClipByGlobalNorm(Zeros([2]), 1.0), [0, 0], 0);
    }

    [Test]
    public void Clipping_by_value_clips_each_number() => Close(Optim.ClipByValue(NdArray.From(-3.0, 0.5, 4.0), 1.0), Goldens["clip by value"][0], 0);

    private static IEnumerable<TestCaseData> Schedules()
    {
        (string, Func<NdArray, NdArray>)[] schedules =
        [
            ("linear", t => Schedule.Linear(t, 0.5, 0.1, steps: 8)),
            ("exponential", t => Schedule.Exponential(t, 0.5, 0.25, steps: 4)),
            ("exponential, staircase", t => Schedule.Exponential(t, 0.5, 0.25, steps: 4, begin: 2, staircase: true, end: 0.1)),
            ("exponential, growing", t => Schedule.Exponential(t, 0.5, 3.0, steps: 4, begin: 1, end: 4.0)),
            ("cosine", t => Schedule.Cosine(t, 0.5, steps: 8, end: 0.05)),
            ("warmup cosine", t => Schedule.WarmupCosine(t, 0.5, warmup: 4, steps: 12, begin: 0.1, end: 0.05)),
            ("piecewise", t => Schedule.Piecewise(t, 0.5, (4, 0.1), (8, 0.5))),
        ];
        return schedules.Select(schedule => new TestCaseData(schedule.Item1, schedule.Item2).SetArgDisplayNames(schedule.Item1));
    }

    [TestCaseSource(nameof(Schedules))]
    public void Schedules_follow_their_formulas(string golden, Func<NdArray, NdArray> schedule)
    {
        int[] steps = [0, 1, 3, 4, 7, 10, 25];
        NdArray mapped = Trace(schedule).Vmap().Invoke(NdArray.From(steps));
        Close(mapped, Goldens[golden][0], 1e-6);
        for (int i = 0; i < steps.Length; i++) Close(schedule(steps[i]), Goldens[golden][0][i..(i + 1)], 1e-6);
    }

    [Test]
    public void Training_is_a_scan()
    {
        var train = Trace(((NdArray A, NdArray B) p) => Scan((p, Optim.AdamInit(p)), Arange(4), (s, step) =>
        {
            var next = Optim.Adam(s.Item1, Gradient(s.Item1), s.Item2, 0.1);
            return (next, Concatenate([next.Parameters.A, next.Parameters.B]));
        }).Stacked);
        foreach (NdArray steps in (NdArray[])[train.Invoke(Tree), train.Jit().Invoke(Tree)])
            for (int i = 0; i < 4; i++) Close(steps[i], Goldens["adam"][i], 1e-6);
    }

    [Test]
    public void Several_learning_rates_are_one_map()
    {
        NdArray rates = NdArray.From(0.1, 0.2, 0.4);
        var step = Trace((NdArray p, NdArray rate) => Optim.Adam(p, Slope * p, Optim.AdamInit(p), rate)).Vmap(inAxes: [null, 0]);
        var (mapped, state) = step.Invoke(Start, rates);
        for (int i = 0; i < 3; i++)
            Assert.That(AllClose(mapped[i], Optim.Adam(Start, Slope * Start, Optim.AdamInit(Start), rates[i]).Parameters), Is.True);
        Assert.That(state.Count.ToArray<int>(), Is.EqualTo((int[])[1, 1, 1]));
    }

    [TestCase(DType.BF16), TestCase(DType.F16), TestCase(DType.F32), TestCase(DType.F64), TestCase(DType.C64)]
    public void Parameters_and_state_keep_their_types(DType dtype)
    {
        NdArray p = Start.AsType(dtype), rate = NdArray.From(0.1f)[0];
        var (stepped, state) = Optim.AdamW(p, p, Optim.AdamInit(p), rate);
        var (moved, trace) = Optim.Momentum(p, p, Optim.MomentumInit(p), rate);
        Assert.Multiple(() =>
        {
            Assert.That(stepped.Type, Is.EqualTo(p.Type));
            Assert.That(state.Mean.Type, Is.EqualTo(p.Type));
            Assert.That(state.Square.Type, Is.EqualTo(Optim.AdamInit(p).Square.Type));
            Assert.That(moved.Type, Is.EqualTo(p.Type));
            Assert.That(trace.Trace.Type, Is.EqualTo(p.Type));
            Assert.That(Optim.Sgd(p, p, rate).Type, Is.EqualTo(p.Type));
            Assert.That(Optim.ClipByGlobalNorm(p, 1.0).Type, Is.EqualTo(p.Type));
        });
    }

    [Test]
    public void A_gradient_of_other_parameters() => Fails<TreeException>(() => Optim.Sgd<NdArray[]>([Start], [Start, Start], 0.1),
        "Optim.Sgd: gradient must have the structure of parameters, but gradient is NdArray[] of 2 and parameters is NdArray[] of 1.");

    [Test]
    public void A_gradient_with_nothing_for_an_array() => Fails<TreeException>(() => Optim.Adam(Tree, (Tree.A, null!), Optim.AdamInit(Tree), 0.1),
        "Optim.Adam: gradient must have the structure of parameters, but gradient.Item2 is null and parameters.Item2 is an array.");

    [Test]
    public void A_gradient_of_other_shapes() => Fails<ShapeException>(() => Optim.Adam(Tree, (Start, Start), Optim.AdamInit(Tree), 0.1),
        "Optim.Adam: gradient.Item1 is f64[3], but parameters.Item1 is f64[1]; their shapes must be the same.");

    [Test]
    public void A_state_of_other_parameters() => Fails<ShapeException>(() => Optim.Momentum(Start, Start, Optim.MomentumInit(Start[..2]), 0.1),
        "Optim.Momentum: state.Trace is f64[2], but parameters is f64[3]; their shapes must be the same.");

    [Test]
    public void Learning_rates_without_a_map() => Fails<ShapeException>(() => Optim.Sgd(Start, Start, NdArray.From(0.1, 0.2)),
        "Optim.Sgd: learningRate must be a number, of shape (), got f64[2]; to try several, map the step over them with Vmap.");

    [Test]
    public void A_schedule_of_no_steps() => Fails<ShapeException>(() => Schedule.Cosine(0, 0.1, steps: 0), "Schedule.Cosine: steps must be at least 1, got 0.");

    [Test]
    public void A_warm_up_that_does_not_end() => Fails<ShapeException>(() => Schedule.WarmupCosine(0, 0.1, warmup: 10, steps: 10),
        "Schedule.WarmupCosine: steps counts those of the warm-up too, so it must be more than warmup, 10; got 10.");

    private static void Close(NdArray actual, double[] expected, double tolerance) =>
        AreClose(actual.AsType(F64).Reshape(-1), NdArray.From(expected), rtol: tolerance / 2, atol: tolerance / 2);
}
