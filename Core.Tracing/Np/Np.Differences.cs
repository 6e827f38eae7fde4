namespace Core;

public static partial class Np
{
    /// <summary>The differences of neighbours along an axis.</summary>
    /// <param name="x">At least one axis.</param>
    /// <param name="n">How often to take differences.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="prepend">What to put in front first; a number stands for one place along the axis.</param>
    /// <param name="append">What to put after first.</param>
    /// <exception cref="ShapeException">The array has no axes, or <paramref name="n"/> is negative.</exception>
    public static NdArray Diff(NdArray x, int n = 1, int axis = -1, NdArray? prepend = null, NdArray? append = null)
    {
        if (n < 0) throw new ShapeException($"Diff: n must not be negative, got {n}.");
        if (x.Rank == 0) throw new ShapeException($"Diff: the array needs at least one axis, got {x.Type}.");
        return Lax.JittedOptional("diff", (n, axis), args => Compute(args, n, axis), x, append, prepend);

        static NdArray Compute(NdArray?[] args, int n, int axis)
        {
            NdArray x = args[0]!;
            if (n == 0) return x;
            int along = Lax.Canonical(axis, x.Rank, "Diff");
            List<NdArray> parts = [x];
            if (args[2] is { } prepend) parts.Insert(0, Edge(prepend, x, along));
            if (args[1] is { } append) parts.Add(Edge(append, x, along));
            if (parts.Count > 1) x = Concatenate(parts.ToArray(), along);
            for (int i = 0; i < n; i++)
            {
                int size = x.Shape[along];
                (NdArray later, NdArray earlier) = (Part(x, along, Math.Min(1, size), size), Part(x, along, 0, Math.Max(0, size - 1)));
                x = x.DType is DType.Bool ? NotEqual(later, earlier) : Subtract(later, earlier);
            }
            return x;
        }

        static NdArray Edge(NdArray edge, NdArray x, int axis) => edge.Rank > 0 ? edge : BroadcastTo(edge, x.Shape.With(axis, 1));
    }

    /// <summary>The differences of neighbours in row-major order.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="toEnd">What to put after them.</param>
    /// <param name="toBegin">What to put in front of them.</param>
    public static NdArray Ediff1d(NdArray x, NdArray? toEnd = null, NdArray? toBegin = null) => Lax.JittedOptional("ediff1d", false, args =>
    {
        NdArray flat = Ravel(args[0]!);
        int size = flat.Shape[0];
        NdArray result = Lax.Sub(Part(flat, 0, Math.Min(1, size), size), Part(flat, 0, 0, Math.Max(0, size - 1)));
        if (args[1] is { } begin) result = Concatenate([Ravel(Lax.ConvertElementType(begin, flat.DType)), result]);
        if (args[2] is { } end) result = Concatenate([result, Ravel(Lax.ConvertElementType(end, flat.DType))]);
        return result;
    }, x, toBegin, toEnd);

    /// <summary>The derivatives along axes by central differences, one-sided at the edges; one array per axis.</summary>
    /// <param name="x">The values on a grid.</param>
    /// <param name="axis">The axes; all by default.</param>
    /// <param name="spacing">The distance of grid points, a number; or their places, an array; one for all axes or one per axis. 1 by default.</param>
    /// <exception cref="ShapeException">An axis has fewer than two places, or a spacing does not fit.</exception>
    public static NdArray[] Gradient(NdArray x, AxisSet? axis = null, params ReadOnlySpan<NdArray> spacing)
    {
        ValueArray<int> axes = Axes(x, axis, "Gradient");
        foreach (int along in axes)
            if (x.Shape[along] < 2) throw new ShapeException($"Gradient: an axis needs at least two places, got axis {along} of {x.Type}.");
        if (spacing.Length > 1 && spacing.Length != axes.Count)
            throw new ShapeException($"Gradient: give one spacing for all axes or one per axis, got {spacing.Length} for {axes.Count} axes.");
        for (int i = 0; i < spacing.Length; i++)
            foreach (int along in spacing.Length == 1 ? axes : [axes[i]])
                if (spacing[i].Rank > 1 || (spacing[i].Rank == 1 && spacing[i].Shape[0] != x.Shape[along]))
                    throw new ShapeException($"Gradient: the spacing along axis {along} of {x.Type} must be a number or one place per element, got {spacing[i].Type}.");
        if (axes.Count == 0) return [];
        return Lax.JittedAll("gradient", axes, Compute, [x, .. spacing]);

        NdArray[] Compute(NdArray[] args)
        {
            (DType dtype, bool weak) = ResultType(args);
            NdArray[] inexact = [.. args.Select(arg => Lax.ConvertElementType(arg, Inexact(dtype), weak))];
            return [.. axes.Select((along, i) => GradientAlong(inexact[0], inexact.Length == 1 ? 1.0 : inexact[inexact.Length == 2 ? 1 : i + 1], along))];
        }
    }

    /// <summary>The integral along an axis by the trapezoidal rule.</summary>
    /// <param name="y">The values.</param>
    /// <param name="x">Where they lie, one axis or the shape of <paramref name="y"/>; else their distance is <paramref name="dx"/>.</param>
    /// <param name="dx">The distance of neighbours; 1 by default.</param>
    /// <param name="axis">The axis.</param>
    public static NdArray Trapezoid(NdArray y, NdArray? x = null, NdArray? dx = null, int axis = -1)
    {
        return Lax.JittedOptional("trapezoid", axis, args => Compute(args[0]!, args[1], args[2] ?? 1.0, axis), y, x, dx);

        static NdArray Compute(NdArray y, NdArray? x, NdArray dx, int axis)
        {
            int along = Lax.Canonical(axis, y.Rank, "Trapezoid");
            if (x is null)
            {
                y = PromoteInexact(y);
                if (dx.Rank > 0) dx = Moveaxis(Lax.ExpandDims(dx, [.. Enumerable.Range(0, y.Rank - dx.Rank)]), along, -1);
            }
            else
            {
                (DType dtype, bool weak) = ResultType(y, x);
                (y, x) = (Lax.ConvertElementType(y, Inexact(dtype), weak), Lax.ConvertElementType(x, Inexact(dtype), weak));
                dx = x.Rank == 1 ? Diff(x) : Moveaxis(Diff(x, axis: axis), along, -1);
            }
            y = Moveaxis(y, along, -1);
            int last = y.Rank - 1, size = y.Shape[last];
            if (dx.Rank == 0 || dx.Shape[^1] == 1)
            {
                NdArray width = dx.Rank == 0 ? dx : At(dx, dx.Rank - 1, 0);
                return Multiply(width, Subtract(Sum(y, -1), Multiply(0.5, Add(At(y, last, 0), At(y, last, size - 1)))));
            }
            return Multiply(0.5, Sum(Multiply(dx, Add(Part(y, last, 1, size), Part(y, last, 0, size - 1))), -1));
        }
    }

    /// <summary>The numbers with jumps along an axis undone, by adding multiples of a period.</summary>
    /// <param name="p">Angles, say.</param>
    /// <param name="discont">From which difference of neighbours on there is a jump; half of the period by default.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="period">The period; 2π by default.</param>
    /// <exception cref="DTypeException">The numbers are complex.</exception>
    public static NdArray Unwrap(NdArray p, NdArray? discont = null, int axis = -1, NdArray? period = null)
    {
        RequireReal("Unwrap", p);
        return Lax.JittedOptional("unwrap", axis, args => Compute(args[0]!, args[1], args[2] ?? 2 * Math.PI, axis), p, discont, period);

        static NdArray Compute(NdArray p, NdArray? discont, NdArray period, int axis)
        {
            (DType dtype, bool weak) = ResultType(p, period);
            (p, period) = (Lax.ConvertElementType(p, dtype, weak), Lax.ConvertElementType(period, dtype, weak));
            int along = Lax.Canonical(axis, p.Rank, "Unwrap");
            if (p.Shape[along] == 0) return p;
            discont ??= Divide(period, 2);
            NdArray half = dtype.IsInteger ? FloorDivide(period, 2) : Divide(period, 2);
            NdArray step = Diff(p, axis: axis);
            NdArray folded = Subtract(Mod(Add(step, half), period), half);
            folded = Where(BitwiseAnd(Equal(folded, Negative(half)), Greater(step, 0)), half, folded);
            NdArray correction = Where(Less(Abs(step), discont), 0, Subtract(folded, step));
            NdArray first = SliceAlong(p, 0, 1, along), rest = SliceAlong(p, 1, p.Shape[along], along);
            return Concatenate([first, Add(rest, Cumsum(correction, axis))], along);
        }
    }

    private static NdArray GradientAlong(NdArray x, NdArray h, int axis)
    {
        int size = x.Shape[axis];
        NdArray Of(NdArray array, int start, int limit) => SliceAlong(array, start, limit, axis);
        NdArray first = Subtract(Of(x, 1, 2), Of(x, 0, 1)), last = Subtract(Of(x, size - 1, size), Of(x, size - 2, size - 1)), inner;
        if (h.Rank == 0)
        {
            inner = Divide(Multiply(Subtract(Of(x, 2, size), Of(x, 0, size - 2)), 0.5), h);
            last = Divide(last, h);
            first = Divide(first, h);
        }
        else
        {
            h = Reshape(h, [.. Enumerable.Range(0, x.Rank).Select(i => i == axis ? size : 1)]);
            first = Divide(first, Subtract(Of(h, 1, 2), Of(h, 0, 1)));
            last = Divide(last, Subtract(Of(h, size - 1, size), Of(h, size - 2, size - 1)));
            // The second-order formula for uneven steps d1 before and d2 after a place.
            NdArray d1 = Subtract(Of(h, 1, size - 1), Of(h, 0, size - 2)), d2 = Subtract(Of(h, 2, size), Of(h, 1, size - 1));
            NdArray a = Divide(Negative(d2), Multiply(d1, Add(d1, d2)));
            NdArray b = Divide(Subtract(d2, d1), Multiply(d1, d2));
            NdArray c = Divide(d1, Multiply(d2, Add(d1, d2)));
            inner = Add(Add(Multiply(a, Of(x, 0, size - 2)), Multiply(b, Of(x, 1, size - 1))), Multiply(c, Of(x, 2, size)));
        }
        return Concatenate([first, inner, last], axis);
    }

    /// <summary>What <c>x[…, start:limit, …]</c> gives; the array itself where that is all of it.</summary>
    private static NdArray Part(NdArray x, int axis, int start, int limit)
    {
        if (start == 0 && limit == x.Shape[axis]) return x;
        return Lax.Slice(x, [.. x.Shape.Select((_, i) => i == axis ? start : 0)], [.. x.Shape.Select((size, i) => i == axis ? limit : size)]);
    }

    /// <summary>What <c>x[…, index, …]</c> gives, the axis dropped.</summary>
    private static NdArray At(NdArray x, int axis, int index) => Lax.Squeeze(Part(x, axis, index, index + 1), [axis]);

    /// <summary>A part along an axis as <c>lax.slice_in_dim</c> makes it: always a slice, with its strides written out.</summary>
    private static NdArray SliceAlong(NdArray x, int start, int limit, int axis) =>
        Lax.Slice(x, [.. x.Shape.Select((_, i) => i == axis ? start : 0)], [.. x.Shape.Select((size, i) => i == axis ? limit : size)], [.. x.Shape.Select(_ => 1)]);
}
