using Core.Interpreter;
using Core.Ir;
using Core.Tests.Laws;
using Core.Tracing;
using FsCheck;
using FsCheck.Fluent;

namespace Core.Tests.RandomPrograms;

/// <summary>What holds for every program, tried on programs made at random; one that breaks it is shrunk.</summary>
/// <remarks>The programs are the same in every run. To try others, change the seeds; the long run is for that.</remarks>
public class RandomProgramTests
{
    private const int Count = 400;
    private const int LongRun = 200_000;

    private static readonly Arbitrary<RandomProgram> Programs = Arb.From(
        Gen.Sized(size => Gen.Choose(0, int.MaxValue - 1).Select(seed => ProgramMaker.Make(seed, 1 + size / 5))), ProgramShrinker.Shrink);

    [Test]
    public void A_program_keeps_the_rules_of_the_IR() => Holds(program => JaxprChecker.Check(program.Jaxpr));

    [Test]
    public void A_program_is_read_as_it_was_printed() => Holds(ReadAsPrinted);

    [Test]
    public void A_program_that_was_read_computes_the_same() => Holds(ReadComputesTheSame);

    [Test]
    public void A_mapped_program_is_looped() => Holds(MappedIsLooped);

    [Test]
    public void A_program_mapped_twice_is_looped_twice() => Holds(MappedTwiceIsLooped);

    [Test]
    public void A_program_with_other_variables_is_the_same() => Holds(RenamedIsTheSame);

    [Test, Explicit("takes minutes")]
    public void A_long_run_finds_nothing() => FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(LongRun), Prop.ForAll(Programs, program =>
    {
        JaxprChecker.Check(program.Jaxpr);
        ReadAsPrinted(program);
        ReadComputesTheSame(program);
        MappedIsLooped(program);
        MappedTwiceIsLooped(program);
        RenamedIsTheSame(program);
    }));

    private static void Holds(Action<RandomProgram> property) =>
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(Count).WithReplay(20240229, 7919), Prop.ForAll(Programs, property));

    private static void ReadAsPrinted(RandomProgram program)
    {
        string text = program.Jaxpr.ToString();
        Jaxpr read = Jaxpr.Parse(text);

        if (AmbiguousText.Has(program.Jaxpr)) return; // it is read as one of the programs that it may mean
        Require(read.ToString() == text, () => $"printed again:\n{read}");
        Require(read.Equals(program.Jaxpr, Compare.UpToNames), () => Jaxpr.Diff(program.Jaxpr, read));
        Require(read.Fingerprint() == program.Jaxpr.Fingerprint(), () => "the fingerprints differ");
    }

    private static void ReadComputesTheSame(RandomProgram program)
    {
        if (AmbiguousText.Has(program.Jaxpr)) return;
        ArrayData[] inputs = RandomProgram.DrawInputs(program.Jaxpr, new Random(program.Seed));
        Jaxpr read = Jaxpr.Parse(program.Jaxpr.ToString()).WithConstants(program.Jaxpr.Constants);

        AreSame(Evaluate.Run(read, inputs), Evaluate.Run(program.Jaxpr, inputs), "read");
    }

    private static void RenamedIsTheSame(RandomProgram program)
    {
        Jaxpr renamed = Renaming.Apply(program.Jaxpr);

        Require(renamed.Equals(program.Jaxpr, Compare.Exact), () => Jaxpr.Diff(program.Jaxpr, renamed));
        Require(renamed.Fingerprint() == program.Jaxpr.Fingerprint(), () => "the fingerprints differ");
        Require(renamed.ToString() == program.Jaxpr.ToString(), () => $"printed:\n{renamed}");
    }

    private static void MappedIsLooped(RandomProgram program) => TraceScope.WithX64(program.IsX64, () =>
    {
        Random random = new(program.Seed);
        Map map = Map.Any(program.Jaxpr, random);
        Jaxpr mapped = map.Apply(program.Jaxpr);
        ReadAsPrinted(program with { Jaxpr = mapped });
        JaxprChecker.Check(mapped);

        ArrayData[] inputs = RandomProgram.DrawInputs(mapped, random), results = Evaluate.Run(mapped, inputs);
        for (int i = 0; i < map.Size; i++)
            AreSame(map.ResultsOf(results, i), Evaluate.Run(program.Jaxpr, map.InputsOf(inputs, i)), $"{map}, example {i}\n{mapped}\n");
        AreOfTypes(results, mapped);
        return true;
    });

    private static void MappedTwiceIsLooped(RandomProgram program) => TraceScope.WithX64(program.IsX64, () =>
    {
        Random random = new(program.Seed);
        Map inner = Map.Any(program.Jaxpr, random);
        Jaxpr once = inner.Apply(program.Jaxpr);
        Map outer = Map.Any(once, random);
        Jaxpr twice = outer.Apply(once);
        ReadAsPrinted(program with { Jaxpr = twice });
        JaxprChecker.Check(twice);

        ArrayData[] inputs = RandomProgram.DrawInputs(twice, random), results = Evaluate.Run(twice, inputs);
        for (int o = 0; o < outer.Size; o++)
        {
            ArrayData[] rowInputs = outer.InputsOf(inputs, o), row = outer.ResultsOf(results, o);
            for (int i = 0; i < inner.Size; i++)
                AreSame(inner.ResultsOf(row, i), Evaluate.Run(program.Jaxpr, inner.InputsOf(rowInputs, i)), $"{inner}, then {outer}, example ({o}, {i})\n{twice}\n");
        }
        AreOfTypes(results, twice);
        return true;
    });

    private static void AreSame(ArrayData[] actual, ArrayData[] expected, string what)
    {
        for (int k = 0; k < expected.Length; k++)
            if (Mapping.Difference(actual[k], expected[k]) is { } difference) throw new BrokenException($"{what}, output {k}: {difference}");
    }

    private static void AreOfTypes(ArrayData[] results, Jaxpr program)
    {
        for (int k = 0; k < results.Length; k++)
            Require(program.Outputs[k].Type.Matches(Mapping.TypeOf(results[k])), () => $"output {k} is {Mapping.TypeOf(results[k])}, expected {program.Outputs[k].Type}");
    }

    private static void Require(bool holds, Func<string> message)
    {
        if (!holds) throw new BrokenException(message());
    }

    /// <summary>A property does not hold. Not an assertion's: NUnit would keep those of all programs that are tried while shrinking.</summary>
    private sealed class BrokenException(string message) : Exception(message);
}
