using static Core.Np;

namespace Core.Tests.Tracing;

internal static partial class NpPrograms
{
    private static Dictionary<string, Func<Jaxpr>> CustomDerivatives => new()
    {
        ["logaddexp"] = () => Program((x, v) => Logaddexp(x, v), X, V),
        ["logaddexp of ints"] = () => Program((x, i) => Logaddexp(x, i), X, I),
        ["logaddexp2"] = () => Program((x, v) => Logaddexp2(x, v), X, V),
        ["sinc"] = () => Program(x => Sinc(x), X),
        ["sinc of ints"] = () => Program(i => Sinc(i), I),
        ["i0"] = () => Program(x => I0(x), X),
        ["nn.relu"] = () => Program(x => Nn.Relu(x), X),
        ["nn.relu of ints"] = () => Program(i => Nn.Relu(i), I),
        ["nn.relu twice"] = () => Program(x => Nn.Relu(Nn.Relu(x)), X),
        ["nn.relu6"] = () => Program(x => Nn.Relu6(x), X),
        ["nn.softplus"] = () => Program(x => Nn.Softplus(x), X),
        ["nn.log_sigmoid"] = () => Program(x => Nn.LogSigmoid(x), X),
        ["nn.hard_sigmoid"] = () => Program(x => Nn.HardSigmoid(x), X),
        ["nn.hard_silu"] = () => Program(x => Nn.HardSilu(x), X),
        ["nn.mish"] = () => Program(x => Nn.Mish(x), X),
    };
}
