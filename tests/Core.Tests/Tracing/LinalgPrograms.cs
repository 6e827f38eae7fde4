using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.Tracing;

/// <summary>The namesakes of the entries of <c>goldens/linalg.txt</c>.</summary>
internal static class LinalgPrograms
{
    private static readonly NdArray A = F32[3, 3], R = F32[3, 4], S = F32[2, 3, 3], V = F32[3], Z = C64[3, 3], I = I32[3, 3];

    public static Dictionary<string, Func<Jaxpr>> All { get; } = new()
    {
        ["cholesky"] = () => Program(a => Linalg.Cholesky(a), A),
        ["cholesky upper"] = () => Program(z => Linalg.Cholesky(z, upper: true), Z),
        ["cholesky of ints"] = () => Program(i => Linalg.Cholesky(i, symmetrizeInput: false), I),
        ["cholesky of a stack"] = () => Program(s => Linalg.Cholesky(s), S),
        ["qr"] = () => Program(r => Linalg.Qr(r), R),
        ["qr complete"] = () => Program(r => Linalg.Qr(r, QrMode.Complete), R),
        ["svd"] = () => Program(r => Linalg.Svd(r), R),
        ["svd thin"] = () => Program(r => Linalg.Svd(r, fullMatrices: false), R),
        ["svdvals"] = () => Program(Linalg.Svdvals, R),
        ["eigh"] = () => Program(z => Linalg.Eigh(z), Z),
        ["eigh upper"] = () => Program(a => Linalg.Eigh(a, lower: false, symmetrizeInput: false), A),
        ["eigvalsh"] = () => Program(a => Linalg.Eigvalsh(a), A),
        ["eig"] = () => Program(Linalg.Eig, A),
        ["eigvals"] = () => Program(Linalg.Eigvals, I),
        ["matrix_transpose"] = () => Program(Linalg.MatrixTranspose, S),
        ["matrix_rank"] = () => Program(r => Linalg.MatrixRank(r), R),
        ["matrix_rank of a stack"] = () => Program(s => Linalg.MatrixRank(s), S),
        ["cond"] = () => Program(Linalg.Cond, A),
        ["matrix_power 0"] = () => Program(s => Linalg.MatrixPower(s, 0), S),
        ["matrix_power 1"] = () => Program(a => Linalg.MatrixPower(a, 1), A),
        ["matrix_power 3"] = () => Program(a => Linalg.MatrixPower(a, 3), A),
        ["matrix_power 10"] = () => Program(a => Linalg.MatrixPower(a, 10), A),
        ["trace"] = () => Program(s => Linalg.Trace(s), S),
        ["trace with an offset"] = () => Program(r => Linalg.Trace(r, offset: 1), R),
        ["diagonal"] = () => Program(r => Linalg.Diagonal(r), R),
        ["outer"] = () => Program(v => Linalg.Outer(v, v), V),
        ["cross"] = () => Program((a, v) => Linalg.Cross(a, v), A, V),
        ["norm"] = () => Program(r => Linalg.Norm(r), R),
        ["norm of complex"] = () => Program(z => Linalg.Norm(z), Z),
        ["norm along an axis"] = () => Program(r => Linalg.Norm(r, axis: 1), R),
        ["norm fro"] = () => Program(s => Linalg.Norm(s, NormOrder.Fro, [1, 2], keepdims: true), S),
        ["norm 1"] = () => Program(r => Linalg.Norm(r, 1), R),
        ["norm inf keeping"] = () => Program(r => Linalg.Norm(r, Inf, keepdims: true), R),
        ["norm -1"] = () => Program(r => Linalg.Norm(r, -1), R),
        ["norm -inf"] = () => Program(r => Linalg.Norm(r, -Inf), R),
        ["norm 2"] = () => Program(r => Linalg.Norm(r, 2), R),
        ["norm -2 of axes"] = () => Program(s => Linalg.Norm(s, -2, [2, 0], keepdims: true), S),
        ["norm nuc"] = () => Program(r => Linalg.Norm(r, NormOrder.Nuc), R),
        ["matrix_norm"] = () => Program(s => Linalg.MatrixNorm(s), S),
        ["vector_norm"] = () => Program(v => Linalg.VectorNorm(v), V),
        ["vector_norm 3"] = () => Program(v => Linalg.VectorNorm(v, 3), V),
        ["vector_norm inf"] = () => Program(z => Linalg.VectorNorm(z, Inf, 0), Z),
        ["vector_norm 0"] = () => Program(v => Linalg.VectorNorm(v, 0), V),
        ["vector_norm 1"] = () => Program(r => Linalg.VectorNorm(r, 1, [0, 1], keepdims: true), R),
        ["solve"] = () => Program(Linalg.Solve, A, V),
        ["solve of matrices"] = () => Program(Linalg.Solve, A, R),
        ["solve of stacks"] = () => Program(Linalg.Solve, S, R),
        ["solve of single stacks"] = () => Program(Linalg.Solve, F32[1, 3, 3], F32[1, 3, 2]),
        ["solve of ints"] = () => Program(Linalg.Solve, I, V),
        ["inv"] = () => Program(Linalg.Inv, A),
        ["inv of a stack"] = () => Program(Linalg.Inv, S),
        ["tensorsolve"] = () => Program(Linalg.Tensorsolve, F32[2, 2, 4], F32[2, 2]),
        ["tensorinv"] = () => Program(t => Linalg.Tensorinv(t), F32[2, 2, 4]),
        ["vmap of solve"] = () => Trace(Linalg.Solve).Vmap(inAxes: [0, null]).ToJaxpr(S, V),
        ["vmap of solve over right-hand sides"] = () => Trace(Linalg.Solve).Vmap(inAxes: [null, 0]).ToJaxpr(A, S),
        ["lax cholesky"] = () => Program(a => Lax.Cholesky(a, symmetrizeInput: false), A),
        ["lax triangular_solve of a vector"] = () => Program((a, v) => Lax.TriangularSolve(a, v, leftSide: true, lower: true), A, V),
        ["lax triangular_solve of a row"] = () => Program((a, v) => Lax.TriangularSolve(a, v, conjugateA: true), A, V),
        ["lax symmetric_product"] = () => Program((r, a) => Lax.SymmetricProduct(r, a, alpha: 2, symmetrizeOutput: true), R, A),
        ["vmap of triangular_solve over the right"] = () =>
            Trace((NdArray a, NdArray b) => Lax.TriangularSolve(a, b, leftSide: true)).Vmap(inAxes: [null, 0]).ToJaxpr(A, S),
        ["vmap of triangular_solve over the left"] = () =>
            Trace((NdArray x, NdArray a) => Lax.TriangularSolve(x, a)).Vmap(inAxes: [2, null]).ToJaxpr(F32[3, 3, 2], A),
        ["vmap of lu"] = () => Trace((NdArray x) => Lax.Lu(x)).Vmap(inAxes: 1).ToJaxpr(F32[3, 2, 3]),
        ["vmap of ormqr"] = () => Trace((NdArray q, NdArray t, NdArray c) => Lax.Ormqr(q, t, c)).Vmap(inAxes: [null, null, 2]).ToJaxpr(F32[3, 2], F32[2], F32[3, 4, 5]),
        ["vmap of tridiagonal_solve"] = () =>
            Trace((NdArray d, NdArray b) => Lax.TridiagonalSolve(d, d, d, b)).Vmap(inAxes: [null, 0]).ToJaxpr(V, F32[2, 3, 4]),
        ["vmap of tridiagonal_solve over a diagonal"] = () =>
            Trace((NdArray d, NdArray e, NdArray b) => Lax.TridiagonalSolve(d, e, d, b)).Vmap(inAxes: [null, 0, null]).ToJaxpr(V, F32[2, 3], F32[3, 4]),
    };

    private static Jaxpr Program<T>(Func<NdArray, T> f, NdArray a) => Trace(f).ToJaxpr(a);

    private static Jaxpr Program(Func<NdArray, NdArray, NdArray> f, NdArray a, NdArray b) => Trace(f).ToJaxpr(a, b);
}
