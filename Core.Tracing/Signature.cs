using Core.Ir;

namespace Core.Tracing;

/// <summary>What a function is called with: the structures of its arguments, and the types of the arrays in them.</summary>
/// <param name="Function">The name of the function.</param>
/// <param name="Parameters">The names of its parameters.</param>
/// <param name="Trees">The structure of each argument.</param>
/// <param name="Leaves">The types of all arrays, in order.</param>
public sealed record Signature(string Function, ValueArray<string> Parameters, ValueArray<TreeDef> Trees, ValueArray<ArrayType> Leaves)
{
    /// <summary>Where each array is, as C# writes it: <c>layers[0].Weights</c>.</summary>
    public IEnumerable<string> LeafPaths => Parameters.Zip(Trees).SelectMany(argument => argument.Second.Paths(argument.First));

    /// <summary>The places of an argument's arrays among all.</summary>
    /// <param name="argument">The place of the argument.</param>
    public IEnumerable<int> LeavesOf(int argument) => Enumerable.Range(Trees.Take(argument).Sum(tree => tree.LeafCount), Trees[argument].LeafCount);

    /// <summary>The places of arguments that are named by their numbers, from the end where negative.</summary>
    /// <param name="verb">The verb, for messages.</param>
    /// <param name="argnums">The numbers.</param>
    /// <exception cref="TreeException">There is no argument at a number, one is named twice, or none is.</exception>
    public int[] Places(string verb, ValueArray<int> argnums)
    {
        int count = Trees.Count;
        if (argnums.Count == 0 && count > 0) throw new TreeException($"{verb}: argnums is empty; name one of the arguments of {Function} at least ({string.Join(", ", Parameters)}).");
        int[] places = new int[argnums.Count];
        for (int i = 0; i < places.Length; i++)
        {
            int argnum = argnums[i];
            if (argnum >= count || argnum < -count) throw new TreeException($"{verb}: argnums names argument {argnum}, but {Function} takes {count} ({string.Join(", ", Parameters)}).");
            places[i] = argnum < 0 ? argnum + count : argnum;
            if (Array.IndexOf(places, places[i], 0, i) >= 0) throw new TreeException($"{verb}: argnums names an argument twice: [{string.Join(", ", argnums)}].");
        }
        return places;
    }
}

/// <summary>A function traced for one signature.</summary>
/// <param name="Jaxpr">The program; its first inputs are <paramref name="Captures"/>.</param>
/// <param name="Captures">Values of programs around that are still being traced, which the function closes over.</param>
/// <param name="OutTree">The structure of the results.</param>
public sealed record TracedProgram(Jaxpr Jaxpr, ValueArray<NdArray> Captures, TreeDef OutTree)
{
    /// <summary>Whom to tell when the program is evaluated; by default whoever is told what happens around.</summary>
    internal TraceLog? Log { get; init; }

    /// <summary>Machine code for a program; for <see cref="Jaxpr"/>, unless a transformation replaced that since.</summary>
    internal CompiledCall? Compiled { get; init; }

    /// <summary>The program without what it captures, all of whose inputs are arguments.</summary>
    /// <exception cref="TraceException">It captures something.</exception>
    public Jaxpr Closed(string function) => Captures.Count == 0
        ? Jaxpr
        : throw new TraceException($"'{function}' closes over values of a function around it that is still being traced, so it has no program of its own; call Invoke instead.");
}

/// <summary>What turns one traced function into another: maps it, differentiates it, compiles it.</summary>
public abstract class FunctionTransform
{
    /// <summary>The transformed program for a signature.</summary>
    /// <param name="signature">What the transformed function is called with.</param>
    /// <param name="inner">Traces the function that is transformed.</param>
    public abstract TracedProgram Apply(Signature signature, Func<Signature, TracedProgram> inner);

    /// <summary>What the transformed function is called with where the one inside was fixed to a signature.</summary>
    public virtual Signature Lift(Signature inner) => LiftStructure(inner);

    /// <summary>As <see cref="Lift"/>, of which only the structure counts, not the types of the arrays.</summary>
    public virtual Signature LiftStructure(Signature inner) => inner with { Parameters = LiftParameters(inner.Parameters) };

    /// <summary>The names of the parameters of the transformed function.</summary>
    public virtual ValueArray<string> LiftParameters(ValueArray<string> inner) => inner;

    /// <summary>Whether it makes bare numbers and default types 64 bits wide, in the function and in the rules of all transformations of it.</summary>
    public virtual bool UsesX64 => false;
}
