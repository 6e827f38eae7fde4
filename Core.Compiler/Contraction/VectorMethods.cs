using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Core.Compiler.Loops;

namespace Core.Compiler.Contraction;

/// <summary>The methods on vectors of one type and width that emitted kernels call; the JIT makes an instruction of each.</summary>
internal sealed class VectorMethods
{
    private static readonly ConcurrentDictionary<(LaneType, int), VectorMethods> All = new();

    private VectorMethods(LaneType lane, int width)
    {
        Scalar = lane switch
        {
            LaneType.F32 => typeof(float),
            LaneType.F64 => typeof(double),
            LaneType.I32 => typeof(int),
            LaneType.I64 => typeof(long),
            LaneType.Mask => throw new UnsupportedException("There are no arithmetic vectors of truth values."),
        };
        Type statics = width switch { 512 => typeof(Vector512), 256 => typeof(Vector256), _ => typeof(Vector128) };
        Vector = (width switch { 512 => typeof(Vector512<>), 256 => typeof(Vector256<>), _ => typeof(Vector128<>) }).MakeGenericType(Scalar);
        Type pointer = Scalar.MakePointerType();
        Load = Generic(statics, "Load", 1);
        Store = Generic(statics, "Store", 2);
        Create = statics.GetMethod("Create", [Scalar])!;
        Zero = Vector.GetProperty("Zero")!.GetMethod!;
        Add = Vector.GetMethod("op_Addition", [Vector, Vector])!;
        Multiply = Vector.GetMethod("op_Multiply", [Vector, Vector])!;
        MultiplyAdd = lane is LaneType.F32 or LaneType.F64 ? statics.GetMethod("MultiplyAddEstimate", [Vector, Vector, Vector]) : null;
        Lower = width == 128 ? null : Generic(statics, "GetLower", 1);
        Halve = width == 128 ? null : typeof(DotSums).GetMethod(width == 512 ? nameof(DotSums.Halve512) : nameof(DotSums.Halve256))!.MakeGenericMethod(Scalar);

        bool wide = Avx512F.IsSupported, integer = lane is LaneType.I32 or LaneType.I64;
        Type? masks = wide ? (width == 512 ? typeof(Avx512F) : typeof(Avx512F.VL)) : integer ? (Avx2.IsSupported ? typeof(Avx2) : null) : Avx.IsSupported ? typeof(Avx) : null;
        MergeLoad = wide;
        if (masks is not null)
        {
            MaskLoad = masks.GetMethod("MaskLoad", wide ? [pointer, Vector, Vector] : [pointer, Vector])!;
            MaskStore = masks.GetMethod("MaskStore", [pointer, Vector, Vector])!;
        }
        else
        {
            MaskLoad = typeof(PartialVectors).GetMethod(nameof(PartialVectors.Load))!.MakeGenericMethod(Scalar);
            MaskStore = typeof(PartialVectors).GetMethod(nameof(PartialVectors.Store))!.MakeGenericMethod(Scalar);
        }

        MethodInfo Generic(Type type, string name, int parameters) =>
            // By name: the class has hundreds of methods, and all of them would be looked at.
            type.GetMember(name, MemberTypes.Method, BindingFlags.Public | BindingFlags.Static).Cast<MethodInfo>()
                .First(method => method.IsGenericMethodDefinition && method.GetParameters().Length == parameters).MakeGenericMethod(Scalar);
    }

    /// <summary>The type of an element.</summary>
    public Type Scalar { get; }

    /// <summary>The type of a vector.</summary>
    public Type Vector { get; }

    /// <summary>(pointer) → vector.</summary>
    public MethodInfo Load { get; }

    /// <summary>(vector, pointer).</summary>
    public MethodInfo Store { get; }

    /// <summary>(pointer, mask, and the other lanes if <see cref="MergeLoad"/>) → vector.</summary>
    public MethodInfo MaskLoad { get; }

    /// <summary>Whether <see cref="MaskLoad"/> is told what the other lanes hold; they hold zeros otherwise.</summary>
    public bool MergeLoad { get; }

    /// <summary>(pointer, mask, vector).</summary>
    public MethodInfo MaskStore { get; }

    /// <summary>(element) → vector of copies.</summary>
    public MethodInfo Create { get; }

    /// <summary>() → vector of zeros.</summary>
    public MethodInfo Zero { get; }

    /// <summary>(vector, vector) → sums.</summary>
    public MethodInfo Add { get; }

    /// <summary>(vector, vector) → products.</summary>
    public MethodInfo Multiply { get; }

    /// <summary>(vector, vector, vector) → product plus the third, rounded once where the machine can; null for integers.</summary>
    public MethodInfo? MultiplyAdd { get; }

    /// <summary>(vector) → its first half.</summary>
    public MethodInfo? Lower { get; }

    /// <summary>(vector) → its first half plus the second.</summary>
    public MethodInfo? Halve { get; }

    /// <summary>The methods for a type of elements and a width in bits.</summary>
    public static VectorMethods Of(LaneType lane, int width) => All.GetOrAdd((lane, width), static key => new(key.Item1, key.Item2));
}

/// <summary>Parts of vectors in memory, for machines without masked loads and stores; 128 bits are the widest there.</summary>
internal static unsafe class PartialVectors
{
    /// <summary>The elements where the mask has ones, zeros in the other lanes.</summary>
    public static Vector128<T> Load<T>(T* source, Vector128<T> mask) where T : unmanaged
    {
        Vector128<T> result = default;
        int count = Count(mask);
        for (int i = 0; i < count; i++) result = result.WithElement(i, source[i]);
        return result;
    }

    /// <summary>Writes the elements where the mask has ones.</summary>
    public static void Store<T>(T* target, Vector128<T> mask, Vector128<T> value) where T : unmanaged
    {
        int count = Count(mask);
        for (int i = 0; i < count; i++) target[i] = value.GetElement(i);
    }

    private static int Count<T>(Vector128<T> mask) where T : unmanaged
    {
        int count = 0;
        while (count < Vector128<T>.Count && mask.AsByte().GetElement(count * Unsafe.SizeOf<T>()) != 0) count++;
        return count;
    }
}
