using Core.Ir;
using Core.Tracing;

namespace Core;

/// <summary>A mutable array: what <c>NewRef(x)</c> gives. Functions that change it may be traced, mapped and compiled as others.</summary>
/// <remarks>
/// <c>r.Value</c> is the whole, <c>r[0, 1..3]</c> a part: an integer drops an axis, a range keeps part of one, an array of integers picks places. What is written must have
/// the shape of the part. A computed place that is out of range is brought to the nearest one when read and left out when written. Made in a traced function, it lives in
/// that program: it cannot be an argument or a result of another traced function, but functions may close over it.
/// </remarks>
public sealed class Ref
{
    // Traced, what stands for the reference in the program; else its value now.
    private readonly NdArray? _reference;
    private NdArray _value;
    private bool _isFrozen;

    private Ref(NdArray value, NdArray? reference) => (_value, _reference) = (value, reference);

    /// <summary>A reference with a first value.</summary>
    public static Ref New(NdArray value) => TraceScope.IsTracing ? new(value, Lax.Bind(new NewRef(), value)) : new(value, null);

    /// <summary>A reference without a first value; it holds zeros.</summary>
    public static Ref Empty(ArrayType type)
    {
        type = type with { Weak = false };
        return TraceScope.IsTracing ? new(NdArray.OfType(type), Lax.Bind(new EmptyRef(type))) : new(Np.Zeros(type.Shape, type.DType), null);
    }

    /// <summary>The type of the values.</summary>
    public ArrayType Type => _value.Type;

    /// <summary>The element type.</summary>
    public DType DType => Type.DType;

    /// <summary>The shape.</summary>
    public Shape Shape => Type.Shape;

    /// <summary>How many axes there are.</summary>
    public int Rank => Type.Rank;

    /// <summary>The whole value.</summary>
    /// <exception cref="ShapeException">A value of another shape is written.</exception>
    /// <exception cref="DTypeException">A value of another element type is written.</exception>
    /// <exception cref="TraceException">The reference was frozen, or belongs to another program.</exception>
    public NdArray Value
    {
        get => Get([]);
        set => Write("Value", value, []);
    }

    /// <summary>A part of the value, named by one index.</summary>
    /// <inheritdoc cref="Value"/>
    [System.Runtime.CompilerServices.IndexerName("Part")]
    [System.Runtime.CompilerServices.OverloadResolutionPriority(1)] // r[[0, 2]] is one index, an array
    public NdArray this[Ix index]
    {
        get => Get([index]);
        set => Write("[…]", value, [index]);
    }

    /// <summary>A part of the value.</summary>
    /// <inheritdoc cref="Value"/>
    [System.Runtime.CompilerServices.IndexerName("Part")]
    public NdArray this[params ReadOnlySpan<Ix> indices]
    {
        get => Get(indices);
        set => Write("[…]", value, indices);
    }

    /// <summary>Writes a value into a part, of the whole where no index is given, and gives the one that was there.</summary>
    /// <inheritdoc cref="Value"/>
    public NdArray Swap(NdArray value, params ReadOnlySpan<Ix> indices) => Write("Swap", value, indices);

    /// <summary>Adds a value to a part, to the whole where no index is given. A place that occurs several times gets all summands.</summary>
    /// <inheritdoc cref="Value"/>
    public void Add(NdArray value, params ReadOnlySpan<Ix> indices)
    {
        value = Fitting("Add", value);
        if (_reference is null)
        {
            NdArray part = Get(indices);
            CheckShape("Add", part.Type, value);
            _value = indices.IsEmpty ? Np.Add(_value, value) : _value.At[indices].Add(value);
            return;
        }
        (ValueArray<RefIndexer> indexers, NdArray[] operands) = Parse(indices);
        Lax.BindAll(new RefAddUpdate(indexers), [Reference("Add"), value, .. operands]);
    }

    /// <summary>The last value; the reference cannot be used any more.</summary>
    /// <exception cref="TraceException">The reference was frozen already, or belongs to another program.</exception>
    public NdArray Freeze()
    {
        NdArray last = _reference is null ? Get([]) : Lax.Bind(new Freeze(), Reference("Freeze"));
        _isFrozen = true;
        return last;
    }

    /// <summary>Ends the use of the reference.</summary>
    /// <exception cref="TraceException">The reference was frozen already, or belongs to another program.</exception>
    public void Free()
    {
        if (_reference is null) CheckUsable("Free");
        else Lax.BindAll(new FreeRef(), Reference("Free"));
        _isFrozen = true;
    }

    /// <summary>The value where it is known, else the type.</summary>
    public override string ToString() => _reference is null ? $"Ref({_value})" : $"Ref{{{Type}}}";

    private NdArray Get(ReadOnlySpan<Ix> indices)
    {
        if (_reference is null)
        {
            CheckUsable("[…]");
            return indices.IsEmpty ? _value : _value[indices];
        }
        (ValueArray<RefIndexer> indexers, NdArray[] operands) = Parse(indices);
        NdArray value = Lax.Bind(new RefGet(indexers), [Reference("[…]"), .. operands]);
        return TraceScope.WithWeakness(value, Type.Weak);
    }

    private NdArray Write(string member, NdArray value, ReadOnlySpan<Ix> indices)
    {
        value = Fitting(member, value);
        if (_reference is null)
        {
            NdArray before = Get(indices);
            CheckShape(member, before.Type, value);
            _value = indices.IsEmpty ? value : _value.At[indices].Set(value);
            return before;
        }
        (ValueArray<RefIndexer> indexers, NdArray[] operands) = Parse(indices);
        return TraceScope.WithWeakness(Lax.Bind(new RefSwap(indexers), [Reference(member), value, .. operands]), Type.Weak);
    }

    private NdArray Reference(string member)
    {
        CheckUsable(member);
        return _reference!;
    }

    private void CheckUsable(string member)
    {
        if (_isFrozen) throw new TraceException($"Ref.{member}: the reference of type Ref{{{Type}}} was frozen; use the value that Freeze gave, or make another with NewRef.");
        if (_reference is null && TraceScope.IsTracing)
            throw new TraceException(
                $"Ref.{member}: a reference of type Ref{{{Type}}} that is made outside cannot be used while '{TraceScope.Current.Frame!.Name}' is traced; make it in the function, or pass and return values.");
    }

    // Bare numbers take the element type; others must have it.
    private NdArray Fitting(string member, NdArray value)
    {
        if (value.DType == DType) return value;
        if (value.Value is Literal { Type.Weak: true } number && Promotion.Join([(DType, false), (value.DType, true)], TraceScope.UsesX64).DType == DType)
            return Lax.Number(number.Value, DType);
        throw new DTypeException($"Ref.{member}: a value of type {value.Type} does not fit into a reference of type Ref{{{Type}}}; convert it with AsType.");
    }

    private void CheckShape(string member, ArrayType part, NdArray value)
    {
        if (part.Shape != value.Shape) throw new ShapeException($"Ref.{member}: a value of type {part} is needed for this part of Ref{{{Type}}}, got {value.Type}; use BroadcastTo.");
    }

    // JAX: NDIndexer.from_indices_and_shape.
    private (ValueArray<RefIndexer> Indexers, NdArray[] Operands) Parse(ReadOnlySpan<Ix> indices)
    {
        List<Ix> all = [];
        int ellipses = 0;
        foreach (Ix index in indices) ellipses += index.Kind is IndexKind.Ellipsis ? 1 : 0;
        if (ellipses > 1) throw new ShapeException("Ref: there can be only one Ix.Ellipsis.");
        int given = indices.Length - ellipses;
        if (given > Rank) throw new ShapeException($"Ref: Ref{{{Type}}} has {Rank} {(Rank == 1 ? "axis" : "axes")}, got {given} indices.");
        bool isWhole = true;
        foreach (Ix index in indices)
        {
            if (index.Kind is not IndexKind.Ellipsis)
            {
                all.Add(index);
                isWhole = false;
                continue;
            }
            for (int i = given; i < Rank; i++) all.Add(..);
        }
        if (isWhole) return ([], []);
        while (all.Count < Rank) all.Add(..);

        List<RefIndex> parsed = [];
        List<NdArray> operands = [];
        for (int axis = 0; axis < Rank; axis++)
        {
            Ix index = all[axis];
            int size = Shape[axis];
            switch (index.Kind)
            {
                case IndexKind.One:
                    int place = index.First.IsFromEnd ? -index.First.Value : index.First.Value;
                    if (place < -size || place >= size) throw new ShapeException($"Ref: index {index.First} is out of range for axis {axis} of Ref{{{Type}}}.");
                    parsed.Add(RefIndex.Element);
                    operands.Add(place);
                    break;
                case IndexKind.Range:
                    (int start, int end) = (index.First.GetOffset(size), index.End.GetOffset(size));
                    if (start < 0 || start > end || end > size) throw new ShapeException($"Ref: the range {index.First}..{index.End} is out of range for axis {axis} of Ref{{{Type}}}.");
                    parsed.Add(RefIndex.Slice(start, end - start));
                    break;
                case IndexKind.DynamicSlice:
                    parsed.Add(RefIndex.SliceFromOperand(index.Count));
                    operands.Add(index.Array!);
                    break;
                case IndexKind.Array when index.Array!.DType.IsInteger:
                    parsed.Add(RefIndex.Element);
                    operands.Add(index.Array);
                    break;
                case IndexKind.Slice when index.Steps.Step == 1:
                    ParsedIndex slice = ParsedIndex.Slice(axis, size, index.Steps.Start, index.Steps.Stop);
                    parsed.Add(RefIndex.Slice(slice.Steps.Start, slice.Count));
                    break;
                default:
                    throw new UnsupportedException($"Ref: index {axis} must be an integer, a range, a slice without a step, or an array of integers; steps, masks and new axes are not supported. Index the value, r.Value[…], to read.");
            }
        }
        return ([new([.. parsed])], Together(parsed, operands));
    }

    // Places of several axes have one shape.
    private static NdArray[] Together(List<RefIndex> parsed, List<NdArray> operands)
    {
        bool[] arePlaces = [.. parsed.Where(index => index.TakesOperand).Select(index => index.IsElement)];
        NdArray[] places = [.. operands.Where((_, i) => arePlaces[i])];
        if (places.All(place => place.Rank == 0) || places.All(place => place.Shape == places[0].Shape)) return operands.ToArray();
        Shape shape = Np.BroadcastShapes([.. places.Select(place => place.Shape)]);
        return [.. operands.Select((operand, i) => arePlaces[i] ? Np.BroadcastTo(operand, shape) : operand)];
    }
}
