using Core.Compiler.Execution;

namespace Core.Tests.Compiler.Execution;

public unsafe class WorkerPoolTests
{
    [TestCase(0)]
    [TestCase(1)]
    [TestCase(3)]
    public void Every_piece_is_run_once(int workers)
    {
        WorkerPool pool = new(workers);
        for (int job = 0; job < 2_000; job++)
        {
            int[] runs = new int[1 + job % 40];
            pool.Run(new Counting(runs), null, workers + 1);
            Assert.That(runs, Is.All.EqualTo(1), $"job {job} of {runs.Length} pieces");
        }
    }

    [Test]
    public void Every_piece_is_run_once_where_several_callers_share_a_pool()
    {
        WorkerPool pool = new(3);
        Parallel.For(0, 4, _ =>
        {
            for (int job = 0; job < 500; job++)
            {
                int[] runs = new int[2 + job % 40];
                pool.Run(new Counting(runs), null, 4);
                Assert.That(runs, Is.All.EqualTo(1), $"job {job} of {runs.Length} pieces");
            }
        });
    }

    [Test]
    public void More_pieces_than_are_counted_are_run_by_the_caller()
    {
        int[] runs = new int[300_000];
        new WorkerPool(1).Run(new Counting(runs), null, 2);
        Assert.That(runs, Is.All.EqualTo(1));
    }

    /// <summary>Pieces that seem long enough for several threads, and count how often they are run.</summary>
    private sealed class Counting(int[] runs) : Step
    {
        public override int Pieces => runs.Length;

        public override double Nanoseconds => 1e9;

        public override ValueArray<int> Reads => [];

        public override ValueArray<int> Writes => [];

        public override void Run(byte** buffers, int piece, byte* scratch) => Interlocked.Increment(ref runs[piece]);

        public override string Describe() => "counts";
    }
}
