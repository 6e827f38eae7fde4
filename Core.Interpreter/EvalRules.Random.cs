using Core.Ir;
using Core.Kernels;
using Words = System.Span<uint>;

namespace Core.Interpreter;

internal sealed partial class EvalRules
{
    public ArrayData[] RandomSeed(RandomSeed op, ReadOnlySpan<ArrayData> args)
    {
        ArrayData seeds = args[0];
        bool isWide = seeds.DType.ByteSize == 8;
        ulong[] values = seeds.DType.Kind is DTypeKind.Unsigned ? Wide.Unsigned(seeds) : [.. Wide.Signed(seeds).Select(v => (ulong)v)];
        int words = RandomKeys.WordCount(op.Impl);
        return [Keys(op.Impl, seeds.Shape, target =>
        {
            for (int i = 0; i < values.Length; i++)
                RandomKeys.Seed(op.Impl, isWide ? (uint)(values[i] >> 32) : 0, (uint)values[i]).CopyTo(target[(i * words)..]);
        })];
    }

    public ArrayData[] RandomWrap(RandomWrap op, ReadOnlySpan<ArrayData> args) => [args[0].Reinterpret(op.Impl, args[0].Shape.Remove(args[0].Shape.Rank - 1))];

    public ArrayData[] RandomUnwrap(RandomUnwrap op, ReadOnlySpan<ArrayData> args) => [args[0].ToKeyWords()];

    public ArrayData[] RandomClone(RandomClone op, ReadOnlySpan<ArrayData> args) => [args[0]];

    public ArrayData[] RandomSplit(RandomSplit op, ReadOnlySpan<ArrayData> args)
    {
        ArrayData keys = args[0];
        (DType impl, int words, int count) = (keys.DType, RandomKeys.WordCount(keys.DType), (int)op.Shape.Size);
        ReadOnlyMemory<uint> source = WordsOf(keys);
        return [Keys(impl, [.. keys.Shape, .. op.Shape], target =>
        {
            if (target.IsEmpty) return;
            if (impl is not DType.KeyUrbg)
            {
                for (int i = 0; i < keys.Count; i++) RandomKeys.Split(impl, source.Span.Slice(i * words, words), target.Slice(i * words * count, words * count));
                return;
            }
            // As the bits of these keys: all come out of the first key.
            RandomKeys.Split(impl, source.Span[..words], target);
        })];
    }

    public ArrayData[] RandomFoldIn(RandomFoldIn op, ReadOnlySpan<ArrayData> args)
    {
        (ArrayData keys, ArrayData data) = (args[0], args[1]);
        Shape shape = BroadcastShape(args);
        (DType impl, int words) = (keys.DType, RandomKeys.WordCount(keys.DType));
        ReadOnlyMemory<uint> source = WordsOf(Strided.Broadcast(keys, shape));
        uint[] numbers = Strided.Broadcast(data, shape).AsSpan<uint>().ToArray();
        return [Keys(impl, shape, target =>
        {
            if (impl is DType.KeyUrbg && numbers.Length > 0) FoldIntoUnsafe(source.Span, data, shape, target);
            else for (int i = 0; i < numbers.Length; i++) RandomKeys.FoldIn(impl, source.Span.Slice(i * words, words), numbers[i], target[(i * words)..]);
        })];
    }

    public ArrayData[] RandomBits(RandomBits op, ReadOnlySpan<ArrayData> args)
    {
        ArrayData keys = args[0];
        Shape shape = [.. keys.Shape, .. op.Shape];
        int perNumber = op.BitWidth == 64 ? 2 : 1, perKey = (int)op.Shape.Size * perNumber, words = RandomKeys.WordCount(keys.DType);
        uint[] drawn = new uint[(int)shape.Size * perNumber];
        ReadOnlySpan<uint> source = keys.Reinterpret<uint>();
        if (keys.DType is DType.KeyFry)
            for (int i = 0; i < keys.Count; i++) RandomKeys.Bits(keys.DType, source.Slice(i * words, words), op.BitWidth, drawn.AsSpan(i * perKey, perKey));
        else if (drawn.Length > 0)
            RandomKeys.Bits(keys.DType, source[..words], op.BitWidth, drawn); // XLA's generator has one state: the bits of many keys are those of the first
        return [Narrow(drawn, op.DType, shape)];
    }

    public ArrayData[] RandomGamma(RandomGamma op, ReadOnlySpan<ArrayData> args)
    {
        (ArrayData keys, ArrayData a) = (args[0], args[1]);
        double[] samples = Wide.Reals(a);
        if (samples.Length == 0) return [a];
        int words = RandomKeys.WordCount(keys.DType);
        ArrayData each = RandomSplit(new([samples.Length / keys.Count]), [keys])[0];
        GammaSampler sampler = new(keys.DType, a.DType);
        ReadOnlySpan<uint> source = each.Reinterpret<uint>();
        for (int i = 0; i < samples.Length; i++) samples[i] = sampler.Sample(source.Slice(i * words, words), samples[i], op.LogSpace);
        return [Wide.FromReals(a.DType, a.Shape, samples)];
    }

    public ArrayData[] Threefry2x32(Threefry2x32 op, ReadOnlySpan<ArrayData> args)
    {
        ArrayData[] operands = BroadcastAll(args);
        uint[][] words = [.. operands.Select(operand => operand.AsSpan<uint>().ToArray())];
        for (int i = 0; i < words[0].Length; i++) (words[0][i], words[1][i]) = RandomWords.Threefry(words[0][i], words[1][i], words[2][i], words[3][i]);
        Shape shape = operands[0].Shape;
        return [ArrayData.Create<uint>(shape, words[0]), ArrayData.Create<uint>(shape, words[1])];
    }

    public ArrayData[] Iota2x32Shape(Iota2x32Shape op, ReadOnlySpan<ArrayData> args)
    {
        // Arrays have fewer than 2³¹ elements: the upper words are 0.
        uint[] lower = [.. Enumerable.Range(0, (int)op.Shape.Size).Select(place => (uint)place)];
        return [ArrayData.Create<uint>(op.Shape, new uint[lower.Length]), ArrayData.Create<uint>(op.Shape, lower)];
    }

    public ArrayData[] RngBitGenerator(RngBitGenerator op, ReadOnlySpan<ArrayData> args)
    {
        ulong[] state = args[0].Reinterpret<ulong>().ToArray();
        uint[] drawn = new uint[(int)op.Shape.Size * (op.DType is DType.U64 ? 2 : 1)];
        state[1] = op.Algorithm switch
        {
            RngAlgorithm.Default or RngAlgorithm.Philox => RandomWords.Philox(state[0], state[1], drawn),
            RngAlgorithm.ThreeFry when op.DType is DType.U64 => RandomWords.Threefry(state[0], state[1], drawn),
            RngAlgorithm.ThreeFry => RandomWords.Threefry(state[0], state[1], op.Shape, drawn),
        };
        return [ArrayData.Create<ulong>(args[0].DType, args[0].Shape, state), Narrow(drawn, op.DType, op.Shape)];
    }

    // Nothing says which numbers: each evaluation draws new ones.
    public ArrayData[] RngUniform(RngUniform op, ReadOnlySpan<ArrayData> args)
    {
        (ArrayData low, ArrayData high) = (args[0], args[1]);
        double[] units = new double[(int)op.Shape.Size];
        for (int i = 0; i < units.Length; i++) units[i] = Random.Shared.NextDouble();
        double from = ToReals(low)[0], span = ToReals(high)[0] - from;
        for (int i = 0; i < units.Length; i++) units[i] = from + units[i] * span;
        if (!low.DType.IsFloat)
            for (int i = 0; i < units.Length; i++) units[i] = Math.Floor(units[i]);
        return [ConvertTo(ArrayData.Create<double>(op.Shape, units), low.DType)];
    }

    // JAX folds by drawing from the seed that the number makes. Mapped over numbers, all are drawn from the first, ten rows for each of them.
    private static void FoldIntoUnsafe(ReadOnlySpan<uint> keys, ArrayData data, Shape shape, Words target)
    {
        ReadOnlySpan<uint> numbers = data.AsSpan<uint>();
        uint[] drawn = new uint[numbers.Length * 40];
        ulong seed = RandomKeys.Join(0, numbers[0]);
        RandomWords.Philox(seed, seed, drawn);
        uint[] last = new uint[numbers.Length * 4];
        for (int i = 0; i < numbers.Length; i++) drawn.AsSpan(i * 40 + 36, 4).CopyTo(last.AsSpan(i * 4));
        ArrayData rows = Strided.Broadcast(ArrayData.Create<uint>(DType.KeyUrbg, data.Shape, last), shape);
        ReadOnlySpan<uint> hashes = rows.Reinterpret<uint>();
        for (int i = 0; i < target.Length; i++) target[i] = keys[i] ^ hashes[i];
    }

    private static ArrayData Keys(DType impl, Shape shape, Action<Words> fill) => ArrayData.Create(impl, shape, fill);

    private static ReadOnlyMemory<uint> WordsOf(ArrayData keys) => keys.Reinterpret<uint>()[..(keys.Count * RandomKeys.WordCount(keys.DType))].ToArray();

    /// <summary>Integers out of words: the lowest bits of one each, or two each.</summary>
    private static ArrayData Narrow(uint[] words, DType dtype, Shape shape) => dtype switch
    {
        DType.U8 => ArrayData.Create<byte>(shape, [.. words.Select(word => (byte)word)]),
        DType.U16 => ArrayData.Create<ushort>(shape, [.. words.Select(word => (ushort)word)]),
        DType.U32 => ArrayData.Create<uint>(shape, words),
        _ => ArrayData.Create<uint>(DType.U64, shape, words),
    };
}
