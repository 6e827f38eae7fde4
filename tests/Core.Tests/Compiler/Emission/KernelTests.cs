using System.Runtime.InteropServices;
using Core.Compiler.Emission;
using Core.Compiler.Loops;

namespace Core.Tests.Compiler.Emission;

/// <summary>Kernels give the bits that <see cref="LoopReader"/> gives.</summary>
internal sealed unsafe class KernelTests
{
    [TestCase(32)]
    [TestCase(16)]
    [TestCase(8)]
    [TestCase(4)]
    public void A_kernel_of_random_loops_does_what_the_loops_say(int lanes)
    {
        for (int seed = 0; seed < 400; seed++) Check(RandomLoops.Make(seed, lanes), KernelCompiler.CompileNew, seed);
    }

    /// <summary>What a processor without the newer instructions does: in a process that is told not to use them.</summary>
    [TestCase("DOTNET_EnableAVX512", 8)]
    [TestCase("DOTNET_EnableAVX2", 4)]
    [TestCase("DOTNET_EnableHWIntrinsic", 4)]
    public void Kernels_are_right_without_newer_instructions(string switchedOff, int lanes)
    {
        string output = StartupHook.Run(lanes, (switchedOff, "0"));
        Assert.That(output, Does.EndWith($"right on {lanes} lanes").Or.EndWith("no such processor"));
    }

    internal static void Check(LoopCode code, Func<LoopCode, Kernel> compile, int seed)
    {
        Kernel kernel = compile(code);
        using var got = new Memory(code, kernel.ScratchBytes, seed);
        using var want = new Memory(code, kernel.ScratchBytes, seed);
        kernel.Method(got.Buffers, got.Scratch, 0, RandomLoops.Rows);
        LoopReader.Run(code, want.Buffers, want.Scratch, 0, RandomLoops.Rows);
        for (int b = RandomLoops.Stored.Length; b < code.Buffers.Count; b++)
        {
            string difference = want.Difference(got, b, code.Buffers[b]);
            if (difference.Length > 0) Assert.Fail($"Seed {seed}, {code.Lanes} lanes, buffer {b}: {difference}");
        }
    }

    /// <summary>Buffers for a random code: equal for equal seeds.</summary>
    private sealed class Memory : IDisposable
    {
        private const int Bytes = 16384;
        private readonly byte* _memory;

        public Memory(LoopCode code, int scratch, int seed)
        {
            int count = code.Buffers.Count;
            _memory = (byte*)NativeMemory.AlignedAlloc((nuint)(count * Bytes + count * sizeof(nint) + scratch + 64), 64);
            Buffers = (byte**)(_memory + count * Bytes);
            Scratch = (byte*)(((nint)(Buffers + count) + 63) & ~63);
            var random = new Random(seed);
            for (int b = 0; b < count; b++)
            {
                Buffers[b] = _memory + b * Bytes;
                new Span<byte>(Buffers[b], Bytes).Clear();
                if (b >= RandomLoops.Stored.Length) continue;
                for (int i = 0; i < RandomLoops.Elements * 2; i++) Fill(Buffers[b], i, RandomLoops.Stored[b], random);
            }
        }

        public byte** Buffers { get; }

        public byte* Scratch { get; }

        public void Dispose() => NativeMemory.AlignedFree(_memory);

        private static void Fill(byte* buffer, int i, DType stored, Random random)
        {
            bool special = random.Next(12) == 0;
            double number = special ? new[] { 0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e-40, 1e-310, 1e30 }[random.Next(8)] : (random.NextDouble() - 0.5) * 40;
            long whole = special ? random.NextInt64() : random.Next(-300, 300);
            switch (stored)
            {
                case DType.Bool: buffer[i] = (byte)random.Next(2); break;
                case DType.I8 or DType.U8: buffer[i] = (byte)whole; break;
                case DType.I16 or DType.U16: ((short*)buffer)[i] = (short)whole; break;
                case DType.I32 or DType.U32: ((int*)buffer)[i] = (int)whole; break;
                case DType.I64 or DType.U64: ((long*)buffer)[i] = whole; break;
                case DType.BF16: ((BFloat16*)buffer)[i] = (BFloat16)(float)number; break;
                case DType.F16: ((Half*)buffer)[i] = (Half)number; break;
                case DType.F32: ((float*)buffer)[i] = (float)number; break;
                default: ((double*)buffer)[i] = number; break;
            }
        }

        public string Difference(Memory other, int buffer, DType stored)
        {
            for (int i = 0; i < Bytes / stored.ByteSize; i++)
            {
                (double a, double b) = (Number(Buffers[buffer], i, stored), Number(other.Buffers[buffer], i, stored));
                if (BitConverter.DoubleToInt64Bits(a) != BitConverter.DoubleToInt64Bits(b) && !(double.IsNaN(a) && double.IsNaN(b)))
                    return $"element {i} of {stored.Name} is {b:R}, not {a:R}.";
            }
            return "";
        }

        private static double Number(byte* buffer, int i, DType stored) => stored switch
        {
            DType.Bool or DType.I8 or DType.U8 => buffer[i],
            DType.I16 or DType.U16 => ((short*)buffer)[i],
            DType.BF16 => (float)((BFloat16*)buffer)[i],
            DType.F16 => (double)((Half*)buffer)[i],
            DType.F32 => ((float*)buffer)[i],
            DType.F64 => ((double*)buffer)[i],
            DType.I32 or DType.U32 => ((int*)buffer)[i],
            _ => ((long*)buffer)[i],
        };
    }
}
