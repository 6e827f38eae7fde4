using Core.Ir;

namespace Core.Autodiff;

/// <summary>
/// How tangents go through each op: from operands, of which at least one has a tangent, to results with theirs. The rules are JAX's (interpreters/ad.py
/// and the lax modules), so that the programs are too. One file a family.
/// </summary>
/// <remarks>
/// A rule is written in <see cref="Lax"/>, and must be linear in the tangents: then the same rule serves linearization, where what it computes of values alone
/// is computed at once, and what it computes of tangents becomes the linear program.
/// </remarks>
internal sealed partial class JvpRules : IOpRules<ReadOnlySpan<Dual>, Dual[]>
{
    private static Dual[] One(NdArray primal, NdArray? tangent) => [new(primal, tangent)];

    /// <summary>The op is linear in all operands: tangents go through it as values do.</summary>
    // JAX: linear_jvp.
    private static Dual[] Linear(Op op, ReadOnlySpan<Dual> args)
    {
        NdArray[] results = Lax.BindAll(op, Primals(args)), tangents = Lax.BindAll(op, Instantiated(args));
        return [.. results.Zip(tangents, (result, tangent) => new Dual(result, tangent))];
    }

    /// <summary>The results do not change where they are differentiable at all.</summary>
    // JAX: zero_jvp.
    private static Dual[] Constant(Op op, ReadOnlySpan<Dual> args) => [.. Lax.BindAll(op, Primals(args)).Select(result => new Dual(result, null))];

    /// <summary>The sum of the tangents that there are.</summary>
    // JAX: add_tangents.
    private static NdArray? Sum(NdArray? x, NdArray? y) => x is null ? y : y is null ? x : Lax.Bind(new AddAny(), x, y);

    private static NdArray[] Primals(ReadOnlySpan<Dual> args)
    {
        NdArray[] primals = new NdArray[args.Length];
        for (int i = 0; i < primals.Length; i++) primals[i] = args[i].Primal;
        return primals;
    }

    private static NdArray[] Instantiated(ReadOnlySpan<Dual> args)
    {
        NdArray[] tangents = new NdArray[args.Length];
        for (int i = 0; i < tangents.Length; i++) tangents[i] = args[i].Instantiated;
        return tangents;
    }

    /// <summary>The tangents that there are.</summary>
    private static NdArray[] Tangents(ReadOnlySpan<Dual> args)
    {
        List<NdArray> tangents = [];
        foreach (Dual arg in args)
            if (arg.Tangent is { } tangent) tangents.Add(tangent);
        return [.. tangents];
    }

    private static ValueArray<bool> Nonzero(ReadOnlySpan<Dual> args)
    {
        bool[] nonzero = new bool[args.Length];
        for (int i = 0; i < nonzero.Length; i++) nonzero[i] = args[i].Tangent is not null;
        return ValueArray.Adopt(nonzero);
    }
}
