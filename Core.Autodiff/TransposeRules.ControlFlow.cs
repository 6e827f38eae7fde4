using Core.Ir;
using Core.Tracing;

namespace Core.Autodiff;

internal sealed partial class TransposeRules
{
    // JAX: _cond_transpose_fancy.
    public NdArray?[] Cond(Cond op, Pullback args)
    {
        (Jaxpr[] branches, bool[] given) = BranchesBackwards(op.Branches, args);
        NdArray?[] cotangents = new NdArray?[args.Operands.Length];
        if (!given.Contains(true)) return cotangents;
        NdArray[] results = Lax.BindAll(op with { Branches = [.. branches] }, [args.Operands[0]!, .. KnownAndCotangents(args)]);
        Spread(results, given, cotangents);
        return cotangents;
    }

    public NdArray?[] PlatformIndex(PlatformIndex op, Pullback args) => throw op.NotLinear();

    // JAX: _while_transpose_error.
    public NdArray?[] While(While op, Pullback args) => throw NoReverse(op);

    // Backwards from the last step to the first: cotangents of values, and sums of those of constants, are carried from step to step.
    // JAX: _scan_transpose_fancy.
    public NdArray?[] Scan(Scan op, Pullback args)
    {
        int arrays = op.ConstCount + op.CarryCount, stacked = op.Jaxpr.Outputs.Count - op.CarryCount;
        // A value that is known where the scan starts is a tangent that is zero there.
        bool[] linear = new bool[args.Operands.Length], nonzero = new bool[args.Cotangents.Length];
        for (int i = 0; i < linear.Length; i++) linear[i] = args.IsLinear(i) || (i >= op.ConstCount && i < arrays);
        for (int i = 0; i < nonzero.Length; i++) nonzero[i] = i < op.CarryCount || args.Cotangents[i] is not null;
        for (int i = op.ConstCount; i < arrays; i++)
            if (!args.Types[i].HasTangent()) throw op.NotLinear();
        (Jaxpr backwards, bool[] given) = TransposePrograms.Get(op.Jaxpr, ValueArray.Create<bool>(linear), ValueArray.Create<bool>(nonzero));

        int[] known = Places(0, op.ConstCount, false), sums = [.. Places(0, op.ConstCount, true).Where(i => given[i])], steps = Places(arrays, linear.Length, false);
        int[] slices = [.. Places(arrays, linear.Length, true).Where(i => given[i])], values = [.. Enumerable.Range(op.ConstCount, op.CarryCount)];
        int[] outputs = [.. Enumerable.Range(op.CarryCount, stacked).Where(i => nonzero[i])];
        ValueArray<ArrayType> types =
        [
            .. known.Select(i => op.Jaxpr.Inputs[i].Type), .. sums.Select(i => op.Jaxpr.Inputs[i].Type), .. values.Select(i => op.Jaxpr.Inputs[i].Type),
            .. outputs.Select(i => op.Jaxpr.Outputs[i].Type), .. steps.Select(i => op.Jaxpr.Inputs[i].Type),
        ];
        Jaxpr body = TraceScope.Trace("scan", types, inputs =>
        {
            int carried = known.Length + sums.Length, end = carried + values.Length, ofSteps = end + outputs.Length;
            NdArray[] results = TraceScope.Call(backwards, [.. inputs[..known.Length], .. inputs[ofSteps..], .. inputs[carried..ofSteps]]);
            NdArray?[] cotangents = new NdArray?[given.Length];
            Spread(results, given, cotangents, first: 0);
            return
            [
                .. sums.Select((place, i) => Lax.Bind(new AddAny(), inputs[known.Length + i], cotangents[place]!)),
                .. values.Select(place => cotangents[place] ?? Zeros.Of(op.Jaxpr.Inputs[place].Type)),
                .. slices.Select(place => cotangents[place]!),
            ];
        }).Jaxpr;

        NdArray?[] operands = args.Operands.ToArray();
        ArrayType[] operandTypes = args.Types.ToArray();
        NdArray[] cotangents = args.Instantiated();
        NdArray[] all = Lax.BindAll(
            op with { Jaxpr = body, ConstCount = known.Length, CarryCount = sums.Length + values.Length, Reverse = !op.Reverse },
            [
                .. known.Select(i => operands[i]!), .. sums.Select(i => Zeros.Of(operandTypes[i])), .. cotangents[..op.CarryCount], .. outputs.Select(i => cotangents[i]),
                .. steps.Select(i => operands[i]!),
            ]);
        NdArray?[] pulled = new NdArray?[linear.Length];
        int next = 0;
        foreach (int place in (int[])[.. sums, .. values, .. slices])
        {
            NdArray cotangent = all[next++];
            if (operands[place] is null) pulled[place] = cotangent;
        }
        return pulled;

        int[] Places(int from, int to, bool isLinear) => [.. Enumerable.Range(from, to - from).Where(i => linear[i] == isLinear)];
    }

    // Lane by lane: the programs for lanes together are of the forward direction. What lanes share gets the sum of their cotangents.
    public NdArray?[] CondLanes(CondLanes op, Pullback args)
    {
        (Jaxpr[] branches, bool[] given) = BranchesBackwards(op.Branches, args);
        NdArray?[] cotangents = new NdArray?[args.Operands.Length];
        if (!given.Contains(true)) return cotangents;
        List<bool> perLane = [];
        for (int i = 1; i < cotangents.Length; i++)
            if (!args.IsLinear(i)) perLane.Add(op.PerLane[i - 1]);
        NdArray[] operands = KnownAndCotangents(args);
        perLane.AddRange(Enumerable.Repeat(true, operands.Length - perLane.Count));
        Spread(Lax.BindAll(new CondLanes([.. branches], [.. perLane], [], []), [args.Operands[0]!, .. operands]), given, cotangents);
        for (int i = 1; i < cotangents.Length; i++)
            if (cotangents[i] is { } cotangent && !op.PerLane[i - 1]) cotangents[i] = Lax.ReduceSum(cotangent, [0]);
        return cotangents;
    }

    public NdArray?[] WhileLanes(WhileLanes op, Pullback args) => throw NoReverse(op);

    private static UnsupportedException NoReverse(Op op) => new(
        $"{op.Name} cannot be differentiated in reverse: how many steps it makes, and so what to keep of each, is only known when it has run. Use Scan, or Fori with bounds that are numbers, or Jvp.");

    /// <summary>Branches backwards, that give cotangents of the same operands in all.</summary>
    private static (Jaxpr[] Branches, bool[] Given) BranchesBackwards(ValueArray<Jaxpr> branches, Pullback args)
    {
        bool[] linear = new bool[args.Operands.Length - 1], nonzero = new bool[args.Cotangents.Length], given = new bool[linear.Length];
        for (int i = 0; i < linear.Length; i++) linear[i] = args.IsLinear(i + 1);
        for (int i = 0; i < nonzero.Length; i++) nonzero[i] = args.Cotangents[i] is not null;
        (Jaxpr Jaxpr, bool[] Nonzero)[] backwards =
            [.. branches.Select(branch => TransposePrograms.Get(branch, ValueArray.Create<bool>(linear), ValueArray.Create<bool>(nonzero)))];
        foreach ((_, bool[] own) in backwards)
            for (int i = 0; i < own.Length; i++) given[i] |= own[i];
        return ([.. backwards.Select((branch, b) => Instantiated(branch.Jaxpr, branch.Nonzero, branches[b]))], given);

        Jaxpr Instantiated(Jaxpr jaxpr, bool[] own, Jaxpr branch) => own.AsSpan().SequenceEqual(given) ? jaxpr
            : TraceScope.Trace("a branch", [.. jaxpr.Inputs.Select(input => input.Type)], inputs =>
            {
                NdArray?[] results = new NdArray?[own.Length];
                Spread(TraceScope.Call(jaxpr, inputs), own, results, first: 0);
                return [.. results.Select((result, i) => result ?? Zeros.Of(branch.Inputs[i].Type)).Where((_, i) => given[i])];
            }).Jaxpr;
    }

    private static NdArray[] KnownAndCotangents(Pullback args)
    {
        List<NdArray> operands = [];
        foreach (NdArray? operand in args.Operands[1..])
            if (operand is not null) operands.Add(operand);
        foreach (NdArray? cotangent in args.Cotangents)
            if (cotangent is not null) operands.Add(cotangent);
        return [.. operands];
    }

    private static void Spread(NdArray[] results, bool[] given, NdArray?[] places, int first = 1)
    {
        int next = 0;
        for (int i = 0; i < given.Length; i++)
            if (given[i]) places[first + i] = results[next++];
    }
}
