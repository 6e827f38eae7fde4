using System.Reflection;
using System.Runtime.ExceptionServices;
using static Core.Transforms;

namespace Core.Tests.Autodiff;

/// <summary>The derivatives of all functions of arrays that there are agree with differences, to second order.</summary>
public class FunctionDerivativeTests
{
    // A constant by its meaning; one that rounds to single precision.
    private static readonly string[] DefinedOtherwise = ["StopGradient", "Astype"];

    // Steep, so that differences of differences are not exact enough; of eigenvalues the second derivative needs that of the vectors.
    private static readonly string[] OnlyFirst = ["Cond", "Eigvals"];

    private const string NoNumbers = "its results are integers or truth values", NoDerivative = "an op in it cannot be differentiated",
        NoFixedSize = "how much it gives depends on the numbers", OtherArguments = "it takes other arrays than these";

    // What says nothing of derivatives, and why.
    private static readonly Dictionary<string, string> NotChecked = new (string Reason, string[] Functions)[]
    {
        (NoNumbers, ["Linalg.MatrixRank", "Np.All", "Np.Any", "Np.Argmax", "Np.Argmin", "Np.Argsort", "Np.Argwhere", "Np.CountNonzero", "Np.Digitize", "Np.Equal",
            "Np.Flatnonzero", "Np.Greater", "Np.GreaterEqual", "Np.Isclose", "Np.Iscomplex", "Np.Isfinite", "Np.Isin", "Np.Isinf", "Np.Isnan", "Np.Isneginf",
            "Np.Isposinf", "Np.Isreal", "Np.Less", "Np.LessEqual", "Np.LogicalAnd", "Np.LogicalNot", "Np.LogicalOr", "Np.LogicalXor", "Np.Nanargmax", "Np.Nanargmin",
            "Np.NotEqual", "Np.Searchsorted", "Np.Signbit"]),
        (NoDerivative, ["Np.Nextafter", "Np.Spacing"]),
        (NoFixedSize, ["Np.Compress", "Np.Extract", "Np.Intersect1d", "Np.Setdiff1d", "Np.Setxor1d", "Np.TrimZeros", "Np.Union1d", "Np.Unique", "Np.UniqueValues"]),
        (OtherArguments, ["Linalg.Tensorsolve", "Np.Bincount", "Np.BitwiseAnd", "Np.BitwiseCount", "Np.BitwiseInvert", "Np.BitwiseLeftShift", "Np.BitwiseNot",
            "Np.BitwiseOr", "Np.BitwiseRightShift", "Np.BitwiseXor", "Np.DeleteUnique", "Np.Gcd", "Np.Invert", "Np.Lcm", "Np.Ldexp", "Np.LeftShift", "Np.Packbits",
            "Np.RightShift", "Np.Roll", "Np.Take", "Np.TakeAlongAxis", "Np.Unpackbits"]),
    }.SelectMany(row => row.Functions.Select(function => (function, row.Reason))).ToDictionary();

    [TestCaseSource(nameof(Functions))]
    public void A_function_has_the_derivatives_that_differences_have(MethodInfo method, int arrays) =>
        Assert.That(ReasonNotChecked(method, arrays), Is.EqualTo(NotChecked.GetValueOrDefault(NameOf(method))));

    [Test]
    public void All_functions_that_are_not_checked_are_functions() =>
        Assert.That(NotChecked.Keys, Is.SubsetOf(Methods().Select(function => NameOf(function.Method))));

    /// <summary>Checks the derivatives of a function, or says why there is nothing to check.</summary>
    private static string? ReasonNotChecked(MethodInfo method, int arrays)
    {
        NdArray Call(NdArray x)
        {
            object?[] arguments = [.. method.GetParameters().Select((parameter, i) => i == 0 ? x : i < arrays ? x * 0.5 + 0.125 : Type.Missing)];
            try
            {
                return (NdArray)method.Invoke(null, BindingFlags.OptionalParamBinding, null, arguments, null)!;
            }
            catch (TargetInvocationException e)
            {
                ExceptionDispatchInfo.Throw(e.InnerException!);
                throw;
            }
        }

        foreach (NdArray point in Points)
        {
            try
            {
                if (!Call(point).DType.IsInexact) return NoNumbers;
            }
            catch (VmapException)
            {
                continue; // not of arrays of this shape
            }
            try
            {
                Trace<Func<NdArray, NdArray>>(Call).CheckGrads(point, order: OnlyFirst.Contains(method.Name) ? 1 : 2, tolerance: 1e-4);
                return null;
            }
            catch (UnsupportedException e) when (e.Message.Contains("cannot be differentiated", StringComparison.Ordinal))
            {
                return NoDerivative;
            }
            catch (TraceException e) when (e.Message.Contains("is being traced", StringComparison.Ordinal))
            {
                return NoFixedSize;
            }
        }
        return OtherArguments;
    }

    private static string NameOf(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";

    // Numbers that are no kinks of any function; a vector, a symmetric positive definite matrix, one that is not square, and one of matrices.
    private static readonly NdArray[] Points =
    [
        NdArray.From(0.31, 0.72, 0.53, 0.94),
        NdArray.From(new[,] { { 0.91, 0.12, 0.23 }, { 0.12, 0.74, -0.15 }, { 0.23, -0.15, 0.68 } }),
        NdArray.From(new[,] { { 0.91, 0.12, 0.23 }, { 0.32, 0.74, -0.15 } }),
        NdArray.From(new[,,,] { { { { 0.91 }, { 0.12 } }, { { 0.32 }, { 0.74 } } } }),
    ];

    public static IEnumerable<TestCaseData> Functions() => Methods().Select(function => new TestCaseData(function.Method, function.Arrays)
        .SetName($"A_function_has_the_derivatives_that_differences_have({NameOf(function.Method)}, {function.Arrays})"));

    private static IEnumerable<(MethodInfo Method, int Arrays)> Methods() =>
        from type in (Type[])[typeof(Np), typeof(Nn), typeof(Linalg)]
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static)
        where !DefinedOtherwise.Contains(method.Name) && !method.IsGenericMethod && method.ReturnType == typeof(NdArray)
        let arrays = method.GetParameters().TakeWhile(parameter => parameter.ParameterType == typeof(NdArray) && !parameter.IsOptional).Count()
        where arrays is 1 or 2 && method.GetParameters().Skip(arrays).All(parameter => parameter.IsOptional)
        select (method, arrays);
}
