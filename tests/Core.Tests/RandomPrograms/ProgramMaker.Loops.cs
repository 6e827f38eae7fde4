using Core.Ir;

namespace Core.Tests.RandomPrograms;

// Branches and loops, whose programs are random, too.
internal sealed partial class ProgramMaker
{
    private const int LargestDepth = 2;

    /// <summary>A program that takes values of some types and gives values of others first, then perhaps more.</summary>
    private Jaxpr Inside(ArrayType[] inputs, ArrayType[] outputs, int more)
    {
        ProgramMaker maker = new(_random, _scale, _isX64, _depth + 1, _shared);
        foreach (ArrayType type in inputs) maker._inputs.Add(new(type));
        maker._pool.AddRange(maker._inputs);
        for (int i = 0; i < 2; i++) maker._pool.Add(maker.AnyLiteral(maker.AnyDType()));
        for (int i = _random.Next(1, 6); i > 0; i--) maker.Step();
        List<Atom> results = [.. outputs.Select(type => maker.Latest(type))];
        for (int i = 0; i < more; i++) results.Add(maker.AnyAtom());
        return new([], [.. maker._inputs], [.. maker._equations], [.. results]);
    }

    /// <summary>A value of a type, a late one where there are several.</summary>
    private Atom Latest(ArrayType type)
    {
        Atom[] fitting = [.. _pool.Where(atom => atom.Type.Matches(type))];
        return fitting.Length == 0 ? ArrayOf(type.DType, type.Shape) : fitting[Math.Max(_random.Next(fitting.Length), _random.Next(fitting.Length))];
    }

    private static ArrayType[] Types(IEnumerable<Atom> atoms) => [.. atoms.Select(atom => atom.Type)];

    private (Op, Atom[])? Branched()
    {
        if (_depth >= LargestDepth) return null;
        Atom[] operands = [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => AnyAtom())];
        ArrayType[] results = [.. Enumerable.Range(0, _random.Next(1, 3)).Select(_ => Chance(2) ? AnyType() : Pick(operands).Type)];
        Jaxpr[] branches = [.. Enumerable.Range(0, _random.Next(2, 4)).Select(_ => Inside(Types(operands), results, 0))];
        Atom which = Chance(4) ? new Literal(Scalar.Of(_random.Next(-1, 3)), DType.I32) : AnyAtom(type => type.DType is DType.I32 && type.Rank == 0) ?? new Literal(Scalar.Of(1), DType.I32);
        return (new Cond(ValueArray.Create<Jaxpr>(branches)), [which, .. operands]);
    }

    private (Op, Atom[])? Scanned()
    {
        if (_depth >= LargestDepth) return null;
        Atom[] constants = [.. Enumerable.Range(0, _random.Next(3)).Select(_ => AnyAtom())], carries = [.. Enumerable.Range(0, _random.Next(3)).Select(_ => AnyAtom())];
        Atom? first = AnyAtom(type => type.Rank > 0 && type.Shape[0] <= 40);
        int length = first?.Type.Shape[0] ?? _random.Next(4);
        Atom[] arrays = first is null || Chance(5) ? [] : [first, .. Enumerable.Range(0, _random.Next(2)).Select(_ => AnyAtom(type => type.Rank > 0 && type.Shape[0] == length)!)];
        ArrayType[] inputs = [.. Types(constants), .. Types(carries), .. arrays.Select(array => array.Type with { Shape = array.Type.Shape.Remove(0) })];
        Jaxpr body = Inside(inputs, Types(carries), _random.Next(3));
        if (body.Outputs.Skip(carries.Length).Any(output => output.Type.Size * length > _scale.LargestArray)) return null;
        return (new Scan(body, length, constants.Length, carries.Length, Chance(3)), [.. constants, .. carries, .. arrays]);
    }

    // A loop that ends: a counter is the first value.
    private (Op, Atom[])? Repeated()
    {
        if (_depth >= LargestDepth) return null;
        Atom[] constants = [.. Enumerable.Range(0, _random.Next(3)).Select(_ => AnyAtom())], carries = [.. Enumerable.Range(0, _random.Next(1, 3)).Select(_ => AnyAtom())];
        ArrayType counter = new(DType.I32, []);
        Jaxpr inside = Inside([.. Types(constants), counter, .. Types(carries)], Types(carries), 0);
        Var next = new(counter);
        Equation count = new(new Binary(BinaryKind.Add), [inside.Inputs[constants.Length], new Literal(Scalar.Of(1), DType.I32)], [next]);
        Jaxpr body = new([], inside.Inputs, [.. inside.Equations, count], [next, .. inside.Outputs]);

        Var[] tested = [new(counter), .. Types(carries).Select(type => new Var(type))];
        // A start far below would make a long loop.
        Var below = new(new(DType.Bool, [])), near = new(new(DType.Bool, [])), between = new(new(DType.Bool, []));
        List<Equation> equations =
        [
            new(new Comparison(ComparisonKind.Lt), [tested[0], new Literal(Scalar.Of(_random.Next(5)), DType.I32)], [below]),
            new(new Comparison(ComparisonKind.Gt), [tested[0], new Literal(Scalar.Of(-5), DType.I32)], [near]),
            new(new Binary(BinaryKind.And), [below, near], [between]),
        ];
        below = between;
        if (Chance(2) && Array.Find(tested[1..], carried => carried.Type.Rank == 0 && carried.Type.DType is DType.F32 or DType.I32) is { } value)
        {
            Var small = new(new(DType.Bool, [])), both = new(new(DType.Bool, []));
            equations.Add(new(new Comparison(ComparisonKind.Lt), [value, new Literal(Scalar.Of(5), value.Type.DType)], [small]));
            equations.Add(new(new Binary(BinaryKind.And), [below, small], [both]));
            below = both;
        }
        Jaxpr condition = new([], ValueArray.Create<Var>(tested), [.. equations], [below]);
        Atom start = Chance(2) ? new Literal(Scalar.Of(_random.Next(3)), DType.I32) : AnyAtom(type => type.DType is DType.I32 && type.Rank == 0) ?? new Literal(Scalar.Of(0), DType.I32);
        return (new While(condition, 0, body, constants.Length), [.. constants, start, .. carries]);
    }
}
