using Core.Compiler.Kernels;

namespace Core.Tests.Compiler.Kernels;

/// <summary>The memory that steps ask for.</summary>
public class ScratchTests
{
    [Test]
    public void A_sort_of_very_long_rows_asks_for_more_than_an_int_of_bytes() =>
        Assert.That(new SortStep([(0, 1, DType.F32)], 1, 1, 200_000_000).ScratchBytes, Is.GreaterThan(24L * 200_000_000));
}
