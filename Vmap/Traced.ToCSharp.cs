using Core.Tracing;

namespace Core;

/// <summary>Prints the fused kernels of compiled code for arguments of given types; the values of the arguments do not matter.</summary>
public static class TracedToCSharp
{
    /// <summary>The fused kernels of a compiled call with arguments like these, as C# (<see cref="CompiledProgram.ToCSharp"/>).</summary>
    public static IReadOnlyList<string> ToCSharp<R>(this Traced<Func<R>> function) => CompiledProgram.Compile(new Arguments().ToJaxpr(function)).ToCSharp();

    /// <summary>The fused kernels of a compiled call with arguments like these, as C# (<see cref="CompiledProgram.ToCSharp"/>).</summary>
    public static IReadOnlyList<string> ToCSharp<A, R>(this Traced<Func<A, R>> function, A a) => CompiledProgram.Compile(new Arguments().Add(a).ToJaxpr(function)).ToCSharp();

    /// <summary>The fused kernels of a compiled call with arguments like these, as C# (<see cref="CompiledProgram.ToCSharp"/>).</summary>
    public static IReadOnlyList<string> ToCSharp<A, B, R>(this Traced<Func<A, B, R>> function, A a, B b) => CompiledProgram.Compile(new Arguments().Add(a).Add(b).ToJaxpr(function)).ToCSharp();

    /// <summary>The fused kernels of a compiled call with arguments like these, as C# (<see cref="CompiledProgram.ToCSharp"/>).</summary>
    public static IReadOnlyList<string> ToCSharp<A, B, C, R>(this Traced<Func<A, B, C, R>> function, A a, B b, C c) => CompiledProgram.Compile(new Arguments().Add(a).Add(b).Add(c).ToJaxpr(function)).ToCSharp();

    /// <summary>The fused kernels of a compiled call with arguments like these, as C# (<see cref="CompiledProgram.ToCSharp"/>).</summary>
    public static IReadOnlyList<string> ToCSharp<A, B, C, D, R>(this Traced<Func<A, B, C, D, R>> function, A a, B b, C c, D d) => CompiledProgram.Compile(new Arguments().Add(a).Add(b).Add(c).Add(d).ToJaxpr(function)).ToCSharp();

    /// <summary>The fused kernels of a compiled call with arguments like these, as C# (<see cref="CompiledProgram.ToCSharp"/>).</summary>
    public static IReadOnlyList<string> ToCSharp<A, B, C, D, E, R>(this Traced<Func<A, B, C, D, E, R>> function, A a, B b, C c, D d, E e) => CompiledProgram.Compile(new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e).ToJaxpr(function)).ToCSharp();

    /// <summary>The fused kernels of a compiled call with arguments like these, as C# (<see cref="CompiledProgram.ToCSharp"/>).</summary>
    public static IReadOnlyList<string> ToCSharp<A, B, C, D, E, F, R>(this Traced<Func<A, B, C, D, E, F, R>> function, A a, B b, C c, D d, E e, F f) => CompiledProgram.Compile(new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e).Add(f).ToJaxpr(function)).ToCSharp();

    /// <summary>The fused kernels of a compiled call with arguments like these, as C# (<see cref="CompiledProgram.ToCSharp"/>).</summary>
    public static IReadOnlyList<string> ToCSharp<A, B, C, D, E, F, G, R>(this Traced<Func<A, B, C, D, E, F, G, R>> function, A a, B b, C c, D d, E e, F f, G g) => CompiledProgram.Compile(new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e).Add(f).Add(g).ToJaxpr(function)).ToCSharp();

    /// <summary>The fused kernels of a compiled call with arguments like these, as C# (<see cref="CompiledProgram.ToCSharp"/>).</summary>
    public static IReadOnlyList<string> ToCSharp<A, B, C, D, E, F, G, H, R>(this Traced<Func<A, B, C, D, E, F, G, H, R>> function, A a, B b, C c, D d, E e, F f, G g, H h) => CompiledProgram.Compile(new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e).Add(f).Add(g).Add(h).ToJaxpr(function)).ToCSharp();
}
