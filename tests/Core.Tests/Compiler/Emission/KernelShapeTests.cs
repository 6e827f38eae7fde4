using Core.Compiler.Emission;
using Core.Compiler.Loops;
using Core.Tests.Compiler.Fusion;
using Core.Tests.Soak;

namespace Core.Tests.Compiler.Emission;

/// <summary>What kernels look like: their text, their methods, how they are shared.</summary>
internal sealed class KernelShapeTests
{
    private static Address At(int buffer, params ReadOnlySpan<IndexTerm> terms) => new(buffer, 0, [.. terms]);

    // for rows { for blocks of a row { chain of segments that hand on a value through scratch memory } }
    internal static LoopCode Segments(int segments, int operations, int lanes, bool calls = false)
    {
        var values = new List<LaneType>();
        int New()
        {
            values.Add(LaneType.F32);
            return values.Count - 1;
        }
        var loops = new List<Statement>();
        int shared = calls ? New() : -1;
        if (calls) loops.Add(new Load(shared, At(0, new IndexTerm(0, 100)), DType.F32, 0));
        for (int s = 0; s < segments; s++)
        {
            var body = new List<Statement>();
            int value = New(), half = New();
            body.Add(s == 0
                ? new Load(value, At(0, new IndexTerm(0, 100), new IndexTerm(1, 1)), DType.F32, 1)
                : new Load(value, At(Address.Scratch, new IndexTerm(1, 1)), DType.F32, 1));
            body.Add(new Let(half, new Instruction(Opcode.Constant, LaneType.F32, Bits: BitConverter.SingleToInt32Bits(0.5f))));
            int first = value;
            if (calls)
            {
                int called = New();
                body.Add(new Let(called, new Instruction(Opcode.CallPerLane, LaneType.F32, value, half, first, D: shared)));
                value = called;
            }
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
            Methods = calls ? [((Func<float, float, float, float, float>)FourNumbers.Between).Method] : [],
            Values = [.. values],
            Lanes = lanes,
            Body = new Block([new For(0, Bound.Begin, Bound.End, new Block([
                new Let(zero, new Instruction(Opcode.Constant, LaneType.F32)), new Set(0, zero),
                .. loops,
                new Across(sum, Combine.Sum, 0), new Store(At(2, new IndexTerm(0, 1)), DType.F32, 0, sum)]))]),
        };
    }

    [TestCase(16, false)]
    [TestCase(8, false)]
    [TestCase(16, true)]
    [TestCase(8, true)]
    public unsafe void A_kernel_too_large_for_one_method_becomes_several_and_gives_the_same_bits(int lanes, bool calls)
    {
        LoopCode code = Segments(30, 60, lanes, calls);
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

    // In a process of its own, whose JIT lists what it compiles and how.
    [Test]
    public void No_kernel_is_compiled_without_optimisation()
    {
        string list = Path.Combine(Path.GetTempPath(), $"kernels{Guid.NewGuid():N}.txt");
        try
        {
            string output = StartupHook.Run(VectorSet.NativeLanes, ("DOTNET_JitStdOutFile", list), ("DOTNET_JitDisasmSummary", "1"));
            Assert.That(output, Does.EndWith($"right on {VectorSet.NativeLanes} lanes"));
            string[] names = ["kernel", "part", "tile_", "dot_"];
            string[] kernels = [.. File.ReadLines(list).Where(line => names.Any(name => line.Contains("(dynamicClass):" + name, StringComparison.Ordinal)))];
            Assert.That(kernels, Has.Length.GreaterThan(100));
            foreach (string name in names.Where(name => name != "part")) Assert.That(kernels, Has.Some.Contains("(dynamicClass):" + name)); // parts are compiled when they are called
            Assert.That(kernels, Has.All.Contains("[FullOpts"));
            Assert.That(kernels, Has.None.Contains("MinOpts"));
        }
        finally
        {
            File.Delete(list);
        }
    }

    // The JIT no longer optimises methods of 60 000 bytes, and tracks no more than 1 024 locals.
    [Test]
    public void Kernels_of_random_programs_stay_far_below_what_the_JIT_takes()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            try
            {
                if (SoakCase.Of(seed) is { } program) CompiledProgram.Compile(program.Jaxpr, threads: 1);
                CompiledProgram.Compile(RandomFusions.Make(seed).Jaxpr, threads: 1);
            }
            catch (UnsupportedException)
            {
                // nothing to look at
            }
        }
        Assert.That(KernelCompiler.Kernels.Max(kernel => kernel.LargestMethod), Is.LessThan(30_000));
        Assert.That(KernelCompiler.Kernels.Max(kernel => kernel.MostLocals), Is.LessThan(500));
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
}
