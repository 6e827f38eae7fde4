using System.Numerics;

namespace Core;

/// <summary>Arrays as NumPy prints them.</summary>
public static class ArrayFormatter
{
    private const int SummaryThreshold = 1000;

    /// <summary>The array's values as the text of NumPy's <c>str</c>, the same in every culture.</summary>
    /// <remarks>
    /// Columns are aligned, lines have at most 75 characters, more than 1000 elements are summarised. An array of no axes is printed as its
    /// element, <c>0.1</c> or <c>True</c>. Random keys are printed as the <c>u32</c> words they consist of, along a trailing axis.
    /// </remarks>
    public static string Format(ArrayData array)
    {
        if (array.DType.IsKey) array = array.ToKeyWords();
        if (array.Shape.Rank == 0) return ScalarText.Of(array, 0);
        if (array.Count == 0) return "[]";
        ArrayLayout layout = new(array.Shape, array.Count > SummaryThreshold);
        return layout.Arrange(Elements(array, layout.Visible()));
    }

    /// <summary>The type, the shape and the first few values on one line, for debuggers.</summary>
    internal static string Summarise(ArrayData array)
    {
        const int shown = 6;
        string type = array.DType.Name + array.Shape.ToBrackets();
        if (array.DType.IsKey) array = array.ToKeyWords();
        IEnumerable<string> values = Enumerable.Range(0, Math.Min(array.Count, shown)).Select(i => ScalarText.Of(array, i));
        return array.Count == 0 ? type : $"{type}: {string.Join(", ", values)}{(array.Count > shown ? ", …" : "")}";
    }

    /// <summary>The texts of the elements at <paramref name="positions"/>, aligned with each other.</summary>
    private static string[] Elements(ArrayData array, int[] positions)
    {
        switch (array.DType.Kind)
        {
            case DTypeKind.Float when array.DType != DType.BF16:
                return FloatColumn.Format([.. positions.Select(i => Scalar.Of(array, i).ToDouble())], FloatLayout.Of(array.DType));
            case DTypeKind.Complex:
                FloatLayout layout = FloatLayout.Of(array.DType);
                Complex[] values = [.. positions.Select(i => Scalar.Of(array, i).ToComplex())];
                string[] real = FloatColumn.Format([.. values.Select(value => value.Real)], layout);
                string[] imaginary = FloatColumn.Format([.. values.Select(value => value.Imaginary)], layout, plus: true);
                return [.. real.Zip(imaginary, (re, im) => $"{re}{im.TrimEnd()}j{im[im.TrimEnd().Length..]}")];
            default:
                string[] texts = [.. positions.Select(i => ScalarText.Of(array, i))];
                if (array.DType == DType.BF16) return texts; // a type that NumPy knows nothing of: not aligned
                int width = array.DType == DType.Bool ? 5 : texts.Max(text => text.Length);
                return [.. texts.Select(text => text.PadLeft(width))];
        }
    }
}
