using Core.Tracing;
using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.Tracing;

/// <summary>In a 64-bit program only 64-bit integers become f64 where a floating-point type is needed: narrow ones become f32, as in JAX.</summary>
public class WideProgramTests
{
    private static IEnumerable<TestCaseData> Functions() => new Dictionary<string, Func<NdArray, NdArray>>
    {
        ["Solve"] = a => Linalg.Solve(a, a),
        ["Cholesky"] = a => Linalg.Cholesky(a),
        ["Det"] = a => Linalg.Det(a),
        ["Norm"] = a => Linalg.Norm(a),
        ["Pinv"] = a => Linalg.Pinv(a),
        ["Lstsq"] = a => Linalg.Lstsq(a, a[0]).X,
        ["Poly"] = a => Poly(a[0]),
        ["Multinomial"] = a => Rng.Multinomial(Rng.Key(0), a[0, 0], a, dtype: F32),
        ["Geometric"] = a => Rng.Geometric(Rng.Key(0), a),
    }.Select(function => new TestCaseData(function.Value).SetArgDisplayNames(function.Key));

    [TestCaseSource(nameof(Functions))]
    public void Narrow_integers_stay_narrow(Func<NdArray, NdArray> function)
    {
        (Jaxpr narrow, Jaxpr wide) = TraceScope.WithX64(true, () => (Trace(function).ToJaxpr(I8[2, 2]), Trace(function).ToJaxpr(I64[2, 2])));

        Assert.That(narrow.ToString(), Does.Contain("new_dtype=float32").And.Not.Contain("new_dtype=float64"));
        Assert.That(wide.ToString(), Does.Contain("new_dtype=float64"));
    }
}
