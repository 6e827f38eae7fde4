using System.Text;

namespace Core.Ir.Text;

/// <summary>A text whose line breaks are still open: a Wadler-Lindig document, as JAX's printer builds them (reference: "Strictly Pretty").</summary>
internal abstract class Doc
{
    /// <summary>The width that groups are laid out for.</summary>
    private const int LineWidth = 80;

    public static implicit operator Doc(string text) => new Text(text);

    /// <summary>One document after the other.</summary>
    public static Doc Concat(params Doc[] parts) => new Parts(parts);

    /// <summary>A line break, or <paramref name="flat"/> where the group around it fits on a line.</summary>
    public static Doc Break(string flat = " ") => flat switch { " " => Space, "" => Nothing, _ => new LineBreak(flat) };

    /// <summary>On one line if it fits, else with all its breaks.</summary>
    public static Doc Group(Doc doc) => new Grouped(doc);

    /// <summary>Broken lines inside are indented by <paramref name="indent"/> more.</summary>
    public static Doc Nest(int indent, Doc doc) => new Nested(indent, doc);

    /// <summary>The documents with a separator between neighbours.</summary>
    public static Doc Join(Doc separator, List<Doc> docs)
    {
        if (docs.Count == 1) return docs[0];
        Doc[] parts = new Doc[Math.Max(0, 2 * docs.Count - 1)];
        for (int i = 0; i < docs.Count; i++)
        {
            if (i > 0) parts[2 * i - 1] = separator;
            parts[2 * i] = docs[i];
        }
        return new Parts(parts);
    }

    private static readonly Doc Space = new LineBreak(" "), Nothing = new LineBreak("");

    /// <summary>The text, each group on one line where that fits.</summary>
    public string Layout()
    {
        StringBuilder text = new();
        Stack<(int Indent, bool Flat, Doc Doc)> work = [];
        Stack<Doc> measuring = [];
        work.Push((0, false, this));
        int column = 0;
        while (work.TryPop(out var item))
        {
            (int indent, bool flat, Doc doc) = item;
            switch (doc)
            {
                case Text t:
                    text.Append(t.Value);
                    column += t.Width;
                    break;
                case LineBreak b when flat:
                    text.Append(b.Flat);
                    column += b.Flat.Length;
                    break;
                case LineBreak:
                    text.Append('\n').Append(' ', indent);
                    column = indent;
                    break;
                case Parts p:
                    for (int i = p.Docs.Length - 1; i >= 0; i--) work.Push((indent, flat, p.Docs[i]));
                    break;
                case Nested n:
                    work.Push((indent + n.Indent, flat, n.Doc));
                    break;
                case Grouped g:
                    work.Push((indent, flat || Fits(g.Doc, LineWidth - column, measuring), g.Doc));
                    break;
            }
        }
        return text.ToString();
    }

    /// <summary>Whether a document on one line is at most so wide. What follows it does not count, as in JAX.</summary>
    private static bool Fits(Doc doc, int width, Stack<Doc> work)
    {
        work.Clear();
        work.Push(doc);
        while (width >= 0 && work.TryPop(out Doc? next))
        {
            switch (next)
            {
                case Text t:
                    width -= t.Width;
                    break;
                case LineBreak b:
                    width -= b.Flat.Length;
                    break;
                case Parts p:
                    for (int i = p.Docs.Length - 1; i >= 0; i--) work.Push(p.Docs[i]);
                    break;
                case Nested n:
                    work.Push(n.Doc);
                    break;
                case Grouped g:
                    work.Push(g.Doc);
                    break;
            }
        }
        return width >= 0;
    }

    private sealed class Text(string value) : Doc
    {
        public string Value { get; } = value;

        public int Width { get; } = Encoding.UTF8.GetByteCount(value);
    }

    private sealed class LineBreak(string flat) : Doc
    {
        public string Flat { get; } = flat;
    }

    private sealed class Parts(Doc[] docs) : Doc
    {
        public Doc[] Docs { get; } = docs;
    }

    private sealed class Grouped(Doc doc) : Doc
    {
        public Doc Doc { get; } = doc;
    }

    private sealed class Nested(int indent, Doc doc) : Doc
    {
        public int Indent { get; } = indent;

        public Doc Doc { get; } = doc;
    }
}
