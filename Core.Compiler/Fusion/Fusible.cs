using Core.Ir;

namespace Core.Compiler.Fusion;

/// <summary>What can be part of a cluster, and what it costs there.</summary>
internal static class Fusible
{
    /// <summary>Whether each element of the result depends on one element of each operand alone.</summary>
    public static bool IsElementwise(Equation equation)
    {
        foreach (Atom input in equation.Inputs)
            if (input.Type.DType.IsKey || input.Type.IsRef) return false;
        return IsElementwiseOp(equation);
    }

    private static bool IsElementwiseOp(Equation equation) => equation.Op switch
    {
        Unary or IntegerPow or Round or Conj or Binary or AddAny or RegularizedIncompleteBeta or SelectN or Clamp or ReducePrecision or Comparison => true,
        ConvertElementType convert => !convert.NewDType.IsKey,
        BitcastConvertType => equation.Inputs[0].Type.Shape == equation.Outputs[0].Type.Shape,
        _ => false,
    };

    /// <summary>Whether a reduction is one of lanes: complex products and extremes are not.</summary>
    public static bool IsReduction(Equation equation) =>
        equation.Op is Reduce reduce && (reduce.Kind is ReduceKind.Sum || !equation.Inputs[0].Type.DType.IsComplex);

    /// <summary>Whether operands are put side by side in the result.</summary>
    public static bool IsAssembly(Op op) => op is Concatenate or Stack or Pad;

    /// <summary>Whether an equation can be part of a cluster.</summary>
    public static bool IsFusible(Equation equation) =>
        IsElementwise(equation) || Views.IsView(equation.Op) || equation.Op is Iota || Views.SeesBytes(equation) || IsReduction(equation) || IsAssembly(equation.Op);

    /// <summary>About how many instructions an op is.</summary>
    public static int Weight(Equation equation)
    {
        int weight = equation.Op switch
        {
            Unary unary => unary.Kind switch
            {
                UnaryKind.Exp or UnaryKind.Exp2 or UnaryKind.Log => 18,
                UnaryKind.Expm1 or UnaryKind.Log1p or UnaryKind.Tanh or UnaryKind.Logistic or UnaryKind.Sin or UnaryKind.Cos or UnaryKind.Sinh or
                    UnaryKind.Cosh or UnaryKind.Atan or UnaryKind.Asin or UnaryKind.Acos or UnaryKind.Erf or UnaryKind.Cbrt => 28,
                UnaryKind.Tan or UnaryKind.Asinh or UnaryKind.Acosh or UnaryKind.Atanh or UnaryKind.Erfc or UnaryKind.ErfInv or UnaryKind.BesselI0e or UnaryKind.BesselI1e => 50,
                UnaryKind.Lgamma or UnaryKind.Digamma => 120,
                UnaryKind.Sqrt => 3,
                UnaryKind.Rsqrt => 5,
                UnaryKind.Clz or UnaryKind.PopulationCount or UnaryKind.Sign => 3,
                UnaryKind.Neg or UnaryKind.Floor or UnaryKind.Ceil or UnaryKind.IsFinite or UnaryKind.Square or UnaryKind.Abs or UnaryKind.Real or UnaryKind.Imag or
                    UnaryKind.Not or UnaryKind.Copy or UnaryKind.StopGradient => 1,
            },
            Binary binary => binary.Kind switch
            {
                BinaryKind.Div => equation.Inputs[0].Type.DType.IsInteger ? 16 : 3,
                BinaryKind.Rem => 16,
                BinaryKind.Pow or BinaryKind.Atan2 => 60,
                BinaryKind.Igamma or BinaryKind.Igammac or BinaryKind.IgammaGradA or BinaryKind.Zeta or BinaryKind.Polygamma => 300,
                BinaryKind.Max or BinaryKind.Min => 2,
                BinaryKind.MulHi or BinaryKind.NextAfter => 8,
                BinaryKind.Add or BinaryKind.Sub or BinaryKind.Mul or BinaryKind.Complex or BinaryKind.And or BinaryKind.Or or BinaryKind.Xor or BinaryKind.ShiftLeft or
                    BinaryKind.ShiftRightArithmetic or BinaryKind.ShiftRightLogical => 1,
            },
            IntegerPow power => 1 + 2 * int.Log2(Math.Abs(power.Y) | 1) + (power.Y < 0 ? 3 : 0),
            RegularizedIncompleteBeta => 300,
            Clamp => 3,
            ReducePrecision => 6,
            _ => 1,
        };
        return equation.Outputs[0].Type.DType.IsComplex ? 3 * weight : weight;
    }
}
