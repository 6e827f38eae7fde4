using System.Runtime.CompilerServices;

namespace Core.Interpreter;

/// <summary>
/// What mutable references hold while a program is evaluated. A reference is an array by identity: the one that was made for it stands for it wherever it
/// is passed, and the value it has now is kept here. Arrays themselves never change.
/// </summary>
internal static class RefCells
{
    private static readonly ConditionalWeakTable<ArrayData, StrongBox<ArrayData>> Cells = [];

    /// <summary>A new reference.</summary>
    public static ArrayData Create(ArrayData value)
    {
        ArrayData reference = value.Reshape(value.Shape); // another array, on the same memory
        Cells.Add(reference, new(value));
        return reference;
    }

    /// <summary>The array itself where it is a reference already, else a new reference to it: what is passed to a program is not changed by it.</summary>
    public static ArrayData ReferenceTo(ArrayData value) => Cells.TryGetValue(value, out _) ? value : Create(value);

    /// <summary>The value of a reference, to read and to replace.</summary>
    public static ref ArrayData Value(ArrayData reference) => ref Cells.GetValue(reference, value => new(value)).Value!;
}
