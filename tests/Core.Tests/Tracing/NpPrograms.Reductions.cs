using static Core.Np;

namespace Core.Tests.Tracing;

internal static partial class NpPrograms
{
    private static Dictionary<string, Func<Jaxpr>> Reductions => new()
    {
        ["sum"] = () => Program(x => Sum(x), X),
        ["sum over an axis"] = () => Program(x => Sum(x, -1), X),
        ["sum keeping"] = () => Program(x => Sum(x, 0, keepdims: true), X),
        ["sum of ints"] = () => Program(k => Sum(k), K),
        ["sum of bools"] = () => Program(m => Sum(m, 1), M),
        ["sum of bfloat16"] = () => Program(a => Sum(a), BF16[4]),
        ["sum of a weak number"] = () => Program(s => Sum(s), 1.0),
        ["sum over axes"] = () => Program(a => Sum(a, (int[])[0, 2]), F32[2, 3, 4]),
        ["prod"] = () => Program(x => Prod(x, 0), X),
        ["max"] = () => Program(x => Max(x, 1), X),
        ["min"] = () => Program(x => Min(x), X),
        ["all"] = () => Program(x => All(x), X),
        ["any"] = () => Program(x => Any(x > 0, 1), X),
        ["any of complex"] = () => Program(z => Any(z), Z),
        ["mean"] = () => Program(x => Mean(x, 0), X),
        ["mean of ints"] = () => Program(i => Mean(i), I),
        ["mean of bfloat16"] = () => Program(a => Mean(a, keepdims: true), BF16[4]),
        ["argmax"] = () => Program(x => Argmax(x), X),
        ["argmax over an axis"] = () => Program(x => Argmax(x, 1), X),
        ["argmin keeping"] = () => Program(x => Argmin(x, 0, keepdims: true), X),
        ["cumsum"] = () => Program(x => Cumsum(x), X),
        ["cumsum along an axis"] = () => Program(x => Cumsum(x, 1), X),
        ["cumsum of bools"] = () => Program(m => Cumsum(m, 1), M),
        ["cumprod"] = () => Program(x => Cumprod(x, 0), X),
    };

    private static Dictionary<string, Func<Jaxpr>> Contractions => new()
    {
        ["dot"] = () => Program(Dot, X, V),
        ["dot of matrices"] = () => Program(Dot, X, Y),
        ["dot of vectors"] = () => Program(v => Dot(v, v), V),
        ["dot with a number"] = () => Program(x => Dot(x, 2.0), X),
        ["dot of int and float"] = () => Program(Dot, I, V),
        ["dot of stacks"] = () => Program(Dot, F32[2, 3, 4], F32[5, 4, 6]),
        ["vdot"] = () => Program(v => Vdot(v, v), V),
        ["vdot of complex"] = () => Program(z => Vdot(z, z), Z),
        ["vdot of matrices"] = () => Program(x => Vdot(x, x), X),
        ["matmul"] = () => Program(Matmul, X, Y),
        ["matmul of a vector and a matrix"] = () => Program(Matmul, V, Y),
        ["matmul of stacks"] = () => Program(Matmul, F32[2, 3, 4], F32[2, 4, 6]),
        ["matmul of a matrix and a stack"] = () => Program(Matmul, X, F32[2, 4, 6]),
        ["matmul of broadcast stacks"] = () => Program(Matmul, F32[7, 1, 3, 4], F32[1, 2, 4, 6]),
        ["matmul of single stacks"] = () => Program(Matmul, F32[1, 3, 4], F32[1, 4, 6]),
        ["tensordot"] = () => Program((a, c) => Tensordot(a, c), F32[2, 3, 4], F32[3, 4, 5]),
        ["tensordot of axes"] = () => Program((a, c) => Tensordot(a, c, [0, 2], [1, 0]), F32[2, 3, 4], F32[4, 2, 5]),
        ["inner"] = () => Program(x => Inner(x, x), X),
        ["outer"] = () => Program(Outer, V, I),
    };

    private static Dictionary<string, Func<Jaxpr>> Einsums => new()
    {
        ["einsum product"] = () => Program((x, y) => Einsum("ij,jk->ik", x, y), X, Y),
        ["einsum implicit"] = () => Program((x, y) => Einsum("ij,jk", x, y), X, Y),
        ["einsum transposed"] = () => Program((x, y) => Einsum("ij,jk->ki", x, y), X, Y),
        ["einsum swapped"] = () => Program((x, a) => Einsum("ij,kj->ki", x, a), X, F32[8, 4]),
        ["einsum batch"] = () => Program((a, c) => Einsum("bij,bjk->bik", a, c), F32[2, 3, 4], F32[2, 4, 5]),
        ["einsum ellipsis"] = () => Program((a, c) => Einsum("...ij,...jk->...ik", a, c), F32[2, 3, 4], F32[2, 4, 5]),
        ["einsum ellipsis broadcast"] = () => Program((a, c) => Einsum("...ij,...jk", a, c), F32[7, 1, 3, 4], F32[2, 4, 5]),
        ["einsum outer"] = () => Program((v, i) => Einsum("i,j->ij", v, i), V, I),
        ["einsum sum"] = () => Program(x => Einsum("ij->", x), X),
        ["einsum transpose"] = () => Program(x => Einsum("ij->ji", x), X),
        ["einsum implicit transpose"] = () => Program(x => Einsum("ba", x), X),
        ["einsum trace"] = () => Program(a => Einsum("ii", a), F32[3, 3]),
        ["einsum diagonal"] = () => Program(a => Einsum("ii->i", a), F32[3, 3]),
        ["einsum diagonal of three"] = () => Program(a => Einsum("iji->ij", a), F32[3, 2, 3]),
        ["einsum diagonal in a product"] = () => Program((a, v) => Einsum("ii,i->i", a, v), F32[4, 4], V),
        ["einsum sums before the product"] = () => Program((x, y) => Einsum("ij,kl->jl", x, y), X, Y),
        ["einsum sums and rows"] = () => Program(x => Einsum("ij->i", x), X),
        ["einsum with size one"] = () => Program((x, a) => Einsum("ij,ij->ij", x, a), X, F32[1, 4]),
        ["einsum of types"] = () => Program((i, x) => Einsum("j,ij->i", i, x), I, X),
        ["einsum with spaces"] = () => Program((x, v) => Einsum(" i j , j -> i ", x, v), X, V),
        ["einsum by numbers"] = () => Program((x, y) => Einsum(x, [0, 1], y, [1, 2], [0, 2]), X, Y),
        ["einsum of one by numbers"] = () => Program(x => Einsum(x, [1, 0]), X),
        ["einsum number"] = () => Program((s, x) => Einsum(",ij->ij", s, x), S, X),
        ["einsum of bools"] = () => Program(m => Einsum("ij->i", m), M),
    };
}
