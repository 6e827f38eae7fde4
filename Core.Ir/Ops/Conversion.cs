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
