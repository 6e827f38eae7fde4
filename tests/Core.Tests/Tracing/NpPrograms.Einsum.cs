using Core.Ir;
using static Core.Np;

namespace Core.Tests.Tracing;

internal static partial class NpPrograms
{
    private static readonly NdArray Chain1 = F32[10, 2], Chain2 = F32[2, 30], Chain3 = F32[30, 4], Chain4 = F32[4, 5], Square5 = F32[5, 5], Cube5 = F32[5, 5, 5, 5];

    private static Dictionary<string, Func<Jaxpr>> FurtherEinsums => new()
    {
        ["einsum of three"] = () => Program((x, y, v) => Einsum("ij,jk,j->ik", x, y, v), X, Y, V),
        ["einsum of three in a better order"] = () => Program((x, y, c) => Einsum("ij,jk,kl->il", x, y, c), X, Y, F32[5, 2]),
        ["einsum of three vectors"] = () => Program(v => Einsum("i,i,i->i", v, v, v), V),
        ["einsum of four"] = () => Program((p, q, r, t) => Einsum("ab,bc,cd,de->ae", p, q, r, t), Chain1, Chain2, Chain3, Chain4),
        ["einsum of four to a number"] = () => Program((x, v) => Einsum("ij,ij,j,j->", x, x, v, v), X, V),
        ["einsum of five"] = () => Program((p, q) => Einsum("ea,fb,abcd,gc,hd->efgh", q, q, p, q, q), Cube5, Square5),
        ["einsum of seven"] = () => Program(p => Einsum("ab,bc,cd,de,ef,fg,gh->ah", p, p, p, p, p, p, p), F32[3, 3]),
        ["einsum of nine"] = () => Program(p => Einsum("ab,bc,cd,de,ef,fg,gh,hi,ij->aj", p, p, p, p, p, p, p, p, p), F32[3, 3]),
        ["einsum greedily"] = () => Program((p, q, r, t) => Einsum("ab,bc,cd,de->ae", [p, q, r, t], EinsumOrder.Greedy), Chain1, Chain2, Chain3, Chain4),
        ["einsum optimally"] = () => Program((p, q) => Einsum("ea,fb,abcd,gc,hd->efgh", [q, q, p, q, q], EinsumOrder.Optimal), Cube5, Square5),
        ["einsum as written"] = () => Program((x, y, c) => Einsum("ij,jk,kl->il", [x, y, c], EinsumOrder.AsWritten), X, Y, F32[5, 2]),
        ["einsum of three with ellipses"] = () => Program((a, c, v) => Einsum("...ij,...jk,k->...i", a, c, v), F32[2, 3, 4], F32[2, 4, 5], F32[5]),
        ["einsum of types and a wish"] = () => Program((i, x) => Einsum("j,ij->i", [i, x], EinsumOrder.Auto, F16), I, X),
        ["einsum exactly"] = () => Program((x, y) => Einsum("ij,jk->ik", [x, y], EinsumOrder.Auto, precision: DotPrecision.Highest), X, Y),
        ["einsum of bools and ints"] = () => Program((m, i) => Einsum("ij,j->i", m, i), M, I),
        ["einsum summing an ellipsis"] = () => Program(a => Einsum("...i->i", a), A),
        ["einsum diagonals of three"] = () => Program((c, v) => Einsum("iij,j,j->i", c, v, v), F32[3, 3, 4], V),
    };

    private static Jaxpr Program(Func<NdArray, NdArray, NdArray, NdArray, NdArray> f, NdArray a, NdArray b, NdArray c, NdArray d) => Transforms.Trace(f).ToJaxpr(a, b, c, d);
}
