using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Core;

/// <summary>What the header of a <c>.npy</c> file says: a Python dictionary behind a magic number, a version and a length.</summary>
/// <param name="DType">The element type.</param>
/// <param name="BigEndian">Whether the elements' bytes are in the other order than this library's.</param>
/// <param name="ColumnMajor">Whether the first axis varies fastest, <c>fortran_order</c>.</param>
/// <param name="Shape">The shape.</param>
/// <remarks>The format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html.</remarks>
internal sealed record NpyHeader(DType DType, bool BigEndian, bool ColumnMajor, Shape Shape)
{
    private const int Alignment = 64, MaxAxes = 64;

    /// <summary>NumPy refuses longer ones; those of plain arrays have a few hundred bytes.</summary>
    private const int MaxLength = 10_000;

    /// <summary>Files can be changed in place when the first axis grows: NumPy leaves room for as many digits.</summary>
    private const int DigitsOfGrowingAxis = 21;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>The bytes that NumPy writes for an array of the given type and shape.</summary>
    /// <exception cref="ShapeException">NumPy could not read the file: there are more than 64 axes.</exception>
    public static byte[] Write(DType dtype, Shape shape)
    {
        if (shape.Rank > MaxAxes)
            throw new ShapeException($".npy files hold arrays of at most {MaxAxes} axes, got {shape.Rank}: reshape the array first.");
        int growth = shape.Rank > 0 ? DigitsOfGrowingAxis - PythonText.Of(shape[0]).Length : 0;
        string text = $"{{'descr': '{DescriptionOf(dtype)}', 'fortran_order': False, 'shape': {shape}, }}" + new string(' ', growth);

        int start = Magic.Length + 2 + sizeof(ushort); // magic, version, length
        int end = (start + text.Length + 1 + Alignment) / Alignment * Alignment; // NumPy adds a whole block where none is needed
        byte[] header = new byte[end];
        Magic.CopyTo(header);
        header[Magic.Length] = 1; // version 1.0
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(Magic.Length + 2), (ushort)(end - start));
        header.AsSpan(start).Fill((byte)' ');
        Encoding.Latin1.GetBytes(text, header.AsSpan(start));
        header[^1] = (byte)'\n';
        return header;
    }

    /// <summary>Reads a header, up to the first byte of the data.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="name">The file's name for messages.</param>
    public static NpyHeader Read(Stream stream, string name)
    {
        byte[] preamble = ReadExactly(stream, Magic.Length + 2, name, "magic number and version");
        if (!preamble.AsSpan().StartsWith(Magic))
        {
            string hint = preamble.AsSpan().StartsWith("PK"u8) ? "; it looks like a .npz archive, which Npz.Load reads." : ".";
            throw new ArrayFileException(
                $"{name} is no .npy file: it starts with the bytes {Hex(preamble.AsSpan(0, Magic.Length))}, expected {Hex(Magic)}{hint}");
        }
        (byte major, byte minor) = (preamble[^2], preamble[^1]);
        if (major is < 1 or > 3 || minor != 0)
        {
            throw new ArrayFileException(
                $"{name} has version {major}.{minor} of the .npy format, expected 1.0, 2.0 or 3.0: save it with a NumPy of today.");
        }

        byte[] prefix = ReadExactly(stream, major == 1 ? sizeof(ushort) : sizeof(uint), name, "header length");
        uint length = major == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(prefix) : BinaryPrimitives.ReadUInt32LittleEndian(prefix);
        if (length > MaxLength)
        {
            throw new ArrayFileException(
                $"{name} claims a header of {length} bytes, expected at most {MaxLength}: the file is damaged, save it again.");
        }
        byte[] header = ReadExactly(stream, (int)length, name, "header");
        return Parse((major == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(header), name);
    }

    private static NpyHeader Parse(string text, string name)
    {
        Dictionary<string, string> entries = PythonDictionary.Parse(text)
            ?? throw new ArrayFileException(
                $"{name} has a header that is no Python dictionary: {Quote(text)}; the file is damaged, save it again.");
        string[] keys = [.. entries.Keys.Order(StringComparer.Ordinal)];
        if (keys is not ["descr", "fortran_order", "shape"])
        {
            throw new ArrayFileException($"{name} has a header with the keys {string.Join(", ", keys)}, " +
                "expected descr, fortran_order, shape: the file is damaged, save it again.");
        }
        (DType dtype, bool bigEndian) = ParseDescription(entries["descr"], name);
        bool columnMajor = entries["fortran_order"] switch
        {
            "True" => true,
            "False" => false,
            string other => throw new ArrayFileException(
                $"{name} has the fortran_order {Quote(other)}, expected True or False: the file is damaged, save it again."),
        };
        return new(dtype, bigEndian, columnMajor, ParseShape(entries["shape"], dtype, name));
    }

    /// <summary>Raw elements of two bytes are bf16, because NumPy has no name of its own for ml_dtypes' bfloat16.</summary>
    private static string DescriptionOf(DType dtype) => dtype switch
    {
        DType.Bool => "|b1",
        DType.I8 => "|i1",
        DType.I16 => "<i2",
        DType.I32 => "<i4",
        DType.I64 => "<i8",
        DType.U8 => "|u1",
        DType.U16 => "<u2",
        DType.U32 => "<u4",
        DType.U64 => "<u8",
        DType.BF16 => "<V2",
        DType.F16 => "<f2",
        DType.F32 => "<f4",
        DType.F64 => "<f8",
        DType.C64 => "<c8",
        DType.C128 => "<c16",
        DType.KeyFry or DType.KeyRbg or DType.KeyUrbg => throw new DTypeException($"{dtype.Name} is saved as its u32 words, not as itself."),
    };

    private static (DType DType, bool BigEndian) ParseDescription(string literal, string name)
    {
        if (literal is [var open and ('\'' or '"'), .. var description, var close] && open == close)
        {
            bool ordered = description is ['<' or '>' or '=' or '|', ..];
            string kind = ordered ? description[1..] : description;
            foreach (DType dtype in DTypes.All)
                if (!dtype.IsKey && DescriptionOf(dtype)[1..] == kind) return (dtype, description[0] == '>');
        }
        throw new ArrayFileException($"{name} holds elements of the type {Quote(literal)}, which is not supported; expected booleans (b1), " +
            "integers (i1 to i8, u1 to u8), floats (f2, f4, f8), bfloat16 (V2) or complex numbers (c8, c16): convert the array with astype, " +
            "or a structured one field by field, before saving it.");
    }

    private static Shape ParseShape(string literal, DType dtype, string name)
    {
        if (literal is not ['(', .. string inner, ')']) throw Invalid("expected a tuple of sizes");
        string[] items = inner.Split(',', StringSplitOptions.TrimEntries);
        if (items is [.., ""]) items = items[..^1];
        else if (items.Length == 1) throw Invalid("expected a tuple of sizes"); // "(3)" is a number in Python
        int[] sizes = new int[items.Length];
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            string digits = items[axis].TrimEnd('L'); // Python 2 wrote long integers so
            if (digits is not ['-', .. string magnitude]) magnitude = digits;
            if (magnitude.Length == 0 || !magnitude.All(char.IsAsciiDigit)) throw Invalid("expected a tuple of sizes");
            if (digits[0] == '-') throw Invalid("sizes must not be negative");
            if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out sizes[axis])) throw TooLarge();
        }
        long count = sizes.Contains(0) ? 0 : 1;
        foreach (int size in sizes) count = Math.Min(count * size, 1L << 32); // saturates: a product of many sizes overflows
        return count <= int.MaxValue ? sizes : throw TooLarge();

        ArrayFileException Invalid(string expected) =>
            new($"{name} has the shape {Quote(literal)}, {expected}: the file is damaged, save it again.");

        ArrayFileException TooLarge() =>
            new($"{name} has the shape {Quote(literal)} of {dtype.Name}, expected fewer than 2^31 elements: save the array in parts.");
    }

    private static byte[] ReadExactly(Stream stream, int count, string name, string what)
    {
        byte[] bytes = new byte[count];
        int read = stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false);
        if (read < count) throw new ArrayFileException($"{name} ends early: expected {count} bytes of {what}, found {read}; save it again.");
        return bytes;
    }

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexString(bytes);

    /// <summary>A part of the header, short and printable enough for a message.</summary>
    private static string Quote(string text)
    {
        string printable = string.Concat(text.Trim().Select(c => char.IsControl(c) ? '?' : c));
        return printable.Length <= 100 ? printable : printable[..100] + "…";
    }
}
