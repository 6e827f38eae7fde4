namespace Core.Tests;

/// <summary>What many tests expect, in one word.</summary>
internal static class Expect
{
    /// <summary>An action throws an error of this very type, with this message.</summary>
    public static void Fails<T>(Action action, string message) where T : Exception =>
        Assert.That(() => action(), Throws.TypeOf<T>().With.Message.EqualTo(message));

    /// <summary>An array has a shape, and numbers that are within <paramref name="atol"/> plus <paramref name="rtol"/> times the expected one.</summary>
    public static void AreClose(NdArray actual, NdArray expected, double rtol, double atol, string how = "") =>
        Assert.That((actual.Shape, Np.AllClose(actual, expected, rtol, atol)), Is.EqualTo((expected.Shape, true)), $"{how}: {actual}, expected {expected}");
}
