using Core.Ir;

namespace Core.Tests.Sampling;

/// <summary>The generators of random bits draw what XLA draws on a CPU: next states and bits out of JAX.</summary>
public class RngBitGeneratorTests
{
    private static IEnumerable<TestCaseData> Draws()
    {
        yield return new TestCaseData(RngAlgorithm.ThreeFry, DType.U32, (int[])[2, 3], (uint[])[1, 2, 1, 5], (uint[])[3245475131, 1659226264, 2593290630, 4052128534, 1696293625, 1369596596]);
        yield return new TestCaseData(RngAlgorithm.ThreeFry, DType.U16, (int[])[3, 3], (uint[])[1, 2, 4, 5], (uint[])[1339, 51352, 31110, 37654, 25337, 25268, 26606, 42279, 1631]);
        yield return new TestCaseData(RngAlgorithm.Philox, DType.U32, (int[])[2, 3], (uint[])[1, 2, 0, 5], (uint[])[3396751987, 1329782938, 4239702414, 3512349795, 2160442090, 646515821]);
    }

    [TestCaseSource(nameof(Draws))]
    public void A_generator_draws_the_bits_of_xla(RngAlgorithm algorithm, DType dtype, int[] shape, uint[] state, uint[] bits)
    {
        (NdArray next, NdArray drawn) = Lax.RngBitGenerator(NdArray.From<uint>(1, 2, 0xFFFFFFFE, 4), Shape.Create(shape), dtype, algorithm);

        Assert.Multiple(() =>
        {
            Assert.That(next.ToArray<uint>(), Is.EqualTo(state));
            Assert.That(drawn.AsType(DType.U32).ToArray<uint>(), Is.EqualTo(bits));
        });
    }
}
