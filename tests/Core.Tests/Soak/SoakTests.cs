using System.Diagnostics;
using System.Globalization;
using Core.Compiler.Emission;
using Core.Tests.RandomPrograms;

namespace Core.Tests.Soak;

/// <summary>Programs of all families at random, compiled and interpreted.</summary>
/// <remarks>
/// The long run takes its length in minutes from VMAP_SOAK_MINUTES, its first seed from VMAP_SOAK_SEED, and adds lines to the file VMAP_SOAK_LOG if that is
/// given: <c>VMAP_SOAK_MINUTES=60 dotnet test -c Release --filter Name=A_long_run_finds_no_difference</c>.
/// </remarks>
public class SoakTests
{
    private const int Count = 150, MostTries = 300;
    private static readonly TimeSpan MostShrinking = TimeSpan.FromSeconds(60); // programs with large arrays take long

    [Test]
    public void Random_programs_of_all_families_compute_what_the_interpreter_does()
    {
        Tally tally = new();
        for (int seed = 0; seed < Count; seed++) tally.Add(seed);
        Assert.That(tally.Differences, Is.Empty);
    }

    [Test, Explicit("runs for as long as it is told to")]
    public void A_long_run_finds_no_difference()
    {
        double minutes = Setting("VMAP_SOAK_MINUTES", 1);
        int seed = (int)Setting("VMAP_SOAK_SEED", 1000);
        Tally tally = new();
        Stopwatch whole = Stopwatch.StartNew(), lap = Stopwatch.StartNew();
        while (whole.Elapsed.TotalMinutes < minutes)
        {
            int before = tally.Differences.Count;
            tally.Add(seed++);
            if (tally.Differences.Count > before) Log(tally.Differences[^1]);
            if (lap.Elapsed.TotalMinutes < 1) continue;
            lap.Restart();
            Log($"{whole.Elapsed:hh\\:mm\\:ss} next seed {seed}: {tally}");
        }
        Log($"{whole.Elapsed:hh\\:mm\\:ss} next seed {seed}: {tally}");
        foreach ((string refusal, int count) in tally.Refusals.OrderByDescending(pair => pair.Value)) Log($"{count} × {refusal}");
        Assert.That(tally.Differences, Is.Empty);
    }

    private static double Setting(string name, double otherwise) =>
        double.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out double value) ? value : otherwise;

    private static void Log(string line)
    {
        TestContext.Progress.WriteLine(line);
        if (Environment.GetEnvironmentVariable("VMAP_SOAK_LOG") is { } file) File.AppendAllText(file, line + "\n");
    }

    /// <summary>What a run has found.</summary>
    private sealed class Tally
    {
        private int _programs, _sensitive, _unsupported, _underived;

        public List<string> Differences { get; } = [];

        /// <summary>What the compiler refused, and how often.</summary>
        public Dictionary<string, int> Refusals { get; } = [];

        /// <summary>Runs the program of a seed.</summary>
        public void Add(int seed)
        {
            SoakCase? program = null;
            try
            {
                program = SoakCase.Of(seed);
                _programs++;
                if (program is null)
                {
                    _underived++;
                    return;
                }
                (Outcome outcome, string message) = Agreement.Of(program.Jaxpr, program.Inputs(), new Random(seed));
                if (outcome is Outcome.Sensitive) _sensitive++;
                if (outcome is Outcome.Unsupported)
                {
                    _unsupported++;
                    Refusals[message] = Refusals.GetValueOrDefault(message) + 1;
                }
                if (outcome is Outcome.Different) Differences.Add($"seed {seed}: {message}\n{Smallest(program)}");
            }
            catch (Exception e)
            {
                Differences.Add($"seed {seed}: {e}\n{(program is null ? "" : Smallest(program))}");
            }
        }

        /// <summary>The smallest program found that still is different, or fails in the same way.</summary>
        private static SoakCase Smallest(SoakCase program)
        {
            string? found = Finding(program);
            SoakCase again = SoakCase.Of(program.Jaxpr, program.IsX64, program.Seed);
            if (found is null || Finding(again) != found) return program;
            int tries = 0;
            Stopwatch spent = Stopwatch.StartNew();
            for (bool smaller = true; smaller && tries < MostTries && spent.Elapsed < MostShrinking;)
            {
                smaller = false;
                foreach (RandomProgram candidate in ProgramShrinker.Shrink(new(again.Jaxpr, again.IsX64, again.Seed)))
                {
                    if (++tries > MostTries || spent.Elapsed > MostShrinking) break;
                    SoakCase next = SoakCase.Of(candidate.Jaxpr, candidate.IsX64, candidate.Seed);
                    if (Finding(next) != found) continue;
                    (again, smaller) = (next, true);
                    break;
                }
            }
            return again;
        }

        private static string? Finding(SoakCase program)
        {
            try
            {
                (Outcome outcome, string message) = Agreement.Of(program.Jaxpr, program.Inputs(), new Random(program.Seed));
                return outcome is Outcome.Different ? message.Split(' ')[0] : null;
            }
            catch (Exception e)
            {
                return e.GetType().Name;
            }
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture,
            $"{_programs} programs, {Differences.Count} differences, {_sensitive} sensitive, {_unsupported} not compiled, {_underived} without derivative, {KernelCompiler.Count} kernels, working set {Environment.WorkingSet >> 20} MiB, managed {GC.GetTotalMemory(false) >> 20} MiB, pool {NativePool.BytesInUse >> 20} MiB in use and {NativePool.BytesKept >> 20} MiB kept");
    }
}
