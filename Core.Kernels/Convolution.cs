using System.Numerics;

namespace Core.Kernels;

/// <summary>The sizes of a convolution whose operands have their axes in order: batch, feature and space; output feature, input feature and window.</summary>
/// <param name="Batch">How many arrays there are in the left operand.</param>
/// <param name="Features">How many features each has.</param>
/// <param name="Positions">How many elements each feature has.</param>
/// <param name="OutputFeatures">How many kernels there are.</param>
/// <param name="FeatureGroups">Into how many groups the features are split.</param>
/// <param name="BatchGroups">Into how many groups the batch is split.</param>
public readonly record struct ConvolutionSizes(int Batch, int Features, int Positions, int OutputFeatures, int FeatureGroups, int BatchGroups);

/// <summary>Convolutions as products of matrices: of the kernels, and of columns that hold what the kernel covers at each place.</summary>
public static class Convolution
{
    /// <summary>How many elements of columns are made at a time, so that they stay in cache while the kernels go over them.</summary>
    private const int ColumnElements = 1 << 17;

    /// <summary>The convolution, with the axes in the order output feature, batch, place.</summary>
    /// <param name="lhs">Batch × features × positions.</param>
    /// <param name="rhs">Output features × input features × window.</param>
    /// <param name="places">Where the window goes over the positions.</param>
    /// <param name="sizes">The sizes.</param>
    public static T[] Compute<T>(ReadOnlySpan<T> lhs, ReadOnlySpan<T> rhs, WindowPlaces places, ConvolutionSizes sizes) where T : unmanaged, INumberBase<T>
    {
        int groups = sizes.FeatureGroups * sizes.BatchGroups;
        int batch = sizes.Batch / sizes.BatchGroups, features = sizes.Features / sizes.FeatureGroups, outputs = sizes.OutputFeatures / groups;
        int window = places.WindowSize, rows = features * window, width = batch * places.PlaceCount;
        T[] result = new T[sizes.OutputFeatures * width];
        if (result.Length == 0 || rows == 0) return result;

        int[] covered = new int[window * places.PlaceCount];
        for (int element = 0; element < window; element++) places.OfElement(element, covered.AsSpan(element * places.PlaceCount, places.PlaceCount));
        int chunk = Math.Min(width, Math.Max(1, ColumnElements / rows));
        T[] columns = new T[rows * chunk], products = new T[outputs * chunk];
        for (int group = 0; group < groups; group++)
        {
            // One of the two counts is 1.
            int firstBatch = sizes.BatchGroups > 1 ? group * batch : 0, firstFeature = sizes.FeatureGroups > 1 ? group * features : 0;
            ReadOnlySpan<T> kernels = rhs.Slice(group * outputs * rows, outputs * rows);
            for (int start = 0; start < width; start += chunk)
            {
                int count = Math.Min(chunk, width - start);
                for (int row = 0; row < rows; row++)
                {
                    (int feature, int element) = Math.DivRem(row, window);
                    Span<T> column = columns.AsSpan(row * count, count);
                    ReadOnlySpan<int> indices = covered.AsSpan(element * places.PlaceCount, places.PlaceCount);
                    (int array, int place) = Math.DivRem(start, places.PlaceCount);
                    for (int i = 0; i < count; i++)
                    {
                        int index = indices[place];
                        column[i] = index < 0 ? T.Zero : lhs[((firstBatch + array) * sizes.Features + firstFeature + feature) * sizes.Positions + index];
                        if (++place < places.PlaceCount) continue;
                        place = 0;
                        array++;
                    }
                }
                Span<T> sums = products.AsSpan(0, outputs * count);
                sums.Clear();
                MatrixProduct.Accumulate(kernels, columns.AsSpan(0, rows * count), sums, outputs, rows, count);
                for (int output = 0; output < outputs; output++)
                    sums.Slice(output * count, count).CopyTo(result.AsSpan((group * outputs + output) * width + start));
            }
        }
        return result;
    }
}
