namespace Core;

public static partial class Np
{
    /// <summary>Numbers of the normal distribution of mean 0 and variance 1, the same for the same seed: <see cref="Rng.Normal"/> with <c>Rng.Key(seed)</c>.</summary>
    public static NdArray Normal(int seed, Shape shape) => Rng.Normal(Rng.Key(seed), shape);

    /// <summary>Numbers spread evenly from <paramref name="low"/> to below <paramref name="high"/>, the same for the same seed: <see cref="Rng.Uniform"/> with
    /// <c>Rng.Key(seed)</c>.</summary>
    public static NdArray Uniform(int seed, Shape shape, double low = 0, double high = 1) => Rng.Uniform(Rng.Key(seed), shape, minval: low, maxval: high);

    /// <summary>Integers spread evenly from <paramref name="low"/> to below <paramref name="high"/>, the same for the same seed: <see cref="Rng.Randint"/> with
    /// <c>Rng.Key(seed)</c>.</summary>
    public static NdArray Randint(int seed, Shape shape, int low, int high) => Rng.Randint(Rng.Key(seed), shape, low, high);
}
