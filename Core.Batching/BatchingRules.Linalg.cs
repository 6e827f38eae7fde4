using Core.Ir;

namespace Core.Batching;

internal sealed partial class BatchingRules
{
    public Batched[] Cholesky(Cholesky op, Batched[] args) => Stacks(op, args);

    public Batched[] CholeskyUpdate(CholeskyUpdate op, Batched[] args) => Stacks(op, args);

    public Batched[] Lu(Lu op, Batched[] args) => Stacks(op, args);

    public Batched[] LuPivotsToPermutation(LuPivotsToPermutation op, Batched[] args) => Stacks(op, args);

    public Batched[] SymmetricProduct(SymmetricProduct op, Batched[] args) => Stacks(op, args);

    public Batched[] Qr(Qr op, Batched[] args) => Stacks(op, args);

    public Batched[] Geqrf(Geqrf op, Batched[] args) => Stacks(op, args);

    public Batched[] Geqp3(Geqp3 op, Batched[] args) => Stacks(op, args);

    public Batched[] HouseholderProduct(HouseholderProduct op, Batched[] args) => Stacks(op, args);

    public Batched[] Ormqr(Ormqr op, Batched[] args) => Stacks(op, args);

    public Batched[] Hessenberg(Hessenberg op, Batched[] args) => Stacks(op, args);

    public Batched[] Tridiagonal(Tridiagonal op, Batched[] args) => Stacks(op, args);

    public Batched[] Eigh(Eigh op, Batched[] args) => Stacks(op, args);

    public Batched[] Eig(Eig op, Batched[] args) => Stacks(op, args);

    public Batched[] Schur(Schur op, Batched[] args) => Stacks(op, args);

    public Batched[] Svd(Svd op, Batched[] args) => Stacks(op, args);

    // JAX: _triangular_solve_batching_rule. With one matrix for all, the examples become further columns, or rows, of the right-hand side.
    public Batched[] TriangularSolve(TriangularSolve op, Batched[] args)
    {
        if (args[0].Axis is not null) return Stacks(op, args);
        int axis = args[1].Value.Rank - (op.LeftSide ? 1 : 2);
        NdArray b = Move(args[1], axis);
        return One(Lax.Reshape(Lax.Bind(op, args[0].Value, Merged(b, axis - 1)), b.Shape), axis);
    }

    // JAX: _tridiagonal_solve_batching_rule.
    public Batched[] TridiagonalSolve(TridiagonalSolve op, Batched[] args)
    {
        if (args[0].Axis is not null || args[1].Axis is not null || args[2].Axis is not null) return Stacks(op, args);
        int axis = args[3].Value.Rank - 2;
        NdArray b = Move(args[3], axis);
        return One(Lax.Reshape(Lax.Bind(op, args[0].Value, args[1].Value, args[2].Value, Merged(b, axis)), b.Shape), axis);
    }

    // JAX: _linear_solve_batching_rule. Which parts of x and b are mapped is found by mapping the programs until nothing more is: it must
    // be the same for all four. The operands get the mapped axis in front.
    public Batched[] CustomLinearSolve(CustomLinearSolve op, Batched[] args)
    {
        LinearSolveConsts n = op.ConstLengths;
        bool[] given = new bool[args.Length];
        for (int i = 0; i < given.Length; i++) given[i] = args[i].Axis is not null;
        bool[] matvecConsts = given[..n.MatVec], vecmatConsts = given.AsSpan(n.MatVec, n.VecMat).ToArray();
        bool[] solveConsts = given.AsSpan(n.MatVec + n.VecMat, n.Solve).ToArray();
        bool[] transposeConsts = given.AsSpan(n.MatVec + n.VecMat + n.Solve, n.TransposeSolve).ToArray(), givenB = given[n.Total..];
        int count = op.Count, aux = op.AuxCount;

        bool[] b = givenB, x = new bool[op.Solve.Outputs.Count];
        while (true)
        {
            (Jaxpr solve, bool[] solved) = BatchedPrograms.Get(op.Solve, mapped, [.. solveConsts, .. b], x);
            bool[] newX = solved;
            Jaxpr? vecmat = null, transposeSolve = null;
            if (op.VecMat is not null)
            {
                (vecmat, bool[] product) = BatchedPrograms.Get(op.VecMat, mapped, [.. vecmatConsts, .. b], b);
                bool[] all = [.. product, .. Enumerable.Repeat(true, aux)]; // further results are mapped in any case
                newX = [.. all.Zip(solved, (p, s) => p || s)];
            }
            (Jaxpr matvec, bool[] newB) = BatchedPrograms.Get(op.MatVec, mapped, [.. matvecConsts, .. newX[..count]], b);
            if (op.TransposeSolve is not null)
            {
                (transposeSolve, bool[] transposed) = BatchedPrograms.Get(op.TransposeSolve, mapped, [.. transposeConsts, .. newX[..count]], newX);
                newB = [.. newB.Zip(transposed, (p, s) => p || s)];
            }
            newB = [.. newB.Zip(givenB, (p, g) => p || g)];
            if (!newX.SequenceEqual(x) || !newB.SequenceEqual(b))
            {
                (x, b) = (newX, newB);
                continue;
            }

            NdArray[] operands = new NdArray[args.Length];
            for (int i = 0; i < operands.Length; i++)
            {
                operands[i] = args[i].Axis is not null ? Move(args[i], 0)
                    : i >= n.Total && b[i - n.Total] ? Lax.InsertAxis(args[i].Value, 0, mapped.Size)
                    : args[i].Value;
            }
            NdArray[] results = Lax.BindAll(op with { MatVec = matvec, VecMat = vecmat, Solve = solve, TransposeSolve = transposeSolve }, operands);
            return [.. results.Select((value, i) => new Batched(value, solved[i] ? 0 : null))];
        }
    }

    // JAX: expand_dims_batcher. Stacks of matrices become stacks with one axis more in front; what all examples share is repeated.
    private Batched[] Stacks(Op op, ReadOnlySpan<Batched> args) => [.. Lax.BindAll(op, AllAtFront(args)).Select(value => new Batched(value, 0))];

    /// <summary>The array with an axis and the next one made one.</summary>
    private static NdArray Merged(NdArray x, int axis) => Lax.Reshape(x, x.Shape.Remove(axis).With(axis, x.Shape[axis] * x.Shape[axis + 1]));
}
