using Core.Compiler.Control;
using Core.Compiler.Execution;

namespace Core.Tests.Compiler.Control;

/// <summary>Lanes that are done cost nothing: the others run in groups of their number.</summary>
public class LaneProgramsTests
{
    private static readonly int[] Sizes = [4000, 1000, 250, 62, 15, 3];

    [TestCase(100, 2)]
    [TestCase(3_000, 2)]
    [TestCase(200_000, 1.3)]
    public void A_few_lanes_cost_about_what_they_would_alone(double nanosecondsPerLane, double times)
    {
        LanePrograms programs = Of(nanosecondsPerLane);
        foreach (int running in (int[])[1, 2, 3, 7, 16, 40, 100, 333, 1001, 2500, 3999, 4000])
        {
            double cost = 0;
            for (int left = running; left > 0;)
            {
                SizedProgram program = programs.Choose(left);
                cost += program.Nanoseconds;
                left -= program.Lanes;
            }
            // Less than two microseconds a group are not saved.
            Assert.That(cost, Is.LessThan(times * running * nanosecondsPerLane + 4_000), $"{running} lanes");
            Assert.That(programs.Covered(running), Is.InRange(running, programs.Rows(4000)));
        }
    }

    [Test]
    public void Cheap_programs_are_compiled_for_few_sizes_and_dear_ones_for_all()
    {
        Assert.That(Of(0.1).All.Select(program => program.Lanes), Is.EqualTo(new[] { 4000 }));
        Assert.That(Of(100).All.Select(program => program.Lanes), Is.EqualTo(new[] { 4000, 1000, 62, 3 }));
        Assert.That(Of(1e6).All.Select(program => program.Lanes), Is.EqualTo(new[] { 4000, 1000, 250, 62, 15, 3, 1 }));
    }

    private static LanePrograms Of(double nanosecondsPerLane) =>
        LanePrograms.Compile(4000, [.. Sizes], size => ([], [new Work((size < Sizes.Length ? Sizes[size] : 1) * nanosecondsPerLane)]));

    private sealed unsafe class Work(double nanoseconds) : Step
    {
        public override int Pieces => 1;

        public override double Nanoseconds => nanoseconds;

        public override ValueArray<int> Reads => [];

        public override ValueArray<int> Writes => [];

        public override void Run(byte** buffers, int piece, byte* scratch) { }

        public override string Describe() => "work";
    }
}
