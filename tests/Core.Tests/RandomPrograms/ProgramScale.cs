namespace Core.Tests.RandomPrograms;

/// <summary>How large the arrays of random programs are, and which ops there are.</summary>
/// <param name="Sizes">The sizes of axes; one that is there twice is taken twice as often.</param>
/// <param name="LargestArray">How many elements an array has at most.</param>
/// <param name="HasAllFamilies">Whether there are ops of all families: loops, indexing, sorting, windows and so on; the order of sums is then not defined.</param>
internal sealed record ProgramScale(int[] Sizes, int LargestArray, bool HasAllFamilies)
{
    /// <summary>Few elements, ops whose results are defined to the bit: what laws are tried on.</summary>
    public static ProgramScale Small { get; } = new([0, 1, 1, 2, 2, 3, 3, 4], 48, false);

    /// <summary>Few elements, all families.</summary>
    public static ProgramScale Tiny { get; } = Small with { HasAllFamilies = true };

    /// <summary>Sizes around those of vectors.</summary>
    public static ProgramScale Vectors { get; } = new([0, 1, 1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 65], 6000, true);

    /// <summary>Arrays that are worked on in pieces.</summary>
    public static ProgramScale Large { get; } = new([1, 2, 3, 17, 100, 511, 513, 1000, 4097, 20011], 200_000, true);
}
