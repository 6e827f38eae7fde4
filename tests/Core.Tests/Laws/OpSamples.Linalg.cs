using System.Numerics;
using Core.Ir;

namespace Core.Tests.Laws;

public static partial class OpSamples
{
    private static IEnumerable<OpSample> Linear()
    {
        Jaxpr halve = Jaxpr.Parse("{ lambda ; a:f32[3] b:f32[3]. let c:f32[3] = div b a in (c,) }");
        Jaxpr scale = Jaxpr.Parse("{ lambda ; a:f32[3] b:f32[3]. let c:f32[3] = mul b a in (c,) }");
        return
        [
            Of(new Cholesky(), Positive(DType.F32, 3)),
            Of(new Cholesky(), Positive(DType.C64, 2)),
            Of(new CholeskyUpdate(), "f32[3,3]", "f32[3]"),
            Of(new TriangularSolve(LeftSide: true, Lower: true), "f32[3,3] 1..2", "f32[3,2]"),
            Of(new TriangularSolve(LeftSide: false, Lower: false, TransposeA: true), "f32[2,3,3] 1..2", "f32[2,2,3]"),
            Of(new TriangularSolve(LeftSide: true, Lower: false, TransposeA: true, ConjugateA: true, UnitDiagonal: true), "c64[3,3] 1..2", "c64[3,1]"),
            Of(new Lu(), "f32[3,4]"),
            Of(new Lu(), "c64[2,3,2]"),
            Of(new LuPivotsToPermutation(4), "i32[2] 1..3"),
            Of(new Qr(FullMatrices: true), "f32[4,2]"),
            Of(new Qr(FullMatrices: false, Pivoting: true, UseMagma: false), "c64[2,3]"),
            Of(new Geqrf(), "f32[2,3,2]"),
            Of(new Geqp3(), "f32[3,4]", "i32[4] 0..1"),
            Of(new Ormqr(Left: true, Transpose: false), "f32[4,2]", "f32[2]", "f32[4,3]"),
            Of(new Ormqr(Left: false, Transpose: true), "c64[3,2]", "c64[2]", "c64[2,3]"),
            Of(new HouseholderProduct(), "f32[4,3]", "f32[2]"),
            Of(new Hessenberg(), "f32[4,4]"),
            Of(new Tridiagonal(Lower: true), "f32[4,4]"),
            Of(new Tridiagonal(Lower: false), "c64[3,3]"),
            Of(new Eigh(), "f32[3,3]"),
            Of(new Eig(ComputeLeftEigenvectors: true, ComputeRightEigenvectors: true), "f32[3,3]"),
            Of(new Svd(FullMatrices: true), "f32[3,2]"),
            Of(new Schur(ComputeSchurVectors: true), "f32[4,4]"),
            Of(new Schur(ComputeSchurVectors: false), "c64[3,3]"),
            Of(new SymmetricProduct(Scalar.Of(2.0), Scalar.Of(0.5)), "f32[3,2]", "f32[3,3]"),
            Of(new TridiagonalSolve(PerturbSingular: false), "f32[3]", "f32[3] 7..9", "f32[3]", "f32[3,2]"),
            Of(new TridiagonalSolve(PerturbSingular: true), "c64[3]", "c64[3]", "c64[3]", "c64[3,1]"),
            Of(new CustomLinearSolve(scale, scale, halve, halve, new(1, 1, 1, 1)), "f32[3] 2..2", "f32[3] 2..2", "f32[3] 2..2", "f32[3] 2..2", "f32[3]"),
            Of(new CustomLinearSolve(scale, null, halve, null, new(1, 0, 1, 0)), "f32[3] 2..2", "f32[3] 2..2", "f32[3]"),
            .. Enum.GetValues<EighImplementation>().Select(algorithm => Of(new Eigh(Lower: false, SubsetByIndex: [0, 2], Algorithm: algorithm), "c64[3,3]")),
            .. Enum.GetValues<EigImplementation>().Select(library => Of(new Eig(ComputeLeftEigenvectors: false, ComputeRightEigenvectors: false, Implementation: library), "c64[2,2]")),
            .. Enum.GetValues<SvdAlgorithm>().Select(algorithm => Of(new Svd(FullMatrices: false, ComputeUv: false, SubsetByIndex: [0, 1], Algorithm: algorithm), "c64[2,3]")),
        ];
    }

    /// <summary>A positive definite matrix.</summary>
    private static Operand Positive(DType dtype, int n) => new(new(dtype, [n, n]), random =>
    {
        Complex[,] x = new Complex[n, n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) x[i, j] = new(random.NextDouble(), dtype.IsComplex ? random.NextDouble() : 0);
        ArrayData[] entries = new ArrayData[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                Complex sum = i == j ? 1 : 0;
                for (int k = 0; k < n; k++) sum += x[i, k] * Complex.Conjugate(x[j, k]);
                entries[i * n + j] = Scalar.Of(sum).ToArray(dtype);
            }
        }
        return Mapping.Stack(entries, 0, new(dtype, [])).Reshape([n, n]);
    });
}
