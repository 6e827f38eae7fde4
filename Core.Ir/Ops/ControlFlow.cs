using static Core.Ir.Typing;

namespace Core.Ir;

/// <summary>
/// One of several programs, chosen by an i32 index, the first operand; the others are passed to it. An index out of range chooses the last.
/// </summary>
/// <param name="Branches">The programs, of one signature.</param>
/// <param name="Platforms">Where the index is that of the platform: the platforms that each branch is for, none for any. Left out for others.</param>
public sealed record Cond(ValueArray<Jaxpr> Branches, ValueArray<ValueArray<string>>? Platforms = null) : Op
{
    /// <inheritdoc/>
    public override string Name => "cond";

    /// <inheritdoc/>
    public override bool TakesRefs => true;

    /// <inheritdoc/>
    public override ValueArray<Jaxpr> Jaxprs => Branches;

    /// <inheritdoc/>
    public override Op WithJaxprs(ValueArray<Jaxpr> jaxprs) => this with { Branches = jaxprs };

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        if (Branches.Count == 0) throw new ShapeException("cond: needs at least one branch, got none.");
        Jaxpr first = Branches[0];
        for (int i = 1; i < Branches.Count; i++)
        {
            if (!Programs.Match(first.Inputs, Branches[i].Inputs))
                throw new ShapeException($"cond: branches must take the same types; branch 0 takes {Programs.Types(first.Inputs)}, branch {i} {Programs.Types(Branches[i].Inputs)}.");
            if (!Programs.Match(first.Outputs, Branches[i].Outputs))
                throw new ShapeException($"cond: branches must give the same types; branch 0 gives {Programs.Types(first.Outputs)}, branch {i} {Programs.Types(Branches[i].Outputs)}.");
        }
        CheckArity(this, inputs, 1 + first.Inputs.Count);
        if (inputs[0].DType != DType.I32) throw new DTypeException($"cond: the index must be i32, got {inputs[0]}. Convert it with AsType(I32).");
        if (inputs[0].Rank != 0) throw new ShapeException($"cond: the index must have no axes, got {inputs[0]}.");
        Programs.CheckOperands(this, "operand", first.Inputs, inputs[1..]);
        return Programs.TypesOf(first.Outputs);
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Cond(this, arg);
}

/// <summary>Which of a list of platforms the program runs on, as an i32 index; takes no operand.</summary>
/// <param name="Platforms">The names of the platforms that each entry stands for, none for any.</param>
public sealed record PlatformIndex(ValueArray<ValueArray<string>> Platforms) : Op
{
    /// <inheritdoc/>
    public override string Name => "platform_index";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 0);
        return [new(DType.I32, [])];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.PlatformIndex(this, arg);
}

/// <summary>
/// Values that a program changes for as long as another says so. Operands are the constants of the condition, those of the body, and the initial values.
/// A condition with axes holds one truth value per lane: the loop goes on while any is true, and changes those lanes alone.
/// </summary>
/// <param name="CondJaxpr">From its constants and the values to one truth value, or one per lane.</param>
/// <param name="CondConsts">How many constants the condition takes.</param>
/// <param name="BodyJaxpr">From its constants and the values to the next values.</param>
/// <param name="BodyConsts">How many constants the body takes.</param>
public sealed record While(Jaxpr CondJaxpr, int CondConsts, Jaxpr BodyJaxpr, int BodyConsts) : Op
{
    /// <inheritdoc/>
    public override string Name => "while";

    /// <inheritdoc/>
    public override bool TakesRefs => true;

    /// <inheritdoc/>
    public override ValueArray<Jaxpr> Jaxprs => [CondJaxpr, BodyJaxpr];

    /// <inheritdoc/>
    public override Op WithJaxprs(ValueArray<Jaxpr> jaxprs) => this with { CondJaxpr = jaxprs[0], BodyJaxpr = jaxprs[1] };

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        Programs.CheckConstants(this, "cond_nconsts", CondConsts, CondJaxpr.Inputs.Count);
        Programs.CheckConstants(this, "body_nconsts", BodyConsts, BodyJaxpr.Inputs.Count);
        ValueArray<Var> carry = [.. BodyJaxpr.Inputs.Skip(BodyConsts)];
        if (!Programs.Match(carry, BodyJaxpr.Outputs))
            throw new ShapeException($"while: the body must give the types that it takes; it takes {Programs.Types(carry)} and gives {Programs.Types(BodyJaxpr.Outputs)}.");
        ValueArray<Var> tested = [.. CondJaxpr.Inputs.Skip(CondConsts)];
        if (!Programs.Match(tested, carry))
            throw new ShapeException($"while: condition and body must take the same values; the condition takes {Programs.Types(tested)}, the body {Programs.Types(carry)}.");
        if (CondJaxpr.Outputs is not [{ Type: { DType: DType.Bool } predicate }])
            throw new DTypeException($"while: the condition must give one bool, it gives {Programs.Types(CondJaxpr.Outputs)}. Compare with a number to get bool.");
        foreach (Var value in carry)
            if (!predicate.Shape.Span.SequenceEqual(value.Type.Shape.Span[..Math.Min(predicate.Rank, value.Type.Rank)]))
                throw new ShapeException($"while: the axes of the condition must be the first of every value; the condition gives {predicate}, a value is {value.Type}.");

        CheckArity(this, inputs, CondConsts + BodyConsts + carry.Count);
        Programs.CheckOperands(this, "constant of the condition", CondJaxpr.Inputs, inputs[..CondConsts]);
        Programs.CheckOperands(this, "constant of the body", BodyJaxpr.Inputs, inputs.Slice(CondConsts, BodyConsts));
        Programs.CheckOperands(this, "initial value", carry, inputs[(CondConsts + BodyConsts)..]);
        return Programs.TypesOf(BodyJaxpr.Outputs);
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.While(this, arg);
}

/// <summary>
/// A program run along the first axis of arrays, one slice at a time, which passes values on from one run to the next. Operands are constants, the initial
/// values, and the arrays; results are the last values, and what each run gives besides, stacked along a new first axis.
/// </summary>
/// <param name="Jaxpr">From constants, values and slices to the next values and further results.</param>
/// <param name="Length">How often it runs.</param>
/// <param name="ConstCount">How many operands are constants.</param>
/// <param name="CarryCount">How many values are passed on.</param>
/// <param name="Reverse">Whether it starts at the end of the arrays.</param>
/// <param name="Unroll">How many runs a compiled loop may do at once, 0 for all; changes no result.</param>
public sealed record Scan(Jaxpr Jaxpr, int Length, int ConstCount, int CarryCount, bool Reverse = false, int Unroll = 1) : Op
{
    /// <inheritdoc/>
    public override string Name => "scan";

    /// <inheritdoc/>
    public override bool TakesRefs => true;

    /// <inheritdoc/>
    public override ValueArray<Jaxpr> Jaxprs => [Jaxpr];

    /// <inheritdoc/>
    public override Op WithJaxprs(ValueArray<Jaxpr> jaxprs) => this with { Jaxpr = jaxprs[0] };

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        Programs.CheckConstants(this, "num_consts", ConstCount, Jaxpr.Inputs.Count);
        if (CarryCount < 0 || ConstCount + CarryCount > Jaxpr.Inputs.Count || CarryCount > Jaxpr.Outputs.Count)
            throw new ShapeException(
                $"scan: num_carry must be from 0 to {Math.Min(Jaxpr.Inputs.Count - ConstCount, Jaxpr.Outputs.Count)} for a program from {Programs.Types(Jaxpr.Inputs)} to " +
                $"{Programs.Types(Jaxpr.Outputs)} with num_consts {ConstCount}, got {CarryCount}.");
        if (Length < 0) throw new ShapeException($"scan: length must not be negative, got {Length}.");
        if (Unroll < 0) throw new ShapeException($"scan: unroll must not be negative, got {Unroll}.");
        ValueArray<Var> carry = [.. Jaxpr.Inputs.Skip(ConstCount).Take(CarryCount)];
        ValueArray<Atom> carried = [.. Jaxpr.Outputs.Take(CarryCount)];
        if (!Programs.Match(carry, carried))
            throw new ShapeException($"scan: the program must pass on the types that it takes; it takes {Programs.Types(carry)} and passes on {Programs.Types(carried)}.");

        CheckArity(this, inputs, Jaxpr.Inputs.Count);
        Programs.CheckOperands(this, "constant", Jaxpr.Inputs, inputs[..ConstCount]);
        Programs.CheckOperands(this, "initial value", carry, inputs.Slice(ConstCount, CarryCount));
        for (int i = ConstCount + CarryCount; i < inputs.Length; i++)
        {
            ArrayType expected = Stacked(Jaxpr.Inputs[i].Type);
            if (!inputs[i].Matches(expected))
                throw new ShapeException($"scan: array {i - ConstCount - CarryCount} must be {expected}, {Length} slices of {Jaxpr.Inputs[i].Type}, got {inputs[i]}.");
        }
        ArrayType[] outputs = new ArrayType[Jaxpr.Outputs.Count];
        for (int i = 0; i < outputs.Length; i++) outputs[i] = i < CarryCount ? Jaxpr.Outputs[i].Type : Stacked(Jaxpr.Outputs[i].Type);
        return ValueArray.Adopt(outputs);
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Scan(this, arg);

    private ArrayType Stacked(ArrayType slice) => slice with { Shape = slice.Shape.Insert(0, Length) };
}

/// <summary>What the ops that hold programs check.</summary>
internal static class Programs
{
    public static bool Match<A, B>(ValueArray<A> left, ValueArray<B> right) where A : Atom where B : Atom
    {
        if (left.Count != right.Count) return false;
        for (int i = 0; i < left.Count; i++)
            if (!left[i].Type.Matches(right[i].Type)) return false;
        return true;
    }

    public static ValueArray<ArrayType> TypesOf(ValueArray<Atom> atoms)
    {
        ArrayType[] types = new ArrayType[atoms.Count];
        for (int i = 0; i < types.Length; i++) types[i] = atoms[i].Type;
        return ValueArray.Adopt(types);
    }

    /// <summary><c>(f32[3], i32[])</c>.</summary>
    public static string Types<A>(ValueArray<A> atoms) where A : Atom => $"({string.Join(", ", atoms.Select(atom => atom.Type))})";

    /// <summary>The types that a call of a program with the operands as its arguments gives.</summary>
    public static ValueArray<ArrayType> InferCall(Op op, Jaxpr jaxpr, ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(op, inputs, jaxpr.Inputs.Count);
        CheckOperands(op, "operand", jaxpr.Inputs, inputs);
        return TypesOf(jaxpr.Outputs);
    }

    public static void CheckConstants(Op op, string name, int count, int inputs)
    {
        if (count < 0 || count > inputs) throw new ShapeException($"{op.Name}: {name} must be from 0 to {inputs}, the number of inputs of the program, got {count}.");
    }

    public static void CheckOperands(Op op, string what, ValueArray<Var> expected, ReadOnlySpan<ArrayType> given)
    {
        for (int i = 0; i < given.Length; i++)
            if (!given[i].Matches(expected[i].Type)) throw new ShapeException($"{op.Name}: {what} {i} must be {expected[i].Type}, got {given[i]}.");
    }
}
