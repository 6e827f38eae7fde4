using System.Numerics;
using System.Runtime.InteropServices;

namespace Core;

/// <summary>To and from C# arrays of any number of dimensions.</summary>
internal static class MultiDimensional
{
    public static NdArray Read(Array array)
    {
        int[] sizes = [.. Enumerable.Range(0, array.Rank).Select(array.GetLength)];
        Type element = array.GetType().GetElementType()!;
        DType dtype = DTypes.TryGet(element) ?? throw new DTypeException(
            $"an array of {element.Name} is no array of numbers; expected elements of bool, an integer type, Half, BFloat16, float, double, Complex64 or " +
            "Complex. Write [,] instead of [][] for more than one dimension.");
        ArrayStorage storage = ArrayData.Allocate(dtype, sizes);
        BytesOf(array, dtype).CopyTo(storage.AsSpan<byte>());
        return new(new ArrayData(dtype, sizes, storage));
    }

    public static void Write(NdArray array, Array target)
    {
        int[] sizes = [.. Enumerable.Range(0, target.Rank).Select(target.GetLength)];
        Type element = target.GetType().GetElementType()!;
        if (DTypes.TryGet(element) != array.DType)
            throw new DTypeException($"CopyTo: the array holds {array.DType.Name}, the target {element.Name}; convert the array with AsType first.");
        if (array.Shape != (Shape)sizes) throw new ShapeException($"CopyTo: the array has the shape {array.Shape}, the target {(Shape)sizes}.");
        array.Data("CopyTo").Bytes.CopyTo(BytesOf(target, array.DType));
    }

    public static Array Create(NdArray array)
    {
        if (array.Rank == 0) throw new ShapeException($"a C# array has at least one dimension, got {array.Type}; read the number with Item.");
        Array target = Array.CreateInstance(ElementOf(array.DType), [.. array.Shape]);
        Write(array, target);
        return target;
    }

    private static Span<byte> BytesOf(Array array, DType dtype) =>
        MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(array), array.Length * dtype.ByteSize);

    private static Type ElementOf(DType dtype) => dtype switch
    {
        DType.Bool => typeof(bool),
        DType.I8 => typeof(sbyte),
        DType.I16 => typeof(short),
        DType.I32 => typeof(int),
        DType.I64 => typeof(long),
        DType.U8 => typeof(byte),
        DType.U16 => typeof(ushort),
        DType.U32 => typeof(uint),
        DType.U64 => typeof(ulong),
        DType.BF16 => typeof(BFloat16),
        DType.F16 => typeof(Half),
        DType.F32 => typeof(float),
        DType.F64 => typeof(double),
        DType.C64 => typeof(Complex64),
        DType.C128 => typeof(Complex),
        DType.KeyFry or DType.KeyRbg or DType.KeyUrbg => throw new DTypeException("random keys have no C# type."),
    };
}
