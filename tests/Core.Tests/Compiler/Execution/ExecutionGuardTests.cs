using Core.Compiler.Execution;
using Core.Tests.Laws;

namespace Core.Tests.Compiler.Execution;

/// <summary>What calls of compiled programs keep to: no garbage, the same bits on any number of threads and for any number of callers, errors that arrive.</summary>
[NonParallelizable]
public class ExecutionGuardTests
{
    /// <summary>Programs of several kinds, each of small results out of much work, in pieces.</summary>
    private static readonly (string Name, string Text)[] Programs =
    [
        ("elementwise", """
            { lambda ; a:f32[300000] b:f32[300000]. let
                c:f32[300000] = sin a
                d:f32[300000] = mul c b
                e:f32[300000] = exp d
                f:f32[] = reduce_sum[axes=(0,) out_sharding=None] e
              in (f,) }
            """),
        ("rows", """
            { lambda ; a:f32[700,300]. let
                b:f32[700] = reduce_max[axes=(1,)] a
                c:f32[700,1] = broadcast_in_dim[broadcast_dimensions=(0,)] b
                d:f32[700,300] = sub a c
                e:f32[700,300] = exp d
                f:f32[300] = reduce_sum[axes=(0,) out_sharding=None] e
              in (f,) }
            """),
        ("contraction", """
            { lambda ; a:f32[300,200] b:f32[200,250]. let
                c:f32[300,250] = dot_general[dimension_numbers=(([1], [0]), ([], []))] a b
                d:f32[300] = reduce_sum[axes=(1,) out_sharding=None] c
              in (d,) }
            """),
        ("long sums", """
            { lambda ; a:f64[300000,2] b:f64[300000,3]. let
                c:f64[2,3] = dot_general[dimension_numbers=(([0], [0]), ([], []))] a b
              in (c,) }
            """),
        ("scan", """
            { lambda ; a:f32[64,64] b:f32[50,64]. let
                c:f32[64,64] d:f32[50] = scan[
                  jaxpr={ lambda ; a:f32[64,64] b:f32[64]. let
                      c:f32[64,64] = tanh a
                      d:f32[64,64] = dot_general[dimension_numbers=(([1], [0]), ([], []))] c a
                      e:f32[1,64] = broadcast_in_dim[broadcast_dimensions=(1,)] b
                      f:f32[64,64] = add d e
                      g:f32[64,64] = sin f
                      h:f32[] = reduce_sum[axes=(0, 1) out_sharding=None] g
                    in (g, h) }
                  length=50
                  num_carry=1
                  num_consts=0
                  reverse=False
                  unroll=1
                ] a b
              in (d,) }
            """),
        ("sort", """
            { lambda ; a:f32[40,3000]. let
                b:f32[40,3000] = sort[dimension=1 is_stable=True num_keys=1] a
                c:f32[40,3000] = cumsum[axis=1 reverse=False] b
                d:f32[40] = reduce_max[axes=(1,)] c
              in (d,) }
            """),
        ("rows at indices", """
            { lambda ; a:f32[500,64] b:i32[3000,1]. let
                c:f32[3000,64] = gather[
                  dimension_numbers=GatherDimensionNumbers(offset_dims=(1,), collapsed_slice_dims=(0,), start_index_map=(0,), operand_batching_dims=(), start_indices_batching_dims=())
                  fill_value=None
                  indices_are_sorted=False
                  mode=GatherScatterMode.CLIP
                  slice_sizes=(1, 64)
                  unique_indices=False
                ] a b
                d:f32[64] = reduce_sum[axes=(0,) out_sharding=None] c
              in (d,) }
            """),
    ];

    private static IEnumerable<TestCaseData> Cases() => Programs.Select(program => new TestCaseData(Jaxpr.Parse(program.Text)).SetArgDisplayNames(program.Name));

    [TestCaseSource(nameof(Cases))]
    public void A_call_makes_no_garbage_besides_its_results(Jaxpr program)
    {
        const int Calls = 20, MostBytes = 512; // a result: its storage, its shape, the array of results
        CompiledProgram compiled = CompiledProgram.Compile(program, threads: 1);
        ArrayData[] inputs = Inputs(program);
        for (int i = 0; i < 5; i++) compiled.Run(inputs);
        long results = compiled.Run(inputs).Sum(result => (long)result.Bytes.Length), before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Calls; i++) compiled.Run(inputs);
        Assert.That((GC.GetAllocatedBytesForCurrentThread() - before) / Calls, Is.LessThan(results + MostBytes));
    }

    [TestCaseSource(nameof(Cases))]
    public void Any_number_of_threads_gives_the_same_bits(Jaxpr program)
    {
        ArrayData[] inputs = Inputs(program);
        ArrayData expected = CompiledProgram.Compile(program, threads: 1).Run(inputs)[0];
        foreach (int threads in (ReadOnlySpan<int>)[2, 3, 8])
        {
            CompiledProgram compiled = CompiledProgram.Compile(program, threads);
            for (int call = 0; call < 5; call++) Assert.That(compiled.Run(inputs)[0].Bytes.SequenceEqual(expected.Bytes), $"{threads} threads");
        }
    }

    [TestCaseSource(nameof(Cases))]
    public void Many_callers_at_once_get_the_same_bits(Jaxpr program)
    {
        ArrayData[] inputs = Inputs(program);
        CompiledProgram compiled = CompiledProgram.Compile(program, threads: 4);
        byte[] expected = compiled.Run(inputs)[0].Bytes.ToArray();
        int wrong = 0;
        Thread[] callers = [.. Enumerable.Range(0, 12).Select(_ => new Thread(() =>
        {
            for (int call = 0; call < 5; call++)
                if (!compiled.Run(inputs)[0].Bytes.SequenceEqual(expected)) Interlocked.Increment(ref wrong);
        }))];
        foreach (Thread caller in callers) caller.Start();
        foreach (Thread caller in callers) caller.Join();
        Assert.That(wrong, Is.Zero);
    }

    [Test]
    public unsafe void A_piece_that_throws_is_told_to_the_caller_and_the_threads_go_on()
    {
        Step failing = new Shared(piece =>
        {
            if (piece == 37) throw new InvalidOperationException("piece 37");
        });
        int sum = 0;
        Step adding = new Shared(piece => Interlocked.Add(ref sum, piece));
        for (int round = 0; round < 20; round++)
        {
            Assert.That(() => WorkerPool.Shared.Run(failing, null, 4), Throws.InvalidOperationException.With.Message.EqualTo("piece 37"));
            sum = 0;
            WorkerPool.Shared.Run(adding, null, 4);
            Assert.That(sum, Is.EqualTo(64 * 63 / 2));
        }
    }

    private static ArrayData[] Inputs(Jaxpr program)
    {
        Random random = new(5);
        return [.. program.Inputs.Select(input => Operand.Ordinary(input.Type).Draw(random))];
    }

    /// <summary>64 pieces that seem long enough for several threads.</summary>
    private sealed unsafe class Shared(Action<int> work) : Step
    {
        public override int Pieces => 64;

        public override double Nanoseconds => 1e9;

        public override ValueArray<int> Reads => [];

        public override ValueArray<int> Writes => [];

        public override void Run(byte** buffers, int piece, byte* scratch) => work(piece);

        public override string Describe() => "pieces";
    }
}
