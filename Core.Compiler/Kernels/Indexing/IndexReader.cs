namespace Core.Compiler.Kernels;

/// <summary>Integers of any type as 64-bit ones; those beyond the signed ones as the largest of them.</summary>
internal static unsafe class IndexReader
{
    /// <summary>One of them.</summary>
    public static long One(byte* source, DType dtype, long place) => dtype switch
    {
        DType.I8 => ((sbyte*)source)[place],
        DType.I16 => ((short*)source)[place],
        DType.I32 => ((int*)source)[place],
        DType.I64 => ((long*)source)[place],
        DType.U16 => ((ushort*)source)[place],
        DType.U32 => ((uint*)source)[place],
        DType.U64 => (long)Math.Min(((ulong*)source)[place], long.MaxValue),
        _ => source[place],
    };

    /// <summary>Writes one.</summary>
    public static void Write(byte* target, DType dtype, long place, long value)
    {
        switch (dtype.ByteSize)
        {
            case 1: target[place] = (byte)value; break;
            case 2: ((short*)target)[place] = (short)value; break;
            case 4: ((int*)target)[place] = (int)value; break;
            default: ((long*)target)[place] = value; break;
        }
    }

    /// <summary>Some that lie a stride apart.</summary>
    public static void Read(byte* source, DType dtype, long place, int stride, int count, long* target)
    {
        switch (dtype)
        {
            case DType.I32:
                for (int i = 0; i < count; i++) target[i] = ((int*)source)[place + i * stride];
                break;
            case DType.I64:
                for (int i = 0; i < count; i++) target[i] = ((long*)source)[place + i * stride];
                break;
            default:
                for (int i = 0; i < count; i++) target[i] = One(source, dtype, place + i * stride);
                break;
        }
    }
}
