namespace Core.Ir.Text;

internal sealed partial class ParamText
{
    private static readonly ValueArray<string> LinearSolveParts = ["matvec", "vecmat", "solve", "transpose_solve"];

    public ParamWriter Cholesky(Cholesky op, ParamWriter w) => w;

    public ParamWriter CholeskyUpdate(CholeskyUpdate op, ParamWriter w) => w;

    public ParamWriter Lu(Lu op, ParamWriter w) => w;

    public ParamWriter LuPivotsToPermutation(LuPivotsToPermutation op, ParamWriter w) => w.Add("permutation_size", op.PermutationSize);

    public ParamWriter SymmetricProduct(SymmetricProduct op, ParamWriter w) => w.Add("alpha", op.Alpha.ToString()).Add("beta", op.Beta.ToString());

    public ParamWriter Qr(Qr op, ParamWriter w) => w.Add("full_matrices", op.FullMatrices).Add("pivoting", op.Pivoting).AddOrNone("use_magma", op.UseMagma);

    public ParamWriter Geqrf(Geqrf op, ParamWriter w) => w;

    public ParamWriter Geqp3(Geqp3 op, ParamWriter w) => w.AddOrNone("use_magma", op.UseMagma);

    public ParamWriter HouseholderProduct(HouseholderProduct op, ParamWriter w) => w;

    public ParamWriter Ormqr(Ormqr op, ParamWriter w) => w.Add("left", op.Left).Add("transpose", op.Transpose);

    public ParamWriter Hessenberg(Hessenberg op, ParamWriter w) => w;

    public ParamWriter Tridiagonal(Tridiagonal op, ParamWriter w) => w.Add("lower", op.Lower);

    public ParamWriter Eigh(Eigh op, ParamWriter w) => w
        .Add("algorithm", op.Algorithm is { } chosen ? NameOf(chosen) : "None")
        .Add("lower", op.Lower).Add("sort_eigenvalues", op.SortEigenvalues).AddOrNone("subset_by_index", op.SubsetByIndex);

    public ParamWriter Eig(Eig op, ParamWriter w) => w
        .Add("compute_left_eigenvectors", op.ComputeLeftEigenvectors).Add("compute_right_eigenvectors", op.ComputeRightEigenvectors)
        .Add("enable_eigvec_derivs", op.EnableEigvecDerivs)
        .Add("implementation", op.Implementation is { } chosen ? NameOf(chosen) : "None");

    public ParamWriter Schur(Schur op, ParamWriter w) =>
        w.Add("compute_schur_vectors", op.ComputeSchurVectors).None("select_callable").Add("sort_eig_vals", op.SortEigVals);

    public ParamWriter Svd(Svd op, ParamWriter w) => w
        .Add("algorithm", op.Algorithm is { } chosen ? NameOf(chosen) : "None")
        .Add("compute_uv", op.ComputeUv).Add("full_matrices", op.FullMatrices).AddOrNone("subset_by_index", op.SubsetByIndex);

    public ParamWriter TriangularSolve(TriangularSolve op, ParamWriter w) => w
        .Add("conjugate_a", op.ConjugateA).Add("left_side", op.LeftSide).Add("lower", op.Lower)
        .Add("transpose_a", op.TransposeA).Add("unit_diagonal", op.UnitDiagonal);

    public ParamWriter TridiagonalSolve(TridiagonalSolve op, ParamWriter w) => w.Add("perturb_singular", op.PerturbSingular);

    // JAX prints the named tuple of programs as Python does: each as a text of its own, with its own names and no indentation.
    public ParamWriter CustomLinearSolve(CustomLinearSolve op, ParamWriter w)
    {
        LinearSolveConsts n = op.ConstLengths;
        return w
            .Add("const_lengths", NamedTuple(PythonText.Of(n.MatVec), PythonText.Of(n.VecMat), PythonText.Of(n.Solve), PythonText.Of(n.TransposeSolve)))
            .Add("jaxprs", NamedTuple(op.MatVec.ToString(), Text(op.VecMat), op.Solve.ToString(), Text(op.TransposeSolve)));

        static string Text(Jaxpr? jaxpr) => jaxpr?.ToString() ?? "None";
    }

    private static string NameOf(EighImplementation chosen) => chosen switch
    {
        EighImplementation.Qr => "EighImplementation.QR",
        EighImplementation.Jacobi => "EighImplementation.JACOBI",
        EighImplementation.Qdwh => "EighImplementation.QDWH",
    };

    private static string NameOf(EigImplementation chosen) => chosen switch
    {
        EigImplementation.Cusolver => "EigImplementation.CUSOLVER",
        EigImplementation.Magma => "EigImplementation.MAGMA",
        EigImplementation.Lapack => "EigImplementation.LAPACK",
    };

    private static string NameOf(SvdAlgorithm chosen) => chosen switch
    {
        SvdAlgorithm.Default => "SvdAlgorithm.DEFAULT",
        SvdAlgorithm.Qr => "SvdAlgorithm.QR",
        SvdAlgorithm.Jacobi => "SvdAlgorithm.JACOBI",
        SvdAlgorithm.Polar => "SvdAlgorithm.POLAR",
        SvdAlgorithm.DivideAndConquer => "SvdAlgorithm.DIVIDE_AND_CONQUER",
    };

    private static string NamedTuple(params ReadOnlySpan<string> values)
    {
        string[] fields = new string[values.Length];
        for (int i = 0; i < fields.Length; i++) fields[i] = $"{LinearSolveParts[i]}={values[i]}";
        return $"_LinearSolveTuple({string.Join(", ", fields)})";
    }

    private static void AddLinalg(Dictionary<string, OpReader> readers)
    {
        readers["cholesky"] = _ => new Cholesky();
        readers["cholesky_update"] = _ => new CholeskyUpdate();
        readers["lu"] = _ => new Lu();
        readers["lu_pivots_to_permutation"] = p => new LuPivotsToPermutation(p.Int("permutation_size"));
        readers["symmetric_product"] = p => new SymmetricProduct(p.Number("alpha"), p.Number("beta"));
        readers["qr"] = p => new Qr(p.Bool("full_matrices"), p.Bool("pivoting"), p.BoolOrNone("use_magma"));
        readers["geqrf"] = _ => new Geqrf();
        readers["geqp3"] = p => new Geqp3(p.BoolOrNone("use_magma"));
        readers["householder_product"] = _ => new HouseholderProduct();
        readers["ormqr"] = p => new Ormqr(p.Bool("left"), p.Bool("transpose"));
        readers["hessenberg"] = _ => new Hessenberg();
        readers["tridiagonal"] = p => new Tridiagonal(p.Bool("lower"));
        readers["eigh"] = p => new Eigh(p.Bool("lower"), p.Bool("sort_eigenvalues"), p.IntsOrNone("subset_by_index"), p.Text("algorithm") switch
        {
            "None" => null,
            "EighImplementation.QR" => EighImplementation.Qr,
            "EighImplementation.JACOBI" => EighImplementation.Jacobi,
            "EighImplementation.QDWH" => EighImplementation.Qdwh,
            string other => throw p.Wrong("algorithm", "None or a name such as EighImplementation.QR", other),
        });
        readers["eig"] = p => new Eig(
            p.Bool("compute_left_eigenvectors"), p.Bool("compute_right_eigenvectors"), p.OptionalBool("enable_eigvec_derivs") ?? false, p.Text("implementation") switch
            {
                "None" => null,
                "EigImplementation.CUSOLVER" => EigImplementation.Cusolver,
                "EigImplementation.MAGMA" => EigImplementation.Magma,
                "EigImplementation.LAPACK" => EigImplementation.Lapack,
                string other => throw p.Wrong("implementation", "None or a name such as EigImplementation.LAPACK", other),
            });
        readers["schur"] = p =>
        {
            p.None("select_callable");
            return new Schur(p.Bool("compute_schur_vectors"), p.Bool("sort_eig_vals"));
        };
        readers["svd"] = p => new Svd(p.Bool("full_matrices"), p.Bool("compute_uv"), p.IntsOrNone("subset_by_index"), p.Text("algorithm") switch
        {
            "None" => null,
            "SvdAlgorithm.DEFAULT" => SvdAlgorithm.Default,
            "SvdAlgorithm.QR" => SvdAlgorithm.Qr,
            "SvdAlgorithm.JACOBI" => SvdAlgorithm.Jacobi,
            "SvdAlgorithm.POLAR" => SvdAlgorithm.Polar,
            "SvdAlgorithm.DIVIDE_AND_CONQUER" => SvdAlgorithm.DivideAndConquer,
            string other => throw p.Wrong("algorithm", "None or a name such as SvdAlgorithm.QR", other),
        });
        readers["triangular_solve"] = p =>
            new TriangularSolve(p.Bool("left_side"), p.Bool("lower"), p.Bool("transpose_a"), p.Bool("conjugate_a"), p.Bool("unit_diagonal"));
        readers["tridiagonal_solve"] = p => new TridiagonalSolve(p.Bool("perturb_singular"));
        readers["custom_linear_solve"] = p =>
        {
            List<int> lengths = p.NamedInts("const_lengths", "_LinearSolveTuple", LinearSolveParts);
            List<Jaxpr?> jaxprs = p.NamedJaxprs("jaxprs", "_LinearSolveTuple", LinearSolveParts);
            if (jaxprs is not [{ } matvec, var vecmat, { } solve, var transposeSolve])
                throw p.Wrong("jaxprs", "programs for matvec and solve", "None");
            return new CustomLinearSolve(matvec, vecmat, solve, transposeSolve, new(lengths[0], lengths[1], lengths[2], lengths[3]));
        };
    }
}
