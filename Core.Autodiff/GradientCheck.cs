using System.Globalization;
using Core.Ir;
using Core.Tracing;

namespace Core
{
    /// <summary>The directions in which derivatives are computed.</summary>
    [Flags]
    public enum DerivativeModes
    {
        /// <summary>Tangents, as by <c>Jvp</c>.</summary>
        Forward = 1,
        /// <summary>Cotangents, as by <c>Vjp</c> and <c>Grad</c>.</summary>
        Reverse = 2,
        /// <summary>Both.</summary>
        Both = Forward | Reverse,
    }
}

namespace Core.Autodiff
{
    /// <summary>Compares derivatives of a function with differences of its values.</summary>
    // JAX: check_grads, check_jvp, check_vjp of test_util.py.
    internal sealed class GradientCheck : FunctionTransform
    {
        private readonly Random _random = new(0);
        private DerivativeModes _modes;
        private double? _tolerance, _step;
        private bool _x64;

        public override TracedProgram Apply(Signature signature, Func<Signature, TracedProgram> inner)
        {
            _x64 = TraceScope.UsesX64;
            return inner(signature);
        }

        /// <summary>Checks a function at a point.</summary>
        /// <exception cref="DerivativeException">A derivative differs from differences by more than the tolerance.</exception>
        public static void Run(Traced function, Arguments arguments, int order, DerivativeModes modes, double? tolerance, double? step)
        {
            if (order < 1) throw new TreeException($"CheckGrads: order must be 1 or more, got {order}.");
            GradientCheck check = new() { _modes = modes, _tolerance = tolerance, _step = step };
            Jaxpr program = arguments.ToJaxpr(function.Transform(check));
            if (!program.Inputs.Any(input => input.Type.HasTangent()) || !program.Outputs.Any(output => output.Type.HasTangent()))
                throw new DTypeException($"CheckGrads: {function.Name} has no derivatives: its arguments or its results hold no floating-point or complex numbers.");
            TraceScope.WithX64(check._x64, () =>
            {
                check.Check(program, arguments.Leaves, order, "");
                return true;
            });
        }

        // Tangents are differences; cotangents pair with tangents as with those differences; and the same of both as functions.
        private void Check(Jaxpr program, NdArray[] point, int order, string path)
        {
            ArrayType[] inputs = [.. program.Inputs.Select(input => input.Type)], outputs = [.. program.Outputs.Select(output => output.Type).Where(type => type.HasTangent())];
            double tolerance = _tolerance ?? inputs.Concat(outputs).Where(type => type.HasTangent()).Max(type => Tolerance(type.DType));
            NdArray[] direction = [.. inputs.Where(input => input.HasTangent()).Select(Draw)];
            NdArray[] differences = Differences(program, point, direction);
            if (_modes.HasFlag(DerivativeModes.Forward))
            {
                Jaxpr jvp = program.Jvp();
                NdArray[] tangents = TraceScope.Call(jvp, [.. point, .. direction])[program.Outputs.Count..];
                for (int i = 0; i < tangents.Length; i++) Compare(tangents[i], differences[i], tolerance, $"CheckGrads: the tangent of result {i}{path}");
                if (order > 1) Check(jvp, [.. point, .. direction], order - 1, path + ", of the derivative forwards");
            }
            if (_modes.HasFlag(DerivativeModes.Reverse))
            {
                Jaxpr vjp = program.Vjp();
                NdArray[] cotangents = [.. outputs.Select(Draw)], pulled = TraceScope.Call(vjp, [.. point, .. cotangents]);
                Compare(Pair(pulled, direction), Pair(cotangents, differences), tolerance, $"CheckGrads: the product of a direction with the cotangents{path}");
                if (order > 1) Check(vjp, [.. point, .. cotangents], order - 1, path + ", of the derivative in reverse");
            }
        }

        private NdArray[] Differences(Jaxpr program, NdArray[] point, NdArray[] direction)
        {
            double step = _step ?? point.Where(value => value.Type.HasTangent()).Max(value => Step(value.DType));
            NdArray[] Moved(double by)
            {
                int next = 0;
                return [.. TraceScope.Call(program, [.. point.Select(value => value.Type.HasTangent() ? value + Formulas.Const(value, by) * direction[next++] : value)])
                    .Where(result => result.Type.HasTangent())];
            }
            return [.. Moved(step / 2).Zip(Moved(-step / 2), (after, before) => (after - before) / Formulas.Const(after, step))];
        }

        private static void Compare(NdArray actual, NdArray expected, double tolerance, string what)
        {
            NdArray a = Np.Reshape(actual, [-1]), b = Np.Reshape(expected, [-1]);
            for (int i = 0; i < a.Shape[0]; i++)
            {
                System.Numerics.Complex x = At(a, i), y = At(b, i);
                if (double.IsNaN(x.Real) && double.IsNaN(y.Real)) continue;
                if (!(System.Numerics.Complex.Abs(x - y) <= tolerance * (1 + System.Numerics.Complex.Abs(y))))
                    throw new DerivativeException(string.Create(CultureInfo.InvariantCulture,
                        $"{what} is {Text(x)}{(a.Shape[0] == 1 ? "" : $" at element {i}")}, but differences of values give {Text(y)} (tolerance {tolerance})."));
            }

            static System.Numerics.Complex At(NdArray array, int i) => Lax.ConvertElementType(array[i], DType.C128).Item<System.Numerics.Complex>();

            static string Text(System.Numerics.Complex number) => (number.Imaginary == 0 ? number.Real.ToString("G6", CultureInfo.InvariantCulture) : number.ToString("G6", CultureInfo.InvariantCulture));
        }

        // The real part of the sum of products: what cotangents are defined by.
        private static NdArray Pair(NdArray[] cotangents, NdArray[] tangents)
        {
            NdArray sum = Lax.Number(Scalar.Of(0.0), DType.F64);
            for (int i = 0; i < cotangents.Length; i++)
                sum += Lax.ConvertElementType(Np.Real(Np.Sum(cotangents[i] * tangents[i])), DType.F64);
            return sum;
        }

        // Normally distributed (Box and Muller), from a fixed seed.
        private NdArray Draw(ArrayType type)
        {
            double[] numbers = new double[type.Size];
            NdArray Numbers()
            {
                for (int i = 0; i < numbers.Length; i++) numbers[i] = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
                return NdArray.From<double>(numbers, type.Shape);
            }
            NdArray real = Numbers();
            return Lax.ConvertElementType(type.DType.IsComplex ? Lax.Binary(BinaryKind.Complex, real, Numbers()) : real, type.DType);
        }

        // JAX: default_gradient_tolerance.
        private static double Tolerance(DType dtype) => dtype.RealPart switch
        {
            DType.F64 => 1e-5,
            DType.F32 => 2e-3,
            DType.F16 => 1e-2,
            _ => 1e-1,
        };

        // Near the third root of the rounding, where both errors of a central difference are small.
        private static double Step(DType dtype) => dtype.RealPart switch
        {
            DType.F64 => 1e-5,
            DType.F32 => 1e-2,
            _ => 1e-1,
        };
    }
}
