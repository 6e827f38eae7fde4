using System.Text.RegularExpressions;

namespace Core.Tests.Conformance;

/// <summary>
/// Recorded programs with what JAX made of them: text, batched program, outputs. The cases under <c>tests/conformance</c> are all of kind vmap and eval
/// that were recorded; those that cannot pass are listed, with the reason, in <c>docs/conformance.md</c>.
/// </summary>
public partial class RecordedCaseTests
{
    private static readonly RecordedFiles Files = new("conformance", '*');

    [TestCase("api_test", 7)]
    [TestCase("batching_test", 371)]
    [TestCase("checkify_test", 2)]
    [TestCase("core_test", 1)]
    [TestCase("custom_api_test", 3)]
    [TestCase("custom_linear_solve_test", 3)]
    [TestCase("custom_root_test", 2)]
    [TestCase("eigh_test", 4)]
    [TestCase("fft_test", 16)]
    [TestCase("fuzz", 500)]
    [TestCase("lax_control_flow_test", 165)]
    [TestCase("lax_numpy_indexing_test", 72)]
    [TestCase("lax_numpy_operators_test", 421)]
    [TestCase("lax_numpy_reducers_test", 221)]
    [TestCase("lax_numpy_test", 263)]
    [TestCase("lax_numpy_ufuncs_test", 59)]
    [TestCase("lax_scipy_special_functions_test", 166)]
    [TestCase("lax_scipy_test", 18)]
    [TestCase("lax_test", 277)]
    [TestCase("lax_vmap_op_test", 761)]
    [TestCase("lax_vmap_test", 732)]
    [TestCase("linalg_test", 243)]
    [TestCase("mutable_array_test", 2)]
    [TestCase("ode_test", 1)]
    [TestCase("pmap_test", 5)]
    [TestCase("polynomial_test", 1)]
    [TestCase("random_lax_test", 12)]
    [TestCase("random_test", 10)]
    [TestCase("scipy_fft_test", 8)]
    [TestCase("scipy_interpolate_test", 1)]
    [TestCase("scipy_signal_test", 21)]
    [TestCase("scipy_spatial_test", 31)]
    [TestCase("scipy_stats_test", 170)]
    [TestCase("seeds", 70)]
    [TestCase("svd_test", 2)]
    public void Every_case_passes_but_those_that_cannot(string file, int count) => Files.Pass(file, count);

    [Test]
    public void Every_file_of_cases_is_run() => Files.AreAllRun(Every_case_passes_but_those_that_cannot);

    [Test]
    public void Cases_that_cannot_pass_fail_for_the_reason_that_is_given() => Files.FailAsListed(KnownReason());

    // One alternative a section of the document.
    [GeneratedRegex(
        @": JaxprException: the (value of the program's constant, of type \S+, is|values of the program's \d+ constants are) not known; give (it|them) with WithConstants\.$" +
        @"|^checkify_test.*: batched program: line \d+ is '\w+:i32\[\] = select_n False:bool\[\] \d+:i32\[\] -1:i32\[\]', expected '\w+:i32\[\] = select_n False:bool\[\] \d+:i32\[\] -1:i32\[\]'" +
        @"|testViewScalar1.*: output 0: element 0 is 1, expected 24" +
        @"|testLaxLinalgCholesky.*: output 0: element 149 is 0\.00743\d*, expected 0\.00707")]
    private static partial Regex KnownReason();
}
