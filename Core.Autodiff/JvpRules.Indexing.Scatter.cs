using Core.Ir;
using static Core.Autodiff.Formulas;

namespace Core.Autodiff;

internal sealed partial class JvpRules
{
    public Dual[] Scatter(Scatter op, ReadOnlySpan<Dual> args) => op.Kind switch
    {
        ScatterKind.Add or ScatterKind.Sub => ScatterTogether(op, args),
        ScatterKind.Mul => ScatterProducts(op, args),
        ScatterKind.Min or ScatterKind.Max => ScatterChosen(op, args),
        ScatterKind.Update when op.UpdateJaxpr is not null => throw op.NotDifferentiable(
            "how often a function is applied at an index depends on the indices; read the elements, apply the function, and write them back with Set"),
        ScatterKind.Update => op.UniqueIndices ? ScatterTogether(op, args) : ScatterLast(op, args),
    };

    // Linear in array and updates together.
    // JAX: _scatter_addsub_jvp, _scatter_jvp where indices are unique.
    private static Dual[] ScatterTogether(Scatter op, ReadOnlySpan<Dual> args) =>
        One(Lax.Bind(op, Primals(args)), Lax.Bind(op, args[0].Instantiated, args[1].Primal, args[2].Instantiated));

    // dx · u at the indices, and x · du there.
    // JAX: defjvp(scatter_mul_p, …), _scatter_mul_jvp_rhs.
    private static Dual[] ScatterProducts(Scatter op, ReadOnlySpan<Dual> args)
    {
        (NdArray x, NdArray indices, NdArray updates) = (args[0].Primal, args[1].Primal, args[2].Primal);
        NdArray y = Lax.Bind(op, x, indices, updates);
        NdArray? tangent = args[0].Tangent is { } dx ? Lax.Bind(op, dx, indices, updates) : null;
        if (args[2].Tangent is not { } du) return One(y, tangent);
        if (!op.UniqueIndices)
            throw op.NotDifferentiable("with respect to the factors there is a formula only where no place gets two of them; promise that with uniqueIndices: true");
        NdArray added = Lax.Scatter(ScatterKind.Add, FullLike(x, 0), indices, du, op.Dims, op.Mode, op.IndicesAreSorted, op.UniqueIndices);
        return One(y, Sum(tangent, Mul(x, added)));
    }

    // An extreme that several updates, or an update and the element, have in common has the mean of their tangents.
    // JAX: _scatter_extremal_jvp.
    private static Dual[] ScatterChosen(Scatter op, ReadOnlySpan<Dual> args)
    {
        (NdArray x, NdArray indices, NdArray updates) = (args[0].Primal, args[1].Primal, args[2].Primal);
        NdArray y = Lax.Bind(op, x, indices, updates), dx = args[0].Instantiated, du = args[2].Instantiated;
        Gather inverse = Windows.Inverse(op, x.Rank, updates.Shape, GatherScatterMode.PromiseInBounds);
        // JAX counts without the mode, and divides by 0 where clipped indices were out of bounds.
        GatherScatterMode counted = op.Mode is GatherScatterMode.Clip ? GatherScatterMode.Clip : GatherScatterMode.FillOrDrop;
        NdArray Read(NdArray array) => Lax.Bind(inverse, array, indices);
        NdArray Summed(NdArray values) => Read(Lax.Scatter(ScatterKind.Add, FullLike(x, 0), indices, values, op.Dims, counted));

        NdArray before = Read(x), after = Read(y);
        NdArray succeeds = Eq(updates, after), isKept = Eq(before, after);
        NdArray successes = Summed(Select(succeeds, FullLike(updates, 1), FullLike(updates, 0)));
        NdArray places = Summed(FullLike(updates, 1));
        NdArray one = Const(x, 1);
        NdArray share = Select(isKept, Div(one, Add(successes, one)), Div(one, successes));
        NdArray ofUpdates = Select(succeeds, share, FullLike(updates, 0));
        NdArray kept = Select(isKept, Div(one, Add(successes, one)), FullLike(successes, 0));
        NdArray ofElements = Div(Add(Const(x, -1), kept), places);
        NdArray change = Add(Mul(Read(dx), ofElements), Mul(du, ofUpdates));
        return One(y, Lax.Scatter(ScatterKind.Add, dx, indices, change, op.Dims, op.Mode, op.IndicesAreSorted, op.UniqueIndices));
    }

    // Which of several updates of one place wins is not specified: numbers written in their place tell. The winners are then added to what nobody wrote over.
    // JAX: _scatter_jvp.
    private static Dual[] ScatterLast(Scatter op, ReadOnlySpan<Dual> args)
    {
        (NdArray x, NdArray indices, NdArray updates) = (args[0].Primal, args[1].Primal, args[2].Primal);
        Shape each = [.. updates.Shape.Select((size, axis) => op.Dims.UpdateWindowDims.Contains(axis) ? 1 : size)];
        NdArray ids = Lax.Reshape(Lax.Iota(DType.U32, [(int)each.Size], 0), each);
        ids = Add(ids, Zeros.Full(new(DType.U32, updates.Shape), 1));
        NdArray written = Lax.Bind(op, Zeros.Of(new(DType.U32, x.Shape)), indices, ids);
        NdArray winners = Lax.Bind(Windows.Inverse(op, x.Rank, updates.Shape, GatherScatterMode.PromiseInBounds), written, indices);

        NdArray isLeft = Eq(written, FullLike(written, 0)), wins = Eq(ids, winners);
        NdArray Added(NdArray array, NdArray values) => Lax.Scatter(
            ScatterKind.Add, Select(isLeft, array, FullLike(array, 0)), indices, Select(wins, values, FullLike(values, 0)), op.Dims, op.Mode, op.IndicesAreSorted, op.UniqueIndices);
        return One(Added(x, updates), Added(args[0].Instantiated, args[2].Instantiated));
    }
}
