using System.Runtime.InteropServices;

namespace Core.Kernels;

/// <summary>A row-major matrix, or a part of one, in memory that somebody else holds.</summary>
public readonly ref struct MatrixSpan<T> where T : unmanaged
{
    private readonly Span<T> _elements;
    private readonly int _stride;

    /// <summary>A matrix of rows that follow each other.</summary>
    /// <param name="elements">At least <c>rows · columns</c> elements.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">How many columns.</param>
    public MatrixSpan(Span<T> elements, int rows, int columns) : this(elements[..(rows * columns)], rows, columns, columns) { }

    private MatrixSpan(Span<T> elements, int rows, int columns, int stride)
    {
        _elements = elements;
        (Rows, Columns, _stride) = (rows, columns, stride);
    }

    /// <summary>How many rows there are.</summary>
    public int Rows { get; }

    /// <summary>How many columns there are.</summary>
    public int Columns { get; }

    /// <summary>One element.</summary>
    public ref T this[int row, int column] => ref _elements[row * _stride + column];

    /// <summary>One row.</summary>
    public Span<T> Row(int row) => Columns == 0 ? [] : _elements.Slice(row * _stride, Columns);

    /// <summary>Some of the rows and columns.</summary>
    public MatrixSpan<T> Block(int row, int column, int rows, int columns) => rows == 0 || columns == 0
        ? new([], rows, columns, _stride)
        : new(_elements.Slice(row * _stride + column, (rows - 1) * _stride + columns), rows, columns, _stride);

    /// <summary>Copies the elements to a matrix of the same shape.</summary>
    public void CopyTo(MatrixSpan<T> target)
    {
        for (int i = 0; i < Rows; i++) Row(i).CopyTo(target.Row(i));
    }

    /// <summary>Makes all elements equal.</summary>
    public void Fill(T value)
    {
        for (int i = 0; i < Rows; i++) Row(i).Fill(value);
    }

    /// <summary>The same memory as elements of another type of the same size.</summary>
    internal MatrixSpan<TOther> As<TOther>() where TOther : unmanaged => new(MemoryMarshal.Cast<T, TOther>(_elements), Rows, Columns, _stride);

    /// <summary>Copies one column.</summary>
    internal void ReadColumn(int column, Span<T> target)
    {
        for (int i = 0; i < Rows; i++) target[i] = this[i, column];
    }

    /// <summary>Overwrites one column.</summary>
    internal void WriteColumn(int column, ReadOnlySpan<T> source)
    {
        for (int i = 0; i < Rows; i++) this[i, column] = source[i];
    }

    /// <summary>Exchanges two columns.</summary>
    internal void SwapColumns(int a, int b)
    {
        for (int i = 0; i < Rows; i++) (this[i, a], this[i, b]) = (this[i, b], this[i, a]);
    }

    /// <summary>Exchanges two rows.</summary>
    internal void SwapRows(int a, int b)
    {
        Span<T> first = Row(a), second = Row(b);
        for (int j = 0; j < first.Length; j++) (first[j], second[j]) = (second[j], first[j]);
    }
}
