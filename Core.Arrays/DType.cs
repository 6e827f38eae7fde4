namespace Core;

/// <summary>The element types of arrays. Printed with the names that JAX prints: <c>f32</c>, <c>i32</c>, <c>bool</c>, …</summary>
/// <remarks>Complex numbers are named by their total width, as NumPy names them: <see cref="C64"/> is two <see cref="float"/>.</remarks>
public enum DType : byte
{
    /// <summary>A truth value, one byte, 0 or 1.</summary>
    Bool,
    /// <summary><see cref="sbyte"/>.</summary>
    I8,
    /// <summary><see cref="short"/>.</summary>
    I16,
    /// <summary><see cref="int"/>.</summary>
    I32,
    /// <summary><see cref="long"/>.</summary>
    I64,
    /// <summary><see cref="byte"/>.</summary>
    U8,
    /// <summary><see cref="ushort"/>.</summary>
    U16,
    /// <summary><see cref="uint"/>.</summary>
    U32,
    /// <summary><see cref="ulong"/>.</summary>
    U64,
    /// <summary><see cref="BFloat16"/>: the upper half of a <see cref="float"/>.</summary>
    BF16,
    /// <summary><see cref="Half"/>.</summary>
    F16,
    /// <summary><see cref="float"/>.</summary>
    F32,
    /// <summary><see cref="double"/>.</summary>
    F64,
    /// <summary><see cref="Complex64"/>: two <see cref="float"/>.</summary>
    C64,
    /// <summary><see cref="System.Numerics.Complex"/>: two <see cref="double"/>.</summary>
    C128,
    /// <summary>A threefry2x32 random key, <c>key&lt;fry&gt;</c>: two <see cref="uint"/>.</summary>
    KeyFry,
    /// <summary>An rbg random key, <c>key&lt;rbg&gt;</c>: four <see cref="uint"/>.</summary>
    KeyRbg,
    /// <summary>An unsafe_rbg random key, <c>key&lt;urbg&gt;</c>: four <see cref="uint"/>.</summary>
    KeyUrbg,
}

/// <summary>What kind of number a <see cref="DType"/> holds.</summary>
public enum DTypeKind : byte
{
    /// <summary>Truth values.</summary>
    Bool,
    /// <summary>Signed integers; arithmetic wraps around.</summary>
    Signed,
    /// <summary>Unsigned integers; arithmetic wraps around.</summary>
    Unsigned,
    /// <summary>Floating-point numbers.</summary>
    Float,
    /// <summary>Complex numbers.</summary>
    Complex,
    /// <summary>Random keys, which only the random functions read.</summary>
    Key,
}

/// <summary>Facts about element types.</summary>
public static class DTypes
{
    /// <summary>Every element type, in the order of the enumeration.</summary>
    public static ValueArray<DType> All { get; } = [.. Enum.GetValues<DType>()];

    private static readonly Dictionary<string, DType> ByName = All.ToDictionary(d => d.Name);
    private static readonly Dictionary<string, DType> ByLongName = All.ToDictionary(d => d.LongName);

    extension(DType dtype)
    {
        /// <summary>The short name that programs print: <c>f32</c>, <c>bool</c>, <c>key&lt;fry&gt;</c>.</summary>
        public string Name => dtype switch
        {
            DType.Bool => "bool",
            DType.I8 => "i8",
            DType.I16 => "i16",
            DType.I32 => "i32",
            DType.I64 => "i64",
            DType.U8 => "u8",
            DType.U16 => "u16",
            DType.U32 => "u32",
            DType.U64 => "u64",
            DType.BF16 => "bf16",
            DType.F16 => "f16",
            DType.F32 => "f32",
            DType.F64 => "f64",
            DType.C64 => "c64",
            DType.C128 => "c128",
            DType.KeyFry => "key<fry>",
            DType.KeyRbg => "key<rbg>",
            DType.KeyUrbg => "key<urbg>",
        };

        /// <summary>NumPy's name, which parameters print: <c>float32</c>, <c>bool</c>.</summary>
        public string LongName => dtype switch
        {
            DType.Bool => "bool",
            DType.I8 => "int8",
            DType.I16 => "int16",
            DType.I32 => "int32",
            DType.I64 => "int64",
            DType.U8 => "uint8",
            DType.U16 => "uint16",
            DType.U32 => "uint32",
            DType.U64 => "uint64",
            DType.BF16 => "bfloat16",
            DType.F16 => "float16",
            DType.F32 => "float32",
            DType.F64 => "float64",
            DType.C64 => "complex64",
            DType.C128 => "complex128",
            DType.KeyFry or DType.KeyRbg or DType.KeyUrbg => dtype.Name,
        };

        /// <summary>The kind of number.</summary>
        public DTypeKind Kind => dtype switch
        {
            DType.Bool => DTypeKind.Bool,
            DType.I8 or DType.I16 or DType.I32 or DType.I64 => DTypeKind.Signed,
            DType.U8 or DType.U16 or DType.U32 or DType.U64 => DTypeKind.Unsigned,
            DType.BF16 or DType.F16 or DType.F32 or DType.F64 => DTypeKind.Float,
            DType.C64 or DType.C128 => DTypeKind.Complex,
            DType.KeyFry or DType.KeyRbg or DType.KeyUrbg => DTypeKind.Key,
        };

        /// <summary>Bytes per element.</summary>
        public int ByteSize => dtype switch
        {
            DType.Bool or DType.I8 or DType.U8 => 1,
            DType.I16 or DType.U16 or DType.BF16 or DType.F16 => 2,
            DType.I32 or DType.U32 or DType.F32 => 4,
            DType.I64 or DType.U64 or DType.F64 or DType.C64 or DType.KeyFry => 8,
            DType.C128 or DType.KeyRbg or DType.KeyUrbg => 16,
        };

        /// <summary>Bits per element of an integer or floating-point type.</summary>
        public int BitWidth => 8 * dtype.ByteSize;

        /// <summary>Signed or unsigned integer.</summary>
        public bool IsInteger => dtype.Kind is DTypeKind.Signed or DTypeKind.Unsigned;

        /// <summary>Floating-point, not complex.</summary>
        public bool IsFloat => dtype.Kind is DTypeKind.Float;

        /// <summary>Complex.</summary>
        public bool IsComplex => dtype.Kind is DTypeKind.Complex;

        /// <summary>Floating-point or complex.</summary>
        public bool IsInexact => dtype.Kind is DTypeKind.Float or DTypeKind.Complex;

        /// <summary>A random key.</summary>
        public bool IsKey => dtype.Kind is DTypeKind.Key;

        /// <summary>The type of the real part of a complex number; the type itself otherwise.</summary>
        public DType RealPart => dtype switch { DType.C64 => DType.F32, DType.C128 => DType.F64, _ => dtype };
    }

    /// <summary>Finds a type by its short (<c>f32</c>) or long (<c>float32</c>) name.</summary>
    public static bool TryParse(string name, out DType dtype) => ByName.TryGetValue(name, out dtype) || ByLongName.TryGetValue(name, out dtype);

    /// <summary>The element type that stores values of the C# type <typeparamref name="T"/>.</summary>
    /// <exception cref="DTypeException">No element type stores <typeparamref name="T"/>.</exception>
    public static DType Of<T>() => TryGet(typeof(T)) ?? throw new DTypeException(
        $"{typeof(T).Name} is no element type of arrays; expected bool, sbyte, short, int, long, byte, ushort, uint, ulong, BFloat16, Half, " +
        "float, double, Complex64 or Complex.");

    /// <summary>The element type that stores values of <paramref name="type"/>, or null.</summary>
    public static DType? TryGet(Type type) => Type.GetTypeCode(type) switch
    {
        _ when type.IsEnum => null,
        TypeCode.Boolean => DType.Bool,
        TypeCode.SByte => DType.I8,
        TypeCode.Int16 => DType.I16,
        TypeCode.Int32 => DType.I32,
        TypeCode.Int64 => DType.I64,
        TypeCode.Byte => DType.U8,
        TypeCode.UInt16 => DType.U16,
        TypeCode.UInt32 => DType.U32,
        TypeCode.UInt64 => DType.U64,
        TypeCode.Single => DType.F32,
        TypeCode.Double => DType.F64,
        _ when type == typeof(Half) => DType.F16,
        _ when type == typeof(BFloat16) => DType.BF16,
        _ when type == typeof(Complex64) => DType.C64,
        _ when type == typeof(System.Numerics.Complex) => DType.C128,
        _ => null,
    };
}
