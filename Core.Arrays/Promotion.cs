namespace Core;

/// <summary>Type promotion: the common element type of the operands of an operation.</summary>
/// <remarks>
/// The lattice is JAX's (https://docs.jax.dev/en/latest/type_promotion.html): an element type or a weak type points to those right above
/// it, and the common type is the least upper bound. A weak type is what a bare C# <c>int</c>, <c>double</c> or <c>Complex</c> has.
/// </remarks>
public static class Promotion
{
    private enum Node : byte { Bool, WeakInt, U8, U16, U32, U64, I8, I16, I32, I64, WeakFloat, BF16, F16, F32, F64, WeakComplex, C64, C128 }

    private static readonly uint[] Wide = UpperBounds(x64: true), Narrow = UpperBounds(x64: false);

    /// <summary>The type of a C# integer alone: i32, or i64 in a 64-bit program.</summary>
    public static DType DefaultInt(bool x64) => x64 ? DType.I64 : DType.I32;

    /// <summary>The type of a C# floating-point number alone: f32, or f64 in a 64-bit program.</summary>
    public static DType DefaultFloat(bool x64) => x64 ? DType.F64 : DType.F32;

    /// <summary>The type itself where it is floating-point or complex; else the floating-point type that its numbers become: f32, of 64-bit integers the default one.</summary>
    // JAX: to_inexact_dtype. Narrow integers stay narrow in a 64-bit program too.
    public static DType Inexact(DType dtype, bool x64) => dtype.IsInexact ? dtype : dtype is DType.I64 or DType.U64 ? DefaultFloat(x64) : DType.F32;

    /// <summary>The type of a complex number alone: c64, or c128 in a 64-bit program.</summary>
    public static DType DefaultComplex(bool x64) => x64 ? DType.C128 : DType.C64;

    /// <summary>The common type of the operands.</summary>
    /// <param name="operands">Element types, and whether each is weak.</param>
    /// <param name="x64">Whether the program uses 64-bit defaults.</param>
    /// <exception cref="DTypeException">There is none: a key and a number, say.</exception>
    public static (DType DType, bool Weak) Join(ReadOnlySpan<(DType DType, bool Weak)> operands, bool x64)
    {
        bool same = true, allWeak = true;
        foreach ((DType dtype, bool weak) in operands)
        {
            same &= dtype == operands[0].DType;
            allWeak &= weak;
        }
        if (operands.Length == 1 || (same && !allWeak)) return (operands[0].DType, allWeak);

        uint common = uint.MaxValue, members = 0;
        foreach ((DType dtype, bool weak) in operands)
        {
            // All weak: the bound of the strong types, weak again, so that an unusual weak type (weak i16) keeps its width.
            Node node = NodeOf(dtype, weak && !allWeak) ?? throw NoCommonType(operands);
            common &= (x64 ? Wide : Narrow)[(int)node];
            members |= 1u << (int)node;
        }
        Node bound = Least(common & members) ?? Least(common) ?? throw NoCommonType(operands);
        return TypeOf(bound, x64) is var (type, weakBound) ? (type, type != DType.Bool && (allWeak || weakBound)) : default;

        Node? Least(uint candidates)
        {
            for (Node node = 0; node <= Node.C128; node++)
                if ((candidates >> (int)node & 1) != 0 && (common & ~(x64 ? Wide : Narrow)[(int)node]) == 0) return node;
            return null;
        }
    }

    private static DTypeException NoCommonType(ReadOnlySpan<(DType DType, bool Weak)> operands)
    {
        List<string> names = [];
        foreach ((DType dtype, _) in operands) names.Add(dtype.Name);
        return new($"{string.Join(" and ", names)} have no common element type; convert one of them with AsType first.");
    }

    private static Node? NodeOf(DType dtype, bool weak) => dtype switch
    {
        DType.Bool => Node.Bool,
        DType.I8 => weak ? Node.WeakInt : Node.I8,
        DType.I16 => weak ? Node.WeakInt : Node.I16,
        DType.I32 => weak ? Node.WeakInt : Node.I32,
        DType.I64 => weak ? Node.WeakInt : Node.I64,
        DType.U8 => weak ? Node.WeakInt : Node.U8,
        DType.U16 => weak ? Node.WeakInt : Node.U16,
        DType.U32 => weak ? Node.WeakInt : Node.U32,
        DType.U64 => weak ? Node.WeakInt : Node.U64,
        DType.BF16 => weak ? Node.WeakFloat : Node.BF16,
        DType.F16 => weak ? Node.WeakFloat : Node.F16,
        DType.F32 => weak ? Node.WeakFloat : Node.F32,
        DType.F64 => weak ? Node.WeakFloat : Node.F64,
        DType.C64 => weak ? Node.WeakComplex : Node.C64,
        DType.C128 => weak ? Node.WeakComplex : Node.C128,
        DType.KeyFry or DType.KeyRbg or DType.KeyUrbg => null,
    };

    private static (DType DType, bool Weak) TypeOf(Node node, bool x64) => node switch
    {
        Node.Bool => (DType.Bool, false),
        Node.WeakInt => (DefaultInt(x64), true),
        Node.U8 => (DType.U8, false),
        Node.U16 => (DType.U16, false),
        Node.U32 => (DType.U32, false),
        Node.U64 => (DType.U64, false),
        Node.I8 => (DType.I8, false),
        Node.I16 => (DType.I16, false),
        Node.I32 => (DType.I32, false),
        Node.I64 => (DType.I64, false),
        Node.WeakFloat => (DefaultFloat(x64), true),
        Node.BF16 => (DType.BF16, false),
        Node.F16 => (DType.F16, false),
        Node.F32 => (DType.F32, false),
        Node.F64 => (DType.F64, false),
        Node.WeakComplex => (DefaultComplex(x64), true),
        Node.C64 => (DType.C64, false),
        Node.C128 => (DType.C128, false),
    };

    private static ReadOnlySpan<Node> Above(Node node, bool x64) => node switch
    {
        Node.Bool => [Node.WeakInt],
        Node.WeakInt => [Node.U8, Node.I8],
        Node.U8 => [Node.I16, Node.U16],
        Node.U16 => [Node.I32, Node.U32],
        Node.U32 => x64 ? [Node.I64, Node.U64] : [Node.I32, Node.U64], // 32-bit programs: no 64-bit type out of u32 and i32
        Node.U64 => [Node.WeakFloat],
        Node.I8 => [Node.I16],
        Node.I16 => [Node.I32],
        Node.I32 => [Node.I64],
        Node.I64 => [Node.WeakFloat],
        Node.WeakFloat => [Node.BF16, Node.F16, Node.WeakComplex],
        Node.BF16 or Node.F16 => [Node.F32],
        Node.F32 => [Node.F64, Node.C64],
        Node.F64 => [Node.C128],
        Node.WeakComplex => [Node.C64],
        Node.C64 => [Node.C128],
        Node.C128 => [],
    };

    /// <summary>Per node, the set of nodes at or above it, as bits.</summary>
    private static uint[] UpperBounds(bool x64)
    {
        uint[] bounds = new uint[(int)Node.C128 + 1];
        foreach (Node node in Enum.GetValues<Node>()) Visit(node);
        return bounds;

        uint Visit(Node node)
        {
            if (bounds[(int)node] != 0) return bounds[(int)node];
            uint set = 1u << (int)node;
            foreach (Node above in Above(node, x64)) set |= Visit(above);
            return bounds[(int)node] = set;
        }
    }
}
