using System.Text.RegularExpressions;

namespace Core.Tests.Conformance;

/// <summary>
/// Recorded programs with the derivatives that JAX gives them: all that were recorded (<c>tests/conformance/grad</c>), of which those that cannot pass are listed in
/// <c>docs/conformance.md</c>, and functions of JAX's library (<c>tests/goldens/derivative_goldens.py</c>).
/// </summary>
public partial class RecordedDerivativeTests
{
    private static readonly RecordedFiles Files = new(Path.Combine("conformance", "grad"), '-');

    [TestCase("api_test", 59)]
    [TestCase("batching_test", 24)]
    [TestCase("custom_api_test", 1)]
    [TestCase("custom_linear_solve_test", 9)]
    [TestCase("custom_root_test", 6)]
    [TestCase("eigh_test", 2)]
    [TestCase("fft_test", 3)]
    [TestCase("image_test", 3)]
    [TestCase("lax_autodiff_test", 106)]
    [TestCase("lax_control_flow_test", 200)]
    [TestCase("lax_numpy_test", 6)]
    [TestCase("lax_scipy_special_functions_test", 121)]
    [TestCase("lax_scipy_test", 2)]
    [TestCase("lax_test", 1)]
    [TestCase("linalg_test", 33)]
    [TestCase("mutable_array_test", 7)]
    [TestCase("nn_test", 3)]
    [TestCase("ode_test", 4)]
    [TestCase("seeds", 1)]
    public void Every_derivative_is_that_of_jax_but_those_that_cannot_be(string file, int count) => Files.Pass(file, count);

    [Test]
    public void Derivatives_of_library_functions_are_those_of_jax() => RecordedFiles.Pass(Path.Combine(AppContext.BaseDirectory, "goldens", "derivatives.jsonl.gz"), 414, []);

    [Test]
    public void Every_file_of_derivatives_is_run() => Files.AreAllRun(Every_derivative_is_that_of_jax_but_those_that_cannot_be);

    [Test]
    public void Derivatives_that_cannot_pass_fail_for_the_reason_that_is_given() => Files.FailAsListed(KnownReason());

    // One alternative a section of the document.
    [GeneratedRegex(
        @": JaxprException: the (value of the program's constant, of type \S+, is|values of the program's \d+ constants are) not known; give (it|them) with WithConstants\.$" +
        @"|scalar_binary_search#0: jvp: out_tangent 0: element 0 is 0\.0, expected 5\.9168")]
    private static partial Regex KnownReason();
}
