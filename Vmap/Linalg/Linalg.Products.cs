namespace Core;

public static partial class Linalg
{
    /// <summary>A matrix multiplied by itself; for a negative exponent its inverse.</summary>
    /// <exception cref="ShapeException">The matrix is not square.</exception>
    public static NdArray MatrixPower(NdArray a, int n)
    {
        CheckSquare("MatrixPower", a);
        return JittedFunctions.Call("matrix_power", $"{n}", args =>
        {
            NdArray x = args[0];
            if (n == 0) return Np.BroadcastTo(Np.Eye(x.Shape[^2], dtype: x.DType), x.Shape);
            if (n < 0) x = Inv(x);
            int left = Math.Abs(n);
            if (left == 3) return Np.Matmul(Np.Matmul(x, x), x);
            NdArray? power = null, result = null;
            for (; left > 0; left /= 2)
            {
                power = power is null ? x : Np.Matmul(power, power);
                if (left % 2 == 1) result = result is null ? power : Np.Matmul(result, power);
            }
            return result!;
        }, a);
    }

    /// <summary>The sum of a diagonal of each matrix.</summary>
    /// <param name="x">A matrix or a stack of them.</param>
    /// <param name="offset">Which diagonal: 0 the main one, positive above it.</param>
    /// <param name="dtype">The element type to sum in and of the result.</param>
    public static NdArray Trace(NdArray x, int offset = 0, DType? dtype = null)
    {
        CheckMatrix("Trace", x);
        return JittedFunctions.Call("trace", $"{dtype}", args =>
        {
            NdArray a = args[0];
            Shape matrix = [.. a.Shape.Span[^2..]];
            NdArray row = Lax.Iota(DType.I32, matrix, 0), column = Lax.Iota(DType.I32, matrix, 1);
            NdArray isDiagonal = Lax.Eq(Lax.Add(row, Lax.ConvertElementType(args[1], DType.I32)), column);
            return Np.Sum(Np.Where(isDiagonal, a, Np.ZerosLike(a)), [-2, -1], dtype: dtype);
        }, x, offset);
    }

    /// <summary>A diagonal of each matrix.</summary>
    /// <param name="x">A matrix or a stack of them.</param>
    /// <param name="offset">Which diagonal: 0 the main one, positive above it.</param>
    public static NdArray Diagonal(NdArray x, int offset = 0) => Np.Diagonal(x, offset, -2, -1);

    /// <summary>The products of every element of a vector with every element of another.</summary>
    /// <exception cref="ShapeException">An array is no vector.</exception>
    public static NdArray Outer(NdArray x, NdArray y)
    {
        if (x.Rank != 1 || y.Rank != 1) throw new ShapeException($"Outer: both arrays must be vectors, got {x.Type} and {y.Type}; flatten them with Ravel.");
        return Np.Multiply(Np.ExpandDims(x, 1), Np.ExpandDims(y, 0));
    }

    /// <summary>The cross products of vectors of three elements along an axis.</summary>
    /// <exception cref="ShapeException">The axis has another size.</exception>
    public static NdArray Cross(NdArray x, NdArray y, int axis = -1)
    {
        if (x.Shape[Axis(x)] != 3 || y.Shape[Axis(y)] != 3)
            throw new ShapeException($"Cross: both arrays must have 3 elements along axis {axis}, got {x.Type} and {y.Type}.");
        return Np.Cross(x, y, axis: axis);

        int Axis(NdArray a) => axis >= -a.Rank && axis < a.Rank ? (axis + a.Rank) % a.Rank : throw new ShapeException($"Cross: axis {axis} is out of range for {a.Type}.");
    }

    /// <summary>The matrix product, stacks of matrices broadcast together.</summary>
    public static NdArray Matmul(NdArray x, NdArray y) => Np.Matmul(x, y);

    /// <summary>The sums of products along an axis, those of x conjugated, all other axes broadcast together.</summary>
    /// <exception cref="ShapeException">The sizes along the axis differ.</exception>
    public static NdArray Vecdot(NdArray x, NdArray y, int axis = -1) => Transforms.Vecdot(x, y, axis);

    /// <summary>The product of matrices one after the other, in the order that costs least; the first and the last may be vectors.</summary>
    /// <exception cref="ShapeException">There are fewer than two arrays, one has another number of axes, or their sizes do not fit.</exception>
    public static NdArray MultiDot(params ReadOnlySpan<NdArray> arrays)
    {
        if (arrays.Length < 2) throw new ShapeException($"MultiDot: needs at least two arrays, got {arrays.Length}.");
        string[] axes = new string[arrays.Length];
        for (int i = 0; i < arrays.Length; i++)
        {
            bool isFirst = i == 0, isLast = i == arrays.Length - 1, isVector = arrays[i].Rank == 1;
            if (arrays[i].Rank != 2 && !(isVector && (isFirst || isLast)))
                throw new ShapeException($"MultiDot: takes matrices, and a vector only as the first or the last, got {arrays[i].Type} at place {i}.");
            if (!isLast && arrays[i + 1].Rank > 0 && arrays[i].Shape[^1] != arrays[i + 1].Shape[0])
                throw new ShapeException($"MultiDot: the columns of each matrix must be as many as the rows of the next, got {arrays[i].Type} and {arrays[i + 1].Type}.");
            (char row, char column) = ((char)('a' + i), (char)('b' + i));
            axes[i] = !isVector ? $"{row}{column}" : isFirst ? $"{column}" : $"{row}";
        }
        if (arrays.Length > 25) throw new UnsupportedException($"MultiDot: takes up to 25 arrays, got {arrays.Length}; multiply parts of them first.");
        string ends = (arrays[0].Rank == 2 ? axes[0][..1] : "") + (arrays[^1].Rank == 2 ? axes[^1][1..] : "");
        return Np.Einsum($"{string.Join(',', axes)}->{ends}", arrays);
    }

    /// <summary>The sums of products over the last axes of x and the first ones of y.</summary>
    public static NdArray Tensordot(NdArray x, NdArray y, int axes = 2) => Np.Tensordot(x, y, axes);

    /// <summary>The sums of products over some axes of x and as many of y.</summary>
    public static NdArray Tensordot(NdArray x, NdArray y, AxisSet xAxes, AxisSet yAxes) => Np.Tensordot(x, y, xAxes, yAxes);

    private static void CheckMatrix(string function, NdArray x)
    {
        if (x.Rank < 2) throw new ShapeException($"{function}: needs a matrix or a stack of them, got {x.Type}.");
    }

    private static void CheckSquare(string function, NdArray x)
    {
        if (x.Rank < 2 || x.Shape[^1] != x.Shape[^2]) throw new ShapeException($"{function}: needs a square matrix or a stack of them, got {x.Type}.");
    }
}
