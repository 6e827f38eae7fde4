using Core.Ir;
using Core.Tracing;

namespace Core;

/// <summary>A function that is traced when it is used: a program can be made of it, and transformations apply to it.</summary>
/// <remarks>Immutable: transformations give new ones. May be shared between threads.</remarks>
public class Traced
{
    private readonly FlatFunction _function;
    private readonly ValueArray<FunctionTransform> _transforms; // the innermost first

    internal Traced(FlatFunction function, ValueArray<FunctionTransform> transforms, Signature? fixedSignature) =>
        (_function, _transforms, FixedSignature) = (function, transforms, fixedSignature);

    /// <summary>The name of the function.</summary>
    public string Name => _function.Name;

    /// <summary>The names of its parameters.</summary>
    public ValueArray<string> Parameters => _transforms.Aggregate(_function.Parameters, (names, transform) => transform.LiftParameters(names));

    /// <summary>What the untransformed function is called with, where that was fixed when it was traced.</summary>
    internal Signature? FixedSignature { get; }

    /// <summary>The last call of compiled code.</summary>
    internal CompiledSignature? Repeated { get; private set; }

    /// <summary>The program for the shapes that were fixed at <c>Trace</c>.</summary>
    /// <exception cref="TraceException">No shapes were fixed.</exception>
    public Jaxpr ToJaxpr() => Specialize(LiftedSignature("ToJaxpr")).Closed(Name);

    /// <summary>Prints the program for the shapes that were fixed at <c>Trace</c>.</summary>
    /// <exception cref="TraceException">No shapes were fixed.</exception>
    public void Print() => Console.WriteLine(Specialize(LiftedSignature("Print")).Closed(Name));

    /// <summary>Calls the function with the arrays of its arguments, and gives those of its results.</summary>
    /// <exception cref="TraceException">The structure of the arguments is not known: it was not traced from a program, nor with fixed shapes.</exception>
    public NdArray[] InvokeFlat(params NdArray[] arguments)
    {
        Signature known = FixedSignature is { } own ? _transforms.Aggregate(own, (inner, transform) => transform.LiftStructure(inner)) : FlatSignature(arguments.Length);
        if (arguments.Length != known.Leaves.Count)
            throw new TreeException($"InvokeFlat: {Name} takes {known.Leaves.Count} arrays ({string.Join(", ", known.LeafPaths)}), got {arguments.Length}.");
        return Run(known with { Leaves = [.. arguments.Select(a => a.Type)] }, arguments, out _);
    }

    /// <summary>The function with a transformation applied.</summary>
    internal virtual Traced With(FunctionTransform transform) => new(_function, [.. _transforms, transform], FixedSignature);

    /// <summary>The function with a transformation applied that gives it another C# type.</summary>
    internal Traced<G> With<G>(FunctionTransform transform) where G : Delegate => new(_function, [.. _transforms, transform], FixedSignature);

    private protected (FlatFunction, ValueArray<FunctionTransform>) Parts => (_function, _transforms);

    /// <summary>The program for a signature: the function traced, and the transformations applied, the outermost last.</summary>
    internal TracedProgram Specialize(Signature signature) =>
        TraceScope.WithX64(TraceScope.UsesX64 || _transforms.Any(transform => transform.UsesX64), () => Specialize(_transforms.Count, signature));

    /// <summary>Calls the function.</summary>
    internal NdArray[] Run(Signature signature, NdArray[] leaves, out TreeDef outTree)
    {
        TracedProgram program = Specialize(signature);
        outTree = program.OutTree;
        if (!TraceScope.IsTracing && program.Compiled is { } compiled && ReferenceEquals(compiled.Jaxpr, program.Jaxpr) && VmapSettings.Current.Engine is Engine.Jit) return Call(compiled, signature, leaves, outTree);
        return TraceScope.WithLog(program.Log ?? TraceScope.Log, () => TraceScope.Call(program.Jaxpr, [.. program.Captures, .. leaves]));
    }

    private NdArray[] Call(CompiledCall compiled, Signature signature, NdArray[] leaves, TreeDef outTree)
    {
        ArrayData[] data = new ArrayData[leaves.Length];
        for (int i = 0; i < data.Length; i++) data[i] = leaves[i].Data("a call");
        NdArray[] results = compiled.Invoke(data);
        if (TraceScope.IsPlain) Repeated = new(signature, compiled, outTree);
        return results;
    }

    private TracedProgram Specialize(int depth, Signature signature)
    {
        if (depth > 0) return _transforms[depth - 1].Apply(signature, inner => Specialize(depth - 1, inner));
        if (FixedSignature is { } wanted && !Fits(wanted, signature))
            throw new ShapeException($"{Name} was traced for ({string.Join(", ", wanted.Leaves)}), got ({string.Join(", ", signature.Leaves)}); trace it without shapes to call it with others.");
        TreeDef? outTree = null;
        (Jaxpr jaxpr, NdArray[] captures) = TraceScope.Trace(Name, signature.Leaves, leaves =>
        {
            (outTree, NdArray[] results) = _function.Call(signature.Trees, leaves);
            return results;
        });
        TraceScope.Log.Traced(Name, signature, jaxpr);
        return new(jaxpr, [.. captures], outTree!);
    }

    private Signature LiftedSignature(string verb)
    {
        Signature signature = FixedSignature ?? (_function.Parameters.Count == 0 ? FlatSignature(0) : throw new TraceException(
            $"{verb}() needs the shapes of the arguments of {Name} ({string.Join(", ", Parameters)}): give arrays, or types such as F32[4, 5], here or to Trace."));
        return _transforms.Aggregate(signature, (inner, transform) => transform.Lift(inner));
    }

    private Signature FlatSignature(int count) => count == Parameters.Count
        ? new(Name, Parameters, [.. Enumerable.Repeat<TreeDef>(new LeafDef(), count)], [.. Enumerable.Repeat(default(ArrayType), count)])
        : throw new TreeException($"InvokeFlat: {Name} takes {Parameters.Count} arguments ({string.Join(", ", Parameters)}), got {count} arrays; use Invoke for arguments that are trees.");

    private static bool Fits(Signature wanted, Signature given) =>
        wanted.Trees == given.Trees && wanted.Leaves.Count == given.Leaves.Count && wanted.Leaves.Zip(given.Leaves).All(pair => pair.First.Matches(pair.Second));
}

/// <summary>A traced function that knows its C# type: calls of it are typed.</summary>
/// <typeparam name="F">The delegate type of the function.</typeparam>
public sealed class Traced<F> : Traced where F : Delegate
{
    internal Traced(FlatFunction function, ValueArray<FunctionTransform> transforms, Signature? fixedSignature) : base(function, transforms, fixedSignature) { }

    /// <inheritdoc/>
    internal override Traced With(FunctionTransform transform)
    {
        (FlatFunction function, ValueArray<FunctionTransform> transforms) = Parts;
        return new Traced<F>(function, [.. transforms, transform], FixedSignature);
    }
}

/// <summary>How passes make and transform traced functions.</summary>
public static partial class TracedFunctions
{
    /// <summary>A delegate as a function to trace.</summary>
    /// <exception cref="TraceException">It returns nothing, takes more than eight arguments, or takes some by reference.</exception>
    public static Traced<F> Create<F>(F function) where F : Delegate => new(FlatFunction.Of(function), [], null);

    /// <summary>A delegate as a function to trace, for arguments of the structure and the types of these.</summary>
    public static Traced<F> Create<F>(F function, Arguments example) where F : Delegate
    {
        FlatFunction flat = FlatFunction.Of(function);
        return new(flat, [], example.SignatureOf(flat.Name, flat.Parameters));
    }

    /// <summary>A program as a function to trace, of its inputs' types.</summary>
    /// <exception cref="JaxprException">The values of its constants are not known.</exception>
    public static Traced ToTraced(this Jaxpr jaxpr)
    {
        FlatFunction flat = FlatFunction.Of(jaxpr);
        return new(flat, [], new Signature(flat.Name, flat.Parameters, [.. jaxpr.Inputs.Select(_ => new LeafDef())], [.. jaxpr.Inputs.Select(i => i.Type)]));
    }

    /// <summary>The function with a transformation applied, of the same C# type.</summary>
    public static T Transform<T>(this T function, FunctionTransform transform) where T : Traced => (T)function.With(transform);

    /// <summary>The function with a transformation applied that gives it another C# type: one that takes and returns what the transformation makes of it.</summary>
    public static Traced<G> TransformTo<G>(this Traced function, FunctionTransform transform) where G : Delegate => function.With<G>(transform);
}
