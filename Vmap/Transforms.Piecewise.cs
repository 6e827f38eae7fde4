using Core.Tracing;

namespace Core;

/// <summary>A piece of <see cref="Transforms.Piecewise"/>: a function of an element, or a number.</summary>
public readonly struct Piece
{
    private Piece(Func<NdArray, NdArray>? function, NdArray? number) => (Function, Number) = (function, number);

    internal Func<NdArray, NdArray>? Function { get; }

    internal NdArray? Number { get; }

    /// <summary>A function of one element.</summary>
    public static implicit operator Piece(Func<NdArray, NdArray> function) => new(function, null);

    /// <summary>A number.</summary>
    public static implicit operator Piece(double number) => new(null, number);

    /// <summary>A number.</summary>
    public static implicit operator Piece(int number) => new(null, number);

    /// <summary>An array without axes.</summary>
    /// <exception cref="ShapeException">The array has axes.</exception>
    public static implicit operator Piece(NdArray number) => number.Rank == 0
        ? new(null, number)
        : throw new ShapeException($"Piecewise: a piece must be a function or a number, got {number.Type}; write a function that returns it.");
}

public static partial class Transforms
{
    /// <summary>For each element, the piece whose condition is the first to hold.</summary>
    /// <param name="x">The elements.</param>
    /// <param name="conditions">At least one condition, of the shape of <paramref name="x"/>.</param>
    /// <param name="pieces">One piece per condition; one more for where none holds, which is 0 by default.</param>
    /// <exception cref="ShapeException">There are not as many pieces, or no condition; or a condition has another shape.</exception>
    // JAX: piecewise.
    public static NdArray Piecewise(NdArray x, ReadOnlySpan<NdArray> conditions, ReadOnlySpan<Piece> pieces)
    {
        int count = conditions.Length;
        if (count == 0 || (pieces.Length != count && pieces.Length != count + 1))
            throw new ShapeException($"Piecewise: needs at least one condition, and one piece for each or one more, got {count} conditions and {pieces.Length} pieces.");
        foreach (NdArray condition in conditions)
            if (condition.Shape != x.Shape) throw new ShapeException($"Piecewise: the conditions must have the shape of {x.Type}, got {condition.Type}.");
        Piece[] all = pieces.Length == count ? [0, .. pieces] : [pieces[^1], .. pieces[..^1]];
        NdArray[] rows = new NdArray[count];
        for (int i = 0; i < count; i++) rows[i] = Lax.InsertAxis(Np.Astype(conditions[i], DType.Bool), 0);
        int[] constants = [.. Enumerable.Range(0, all.Length).Where(i => all[i].Number is not null)];
        NdArray[] arguments = [x, Lax.Concatenate(rows, 0), .. constants.Select(i => all[i].Number!)];
        if (!TraceScope.IsTracing) return Compute(arguments)[0];
        (Jaxpr program, NdArray[] captures) = TraceScope.Trace("_piecewise", [.. arguments.Select(argument => argument.Type)], Compute);
        return Lax.Call("_piecewise", program, [.. captures, .. arguments])[0];

        NdArray[] Compute(NdArray[] args)
        {
            NdArray first = args[1].Shape[0] == 1 ? args[1] : args[1][..1];
            NdArray which = Np.Argmax(Np.Cumsum(Np.Concatenate([Np.ZerosLike(first), args[1]]), 0), 0);
            DType dtype = args[0].DType;
            Func<NdArray, NdArray>[] branches = [.. all.Select((piece, i) => piece.Function is { } function
                ? (Func<NdArray, NdArray>)(element => Lax.ConvertElementType(function(element), dtype))
                : _ => Lax.ConvertElementType(Np.Copy(args[2 + Array.IndexOf(constants, i)]), dtype))];
            return [Vectorize((index, element) => Switch(index, branches, element))(which, args[0])];
        }
    }
}
