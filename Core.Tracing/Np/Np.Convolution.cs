namespace Core;

/// <summary>Which part of a convolution of two arrays to give.</summary>
public enum ConvolveMode
{
    /// <summary>All places where the arrays overlap.</summary>
    Full,
    /// <summary>As many places as the longer array has, from the middle.</summary>
    Same,
    /// <summary>The places where the arrays overlap in full.</summary>
    Valid,
}

public static partial class Np
{
    /// <summary>The convolution of two arrays of one axis, floating-point also for integers.</summary>
    /// <param name="a">One array.</param>
    /// <param name="v">The other, which is flipped.</param>
    /// <param name="mode">Which part to give.</param>
    /// <param name="preferredElementType">The element type to sum in and of the result; integers are then not converted first.</param>
    /// <exception cref="ShapeException">An array has not one axis, or is empty.</exception>
    public static NdArray Convolve(NdArray a, NdArray v, ConvolveMode mode = ConvolveMode.Full, DType? preferredElementType = null) =>
        Convolve("convolve", a, v, mode, preferredElementType);

    /// <summary>The correlation of two arrays of one axis, the second conjugated; floating-point also for integers.</summary>
    /// <param name="a">One array.</param>
    /// <param name="v">The other.</param>
    /// <param name="mode">Which part to give.</param>
    /// <param name="preferredElementType">The element type to sum in and of the result; integers are then not converted first.</param>
    /// <exception cref="ShapeException">An array has not one axis, or is empty.</exception>
    public static NdArray Correlate(NdArray a, NdArray v, ConvolveMode mode = ConvolveMode.Valid, DType? preferredElementType = null) =>
        Convolve("correlate", a, v, mode, preferredElementType);

    private static NdArray Convolve(string name, NdArray a, NdArray v, ConvolveMode mode, DType? preferred)
    {
        bool flips = name is "convolve";
        if (a.Rank != 1 || v.Rank != 1 || a.Size == 0 || v.Size == 0)
            throw new ShapeException($"{(flips ? "Convolve" : "Correlate")}: both arrays must have one axis and not be empty, got {a.Type} and {v.Type}.");
        ValueArray<int> parameters = [(int)mode, preferred is { } dtype ? (int)dtype : -1, flips ? 1 : 0];
        return Lax.Jitted(name, parameters, outer => Lax.Jitted("_conv", parameters, args => Compute(args[0], args[1]), outer), a, v);

        NdArray Compute(NdArray x, NdArray y)
        {
            (x, y) = preferred is null ? PromoteInexact(x, y) : Promote(x, y);
            bool swapped = x.Shape[0] < y.Shape[0];
            if (!flips) y = Conj(y);
            if (swapped) (x, y) = (y, x);
            if (flips) y = Flip(y);
            int length = y.Shape[0];
            Ir.EdgePadding padding = mode switch
            {
                ConvolveMode.Full => (length - 1, length - 1),
                ConvolveMode.Same => (length / 2, length - length / 2 - 1),
                ConvolveMode.Valid => (0, 0),
            };
            NdArray result = Lax.ConvGeneralDilated(Lax.ExpandDims(x, 0, 1), Lax.ExpandDims(y, 0, 1), [1], [padding], preferredElementType: preferred);
            if (swapped && !flips) result = Lax.Rev(result, [2]);
            return Lax.Squeeze(result, [0, 1]);
        }
    }
}
