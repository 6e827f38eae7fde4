using Core.Ir;
using static Core.Np;
using static Core.Tests.Expect;
using static Core.Transforms;

namespace Core.Tests.Autodiff;

/// <summary>What is kept and what is computed again, and that the numbers are the same. The programs are those of JAX's checkpoint.</summary>
public class CheckpointTests
{
    private static NdArray m(NdArray x) => Sin(Dot(Sin(x), x));

    [TestCase(null, "None")]
    [TestCase(nameof(CheckpointPolicy.NothingSaveable), "<function nothing_saveable at 0xXXXXXXXXXXXX>")]
    [TestCase(nameof(CheckpointPolicy.EverythingSaveable), "<function everything_saveable at 0xXXXXXXXXXXXX>")]
    [TestCase(nameof(CheckpointPolicy.DotsSaveable), "DotsSaveable(only_if_no_batch_dims=False)")]
    [TestCase(nameof(CheckpointPolicy.DotsWithNoBatchDimsSaveable), "DotsSaveable(only_if_no_batch_dims=True)")]
    [TestCase("a", "SaveOnlyTheseNames(saveable_names=frozenset({'a'}))")]
    [TestCase("b", "SaveAnyNamesButThese(names=frozenset({'b'}))")]
    public void A_call_prints_as_that_of_jax(string? policy, string text) => Assert.That(Trace(Checkpoint<NdArray, NdArray>(m, Policy(policy))).ToJaxpr(F32[3]).ToString(), Is.EqualTo($$"""
        { lambda ; a:f32[3]. let
            b:f32[] = remat2[
              differentiated=False
              jaxpr={ lambda ; c:f32[3]. let
                  d:f32[3] = sin c
                  e:f32[] = dot_general[
                    dimension_numbers=(([0], [0]), ([], []))
                    preferred_element_type=float32
                  ] d c
                  f:f32[] = sin e
                in (f,) }
              policy={{text}}
              prevent_cse=True
            ] a
          in (b,) }
        """));

    private static CheckpointPolicy? Policy(string? name) => name switch
    {
        null => null,
        "a" => CheckpointPolicy.SaveOnlyTheseNames("a"),
        "b" => CheckpointPolicy.SaveAnyNamesButThese("b"),
        _ => (CheckpointPolicy)typeof(CheckpointPolicy).GetProperty(name)!.GetValue(null)!,
    };

    // Of sin(sin(x) · w): how many sines and products the reverse part computes again.
    [TestCase(null, 1, 1)]
    [TestCase(nameof(CheckpointPolicy.EverythingSaveable), 0, 0)]
    [TestCase(nameof(CheckpointPolicy.DotsSaveable), 1, 0)]
    [TestCase(nameof(CheckpointPolicy.DotsWithNoBatchDimsSaveable), 1, 0)]
    [TestCase("a", 0, 1)]
    [TestCase("b", 0, 1)]
    public void A_policy_says_what_is_computed_again(string? policy, int sines, int dots)
    {
        Func<NdArray, NdArray, NdArray> layers = (x, w) => Sin(Matmul(CheckpointName(Sin(x), "a"), w));
        var kept = Trace((NdArray x, NdArray w) => Sum(Square(Checkpoint(layers, Policy(policy))(x, w)))).Grad([0, 1]);
        var plain = Trace((NdArray x, NdArray w) => Sum(Square(layers(x, w)))).Grad([0, 1]);
        Jaxpr again = kept.ToJaxpr(F64[3, 3], F64[3, 3]).Equations.Single(equation => equation.Op is Core.Ir.Checkpoint).Op.Jaxprs[0];
        NdArray x = Reshape(Arange(9.0, DType.F64), [3, 3]) / 9, w = Cos(x);

        Assert.That(again.Equations.Count(equation => equation.Op is Unary { Kind: UnaryKind.Sin }), Is.EqualTo(sines), $"{again}");
        Assert.That(again.Equations.Count(equation => equation.Op is DotGeneral) - 2, Is.EqualTo(dots), $"{again}");
        Grads expected = plain.Invoke(x, w);
        foreach (Grads actual in (Grads[])[kept.Invoke(x, w), kept.Jit().Invoke(x, w)])
            for (int i = 0; i < 2; i++) Close(actual[i], expected[i]);
        Close(kept.Vmap(inAxes: [0, null]).Invoke(Stack([x, x]), w)[0][1], expected[0]);
    }

    // A loop of n steps keeps n values; √n loops of √n steps under Checkpoint keep √n, and √n more while one of them is run backwards.
    [TestCase(16)]
    [TestCase(64)]
    public void A_scan_of_scans_under_checkpoint_keeps_the_square_root(int root)
    {
        Func<NdArray, NdArray> plain = x => Scan(x, c => (Step(c), c[0]), root * root).Carry;
        Func<NdArray, NdArray> nested = x => Scan(x, c => (Checkpoint<NdArray, NdArray>(own => Scan(own, d => (Step(d), d[0]), root).Carry)(c), c[0]), root).Carry;
        Jaxpr whole = Trace((NdArray x) => Sum(plain(x))).Grad().ToJaxpr(F64[100]), halves = Trace((NdArray x) => Sum(nested(x))).Grad().ToJaxpr(F64[100]);
        NdArray x = Linspace(0.1, 1.0, 100);

        Assert.That(Kept(whole), Is.EqualTo(root * root * 100 * 8).Within(0));
        Assert.That(Kept(halves), Is.EqualTo(2 * root * 100 * 8).Within(0));
        Close(Trace((NdArray own) => Sum(nested(own))).Grad().Invoke(x), Trace((NdArray own) => Sum(plain(own))).Grad().Invoke(x));

        static NdArray Step(NdArray c) => Sin(c) * 1.01;

        // The bytes that loops give stacked, in the program and the largest of those inside, which run one at a time.
        static long Kept(Jaxpr jaxpr) =>
            jaxpr.Equations.Where(equation => equation.Op is Scan).Sum(equation => equation.Outputs.Skip(((Scan)equation.Op).CarryCount).Sum(output => output.Type.ByteSize))
            + jaxpr.Equations.SelectMany(equation => equation.Op.Jaxprs).Select(Kept).DefaultIfEmpty(0).Max();
    }

    private static void Close(NdArray actual, NdArray expected) => AreClose(actual, expected, rtol: 1e-12, atol: 1e-12);
}
