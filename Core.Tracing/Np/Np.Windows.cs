namespace Core;

public static partial class Np
{
    /// <summary>Bartlett's window: a triangle from 0 up to 1 and down to 0, f32.</summary>
    /// <param name="size">How many points.</param>
    public static NdArray Bartlett(int size)
    {
        if (size <= 1) return Ones([Math.Max(0, size)]);
        NdArray n = Lax.Iota(DefaultFloat, [size], 0);
        return 1 - Abs(2 * n + 1 - size) / (size - 1);
    }

    /// <summary>Blackman's window: 0.42 − 0.5 cos 2πx + 0.08 cos 4πx for x from 0 to 1, f32.</summary>
    /// <param name="size">How many points.</param>
    public static NdArray Blackman(int size)
    {
        if (size <= 1) return Ones([Math.Max(0, size)]);
        NdArray n = Lax.Iota(DefaultFloat, [size], 0);
        return 0.42 - 0.5 * Cos(2 * Math.PI * n / (size - 1)) + 0.08 * Cos(4 * Math.PI * n / (size - 1));
    }

    /// <summary>Hamming's window: 0.54 − 0.46 cos 2πx for x from 0 to 1, f32.</summary>
    /// <param name="size">How many points.</param>
    public static NdArray Hamming(int size)
    {
        if (size <= 1) return Ones([Math.Max(0, size)]);
        NdArray n = Lax.Iota(DefaultFloat, [size], 0);
        return 0.54 - 0.46 * Cos(2 * Math.PI * n / (size - 1));
    }

    /// <summary>Von Hann's window: 0.5 − 0.5 cos 2πx for x from 0 to 1, f32.</summary>
    /// <param name="size">How many points.</param>
    public static NdArray Hanning(int size)
    {
        if (size <= 1) return Ones([Math.Max(0, size)]);
        NdArray n = Lax.Iota(DefaultFloat, [size], 0);
        return 0.5 * (1 - Cos(2 * Math.PI * n / (size - 1)));
    }

    /// <summary>Kaiser's window: I₀(β√(1 − x²)) / I₀(β) for x from −1 to 1, f32.</summary>
    /// <param name="size">How many points.</param>
    /// <param name="beta">How narrow it is; 0 gives ones.</param>
    public static NdArray Kaiser(int size, NdArray beta)
    {
        if (size <= 1) return Ones([Math.Max(0, size)]);
        NdArray n = Lax.Iota(DefaultFloat, [size], 0);
        double half = 0.5 * (size - 1);
        return I0(beta * Sqrt(1 - Power((n - half) / half, 2))) / I0(beta);
    }
}
