using System.Runtime.CompilerServices;
using Core.Ir;
using Core.Tracing;

namespace Core;

public static partial class Lax
{
    // One program per function and element type, so that calls share it.
    private static readonly ConditionalWeakTable<Func<NdArray, NdArray>, System.Collections.Concurrent.ConcurrentDictionary<(DType, bool), Jaxpr>> AppliedPrograms = [];

    /// <summary>The array with updates combined into it at indices.</summary>
    /// <param name="kind">How an update and the element it goes to are combined.</param>
    /// <param name="x">The array.</param>
    /// <param name="indices">The indices; the last axis holds the parts of one.</param>
    /// <param name="updates">One window for each index.</param>
    /// <param name="dims">How array, indices and updates relate.</param>
    /// <param name="mode">What becomes of indices out of bounds.</param>
    /// <param name="indicesAreSorted">Whether you promise that the indices increase.</param>
    /// <param name="uniqueIndices">Whether you promise that no two windows overlap.</param>
    public static NdArray Scatter(
        ScatterKind kind, NdArray x, NdArray indices, NdArray updates, ScatterDimensionNumbers dims,
        GatherScatterMode mode = GatherScatterMode.FillOrDrop, bool indicesAreSorted = false, bool uniqueIndices = false)
    {
        Jaxpr? program = kind switch
        {
            ScatterKind.Update => null,
            ScatterKind.Add => UpdateProgram(BinaryKind.Add, x.DType),
            ScatterKind.Sub => UpdateProgram(BinaryKind.Sub, x.DType),
            ScatterKind.Mul => UpdateProgram(BinaryKind.Mul, x.DType),
            ScatterKind.Min => UpdateProgram(BinaryKind.Min, x.DType),
            ScatterKind.Max => UpdateProgram(BinaryKind.Max, x.DType),
        };
        return Bind(new Scatter(kind, dims, mode, program, indicesAreSorted, uniqueIndices), x, indices, updates);
    }

    /// <summary>The array with a function applied to its elements at indices; as often as an index is repeated.</summary>
    /// <param name="x">The array.</param>
    /// <param name="indices">The indices; the last axis holds the parts of one.</param>
    /// <param name="function">From one element to another of the same type; must not use arrays from outside.</param>
    /// <param name="dims">How array, indices and windows relate.</param>
    /// <param name="updateShape">The shape that updates would have.</param>
    /// <param name="mode">What becomes of indices out of bounds.</param>
    /// <param name="indicesAreSorted">Whether you promise that the indices increase.</param>
    /// <param name="uniqueIndices">Whether you promise that no two windows overlap.</param>
    /// <exception cref="TraceException">The function uses arrays from outside.</exception>
    public static NdArray ScatterApply(
        NdArray x, NdArray indices, Func<NdArray, NdArray> function, ScatterDimensionNumbers dims, Shape updateShape,
        GatherScatterMode mode = GatherScatterMode.FillOrDrop, bool indicesAreSorted = false, bool uniqueIndices = false)
    {
        NdArray unused = BroadcastInDim(Number(Scalar.Of(0), x.DType), updateShape, []);
        Jaxpr program = AppliedPrograms.GetOrCreateValue(function).GetOrAdd((x.DType, TraceScope.UsesX64), _ => ProgramOf(function, x.DType));
        return Bind(new Scatter(ScatterKind.Update, dims, mode, program, indicesAreSorted, uniqueIndices), x, indices, unused);
    }

    private static Jaxpr UpdateProgram(BinaryKind kind, DType dtype)
    {
        NdArray number = NdArray.OfType(new(dtype, []));
        return JittedPrograms.Get("scatter", kind, args => [Binary(kind, args[0], args[1])], [number, number]);
    }

    private static Jaxpr ProgramOf(Func<NdArray, NdArray> function, DType dtype)
    {
        ArrayType number = new(dtype, []);
        (Jaxpr program, NdArray[] captures) = TraceScope.Trace("Apply", [number, number], args => [function(args[0])]);
        return captures.Length == 0 && program.ConstVars.Count == 0
            ? program
            : throw new TraceException("Apply: the function uses arrays from outside, which the program of a scatter cannot. Use x.At[…].Set(f(x[…])).");
    }
}
