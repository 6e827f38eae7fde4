using Core.Ir;

namespace Core.Tracing;

public static partial class ControlFlow
{
    /// <summary>A value that a function changes for as long as another says so.</summary>
    /// <param name="init">The first value.</param>
    /// <param name="cond">From a value to whether to go on, a bool without axes.</param>
    /// <param name="body">From a value to the next one.</param>
    public static S While<S>(S init, Body cond, Body body) => While(init, cond, body, "While", new(body, 1));

    /// <summary>A value that a function changes for every integer of a range.</summary>
    /// <param name="lower">The first integer.</param>
    /// <param name="upper">The integer before which it ends.</param>
    /// <param name="body">From the integer and the value to the next value.</param>
    /// <param name="init">The first value.</param>
    /// <param name="unroll">How many runs a compiled loop may do at once, 0 for all; only where the range is known when the function is traced.</param>
    // JAX: fori_loop.
    public static S Fori<S>(NdArray lower, NdArray upper, Func<NdArray, S, S> body, S init, int? unroll)
    {
        CheckBound(nameof(lower), lower);
        CheckBound(nameof(upper), upper);
        DType dtype = lower.DType == upper.DType ? lower.DType
            : (lower.IsWeak, upper.IsWeak, IsSigned(lower) && IsSigned(upper)) switch
            {
                (true, false, true) => upper.DType,
                (false, true, true) => lower.DType,
                _ => throw new DTypeException($"Fori: lower and upper must have one element type, got {lower.Type} and {upper.Type}. Convert one with AsType({Name(lower.DType)})."),
            };
        PyTree.RegisterTuple<NdArray, S>();
        PyTree.RegisterTuple<NdArray, NdArray, S>();
        Body original = Body.Of(body);
        if (!lower.IsTraced && !upper.IsTraced)
        {
            (int from, int to) = ((int)lower, (int)upper);
            Body step = original.With(FlatFunction.Adapt(((NdArray I, S Value) s, NdArray? _) => ((s.I + 1, body(s.I, s.Value)), (NdArray?)null)));
            return Scan<(NdArray I, S Value), NdArray?, NdArray?>((from, init), null, step, Math.Max(to - from, 0), false, unroll ?? 1, "Fori", new(original, 1, ".Item2")).Carry.Value;
        }
        if (unroll is not (null or 1)) throw new TraceException($"Fori: unroll needs a range that is known when the function is traced, got unroll {unroll} and a traced bound.");
        Body test = Body.Of(static ((NdArray I, NdArray Upper, S Value) s) => Lax.Compare(ComparisonKind.Lt, s.I, s.Upper));
        Body next = original.With(FlatFunction.Adapt(((NdArray I, NdArray Upper, S Value) s) => (Lax.Add(s.I, Lax.Number(Scalar.Of(1), s.I.DType)), s.Upper, body(s.I, s.Value))));
        return While((I: ToDType(lower, dtype), Upper: ToDType(upper, dtype), Value: init), test, next, "Fori", new(original, 1, ".Item3")).Value;
    }

    // JAX: while_loop.
    private static S While<S>(S init, Body cond, Body body, string verb, CarryName name)
    {
        (TreeDef tree, NdArray[] values) = TreeWriter.Flatten(init);
        (TracedBody test, TracedBody step) = Trace();
        // A bare number to start with takes the type that the body makes of it.
        if (step.OutTypes.Count == values.Length && PromoteWeak(values, step.OutTypes.Span)) (test, step) = Trace();
        CheckCarry(verb, name, tree, TypesOf(values).Span, step.OutTree, step.OutTypes.Span);

        // What the body passes on as it is, and the condition does not look at, is a constant of the body.
        int?[] forwarded = Rearranged.Forwarded(step.Jaxpr);
        bool[] changes = [.. forwarded.Select((place, i) => place != step.Captures.Count + i)];
        (Jaxpr condJaxpr, ValueArray<bool> used) = Rearranged.WithoutDeadCode(test.Jaxpr, [.. test.Captures.Select(_ => true), .. changes]);
        bool[] isConstant = [.. used.Skip(test.Captures.Count).Select(isUsed => !isUsed)];
        if (!isConstant.Contains(true)) return Read(Lax.While(test.Jaxpr, step.Jaxpr, test.Captures.Span, step.Captures.Span, values));

        (NdArray[] constants, NdArray[] carry) = Partition(values, isConstant);
        int captures = step.Captures.Count;
        int[] carryPlaces = [.. Enumerable.Range(captures, values.Length)];
        (int[] first, int[] rest) = Partition(carryPlaces, isConstant);
        Jaxpr bodyJaxpr = Rearranged.Select(step.Jaxpr, [.. first, .. Enumerable.Range(0, captures), .. rest], [.. rest.Select(place => place - captures)]);
        NdArray[] results = Lax.While(condJaxpr, bodyJaxpr, test.Captures.Span, [.. constants, .. step.Captures], carry);
        return Read(Merge(isConstant, constants, results));

        (TracedBody, TracedBody) Trace()
        {
            ValueArray<ArrayType> types = TypesOf(values);
            TracedBody test = cond.Trace("cond", [tree], types), step = body.Trace(verb + "'s body", [tree], types);
            if (test.OutTypes is not [{ DType: DType.Bool, Rank: 0 }])
                throw new DTypeException($"While: cond must return one truth value, a bool without axes; it returns {string.Join(", ", test.OutTypes)}. Compare it, and use All or Any to make one truth value of many.");
            return (test, step);
        }

        S Read(NdArray[] results) => new TreeReader(results).Read<S>(step.OutTree);
    }

    /// <summary>The first of an array's items where a flag is set, then the others.</summary>
    private static (T[] Set, T[] Others) Partition<T>(T[] items, bool[] flags) => ([.. items.Where((_, i) => flags[i])], [.. items.Where((_, i) => !flags[i])]);

    /// <summary>Undoes <see cref="Partition"/>.</summary>
    private static NdArray[] Merge(bool[] flags, NdArray[] set, NdArray[] others)
    {
        (int nextSet, int nextOther) = (0, 0);
        return [.. flags.Select(flag => flag ? set[nextSet++] : others[nextOther++])];
    }

    private static ValueArray<ArrayType> TypesOf(NdArray[] values) => [.. values.Select(value => value.Type)];

    private static void CheckBound(string name, NdArray bound)
    {
        if (bound.Rank != 0) throw new ShapeException($"Fori: {name} must be one integer, got {bound.Type}.");
        if (!bound.DType.IsInteger) throw new DTypeException($"Fori: {name} must be an integer, got {bound.Type}. Convert it with AsType(I32).");
    }

    private static bool IsSigned(NdArray x) => x.DType.Kind is DTypeKind.Signed;

    private static NdArray ToDType(NdArray x, DType dtype) => x.DType == dtype ? x : Lax.ConvertElementType(x, dtype);
}
