namespace Core.Ir;

/// <summary>What an equation takes: a variable or a literal.</summary>
public abstract class Atom
{
    private protected Atom(ArrayType type) => Type = type;

    /// <summary>The type of the value.</summary>
    public ArrayType Type { get; private protected set; }
}

/// <summary>A bound name. Identity is by reference: two variables of one type are two variables. Printing gives it a name.</summary>
public sealed class Var : Atom
{
    /// <summary>A new variable.</summary>
    /// <param name="type">The type of its value.</param>
    /// <param name="isDropped">Whether its value is explicitly not used, printed as <c>_</c>.</param>
    public Var(ArrayType type, bool isDropped = false) : base(type) => IsDropped = isDropped;

    /// <summary>Whether the value is explicitly not used.</summary>
    public bool IsDropped { get; private set; }

    // The two below are for what builds a program, before anybody else sees it: some facts show only after the variable was made.

    /// <summary>Sets the weakness of the type.</summary>
    internal void SetWeak(bool weak) => Type = Type with { Weak = weak };

    /// <summary>Notes that the value is explicitly not used.</summary>
    internal void Drop() => IsDropped = true;
}

/// <summary>A number written into a program, <c>2.0:f32[]</c>; compares by value.</summary>
public sealed class Literal : Atom, IEquatable<Literal>
{
    /// <summary>A literal that stands for an element of the given type.</summary>
    /// <param name="value">The number, with the digits it was written with.</param>
    /// <param name="dtype">The element type.</param>
    /// <param name="weak">Whether it is a bare number, whose type gives way to others.</param>
    public Literal(Scalar value, DType dtype, bool weak = false) : base(new(dtype, [], weak)) => Value = value;

    /// <summary>The number, not yet rounded to the element type.</summary>
    public Scalar Value { get; }

    /// <summary>The number as an array of no axes, rounded to the element type.</summary>
    public ArrayData ToArray() => Value.ToArray(Type.DType);

    /// <inheritdoc/>
    public bool Equals(Literal? other) => other is not null && Type == other.Type && Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Literal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, Value);

    /// <summary>The literal as programs print it: <c>2.0:f32[]</c>.</summary>
    public override string ToString() => $"{Value}:{Type}";
}
