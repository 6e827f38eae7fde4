using Core.Ir;
using static Core.Tests.Ir.Types;

namespace Core.Tests.Ir;

/// <summary>What the ops of linear algebra say about operands that do not fit.</summary>
public class LinalgInferErrorTests
{
    private static readonly Jaxpr Twice = Jaxpr.Parse("{ lambda ; a:f32[3]. let b:f32[3] = mul a 2.0:f32[] in (b,) }");

    private static IEnumerable<TestCaseData> Cases()
    {
        yield return Case(new Cholesky(), [F32(3)], "cholesky: the operand must be a matrix or a stack of them, got f32[3].");
        yield return Case(new Cholesky(), [F32(2, 3)], "cholesky: the operand must be a square matrix or a stack of them, got f32[2,3].");
        yield return Case(new Cholesky(), [I32(3, 3)], "cholesky: the operand must be floating-point or complex, got i32[3,3]. Convert it with AsType(F32).");
        yield return Case(new CholeskyUpdate(), [F32(3, 3), F32(2)], "cholesky_update: needs a square matrix and a vector of its size, got f32[3,3] and f32[2].");
        yield return Case(new Lu(), [F32()], "lu: the operand must be a matrix or a stack of them, got f32[].");
        yield return Case(new LuPivotsToPermutation(2), [I32(3)], "lu_pivots_to_permutation: permutation_size must be at least 3, the number of pivots of i32[3], got 2.");
        yield return Case(new LuPivotsToPermutation(3), [F32(3)], "lu_pivots_to_permutation: the pivots must be i32, got f32[3].");
        yield return Case(new SymmetricProduct(Scalar.Of(1.0), Scalar.Of(0.0)), [F32(2, 3), F32(3, 3)], "symmetric_product: needs a matrix of shape (m, n) and one of shape (m, m), got f32[2,3] and f32[3,3].");
        yield return Case(new Qr(true), [F32(3)], "qr: the operand must be a matrix or a stack of them, got f32[3].");
        yield return Case(new Geqp3(), [F32(3, 2), I32(3)], "geqp3: needs a matrix and one integer per column of it, got f32[3,2] and i32[3].");
        yield return Case(new Geqp3(), [F32(3, 2), F32(2)], "geqp3: operand 1 must be an integer, got f32[2].");
        yield return Case(new HouseholderProduct(), [F32(2, 3), F32(2)], "householder_product: the matrix must have at least as many rows as columns, got f32[2,3].");
        yield return Case(new HouseholderProduct(), [F32(3, 2), F32(3)], "householder_product: there are more factors than columns, got f32[3,2] and f32[3].");
        yield return Case(new Ormqr(true, false), [F32(3, 2), F32(2), F32(2, 3)], "ormqr: the rows of f32[2,3] must be as many as the rows of the reflections f32[3,2].");
        yield return Case(new Ormqr(false, false), [F32(3, 2), F32(2), F32(3, 2)], "ormqr: the columns of f32[3,2] must be as many as the rows of the reflections f32[3,2].");
        yield return Case(new Ormqr(true, false), [F32(3, 2), F32(3), F32(3, 2)], "ormqr: there are more factors than reflections, got f32[3] for f32[3,2].");
        yield return Case(new Hessenberg(), [F32(0, 0)], "hessenberg: the matrix must not be empty, got f32[0,0].");
        yield return Case(new Tridiagonal(true), [F32(0, 0)], "tridiagonal: the matrix must not be empty, got f32[0,0].");
        yield return Case(new Eigh(SubsetByIndex: [1, 4]), [F32(3, 3)], "eigh: subset_by_index must be two places from 0 to 3 in order for f32[3,3], got (1, 4).");
        yield return Case(new Eig(false, true), [F32(3, 2)], "eig: the operand must be a square matrix or a stack of them, got f32[3,2].");
        yield return Case(new Schur(true), [F32(3, 2)], "schur: the operand must be a square matrix or a stack of them, got f32[3,2].");
        yield return Case(new Svd(true, SubsetByIndex: [0, 1]), [F32(3, 2)], "svd: full_matrices and a subset_by_index (0, 1) of the 2 singular values of f32[3,2] exclude each other.");
        yield return Case(new TriangularSolve(true, true), [F32(2, 3), F32(3, 1)], "triangular_solve: operand 0 must be a square matrix or a stack of them, got f32[2,3].");
        yield return Case(new TriangularSolve(true, true), [F32(3, 3), F32(2, 3)], "triangular_solve: the rows of the right-hand side must be as many as those of the matrix, got f32[3,3] and f32[2,3].");
        yield return Case(new TriangularSolve(false, true), [F32(3, 3), F32(3, 2)], "triangular_solve: the columns of the right-hand side must be as many as those of the matrix, got f32[3,3] and f32[3,2].");
        yield return Case(new TriangularSolve(true, true), [F32(2, 3, 3), F32(4, 3, 1)], "triangular_solve: the axes in front of the matrices and vectors must be the same for all operands, got f32[2,3,3] and f32[4,3,1].");
        yield return Case(new TriangularSolve(true, true), [F32(3, 3), new(DType.F64, [3, 1])], "triangular_solve: operands must have one element type, got f32[3,3] and f64[3,1]; convert one with AsType.");
        yield return Case(new TridiagonalSolve(false), [F32(3), F32(3), F32(2), F32(3, 1)], "tridiagonal_solve: the three diagonals must have one entry per row of the right-hand side, got f32[3], f32[3], f32[2] and f32[3,1].");
        yield return Case(new CustomLinearSolve(Twice, null, Twice, null, default), [F32(4)], "custom_linear_solve: matvec must take its own operands and the right-hand side, f32[4], and give f32[4]; it takes f32[3] and gives f32[3].");
        yield return Case(new CustomLinearSolve(Twice, null, Twice, null, new(1, 0, 0, 0)), [F32(3)], "custom_linear_solve: takes 2 operands, got 1.");

        static TestCaseData Case(Op op, ArrayType[] inputs, string message) => new TestCaseData(op, inputs, message).SetArgDisplayNames(message);
    }

    [TestCaseSource(nameof(Cases))]
    public void Operands_that_do_not_fit_are_told(Op op, ArrayType[] inputs, string message)
    {
        Exception error = Assert.Catch(() => op.Infer(inputs))!;

        Assert.Multiple(() =>
        {
            Assert.That(error.Message, Is.EqualTo(message));
            Assert.That(error, Is.InstanceOf<VmapException>());
        });
    }
}
