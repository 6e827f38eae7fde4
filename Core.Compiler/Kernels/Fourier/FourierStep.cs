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
    private readonly FourierTransform? _transform;
    private readonly FourierLanes? _lanes;
    private readonly bool _arePairs;
    private readonly FourierLines _read, _written;

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
        : base([source], [target], Share.Pieces((outer * inner + FourierLanes.Lanes - 1) / FourierLanes.Lanes, Cost(length, line) * FourierLanes.Lanes), outer * inner * Cost(length, line))
    {
        (_source, _from, _target, _to, _outer, _length, _inner, _line, _inverse) = (source, from, target, to, outer, length, inner, line, inverse);
        // Two neighbours of a real line as one complex number: half the work.
        if (line is not FourierLine.Complex && length % 2 == 0) _lanes = FourierLanes.Of(length / 2, isReal: true);
        _arePairs = _lanes is not null;
        _lanes ??= FourierLanes.Of(length, isReal: false);
        if (_lanes is null) _transform = new(length);
        _read = FourierLines.Of(inner, Before, line is not FourierLine.FromReal, _arePairs);
        _written = FourierLines.Of(inner, After, line is not FourierLine.ToReal, _arePairs);
    }

    /// <inheritdoc/>
    public override long ScratchBytes => _lanes?.ScratchBytes ?? (long)_length * sizeof(Complex);

    private int Half => _length / 2 + 1;

    private int Before => _line is FourierLine.ToReal ? Half : _length;

    private int After => _line is FourierLine.FromReal ? Half : _length;

    private static double Cost(int length, FourierLine line) => 20 + length * Math.Log2(length + 1) * (line is FourierLine.Complex ? 0.4 : 0.2);

    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        long lines = _outer * _inner;
        (long start, long end) = Share.Of((lines + FourierLanes.Lanes - 1) / FourierLanes.Lanes, Pieces, piece);
        (start, end) = (start * FourierLanes.Lanes, Math.Min(lines, end * FourierLanes.Lanes));
        if (_lanes is not null)
        {
            bool isSingle = _from.RealPart == DType.F32;
            for (long line = start; line < end; line += FourierLanes.Lanes)
            {
                int count = (int)Math.Min(FourierLanes.Lanes, end - line);
                if (isSingle) RunLanes((float*)buffers[_source], buffers[_target], line, count, scratch);
                else RunLanes((double*)buffers[_source], buffers[_target], line, count, scratch);
            }
            return;
        }
        Span<Complex> values = new(scratch, _length);
        for (long line = start; line < end; line++)
        {
            Load(buffers[_source], First(line, Before), Math.Min(Before, _length), values);
            _transform!.Transform(values, _inverse);
            Store(buffers[_target], First(line, After), values[..After]);
        }

        long First(long line, int length)
        {
            (long outer, long column) = Math.DivRem(line, _inner);
            return outer * length * _inner + column;
        }
    }

    /// <summary>Transforms as many lines as there are lanes; the inverse is the transform with real and imaginary parts exchanged.</summary>
    private void RunLanes<T>(T* source, byte* target, long line, int count, byte* scratch) where T : unmanaged
    {
        int length = _lanes!.Length;
        Vector<double>* x = (Vector<double>*)scratch;
        bool isHalf = _line is FourierLine.ToReal;
        if (_arePairs && isHalf)
        {
            _read.Load(source, line, count, Half, x, isExchanged: false);
            _lanes.Entangle(x);
        }
        else
        {
            int read = Math.Min(length, Before);
            _read.Load(source, line, count, read, x, _inverse);
            // The second half is the conjugate of the first, backwards.
            for (int i = read; i < length; i++) (x[2 * i], x[2 * i + 1]) = (-x[2 * (length - i)], x[2 * (length - i) + 1]);
        }
        x = _lanes.Transform(x, x + _lanes.Room);
        if (_arePairs && !isHalf) _lanes.Untangle(x);
        double scale = _inverse ? 1.0 / length : 1;
        int written = _arePairs && isHalf ? length : After;
        if (_to.RealPart == DType.F32) _written.Store((float*)target, line, count, written, x, _inverse, scale);
        else _written.Store((double*)target, line, count, written, x, _inverse, scale);
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
