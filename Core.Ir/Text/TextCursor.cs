using System.Globalization;

namespace Core.Ir.Text;

/// <summary>A place in a text, moved on by what is read; tells line and column only when an error needs them.</summary>
internal class TextCursor(string text)
{
    /// <summary>The whole text.</summary>
    public string Text { get; } = text;

    /// <summary>The index of the next character.</summary>
    public int At { get; set; }

    /// <summary>The next character; 0 at the end.</summary>
    public char Next => At < Text.Length ? Text[At] : '\0';

    /// <summary>The character <paramref name="offset"/> further on; 0 after the end.</summary>
    public char Peek(int offset) => At + offset < Text.Length ? Text[At + offset] : '\0';

    /// <summary>Skips white space; says whether a line ended in it.</summary>
    public bool SkipSpace()
    {
        bool newLine = false;
        string text = Text;
        int at = At;
        while (at < text.Length && text[at] is ' ' or '\n' or '\r' or '\t')
        {
            newLine |= text[at] == '\n';
            at++;
        }
        At = at;
        return newLine;
    }

    /// <summary>The letters, digits and underscores that come next; empty where there are none or a digit comes first.</summary>
    public ReadOnlySpan<char> Word() => Text.AsSpan(At, WordLength(At));

    /// <summary>How long the word at <paramref name="at"/> is.</summary>
    public int WordLength(int at)
    {
        int start = at;
        while (at < Text.Length && (char.IsAsciiLetter(Text[at]) || Text[at] == '_' || (at > start && char.IsAsciiDigit(Text[at])))) at++;
        return at - start;
    }

    /// <summary>Reads <paramref name="symbol"/>, after white space.</summary>
    public void Expect(char symbol, string where)
    {
        SkipSpace();
        if (Next != symbol) throw Wrong($"'{symbol}' {where}");
        At++;
    }

    /// <summary>Reads <paramref name="word"/>, after white space.</summary>
    public void Expect(string word, string where)
    {
        SkipSpace();
        if (!Word().SequenceEqual(word)) throw Wrong($"'{word}' {where}");
        At += word.Length;
    }

    /// <summary>The error that something else was expected here.</summary>
    public ParseException Wrong(string expected) => Error(At, $"expected {expected}, found {Found(At)}.");

    /// <summary>An error at a place of the text.</summary>
    public ParseException Error(int at, string message, string? primitive = null, Exception? inner = null)
    {
        at = Math.Clamp(at, 0, Text.Length);
        int line = 1 + Text.AsSpan(0, at).Count('\n');
        return new(message, line, Column(at), inner) { Primitive = primitive };
    }

    /// <summary>How far a place is from the start of its line, from 1.</summary>
    public int Column(int at) => at - (at == 0 ? -1 : Text.LastIndexOf('\n', at - 1));

    /// <summary>What stands at a place, shortened: a word, a symbol, or the end.</summary>
    public string Found(int at)
    {
        if (at >= Text.Length) return "the end of the text";
        int end = at;
        while (end < Text.Length && end - at < 20 && !char.IsWhiteSpace(Text[end]) && !(end > at && Text[end] is ';' or ',' or '(' or ')' or '[' or ']' or '{' or '}')) end++;
        return end == at ? Text[at] == '\n' ? "the end of the line" : "white space" : $"'{Text.AsSpan(at, end - at)}'";
    }

    /// <summary>Reads an integer that is written in full, with a sign perhaps.</summary>
    public bool TryInt(out int value)
    {
        int end = At;
        if (end < Text.Length && Text[end] is '-' or '+') end++;
        while (end < Text.Length && char.IsAsciiDigit(Text[end])) end++;
        if (!int.TryParse(Text.AsSpan(At, end - At), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)) return false;
        At = end;
        return true;
    }

    /// <summary>Reads a string in single quotes.</summary>
    public bool TryString(out string value)
    {
        value = "";
        if (Next != '\'') return false;
        int end = Text.IndexOf('\'', At + 1);
        if (end < 0) return false;
        value = Text[(At + 1)..end];
        At = end + 1;
        return true;
    }
}
