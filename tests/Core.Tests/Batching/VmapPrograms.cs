using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.Batching;

/// <summary>The namesakes of the entries of <c>goldens/vmap.txt</c>.</summary>
internal static class VmapPrograms
{
    private static readonly NdArray Captured = Arange(3.0);

    private static readonly Traced<Func<NdArray, NdArray>> Jitted = Trace<Func<NdArray, NdArray>>(f).Jit();

    private static readonly Traced<Func<NdArray, NdArray, (NdArray, NdArray)>> JittedTwo = Trace<Func<NdArray, NdArray, (NdArray, NdArray)>>(two).Jit();

    private static readonly Traced<Func<NdArray, NdArray>> JittedCaptures = Trace<Func<NdArray, NdArray>>(captures).Jit();

    public static Dictionary<string, Func<Jaxpr>> All { get; } = new()
    {
        ["neuron"] = () => Trace(Neuron).Vmap(inAxes: [null, null, 0]).ToJaxpr(F32[4, 5], F32[4], F32[8, 5]),
        ["neuron over weights"] = () => Trace(Neuron).Vmap(inAxes: [0, 0, null]).ToJaxpr(F32[8, 4, 5], F32[8, 4], F32[5]),
        ["predict"] = () => Trace(Predict).Vmap(inAxes: [null, 0]).ToJaxpr([(F32[3, 2], F32[3]), (F32[5, 3], F32[5])], F32[7, 2]),
        ["predict over columns"] = () => Trace(Predict).Vmap(inAxes: [null, 1]).ToJaxpr([(F32[3, 2], F32[3]), (F32[5, 3], F32[5])], F32[2, 7]),
        ["predict over every layer"] = () => Trace(Predict).Vmap(inAxes: [[[0, 0], [1, 0]], 0]).ToJaxpr([(F32[4, 3, 2], F32[4, 3]), (F32[5, 4, 3], F32[4, 5])], F32[4, 2]),
        ["vv"] = () => Trace(Vdot).ToJaxpr(F32[4], F32[4]),
        ["mv"] = () => Trace(Vdot).Vmap(inAxes: [0, null]).ToJaxpr(F32[3, 4], F32[4]),
        ["mm"] = () => Trace(Vdot).Vmap(inAxes: [0, null]).Vmap(inAxes: [null, 1], outAxes: 1).ToJaxpr(F32[3, 4], F32[4, 5]),
        ["mm2"] = () => Trace(Vdot).Vmap(inAxes: [0, 1]).Vmap(inAxes: [1, 1]).ToJaxpr(F32[2, 3, 4], F32[4, 3, 2]),
        ["tree of axes"] = () => Trace(((NdArray X, (NdArray Y, NdArray Z) Inner) t) => Dot(t.X, Dot(t.Inner.Y, t.Inner.Z)))
            .Vmap(inAxes: [[0, [1, 2]]]).ToJaxpr((F32[6, 2, 3], (F32[3, 6, 4], F32[4, 5, 6]))),
        ["dictionary"] = () => Trace((Dictionary<string, NdArray> d, NdArray x) => d["a"] + d["b"] + x)
            .Vmap(inAxes: [new() { ["a"] = null, ["b"] = 0 }, null]).ToJaxpr(new() { ["a"] = F32.Scalar, ["b"] = F32[5] }, F32.Scalar),
        ["pair of results"] = () => Trace((x, y) => (x + y, y * 2.0)).Vmap(inAxes: [0, null], outAxes: [0, null]).ToJaxpr(F32[2], F32.Scalar),
        ["pair of mapped results"] = () => Trace((x, y) => (x + y, y * 2.0)).Vmap(inAxes: [0, null]).ToJaxpr(F32[2], F32.Scalar),
        ["result that is a number"] = () => Trace((NdArray x) => (x, (NdArray)8.0)).Vmap().ToJaxpr(F32[3]),
        ["result that is a number, not mapped"] = () => Trace((NdArray x) => (x, (NdArray)8.0)).Vmap(outAxes: [0, null]).ToJaxpr(F32[3]),
        ["result that is an argument"] = () => Trace((x, y) => (y, x)).Vmap(inAxes: [0, null], outAxes: [1, -1]).ToJaxpr(F32[3, 4], F32[2]),
        ["negative axes"] = () => Trace(Add).Vmap(inAxes: [^1, -2], outAxes: ^1).ToJaxpr(F32[4, 3], F32[3, 4]),
        ["no mapped argument"] = () => Trace(x => x + 1.0).Vmap(inAxes: null, axisSize: 3).ToJaxpr(F32[4]),
        ["no argument"] = () => Trace(() => Ones(2)).Vmap(axisSize: 3).ToJaxpr(),
        ["sum match"] = () => Trace(Multiply).Vmap(inAxes: [0, null], outAxes: null, sumMatch: true).ToJaxpr(F32[3, 4], F32[4]),
        ["captured array"] = () => Trace(x => x + Captured).Vmap().ToJaxpr(F32[2, 3]),
        ["captured array twice"] = () => Trace(x => x * Captured + Captured).Vmap().ToJaxpr(F32[2, 3]),
        ["captured array as result"] = () => Trace((NdArray x) => (x, Captured)).Vmap().ToJaxpr(F32[2, 3]),
        ["captured number"] = () => Trace(x => x + 2f).Vmap().ToJaxpr(F32[2, 3]),
        ["made inside"] = () => Trace(x => x + Arange(3.0)).Vmap().ToJaxpr(F32[2, 3]),
        ["closure over an argument"] = () => Trace((w, xs) => Trace(x => Dot(w, x)).Vmap().Invoke(xs)).ToJaxpr(F32[4, 3], F32[8, 3]),
        ["closure over a computed value"] = () => Trace((w, xs) => Trace(x => x * Sin(w) + w).Vmap().Invoke(xs)).ToJaxpr(F32[3], F32[8, 3]),
        ["nested closure"] = () => Trace((x, ys) => Trace(y => x * y + x).Vmap().Invoke(ys)).Vmap(inAxes: [0, null]).ToJaxpr(F32[2], F32[3]),
        ["result of an outer value"] = () => Trace((w, xs) => Trace((NdArray x) => (x, w)).Vmap(outAxes: [0, 1]).Invoke(xs)).ToJaxpr(F32[4], F32[3]),
        ["jit"] = () => Trace(x => Jitted.Invoke(x)).Jit().ToJaxpr(F32[3]),
        ["vmap of jit"] = () => Jitted.Vmap().ToJaxpr(F32[8, 3]),
        ["vmap of jit along the last axis"] = () => Jitted.Vmap(inAxes: -1, outAxes: -1).ToJaxpr(F32[3, 8]),
        ["jit of vmap"] = () => Trace(x => Sum(x)).Vmap().Jit().ToJaxpr(F32[8, 3]),
        ["vmap of vmap of jit"] = () => Jitted.Vmap().Vmap().ToJaxpr(F32[2, 8, 3]),
        ["vmap of jit of two"] = () => JittedTwo.Vmap(inAxes: [0, null], outAxes: [0, null]).ToJaxpr(F32[8, 3], F32[3]),
        ["vmap of jit of two, both mapped"] = () => JittedTwo.Vmap(inAxes: [0, null]).ToJaxpr(F32[8, 3], F32[3]),
        ["vmap of jit that captures"] = () => JittedCaptures.Vmap().ToJaxpr(F32[8, 3]),
        ["jit called twice"] = () => Trace(Shared).ToJaxpr(F32[3]),
        ["vmap of jit called twice"] = () => Trace(Shared).Vmap().ToJaxpr(F32[8, 3]),
        ["jit not mapped"] = () => Trace((x, y) => x + Jitted.Invoke(y)).Vmap(inAxes: [0, null]).ToJaxpr(F32[8, 3], F32[3]),
        ["jit closing over a traced value"] = () => Trace(x => Trace(y => y * Sin(x)).Jit().Invoke(x * 2)).ToJaxpr(F32[3]),
        ["where"] = () => Trace((c, x) => Where(c, x, 0.0)).Vmap().ToJaxpr(Np.Bool[8], F32[8, 3]),
        ["psum"] = () => Trace(x => x / Psum(x, "i")).Vmap(axisName: "i").ToJaxpr(F32[8, 3]),
        ["psum not mapped"] = () => Trace(x => Psum(x, "i")).Vmap(outAxes: null, axisName: "i").ToJaxpr(F32[8, 3]),
        ["psum of a shared value"] = () => Trace((x, y) => x + Psum(y, "i")).Vmap(inAxes: [0, null], axisName: "i").ToJaxpr(F32[8, 3], F32[3]),
        ["psum of a number"] = () => Trace(x => x * Psum(2.0, "i")).Vmap(axisName: "i").ToJaxpr(F32[8]),
        ["pmean"] = () => Trace(x => x - Pmean(x, "i")).Vmap(axisName: "i").ToJaxpr(F32[8, 3]),
        ["pmax and pmin"] = () => Trace(x => Pmax(x, "i") - Pmin(x, "i")).Vmap(axisName: "i").ToJaxpr(F32[8, 3]),
        ["axis_index"] = () => Trace(x => x * AxisIndex("i")).Vmap(axisName: "i").ToJaxpr(F32[8]),
        ["axis_size"] = () => Trace(x => x * AxisSize("i")).Vmap(axisName: "i").ToJaxpr(F32[8]),
        ["psum over the outer axis"] = () => Trace(x => x / Psum(x, "i")).Vmap().Vmap(axisName: "i").ToJaxpr(F32[8, 3]),
        ["psum over the inner axis"] = () => Trace(x => x / Psum(x, "j")).Vmap(axisName: "j").Vmap(axisName: "i").ToJaxpr(F32[8, 3]),
        ["psum over both axes"] = () => Trace(x => x / Psum(Psum(x, "j"), "i")).Vmap(axisName: "j").Vmap(axisName: "i").ToJaxpr(F32[8, 3]),
        ["shadowed name"] = () => Trace(x => Psum(x, "i")).Vmap(axisName: "i").Vmap(axisName: "i").ToJaxpr(F32[8, 3]),
        ["psum in jit"] = () => Trace(x => Trace(y => Psum(y, "i")).Jit().Invoke(x)).Vmap(axisName: "i").ToJaxpr(F32[8, 3]),
        ["axis of size zero"] = () => Trace(Neuron).Vmap(inAxes: [null, null, 0]).ToJaxpr(F32[4, 5], F32[4], F32[0, 5]),
        ["axis of size one"] = () => Trace(Neuron).Vmap(inAxes: [null, null, 0]).ToJaxpr(F32[4, 5], F32[4], F32[1, 5]),
    };

    private static NdArray Neuron(NdArray w, NdArray b, NdArray x) => Sum(Tanh(Dot(w, x) + b));

    private static NdArray Predict(List<(NdArray Weights, NdArray Bias)> layers, NdArray input)
    {
        NdArray activations = input, outputs = input;
        foreach ((NdArray weights, NdArray bias) in layers)
        {
            outputs = Dot(weights, activations) + bias;
            activations = Tanh(outputs);
        }
        return outputs;
    }

    // Their names are printed: those of the Python functions.
    private static NdArray f(NdArray x) => Sin(x) * 2.0;

    private static (NdArray, NdArray) two(NdArray x, NdArray y) => (x + y, y * 2.0);

    private static NdArray captures(NdArray x) => x * Captured;

    private static NdArray Shared(NdArray x) => Jitted.Invoke(x) + Jitted.Invoke(x);
}
