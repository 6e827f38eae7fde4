using static Core.Ir.Typing;

namespace Core.Ir;

/// <summary>Facts about the elementwise functions: their names and what they accept.</summary>
public static class ElementwiseKinds
{
    extension(UnaryKind kind)
    {
        /// <summary>The name that programs print.</summary>
        public string Name => kind switch
        {
            UnaryKind.Neg => "neg",
            UnaryKind.Sign => "sign",
            UnaryKind.Floor => "floor",
            UnaryKind.Ceil => "ceil",
            UnaryKind.IsFinite => "is_finite",
            UnaryKind.Exp => "exp",
            UnaryKind.Exp2 => "exp2",
            UnaryKind.Log => "log",
            UnaryKind.Expm1 => "expm1",
            UnaryKind.Log1p => "log1p",
            UnaryKind.Tanh => "tanh",
            UnaryKind.Logistic => "logistic",
            UnaryKind.Sin => "sin",
            UnaryKind.Cos => "cos",
            UnaryKind.Tan => "tan",
            UnaryKind.Asin => "asin",
            UnaryKind.Acos => "acos",
            UnaryKind.Atan => "atan",
            UnaryKind.Sinh => "sinh",
            UnaryKind.Cosh => "cosh",
            UnaryKind.Asinh => "asinh",
            UnaryKind.Acosh => "acosh",
            UnaryKind.Atanh => "atanh",
            UnaryKind.Sqrt => "sqrt",
            UnaryKind.Rsqrt => "rsqrt",
            UnaryKind.Cbrt => "cbrt",
            UnaryKind.Square => "square",
            UnaryKind.Abs => "abs",
            UnaryKind.Real => "real",
            UnaryKind.Imag => "imag",
            UnaryKind.Not => "not",
            UnaryKind.PopulationCount => "population_count",
            UnaryKind.Clz => "clz",
            UnaryKind.Erf => "erf",
            UnaryKind.Erfc => "erfc",
            UnaryKind.ErfInv => "erf_inv",
            UnaryKind.Lgamma => "lgamma",
            UnaryKind.Digamma => "digamma",
            UnaryKind.BesselI0e => "bessel_i0e",
            UnaryKind.BesselI1e => "bessel_i1e",
            UnaryKind.Copy => "copy",
            UnaryKind.StopGradient => "stop_gradient",
        };

        internal Accepts Accepted => kind switch
        {
            UnaryKind.Neg or UnaryKind.Sign or UnaryKind.Square => Accepts.Number,
            UnaryKind.Abs => Accepts.Signed | Accepts.Float | Accepts.Complex,
            UnaryKind.Real or UnaryKind.Imag => Accepts.Complex,
            UnaryKind.Not => Accepts.Bool | Accepts.Integer,
            UnaryKind.PopulationCount or UnaryKind.Clz => Accepts.Integer,
            UnaryKind.Copy or UnaryKind.StopGradient => Accepts.All,
            UnaryKind.Floor or UnaryKind.Ceil or UnaryKind.IsFinite or UnaryKind.Cbrt or UnaryKind.Erf or UnaryKind.Erfc or UnaryKind.ErfInv or
                UnaryKind.Lgamma or UnaryKind.Digamma or UnaryKind.BesselI0e or UnaryKind.BesselI1e => Accepts.Float,
            UnaryKind.Exp or UnaryKind.Exp2 or UnaryKind.Log or UnaryKind.Expm1 or UnaryKind.Log1p or UnaryKind.Tanh or UnaryKind.Logistic or
                UnaryKind.Sin or UnaryKind.Cos or UnaryKind.Tan or UnaryKind.Asin or UnaryKind.Acos or UnaryKind.Atan or UnaryKind.Sinh or
                UnaryKind.Cosh or UnaryKind.Asinh or UnaryKind.Acosh or UnaryKind.Atanh or UnaryKind.Sqrt or UnaryKind.Rsqrt =>
                Accepts.Float | Accepts.Complex,
        };
    }

    extension(BinaryKind kind)
    {
        /// <summary>The name that programs print.</summary>
        public string Name => kind switch
        {
            BinaryKind.Add => "add",
            BinaryKind.Sub => "sub",
            BinaryKind.Mul => "mul",
            BinaryKind.MulHi => "mulhi",
            BinaryKind.Div => "div",
            BinaryKind.Rem => "rem",
            BinaryKind.Max => "max",
            BinaryKind.Min => "min",
            BinaryKind.Pow => "pow",
            BinaryKind.Atan2 => "atan2",
            BinaryKind.NextAfter => "nextafter",
            BinaryKind.Complex => "complex",
            BinaryKind.And => "and",
            BinaryKind.Or => "or",
            BinaryKind.Xor => "xor",
            BinaryKind.ShiftLeft => "shift_left",
            BinaryKind.ShiftRightArithmetic => "shift_right_arithmetic",
            BinaryKind.ShiftRightLogical => "shift_right_logical",
            BinaryKind.Igamma => "igamma",
            BinaryKind.Igammac => "igammac",
            BinaryKind.IgammaGradA => "igamma_grad_a",
            BinaryKind.Zeta => "zeta",
            BinaryKind.Polygamma => "polygamma",
        };

        internal (Accepts Left, Accepts Right) Accepted => kind switch
        {
            BinaryKind.Add or BinaryKind.Sub or BinaryKind.Mul or BinaryKind.Div => (Accepts.Number, Accepts.Number),
            BinaryKind.MulHi or BinaryKind.ShiftLeft or BinaryKind.ShiftRightArithmetic or BinaryKind.ShiftRightLogical =>
                (Accepts.Integer, Accepts.Integer),
            BinaryKind.Rem => (Accepts.Integer | Accepts.Float, Accepts.Integer | Accepts.Float),
            BinaryKind.Max or BinaryKind.Min => (Accepts.Any, Accepts.Any),
            BinaryKind.Pow => (Accepts.Float | Accepts.Complex, Accepts.Number),
            BinaryKind.Atan2 => (Accepts.Float | Accepts.Complex, Accepts.Float | Accepts.Complex),
            BinaryKind.And or BinaryKind.Or or BinaryKind.Xor => (Accepts.Bool | Accepts.Integer, Accepts.Bool | Accepts.Integer),
            BinaryKind.NextAfter or BinaryKind.Complex or BinaryKind.Igamma or BinaryKind.Igammac or BinaryKind.IgammaGradA or BinaryKind.Zeta or
                BinaryKind.Polygamma => (Accepts.Float, Accepts.Float),
        };
    }
}
