using System.Numerics;
using Core.Ir;
using Core.Tracing;

namespace Core;

public sealed partial class NdArray
{
    /// <summary>A bare integer: a weak i32.</summary>
    public static implicit operator NdArray(int value) => Bare(Scalar.Of(value), Promotion.DefaultInt(TraceScope.UsesX64));

    /// <summary>A bare number: a weak f32, with the digits that it was written with.</summary>
    public static implicit operator NdArray(double value) => Bare(Scalar.Of(value), Promotion.DefaultFloat(TraceScope.UsesX64));

    /// <summary>A bare complex number: a weak c64.</summary>
    public static implicit operator NdArray(Complex value) => Bare(Scalar.Of(value), Promotion.DefaultComplex(TraceScope.UsesX64));

    /// <summary>A truth value.</summary>
    public static implicit operator NdArray(bool value) => Strong(Scalar.Of(value), DType.Bool);

    /// <summary>A strong f32.</summary>
    public static implicit operator NdArray(float value) => Strong(Scalar.Of((double)value), DType.F32);

    /// <summary>A strong f16.</summary>
    public static implicit operator NdArray(Half value) => Strong(Scalar.Of((double)value), DType.F16);

    /// <summary>A strong bf16.</summary>
    public static implicit operator NdArray(BFloat16 value) => Strong(Scalar.Of((double)value), DType.BF16);

    /// <summary>A strong i64.</summary>
    public static implicit operator NdArray(long value) => Strong(Scalar.Of(value), DType.I64);

    /// <summary>A strong u64.</summary>
    public static implicit operator NdArray(ulong value) => Strong(Scalar.Of(value), DType.U64);

    /// <summary>A strong u32.</summary>
    public static implicit operator NdArray(uint value) => Strong(Scalar.Of((ulong)value), DType.U32);

    /// <summary>A strong c64.</summary>
    public static implicit operator NdArray(Complex64 value) => Strong(Scalar.Of((Complex)value), DType.C64);

    /// <summary>The truth value of an array of one element.</summary>
    /// <exception cref="TraceException">The array is traced.</exception>
    /// <exception cref="ShapeException">The array has more than one element, or none.</exception>
    public static explicit operator bool(NdArray array) => array.Single("bool", "Use Where(condition, a, b) to choose between values; All() or Any() before it make one truth value of many.").ToBool();

    /// <summary>The number in an array of one element.</summary>
    /// <exception cref="TraceException">The array is traced.</exception>
    /// <exception cref="ShapeException">The array has more than one element, or none.</exception>
    public static explicit operator double(NdArray array) => array.Single("double", "Stay with NdArray: its operators and the functions of Np take the place of Math.").ToDouble();

    /// <summary>The number in an array of one element, rounded to f32; without it a cast to float would go by way of an integer.</summary>
    /// <exception cref="TraceException">The array is traced.</exception>
    /// <exception cref="ShapeException">The array has more than one element, or none.</exception>
    public static explicit operator float(NdArray array) => (float)array.Single("float", "Stay with NdArray: its operators and the functions of Np take the place of Math.").ToDouble();

    /// <summary>The integer in an array of one element; the integer part of a floating-point number.</summary>
    /// <exception cref="TraceException">The array is traced.</exception>
    /// <exception cref="ShapeException">The array has more than one element, or none.</exception>
    public static explicit operator int(NdArray array) => (int)array.Single("int", "Shapes and loop counts must be C# numbers, known when the function is traced; AsType(I32) converts the values.").ToInt64();

    /// <summary>The element of an array of one element.</summary>
    /// <exception cref="TraceException">The array is traced.</exception>
    /// <exception cref="ShapeException">The array has more than one element, or none.</exception>
    /// <exception cref="DTypeException"><typeparamref name="T"/> is not the C# type of the elements.</exception>
    public T Item<T>() where T : unmanaged
    {
        if (Value is not Tracer && Size != 1) throw NotSingle($"Item<{typeof(T).Name}>()");
        return Data($"Item<{typeof(T).Name}>()").AsSpan<T>()[0];
    }

    /// <summary>A copy of the elements in row-major order.</summary>
    /// <exception cref="DTypeException"><typeparamref name="T"/> is not the C# type of the elements.</exception>
    public T[] ToArray<T>() where T : unmanaged => AsSpan<T>().ToArray();

    /// <summary>The elements in row-major order, not copied.</summary>
    /// <exception cref="DTypeException"><typeparamref name="T"/> is not the C# type of the elements.</exception>
    public ReadOnlySpan<T> AsSpan<T>() where T : unmanaged => Data($"AsSpan<{typeof(T).Name}>()").AsSpan<T>();

    /// <summary>Copies the elements in row-major order.</summary>
    /// <exception cref="ShapeException">There is not enough room.</exception>
    public void CopyTo<T>(Span<T> target) where T : unmanaged
    {
        ReadOnlySpan<T> elements = AsSpan<T>();
        if (target.Length < elements.Length) throw new ShapeException($"CopyTo: {Type} has {elements.Length} elements, the target has room for {target.Length}.");
        elements.CopyTo(target);
    }

    /// <summary>Copies the elements into a C# array of the same shape, <c>double[,]</c> say.</summary>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    public void CopyTo(Array target) => MultiDimensional.Write(this, target);

    /// <summary>A C# array of as many dimensions as there are axes, <c>double[,]</c> say.</summary>
    public Array ToMultiDimensional() => MultiDimensional.Create(this);

    private static NdArray Bare(Scalar value, DType dtype) => new(new Literal(value, dtype, weak: true));

    private static NdArray Strong(Scalar value, DType dtype) => new(new Literal(value, dtype));

    private Scalar Single(string target, string advice)
    {
        if (Value is Tracer tracer)
        {
            tracer.CheckUsableIn(TraceScope.Current.Frame);
            throw new TraceException($"a value of type {Type} that is being traced in '{tracer.Frame.Name}' has no number yet and cannot be cast to {target}. {advice}");
        }
        if (Size != 1) throw NotSingle($"a cast to {target}");
        return Value is Literal literal ? literal.Value : Scalar.Of(Data($"a cast to {target}"), 0);
    }

    private ShapeException NotSingle(string use) => new($"{use} needs an array of one element, got {Type}; index it first, or reduce it with Sum, All or Any.");
}
