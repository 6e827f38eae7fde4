using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.ControlFlow;

/// <summary>The namesakes of the entries of <c>goldens/control.txt</c>.</summary>
internal static class ControlFlowPrograms
{
    private static readonly NdArray C = Arange(3.0), D = Arange(1.0, 4.0);

    private static readonly NdArray Flag = Bool[[]];

    public static Dictionary<string, Func<Jaxpr>> All { get; } = new()
    {
        ["cond"] = () => Trace((p, x) => Cond(p, Sin, Cos, x)).ToJaxpr(Flag, F32.Scalar),
        ["cond of a number"] = () => Trace(x => Cond(x, Sin, Cos, x)).ToJaxpr(F32.Scalar),
        ["cond of a known predicate"] = () => Trace(x => Cond(true, Sin, Cos, x)).ToJaxpr(F32.Scalar),
        ["cond without operands"] = () => Trace((p, x) => Cond(p, () => x * 2.0, () => x + C)).ToJaxpr(Flag, F32[3]),
        ["cond of the same function"] = () => Trace((p, x) => Cond(p, Double, Double, x)).ToJaxpr(Flag, F32.Scalar),
        ["cond of trees"] = () => Trace((p, x) => Cond(p, (a, b) => (a * b, b), (a, b) => (a, a * 2.0), x, x + 1.0)).ToJaxpr(Flag, F32.Scalar),
        ["cond forwards"] = () => Trace((p, x, y) => Cond(p, (a, b) => (a, b, b * y), (a, b) => (a, a, b * y * 2.0), x, x)).ToJaxpr(Flag, F32.Scalar, F32[3]),
        ["cond forwards everything"] = () => Trace((p, x) => Cond(p, a => a, a => a, x)).ToJaxpr(Flag, F32.Scalar),
        ["cond forwards a captured value"] = () => Trace((p, x, y) => Cond(p, a => (y, a), a => (y, a * 2.0), x)).ToJaxpr(Flag, F32.Scalar, F32[3]),
        ["cond captures"] = () => Trace((p, x) => Cond(p, a => a * D + C, a => a + D, x)).ToJaxpr(Flag, F32[3]),
        ["cond of literals"] = () => Trace(p => Cond<NdArray>(p, () => 1.0, () => 2.0)).ToJaxpr(Flag),
        ["switch"] = () => Trace(Piecewise).ToJaxpr(I32.Scalar, F32.Scalar),
        ["switch of a known index"] = () => Trace(x => Switch(1, [Sin, Cos], x)).ToJaxpr(F32.Scalar),
        ["switch of one"] = () => Trace((i, x) => Switch(i, [Sin], x)).ToJaxpr(I32.Scalar, F32.Scalar),
        ["switch of a byte"] = () => Trace((i, x) => Switch(i, [Sin, Cos], x)).ToJaxpr(U8.Scalar, F32.Scalar),
        ["while"] = () => Trace(Newton).ToJaxpr(F32.Scalar),
        ["while of an array"] = () => Trace(x => While(x, v => Np.All(v < 10.0), v => v * C + 1.0)).ToJaxpr(F32[3]),
        ["while forwards"] = () => Trace((n, x) => While((I: (NdArray)0, n, Y: (NdArray)1.0, x), s => s.I < s.n, s => (s.I + 1, s.n, s.Y * s.x, s.x))).ToJaxpr(I32.Scalar, F32.Scalar),
        ["while forwards what a dead step looks at"] = () => Trace((n, x) => While((I: (NdArray)0, n, Y: (NdArray)1.0, x),
            s => (Sin(s.x), s.I < s.n).Item2, s => (s.I + 1, s.n, s.Y * s.x, s.x))).ToJaxpr(I32.Scalar, F32.Scalar),
        ["while with captured condition"] = () => Trace((n, x) => While(x, c => c < n, c => c * x + n)).ToJaxpr(F32.Scalar, F32.Scalar),
        ["fori"] = () => Trace(CountUp).ToJaxpr(I32.Scalar, F32.Scalar),
        ["fori over a known range"] = () => Trace(x => Fori(0, 5, (i, c) => c * 2.0 + i, x)).ToJaxpr(F32.Scalar),
        ["fori over an empty range"] = () => Trace(x => Fori(3, 1, (i, c) => c * 2.0, x)).ToJaxpr(F32.Scalar),
        ["fori unrolled"] = () => Trace(x => Fori(0, 4, (i, c) => c * 2.0, x, unroll: 2)).ToJaxpr(F32.Scalar),
        ["fori twice"] = () => Trace((n, x) => (CountUp(n, x), Fori(0, n, (i, c) => c * 3.0, x))).ToJaxpr(I32.Scalar, F32.Scalar),
        ["scan"] = () => Trace(Running).ToJaxpr(F32[5]),
        ["scan of vectors"] = () => Trace(Rnn).ToJaxpr(F32[2, 4], F32[5, 2]),
        ["scan in reverse"] = () => Trace((NdArray x) => Scan<NdArray, NdArray, NdArray>(0.0, x, AddBody, reverse: true, unroll: 2)).ToJaxpr(F32[5]),
        ["scan without arrays"] = () => Trace((NdArray x) => Scan(x, c => (c * 2.0, c), length: 3)).ToJaxpr(F32.Scalar),
        ["scan of nothing"] = () => Trace((NdArray x) => Scan<NdArray, NdArray, NdArray>(0.0, x, AddBody)).ToJaxpr(F32[0]),
        ["scan starts with an integer"] = () => Trace((NdArray x) => Scan((NdArray)1, x, (c, y) => (c * y, (y, c)))).ToJaxpr(F32[5]),
        ["scan forwards"] = () => Trace((x, y) => Scan((A: y, B: y), x, (c, v) => ((c.A + c.B * v, c.B), (v, v * 2.0)))).ToJaxpr(F32[5], F32.Scalar),
        ["scan captures"] = () => Trace((x, y) => Scan(C, x, (c, v) => (c * v + C, c + y * D))).ToJaxpr(F32[5], F32.Scalar),
        ["scan twice with the same body"] = () => Trace((NdArray x) => (Running(x), Scan<NdArray, NdArray, NdArray>(1.0, x, AddBody))).ToJaxpr(F32[5]),
        ["scan in scan"] = () => Trace(Nested).ToJaxpr(F32[4, 5]),
        ["cond in scan"] = () => Trace(CondInScan).ToJaxpr(F32[5]),
        ["map"] = () => Trace(x => Transforms.Map(Sin, x)).ToJaxpr(F32[5]),
        ["map in batches"] = () => Trace(x => Transforms.Map(Sin, x, batchSize: 2)).ToJaxpr(F32[5]),
        ["map in whole batches"] = () => Trace(x => Transforms.Map(v => v * 2.0, x, batchSize: 2)).ToJaxpr(F32[4, 3]),
        ["map in one batch"] = () => Trace(x => Transforms.Map(Sin, x, batchSize: 5)).ToJaxpr(F32[5]),
        ["map in no batches"] = () => Trace(x => Transforms.Map(Sin, x, batchSize: 0)).ToJaxpr(F32[5]),
        ["associative scan"] = () => Trace(x => AssociativeScan(Add, x)).ToJaxpr(F32[5]),
        ["associative scan in reverse"] = () => Trace(x => AssociativeScan(LogicalOr, x, reverse: true, axis: 1)).ToJaxpr(Bool[2, 4]),
        ["associative scan of a tree"] = () => Trace((x, y) => AssociativeScan((a, b) => (a.x * b.x, a.y * b.x + b.y), (x, y))).ToJaxpr(F32[4], F32[4]),
        ["vmap of cond"] = () => Trace((p, x) => Cond(p, Sin, Cos, x)).Vmap(inAxes: [null, 0]).ToJaxpr(Flag, F32[3]),
        ["vmap of cond, one branch mapped"] = () => Trace((p, x) => Cond(p, a => Sum(a), a => 1.0, x)).Vmap(inAxes: [null, 1]).ToJaxpr(Flag, F32[2, 3]),
        ["vmap of cond over predicates"] = () => Trace(SafeLog).Vmap().ToJaxpr(F32[4]),
        ["vmap of cond of vectors"] = () => Trace((p, x) => Cond(p, a => a * C, a => a + 1.0, x)).Vmap(inAxes: [0, null]).ToJaxpr(Bool[4], F32[3]),
        ["vmap of switch"] = () => Trace(Piecewise).Vmap().ToJaxpr(I32[4], F32[4]),
        ["vmap of switch, one index"] = () => Trace(Piecewise).Vmap(inAxes: [null, 0]).ToJaxpr(I32.Scalar, F32[4]),
        ["vmap of while"] = () => Trace(Newton).Vmap().ToJaxpr(F32[4]),
        ["vmap of while, shared condition"] = () => Trace((n, x) => While((I: (NdArray)0, Y: (NdArray)1.0), s => s.I < n, s => (s.I + 1, s.Y * x)))
            .Vmap(inAxes: [null, 0]).ToJaxpr(I32.Scalar, F32[4]),
        ["vmap of while, constant mapped last"] = () => Trace((w, x) => While((I: (NdArray)0, x), s => s.I < 3, s => (s.I + 1, s.x * w)))
            .Vmap(inAxes: [1, null]).ToJaxpr(F32[3, 4], F32[3]),
        ["vmap of vmap of while"] = () => Trace(Escape).Vmap().Vmap().ToJaxpr(F32[3, 4], F32[3, 4]),
        ["vmap of vmap of while, in turn"] = () => Trace(Escape).Vmap(inAxes: [0, null]).Vmap(inAxes: [null, 0]).ToJaxpr(F32[4], F32[3]),
        ["vmap of fori"] = () => Trace(CountUp).Vmap(inAxes: [null, 0]).ToJaxpr(I32.Scalar, F32[4]),
        ["vmap of fori over ranges"] = () => Trace(CountUp).Vmap().ToJaxpr(I32[4], F32[4]),
        ["vmap of scan"] = () => Trace(Running).Vmap().ToJaxpr(F32[4, 5]),
        ["vmap of scan along the last axis"] = () => Trace(Running).Vmap(inAxes: 1, outAxes: [0, 1]).ToJaxpr(F32[5, 4]),
        ["vmap of scan, shared arrays"] = () => Trace((NdArray c, NdArray x) => Scan<NdArray, NdArray, NdArray>(c, x, AddBody)).Vmap(inAxes: [0, null]).ToJaxpr(F32[4], F32[5]),
        ["vmap of scan, shared carry"] = () => Trace((NdArray x) => Scan((N: (NdArray)0, Sum: (NdArray)0.0), x, (c, v) => ((c.N + 1, c.Sum + v), c.N)))
            .Vmap(outAxes: [[null, 0], null]).ToJaxpr(F32[4, 5]),
        ["vmap of scan of vectors"] = () => Trace(Rnn).Vmap(inAxes: [null, 0]).ToJaxpr(F32[2, 4], F32[3, 5, 2]),
        ["vmap of scan in scan"] = () => Trace(Nested).Vmap().ToJaxpr(F32[3, 4, 5]),
        ["vmap of vmap of scan"] = () => Trace(Running).Vmap(inAxes: 1).Vmap(inAxes: 0).ToJaxpr(F32[2, 5, 4]),
        ["vmap of cond in scan"] = () => Trace(CondInScan).Vmap().ToJaxpr(F32[3, 5]),
        ["psum in scan"] = () => Trace((NdArray x) => Scan((NdArray)0.0, x, (c, v) => (c + Psum(v, "i"), c))).Vmap(axisName: "i").ToJaxpr(F32[4, 5]),
        ["psum in a branch"] = () => Trace(x => Cond(x[0] > 0, x => Psum(x, "i"), x => x * 3.0, x)).Vmap(inAxes: 1, axisName: "i").ToJaxpr(F32[2, 4]),
        ["vmap of map"] = () => Trace(x => Transforms.Map(Sin, x)).Vmap().ToJaxpr(F32[3, 5]),
    };

    public static NdArray Double(NdArray x) => x * 2.0;

    public static (NdArray, NdArray) AddBody(NdArray c, NdArray x) => (c + x, c * x);

    public static NdArray Newton(NdArray x) =>
        While((y: x, i: (NdArray)0), s => (Abs(s.y * s.y - x) > 1e-3) & (s.i < 20), s => ((s.y + x / s.y) * 0.5, s.i + 1)).y;

    public static NdArray Escape(NdArray cr, NdArray ci) =>
        While((zr: 0 * cr, zi: 0 * ci, i: (NdArray)0),
              s => (s.zr * s.zr + s.zi * s.zi <= 4.0) & (s.i < 200),
              s => (s.zr * s.zr - s.zi * s.zi + cr, 2 * s.zr * s.zi + ci, s.i + 1)).i;

    public static NdArray Rnn(NdArray w, NdArray xs) => Scan(Zeros(4), xs, (h, x) => { NdArray next = Tanh(Dot(x, w) + h); return (next, next); }).Stacked;

    public static NdArray SafeLog(NdArray x) => Cond(x > 0, x => Log(x), x => ZerosLike(x), x);

    public static NdArray Piecewise(NdArray i, NdArray x) => Switch(i, [Sin, Cos, Double], x);

    public static NdArray CountUp(NdArray n, NdArray x) => Fori(0, n, (i, c) => c * 2.0 + i, x);

    public static (NdArray, NdArray) Running(NdArray x) => Scan<NdArray, NdArray, NdArray>(0.0, x, AddBody);

    public static (NdArray, NdArray) Nested(NdArray x) => Scan((NdArray)0.0, x, (c, r) => (Scan(c, r, (d, v) => (d + v, d * v)).Carry, c));

    public static (NdArray, NdArray) CondInScan(NdArray x) => Scan((NdArray)1.0, x, (c, v) => (Cond(v > 0, c => c + v, c => c * 2.0, c), c));
}
