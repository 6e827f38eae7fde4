using Core.Ir;
using Core.Tests.Laws;

namespace Core.Tests.RandomPrograms;

/// <summary>Makes well-typed programs at random: a pool of values, and steps that take some of it and add to it.</summary>
internal sealed partial class ProgramMaker
{
    private readonly Random _random;
    private readonly ProgramScale _scale;
    private readonly bool _isX64;
    private readonly int _depth;
    private readonly List<Jaxpr> _shared; // programs that calls share, of all depths
    private readonly List<Atom> _pool = [];
    private readonly List<Var> _inputs = [], _constVars = [];
    private readonly List<ArrayData> _constants = [];
    private readonly List<Equation> _equations = [];

    private ProgramMaker(Random random, ProgramScale scale, bool isX64, int depth, List<Jaxpr> shared) =>
        (_random, _scale, _isX64, _depth, _shared) = (random, scale, isX64, depth, shared);

    /// <summary>A program of about so many steps.</summary>
    public static RandomProgram Make(int seed, int steps, ProgramScale? scale = null)
    {
        Random random = new(seed);
        bool isX64 = random.Next(4) == 0;
        ProgramMaker maker = new(random, scale ?? ProgramScale.Small, isX64, 0, []);
        ArrayType[] inputs = [.. Enumerable.Range(0, random.Next(4)).Select(_ => maker.AnyType())];
        return new(maker.Build(inputs, random.Next(3), steps), isX64, random.Next());
    }

    private Jaxpr Build(IEnumerable<ArrayType> inputs, int constants, int steps)
    {
        foreach (ArrayType type in inputs) _inputs.Add(new(type));
        for (int i = 0; i < constants; i++)
        {
            ArrayType type = AnyType();
            _constVars.Add(new(type));
            _constants.Add(Operand.Fill(type, () => Operand.Any(type.DType, _random)));
        }
        _pool.AddRange(_inputs);
        _pool.AddRange(_constVars);
        for (int i = 0; i < 2; i++) _pool.Add(AnyLiteral(AnyDType()));
        for (int i = 0; i < steps; i++) Step();
        Atom[] outputs = [.. Enumerable.Range(0, _depth == 0 ? _random.Next(_scale.HasAllFamilies ? 12 : 5) : _random.Next(1, 4)).Select(_ => _pool[Math.Max(_random.Next(_pool.Count), _random.Next(_pool.Count))])];
        return new([.. _constVars], [.. _inputs], [.. WithDropped(outputs)], ValueArray.Create<Atom>(outputs), [.. _constants]);
    }

    private void Step()
    {
        if (AnyOperation() is not { } step) return;
        ArrayType[] types = [.. step.Inputs.Select(input => input.Type)];
        ValueArray<ArrayType> outputs = step.Op.Infer(types);
        if (outputs.Any(type => type.Size > _scale.LargestArray)) return;
        Var[] vars = [.. outputs.Select(type => new Var(type))];
        _equations.Add(new(step.Op, [.. step.Inputs], ValueArray.Create<Var>(vars)));
        _pool.AddRange(vars);
    }

    /// <summary>The equations, some of whose unused outputs are dropped on purpose.</summary>
    private IEnumerable<Equation> WithDropped(Atom[] outputs)
    {
        HashSet<Atom> used = new(outputs.Concat(_equations.SelectMany(equation => equation.Inputs)), ReferenceEqualityComparer.Instance);
        foreach (Equation equation in _equations)
            yield return equation with { Outputs = [.. equation.Outputs.Select(var => !used.Contains(var) && Chance(2) ? new Var(var.Type, isDropped: true) : var)] };
    }

    private ArrayType AnyType()
    {
        int rank = Pick(0, 1, 1, 2, 2, 3);
        DType dtype = AnyDType();
        ArrayType type = new(dtype, [.. Enumerable.Range(0, rank).Select(_ => AnySize())]);
        while (type.Size > _scale.LargestArray) type = type with { Shape = type.Shape.Remove(0) };
        return type;
    }

    private int AnySize() => Pick(_scale.Sizes);

    private DType AnyDType() => _isX64
        ? Pick(DType.F64, DType.F64, DType.I64, DType.F32, DType.I32, DType.Bool, DType.U64, DType.C128)
        : Pick(DType.F32, DType.F32, DType.F32, DType.I32, DType.I32, DType.Bool, DType.BF16, DType.F16, DType.C64, DType.I8, DType.U8, DType.U32, DType.I16);

    private Literal AnyLiteral(DType dtype) => new(Operand.Any(dtype, _random), dtype);

    private Atom AnyAtom() => _pool[_random.Next(_pool.Count)];

    /// <summary>A value of the pool of which something holds, or null.</summary>
    private Atom? AnyAtom(Func<ArrayType, bool> holds)
    {
        Atom[] fitting = [.. _pool.Where(atom => holds(atom.Type))];
        return fitting.Length == 0 ? null : fitting[_random.Next(fitting.Length)];
    }

    /// <summary>A value of the same element type, of the same shape or without axes; perhaps a literal.</summary>
    private Atom Partner(ArrayType type) => Chance(4) ? AnyLiteral(type.DType) : AnyAtom(other => other.DType == type.DType && (other.Shape == type.Shape || other.Rank == 0)) ?? AnyLiteral(type.DType);

    /// <summary>A value of exactly this type.</summary>
    private Atom? Same(ArrayType type) => type.Rank == 0 && Chance(3) ? AnyLiteral(type.DType) : AnyAtom(other => other.Matches(type));

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private T Pick<T>(params ReadOnlySpan<T> items) => items[_random.Next(items.Length)];

    private int[] Shuffled(int count)
    {
        int[] items = [.. Enumerable.Range(0, count)];
        _random.Shuffle(items);
        return items;
    }

    /// <summary>Some axes, in order.</summary>
    private ValueArray<int> SomeAxes(int rank) => [.. Enumerable.Range(0, rank).Where(_ => Chance(2))];
}
