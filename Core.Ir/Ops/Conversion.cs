using static Core.Ir.Typing;

namespace Core.Ir;

/// <summary>The operand's numbers as another element type: rounded, wrapped around, an imaginary part dropped.</summary>
/// <param name="NewDType">The element type of the result.</param>
/// <param name="WeakType">Whether the result gives way in promotion.</param>
public sealed record ConvertElementType(DType NewDType, bool WeakType) : Op
{
    /// <inheritdoc/>
    public override string Name => "convert_element_type";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        if (inputs[0].DType != NewDType && (inputs[0].DType.IsKey || NewDType.IsKey))
            throw new DTypeException($"convert_element_type: a random key is no number, got {inputs[0]} to convert to {NewDType.Name}.");
        return [new(NewDType, inputs[0].Shape, WeakType)];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.ConvertElementType(this, arg);
}

/// <summary>
/// The operand's bits as another element type. A wider element is as many narrower ones along a new last axis, the lowest bits first, and the other way round.
/// </summary>
/// <param name="NewDType">The element type of the result.</param>
public sealed record BitcastConvertType(DType NewDType) : Op
{
    /// <inheritdoc/>
    public override string Name => "bitcast_convert_type";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        ArrayType input = inputs[0];
        if (input.DType != NewDType && (!IsBits(input.DType) || !IsBits(NewDType)))
            throw new DTypeException($"bitcast_convert_type: only integers and real floating-point numbers are seen as others, got {input} to see as {NewDType.Name}.");
        (int old, int wanted) = (input.DType.ByteSize, NewDType.ByteSize);
        if (old == wanted) return [new(NewDType, input.Shape)];
        if (old > wanted) return [new(NewDType, input.Shape.Insert(input.Rank, old / wanted))];
        if (input.Rank == 0 || input.Shape[^1] * old != wanted)
            throw new ShapeException($"bitcast_convert_type: the last axis must have the size {wanted / old}, of which {NewDType.Name} is made, got {input}.");
        return [new(NewDType, input.Shape.Remove(input.Rank - 1))];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.BitcastConvertType(this, arg);

    private static bool IsBits(DType dtype) => dtype.IsInteger || dtype.IsFloat;
}
