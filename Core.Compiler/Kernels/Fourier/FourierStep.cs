using System.Numerics;
using Core.Kernels;

namespace Core.Compiler.Kernels;

/// <summary>What a line is before and after a transform along an axis.</summary>
internal enum FourierLine
{
    /// <summary>Complex numbers on both sides.</summary>
    Complex,

    /// <summary>Real numbers before; after it half of the numbers, which the others mirror.</summary>
    FromReal,

    /// <summary>Half of the numbers before, and real numbers after it.</summary>
    ToReal,
}

/// <summary>Discrete Fourier transforms of all lines along an axis, in double.</summary>
internal sealed unsafe class FourierStep : KernelStep
{
    private readonly int _source, _target, _length, _inner;
    private readonly DType _from, _to;
    private readonly long _outer;
    private readonly FourierLine _line;
    private readonly bool _inverse;
    private readonly FourierTransform _transform;

    /// <summary>A step.</summary>
    /// <param name="source">The buffer that is read.</param>
    /// <param name="from">What lies there.</param>
    /// <param name="target">The buffer that is written.</param>
    /// <param name="to">What lies there.</param>
    /// <param name="outer">How many elements lie before the axis.</param>
    /// <param name="length">The length of the transform.</param>
    /// <param name="inner">How many lie within a step of the axis.</param>
    /// <param name="line">What lines are before and after.</param>
    /// <param name="inverse">Whether to transform back.</param>
    public FourierStep(int source, DType from, int target, DType to, long outer, int length, int inner, FourierLine line, bool inverse)
        : base([source], [target], Share.Pieces(outer * inner, Cost(length)), outer * inner * Cost(length))
    {
        (_source, _from, _target, _to, _outer, _length, _inner, _line, _inverse) = (source, from, target, to, outer, length, inner, line, inverse);
        _transform = new(length);
    }

    /// <inheritdoc/>
    public override int ScratchBytes => checked(_length * sizeof(Complex));

    private int Half => _length / 2 + 1;

    private static double Cost(int length) => 20 + length * Math.Log2(length + 1) * 3;

    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        (long start, long end) = Share.Of(_outer * _inner, Pieces, piece);
        Span<Complex> line = new(scratch, _length);
        int before = _line is FourierLine.ToReal ? Half : _length, after = _line is FourierLine.FromReal ? Half : _length;
        for (long unit = start; unit < end; unit++)
        {
            (long outer, long column) = Math.DivRem(unit, _inner);
            Load(buffers[_source], outer * before * _inner + column, Math.Min(before, _length), line);
            _transform.Transform(line, _inverse);
            Store(buffers[_target], outer * after * _inner + column, line[..after]);
        }
    }

    private void Load(byte* source, long first, int count, Span<Complex> line)
    {
        for (int i = 0; i < count; i++)
        {
            long at = first + (long)i * _inner;
            line[i] = _from switch
            {
                DType.F32 => ((float*)source)[at],
                DType.F64 => ((double*)source)[at],
                DType.C64 => ((Complex64*)source)[at],
                _ => ((Complex*)source)[at],
            };
        }
        // The second half is the conjugate of the first, backwards.
        for (int i = count; i < line.Length; i++) line[i] = Complex.Conjugate(line[line.Length - i]);
    }

    private void Store(byte* target, long first, ReadOnlySpan<Complex> line)
    {
        for (int i = 0; i < line.Length; i++)
        {
            long at = first + (long)i * _inner;
            switch (_to)
            {
                case DType.F32: ((float*)target)[at] = (float)line[i].Real; break;
                case DType.F64: ((double*)target)[at] = line[i].Real; break;
                case DType.C64: ((Complex64*)target)[at] = (Complex64)line[i]; break;
                default: ((Complex*)target)[at] = line[i]; break;
            }
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"Fourier transforms of {_outer} × {_length} × {_inner} ({_line}{(_inverse ? ", inverse" : "")}), {_from.Name} to {_to.Name}";
}
