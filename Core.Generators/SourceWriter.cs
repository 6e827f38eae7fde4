using System.Text;

namespace Core.Generators;

/// <summary>Writes indented C#, with the same line ends everywhere.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private string _indent = "";

    /// <summary>Writes lines, each indented.</summary>
    public void Line(string lines = "")
    {
        foreach (string line in lines.Split('\n')) _text.Append(line.Length == 0 ? "" : _indent).Append(line).Append('\n');
    }

    public void Open()
    {
        Line("{");
        _indent += "    ";
    }

    public void Close(string after = "")
    {
        _indent = _indent.Substring(4);
        Line("}" + after);
    }

    public override string ToString() => _text.ToString();
}
