using System.Reflection;
using Core.Ir;
using Core.Kernels;

namespace Core.Compiler.Lowering;

internal sealed partial class ElementwiseLowering
{
    /// <summary>The methods that loops call lane by lane, found once.</summary>
    private static class Methods
    {
        public static readonly MethodInfo Lgamma = Of(SpecialFunctions.Lgamma), Digamma = Of(SpecialFunctions.Digamma),
            BesselI0e = Of(SpecialFunctions.BesselI0e), BesselI1e = Of(SpecialFunctions.BesselI1e), Igamma = Of(SpecialFunctions.Igamma),
            Igammac = Of(SpecialFunctions.Igammac), IgammaGradA = Of(SpecialFunctions.IgammaGradA), Zeta = Of(SpecialFunctions.Zeta),
            Polygamma = Of(SpecialFunctions.Polygamma), Remainder = Of(SpecialFunctions.Rem), NextAfterHalf = Of(LaneFunctions.NextAfterHalf),
            ComplexAbs = Of(LaneFunctions.ComplexAbs),
            Betainc = ((Func<double, double, double, double>)SpecialFunctions.RegularizedIncompleteBeta).Method;

        public static readonly MethodInfo DivideSigned = Of(LaneFunctions.DivideSigned), DivideUnsigned = Of(LaneFunctions.DivideUnsigned),
            RemainderSigned = Of(LaneFunctions.RemainderSigned), RemainderUnsigned = Of(LaneFunctions.RemainderUnsigned),
            HighProductSigned = Of(LaneFunctions.HighProduct), HighProductUnsigned = Of(LaneFunctions.HighProductUnsigned);

        public static readonly (MethodInfo Real, MethodInfo Imaginary) ComplexDivide = (Of(LaneFunctions.DivideReal), Of(LaneFunctions.DivideImaginary)),
            ComplexPow = (Of(LaneFunctions.PowReal), Of(LaneFunctions.PowImaginary)),
            ComplexAtan2 = (Of(LaneFunctions.Atan2Real), Of(LaneFunctions.Atan2Imaginary)),
            ComplexIntegerPow = (((Func<double, double, double, double>)LaneFunctions.IntegerPowReal).Method,
                ((Func<double, double, double, double>)LaneFunctions.IntegerPowImaginary).Method);

        /// <summary>The methods for the parts of a function of one complex number.</summary>
        public static (MethodInfo Real, MethodInfo Imaginary) Complex(UnaryKind kind) => kind switch
        {
            UnaryKind.Sign => (Of(LaneFunctions.SignReal), Of(LaneFunctions.SignImaginary)),
            UnaryKind.Exp => (Of(LaneFunctions.ExpReal), Of(LaneFunctions.ExpImaginary)),
            UnaryKind.Exp2 => (Of(LaneFunctions.Exp2Real), Of(LaneFunctions.Exp2Imaginary)),
            UnaryKind.Log => (Of(LaneFunctions.LogReal), Of(LaneFunctions.LogImaginary)),
            UnaryKind.Expm1 => (Of(LaneFunctions.Expm1Real), Of(LaneFunctions.Expm1Imaginary)),
            UnaryKind.Log1p => (Of(LaneFunctions.Log1pReal), Of(LaneFunctions.Log1pImaginary)),
            UnaryKind.Tanh => (Of(LaneFunctions.TanhReal), Of(LaneFunctions.TanhImaginary)),
            UnaryKind.Logistic => (Of(LaneFunctions.LogisticReal), Of(LaneFunctions.LogisticImaginary)),
            UnaryKind.Sin => (Of(LaneFunctions.SinReal), Of(LaneFunctions.SinImaginary)),
            UnaryKind.Cos => (Of(LaneFunctions.CosReal), Of(LaneFunctions.CosImaginary)),
            UnaryKind.Tan => (Of(LaneFunctions.TanReal), Of(LaneFunctions.TanImaginary)),
            UnaryKind.Asin => (Of(LaneFunctions.AsinReal), Of(LaneFunctions.AsinImaginary)),
            UnaryKind.Acos => (Of(LaneFunctions.AcosReal), Of(LaneFunctions.AcosImaginary)),
            UnaryKind.Atan => (Of(LaneFunctions.AtanReal), Of(LaneFunctions.AtanImaginary)),
            UnaryKind.Sinh => (Of(LaneFunctions.SinhReal), Of(LaneFunctions.SinhImaginary)),
            UnaryKind.Cosh => (Of(LaneFunctions.CoshReal), Of(LaneFunctions.CoshImaginary)),
            UnaryKind.Asinh => (Of(LaneFunctions.AsinhReal), Of(LaneFunctions.AsinhImaginary)),
            UnaryKind.Acosh => (Of(LaneFunctions.AcoshReal), Of(LaneFunctions.AcoshImaginary)),
            UnaryKind.Atanh => (Of(LaneFunctions.AtanhReal), Of(LaneFunctions.AtanhImaginary)),
            UnaryKind.Sqrt => (Of(LaneFunctions.SqrtReal), Of(LaneFunctions.SqrtImaginary)),
            UnaryKind.Rsqrt => (Of(LaneFunctions.RsqrtReal), Of(LaneFunctions.RsqrtImaginary)),
            UnaryKind.Neg or UnaryKind.Square or UnaryKind.Floor or UnaryKind.Ceil or UnaryKind.IsFinite or UnaryKind.Cbrt or UnaryKind.Abs or UnaryKind.Real or
                UnaryKind.Imag or UnaryKind.Not or UnaryKind.PopulationCount or UnaryKind.Clz or UnaryKind.Erf or UnaryKind.Erfc or UnaryKind.ErfInv or
                UnaryKind.Lgamma or UnaryKind.Digamma or UnaryKind.BesselI0e or UnaryKind.BesselI1e or UnaryKind.Copy or UnaryKind.StopGradient =>
                throw NotOf(kind.Name, "complex"),
        };

        private static MethodInfo Of(Func<double, double> function) => function.Method;

        private static MethodInfo Of(Func<double, double, double> function) => function.Method;

        private static MethodInfo Of(Func<double, double, double, double, double> function) => function.Method;

        private static MethodInfo Of(Func<long, long, long> function) => function.Method;
    }
}
