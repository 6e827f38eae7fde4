using System.Diagnostics.Tracing;
using Core.Compiler.Emission;
using Core.Compiler.Loops;

namespace Core.Tests.Compiler.Emission;

/// <summary>What kernels look like: their text, their methods, how they are shared.</summary>
internal sealed class KernelShapeTests
{
    private static Address At(int buffer, params ReadOnlySpan<IndexTerm> terms) => new(buffer, 0, [.. terms]);

    // for rows { for blocks of a row { chain of segments that hand on a value through scratch memory } }
    private static LoopCode Segments(int segments, int operations, int lanes)
    {
        var values = new List<LaneType>();
        int New()
        {
            values.Add(LaneType.F32);
            return values.Count - 1;
        }
        var loops = new List<Statement>();
        for (int s = 0; s < segments; s++)
        {
            var body = new List<Statement>();
            int value = New(), half = New();
            body.Add(s == 0
                ? new Load(value, At(0, new IndexTerm(0, 100), new IndexTerm(1, 1)), DType.F32, 1)
                : new Load(value, At(Address.Scratch, new IndexTerm(1, 1)), DType.F32, 1));
            body.Add(new Let(half, new Instruction(Opcode.Constant, LaneType.F32, Bits: BitConverter.SingleToInt32Bits(0.5f))));
            int first = value;
            for (int i = 0; i < operations; i++)
            {
                int next = New();
                body.Add(new Let(next, new Instruction(Opcode.Fma, LaneType.F32, value, half, first)));
                value = next;
            }
            body.Add(new Accumulate(0, Combine.Sum, value));
            body.Add(s == segments - 1
                ? new Store(At(1, new IndexTerm(0, 100), new IndexTerm(1, 1)), DType.F32, 1, value)
                : new Store(At(Address.Scratch, new IndexTerm(1, 1)), DType.F32, 1, value));
            loops.Add(new For(1, 0, 100, new Block([.. body])) { Vector = true, Unroll = 2 });
        }
        int zero = New(), sum = New();
        return new LoopCode
        {
            Buffers = [DType.F32, DType.F32, DType.F32],
            ScratchBytes = 512,
            Registers = [LaneType.F32],
            IndexCount = 2,
            Values = [.. values],
            Lanes = lanes,
            Body = new Block([new For(0, Bound.Begin, Bound.End, new Block([
                new Let(zero, new Instruction(Opcode.Constant, LaneType.F32)), new Set(0, zero),
                .. loops,
                new Across(sum, Combine.Sum, 0), new Store(At(2, new IndexTerm(0, 1)), DType.F32, 0, sum)]))]),
        };
    }

    [TestCase(16)]
    [TestCase(8)]
    public unsafe void A_kernel_too_large_for_one_method_becomes_several_and_gives_the_same_bits(int lanes)
    {
        LoopCode code = Segments(30, 60, lanes);
        Kernel kernel = KernelCompiler.CompileNew(code);
        Assert.That(kernel.IlBytes, Is.GreaterThan(20000));
        Assert.That(kernel.LargestMethod, Is.LessThan(15000));
        Assert.That(kernel.MostLocals, Is.LessThan(400));
        float[] x = [.. Enumerable.Range(0, 300).Select(i => (float)Math.Sin(i))], y = new float[300], wanted = new float[300], sums = new float[3], wantedSums = new float[3];
        byte[] memory = new byte[kernel.ScratchBytes + 64];
        fixed (float* px = x, py = y, pw = wanted, ps = sums, pt = wantedSums)
        fixed (byte* m = memory)
        {
            byte* scratch = (byte*)(((nint)m + 63) & ~63);
            byte** got = stackalloc byte*[] { (byte*)px, (byte*)py, (byte*)ps }, want = stackalloc byte*[] { (byte*)px, (byte*)pw, (byte*)pt };
            kernel.Method(got, scratch, 0, 3);
            LoopReader.Run(code, want, scratch, 0, 3);
        }
        Assert.That(y, Is.EqualTo(wanted));
        Assert.That(sums, Is.EqualTo(wantedSums));
    }

    [Test]
    public void No_kernel_is_compiled_without_optimisation()
    {
        using var listener = new JitListener();
        for (int seed = 0; seed < 50; seed++) KernelCompiler.CompileNew(RandomLoops.Make(seed, 16));
        KernelCompiler.CompileNew(Segments(30, 60, 16));
        KernelCompiler.CompileNew(Segments(2, 300, 16));
        Assert.That(listener.Optimised, Is.GreaterThan(50));
        Assert.That(listener.NotOptimised, Is.Empty);
    }

    [Test]
    public void Equal_codes_share_a_kernel()
    {
        Kernel one = KernelCompiler.Compile(RandomLoops.Make(3, 16)), other = KernelCompiler.Compile(RandomLoops.Make(3, 16)), different = KernelCompiler.Compile(RandomLoops.Make(4, 16));
        Assert.That(other, Is.SameAs(one));
        Assert.That(different, Is.Not.SameAs(one));
    }

    [Test]
    public void A_nest_prints_as_indented_text()
    {
        Assert.That(LoopPrinter.Print(Segments(2, 1, 16)), Is.EqualTo("""
            lanes 16, b0: f32, b1: f32, b2: f32, r0: f32, scratch 512 bytes
            for i in begin .. end
              v6 = 0:f32
              r0 = v6
              for j in 0 .. 100 by vectors, 2 at a time
                v0 = b0[i*100 + j]
                v1 = 0.5:f32
                v2 = fma v0 v1 v0
                r0 = sum r0 v2
                s[j @ 0]:f32 = v2
              for j in 0 .. 100 by vectors, 2 at a time
                v3 = s[j @ 0]:f32
                v4 = 0.5:f32
                v5 = fma v3 v4 v3
                r0 = sum r0 v5
                b1[i*100 + j] = v5
              v7 = sum across r0
              b2[i] one for all lanes = v7

            """));
    }

    /// <summary>Hears which methods made at run time the JIT optimised, and which not.</summary>
    private sealed class JitListener : EventListener
    {
        private const EventKeywords Jit = (EventKeywords)0x10;

        public int Optimised { get; private set; }

        public List<string> NotOptimised { get; } = [];

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "Microsoft-Windows-DotNETRuntime") EnableEvents(eventSource, EventLevel.Verbose, Jit);
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (eventData.EventName?.StartsWith("MethodLoadVerbose", StringComparison.Ordinal) != true) return;
            string name = eventData.Payload![7]?.ToString() ?? "";
            if (!name.StartsWith("kernel", StringComparison.Ordinal) && name != "part") return;

            // Bits 7 to 9 of the flags: the tier. 1 is without optimisation.
            uint tier = Convert.ToUInt32(eventData.Payload[5], System.Globalization.CultureInfo.InvariantCulture) >> 7 & 7;
            if (tier is 1) NotOptimised.Add(name);
            else Optimised++;
        }
    }
}
