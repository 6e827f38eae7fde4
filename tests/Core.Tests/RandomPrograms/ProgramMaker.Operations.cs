using Core.Ir;
using static Core.Ir.BinaryKind;
using static Core.Ir.UnaryKind;

namespace Core.Tests.RandomPrograms;

internal sealed partial class ProgramMaker
{
    private static readonly UnaryKind[] OfReals =
    [
        Neg, Sign, Floor, Ceil, IsFinite, Exp, Log, Expm1, Log1p, Tanh, Logistic, Sin, Cos, Tan, Atan, Sqrt, Rsqrt, Cbrt, Square, UnaryKind.Abs, Erf, Copy, StopGradient,
    ];

    private static readonly UnaryKind[] OfComplex = [Neg, Sign, Exp, Log, Sin, Tanh, Sqrt, Square, UnaryKind.Abs, Real, Imag, Copy];

    private (Op Op, Atom[] Inputs)? AnyOperation() => _scale.HasAllFamilies && Chance(2) ? AnyKernel() : _random.Next(24) switch
    {
        0 or 1 or 2 => UnaryOf(AnyAtom()),
        3 or 4 or 5 => BinaryOf(AnyAtom()),
        6 => Compare(AnyAtom()),
        7 => Select(AnyAtom()),
        8 => (new ConvertElementType(AnyDType(), false), [AnyAtom()]),
        9 => Bound(AnyAtom()),
        10 => Broadcast(AnyAtom()),
        11 => Reorder(AnyAtom()),
        12 => Join(AnyAtom()),
        13 => Cut(AnyAtom()),
        14 => Padded(AnyAtom()),
        15 => Reduced(AnyAtom()),
        16 => Accumulated(AnyAtom()),
        17 => Multiplied(AnyAtom()),
        18 => Counted(),
        19 => Powers(AnyAtom()),
        20 or 21 => CalledAgain(),
        _ => CalledNew(),
    };

    private (Op, Atom[])? UnaryOf(Atom x) => (new Unary(x.Type.DType.Kind switch
    {
        DTypeKind.Float => Pick(OfReals),
        DTypeKind.Complex => Pick(OfComplex),
        DTypeKind.Signed => Pick(Neg, Sign, UnaryKind.Abs, Square, Not, PopulationCount, Clz),
        DTypeKind.Unsigned => Pick(Neg, Sign, Square, Not, PopulationCount, Clz),
        _ => Pick(Not, Copy),
    }), [x]);

    private (Op, Atom[])? BinaryOf(Atom x)
    {
        BinaryKind kind = x.Type.DType.Kind switch
        {
            DTypeKind.Float => Pick(Add, Sub, Mul, Div, Rem, Max, Min, Pow, Atan2, NextAfter),
            DTypeKind.Complex => Pick(Add, Sub, Mul, Div),
            DTypeKind.Signed or DTypeKind.Unsigned => Pick(Add, Sub, Mul, MulHi, Div, Rem, Max, Min, And, Or, Xor, ShiftLeft, ShiftRightArithmetic, ShiftRightLogical),
            _ => Pick(And, Or, Xor, Max, Min),
        };
        Atom y = Partner(x.Type);
        return (new Binary(kind), Chance(2) ? [x, y] : [y, x]);
    }

    private (Op, Atom[])? Compare(Atom x)
    {
        ComparisonKind kind = x.Type.DType.IsComplex ? Pick(ComparisonKind.Eq, ComparisonKind.Ne) : Pick(Enum.GetValues<ComparisonKind>());
        return (new Comparison(kind), [x, Partner(x.Type)]);
    }

    private (Op, Atom[])? Select(Atom x)
    {
        if (AnyAtom(type => type.DType is DType.Bool or DType.I32 && (type.Rank == 0 || type.Shape == x.Type.Shape)) is not { } which) return null;
        if (Same(x.Type) is not { } y) return null;
        return which.Type.DType is DType.I32 && Chance(2) ? (new SelectN(), [which, y, x, y]) : (new SelectN(), [which, x, y]);
    }

    private (Op, Atom[])? Bound(Atom x)
    {
        if (x.Type.DType.IsComplex) return (new Conj(x.Type.DType), [x]);
        return (new Clamp(), [BoundOf(), x, BoundOf()]);

        Atom BoundOf() => Chance(2) ? AnyLiteral(x.Type.DType) : AnyAtom(type => type.DType == x.Type.DType && (type.Rank == 0 || type.Shape == x.Type.Shape))!;
    }

    private (Op, Atom[])? Powers(Atom x) => x.Type.DType.Kind switch
    {
        DTypeKind.Bool => null,
        DTypeKind.Float when Chance(2) => (new Round(Pick(RoundingMethod.AwayFromZero, RoundingMethod.ToNearestEven)), [x]),
        DTypeKind.Float or DTypeKind.Complex => (new IntegerPow(_random.Next(-3, 5)), [x]),
        _ => (new IntegerPow(_random.Next(0, 5)), [x]),
    };

    private (Op, Atom[])? Counted()
    {
        int rank = _random.Next(1, 3);
        Shape shape = [.. Enumerable.Range(0, rank).Select(_ => AnySize())];
        DType dtype = AnyDType();
        return dtype is DType.Bool ? null : (new Iota(dtype, shape, _random.Next(rank)), []);
    }

    private (Op, Atom[])? Reduced(Atom x)
    {
        DTypeKind kind = x.Type.DType.Kind;
        if (x.Type.Rank > 0 && kind is not DTypeKind.Complex && Chance(4))
        {
            int axis = _random.Next(x.Type.Rank);
            return x.Type.Shape[axis] == 0 ? null : (new ArgReduce(Pick(Enum.GetValues<ArgReduceKind>()), axis, Pick(DType.I32, DType.U8)), [x]);
        }
        ReduceKind reduction = kind switch
        {
            DTypeKind.Bool => Pick(ReduceKind.Max, ReduceKind.Min, ReduceKind.Or, ReduceKind.And, ReduceKind.Xor),
            DTypeKind.Signed or DTypeKind.Unsigned => Pick(Enum.GetValues<ReduceKind>()),
            _ => Pick(ReduceKind.Sum, ReduceKind.Prod, ReduceKind.Max, ReduceKind.Min),
        };
        return (new Reduce(reduction, SomeAxes(x.Type.Rank)), [x]);
    }

    private (Op, Atom[])? Accumulated(Atom x)
    {
        if (x.Type.Rank == 0 || x.Type.DType is DType.Bool) return null;
        CumulativeKind kind = x.Type.DType.Kind switch
        {
            DTypeKind.Float => Pick(Enum.GetValues<CumulativeKind>()),
            DTypeKind.Complex => Pick(CumulativeKind.Sum, CumulativeKind.Prod),
            _ => Pick(CumulativeKind.Sum, CumulativeKind.Prod, CumulativeKind.Max, CumulativeKind.Min),
        };
        return (new Cumulative(kind, _random.Next(x.Type.Rank), Chance(2)), [x]);
    }

    // In f64 the products themselves are rounded, so that sums depend on how they are formed: others only.
    private (Op, Atom[])? Multiplied(Atom x)
    {
        if ((x.Type.DType is DType.F64 or DType.C128 && !_scale.HasAllFamilies) || AnyAtom(type => type.DType == x.Type.DType) is not { } y) return null;
        List<int> lhsContract = [], rhsContract = [], lhsBatch = [], rhsBatch = [];
        HashSet<int> free = [.. Enumerable.Range(0, y.Type.Rank)];
        foreach (int left in Shuffled(x.Type.Rank))
        {
            int[] fitting = [.. free.Where(axis => y.Type.Shape[axis] == x.Type.Shape[left])];
            if (fitting.Length == 0 || Chance(3)) continue;
            int right = Pick(fitting);
            free.Remove(right);
            bool contract = Chance(2);
            (contract ? lhsContract : lhsBatch).Add(left);
            (contract ? rhsContract : rhsBatch).Add(right);
        }
        DType? preferred = x.Type.DType switch { DType.BF16 or DType.F16 when Chance(2) => DType.F32, DType.I8 when Chance(2) => DType.I32, _ => null };
        return (new DotGeneral(new([.. lhsContract], [.. rhsContract], [.. lhsBatch], [.. rhsBatch]), Chance(4) ? DotPrecision.Highest : null, preferred), [x, y]);
    }

    private (Op, Atom[])? CalledAgain()
    {
        Jaxpr[] fitting = [.. _shared.Where(jaxpr => jaxpr.Inputs.All(input => input.Type.Rank == 0 || _pool.Any(atom => atom.Type.Matches(input.Type))))];
        if (fitting.Length == 0) return null;
        Jaxpr program = Pick(fitting);
        return (CallOf(program), [.. program.Inputs.Select(input => Same(input.Type) ?? AnyLiteral(input.Type.DType))]);
    }

    private (Op, Atom[])? CalledNew()
    {
        if (_depth >= 2) return null;
        Atom[] inputs = [.. Enumerable.Range(0, _random.Next(4)).Select(_ => AnyAtom())];
        Jaxpr program = new ProgramMaker(_random, _scale, _isX64, _depth + 1, _shared).Build(inputs.Select(input => input.Type), constants: 0, steps: _random.Next(5));
        _shared.Add(program);
        return (CallOf(program), inputs);
    }

    private Call CallOf(Jaxpr program) => new(Pick("f", "g", "<lambda>", "inner"), program, KeepUnused: Chance(8));
}
