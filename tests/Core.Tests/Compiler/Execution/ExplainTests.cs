using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Core.Compiler.Emission;
using Core.Tests.Compiler.Emission;
using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.Compiler.Execution;

/// <summary>What can be seen of compiled programs.</summary>
public unsafe class ExplainTests
{
    private static NdArray Softmax(NdArray x)
    {
        NdArray e = Exp(x - Max(x));
        return e / Sum(e);
    }

    [Test]
    public void A_plan_tells_steps_bytes_flops_and_memory()
    {
        string plan = Trace((NdArray w, NdArray x) => Tanh(Dot(w, x))).Vmap(inAxes: [null, 0]).Jit().Explain(F32[32, 16], F32[8, 16]);
        Assert.That(plan, Does.Contain("flops").And.Contain("reads 2560 bytes, writes 1024").And.Match(@"memory of a call: \d+ bytes, \d+ for values in between and 1024 for results; threads: up to \d+"), plan);
    }

    [Test]
    public void A_loop_is_told_with_the_steps_of_its_body()
    {
        string plan = Trace((NdArray m, NdArray x) => Fori(0, 10, (_, v) => Dot(m, v), x)).Explain(F32[16, 16], F32[16]);
        Assert.That(plan, Does.Match(@"(?m)^scan of 10 .*$\n^  \S+"), plan);
    }

    [Test]
    public void Kernels_printed_as_CSharp_compile_and_give_the_bits_of_the_call()
    {
        NdArray xs = Reshape(Arange(96.0), [6, 16]) / 7;
        Traced<Func<NdArray, NdArray>> f = Trace(Softmax).Vmap().Jit();
        string text = f.ToCSharp(xs).Single();
        KernelMethod run = PrintedKernel.Compile(text);

        byte* input = Copy(xs.Data()), output = (byte*)NativeMemory.AlignedAlloc(384, 64), scratch = (byte*)NativeMemory.AlignedAlloc(1 << 16, 64);
        int written = text.Contains("// buffers[1]: f32[6,16], written", StringComparison.Ordinal) ? 1 : 0;
        byte** buffers = stackalloc byte*[2];
        buffers[written] = output;
        buffers[1 - written] = input;
        run(buffers, scratch, 0, int.Parse(Regex.Match(text, @"scratch, 0, (\d+)\)").Groups[1].Value, CultureInfo.InvariantCulture));
        byte[] printed = new Span<byte>(output, 384).ToArray();
        foreach (nint block in (nint[])[(nint)input, (nint)output, (nint)scratch]) NativeMemory.AlignedFree((void*)block);
        Assert.That(printed, Is.EqualTo(f.Invoke(xs).Data().Bytes.ToArray()));
    }

    private static byte* Copy(ArrayData array)
    {
        byte* block = (byte*)NativeMemory.AlignedAlloc((nuint)array.Bytes.Length, 64);
        array.Bytes.CopyTo(new(block, array.Bytes.Length));
        return block;
    }
}
