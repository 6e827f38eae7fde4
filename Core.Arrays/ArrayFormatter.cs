namespace Core;

/// <summary>Arrays as NumPy prints them.</summary>
public static class ArrayFormatter
{
    /// <summary>The array's values as text.</summary>
    public static string Format(ArrayData array) => array.Shape.ToString();
}
