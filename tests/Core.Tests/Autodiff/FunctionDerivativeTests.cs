using System.Reflection;
using System.Runtime.ExceptionServices;
using static Core.Transforms;

namespace Core.Tests.Autodiff;

/// <summary>The derivatives of all functions of arrays that there are agree with differences, to second order.</summary>
public class FunctionDerivativeTests
{
    // A constant by its meaning; one that rounds to single precision.
    private static readonly string[] DefinedOtherwise = ["StopGradient", "Astype"];

    // Steep, or of large numbers: differences are not exact enough.
    private static readonly string[] Coarse = ["Cond", "MatrixRank"];

    [TestCaseSource(nameof(Functions))]
    public void A_function_has_the_derivatives_that_differences_have(MethodInfo method, int arrays)
    {
        foreach (NdArray point in Points)
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
            try
            {
                if (!Call(point).DType.IsInexact) return;
            }
            catch (VmapException)
            {
                continue; // not of arrays of this shape
            }
            try
            {
                Trace<Func<NdArray, NdArray>>(Call).CheckGrads(point, order: Coarse.Contains(method.Name) ? 1 : 2, tolerance: 1e-4);
            }
            catch (UnsupportedException e)
            {
                Assert.That(e.Message, Does.Contain("cannot be differentiated"));
            }
            catch (TraceException e)
            {
                Assert.That(e.Message, Does.Contain("is being traced")); // how much it gives depends on the numbers
            }
            return;
        }
    }

    // Numbers that are no kinks of any function; a vector, a symmetric positive definite matrix, and one that is not square.
    private static readonly NdArray[] Points =
    [
        NdArray.From(0.31, 0.72, 0.53, 0.94),
        NdArray.From(new[,] { { 0.91, 0.12, 0.23 }, { 0.12, 0.74, -0.15 }, { 0.23, -0.15, 0.68 } }),
        NdArray.From(new[,] { { 0.91, 0.12, 0.23 }, { 0.32, 0.74, -0.15 } }),
    ];

    public static IEnumerable<TestCaseData> Functions() =>
        from type in (Type[])[typeof(Np), typeof(Nn), typeof(Linalg)]
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static)
        where !DefinedOtherwise.Contains(method.Name) && !method.IsGenericMethod && method.ReturnType == typeof(NdArray)
        let arrays = method.GetParameters().TakeWhile(parameter => parameter.ParameterType == typeof(NdArray) && !parameter.IsOptional).Count()
        where arrays is 1 or 2 && method.GetParameters().Skip(arrays).All(parameter => parameter.IsOptional)
        select new TestCaseData(method, arrays).SetName($"A_function_has_the_derivatives_that_differences_have({type.Name}.{method.Name}, {arrays})");
}
