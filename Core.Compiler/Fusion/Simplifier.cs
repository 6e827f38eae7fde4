using Core.Interpreter;
using Core.Ir;

namespace Core.Compiler.Fusion;

/// <summary>Leaves out of a program what changes no bit of its results: equations that nobody reads, that are there twice, and ops that do nothing.</summary>
internal sealed class Simplifier
{
    /// <summary>Of fewer elements, another pass costs less than more code.</summary>
    private const int SmallestInPieces = 1 << 14;

    private readonly Dictionary<Var, Atom> _known = [];
    private readonly Dictionary<Var, Equation> _makers = [];
    private readonly Dictionary<Key, ValueArray<Var>> _same;
    private readonly List<Equation> _equations;
    private readonly HashSet<Var> _used = [], _usedAgain = [];

    private readonly record struct Key(Op Op, ValueArray<Atom> Inputs);

    private Simplifier(int equations)
    {
        _same = new(equations);
        _equations = new(equations);
    }

    /// <summary>The simplified program, its calls in their place, and branches and loops by lane as loops where lanes never meet.</summary>
    public static Jaxpr Prepare(Jaxpr jaxpr) => Simplify(Control.LaneBranches.Lower(Inliner.Inline(jaxpr)));

    /// <summary>The simplified program, with the same inputs and outputs.</summary>
    public static Jaxpr Simplify(Jaxpr jaxpr)
    {
        Simplifier simplifier = new(jaxpr.Equations.Count);
        foreach (Equation equation in jaxpr.Equations)
            foreach (Atom input in equation.Inputs)
                if (input is Var var) simplifier.CountUse(var);
        foreach (Atom output in jaxpr.Outputs)
            if (output is Var var) simplifier.CountUse(var);
        foreach (Equation equation in jaxpr.Equations) simplifier.Add(equation);
        Atom[] outputs = new Atom[jaxpr.Outputs.Count];
        for (int i = 0; i < outputs.Length; i++) outputs[i] = simplifier.Find(jaxpr.Outputs[i]);
        return WithoutDead(jaxpr, simplifier._equations, outputs);
    }

    private void CountUse(Var var)
    {
        if (!_used.Add(var)) _usedAgain.Add(var);
    }

    private Atom Find(Atom atom) => atom is Var var && _known.TryGetValue(var, out Atom? value) ? value : atom;

    private void Add(Equation equation)
    {
        if (equation.Op is Reshape { Dimensions: { } order } reshape)
        {
            // The axes are taken in another order first.
            ArrayType type = equation.Inputs[0].Type.Content;
            Transpose transpose = new(order);
            Var turned = new(transpose.Infer([type])[0]);
            Add(equation with { Op = transpose, Outputs = [turned] });
            equation = equation with { Op = new Reshape(reshape.NewSizes), Inputs = [turned] };
        }
        Atom[] inputs = new Atom[equation.Inputs.Count];
        bool changed = false, literals = true;
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = Find(equation.Inputs[i]);
            changed |= !ReferenceEquals(inputs[i], equation.Inputs[i]);
            literals &= inputs[i] is Literal;
        }
        if (changed) equation = equation with { Inputs = ValueArray.Adopt(inputs) };
        if (equation.Op is Reduce reduce)
        {
            // What is reduced alone stays as it is, as in XLA: a −0 plus 0 would be no −0, and of infinite complex numbers the neutral one may be chosen.
            if (inputs[0].Type.Size == equation.Outputs[0].Type.Size) equation = equation with { Op = new Reshape(equation.Outputs[0].Type.Shape) };
            else if (reduce.Kind is not ReduceKind.Sum && inputs[0].Type.DType.IsComplex) equation = ComplexFold(equation, reduce);
        }
        if (equation.HasEffect)
        {
            _equations.Add(equation);
            return;
        }
        if (equation.Outputs.Count == 1)
        {
            Var output = equation.Outputs[0];
            if (literals && inputs.Length > 0 && output.Type.Rank == 0 && Fusible.IsElementwise(equation) && !output.Type.DType.IsKey)
            {
                ArrayData[] values = new ArrayData[inputs.Length];
                for (int i = 0; i < values.Length; i++) values[i] = ((Literal)inputs[i]).ToArray();
                _known[output] = new Literal(Scalar.Of(Evaluate.Apply(equation.Op, values)[0], 0), output.Type.DType, output.Type.Weak);
                return;
            }
            if (Unchanged(equation) is { } operand)
            {
                _known[output] = operand;
                return;
            }
            if (IntoPieces(equation)) return;
            equation = equation.Op switch
            {
                DotGeneral dot => FoldTransposes(equation, dot),
                Gather or Scatter => WithoutZeroParts(equation),
                _ => Merge(equation),
            };
            if (Unchanged(equation) is { } source)
            {
                _known[output] = source;
                return;
            }
        }
        Key key = new(equation.Op, equation.Inputs);
        if (_same.TryGetValue(key, out ValueArray<Var> same))
        {
            for (int i = 0; i < same.Count; i++) _known[equation.Outputs[i]] = same[i];
            return;
        }
        _same[key] = equation.Outputs;
        foreach (Var output in equation.Outputs) _makers[output] = equation;
        _equations.Add(equation);
    }

    /// <summary>Products and extremes of complex numbers are folds: their parts cannot be reduced one by one.</summary>
    private static Equation ComplexFold(Equation equation, Reduce reduce)
    {
        ArrayType element = new(equation.Inputs[0].Type.DType, []);
        BinaryKind kind = reduce.Kind is ReduceKind.Prod ? BinaryKind.Mul : reduce.Kind is ReduceKind.Max ? BinaryKind.Max : BinaryKind.Min;
        Var left = new(element), right = new(element), result = new(element);
        Jaxpr step = new([], [left, right], [new(new Binary(kind), [left, right], [result])], [result]);
        return equation with
        {
            Op = new ReduceWith(ReduceWith.Text(kind.Name), step, reduce.Axes),
            Inputs = [equation.Inputs[0], Fuser.Identity(reduce.Kind, element.DType)],
        };
    }

    /// <summary>The operand that the result is equal to, bit by bit, if there is one.</summary>
    private static Atom? Unchanged(Equation equation)
    {
        if (equation.Inputs.Count == 0) return null;
        Atom x = equation.Inputs[0];
        ArrayType type = equation.Outputs[0].Type;
        Atom? same = equation.Op switch
        {
            Unary { Kind: UnaryKind.Copy or UnaryKind.StopGradient } => x,
            Binary { OutDType: null } binary => Neutral(binary.Kind, x, equation.Inputs[1]),
            ConvertElementType or BitcastConvertType or BroadcastInDim or Reshape { Dimensions: null } or Squeeze => x,
            Transpose transpose when IsIdentity(transpose.Permutation) => x,
            Rev { Dimensions.Count: 0 } => x,
            SelectN when x is Literal which && which.Value.ToInt64() >= 0 && which.Value.ToInt64() < equation.Inputs.Count - 1 => equation.Inputs[1 + (int)which.Value.ToInt64()],
            Slice or Pad or Tile or Concatenate when equation.Op is not Concatenate || equation.Inputs.Count == 1 => OnlyWhole(equation.Op) ? x : null,
            Split { Sizes.Count: 1 } => x,
            _ => null,
        };
        return same is not null && same.Type.Matches(type) ? same : null;
    }

    private static bool OnlyWhole(Op op)
    {
        switch (op)
        {
            case Slice slice:
                if (slice.Strides is { } strides)
                    foreach (int stride in strides)
                        if (stride != 1) return false;
                return true; // with the type of the operand it is all of it
            case Pad pad:
                foreach (Padding padding in pad.Config)
                    if (padding != default) return false;
                return true;
            default:
                return true;
        }
    }

    // −0 + 0 is 0: adding a positive zero is no identity of floating-point numbers; adding −0 and subtracting 0 are. x·1 and x/1 are for NaN too.
    private static Atom? Neutral(BinaryKind kind, Atom x, Atom y) => kind switch
    {
        BinaryKind.Mul => IsOne(y) ? x : IsOne(x) ? y : null,
        BinaryKind.Div => IsOne(y) ? x : null,
        BinaryKind.Add => IsZero(y, true) ? x : IsZero(x, true) ? y : null,
        BinaryKind.Sub => IsZero(y, false) ? x : null,
        BinaryKind.Max => IsInfinity(y, true) ? x : IsInfinity(x, true) ? y : null,
        BinaryKind.Min => IsInfinity(y, false) ? x : IsInfinity(x, false) ? y : null,
        _ => null,
    };

    private static bool IsOne(Atom atom) => atom is Literal literal && !literal.Type.DType.IsComplex && literal.Value.Kind is not DTypeKind.Complex && literal.Value.ToDouble() == 1;

    private static bool IsZero(Atom atom, bool negative) => atom is Literal literal && !literal.Type.DType.IsComplex && literal.Value.Kind is not DTypeKind.Complex
        && literal.Value.ToDouble() == 0 && (literal.Type.DType.IsInteger || double.IsNegative(literal.Value.ToDouble()) == negative);

    private static bool IsInfinity(Atom atom, bool negative) => atom is Literal { Type.DType.IsFloat: true, Value.Kind: DTypeKind.Float } literal
        && double.IsInfinity(literal.Value.ToDouble()) && double.IsNegative(literal.Value.ToDouble()) == negative;

    private static bool IsIdentity(ValueArray<int> permutation)
    {
        for (int i = 0; i < permutation.Count; i++)
            if (permutation[i] != i) return false;
        return true;
    }

    /// <summary>A view of a view as one view.</summary>
    private Equation Merge(Equation equation)
    {
        // Axes of size 1 that come or go, wherever they do, leave the elements in their order: a reshape, of which two are one.
        if (equation.Op is BroadcastInDim or Transpose && equation.Inputs is [Var] && Views.KeepsBytes(equation)) equation = equation with { Op = new Reshape(equation.Outputs[0].Type.Shape) };
        if (equation.Inputs.Count != 1 || equation.Inputs[0] is not Var x || !_makers.TryGetValue(x, out Equation? inner) || inner.Inputs.Count is not (1 or 2)) return equation;
        if (inner.Inputs.Count == 2 && inner.Op is not DotGeneral) return equation;
        Atom source = inner.Inputs[0];
        switch (equation.Op, inner.Op)
        {
            case (Reshape { Dimensions: null } or Squeeze, Reshape { Dimensions: null } or Squeeze):
                return equation with { Op = new Reshape(equation.Outputs[0].Type.Shape), Inputs = [source] };
            case (Transpose outer, Transpose first):
                int[] permutation = new int[outer.Permutation.Count];
                for (int i = 0; i < permutation.Length; i++) permutation[i] = first.Permutation[outer.Permutation[i]];
                return equation with { Op = new Transpose(ValueArray.Adopt(permutation)), Inputs = [source] };
            case (BroadcastInDim outer, BroadcastInDim first):
                int[] dimensions = new int[first.BroadcastDimensions.Count];
                for (int i = 0; i < dimensions.Length; i++) dimensions[i] = outer.BroadcastDimensions[first.BroadcastDimensions[i]];
                return equation with { Op = new BroadcastInDim(outer.Shape, ValueArray.Adopt(dimensions)), Inputs = [source] };
            case (Transpose outer, DotGeneral dot) when !_usedAgain.Contains(x) && Swapped(outer.Permutation, dot, inner.Outputs[0].Type.Rank, inner.Inputs):
                DotDims dims = dot.Dims;
                dims = new(dims.RhsContract, dims.LhsContract, dims.RhsBatch, dims.LhsBatch);
                return equation with { Op = dot with { Dims = dims }, Inputs = [inner.Inputs[1], inner.Inputs[0]] };
            case (Unary { Kind: UnaryKind.Neg }, Unary { Kind: UnaryKind.Neg }) or (Unary { Kind: UnaryKind.Not }, Unary { Kind: UnaryKind.Not }):
                return equation with { Op = new Unary(UnaryKind.Copy), Inputs = [source] };
            default:
                return equation;
        }
    }

    /// <summary>Whether a permutation puts the free axes of a product's right operand before those of its left one: the product with its operands exchanged.</summary>
    private static bool Swapped(ValueArray<int> permutation, DotGeneral dot, int rank, ValueArray<Atom> operands)
    {
        if (operands[0].Type.DType != operands[1].Type.DType || dot.Precision is not null) return false;
        int batch = dot.Dims.LhsBatch.Count, left = operands[0].Type.Rank - batch - dot.Dims.LhsContract.Count, right = rank - batch - left;
        for (int axis = 0; axis < rank; axis++)
        {
            int from = axis < batch ? axis : axis < batch + right ? axis + left : axis - right;
            if (permutation[axis] != from) return false;
        }
        return true;
    }

    /// <summary>A product of operands that are transposed as one of operands as they are, where that keeps the order of the axes of the result.</summary>
    private Equation FoldTransposes(Equation equation, DotGeneral dot)
    {
        for (int side = 0; side < 2; side++)
        {
            if (equation.Inputs[side] is not Var x || !_makers.TryGetValue(x, out Equation? inner) || inner.Op is not Transpose transpose) continue;
            ValueArray<int> contract = Through(side == 0 ? dot.Dims.LhsContract : dot.Dims.RhsContract, transpose.Permutation);
            ValueArray<int> batch = Through(side == 0 ? dot.Dims.LhsBatch : dot.Dims.RhsBatch, transpose.Permutation);
            // The free axes come in the order that they have in the operand.
            int last = -1;
            bool ordered = true;
            for (int axis = 0; axis < x.Type.Rank; axis++)
            {
                int from = transpose.Permutation[axis];
                if (contract.Contains(from) || batch.Contains(from)) continue;
                ordered &= from > last;
                last = from;
            }
            if (!ordered) continue;
            dot = dot with
            {
                Dims = side == 0
                    ? dot.Dims with { LhsContract = contract, LhsBatch = batch }
                    : dot.Dims with { RhsContract = contract, RhsBatch = batch },
            };
            equation = equation with { Op = dot, Inputs = side == 0 ? [inner.Inputs[0], equation.Inputs[1]] : [equation.Inputs[0], inner.Inputs[0]] };
        }
        return equation;
    }

    /// <summary>What is done with each element of pieces put together is done with the pieces, which then come together where they are made: one pass over memory instead of two.</summary>
    private bool IntoPieces(Equation equation)
    {
        ArrayType type = equation.Outputs[0].Type;
        if (type.Size < SmallestInPieces || !Fusible.IsElementwise(equation)) return false;
        int at = -1;
        for (int i = 0; i < equation.Inputs.Count; i++)
        {
            if (equation.Inputs[i].Type.Rank == 0) continue;
            if (at >= 0) return false;
            at = i;
        }
        if (at < 0 || equation.Inputs[at] is not Var whole || _usedAgain.Contains(whole) || !_makers.TryGetValue(whole, out Equation? joined) || joined.Op is not Concatenate) return false;
        Atom[] pieces = new Atom[joined.Inputs.Count];
        for (int i = 0; i < pieces.Length; i++)
        {
            Atom[] inputs = [.. equation.Inputs];
            inputs[at] = joined.Inputs[i];
            Var piece = new(type with { Shape = joined.Inputs[i].Type.Shape });
            Add(equation with { Inputs = ValueArray.Adopt(inputs), Outputs = [piece] });
            pieces[i] = Find(piece);
        }
        Add(joined with { Inputs = ValueArray.Adopt(pieces), Outputs = equation.Outputs });
        return true;
    }

    /// <summary>Parts of indices that move no window are left out: those that are 0, and clipped ones along axes that windows cover.</summary>
    private Equation WithoutZeroParts(Equation equation)
    {
        if (equation.Inputs[1] is not Var indices || !_makers.TryGetValue(indices, out Equation? joined) || joined.Op is not Concatenate { Dimension: var axis } || axis != indices.Type.Rank - 1) return equation;
        (Gather? gather, Scatter? scatter) = (equation.Op as Gather, equation.Op as Scatter);
        ValueArray<int> map = gather is not null ? gather.Dims.StartIndexMap : scatter!.Dims.ScatterDimsToOperandDims;
        List<int> kept = [];
        List<Atom> pieces = [];
        int part = 0;
        foreach (Atom piece in joined.Inputs)
        {
            int count = piece.Type.Shape[axis];
            bool moves = !IsZeroEverywhere(piece);
            if (moves && gather is { Mode: GatherScatterMode.Clip })
            {
                moves = false;
                for (int i = part; i < part + count; i++) moves |= gather.SliceSizes[map[i]] != equation.Inputs[0].Type.Shape[map[i]];
            }
            if (moves)
            {
                for (int i = part; i < part + count; i++) kept.Add(map[i]);
                pieces.Add(piece);
            }
            part += count;
        }
        if (pieces.Count == joined.Inputs.Count || pieces.Count == 0) return equation;
        Atom rest = pieces[0];
        if (pieces.Count > 1)
        {
            Var shorter = new(indices.Type with { Shape = indices.Type.Shape.With(axis, kept.Count) });
            Add(joined with { Inputs = [.. pieces], Outputs = [shorter] });
            rest = Find(shorter);
        }
        Op op = gather is not null
            ? gather with { Dims = gather.Dims with { StartIndexMap = [.. kept] } }
            : scatter! with { Dims = scatter.Dims with { ScatterDimsToOperandDims = [.. kept] } };
        return equation with { Op = op, Inputs = [.. equation.Inputs.Select((input, i) => i == 1 ? rest : input)] };
    }

    private bool IsZeroEverywhere(Atom atom) => atom switch
    {
        Literal literal => literal.Value.ToInt64() == 0,
        Var var when _makers.TryGetValue(var, out Equation? maker) && maker.Op is BroadcastInDim or Reshape => IsZeroEverywhere(maker.Inputs[0]),
        _ => false,
    };

    private static ValueArray<int> Through(ValueArray<int> axes, ValueArray<int> permutation)
    {
        int[] mapped = new int[axes.Count];
        for (int i = 0; i < mapped.Length; i++) mapped[i] = permutation[axes[i]];
        return ValueArray.Adopt(mapped);
    }

    private static Jaxpr WithoutDead(Jaxpr jaxpr, List<Equation> equations, Atom[] outputs)
    {
        HashSet<Var> used = [];
        foreach (Atom output in outputs)
            if (output is Var var) used.Add(var);
        List<Equation> kept = new(equations.Count);
        for (int i = equations.Count - 1; i >= 0; i--)
        {
            Equation equation = equations[i];
            bool needed = equation.HasEffect;
            foreach (Var output in equation.Outputs) needed |= used.Contains(output);
            if (!needed) continue;
            kept.Add(equation);
            foreach (Atom input in equation.Inputs)
                if (input is Var var) used.Add(var);
        }
        kept.Reverse();
        List<Var> constVars = [];
        List<ArrayData> constants = [];
        for (int i = 0; i < jaxpr.ConstVars.Count; i++)
        {
            if (!used.Contains(jaxpr.ConstVars[i])) continue;
            constVars.Add(jaxpr.ConstVars[i]);
            if (jaxpr.HasConstants) constants.Add(jaxpr.Constants[i]);
        }
        return new([.. constVars], jaxpr.Inputs, [.. kept], ValueArray.Adopt(outputs), [.. constants]);
    }
}
