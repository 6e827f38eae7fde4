using static Core.Ir.Typing;

namespace Core.Ir;

/// <summary>The operand rounded to the precision of a narrower floating-point format, in its own element type.</summary>
/// <param name="ExponentBits">How many bits the exponent of the format has.</param>
/// <param name="MantissaBits">How many bits its mantissa has, the leading one not counted.</param>
public sealed record ReducePrecision(int ExponentBits, int MantissaBits) : Op
{
    /// <inheritdoc/>
    public override string Name => "reduce_precision";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        CheckKind(this, inputs[0], Accepts.Float);
        if (ExponentBits < 1) throw new DTypeException($"reduce_precision: exponent_bits must be positive, got {ExponentBits}.");
        if (MantissaBits < 0) throw new DTypeException($"reduce_precision: mantissa_bits must not be negative, got {MantissaBits}.");
        return [inputs[0]];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.ReducePrecision(this, arg);
}
