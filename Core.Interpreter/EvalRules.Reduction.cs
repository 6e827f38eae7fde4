using System.Numerics;
using Core.Ir;
using Core.Kernels;

namespace Core.Interpreter;

internal sealed partial class EvalRules
{
    public ArrayData[] Reduce(Reduce op, ReadOnlySpan<ArrayData> args) => [Reduce(op.Kind, args[0], op.Axes)];

    public ArrayData[] ArgReduce(ArgReduce op, ReadOnlySpan<ArrayData> args)
    {
        (ArrayData rows, Shape shape) = RowsAlong(args[0], [op.Axis]);
        bool largest = op.Kind is ArgReduceKind.Max;
        long[] indices = rows.DType.Kind switch
        {
            DTypeKind.Float => Extremes(Wide.Reals(rows), rows.Shape[1], (a, b) => !double.IsNaN(b) && (double.IsNaN(a) || (largest ? a > b : a < b))),
            DTypeKind.Unsigned => Extremes(Wide.Unsigned(rows), rows.Shape[1], (a, b) => largest ? a > b : a < b),
            _ => Extremes(Wide.Signed(rows), rows.Shape[1], (a, b) => largest ? a > b : a < b),
        };
        return [Wide.FromIntegers(op.IndexDType, shape, indices)];
    }

    public ArrayData[] Cumulative(Cumulative op, ReadOnlySpan<ArrayData> args)
    {
        // The axis last, so that runs are contiguous; back into its place at the end.
        int rank = args[0].Shape.Rank;
        int[] toEnd = [.. Enumerable.Range(0, rank).Where(axis => axis != op.Axis), op.Axis];
        ArrayData x = Strided.Transpose(args[0], ValueArray.Create<int>(toEnd));
        int length = x.Shape[^1];
        CumulativeKind kind = op.Kind;
        ArrayData result = x.DType.Kind switch
        {
            DTypeKind.Float when kind is CumulativeKind.LogSumExp => Wide.FromReals(x.DType, x.Shape, RunningLogSumExp(Wide.Reals(x), length, op.Reverse)),
            DTypeKind.Float => Wide.FromReals(x.DType, x.Shape, Running(Wide.Reals(x), length, op.Reverse, (a, b) => Scalars.Real(StepOf(kind), a, b))),
            DTypeKind.Complex =>
                Wide.FromComplexes(x.DType, x.Shape, Running(Wide.Complexes(x), length, op.Reverse, (a, b) => Scalars.Complex(StepOf(kind), a, b))),
            DTypeKind.Unsigned =>
                Wide.FromIntegers(x.DType, x.Shape, Running(Wide.Unsigned(x), length, op.Reverse, (a, b) => Scalars.Integer(StepOf(kind), a, b, 64))),
            _ => Wide.FromIntegers(x.DType, x.Shape, Running(Wide.Signed(x), length, op.Reverse, (a, b) => Scalars.Integer(StepOf(kind), a, b, 64))),
        };
        int[] back = new int[rank];
        for (int i = 0; i < rank; i++) back[toEnd[i]] = i;
        return [Strided.Transpose(result, ValueArray.Create<int>(back))];
    }

    private static BinaryKind StepOf(CumulativeKind kind) => kind switch
    {
        CumulativeKind.Sum => BinaryKind.Add,
        CumulativeKind.Prod => BinaryKind.Mul,
        CumulativeKind.Max => BinaryKind.Max,
        CumulativeKind.Min => BinaryKind.Min,
        CumulativeKind.LogSumExp => throw new DTypeException("cumlogsumexp is defined for floating-point operands only."),
    };

    private static ArrayData Reduce(ReduceKind kind, ArrayData x, ValueArray<int> axes)
    {
        (ArrayData rows, Shape shape) = RowsAlong(x, axes);
        int bits = x.DType.BitWidth;
        BinaryKind step = Ir.Reduce.StepOf(kind);
        return x.DType.Kind switch
        {
            DTypeKind.Float => Wide.FromReals(x.DType, shape, Fold(Wide.Reals(rows), rows.Shape, RealIdentity(kind), (a, b) => Scalars.Real(step, a, b))),
            DTypeKind.Complex => Wide.FromComplexes(x.DType, shape,
                Fold(Wide.Complexes(rows), rows.Shape, RealIdentity(kind), (a, b) => Scalars.Complex(step, a, b))),
            DTypeKind.Unsigned => Wide.FromIntegers(x.DType, shape,
                Fold(Wide.Unsigned(rows), rows.Shape, IntegerIdentity<ulong>(kind, 0, ulong.MaxValue >> (64 - bits)), (a, b) => Scalars.Integer(step, a, b, 64))),
            DTypeKind.Bool => Wide.FromIntegers(x.DType, shape, Fold(Wide.Signed(rows), rows.Shape, IntegerIdentity<long>(kind, 0, 1), (a, b) => Scalars.Integer(step, a, b, 64))),
            _ => Wide.FromIntegers(x.DType, shape,
                Fold(Wide.Signed(rows), rows.Shape, IntegerIdentity(kind, long.MinValue >> (64 - bits), long.MaxValue >> (64 - bits)), (a, b) => Scalars.Integer(step, a, b, 64))),
        };
    }

    private static double RealIdentity(ReduceKind kind) => kind switch
    {
        ReduceKind.Sum => 0,
        ReduceKind.Prod => 1,
        ReduceKind.Max => double.NegativeInfinity,
        ReduceKind.Min => double.PositiveInfinity,
        ReduceKind.Or or ReduceKind.And or ReduceKind.Xor => throw new DTypeException("bits of floating-point numbers are not reduced."),
    };

    private static T IntegerIdentity<T>(ReduceKind kind, T smallest, T largest) where T : IBinaryInteger<T> => kind switch
    {
        ReduceKind.Sum or ReduceKind.Or or ReduceKind.Xor => T.Zero,
        ReduceKind.Prod => T.One,
        ReduceKind.Max => smallest,
        ReduceKind.Min => largest,
        ReduceKind.And => T.IsZero(smallest) ? largest : unchecked(T.Zero - T.One),
    };

    /// <summary>The array as rows of what is reduced together, and the shape of what remains.</summary>
    private static (ArrayData Rows, Shape Remaining) RowsAlong(ArrayData x, ValueArray<int> axes)
    {
        int[] kept = [.. Enumerable.Range(0, x.Shape.Rank).Where(axis => !axes.Contains(axis))];
        Shape remaining = [.. kept.Select(axis => x.Shape[axis])];
        int length = 1;
        foreach (int axis in axes) length *= x.Shape[axis];
        ArrayData rows = Strided.Transpose(x, [.. kept, .. axes.Order()]);
        return (rows.Reshape([(int)remaining.Size, length]), remaining);
    }

    private static T[] Fold<T>(T[] values, Shape rows, T identity, Func<T, T, T> step)
    {
        int length = rows[1];
        if (length == 1) return values; // as XLA has it: the sum of a −0 alone is no 0
        T[] results = new T[rows[0]];
        for (int row = 0; row < results.Length; row++)
        {
            T sum = identity;
            foreach (T value in values.AsSpan(row * length, length)) sum = step(sum, value);
            results[row] = sum;
        }
        return results;
    }

    private static T[] Running<T>(T[] values, int length, bool reverse, Func<T, T, T> step)
    {
        for (int start = 0; start < values.Length; start += length)
        {
            Span<T> row = values.AsSpan(start, length);
            if (reverse) row.Reverse();
            for (int i = 1; i < length; i++) row[i] = step(row[i - 1], row[i]);
            if (reverse) row.Reverse();
        }
        return values;
    }

    // log(eᵃ + eᵇ) = max + log1p(e^−|a − b|); −∞ is the sum of nothing.
    private static double[] RunningLogSumExp(double[] values, int length, bool reverse) => Running(values, length, reverse, (a, b) =>
    {
        double larger = Math.Max(a, b);
        return double.IsInfinity(larger) || double.IsNaN(larger) ? larger : larger + SpecialFunctions.Log1p(Math.Exp(-Math.Abs(a - b)));
    });

    private static long[] Extremes<T>(T[] values, int length, Func<T, T, bool> better)
    {
        long[] indices = new long[values.Length / length];
        for (int row = 0; row < indices.Length; row++)
        {
            ReadOnlySpan<T> candidates = values.AsSpan(row * length, length);
            int best = 0;
            for (int i = 1; i < length; i++)
                if (better(candidates[i], candidates[best])) best = i;
            indices[row] = best;
        }
        return indices;
    }
}
