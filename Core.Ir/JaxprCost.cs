namespace Core.Ir;

/// <summary>How much a program does.</summary>
/// <param name="Equations">How many equations it has, those of the programs that it calls included, the calls themselves not.</param>
/// <param name="Flops">How many elementary operations on numbers they stand for; moving data counts nothing.</param>
public readonly record struct JaxprCost(long Equations, long Flops)
{
    /// <summary>The cost of a program.</summary>
    public static JaxprCost Of(Jaxpr jaxpr) => Of(jaxpr, []);

    /// <summary>The programs of an op, those for several lanes left out: they are the ones for a lane once more.</summary>
    private static ValueArray<Jaxpr> Counted(Op op) => op switch
    {
        CondLanes lanes => lanes.Branches,
        WhileLanes lanes => [lanes.CondJaxpr, lanes.BodyJaxpr],
        _ => op.Jaxprs,
    };

    /// <summary>How often the programs of an op run; once for a while loop, as it is not known.</summary>
    private static long Times(Equation equation) => equation.Op switch
    {
        Scan scan => scan.Length,
        CondLanes => equation.Inputs[0].Type.Shape[0],
        WhileLanes => equation.Outputs[0].Type.Shape[0],
        _ => 1,
    };

    private static JaxprCost Of(Jaxpr jaxpr, Dictionary<Jaxpr, JaxprCost> known)
    {
        if (known.TryGetValue(jaxpr, out JaxprCost cost)) return cost;
        return known[jaxpr] = DeepRecursion.Run(() =>
        {
            long equations = 0, flops = 0;
            FlopRules rules = new();
            foreach (Equation equation in jaxpr.Equations)
            {
                if (equation.Op.Jaxprs.Count == 0 || equation.Op is Cond or While or Scan or CondLanes or WhileLanes) equations++;
                long inside = 0;
                foreach (Jaxpr inner in Counted(equation.Op))
                {
                    JaxprCost of = Of(inner, known);
                    equations += of.Equations;
                    inside = equation.Op is Cond or CondLanes ? Math.Max(inside, of.Flops) : inside + of.Flops; // one branch runs, at most the dearest
                }
                flops += inside * Times(equation);
                flops += equation.Op.Accept(rules, equation);
            }
            return new JaxprCost(equations, flops);
        });
    }
}

/// <summary>How many elementary operations each op stands for, programs that it calls not counted.</summary>
internal sealed partial class FlopRules : IOpRules<Equation, long>
{
    public long Unary(Unary op, Equation e) => op.Kind is UnaryKind.Copy or UnaryKind.StopGradient ? 0 : PerResult(e);

    public long IntegerPow(IntegerPow op, Equation e) => PerResult(e);

    public long Round(Round op, Equation e) => PerResult(e);

    public long Conj(Conj op, Equation e) => PerResult(e);

    public long Binary(Binary op, Equation e) => PerResult(e);

    public long AddAny(AddAny op, Equation e) => PerResult(e);

    public long RegularizedIncompleteBeta(RegularizedIncompleteBeta op, Equation e) => PerResult(e);

    public long SelectN(SelectN op, Equation e) => PerResult(e);

    public long Clamp(Clamp op, Equation e) => 2 * PerResult(e);

    public long ReducePrecision(ReducePrecision op, Equation e) => PerResult(e);

    public long Comparison(Comparison op, Equation e) => PerResult(e);

    public long ConvertElementType(ConvertElementType op, Equation e) => PerResult(e);

    public long BitcastConvertType(BitcastConvertType op, Equation e) => 0;

    public long BroadcastInDim(BroadcastInDim op, Equation e) => 0;

    public long Reshape(Reshape op, Equation e) => 0;

    public long Transpose(Transpose op, Equation e) => 0;

    public long Squeeze(Squeeze op, Equation e) => 0;

    public long Rev(Rev op, Equation e) => 0;

    public long Concatenate(Concatenate op, Equation e) => 0;

    public long Stack(Stack op, Equation e) => 0;

    public long Split(Split op, Equation e) => 0;

    public long Unstack(Unstack op, Equation e) => 0;

    public long Tile(Tile op, Equation e) => 0;

    public long Pad(Pad op, Equation e) => 0;

    public long Slice(Slice op, Equation e) => 0;

    public long Iota(Iota op, Equation e) => 0;

    // Indexing

    public long Gather(Gather op, Equation e) => 0;

    // The program is counted once with the programs among the parameters; it runs once per update.
    public long Scatter(Scatter op, Equation e) => op.UpdateJaxpr is { } update ? (e.Inputs[2].Type.Size - 1) * JaxprCost.Of(update).Flops : 0;

    public long DynamicSlice(DynamicSlice op, Equation e) => 0;

    public long DynamicUpdateSlice(DynamicUpdateSlice op, Equation e) => 0;

    public long Reduce(Reduce op, Equation e) => PerOperand(e);

    public long ArgReduce(ArgReduce op, Equation e) => PerOperand(e);

    public long Cumulative(Cumulative op, Equation e) => PerOperand(e);

    public long ReduceWith(ReduceWith op, Equation e) => op.Jaxpr.Equations.Count * e.Inputs[0].Type.Size;

    // Window

    public long ReduceWindow(ReduceWindow op, Equation e) => PerResult(e) * Product(op.Window.Dimensions);

    public long ReduceWindowWith(ReduceWindowWith op, Equation e) => op.Jaxpr.Equations.Count * PerResult(e) * Product(op.Window.Dimensions);

    public long SelectAndScatter(SelectAndScatter op, Equation e) => e.Inputs[1].Type.Size * (Product(op.Window.Dimensions) + 1);

    public long SelectAndScatterAdd(SelectAndScatterAdd op, Equation e) => e.Inputs[0].Type.Size * (Product(op.Window.Dimensions) + 1);

    public long SelectAndGatherAdd(SelectAndGatherAdd op, Equation e) => PerResult(e) * Product(op.Window.Dimensions);

    public long DotGeneral(DotGeneral op, Equation e) => 2 * PerResult(e) * op.ContractedSize(e.Inputs[0].Type);

    // Each element is multiplied in one group only; of a ragged batch the groups change nothing.
    public long RaggedDotGeneral(RaggedDotGeneral op, Equation e)
    {
        long products = 2 * PerResult(e) * new DotGeneral(op.Dims.Dot).ContractedSize(e.Inputs[0].Type);
        return op.Dims.Kind is RaggedKind.Contracted ? products / Math.Max(1, e.Outputs[0].Type.Shape[0]) : products;
    }

    // Convolution

    // Places where the kernel hangs over the edge are counted in full.
    public long ConvGeneralDilated(ConvGeneralDilated op, Equation e)
    {
        ArrayType kernel = e.Inputs[1].Type;
        return 2 * PerResult(e) * (kernel.Size / Math.Max(1, kernel.Shape[op.Dims.Rhs[0]]));
    }

    // Sorting

    public long Sort(Sort op, Equation e) => Comparisons(e.Inputs[0].Type, op.Dimension);

    public long TopK(TopK op, Equation e) => Comparisons(e.Inputs[0].Type, op.Axis);

    public long ApproxTopK(ApproxTopK op, Equation e) => Comparisons(e.Inputs[0].Type, op.AxisOf(e.Inputs[0].Type.Rank));

    // Linalg: JaxprCost.Linalg.cs

    // Fft

    // The usual count for n numbers: 5 n log2 n, and half of it where one side is real.
    public long Fft(Fft op, Equation e)
    {
        long numbers = Math.Max(e.Inputs[0].Type.Size, e.Outputs[0].Type.Size);
        double flops = 5 * numbers * Math.Log2(Math.Max(1, Product(op.Lengths)));
        return (long)(op.Kind is FftKind.Fft or FftKind.Ifft ? flops : flops / 2);
    }

    // Random

    public long RandomSeed(RandomSeed op, Equation e) => 0;

    public long RandomWrap(RandomWrap op, Equation e) => 0;

    public long RandomUnwrap(RandomUnwrap op, Equation e) => 0;

    public long RandomBits(RandomBits op, Equation e) => PerResults(e);

    public long RandomSplit(RandomSplit op, Equation e) => PerResults(e);

    public long RandomFoldIn(RandomFoldIn op, Equation e) => PerResults(e);

    public long RandomClone(RandomClone op, Equation e) => 0;

    public long RandomGamma(RandomGamma op, Equation e) => PerResults(e);

    public long Threefry2x32(Threefry2x32 op, Equation e) => PerResults(e);

    public long Iota2x32Shape(Iota2x32Shape op, Equation e) => 0;

    public long RngBitGenerator(RngBitGenerator op, Equation e) => PerResults(e);

    public long RngUniform(RngUniform op, Equation e) => PerResults(e);

    // ControlFlow: what the programs in it stand for is counted where they are found

    public long Cond(Cond op, Equation e) => 0;

    public long PlatformIndex(PlatformIndex op, Equation e) => 0;

    public long While(While op, Equation e) => 0;

    public long Scan(Scan op, Equation e) => 0;

    public long CondLanes(CondLanes op, Equation e) => 0;

    public long WhileLanes(WhileLanes op, Equation e) => 0;

    public long AllReduce(AllReduce op, Equation e) => PerOperand(e);

    public long AxisIndex(AxisIndex op, Equation e) => 0;

    public long AllGather(AllGather op, Equation e) => 0;

    public long AllToAll(AllToAll op, Equation e) => 0;

    public long ReduceScatter(ReduceScatter op, Equation e) => PerOperand(e);

    public long Ppermute(Ppermute op, Equation e) => 0;

    public long Pbroadcast(Pbroadcast op, Equation e) => 0;

    public long Call(Call op, Equation e) => 0;

    // One for each number: what it costs to make it is the generator's affair.
    private static long PerResults(Equation e) => e.Outputs.Sum(output => output.Type.Size);

    public long ClosedCall(ClosedCall op, Equation e) => 0;

    public long Checkpoint(Checkpoint op, Equation e) => 0;

    public long Named(Named op, Equation e) => 0;

    public long OptimizationBarrier(OptimizationBarrier op, Equation e) => 0;

    public long Check(Check op, Equation e) => 0;

    public long CustomJvpCall(CustomJvpCall op, Equation e) => 0;

    public long CustomVjpCall(CustomVjpCall op, Equation e) => 0;

    public long CustomVmapCall(CustomVmapCall op, Equation e) => 0;

    public long NewRef(NewRef op, Equation e) => 0;

    public long EmptyRef(EmptyRef op, Equation e) => 0;

    public long Freeze(Freeze op, Equation e) => 0;

    public long FreeRef(FreeRef op, Equation e) => 0;

    public long RefGet(RefGet op, Equation e) => 0;

    public long RefSwap(RefSwap op, Equation e) => 0;

    public long RefAddUpdate(RefAddUpdate op, Equation e) => e.Inputs[1].Type.Size;

    private static long PerResult(Equation e) => e.Outputs[0].Type.Size;

    // n · ⌈log₂ n⌉ to sort n elements.
    private static long Comparisons(ArrayType type, int axis) => type.Size * (type.Shape[axis] < 2 ? 0 : 1 + (long)Math.Log2(type.Shape[axis] - 1));

    private static long Product(ValueArray<int> sizes) => sizes.Aggregate(1L, (product, size) => product * size);

    private static long PerOperand(Equation e) => e.Inputs.Sum(input => input.Type.Size);
}
