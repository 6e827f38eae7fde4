using System.Numerics;
using Core.Kernels;

namespace Core.Interpreter;

internal sealed partial class EvalRules
{
    /// <summary>How many matrices, or vectors, of <paramref name="rank"/> axes a stack of them holds.</summary>
    private static int CountOf(Shape shape, int rank)
    {
        int count = 1;
        foreach (int size in shape.Span[..(shape.Rank - rank)]) count *= size;
        return count;
    }

    /// <summary>A stack of matrices, or vectors, in the wide type that kernels compute in, double or Complex.</summary>
    private sealed class Matrices<T> where T : unmanaged, INumberBase<T>
    {
        private readonly T[] _elements;
        private readonly Shape _lead;
        private readonly int _rows, _columns;

        /// <summary>The elements of an array, whose last <paramref name="rank"/> axes are those of one matrix or vector.</summary>
        public Matrices(ArrayData x, int rank)
        {
            _lead = Shape.Create(x.Shape.Span[..(x.Shape.Rank - rank)]);
            (_rows, _columns, Rank) = (rank == 2 ? x.Shape[^2] : 1, x.Shape[^1], rank);
            _elements = (T[])(object)(typeof(T) == typeof(Complex) ? Wide.Complexes(x) : (Array)Wide.Reals(x));
        }

        /// <summary>Zeros for as many matrices as another stack has.</summary>
        public Matrices(Shape lead, int rows, int columns)
        {
            (_lead, _rows, _columns, Rank) = (lead, rows, columns, 2);
            _elements = new T[Count * rows * columns];
        }

        /// <summary>Zeros for as many vectors as another stack has matrices.</summary>
        public Matrices(Shape lead, int size)
        {
            (_lead, _rows, _columns, Rank) = (lead, 1, size, 1);
            _elements = new T[Count * size];
        }

        private int Rank { get; }

        /// <summary>How many there are.</summary>
        public int Count => CountOf(_lead, 0);

        /// <summary>The axes in front.</summary>
        public Shape Lead => _lead;

        /// <summary>The shape of a stack of as many vectors of a size.</summary>
        public Shape ShapeWith(int size) => _lead.Insert(_lead.Rank, size);

        public MatrixSpan<T> Matrix(int i) => new(Elements(i), _rows, _columns);

        public Span<T> Vector(int i) => Elements(i);

        /// <summary>What stands for a result that could not be computed.</summary>
        public void MakeNaN(int i)
        {
            if (typeof(T) == typeof(Complex)) ((Complex[])(object)_elements).AsSpan(i * _rows * _columns, _rows * _columns).Fill(new(double.NaN, double.NaN));
            else ((double[])(object)_elements).AsSpan(i * _rows * _columns, _rows * _columns).Fill(double.NaN);
        }

        /// <summary>The array of an element type that holds the elements, each rounded once.</summary>
        public ArrayData Store(DType dtype)
        {
            Shape shape = Rank == 2 ? [.. _lead, _rows, _columns] : ShapeWith(_columns);
            return typeof(T) == typeof(Complex)
                ? Wide.FromComplexes(dtype, shape, (Complex[])(object)_elements)
                : Wide.FromReals(dtype, shape, (double[])(object)_elements);
        }

        private Span<T> Elements(int i) => _elements.AsSpan(i * _rows * _columns, _rows * _columns);
    }
}
