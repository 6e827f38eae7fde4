namespace Core.Compiler.Kernels;

/// <summary>Loops over lanes whose elements are given by index; -1 means none.</summary>
internal static unsafe class LaneElements
{
    /// <summary>Reads the element of each lane; zero bytes where there is none.</summary>
    public static void Take(byte* source, ReadOnlySpan<int> indices, byte* target, int width)
    {
        for (int i = 0; i < indices.Length; i++, target += width)
        {
            if (indices[i] < 0) new Span<byte>(target, width).Clear();
            else CopyLoops.CopyRun(source + (long)indices[i] * width, target, width);
        }
    }

    /// <summary>Gives lanes without an element the values of another array.</summary>
    public static void Keep(byte* source, ReadOnlySpan<int> indices, byte* target, int width)
    {
        for (int i = 0; i < indices.Length; i++)
            if (indices[i] < 0) CopyLoops.CopyRun(source + (long)i * width, target + (long)i * width, width);
    }
}
