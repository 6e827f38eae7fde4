using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.Tracing;

/// <summary>A call of compiled code like the one before it takes its arguments apart once; another one a second time, to make their structure.</summary>
public class RepeatedCallTests
{
    [Test]
    public void Derivatives_are_compared_with_those_of_the_call_before()
    {
        Counted counted = new(Ones(2));
        var f = Trace((Counted x, Grads grads) => x.Value + grads[0] * grads[1]).Jit();
        Grads grads = Trace((NdArray x, NdArray y) => Sum(x * y)).Grad(argnums: [0, 1]).Invoke(Ones(2), Ones(2) * 3);

        Assert.That(TimesTakenApart(counted, () => f.Invoke(counted, grads)), Is.EqualTo(new[] { 1, 1, 1 }));
        Assert.That(f.Invoke(counted, grads).ToArray<float>(), Is.EqualTo(new[] { 4f, 4f }));
    }

    [Test]
    public void Derivatives_of_another_structure_are_told_apart()
    {
        Counted counted = new(Ones(2));
        var f = Trace((Counted x, Grads grads) => x.Value + grads.Count).Jit();
        var gradient = Trace((NdArray x, NdArray y) => Sum(x * y));
        f.Invoke(counted, gradient.Grad(argnums: [0, 1]).Invoke(Ones(2), Ones(2)));

        Assert.That(f.Invoke(counted, gradient.Grad(argnums: [0]).Invoke(Ones(2), Ones(2))).ToArray<float>(), Is.EqualTo(new[] { 2f, 2f }));
    }

    [Test]
    public void Numbers_are_arguments_as_arrays_are()
    {
        Counted counted = new(Ones(2));
        var f = Trace((Counted x, NdArray factor) => x.Value * factor).Jit();

        Assert.That(TimesTakenApart(counted, () => f.Invoke(counted, 2.0)), Is.EqualTo(new[] { 1, 1, 1 }));
        Assert.That(f.Invoke(counted, 3.0).ToArray<float>(), Is.EqualTo(new[] { 3f, 3f }));
        Assert.That(f.Invoke(counted, 3).ToArray<float>(), Is.EqualTo(new[] { 3f, 3f }));
    }

    [Test]
    public void Dictionaries_are_compared_by_their_keys_in_any_order()
    {
        Counted counted = new(Ones(2));
        var f = Trace((Counted x, Dictionary<string, NdArray> layers) => x.Value * layers.Values.Aggregate((sum, y) => sum + y) + layers.Keys.First().Length).Jit();
        Dictionary<string, NdArray> layers = new() { ["b"] = 2f, ["a"] = 3f };

        Assert.That(TimesTakenApart(counted, () => f.Invoke(counted, layers)), Is.EqualTo(new[] { 1, 1, 1 }));
        Assert.That(f.Invoke(counted, new() { ["a"] = 1f, ["b"] = 1f }).ToArray<float>(), Is.EqualTo(new[] { 3f, 3f }));
        Assert.That(f.Invoke(counted, new() { ["a"] = 1f, ["c"] = 1f }).ToArray<float>(), Is.EqualTo(new[] { 3f, 3f }));
        Assert.That(f.Invoke(counted, new() { ["aa"] = 1f }).ToArray<float>(), Is.EqualTo(new[] { 3f, 3f }));
        Assert.That(f.Invoke(counted, new() { ["aa"] = 1f, ["b"] = 1f, ["c"] = 1f }).ToArray<float>(), Is.EqualTo(new[] { 5f, 5f }));
    }

    // Of the calls after the first two, of which one compiles.
    private static int[] TimesTakenApart(Counted counted, Action call)
    {
        call();
        call();
        return [.. Enumerable.Range(0, 3).Select(_ =>
        {
            int before = counted.Times;
            call();
            return counted.Times - before;
        })];
    }

    private sealed class Counted(NdArray value) : IPyTree<Counted>
    {
        public NdArray Value { get; } = value;

        public int Times { get; private set; }

        public void WriteTree(TreeWriter writer)
        {
            Times++;
            writer.Write("Value", Value);
        }

        public static Counted ReadTree(TreeReader reader) => new(reader.Next<NdArray>());
    }
}
