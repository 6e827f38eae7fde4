namespace Core.Compiler.Loops;

/// <summary>What an <see cref="Instruction"/> does, lane by lane. A, B and C are its operands.</summary>
internal enum Opcode : byte
{
    /// <summary>The number whose bits are <see cref="Instruction.Bits"/>, in every lane (a mask: 0 or 1).</summary>
    Constant,

    /// <summary>The index whose number is <see cref="Instruction.Bits"/>, as an I64 or I32: of the vectorised loop, lane k holds index + k; of others, the same in every lane.</summary>
    IndexValue,

    /// <summary>The current value of the register whose number is <see cref="Instruction.Bits"/>.</summary>
    GetRegister,

    // Numbers: F32, F64, and (wrapping) I32, I64
    Add,
    Sub,
    Mul,

    /// <summary>A / B of floating-point numbers.</summary>
    Div,

    /// <summary>A &lt; B ? A : B, as the processor does it: B where either is NaN or both are zeros. Signed for integers.</summary>
    Min,

    /// <summary>A &gt; B ? A : B, as the processor does it: B where either is NaN or both are zeros. Signed for integers.</summary>
    Max,

    // Floating-point
    /// <summary>A·B + C, rounded once.</summary>
    Fma,

    /// <summary>C − A·B, rounded once.</summary>
    Fnma,
    Sqrt,

    /// <summary>To the nearest integer, ties to even.</summary>
    RoundEven,
    Floor,
    Ceil,
    Truncate,

    /// <summary>A · 2^B, rounded once (subnormal results too), B an integer held as floating-point.</summary>
    Scale,

    /// <summary>⌊log₂|A|⌋ as floating-point, subnormal numbers too; −∞ of 0, ∞ of ∞, NaN of NaN.</summary>
    Exponent,

    /// <summary>|A| scaled by a power of two into [1, 2), NaN of negative numbers; 1 of 0 and of ∞.</summary>
    Mantissa,

    // Bits: all types; And, Or, Xor, Not of masks too
    And,
    Or,
    Xor,
    Not,

    /// <summary>A shifted by <see cref="Instruction.Bits"/>, which is less than the width.</summary>
    ShiftLeft,
    ShiftRightLogical,
    ShiftRightArithmetic,

    /// <summary>A shifted by B of each lane; a B of the width or more (as unsigned) gives 0, or the sign's bit everywhere.</summary>
    ShiftLeftBy,
    ShiftRightLogicalBy,
    ShiftRightArithmeticBy,
    PopCount,
    LeadingZeros,

    // Integers
    MinUnsigned,
    MaxUnsigned,

    // Comparisons of two values of one type (Instruction.Type is the type of the operands); ordered, false where either is NaN, but for NotEqual
    Equal,
    NotEqual,
    Less,
    LessEqual,
    LessUnsigned,
    LessEqualUnsigned,

    /// <summary>A ? B : C, of a mask and two values of one type (masks too).</summary>
    Select,

    // Conversions; Type is that of the result, the operand's is known
    /// <summary>Between F32 and F64 (rounded to even), from integers (signed) to floating-point, between I32 and I64 (sign extended, truncated).</summary>
    Convert,

    /// <summary>As <see cref="Convert"/>, of an unsigned integer.</summary>
    ConvertUnsigned,

    /// <summary>Floating-point to signed integer towards zero; the caller sees to it that the value fits.</summary>
    ConvertTruncate,

    /// <summary>The same bits: F32 and I32, F64 and I64.</summary>
    Bitcast,

    /// <summary>A static method of numbers, called for each lane: <see cref="LoopCode.Methods"/>[Bits], of one to four operands of Type.</summary>
    CallPerLane,

    /// <summary>The element of the buffer <see cref="Instruction.Bits"/> (an address with neither lane stride nor use of the vectorised index) plus A (I32 or I64, in elements) of each lane.</summary>
    Gather,
}
