using System.Text;

namespace Core;

/// <summary>Where the elements' texts go: brackets, line breaks, indentation, and dots for what a summary leaves out.</summary>
/// <param name="shape">The array's shape, of at least one axis.</param>
/// <param name="summarised">Whether only the first and last three along each axis are shown.</param>
internal sealed class ArrayLayout(Shape shape, bool summarised)
{
    private const int EdgeItems = 3, LineWidth = 75;

    /// <summary>The row-major positions of the elements that are shown, in order.</summary>
    public int[] Visible()
    {
        int[] strides = shape.Strides();
        List<int> positions = [0];
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            (int leading, int trailing) = Shown(axis);
            List<int> next = new(positions.Count * (leading + trailing));
            foreach (int position in positions)
            {
                for (int i = 0; i < leading; i++) next.Add(position + i * strides[axis]);
                for (int i = shape[axis] - trailing; i < shape[axis]; i++) next.Add(position + i * strides[axis]);
            }
            positions = next;
        }
        return [.. positions];
    }

    /// <summary>The whole text.</summary>
    /// <param name="elements">The texts of the visible elements.</param>
    public string Arrange(string[] elements)
    {
        StringBuilder text = new();
        Queue<string> words = new(elements);
        if (shape.Rank == 1) AppendRow(text, words);
        else AppendBlock(text, words, axis: 0);
        return text.ToString();
    }

    /// <summary>How many are shown from the start and from the end of an axis; in between stand dots, if both are.</summary>
    private (int Leading, int Trailing) Shown(int axis) =>
        summarised && shape[axis] > 2 * EdgeItems ? (EdgeItems, EdgeItems) : (shape[axis], 0);

    private void AppendBlock(StringBuilder text, Queue<string> words, int axis)
    {
        (int leading, int trailing) = Shown(axis);
        int count = leading + trailing + (trailing > 0 ? 1 : 0), indent = axis + 1;
        text.Append('[');
        for (int i = 0; i < count; i++)
        {
            if (i > 0) text.Append('\n', shape.Rank - 1 - axis).Append(' ', indent);
            if (trailing > 0 && i == leading) text.Append("...");
            else if (axis == shape.Rank - 2) AppendRow(text, words);
            else AppendBlock(text, words, axis + 1);
        }
        text.Append(']');
    }

    private void AppendRow(StringBuilder text, Queue<string> words)
    {
        (int leading, int trailing) = Shown(shape.Rank - 1);
        int count = leading + trailing + (trailing > 0 ? 1 : 0);
        int indent = shape.Rank, width = LineWidth - shape.Rank, column = indent; // one column for each closing bracket
        text.Append('[');
        for (int i = 0; i < count; i++)
        {
            if (i > 0)
            {
                text.Append(' ');
                column++;
            }
            string word = trailing > 0 && i == leading ? "..." : words.Dequeue();
            if (column + word.Length > width && column > indent)
            {
                while (text[^1] == ' ') text.Length--;
                text.Append('\n').Append(' ', indent);
                column = indent;
            }
            text.Append(word);
            column += word.Length;
        }
        text.Append(']');
    }
}
