using System.Globalization;
using System.Numerics;

namespace Core.Ir.Text;

internal sealed partial class JaxprParser
{
    private const string RefOpen = "Ref{";

    private readonly Dictionary<string, ArrayType> _types = [];

    private ArrayType ReadType()
    {
        int start = At;
        if (AtRef())
        {
            At += RefOpen.Length;
            ArrayType content = ReadType();
            if (content.IsRef || Next != '}') throw Wrong("'}' after the type of what a reference holds");
            At++;
            return content with { IsRef = true };
        }
        if (_isExact && Next == '~')
        {
            At++;
            return ReadType() with { Weak = true };
        }
        if (!SkipType()) throw Error(start, $"expected a type such as f32[4,5], found {Found(start)}.");
        ReadOnlySpan<char> text = Text.AsSpan(start, At - start);
        var known = _types.GetAlternateLookup<ReadOnlySpan<char>>();
        if (known.TryGetValue(text, out ArrayType type)) return type;

        int open = text.LastIndexOf('[');
        string dtypeName = text[..open].ToString();
        if (!DTypes.TryParse(dtypeName, out DType dtype) || dtypeName != dtype.Name)
            throw Error(start, $"'{dtypeName}' is no element type that is supported; expected one of {string.Join(", ", DTypes.All.Select(d => d.Name))}.");
        List<int> sizes = [];
        ReadOnlySpan<char> list = text[(open + 1)..^1];
        if (!list.IsEmpty)
        {
            foreach (Range range in list.Split(','))
            {
                if (!int.TryParse(list[range], NumberStyles.None, CultureInfo.InvariantCulture, out int size))
                    throw Error(start + open + 1, $"expected sizes of axes, not negative and below 2^31, found '{list}'.");
                sizes.Add(size);
            }
        }
        double elements = sizes.Aggregate(1.0, (product, size) => product * size);
        if (elements > long.MaxValue / 16) throw Error(start, $"an array of type {text} is too large.");
        return known[text] = new(dtype, [.. sizes]);
    }

    private bool AtRef() => Text.AsSpan(At).StartsWith(RefOpen);

    /// <summary>Moves on past what looks like a type.</summary>
    private bool SkipType()
    {
        if (AtRef())
        {
            At += RefOpen.Length;
            if (AtRef() || !SkipType() || Next != '}') return false;
            At++;
            return true;
        }
        if (_isExact && Next == '~') At++;
        int length = WordLength(At);
        if (length == 0) return false;
        if (Peek(length) == '<')
        {
            while (Peek(length) is not ('>' or '\n' or '\0')) length++;
            length++;
        }
        if (Peek(length) != '[') return false;
        while (Peek(length) is not (']' or '\n' or '\0')) length++;
        if (Peek(length) != ']') return false;
        At += length + 1;
        return true;
    }

    private Literal ReadLiteral()
    {
        int start = At, end = start;
        while (end < Text.Length && !char.IsWhiteSpace(Text[end]) && Text[end] is not (':' or ';')) end++;
        if (end == start || end >= Text.Length || Text[end] != ':') throw Error(start, $"expected a variable or a literal such as 2.0:f32[], found {Found(start)}.");
        ReadOnlySpan<char> value = Text.AsSpan(start, end - start);
        At = end + 1;
        ArrayType type = ReadType();
        if (type.Rank != 0 || type.IsRef) throw Error(start, $"a literal has no axes, found {type}.");
        Scalar? number = _isExact ? SavedScalar.Read(value, type.DType) : ParseNumber(value, type.DType);
        return new(number ?? throw Error(start, $"'{value}' is no number of type {type.DType.Name}."), type.DType, type.Weak);
    }

    internal static Scalar? ParseNumber(ReadOnlySpan<char> text, DType dtype)
    {
        switch (dtype.Kind)
        {
            case DTypeKind.Bool:
                return text switch { "True" => Scalar.Of(true), "False" => Scalar.Of(false), _ => null };
            case DTypeKind.Signed:
                return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long signed) && Fits(signed, dtype) ? Scalar.Of(signed) : null;
            case DTypeKind.Unsigned:
                return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong unsigned) && (dtype.BitWidth == 64 || unsigned >> dtype.BitWidth == 0)
                    ? Scalar.Of(unsigned) : null;
            case DTypeKind.Float:
                return PythonText.TryParse(text, out double real) ? Scalar.Of(real) : null;
            case DTypeKind.Complex:
                if (PythonText.TryParse(text, out Complex complex)) return Scalar.Of(complex);
                return PythonText.TryParse(text, out double onlyReal) ? Scalar.Of(new Complex(onlyReal, 0)) : null;
            default:
                return null;
        }
    }

    private static bool Fits(long value, DType dtype)
    {
        int unused = 64 - dtype.BitWidth;
        return value << unused >> unused == value;
    }
}
