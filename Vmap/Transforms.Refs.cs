namespace Core;

public static partial class Transforms
{
    /// <summary>A mutable array with a first value, JAX's <c>new_ref</c>: <c>var r = NewRef(x); r[0] = y; return r.Freeze();</c></summary>
    public static Ref NewRef(NdArray value) => Ref.New(value);

    /// <summary>A mutable array of a type, as <c>F32[4, 5]</c>, without a first value; it holds zeros.</summary>
    public static Ref EmptyRef(NdArray type) => Ref.Empty(type.Type);

    /// <summary>The last value of a mutable array, which cannot be used any more.</summary>
    /// <exception cref="TraceException">The reference was frozen already, or belongs to another program.</exception>
    public static NdArray Freeze(Ref reference) => reference.Freeze();
}
