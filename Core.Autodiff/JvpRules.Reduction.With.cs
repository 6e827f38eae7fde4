using Core.Ir;
using Core.Tracing;

namespace Core.Autodiff;

internal sealed partial class JvpRules
{
    // The two halves are reduced, element by element, until one element is left.
    // JAX: _reduce_jvp_rule, _reduce_jvp.
    public Dual[] ReduceWith(ReduceWith op, ReadOnlySpan<Dual> args)
    {
        int count = args.Length / 2;
        for (int i = count; i < args.Length; i++)
            if (args[i].Tangent is not null) throw op.NotDifferentiable("there is no formula with respect to the initial values; they must be constants");
        Jaxpr halving = TraceScope.Trace("reduce", [.. Primals(args).Select(value => value.Type)], values => Halved(op, values[..count], values[count..])).Jaxpr;
        return JvpPrograms.Run(halving, args);
    }

    private static NdArray[] Halved(ReduceWith op, NdArray[] operands, NdArray[] inits)
    {
        Shape shape = operands[0].Shape;
        ValueArray<int> others = [.. Enumerable.Range(0, shape.Rank).Where(axis => !op.Dimensions.Contains(axis))];
        Shape rest = [.. others.Select(axis => shape[axis])], flat = rest.Insert(0, op.Dimensions.Aggregate(1, (size, axis) => size * shape[axis]));
        NdArray[] left = [.. operands.Select(x => Lax.Reshape(x, flat, Permutation(op.Dimensions, others)))];
        while (left[0].Shape[0] is > 1 and int size)
        {
            int half = (size + 1) / 2;
            NdArray[] first = [.. left.Select(x => Lax.Bind(Rows(new(x, null), 0, half), x))], second = [.. left.Select(x => Lax.Bind(Rows(new(x, null), half, size), x))];
            if (half != size - half)
            {
                ValueArray<Padding> below = [new(0, 1, 0), .. Enumerable.Repeat(new Padding(0, 0, 0), others.Count)];
                second = [.. second.Zip(inits, (x, init) => Lax.Pad(x, init, below))];
            }
            left = TraceScope.Call(ElementByElement(op.Jaxpr, rest.Insert(0, half)), [.. first, .. second]);
        }
        return left[0].Shape[0] == 0 ? [.. inits.Select(init => Lax.BroadcastInDim(init, rest, []))] : [.. left.Select(x => Lax.Squeeze(x, [0]))];
    }

    // The program of numbers, mapped over each axis of arrays.
    private static Jaxpr ElementByElement(Jaxpr program, Shape shape)
    {
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
            program = program.ToTraced().Vmap(Axes.Create([.. program.Inputs.Select(_ => (Axes)0)]), 0, null, shape[axis]).ToJaxpr();
        return program;
    }
}
