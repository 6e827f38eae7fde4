using Core.Ir;

namespace Core.Tests.Compiler.Fusion;

/// <summary>Random programs of elementwise ops, views, reductions and parts put together, over small shapes with sizes 0 and 1 and such as are no multiple of the lanes.</summary>
internal sealed class RandomFusions
{
    private static readonly int[] Sizes = [1, 1, 2, 3, 4, 5, 7, 8, 16, 17, 24, 33, 40, 64, 100];
    private static readonly DType[] Types = [DType.F32, DType.F32, DType.F32, DType.F32, DType.I32, DType.I32, DType.F64, DType.U8, DType.I8, DType.I64, DType.Bool, DType.C64];
    private const long MaxSize = 6000;

    private readonly Random _random;
    private readonly JaxprBuilder _builder = new();
    private readonly List<Atom> _values = [];
    private readonly List<Var> _inputs = [];

    private RandomFusions(int seed) => _random = new(seed);

    /// <summary>A program and inputs for it.</summary>
    public static (Jaxpr Jaxpr, ArrayData[] Inputs) Make(int seed)
    {
        RandomFusions maker = new(seed);
        int inputs = maker._random.Next(1, 4), ops = maker._random.Next(3, 22);
        for (int i = 0; i < inputs; i++) maker.AddInput();
        for (int i = 0; i < ops; i++) maker.AddOp();
        List<Atom> outputs = [maker._values[^1]];
        for (int i = maker._random.Next(0, 4); i > 0; i--) outputs.Add(maker.Any());
        Jaxpr jaxpr = maker._builder.Build([.. maker._inputs], [.. outputs]);
        return (jaxpr, [.. maker._inputs.Select(maker.Data)]);
    }

    private Atom Any() => _values[Math.Max(_random.Next(_values.Count), _random.Next(_values.Count))];

    private Shape NewShape()
    {
        while (true)
        {
            int[] sizes = new int[_random.Next(0, 5)];
            for (int i = 0; i < sizes.Length; i++) sizes[i] = _random.Next(60) == 0 ? 0 : Sizes[_random.Next(Sizes.Length)];
            if (((Shape)sizes).Size <= MaxSize) return sizes;
        }
    }

    private void AddInput()
    {
        Var var = new(new(Types[_random.Next(Types.Length)], NewShape()));
        _inputs.Add(var);
        _values.Add(var);
    }

    // Multiples of ¼ of which short sums and products are exact.
    private ArrayData Data(Var var)
    {
        (DType dtype, Shape shape) = (var.Type.DType, var.Type.Shape);
        int bytes = dtype.ByteSize;
        byte[] all = new byte[shape.Size * bytes];
        for (int i = 0; i < shape.Size; i++)
            Scalar.Of(_random.Next(-12, 13) * (dtype.IsInexact ? .25 : 1)).ToArray(dtype).Bytes.CopyTo(all.AsSpan(i * bytes));
        return ArrayData.Create<byte>(dtype, shape, all);
    }

    private Atom Emit(Op op, params Atom[] inputs)
    {
        ValueArray<Atom> outputs = _builder.Emit(op, [.. inputs]);
        foreach (Atom output in outputs) _values.Add(output);
        return outputs[0];
    }

    private void AddOp()
    {
        Atom x = Any();
        ArrayType type = x.Type;
        Shape shape = type.Shape;
        int rank = shape.Rank;
        int axis = rank == 0 ? -1 : _random.Next(rank);
        bool number = type.DType is not DType.Bool;
        switch (_random.Next(22))
        {
            case 0 when number && type.DType.Kind is not DTypeKind.Unsigned:
                Emit(new Unary(UnaryKind.Neg), x);
                break;
            case 1 when type.DType.IsFloat || type.DType.Kind is DTypeKind.Signed:
                Emit(new Unary(UnaryKind.Abs), x);
                break;
            case 2 or 3 or 4:
                AddBinary(x);
                break;
            case 5 when rank < 4:
                int added = _random.Next(rank + 1);
                Shape wide = shape.Insert(added, Sizes[_random.Next(8)]);
                if (wide.Size <= MaxSize) Emit(new BroadcastInDim(wide, [.. Enumerable.Range(0, rank + 1).Where(i => i != added)]), x);
                break;
            case 6:
                Emit(new Reshape(Refactored(shape)), x);
                break;
            case 7 when rank > 1:
                int[] permutation = [.. Enumerable.Range(0, rank)];
                _random.Shuffle(permutation);
                Emit(new Transpose(ValueArray.Create<int>(permutation)), x);
                break;
            case 8 when rank > 0:
                Emit(new Rev([axis]), x);
                break;
            case 9 when rank > 0 && shape[axis] > 1:
                int[] starts = new int[rank], limits = [.. shape], strides = new int[rank];
                Array.Fill(strides, 1);
                starts[axis] = _random.Next(0, shape[axis] / 2);
                limits[axis] = _random.Next(shape[axis] / 2 + 1, shape[axis] + 1);
                strides[axis] = _random.Next(1, 3);
                Emit(new Slice(ValueArray.Create<int>(starts), ValueArray.Create<int>(limits), _random.Next(2) == 0 ? null : ValueArray.Create<int>(strides)), x);
                break;
            case 10 or 11 or 12 or 13 when rank > 0:
                AddReduction(x, axis);
                break;
            case 14 when rank > 0 && 2 * type.Size <= MaxSize:
                Emit(new Concatenate(axis), x, x);
                break;
            case 15 when rank > 0 && type.Size * 3 < MaxSize:
                Padding[] config = new Padding[rank];
                config[axis] = new(_random.Next(-1, 3), _random.Next(0, 3), _random.Next(0, 2));
                if (shape[axis] > 2) Emit(new Pad(ValueArray.Create<Padding>(config)), x, Number(type.DType, 2));
                break;
            case 16 when rank < 4 && 2 * type.Size <= MaxSize:
                Emit(new Stack(_random.Next(rank + 1)), x, x);
                break;
            case 17 when rank > 0 && 2 * type.Size <= MaxSize:
                int[] reps = new int[rank];
                Array.Fill(reps, 1);
                reps[axis] = 2;
                Emit(new Tile(ValueArray.Create<int>(reps)), x);
                break;
            case 18 when rank > 0:
                Emit(new Iota(_random.Next(2) == 0 ? DType.I32 : DType.F32, shape, axis));
                break;
            case 19 when rank > 0 && shape[axis] > 1:
                int first = _random.Next(1, shape[axis]);
                Emit(new Split([first, shape[axis] - first], axis), x);
                break;
            case 20:
                DType to = Types[_random.Next(Types.Length)];
                bool fits = type.DType.IsInteger || type.DType is DType.Bool || to.IsInexact && !type.DType.IsComplex || to.IsComplex;
                if (fits) Emit(new ConvertElementType(to, false), x);
                break;
            case 21 when number && !type.DType.IsInexact:
                Atom mask = Emit(new Comparison((ComparisonKind)_random.Next(6)), x, Number(type.DType, 1));
                Emit(new SelectN(), mask, x, Emit(new Binary(BinaryKind.Mul), x, Number(type.DType, 2)));
                break;
        }
    }

    private void AddBinary(Atom x)
    {
        DType dtype = x.Type.DType;
        Atom y = Number(dtype, 2);
        foreach (int i in Enumerable.Range(0, 6))
        {
            Atom other = Any();
            if (other.Type.DType == dtype && (other.Type.Shape == x.Type.Shape || other.Type.Rank == 0)) y = other;
        }
        BinaryKind kind = dtype switch
        {
            DType.Bool => (BinaryKind[])[BinaryKind.And, BinaryKind.Or, BinaryKind.Xor] is var kinds ? kinds[_random.Next(3)] : default,
            DType.C64 => _random.Next(2) == 0 ? BinaryKind.Add : BinaryKind.Sub,
            _ => (BinaryKind[])[BinaryKind.Add, BinaryKind.Sub, BinaryKind.Max, BinaryKind.Min, BinaryKind.Add] is var kinds ? kinds[_random.Next(5)] : default,
        };
        Emit(new Binary(kind), x, y);
    }

    private void AddReduction(Atom x, int axis)
    {
        DType dtype = x.Type.DType;
        List<int> axes = [axis];
        for (int i = 0; i < x.Type.Rank; i++)
            if (i != axis && _random.Next(4) == 0) axes.Add(i);
        ReduceKind kind = dtype switch
        {
            DType.Bool => (ReduceKind)_random.Next(4, 7),
            DType.C64 => ReduceKind.Sum,
            _ => (ReduceKind)((int[])[0, 0, 2, 3])[_random.Next(4)],
        };
        Atom reduced = Emit(new Reduce(kind, [.. axes]), x);
        if (_random.Next(2) == 0 || axes.Count > 1) return;
        // Back to where it was reduced, as in a softmax.
        Atom back = Emit(new BroadcastInDim(x.Type.Shape, [.. Enumerable.Range(0, x.Type.Rank).Where(i => i != axis)]), reduced);
        if (dtype is not DType.Bool) Emit(new Binary(BinaryKind.Sub), x, back);
    }

    private static Literal Number(DType dtype, int value) => new(dtype.Kind switch
    {
        DTypeKind.Bool => Scalar.Of(value != 0),
        DTypeKind.Float => Scalar.Of(value * .25),
        DTypeKind.Complex => Scalar.Of(new System.Numerics.Complex(value, 1)),
        _ => Scalar.Of((long)value),
    }, dtype);

    /// <summary>Another shape of the same size.</summary>
    private Shape Refactored(Shape shape)
    {
        if (shape.Size == 0) return shape.Insert(0, 1);
        List<int> sizes = [];
        int rest = (int)shape.Size;
        while (rest > 1 && sizes.Count < 3)
        {
            int[] divisors = [.. Enumerable.Range(1, Math.Min(rest, 200)).Where(d => rest % d == 0)];
            int divisor = divisors[_random.Next(divisors.Length)];
            sizes.Add(divisor);
            rest /= divisor;
        }
        if (rest > 1 || sizes.Count == 0) sizes.Add(rest);
        return [.. sizes];
    }
}
