namespace Core.Ir;

/// <summary>
/// One rule per op, implemented once by every pass, so that an op without a rule does not compile. Rules are split by family,
/// one file each, named as the files under <c>Ops/</c>.
/// </summary>
/// <typeparam name="TArg">What a rule gets besides the op.</typeparam>
/// <typeparam name="TResult">What a rule gives.</typeparam>
public interface IOpRules<in TArg, out TResult> where TArg : allows ref struct where TResult : allows ref struct
{
    // Elementwise
    /// <summary>The rule of <see cref="Ir.Unary"/>.</summary>
    TResult Unary(Unary op, TArg arg);
    /// <summary>The rule of <see cref="Ir.IntegerPow"/>.</summary>
    TResult IntegerPow(IntegerPow op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Round"/>.</summary>
    TResult Round(Round op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Conj"/>.</summary>
    TResult Conj(Conj op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Binary"/>.</summary>
    TResult Binary(Binary op, TArg arg);
    /// <summary>The rule of <see cref="Ir.AddAny"/>.</summary>
    TResult AddAny(AddAny op, TArg arg);
    /// <summary>The rule of <see cref="Ir.RegularizedIncompleteBeta"/>.</summary>
    TResult RegularizedIncompleteBeta(RegularizedIncompleteBeta op, TArg arg);
    /// <summary>The rule of <see cref="Ir.SelectN"/>.</summary>
    TResult SelectN(SelectN op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Clamp"/>.</summary>
    TResult Clamp(Clamp op, TArg arg);
    /// <summary>The rule of <see cref="Ir.ReducePrecision"/>.</summary>
    TResult ReducePrecision(ReducePrecision op, TArg arg);

    // Comparison
    /// <summary>The rule of <see cref="Ir.Comparison"/>.</summary>
    TResult Comparison(Comparison op, TArg arg);

    // Conversion
    /// <summary>The rule of <see cref="Ir.ConvertElementType"/>.</summary>
    TResult ConvertElementType(ConvertElementType op, TArg arg);
    /// <summary>The rule of <see cref="Ir.BitcastConvertType"/>.</summary>
    TResult BitcastConvertType(BitcastConvertType op, TArg arg);

    // Layout
    /// <summary>The rule of <see cref="Ir.BroadcastInDim"/>.</summary>
    TResult BroadcastInDim(BroadcastInDim op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Reshape"/>.</summary>
    TResult Reshape(Reshape op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Transpose"/>.</summary>
    TResult Transpose(Transpose op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Squeeze"/>.</summary>
    TResult Squeeze(Squeeze op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Rev"/>.</summary>
    TResult Rev(Rev op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Concatenate"/>.</summary>
    TResult Concatenate(Concatenate op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Stack"/>.</summary>
    TResult Stack(Stack op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Split"/>.</summary>
    TResult Split(Split op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Unstack"/>.</summary>
    TResult Unstack(Unstack op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Tile"/>.</summary>
    TResult Tile(Tile op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Pad"/>.</summary>
    TResult Pad(Pad op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Slice"/>.</summary>
    TResult Slice(Slice op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Iota"/>.</summary>
    TResult Iota(Iota op, TArg arg);

    // Indexing
    /// <summary>The rule of <see cref="Ir.Gather"/>.</summary>
    TResult Gather(Gather op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Scatter"/>.</summary>
    TResult Scatter(Scatter op, TArg arg);
    /// <summary>The rule of <see cref="Ir.DynamicSlice"/>.</summary>
    TResult DynamicSlice(DynamicSlice op, TArg arg);
    /// <summary>The rule of <see cref="Ir.DynamicUpdateSlice"/>.</summary>
    TResult DynamicUpdateSlice(DynamicUpdateSlice op, TArg arg);

    // Reduction
    /// <summary>The rule of <see cref="Ir.Reduce"/>.</summary>
    TResult Reduce(Reduce op, TArg arg);
    /// <summary>The rule of <see cref="Ir.ArgReduce"/>.</summary>
    TResult ArgReduce(ArgReduce op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Cumulative"/>.</summary>
    TResult Cumulative(Cumulative op, TArg arg);
    /// <summary>The rule of <see cref="Ir.ReduceWith"/>.</summary>
    TResult ReduceWith(ReduceWith op, TArg arg);

    // Window
    /// <summary>The rule of <see cref="Ir.ReduceWindow"/>.</summary>
    TResult ReduceWindow(ReduceWindow op, TArg arg);
    /// <summary>The rule of <see cref="Ir.ReduceWindowWith"/>.</summary>
    TResult ReduceWindowWith(ReduceWindowWith op, TArg arg);
    /// <summary>The rule of <see cref="Ir.SelectAndScatter"/>.</summary>
    TResult SelectAndScatter(SelectAndScatter op, TArg arg);
    /// <summary>The rule of <see cref="Ir.SelectAndScatterAdd"/>.</summary>
    TResult SelectAndScatterAdd(SelectAndScatterAdd op, TArg arg);
    /// <summary>The rule of <see cref="Ir.SelectAndGatherAdd"/>.</summary>
    TResult SelectAndGatherAdd(SelectAndGatherAdd op, TArg arg);

    // Contraction
    /// <summary>The rule of <see cref="Ir.DotGeneral"/>.</summary>
    TResult DotGeneral(DotGeneral op, TArg arg);
    /// <summary>The rule of <see cref="Ir.RaggedDotGeneral"/>.</summary>
    TResult RaggedDotGeneral(RaggedDotGeneral op, TArg arg);

    // Convolution
    /// <summary>The rule of <see cref="Ir.ConvGeneralDilated"/>.</summary>
    TResult ConvGeneralDilated(ConvGeneralDilated op, TArg arg);

    // Sorting
    /// <summary>The rule of <see cref="Ir.Sort"/>.</summary>
    TResult Sort(Sort op, TArg arg);
    /// <summary>The rule of <see cref="Ir.TopK"/>.</summary>
    TResult TopK(TopK op, TArg arg);
    /// <summary>The rule of <see cref="Ir.ApproxTopK"/>.</summary>
    TResult ApproxTopK(ApproxTopK op, TArg arg);

    // Linalg
    /// <summary>The rule of <see cref="Ir.Cholesky"/>.</summary>
    TResult Cholesky(Cholesky op, TArg arg);
    /// <summary>The rule of <see cref="Ir.CholeskyUpdate"/>.</summary>
    TResult CholeskyUpdate(CholeskyUpdate op, TArg arg);
    /// <summary>The rule of <see cref="Ir.TriangularSolve"/>.</summary>
    TResult TriangularSolve(TriangularSolve op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Lu"/>.</summary>
    TResult Lu(Lu op, TArg arg);
    /// <summary>The rule of <see cref="Ir.LuPivotsToPermutation"/>.</summary>
    TResult LuPivotsToPermutation(LuPivotsToPermutation op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Qr"/>.</summary>
    TResult Qr(Qr op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Geqrf"/>.</summary>
    TResult Geqrf(Geqrf op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Geqp3"/>.</summary>
    TResult Geqp3(Geqp3 op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Ormqr"/>.</summary>
    TResult Ormqr(Ormqr op, TArg arg);
    /// <summary>The rule of <see cref="Ir.HouseholderProduct"/>.</summary>
    TResult HouseholderProduct(HouseholderProduct op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Hessenberg"/>.</summary>
    TResult Hessenberg(Hessenberg op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Tridiagonal"/>.</summary>
    TResult Tridiagonal(Tridiagonal op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Eigh"/>.</summary>
    TResult Eigh(Eigh op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Eig"/>.</summary>
    TResult Eig(Eig op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Svd"/>.</summary>
    TResult Svd(Svd op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Schur"/>.</summary>
    TResult Schur(Schur op, TArg arg);
    /// <summary>The rule of <see cref="Ir.SymmetricProduct"/>.</summary>
    TResult SymmetricProduct(SymmetricProduct op, TArg arg);
    /// <summary>The rule of <see cref="Ir.TridiagonalSolve"/>.</summary>
    TResult TridiagonalSolve(TridiagonalSolve op, TArg arg);
    /// <summary>The rule of <see cref="Ir.CustomLinearSolve"/>.</summary>
    TResult CustomLinearSolve(CustomLinearSolve op, TArg arg);

    // Fft
    /// <summary>The rule of <see cref="Ir.Fft"/>.</summary>
    TResult Fft(Fft op, TArg arg);

    // Random
    /// <summary>The rule of <see cref="Ir.RandomSeed"/>.</summary>
    TResult RandomSeed(RandomSeed op, TArg arg);
    /// <summary>The rule of <see cref="Ir.RandomWrap"/>.</summary>
    TResult RandomWrap(RandomWrap op, TArg arg);
    /// <summary>The rule of <see cref="Ir.RandomUnwrap"/>.</summary>
    TResult RandomUnwrap(RandomUnwrap op, TArg arg);
    /// <summary>The rule of <see cref="Ir.RandomBits"/>.</summary>
    TResult RandomBits(RandomBits op, TArg arg);
    /// <summary>The rule of <see cref="Ir.RandomSplit"/>.</summary>
    TResult RandomSplit(RandomSplit op, TArg arg);
    /// <summary>The rule of <see cref="Ir.RandomFoldIn"/>.</summary>
    TResult RandomFoldIn(RandomFoldIn op, TArg arg);
    /// <summary>The rule of <see cref="Ir.RandomClone"/>.</summary>
    TResult RandomClone(RandomClone op, TArg arg);
    /// <summary>The rule of <see cref="Ir.RandomGamma"/>.</summary>
    TResult RandomGamma(RandomGamma op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Threefry2x32"/>.</summary>
    TResult Threefry2x32(Threefry2x32 op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Iota2x32Shape"/>.</summary>
    TResult Iota2x32Shape(Iota2x32Shape op, TArg arg);
    /// <summary>The rule of <see cref="Ir.RngBitGenerator"/>.</summary>
    TResult RngBitGenerator(RngBitGenerator op, TArg arg);
    /// <summary>The rule of <see cref="Ir.RngUniform"/>.</summary>
    TResult RngUniform(RngUniform op, TArg arg);

    // ControlFlow
    /// <summary>The rule of <see cref="Ir.Cond"/>.</summary>
    TResult Cond(Cond op, TArg arg);
    /// <summary>The rule of <see cref="Ir.PlatformIndex"/>.</summary>
    TResult PlatformIndex(PlatformIndex op, TArg arg);
    /// <summary>The rule of <see cref="Ir.While"/>.</summary>
    TResult While(While op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Scan"/>.</summary>
    TResult Scan(Scan op, TArg arg);
    /// <summary>The rule of <see cref="Ir.CondLanes"/>.</summary>
    TResult CondLanes(CondLanes op, TArg arg);
    /// <summary>The rule of <see cref="Ir.WhileLanes"/>.</summary>
    TResult WhileLanes(WhileLanes op, TArg arg);

    // Collectives
    /// <summary>The rule of <see cref="Ir.AllReduce"/>.</summary>
    TResult AllReduce(AllReduce op, TArg arg);
    /// <summary>The rule of <see cref="Ir.AxisIndex"/>.</summary>
    TResult AxisIndex(AxisIndex op, TArg arg);
    /// <summary>The rule of <see cref="Ir.AllGather"/>.</summary>
    TResult AllGather(AllGather op, TArg arg);
    /// <summary>The rule of <see cref="Ir.AllToAll"/>.</summary>
    TResult AllToAll(AllToAll op, TArg arg);
    /// <summary>The rule of <see cref="Ir.ReduceScatter"/>.</summary>
    TResult ReduceScatter(ReduceScatter op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Ppermute"/>.</summary>
    TResult Ppermute(Ppermute op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Pbroadcast"/>.</summary>
    TResult Pbroadcast(Pbroadcast op, TArg arg);

    // Calls
    /// <summary>The rule of <see cref="Ir.Call"/>.</summary>
    TResult Call(Call op, TArg arg);
    /// <summary>The rule of <see cref="Ir.ClosedCall"/>.</summary>
    TResult ClosedCall(ClosedCall op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Checkpoint"/>.</summary>
    TResult Checkpoint(Checkpoint op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Named"/>.</summary>
    TResult Named(Named op, TArg arg);
    /// <summary>The rule of <see cref="Ir.OptimizationBarrier"/>.</summary>
    TResult OptimizationBarrier(OptimizationBarrier op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Check"/>.</summary>
    TResult Check(Check op, TArg arg);
    /// <summary>The rule of <see cref="Ir.CustomJvpCall"/>.</summary>
    TResult CustomJvpCall(CustomJvpCall op, TArg arg);
    /// <summary>The rule of <see cref="Ir.CustomVjpCall"/>.</summary>
    TResult CustomVjpCall(CustomVjpCall op, TArg arg);
    /// <summary>The rule of <see cref="Ir.CustomVmapCall"/>.</summary>
    TResult CustomVmapCall(CustomVmapCall op, TArg arg);

    // State
    /// <summary>The rule of <see cref="Ir.NewRef"/>.</summary>
    TResult NewRef(NewRef op, TArg arg);
    /// <summary>The rule of <see cref="Ir.EmptyRef"/>.</summary>
    TResult EmptyRef(EmptyRef op, TArg arg);
    /// <summary>The rule of <see cref="Ir.Freeze"/>.</summary>
    TResult Freeze(Freeze op, TArg arg);
    /// <summary>The rule of <see cref="Ir.FreeRef"/>.</summary>
    TResult FreeRef(FreeRef op, TArg arg);
    /// <summary>The rule of <see cref="Ir.RefGet"/>.</summary>
    TResult RefGet(RefGet op, TArg arg);
    /// <summary>The rule of <see cref="Ir.RefSwap"/>.</summary>
    TResult RefSwap(RefSwap op, TArg arg);
    /// <summary>The rule of <see cref="Ir.RefAddUpdate"/>.</summary>
    TResult RefAddUpdate(RefAddUpdate op, TArg arg);
}
