using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.Batching;

/// <summary>Axes that do not fit are said so: which argument, its shape, what was expected and what to write.</summary>
public class VmapErrorTests
{
    private static readonly List<(NdArray Weights, NdArray Bias)> Layers = [(Ones([3, 2]), Ones([3])), (Ones([5, 3]), Ones([5]))];

    [Test]
    public void Too_few_entries() => Fails(() => Trace(Predict).Vmap(inAxes: [0]).Invoke(Layers, Ones([2, 2])),
        "Vmap: inAxes has 1 entry, but Predict takes 2 arguments (layers, input). Write one entry per argument, null for those that are not mapped: [null, 0].");

    [Test]
    public void Too_many_entries() => Fails(() => Trace(Neuron).Vmap(inAxes: [null, null, 0, 0]).Invoke(Ones([4, 5]), Ones(4), Ones([8, 5])),
        "Vmap: inAxes has 4 entries, but Neuron takes 3 arguments (w, b, x). Write one entry per argument, null for those that are not mapped: [null, null, 0].");

    [Test]
    public void A_list_for_an_array() => Fails(() => Trace(Neuron).Vmap(inAxes: [null, null, [0, 1]]).Invoke(Ones([4, 5]), Ones(4), Ones([8, 5])),
        "Vmap: inAxes has [0, 1] for x, but that is an array, not a container. Write one axis or null for it.");

    [Test]
    public void A_list_of_another_length() => Fails(() => Trace(Predict).Vmap(inAxes: [[0, 0, 0], 0]).Invoke(Layers, Ones([2, 2])),
        "Vmap: inAxes has 3 entries, [0, 0, 0], for layers, but that is List<(NdArray, NdArray)> of 2. Write one entry for each, or one axis for all.");

    [Test]
    public void A_list_of_another_length_further_in() => Fails(() => Trace(Predict).Vmap(inAxes: [[0, [0]], 0]).Invoke(Layers, Ones([2, 2])),
        "Vmap: inAxes has 1 entry, [0], for layers[1], but that is (NdArray, NdArray) of 2. Write one entry for each, or one axis for all.");

    [Test]
    public void Other_keys() => Fails(
        () => Trace((Dictionary<string, NdArray> d) => d["a"] + d["b"]).Vmap(inAxes: [new() { ["a"] = 0, ["c"] = 0 }]).Invoke(new() { ["a"] = Ones(2), ["b"] = Ones(2) }),
        "Vmap: inAxes has the keys a, c for d, which has a, b. Write one entry per key, null for those that are not mapped.");

    [Test]
    public void Keys_for_a_list() => Fails(() => Trace(Predict).Vmap(inAxes: [new() { ["a"] = 0 }, 0]).Invoke(Layers, Ones([2, 2])),
        "Vmap: inAxes has the keys a for layers, which has [0], [1]. Write one entry per key, null for those that are not mapped.");

    [Test]
    public void An_axis_for_a_number_of_csharp() => Fails(() => Trace((NdArray x, int n) => x * n).Vmap(inAxes: [0, 0]).Invoke(Ones(3), 2),
        "Vmap: inAxes maps n along axis 0, but it is the int 2, not an array. Write null for it.");

    [Test]
    public void Nothing_is_mapped() => Fails(() => Trace(Neuron).Vmap(inAxes: null).Invoke(Ones([4, 5]), Ones(4), Ones(5)),
        "Vmap: inAxes maps no argument of Neuron (w, b, x), so nothing says how many examples there are. Map one, or give axisSize: Vmap(…, axisSize: 8).");

    [Test]
    public void No_argument_holds_an_array() => Fails(() => Trace((int n) => Ones(n)).Vmap(inAxes: [null]).Invoke(2),
        "Vmap: <lambda> is called without arrays, so nothing says how many examples there are. Give axisSize: Vmap(…, axisSize: 8).");

    [Test]
    public void An_axis_that_an_array_does_not_have() => Fails(() => Trace(Neuron).Vmap(inAxes: [null, 1, 0]).Invoke(Ones([4, 5]), Ones(4), Ones([8, 5])),
        "Vmap: inAxes maps b along axis 1, which needs at least 2 axes, but it is f32[4]. Write null for what is not mapped.");

    [Test]
    public void A_negative_axis_that_a_number_does_not_have() => Fails(() => Trace((x, y) => x + y).Vmap(inAxes: [0, -1]).Invoke(Ones(3), 2.0),
        "Vmap: inAxes maps y along axis -1, which needs at least 1 axis, but it is f32[]. Write null for what is not mapped.");

    [Test]
    public void Sizes_that_differ() => Fails(() => Trace(Predict).Vmap(inAxes: 0).Invoke(Layers, Ones([2, 2])), """
        Vmap: the mapped axes must have one size, but
          * most axes (2 of them) have size 3, e.g. axis 0 of layers[0].Item1 of type f32[3,2];
          * some axes (2 of them) have size 5, e.g. axis 0 of layers[1].Item1 of type f32[5,3];
          * one axis has size 2: axis 0 of input of type f32[2,2].
        To map only what has size 2, write inAxes: [null, 0].
        """);

    [Test]
    public void Two_sizes_that_differ() => Fails(() => Trace(Add).Vmap(inAxes: [0, 1]).Invoke(Ones([2, 3]), Ones([4, 5])), """
        Vmap: the mapped axes must have one size, but
          * one axis has size 2: axis 0 of x of type f32[2,3];
          * one axis has size 5: axis 1 of y of type f32[4,5].
        To map only what has size 5, write inAxes: [null, 1].
        """);

    [Test]
    public void A_size_that_is_not_axisSize() => Fails(() => Trace(Sin).Vmap(axisSize: 4).Invoke(Ones(3)), """
        Vmap: the mapped axes must have one size, but
          * axisSize is 4;
          * one axis has size 3: axis 0 of x of type f32[3].
        """);

    [Test]
    public void A_negative_size() => Fails(() => Trace(Sin).Vmap(axisSize: -1), "Vmap: axisSize must not be negative, got -1.");

    [Test]
    public void No_axis_for_a_result_that_differs() => Fails(() => Trace(Sin).Vmap(outAxes: null).Invoke(Ones(3)),
        "Vmap: outAxes is null for the result, but it differs between the examples of the mapped axis. Write the axis it should have there, 0 for the first; " +
        "reduce it over a named axis, with Psum say; or add the examples' results up with sumMatch: true.");

    [Test]
    public void No_axis_for_one_of_the_results_of_a_named_map() =>
        Fails(() => Trace((NdArray x) => new Dictionary<string, NdArray> { ["loss"] = x, ["count"] = 1 }).Vmap(outAxes: new() { ["loss"] = null, ["count"] = null }, axisName: "batch").Invoke(Ones(3)),
            "Vmap: outAxes is null for the result[\"loss\"], but it differs between the examples of the mapped axis 'batch'. Write the axis it should have there, 0 for the first; " +
            "reduce it over a named axis, with Psum say; or add the examples' results up with sumMatch: true.");

    [Test]
    public void A_result_axis_out_of_range() => Fails(() => Trace((x, y) => (x, x + y)).Vmap(outAxes: [0, 3]).Invoke(Ones([3, 2]), Ones([3, 2])),
        "Vmap: outAxes puts the mapped axis of the result.Item2 at 3, but the result has 2 axes with it; expected -2 to 1.");

    [Test]
    public void Result_axes_of_another_structure() => Fails(() => Trace((x, y) => (x, x + y)).Vmap(outAxes: [0, 0, 0]).Invoke(Ones(3), Ones(3)),
        "Vmap: outAxes has 3 entries, [0, 0, 0], for the result, but that is (NdArray, NdArray) of 2. Write one entry for each, or one axis for all.");

    [Test]
    public void A_name_that_no_axis_has() => Fails(() => Trace(x => Psum(x, "batch")).Vmap().Invoke(Ones(3)),
        "Psum: no axis is named 'batch' here (none is). Map the function over it first: Vmap(axisName: \"batch\").");

    [Test]
    public void A_name_that_another_axis_has() => Fails(() => Trace(x => AxisIndex("j") * x).Vmap(axisName: "i").Invoke(Ones(3)),
        "AxisIndex: no axis is named 'j' here (known are 'i'). Map the function over it first: Vmap(axisName: \"j\").");

    [Test]
    public void Fixed_shapes_without_a_size() => Fails(() => Trace(Neuron, F32[4, 5], F32[4], F32[5]).Vmap(inAxes: [null, null, 0]).ToJaxpr(),
        "Vmap: the shapes of Neuron were fixed at Trace, so axisSize is needed to know how many examples there are: Vmap(…, axisSize: 8).");

    [Test]
    public void An_axis_that_does_not_fit_into_a_fixed_shape() => Fails(() => Trace(Neuron, F32[4, 5], F32[4], F32[5]).Vmap(inAxes: [null, null, 2], axisSize: 8).ToJaxpr(),
        "Vmap: axis 2 cannot be put into x, which is f32[5] for one example; expected -2 to 1.");

    private static void Fails(Action action, string message) => Assert.That(Assert.Throws<AxesException>(() => action())!.Message, Is.EqualTo(message));

    private static NdArray Neuron(NdArray w, NdArray b, NdArray x) => Sum(Tanh(Dot(w, x) + b));

    private static NdArray Predict(List<(NdArray Weights, NdArray Bias)> layers, NdArray input)
    {
        foreach ((NdArray weights, NdArray bias) in layers) input = Tanh(Dot(weights, input) + bias);
        return input;
    }
}
