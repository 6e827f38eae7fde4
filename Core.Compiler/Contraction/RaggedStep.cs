using Core.Compiler.Execution;
using Core.Compiler.Kernels;

namespace Core.Compiler.Contraction;

/// <summary>Copies an array once per group, with zeros where an axis has other groups' places; the sizes of the groups are known only when it runs.</summary>
internal sealed unsafe class RaggedStep : Step
{
    private readonly int _source, _sizes, _target, _width, _groups;
    private readonly long _count, _inner, _length;
    private readonly DType _sizeType;
    private readonly (long Stride, long Size, long SizeStride)[] _prefix;

    /// <summary>The copies of an array.</summary>
    /// <param name="source">Its buffer; row-major.</param>
    /// <param name="type">Its type.</param>
    /// <param name="axis">The axis that is cut into groups.</param>
    /// <param name="prefix">The axes for each of whose places there are sizes, where <paramref name="sizeType"/> has more than one axis.</param>
    /// <param name="sizes">The buffer of the sizes, groups along its last axis.</param>
    /// <param name="sizeType">Their type.</param>
    /// <param name="target">The buffer of the copies, groups × the array.</param>
    public RaggedStep(int source, Ir.ArrayType type, int axis, ValueArray<int> prefix, int sizes, Ir.ArrayType sizeType, int target)
    {
        (_source, _sizes, _target, _sizeType) = (source, sizes, target, sizeType.DType);
        (_width, _groups, _count, _length) = (type.DType.ByteSize, sizeType.Shape[^1], type.Size, type.Shape[axis]);
        int[] strides = type.Shape.Strides(), sizeStrides = sizeType.Shape.Strides();
        _inner = strides[axis];
        _prefix = new (long, long, long)[sizeType.Rank > 1 ? prefix.Count : 0];
        for (int i = 0; i < _prefix.Length; i++) _prefix[i] = (strides[prefix[i]], type.Shape[prefix[i]], sizeStrides[i]);
        Pieces = (int)Math.Clamp(_groups, 1, 64);
    }

    /// <inheritdoc/>
    public override int Pieces { get; }

    /// <inheritdoc/>
    public override double Nanoseconds => _groups * (double)_count * _width * 0.1;

    /// <inheritdoc/>
    public override ValueArray<int> Reads => [_source, _sizes];

    /// <inheritdoc/>
    public override ValueArray<int> Writes => [_target];

    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        int last = (int)((long)_groups * (piece + 1) / Pieces);
        for (int group = (int)((long)_groups * piece / Pieces); group < last; group++)
        {
            byte* target = buffers[_target] + group * _count * _width;
            new Span<byte>(target, checked((int)(_count * _width))).Clear();
            // A block is one place of the axes before; in it the places of the group follow each other.
            long block = _inner * _length;
            for (long start = 0; start < _count; start += block)
            {
                long row = 0, first = 0;
                foreach ((long stride, long size, long sizeStride) in _prefix) row += start / stride % size * sizeStride;
                for (int before = 0; before < group; before++) first += IndexReader.One(buffers[_sizes], _sizeType, row + before);
                long end = Math.Clamp(first + IndexReader.One(buffers[_sizes], _sizeType, row + group), 0, _length), from = Math.Clamp(first, 0, _length);
                if (end <= from) continue;
                long bytes = (end - from) * _inner * _width;
                Buffer.MemoryCopy(buffers[_source] + (start + from * _inner) * _width, target + (start + from * _inner) * _width, bytes, bytes);
            }
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"{_groups} copies by group of {_count} elements";
}
