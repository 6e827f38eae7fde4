using System.Runtime.InteropServices;
using Core.Compiler.Emission;
using Core.Compiler.Loops;
using Core.Compiler.Lowering;
using Core.Interpreter;
using Core.Ir;

namespace Core.Tests.Compiler.Lowering;

/// <summary>An elementwise op run as a kernel on arrays of one axis, and compared with the interpreter.</summary>
internal static class LaneRun
{
    /// <summary>The largest difference between lowering and interpreter, in units in the last place of the result's type, and where.</summary>
    public static (double Units, string Where) Difference(Op op, params ArrayData[] inputs)
    {
        ArrayData expected = Evaluate.Apply(op, inputs)[0];
        return Difference(op.Name, inputs, expected, Run(op, inputs));
    }

    /// <summary>The parts of the result: each lane's bits.</summary>
    public static unsafe long[][] Run(Op op, params ArrayData[] inputs)
    {
        int count = inputs[0].Count;
        var builder = new LoopBuilder(KernelCompiler.NativeLanes);
        int lane = builder.Index();
        builder.Open();
        var arguments = new LaneValue[inputs.Length];
        List<ArrayData> buffers = [];
        for (int i = 0; i < inputs.Length; i++)
        {
            DType part = inputs[i].DType.RealPart;
            int buffer = -1;
            int Part(int number)
            {
                long[] bits = Bits(inputs[i], number);
                // One number for all lanes is a constant, of which some functions make use.
                if (!bits.AsSpan().ContainsAnyExcept(bits[0])) return builder.Constant(LoopBuilder.LaneTypeOf(part), bits[0]);
                if (buffer < 0)
                {
                    buffer = builder.Buffer(part);
                    buffers.Add(inputs[i]);
                }
                return builder.Load(At(buffer, inputs[i].DType, number), part, Parts(inputs[i].DType));
            }
            arguments[i] = new(inputs[i].DType, Part(0), inputs[i].DType.IsComplex ? Part(1) : -1);
        }
        LaneValue value = new ElementwiseLowering(builder).Lower(op, arguments);
        int target = builder.Buffer(value.DType.RealPart);
        builder.Store(At(target, value.DType, 0), value.DType.RealPart, Parts(value.DType), value.A);
        if (value.B >= 0) builder.Store(At(target, value.DType, 1), value.DType.RealPart, Parts(value.DType), value.B);
        builder.CloseFor(lane, 0, count, vector: true);

        Kernel kernel = KernelCompiler.Compile(builder.ToCode());
        byte[] output = new byte[count * value.DType.ByteSize];
        GCHandle[] pins = [.. buffers.Select(data => data.Bytes.ToArray()).Append(output).Select(bytes => GCHandle.Alloc(bytes, GCHandleType.Pinned))];
        byte** table = stackalloc byte*[pins.Length];
        for (int i = 0; i < pins.Length; i++) table[i] = (byte*)pins[i].AddrOfPinnedObject();
        byte* scratch = (byte*)NativeMemory.AlignedAlloc((nuint)kernel.ScratchBytes + 64, 64);
        kernel.Method(table, scratch, 0, 1);
        NativeMemory.AlignedFree(scratch);
        foreach (GCHandle pin in pins) pin.Free();
        ArrayData result = ArrayData.Create<byte>(value.DType, [count], output);
        return value.B < 0 ? [Bits(result, 0)] : [Bits(result, 0), Bits(result, 1)];

        Address At(int buffer, DType dtype, int part) => new(buffer, part, [new(lane, Parts(dtype))]);
    }

    private static int Parts(DType dtype) => dtype.IsComplex ? 2 : 1;

    /// <summary>The bits that lanes hold of each element's real or imaginary part: narrow types widened.</summary>
    public static long[] Bits(ArrayData x, int part) => x.DType switch
    {
        DType.Bool => Of<bool>(x, v => v ? 1 : 0),
        DType.I8 => Of<sbyte>(x, v => v),
        DType.I16 => Of<short>(x, v => v),
        DType.I32 => Of<int>(x, v => v),
        DType.I64 => Of<long>(x, v => v),
        DType.U8 => Of<byte>(x, v => v),
        DType.U16 => Of<ushort>(x, v => v),
        DType.U32 => Of<uint>(x, v => (int)v),
        DType.U64 => Of<ulong>(x, v => (long)v),
        DType.BF16 => Of<BFloat16>(x, v => BitConverter.SingleToInt32Bits(v)),
        DType.F16 => Of<Half>(x, v => BitConverter.SingleToInt32Bits((float)v)),
        DType.F32 => Of<float>(x, v => BitConverter.SingleToInt32Bits(v)),
        DType.F64 => Of<double>(x, BitConverter.DoubleToInt64Bits),
        DType.C64 => Of<Complex64>(x, v => BitConverter.SingleToInt32Bits(part == 0 ? v.Real : v.Imaginary)),
        DType.C128 => Of<System.Numerics.Complex>(x, v => BitConverter.DoubleToInt64Bits(part == 0 ? v.Real : v.Imaginary)),
        _ => throw new ArgumentException(x.DType.Name),
    };

    private static long[] Of<T>(ArrayData x, Func<T, long> bits) where T : unmanaged => [.. x.AsSpan<T>().ToArray().Select(bits)];

    private static (double, string) Difference(string name, ArrayData[] inputs, ArrayData expected, long[][] actual)
    {
        double worst = 0;
        string where = "";
        long[] real = Bits(expected, 0), imaginary = expected.DType.IsComplex ? Bits(expected, 1) : [];
        for (int k = 0; k < real.Length; k++)
        {
            double units = expected.DType.IsComplex
                ? Complex(expected.DType, Number(expected.DType, real[k]), Number(expected.DType, imaginary[k]), Number(expected.DType, actual[0][k]), Number(expected.DType, actual[1][k]))
                : expected.DType.IsFloat ? Units(expected.DType, Number(expected.DType, real[k]), Number(expected.DType, actual[0][k]))
                : real[k] == actual[0][k] || (expected.DType is DType.U32 && (int)real[k] == (int)actual[0][k]) ? 0 : double.PositiveInfinity;
            if (units <= worst) continue;
            worst = units;
            where = $"{name} {expected.DType.Name} of {string.Join(", ", inputs.Select(x => Text(x, k)))}: {Text(expected, k)}, got {string.Join(" ", actual.Select(part => expected.DType.IsInexact ? $"{Number(expected.DType, part[k]):R}" : $"{part[k]}"))}";
        }
        return (worst, where);
    }

    private static string Text(ArrayData x, int k)
    {
        string One(int part) => x.DType.IsInexact ? $"{Number(x.DType, Bits(x, part)[k]):R}" : $"{Bits(x, part)[k]}";
        return x.DType.IsComplex ? $"({One(0)}, {One(1)})" : One(0);
    }

    private static double Number(DType dtype, long bits) =>
        dtype is DType.F64 or DType.C128 ? BitConverter.Int64BitsToDouble(bits) : BitConverter.Int32BitsToSingle((int)bits);

    /// <summary>How far two numbers are apart, in units in the last place of a floating-point type.</summary>
    internal static double Units(DType dtype, double expected, double actual)
    {
        if (double.IsNaN(expected) || double.IsNaN(actual)) return double.IsNaN(expected) == double.IsNaN(actual) ? 0 : double.PositiveInfinity;
        if (expected == actual) return double.IsNegative(expected) == double.IsNegative(actual) ? 0 : 0.5;
        (int digits, int smallest) = dtype switch
        {
            DType.F64 or DType.C128 => (52, -1022),
            DType.BF16 => (7, -126),
            DType.F16 => (10, -14),
            _ => (23, -126),
        };
        double limit = dtype switch
        {
            DType.F64 or DType.C128 => double.MaxValue,
            DType.BF16 => 3.3895313892515355e38,
            DType.F16 => 65504,
            _ => float.MaxValue,
        };
        expected = Math.Clamp(expected, -limit, limit);
        actual = Math.Clamp(actual, -limit, limit);
        double size = Math.Max(Math.Abs(expected), Math.Abs(actual));
        return Math.Abs(expected / 2 - actual / 2) / Math.ScaleB(1, Math.Max(size == 0 ? smallest : Math.ILogB(size), smallest) - digits - 1);
    }

    // Against the size of the number. What overflows does so in both: single precision has no room for the intermediate results that the interpreter has.
    private static double Complex(DType dtype, double real, double imaginary, double actualReal, double actualImaginary)
    {
        if (!double.IsFinite(real) || !double.IsFinite(imaginary)) return double.IsFinite(actualReal) && double.IsFinite(actualImaginary) ? double.PositiveInfinity : 0;
        double scale = Math.Max(Math.Max(Math.Abs(real), Math.Abs(imaginary)), dtype is DType.C64 ? 1.2e-38 : 2.3e-308);
        double difference = Math.Max(Math.Abs(real - actualReal), Math.Abs(imaginary - actualImaginary));
        return double.IsNaN(difference) ? double.PositiveInfinity : difference / scale / Math.ScaleB(1, dtype is DType.C64 ? -23 : -52);
    }
}
