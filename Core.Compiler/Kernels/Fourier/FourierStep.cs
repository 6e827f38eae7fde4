using System.Numerics;
using System.Runtime.CompilerServices;
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
        : base([source], [target], Share.Pieces((outer * inner + FourierLanes.Lanes - 1) / FourierLanes.Lanes, Cost(length) * FourierLanes.Lanes), outer * inner * Cost(length))
    {
        (_source, _from, _target, _to, _outer, _length, _inner, _line, _inverse) = (source, from, target, to, outer, length, inner, line, inverse);
        _lanes = FourierLanes.Of(length);
        if (_lanes is null) _transform = new(length);
    }

    /// <inheritdoc/>
    public override long ScratchBytes => _lanes?.ScratchBytes ?? (long)_length * sizeof(Complex);

    private int Half => _length / 2 + 1;

    private static double Cost(int length) => 20 + length * Math.Log2(length + 1) * 0.7;

    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        long lines = _outer * _inner;
        (long start, long end) = Share.Of((lines + FourierLanes.Lanes - 1) / FourierLanes.Lanes, Pieces, piece);
        (start, end) = (start * FourierLanes.Lanes, Math.Min(lines, end * FourierLanes.Lanes));
        int before = _line is FourierLine.ToReal ? Half : _length, after = _line is FourierLine.FromReal ? Half : _length;
        if (_lanes is not null)
        {
            Vector<double>* x = (Vector<double>*)scratch, y = x + 2 * _length;
            for (long line = start; line < end; line += FourierLanes.Lanes)
            {
                int count = (int)Math.Min(FourierLanes.Lanes, end - line);
                if (count < FourierLanes.Lanes) new Span<Vector<double>>(x, 2 * _length).Clear();
                for (int lane = 0; lane < count; lane++) LoadLane(buffers[_source], First(line + lane, before), Math.Min(before, _length), (double*)x + lane);
                Vector<double>* result = _lanes.Transform(x, y);
                for (int lane = 0; lane < count; lane++) StoreLane(buffers[_target], First(line + lane, after), after, (double*)result + lane);
            }
            return;
        }
        Span<Complex> values = new(scratch, _length);
        for (long line = start; line < end; line++)
        {
            Load(buffers[_source], First(line, before), Math.Min(before, _length), values);
            _transform!.Transform(values, _inverse);
            Store(buffers[_target], First(line, after), values[..after]);
        }

        long First(long line, int length)
        {
            (long outer, long column) = Math.DivRem(line, _inner);
            return outer * length * _inner + column;
        }
    }

    /// <summary>Reads a line into a lane; the inverse is the transform with real and imaginary parts exchanged.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void LoadLane(byte* source, long first, int count, double* lane)
    {
        int width = FourierLanes.Lanes, re = _inverse ? width : 0, im = width - re;
        switch (_from)
        {
            case DType.F32:
                for (int i = 0; i < count; i++) (lane[2 * i * width + re], lane[2 * i * width + im]) = (((float*)source)[first + (long)i * _inner], 0);
                break;
            case DType.F64:
                for (int i = 0; i < count; i++) (lane[2 * i * width + re], lane[2 * i * width + im]) = (((double*)source)[first + (long)i * _inner], 0);
                break;
            case DType.C64:
                for (int i = 0; i < count; i++)
                {
                    float* number = (float*)source + 2 * (first + (long)i * _inner);
                    (lane[2 * i * width + re], lane[2 * i * width + im]) = (number[0], number[1]);
                }
                break;
            default:
                for (int i = 0; i < count; i++)
                {
                    double* number = (double*)source + 2 * (first + (long)i * _inner);
                    (lane[2 * i * width + re], lane[2 * i * width + im]) = (number[0], number[1]);
                }
                break;
        }
        // The second half is the conjugate of the first, backwards.
        for (int i = count; i < _length; i++)
            (lane[2 * i * width + re], lane[2 * i * width + im]) = (lane[2 * (_length - i) * width + re], -lane[2 * (_length - i) * width + im]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void StoreLane(byte* target, long first, int count, double* lane)
    {
        int width = FourierLanes.Lanes, re = _inverse ? width : 0, im = width - re;
        double length = _inverse ? _length : 1;
        for (int i = 0; i < count; i++)
        {
            long at = first + (long)i * _inner;
            double real = lane[2 * i * width + re] / length, imaginary = lane[2 * i * width + im] / length;
            switch (_to)
            {
                case DType.F32: ((float*)target)[at] = (float)real; break;
                case DType.F64: ((double*)target)[at] = real; break;
                case DType.C64: (((float*)target)[2 * at], ((float*)target)[2 * at + 1]) = ((float)real, (float)imaginary); break;
                default: (((double*)target)[2 * at], ((double*)target)[2 * at + 1]) = (real, imaginary); break;
            }
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
