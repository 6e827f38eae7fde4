namespace Core.Compiler.Kernels;

/// <summary>How work of many equal units is cut into pieces: by the amount of work alone, so that every number of threads gives the same bits.</summary>
internal static class Share
{
    /// <summary>About how long a piece takes, in nanoseconds: many times what it costs to hand one to a thread.</summary>
    private const double PieceNanoseconds = 10_000;

    private const int MostPieces = 64;

    /// <summary>How many pieces so many units make.</summary>
    /// <param name="units">How many units there are, which are not cut.</param>
    /// <param name="nanoseconds">About how long one of them takes.</param>
    public static int Pieces(long units, double nanoseconds)
    {
        int pieces = (int)Math.Clamp(units * nanoseconds / PieceNanoseconds, 1, Math.Min(Math.Max(units, 1), MostPieces));
        // As many for each of two or four threads.
        return pieces <= 2 ? pieces : (int)Math.Min((pieces + 3) / 4 * 4, units);
    }

    /// <summary>The units of a piece, the last one excluded.</summary>
    public static (long Start, long End) Of(long units, int pieces, int piece) => (units * piece / pieces, units * (piece + 1) / pieces);
}
