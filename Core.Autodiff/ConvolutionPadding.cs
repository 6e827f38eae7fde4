using Core.Ir;

namespace Core.Autodiff;

/// <summary>What the transposes of convolutions, and of windows, put around their operands.</summary>
internal static class ConvolutionPadding
{
    /// <summary>Around the cotangent, of which each window gives one element of the array.</summary>
    // JAX: _conv_general_vjp_lhs_padding.
    public static EdgePadding[] OfArray(
        ReadOnlySpan<int> array, ReadOnlySpan<int> window, ReadOnlySpan<int> strides, ReadOnlySpan<int> result, ReadOnlySpan<EdgePadding> padding,
        ReadOnlySpan<int> arrayDilation, ReadOnlySpan<int> windowDilation)
    {
        EdgePadding[] edges = new EdgePadding[array.Length];
        for (int i = 0; i < edges.Length; i++)
        {
            int size = Dilated(window[i], windowDilation[i]), low = size - padding[i].Low - 1;
            edges[i] = new(low, Dilated(array[i], arrayDilation[i]) + size - 1 - Dilated(result[i], strides[i]) - low);
        }
        return edges;
    }

    /// <summary>Around the array, over which the cotangent is moved to give the kernel.</summary>
    // JAX: _conv_general_vjp_rhs_padding.
    public static EdgePadding[] OfKernel(
        ReadOnlySpan<int> array, ReadOnlySpan<int> kernel, ReadOnlySpan<int> strides, ReadOnlySpan<int> result, ReadOnlySpan<EdgePadding> padding,
        ReadOnlySpan<int> arrayDilation, ReadOnlySpan<int> kernelDilation)
    {
        EdgePadding[] edges = new EdgePadding[array.Length];
        for (int i = 0; i < edges.Length; i++)
        {
            int low = padding[i].Low;
            edges[i] = new(low, Dilated(result[i], strides[i]) - Dilated(array[i], arrayDilation[i]) + Dilated(kernel[i], kernelDilation[i]) - low - 1);
        }
        return edges;
    }

    // JAX: dilate_dim.
    private static int Dilated(int size, int dilation) => size == 0 ? 0 : checked(1 + dilation * (size - 1));
}
