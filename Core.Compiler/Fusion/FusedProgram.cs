using Core.Ir;

namespace Core.Compiler.Fusion;

/// <summary>A program cut into the units that run one after the other: fused clusters, kernels, and views.</summary>
/// <param name="Jaxpr">The program, inlined and simplified: its inputs and outputs are those of the program it was made from, in their order.</param>
/// <param name="Units">What is done, in an order in which everything is computed before it is read.</param>
internal sealed record FusedProgram(Jaxpr Jaxpr, ValueArray<FusedUnit> Units)
{
    /// <summary>Fuses a program.</summary>
    /// <param name="jaxpr">Any program; calls in it are inlined first, and what can be simplified is.</param>
    public static FusedProgram Fuse(Jaxpr jaxpr) => Fuser.Fuse(Control.UntakenLoops.Skip(Simplifier.Prepare(jaxpr)));

    /// <summary>The units in text: a line each, clusters with their domain and ops.</summary>
    public override string ToString() => FusionText.Print(this);
}

/// <summary>A part of a <see cref="FusedProgram"/>. Reads variables that the program takes or that units before it wrote.</summary>
internal abstract class FusedUnit
{
    /// <summary>The variables that are read; each has a buffer of its own, row-major and contiguous.</summary>
    public abstract ValueArray<Var> Reads { get; }

    /// <summary>The variables that are written, wholly.</summary>
    public abstract ValueArray<Var> Writes { get; }
}

/// <summary>An equation that is a kernel of its own. Its operands may be literals.</summary>
internal sealed class KernelUnit(Equation equation) : FusedUnit
{
    /// <summary>The equation.</summary>
    public Equation Equation { get; } = equation;

    /// <inheritdoc/>
    public override ValueArray<Var> Reads { get; } = VarsOf(equation.Inputs);

    /// <inheritdoc/>
    public override ValueArray<Var> Writes => Equation.Outputs;

    private static ValueArray<Var> VarsOf(ValueArray<Atom> atoms)
    {
        List<Var> vars = new(atoms.Count);
        foreach (Atom atom in atoms)
            if (atom is Var var && !vars.Contains(var)) vars.Add(var);
        return [.. vars];
    }
}

/// <summary>A variable with the bytes of another one: nothing is done where both may share a buffer, else the bytes are copied.</summary>
internal sealed class ViewUnit(Var output, Var source) : FusedUnit
{
    /// <summary>The variable that is given a value.</summary>
    public Var Output { get; } = output;

    /// <summary>The variable whose bytes it has.</summary>
    public Var Source { get; } = source;

    /// <inheritdoc/>
    public override ValueArray<Var> Reads => [Source];

    /// <inheritdoc/>
    public override ValueArray<Var> Writes => [Output];
}

/// <summary>What a cluster needs to become steps: the numbers of buffers.</summary>
internal abstract class ClusterContext
{
    /// <summary>The buffer of a variable that the cluster reads or writes.</summary>
    public abstract int BufferOf(Var var);

    /// <summary>A buffer that lives from the first to the last step of the cluster.</summary>
    /// <param name="type">What it holds; any shape of enough bytes.</param>
    public abstract int Workspace(ArrayType type);
}

/// <summary>A fused cluster: elementwise ops, views and reductions over one domain, in one or a few loop nests.</summary>
internal sealed partial class ClusterUnit : FusedUnit;
