using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

/// <summary>Between a floating-point type and double, element by element.</summary>
internal static class RealConversion
{
    /// <summary>A step that widens a buffer.</summary>
    public static Step ToDouble(int source, int target, ArrayType type) => Elements.VisitReal<Step, Maker>(type.DType, new(source, target, type.Size, ToDouble: true));

    /// <summary>A step that rounds a buffer of doubles to a type.</summary>
    public static Step FromDouble(int source, int target, ArrayType type) => Elements.VisitReal<Step, Maker>(type.DType, new(source, target, type.Size, ToDouble: false));

    private readonly record struct Maker(int Source, int Target, long Count, bool ToDouble) : IRealVisitor<Step>
    {
        public Step Visit<T, C>() where T : unmanaged where C : struct, IElement<T, double> => new Conversion<T, C>(Source, Target, Count, ToDouble);
    }

    private sealed unsafe class Conversion<T, C>(int source, int target, long count, bool toDouble)
        : KernelStep([source], [target], Share.Pieces(count, 1), count) where T : unmanaged where C : struct, IElement<T, double>
    {
        public override void Run(byte** buffers, int piece, byte* scratch)
        {
            (long start, long end) = Share.Of(count, Pieces, piece);
            if (toDouble) for (long i = start; i < end; i++) ((double*)buffers[target])[i] = C.Load(((T*)buffers[source])[i]);
            else for (long i = start; i < end; i++) ((T*)buffers[target])[i] = C.Store(((double*)buffers[source])[i]);
        }

        public override string Describe() => $"convert {count} {typeof(T).Name} {(toDouble ? "to" : "from")} double";
    }
}
