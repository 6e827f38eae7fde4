using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

internal sealed partial class KernelRules
{
    // Axis by axis; between two axes the numbers are not rounded.
    public Step[] Fft(Fft op, StepContext context)
    {
        (ArrayType input, ArrayType result) = (context.InputType(0), context.OutputType(0));
        if (result.Size == 0) return [];
        int rank = input.Rank, first = rank - op.Lengths.Count;
        bool toReal = op.Kind is FftKind.Irfft, fromReal = op.Kind is FftKind.Rfft;
        // The halved axis is the first one to be transformed where numbers become complex, and the last one where they become real.
        int[] axes = [.. toReal ? Enumerable.Range(first, op.Lengths.Count) : Enumerable.Range(first, op.Lengths.Count).Reverse()];
        Step[] steps = new Step[axes.Length];
        (int source, DType from, Shape shape) = (context.Inputs[0], input.DType, input.Shape);
        for (int i = 0; i < axes.Length; i++)
        {
            int axis = axes[i], length = op.Lengths[axis - first];
            bool isHalved = axis == rank - 1;
            FourierLine line = isHalved && fromReal ? FourierLine.FromReal : isHalved && toReal ? FourierLine.ToReal : FourierLine.Complex;
            if (isHalved) shape = shape.With(axis, result.Shape[axis]);
            bool isLast = i == axes.Length - 1;
            DType to = isLast ? result.DType : DType.C128;
            int target = isLast ? context.Outputs[0] : context.Workspace(new(DType.C128, shape));
            AxisPlace place = AxisPlace.Of(shape, axis);
            steps[i] = new FourierStep(source, from, target, to, place.Outer, length, place.Inner, line, op.Kind is FftKind.Ifft or FftKind.Irfft);
            (source, from) = (target, to);
        }
        return steps;
    }
}
