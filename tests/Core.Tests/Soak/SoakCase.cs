using Core.Tests.Laws;
using Core.Tests.RandomPrograms;
using Core.Tracing;

namespace Core.Tests.Soak;

/// <summary>A program to be run both ways: made at random, or one of the samples of all ops; mapped and differentiated in several ways.</summary>
/// <param name="Jaxpr">The program.</param>
/// <param name="IsX64">Whether it is a 64-bit program.</param>
/// <param name="Draws">Make its inputs.</param>
/// <param name="Seed">What inputs are drawn from.</param>
internal sealed record SoakCase(Jaxpr Jaxpr, bool IsX64, Func<Random, ArrayData>[] Draws, int Seed)
{
    private static readonly OpSample[] Samples =
        [.. OpSamples.All.Where(sample => sample.IsUnique && !sample.Types.Any(type => type.IsRef))];

    /// <summary>The case of a seed, or null where it has no derivative.</summary>
    public static SoakCase? Of(int seed)
    {
        Random random = new(seed);
        if (random.Next(4) == 0)
        {
            OpSample sample = Samples[random.Next(Samples.Length)];
            return Of(sample, random.Next()).Transformed(random);
        }
        (ProgramScale scale, int steps) = random.Next(8) switch
        {
            0 or 1 => (ProgramScale.Tiny, random.Next(1, 20)),
            2 => (ProgramScale.Large, random.Next(1, 6)),
            _ => (ProgramScale.Vectors, random.Next(1, 16)),
        };
        RandomProgram program = ProgramMaker.Make(seed, steps, scale);
        return Of(program.Jaxpr, program.IsX64, program.Seed).Transformed(random);
    }

    /// <summary>A sample as a case.</summary>
    public static SoakCase Of(OpSample sample, int seed) => new(
        TraceScope.WithX64(sample.UsesX64, () => sample.Close(sample.ToProgram())),
        sample.UsesX64,
        [.. Enumerable.Range(0, sample.Operands.Count).Select(i => (Func<Random, ArrayData>)(random => sample.Draw(random)[i]))],
        seed);

    /// <summary>A case whose inputs are ordinary numbers mostly.</summary>
    public static SoakCase Of(Jaxpr program, bool isX64, int seed)
    {
        bool any = seed % 4 == 0;
        return new(program, isX64, [.. program.Inputs.Select(input => any && !input.Type.DType.IsKey
            ? random => Operand.Fill(input.Type, () => Operand.Any(input.Type.DType, random))
            : Operand.Ordinary(input.Type).Draw)], seed);
    }

    /// <summary>The inputs.</summary>
    public ArrayData[] Inputs()
    {
        Random random = new(Seed);
        return [.. Draws.Select(draw => draw(random))];
    }

    public override string ToString() => $"{(IsX64 ? "64-bit, " : "")}seed {Seed}\n{Jaxpr}\n";

    private SoakCase? Transformed(Random random) => TraceScope.WithX64(IsX64, () =>
    {
        try
        {
            return random.Next(10) switch
            {
                0 or 1 or 2 => Mapped(random),
                3 => Mapped(random).Mapped(random),
                4 => Differentiated(random),
                5 => Mapped(random).Differentiated(random),
                6 => Differentiated(random).Mapped(random),
                _ => this,
            };
        }
        catch (UnsupportedException)
        {
            return null;
        }
    });

    /// <summary>The case mapped over some axes of its inputs.</summary>
    public SoakCase Mapped(Random random)
    {
        int size = new[] { 0, 1, 2, 3, 5, 16, 17, 33 }[random.Next(8)];
        int?[] axes = [.. Jaxpr.Inputs.Select(input => random.Next(4) == 0 ? (int?)null : random.Next(input.Type.Rank + 1))];
        Axes[] places = [.. Jaxpr.Outputs.Select(output => (Axes)random.Next(output.Type.Rank + 1))];
        Branches branches = random.Next(3) == 0 ? Branches.Lanes : Branches.Select;
        return this with
        {
            Jaxpr = Jaxpr.ToTraced().Vmap(Axes.Create([.. axes.Select(axis => (Axes)axis)]), places.Length == 1 ? places[0] : Axes.Create(places), axisSize: size, branches: branches).ToJaxpr(),
            Draws = [.. Draws.Select((draw, i) => axes[i] is not { } axis
                ? draw
                : (Func<Random, ArrayData>)(from => Mapping.Stack([.. Enumerable.Range(0, size).Select(_ => draw(from))], axis, Jaxpr.Inputs[i].Type)))],
        };
    }

    /// <summary>The derivative, forwards or in reverse.</summary>
    public SoakCase Differentiated(Random random)
    {
        if (!Jaxpr.Inputs.Any(input => input.Type.DType.IsInexact) || !Jaxpr.Outputs.Any(output => output.Type.DType.IsInexact)) return this;
        Jaxpr derivative = random.Next(2) == 0 ? Jaxpr.Jvp() : Jaxpr.Vjp();
        return this with
        {
            Jaxpr = derivative,
            Draws = [.. Draws, .. derivative.Inputs.Skip(Draws.Length).Select(input => Operand.InRange(input.Type, -1, 1).Draw)],
        };
    }
}
