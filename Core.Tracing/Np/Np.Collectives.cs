using Core.Ir;
using Core.Tracing;

namespace Core;

public static partial class Np
{
    /// <summary>The sum over all members of named axes, the same for each of them.</summary>
    /// <param name="x">Each member's values.</param>
    /// <param name="axis">The named axes, and axes of the array itself.</param>
    /// <param name="axisIndexGroups">The members in groups, each summed by itself.</param>
    /// <exception cref="AxesException">No <c>Vmap</c> around has named the axis, or the groups do not name each member once.</exception>
    public static NdArray Psum(NdArray x, NamedAxes axis, int[][]? axisIndexGroups = null)
    {
        ValueArray<NamedOrPositional> axes = Reduced("Psum", axis, x);
        if (axes.Count == 0) return x;
        ValueArray<ValueArray<int>>? groups = Groups(axisIndexGroups);
        if (x.DType is DType.Bool) x = Lax.ConvertElementType(x, DType.I32);
        if (x.IsTraced) return Lax.AllReduce(AllReduceKind.Sum, x, axes, groups);
        // What no traced value went into is the same for each member.
        int size = MemberCount("Psum", [.. axes.Where(a => a.Name is not null).Select(a => a.Name!)], groups);
        if (x.Value is Literal number) return SumOfNumber(number, size);
        ValueArray<int> positions = [.. axes.Where(a => a.Name is null).Select(a => a.Position)];
        return Lax.Mul(ConstantLike(x, size), positions.Count == 0 ? x : Lax.ReduceSum(x, positions));
    }

    /// <summary>The largest over all members of named axes, the same for each of them.</summary>
    /// <param name="x">Each member's values.</param>
    /// <param name="axis">The named axes, and axes of the array itself.</param>
    /// <param name="axisIndexGroups">The members in groups, each reduced by itself.</param>
    /// <exception cref="AxesException">No <c>Vmap</c> around has named the axis, or the groups do not name each member once.</exception>
    public static NdArray Pmax(NdArray x, NamedAxes axis, int[][]? axisIndexGroups = null) =>
        Lax.AllReduce(AllReduceKind.Max, x, Reduced("Pmax", axis, x), Groups(axisIndexGroups));

    /// <summary>The smallest over all members of named axes, the same for each of them.</summary>
    /// <param name="x">Each member's values.</param>
    /// <param name="axis">The named axes, and axes of the array itself.</param>
    /// <param name="axisIndexGroups">The members in groups, each reduced by itself.</param>
    /// <exception cref="AxesException">No <c>Vmap</c> around has named the axis, or the groups do not name each member once.</exception>
    public static NdArray Pmin(NdArray x, NamedAxes axis, int[][]? axisIndexGroups = null) =>
        Lax.AllReduce(AllReduceKind.Min, x, Reduced("Pmin", axis, x), Groups(axisIndexGroups));

    /// <summary>The mean over all members of named axes, the same for each of them.</summary>
    /// <param name="x">Each member's values.</param>
    /// <param name="axis">The named axes.</param>
    /// <param name="axisIndexGroups">The members in groups of one size, each averaged by itself.</param>
    /// <exception cref="AxesException">No <c>Vmap</c> around has named the axis, or the groups do not name each member once.</exception>
    public static NdArray Pmean(NdArray x, NamedAxes axis, int[][]? axisIndexGroups = null) =>
        Divide(Psum(x, axis, axisIndexGroups), MemberCount("Pmean", axis.Names("Pmean"), Groups(axisIndexGroups)));

    /// <summary>The place of this member along named axes, i32; of several the flat place, the last axis the fastest.</summary>
    /// <exception cref="AxesException">No <c>Vmap</c> around has named the axis.</exception>
    public static NdArray AxisIndex(NamedAxes axis)
    {
        ValueArray<string> names = Bound("AxisIndex", axis);
        if (axis.IsBare) return Lax.AxisIndex(names[0]);
        NdArray index = Lax.Number(Scalar.Of(0), DType.I32);
        int size = 1;
        foreach (string name in names.Reverse())
        {
            index = Lax.Add(index, Lax.Mul(Lax.AxisIndex(name), Lax.Number(Scalar.Of(size), DType.I32)));
            size *= TraceScope.AxisSize(name, "AxisIndex");
        }
        return index;
    }

    /// <summary>How many members named axes have, a C# number.</summary>
    /// <exception cref="AxesException">No <c>Vmap</c> around has named the axis.</exception>
    public static int AxisSize(NamedAxes axis) => MemberCount("AxisSize", axis.Names("AxisSize"), null);

    /// <summary>The arrays of all members of named axes, stacked along a new axis, the same for each of them.</summary>
    /// <param name="x">Each member's array.</param>
    /// <param name="axisName">The named axes.</param>
    /// <param name="axis">The new axis.</param>
    /// <param name="tiled">Whether the arrays are put one after the other along <paramref name="axis"/>, which they have, instead.</param>
    /// <param name="axisIndexGroups">The members in groups of one size, each gathered by itself.</param>
    /// <exception cref="AxesException">No <c>Vmap</c> around has named the axis, or the groups do not name each member once.</exception>
    public static NdArray AllGather(NdArray x, NamedAxes axisName, int axis = 0, bool tiled = false, int[][]? axisIndexGroups = null)
    {
        ValueArray<ValueArray<int>>? groups = Groups(axisIndexGroups);
        ValueArray<string> names = axisName.Names("AllGather");
        int size = MemberCount("AllGather", names, groups);
        return Lax.Bind(new AllGather(Lax.Canonical(axis, tiled ? x.Rank : x.Rank + 1, "AllGather"), names, size, tiled, groups), x);
    }

    /// <summary>Each member's array cut along an axis into a part for each member; a member gets its parts of all arrays, stacked along another axis.</summary>
    /// <param name="x">Each member's array.</param>
    /// <param name="axisName">The named axes.</param>
    /// <param name="splitAxis">The axis that is cut, of the size of the named axes; it is dropped.</param>
    /// <param name="concatAxis">The axis of the result along which the parts are stacked.</param>
    /// <param name="tiled">Whether to cut an axis of a multiple of that size and put the parts one after the other, so that no axis is dropped and none is new.</param>
    /// <param name="axisIndexGroups">The members in groups of one size, each exchanging by itself.</param>
    /// <exception cref="AxesException">No <c>Vmap</c> around has named the axis, or the groups do not name each member once.</exception>
    /// <exception cref="ShapeException">The axis that is cut has another size.</exception>
    // JAX: all_to_all. The op works on axes that there are: an axis of size 1 is put in where the parts go, and dropped where they came from.
    public static NdArray AllToAll(NdArray x, NamedAxes axisName, int splitAxis, int concatAxis, bool tiled = false, int[][]? axisIndexGroups = null)
    {
        ValueArray<ValueArray<int>>? groups = Groups(axisIndexGroups);
        ValueArray<string> names = axisName.Names("AllToAll");
        int size = MemberCount("AllToAll", names, groups);
        (int split, int concat) = (Lax.Canonical(splitAxis, x.Rank, "AllToAll"), Lax.Canonical(concatAxis, x.Rank, "AllToAll"));
        int cut = x.Shape[split];
        if (tiled ? size == 0 || cut % size != 0 : cut != size)
            throw new ShapeException($"AllToAll: axis {split} of {x.Type} must have {(tiled ? "a multiple of the" : "the")} size {size} of the named axes {names}.");
        if (!tiled && split < concat) x = Lax.ExpandDims(x, ++concat);
        else if (!tiled && concat < split)
        {
            x = Lax.ExpandDims(x, concat);
            split++;
        }
        NdArray result = Lax.Bind(new AllToAll(names, split, concat, size, tiled, groups, axisName.IsBare), x);
        return !tiled && split != concat ? Lax.Squeeze(result, [split]) : result;
    }

    /// <summary>The named axis exchanged with an axis of the array, of the same size.</summary>
    /// <exception cref="AxesException">No <c>Vmap</c> around has named the axis, or the groups do not name each member once.</exception>
    /// <exception cref="ShapeException">The sizes differ.</exception>
    public static NdArray Pswapaxes(NdArray x, NamedAxes axisName, int axis, int[][]? axisIndexGroups = null) =>
        AllToAll(x, axisName, axis, axis, axisIndexGroups: axisIndexGroups);

    /// <summary>The sum over all members of named axes, cut along an axis into a part for each member.</summary>
    /// <param name="x">Each member's values.</param>
    /// <param name="axisName">The named axes.</param>
    /// <param name="scatterDimension">The axis that is cut, of the size of the named axes; it is dropped.</param>
    /// <param name="tiled">Whether the axis has a multiple of that size, and stays.</param>
    /// <param name="axisIndexGroups">The members in groups of one size, each summed by itself.</param>
    /// <exception cref="AxesException">No <c>Vmap</c> around has named the axis, or the groups do not name each member once.</exception>
    /// <exception cref="ShapeException">The axis that is cut has another size.</exception>
    public static NdArray PsumScatter(NdArray x, NamedAxes axisName, int scatterDimension = 0, bool tiled = false, int[][]? axisIndexGroups = null)
    {
        ValueArray<ValueArray<int>>? groups = Groups(axisIndexGroups);
        ValueArray<string> names = axisName.Names("PsumScatter");
        int dimension = Lax.Canonical(scatterDimension, x.Rank, "PsumScatter");
        return Lax.Bind(new ReduceScatter(dimension, names, MemberCount("PsumScatter", names, groups), tiled, groups), x);
    }

    /// <summary>Members of a named axis give their arrays to others; who gets nothing has zeros.</summary>
    /// <param name="x">Each member's array.</param>
    /// <param name="axisName">The named axis.</param>
    /// <param name="perm">Who gives to whom: each member at most once on either side.</param>
    /// <exception cref="AxesException">No <c>Vmap</c> around has named the axis, or a member is named twice.</exception>
    public static NdArray Ppermute(NdArray x, NamedAxes axisName, params (int Source, int Destination)[] perm) =>
        Lax.Bind(new Ppermute(Bound("Ppermute", axisName), [.. perm.Select(pair => new MemberPair(pair.Source, pair.Destination))]), x);

    /// <summary>Members of a named axis in another order: member i gets the array of member <c>perm[i]</c>.</summary>
    /// <exception cref="AxesException">No <c>Vmap</c> around has named the axis, or <paramref name="perm"/> does not name each member once.</exception>
    public static NdArray Pshuffle(NdArray x, NamedAxes axisName, params int[] perm)
    {
        if (!perm.Order().SequenceEqual(Enumerable.Range(0, perm.Length)))
            throw new AxesException($"Pshuffle: perm must name each member once, counted from 0, got {ValueArray.Create<int>(perm)}.");
        return Ppermute(x, axisName, [.. perm.Select((source, destination) => (source, destination))]);
    }

    /// <summary>The array of one member of a named axis, for all of them.</summary>
    /// <exception cref="AxesException">No <c>Vmap</c> around has named the axis, or it has no such member.</exception>
    public static NdArray Pbroadcast(NdArray x, NamedAxes axisName, int source) => Lax.Bind(new Pbroadcast(Bound("Pbroadcast", axisName), source, axisName.IsBare), x);

    private static ValueArray<string> Bound(string function, NamedAxes axis)
    {
        ValueArray<string> names = axis.Names(function);
        foreach (string name in names) TraceScope.AxisSize(name, function);
        return names;
    }

    private static ValueArray<NamedOrPositional> Reduced(string function, NamedAxes axis, NdArray x)
    {
        foreach (NamedOrPositional one in axis)
            if (one.Name is { } name) TraceScope.AxisSize(name, function);
        return [.. axis.Axes.Select(one => one.Name is null ? Lax.Canonical(one.Position, x.Rank, function) : one)];
    }

    private static int MemberCount(string function, ValueArray<string> names, ValueArray<ValueArray<int>>? groups)
    {
        int size = 1;
        foreach (string name in names) size = checked(size * TraceScope.AxisSize(name, function));
        return groups is { Count: > 0 } some ? some[0].Count : size;
    }

    private static ValueArray<ValueArray<int>>? Groups(int[][]? groups) => groups is null ? null : [.. groups.Select(group => ValueArray.Create<int>(group))];

    // A number is the same for each member: the sum is one too, and needs no equation.
    private static NdArray SumOfNumber(Literal number, int size) => new(new Literal(number.Type.DType.Kind switch
    {
        DTypeKind.Float => Scalar.Of(number.Value.ToDouble() * size),
        DTypeKind.Complex => Scalar.Of(number.Value.ToComplex() * size),
        _ => Scalar.Of(number.Value.ToInt64() * size),
    }, number.Type.DType, number.Type.Weak));
}
