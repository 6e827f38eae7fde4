namespace Core;

/// <summary>Reads a Python dictionary literal whose keys are strings, and leaves its values as text.</summary>
internal static class PythonDictionary
{
    /// <summary>The entries, each value as it is written; null where the text is no such dictionary.</summary>
    public static Dictionary<string, string>? Parse(ReadOnlySpan<char> text)
    {
        if (text.Trim() is not ['{', .. ReadOnlySpan<char> rest, '}']) return null;
        Dictionary<string, string> entries = new(StringComparer.Ordinal);
        for (rest = rest.Trim(); !rest.IsEmpty;)
        {
            int end = EndOfValue(rest, ':');
            if (end <= 0 || end == rest.Length) return null;
            if (rest[..end].TrimEnd() is not ['\'' or '"', .. ReadOnlySpan<char> key, '\'' or '"']) return null;
            rest = rest[(end + 1)..];
            end = EndOfValue(rest, ',');
            if (end < 0 || rest[..end].Trim() is not { IsEmpty: false } value) return null;
            entries[key.ToString()] = value.ToString(); // a key that comes again: the last one counts, as in Python
            rest = rest[Math.Min(end + 1, rest.Length)..].Trim();
        }
        return entries;
    }

    /// <summary>Where the value at the start of the text ends: at a delimiter outside of strings and brackets, or with the text.</summary>
    /// <returns>The position, or -1 where strings or brackets do not end.</returns>
    private static int EndOfValue(ReadOnlySpan<char> text, char delimiter)
    {
        Stack<char> closing = [];
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\'' or '"':
                    char quote = text[i];
                    for (i++; i < text.Length && text[i] != quote; i++)
                        if (text[i] == '\\') i++;
                    if (i >= text.Length) return -1;
                    break;
                case '(': closing.Push(')'); break;
                case '[': closing.Push(']'); break;
                case '{': closing.Push('}'); break;
                case ')' or ']' or '}':
                    if (!closing.TryPop(out char expected) || expected != text[i]) return -1;
                    break;
                case char c when c == delimiter && closing.Count == 0: return i;
            }
        }
        return closing.Count == 0 ? text.Length : -1;
    }
}
