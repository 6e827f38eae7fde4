using Core.Ir;

namespace Core.Tracing;

/// <summary>Control flow over trees: functions are traced into programs that close over nothing, as JAX's lax.cond, while_loop and scan do.</summary>
public static partial class ControlFlow
{
    /// <summary>The result of one of two functions.</summary>
    /// <param name="predicate">A truth value; a number is compared with 0.</param>
    /// <param name="ifTrue">The function where it is true.</param>
    /// <param name="ifFalse">The function where it is false.</param>
    /// <param name="operands">What either function takes.</param>
    // JAX: cond.
    public static R Cond<R>(NdArray predicate, Body ifTrue, Body ifFalse, Arguments operands)
    {
        if (predicate.Rank != 0)
            throw new ShapeException(
                $"Cond: the predicate must be one truth value, got {predicate.Type}. Use Where to choose element by element, All or Any to make one truth value of many, or map the " +
                "function with Vmap.");
        if (predicate.DType.IsComplex || predicate.DType.IsKey)
            throw new DTypeException($"Cond: the predicate must be bool or a real number, got {predicate.Type}. Compare it to get bool.");
        if (predicate.DType != DType.Bool) predicate = Np.NotEqual(predicate, 0);
        (ValueArray<TreeDef> trees, ValueArray<ArrayType> types) = operands.Structure;
        Branch whenTrue = new("ifTrue", ifTrue.Trace("a branch", trees, types)), whenFalse = new("ifFalse", ifFalse.Trace("a branch", trees, types));
        return Choose<R>("Cond", Lax.ConvertElementType(predicate, DType.I32), [whenTrue, whenFalse], [1, 0], operands);
    }

    /// <summary>The result of the function with a number, which is brought into their range.</summary>
    /// <param name="index">An integer.</param>
    /// <param name="branches">The functions.</param>
    /// <param name="operands">What the function takes.</param>
    // JAX: switch.
    public static R Switch<R>(NdArray index, Body[] branches, Arguments operands)
    {
        if (index.Rank != 0) throw new ShapeException($"Switch: the index must be one integer, got {index.Type}. Map the function with Vmap to choose for each example.");
        if (!index.DType.IsInteger) throw new DTypeException($"Switch: the index must be an integer, got {index.Type}. Convert it with AsType(I32).");
        if (branches.Length == 0) throw new TreeException("Switch: needs at least one branch, got none.");
        if (branches.Length == 1)
        {
            (TreeDef tree, NdArray[] results) = branches[0].Call(operands.Structure.Trees, operands.Leaves);
            return new TreeReader(results).Read<R>(tree);
        }
        index = Lax.ConvertElementType(index, DType.I32);
        index = Lax.Clamp(Lax.Number(Scalar.Of(0), DType.I32), index, Lax.Number(Scalar.Of(branches.Length - 1), DType.I32));
        (ValueArray<TreeDef> trees, ValueArray<ArrayType> types) = operands.Structure;
        Branch[] traced = [.. branches.Select((branch, i) => new Branch($"branches[{i}]", branch.Trace("a branch", trees, types)))];
        return Choose<R>("Switch", index, traced, [.. Enumerable.Range(0, traced.Length)], operands);
    }

    private static R Choose<R>(string verb, NdArray index, Branch[] traced, int[] order, Arguments operands)
    {
        for (int i = 1; i < traced.Length; i++) CheckSame(verb, traced[0], traced[i]);
        (Jaxpr[] jaxprs, NdArray[] constants) = WithCommonConstants([.. traced.Select(branch => branch.Body)]);
        NdArray[] inputs = [.. constants, .. operands.Leaves];

        // A result that is the same operand in all branches is that operand.
        int?[][] forwarded = [.. jaxprs.Select(Rearranged.Forwarded)];
        int?[] source = [.. forwarded[0].Select((place, i) => forwarded.All(own => own[i] == place) ? place : null)];
        ValueArray<int> kept = [.. Enumerable.Range(0, source.Length).Where(i => source[i] is null)];
        ValueArray<Jaxpr> branches = [.. order.Select(i => Rearranged.Select(jaxprs[i], [.. Enumerable.Range(0, inputs.Length)], kept))];

        Queue<NdArray> results = new(Lax.Cond(index, branches, inputs));
        return new TreeReader([.. source.Select(place => place is { } i ? inputs[i] : results.Dequeue())]).Read<R>(traced[0].Body.OutTree);
    }

    /// <summary>Programs that take the constants of all: each those of the others too, the same one once.</summary>
    // JAX: _merge_common_consts.
    private static (Jaxpr[] Jaxprs, NdArray[] Constants) WithCommonConstants(TracedBody[] bodies)
    {
        List<NdArray> constants = [];
        Dictionary<object, int> places = new(ReferenceEqualityComparer.Instance);
        foreach (NdArray capture in bodies.SelectMany(body => body.Captures))
            if (places.TryAdd(TraceFrame.Identity(capture), constants.Count)) constants.Add(capture);

        Jaxpr[] jaxprs = new Jaxpr[bodies.Length];
        int before = 0;
        for (int i = 0; i < jaxprs.Length; i++)
        {
            TracedBody body = bodies[i];
            int[] inputs = [.. Enumerable.Repeat(-1, constants.Count), .. Enumerable.Range(body.Captures.Count, body.Jaxpr.Inputs.Count - body.Captures.Count)];
            for (int j = 0; j < body.Captures.Count; j++) inputs[places[TraceFrame.Identity(body.Captures[j])]] = j;
            List<ArrayType> unused = [];
            for (int j = 0; j < constants.Count; j++)
            {
                if (inputs[j] >= 0) continue;
                inputs[j] = body.Jaxpr.Inputs.Count + unused.Count;
                unused.Add(constants[j].Type);
            }
            jaxprs[i] = Rearranged.Select(body.Jaxpr, ValueArray.Adopt(inputs), [.. Enumerable.Range(0, body.Jaxpr.Outputs.Count)], [.. unused], before);
            before += body.Captures.Count;
        }
        return (jaxprs, [.. constants]);
    }

    // JAX: _check_branch_outputs.
    private static void CheckSame(string verb, Branch first, Branch other)
    {
        (string one, string two) = (first.Name, other.Name);
        if (TreeDifference.Find(first.Body.OutTree, other.Body.OutTree) is { } difference)
            throw new TreeException($"{verb}: the branches must return trees of one structure, but {one} returns {difference.Left} and {two} {difference.Right}{At(difference.Path)}.");
        (ValueArray<ArrayType> left, ValueArray<ArrayType> right) = (first.Body.OutTypes, other.Body.OutTypes);
        string[] paths = [.. first.Body.OutTree.Paths("")];
        Difference[] differences = [.. Enumerable.Range(0, paths.Length).Where(i => !left[i].Matches(right[i])).Select(i => new Difference(paths[i], left[i], right[i]))];
        if (differences.Length == 0) return;
        string list = Listed(differences.Select(d => $"{one} returns {d.Left} and {two} {d.Right}{At(d.Path)}"));
        throw TypesDiffer($"{verb}: the branches must return the same types, but {list} {Advice(differences, "in one of them")}", differences);
    }

    private static string At(string path) => path.Length == 0 ? "" : $" in {path.TrimStart('.')}";

    private sealed record Branch(string Name, TracedBody Body);
}
