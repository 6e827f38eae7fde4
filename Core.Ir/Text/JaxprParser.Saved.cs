using System.Globalization;

namespace Core.Ir.Text;

/// <summary>Reads saved programs: see <see cref="SavedJaxpr"/>.</summary>
internal sealed partial class JaxprParser
{
    /// <summary>Whether types say if they are weak, so that nothing has to be concluded.</summary>
    private bool _isExact;

    /// <summary>Whether a text is a saved program, rather than the text of one.</summary>
    public static bool IsSaved(string text) => text.StartsWith(SavedJaxpr.Header, StringComparison.Ordinal);

    /// <summary>The program that a text is, with the values of its constants.</summary>
    /// <exception cref="ParseException">The text is no saved program, was saved by a newer version, or is cut off.</exception>
    public static Jaxpr ParseSaved(string text)
    {
        JaxprParser parser = new(text) { _isExact = true };
        if (!IsSaved(text)) throw parser.Error(0, $"expected a saved program, which starts with '{SavedJaxpr.Header}{SavedJaxpr.Version}', found {parser.Found(0)}; read the text of a program with Jaxpr.Parse.");
        parser.At = SavedJaxpr.Header.Length;
        int start = parser.At;
        if (!parser.TryInt(out int version) || version < 1) throw parser.Wrong("the version of a saved program");
        if (version > SavedJaxpr.Version)
            throw parser.Error(start, $"the program was saved by a newer version of this library: its format is version {version}, known is version {SavedJaxpr.Version}.");
        parser.FindShared();
        Jaxpr program = parser.ReadJaxpr(isTop: true);
        foreach (SharedProgram shared in parser._shared.Values) parser.Resolve(shared);
        parser.Expect("constants", "after the program");
        Dictionary<Jaxpr, ValueArray<ArrayData>> constants = [];
        foreach (Jaxpr part in SavedJaxpr.Parts(program))
        {
            ArrayData?[] values = [.. part.ConstVars.Select(parser.ReadConstant)];
            if (values.Length > 0 && !values.Contains(null)) constants[part] = [.. values.OfType<ArrayData>()];
        }
        parser.Expect("end", "after the constants");
        parser.SkipSpace();
        if (parser.At < text.Length) throw parser.Wrong("nothing after 'end'");
        return SavedJaxpr.WithConstants(program, constants);
    }

    /// <summary>Reads <c>a:f32[3] = 1.0 2.0 0.5</c>; null where the value is not known.</summary>
    private ArrayData? ReadConstant(Var var)
    {
        SkipSpace();
        int start = At;
        if (Word() is "end" && Peek(3) != ':') throw Error(start, $"the value of a constant of type {var.Type} is missing.");
        if (WordLength(At) == 0) throw Wrong($"a constant of type {var.Type}, as a:{var.Type} = …");
        Binder binder = ReadBinder();
        if (binder.Var.Type.Content != var.Type.Content with { Weak = false }) throw Error(start, $"expected a constant of type {var.Type}, found one of type {binder.Var.Type}.");
        Expect('=', "after the type of a constant");
        SkipBlanks();
        DType dtype = var.Type.DType;
        if (Word() is "unknown")
        {
            At += "unknown".Length;
            return null;
        }
        if (Word() is "base64")
        {
            At += "base64".Length;
            return ReadBase64(var.Type);
        }
        List<byte> bytes = [];
        int count = 0;
        for (; Next is not ('\n' or '\r' or '\0'); count++, SkipBlanks())
        {
            int from = At;
            while (Next is not (' ' or '\t' or '\n' or '\r' or '\0')) At++;
            if (dtype.IsKey || SavedScalar.Read(Text.AsSpan(from, At - from), dtype) is not { } number) throw Error(from, $"{Found(from)} is no number of type {dtype.Name}.");
            bytes.AddRange(number.ToArray(dtype).Bytes);
        }
        if (count != var.Type.Size) throw Error(At, $"a constant of type {var.Type} has {var.Type.Size} {(var.Type.Size == 1 ? "number" : "numbers")}, found {count}.");
        return ArrayData.Create<byte>(dtype, var.Type.Shape, [.. bytes]);
    }

    private ArrayData ReadBase64(ArrayType type)
    {
        SkipSpace();
        int start = At;
        long characters = (type.ByteSize + 2) / 3 * 4;
        System.Text.StringBuilder data = new();
        while (data.Length < characters)
        {
            SkipSpace();
            int from = At;
            while (char.IsAsciiLetterOrDigit(Next) || Next is '+' or '/' or '=') At++;
            if (At == from) throw Error(At, $"the data of a constant of type {type} is {characters} characters of base64, found {data.Length} of them.");
            data.Append(Text, from, At - from);
        }
        byte[] bytes = new byte[type.ByteSize];
        if (data.Length != characters || !Convert.TryFromBase64String(data.ToString(), bytes, out int written) || written != bytes.Length)
            throw Error(start, $"the data of a constant of type {type} must be {string.Create(CultureInfo.InvariantCulture, $"{type.ByteSize}")} bytes in base64.");
        return ArrayData.Create<byte>(type.DType, type.Shape, bytes);
    }

    private void SkipBlanks()
    {
        while (Next is ' ' or '\t') At++;
    }
}
