using Core.Tracing;

namespace Core;

public sealed partial class NdArray
{
    /// <summary>Changed copies of parts of the array: <c>x.At[1..3].Set(0)</c>.</summary>
    public IndexUpdates At => new(this);

    /// <summary>A part of the array, named by one index.</summary>
    /// <exception cref="ShapeException">The array has no axes, or the index is out of range.</exception>
    [System.Runtime.CompilerServices.IndexerName("Part")] // Item is the method that reads a number
    [System.Runtime.CompilerServices.OverloadResolutionPriority(1)] // x[[0, 2]] is one index, an array
    public NdArray this[Ix index] => new Indexer(this, [index], mode: null).Take();

    /// <summary>
    /// A part of the array: an integer drops an axis, a range keeps part of one, an array of integers picks places, a mask those where it is true,
    /// <see cref="Ix.NewAxis"/> puts in an axis of size 1, <see cref="Ix.Ellipsis"/> stands for all axes that are left.
    /// </summary>
    /// <remarks>
    /// Axes that no index is given for are kept whole: <c>x[1..3, ^1]</c>. Arrays are broadcast together, and their axes stand where the first was; at the
    /// front, where a range or a new axis is between them. Places that are computed must be in bounds: <see cref="At"/> has modes for others.
    /// </remarks>
    /// <exception cref="ShapeException">There are more indices than axes, or one is out of range.</exception>
    /// <exception cref="DTypeException">An array among the indices is neither of integers nor a mask.</exception>
    /// <exception cref="TraceException">A mask is traced.</exception>
    [System.Runtime.CompilerServices.IndexerName("Part")]
    public NdArray this[params ReadOnlySpan<Ix> indices] => new Indexer(this, indices, mode: null).Take();

    /// <summary>The parts of the array along its first axis, one after the other.</summary>
    /// <exception cref="ShapeException">The array has no axes.</exception>
    public IEnumerable<NdArray> Rows()
    {
        if (Rank == 0) throw new ShapeException($"Rows() needs an array with at least one axis, got {Type}.");
        return All();

        IEnumerable<NdArray> All()
        {
            for (int i = 0; i < Shape[0]; i++) yield return this[i];
        }
    }

    /// <summary>Enumerates <see cref="Rows"/>, for <c>foreach</c>.</summary>
    public IEnumerator<NdArray> GetEnumerator() => Rows().GetEnumerator();
}
