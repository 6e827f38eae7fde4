using Core.Compiler.Emission;

namespace Core.Tests.Compiler.Emission;

/// <summary>The kernels that are kept to be used again.</summary>
public class KernelCacheTests
{
    [Test]
    public void A_kernel_is_made_once()
    {
        KernelCache<int, string> cache = new(10);
        string made = cache.Get(3, key => new string('a', key));
        Assert.That(cache.Get(3, _ => "another"), Is.SameAs(made));
    }

    [Test]
    public void There_are_never_more_kernels_than_that()
    {
        KernelCache<int, string> cache = new(10);
        for (int i = 0; i < 1000; i++)
        {
            Assert.That(cache.Get(i, key => $"{key}"), Is.EqualTo($"{i}"));
            Assert.That(cache.Count, Is.LessThanOrEqualTo(10));
        }
    }
}
