using System.Globalization;
using Core.Compiler.Execution;

namespace Core.Compiler.Control;

/// <summary>Programs compiled for a number of lanes that run together.</summary>
internal sealed class SizedProgram(int lanes, Step[] test, Step[] body, double nanoseconds)
{
    /// <summary>How many.</summary>
    public int Lanes => lanes;

    /// <summary>The condition of a loop; empty of a branch.</summary>
    public Step[] Test => test;

    /// <summary>The branch, or the body of the loop.</summary>
    public Step[] Body => body;

    /// <summary>About how long they take.</summary>
    public double Nanoseconds => nanoseconds;
}

/// <summary>The same programs for several numbers of lanes, so that few lanes do not cost as much as many.</summary>
internal sealed class LanePrograms
{
    private const int MostTogether = 4096; // lanes, unless all run: more of them are no faster by lane
    private const int CheapNanoseconds = 2_000; // fewer lanes than take this long are not worth a program of their own
    private const int DearNanoseconds = 200_000; // from here on every size is
    private const int StepNanoseconds = 50;
    private const int SizeRatio = 16;

    private readonly SizedProgram[] _programs; // the largest first

    private LanePrograms(SizedProgram[] programs) => _programs = programs;

    /// <summary>Compiles programs for the sizes that pay.</summary>
    /// <param name="lanes">How many lanes there are.</param>
    /// <param name="sizes">For how many lanes there are programs, falling; there is one for a single lane besides.</param>
    /// <param name="compile">The steps of the programs for a size, by its place in the list; after the last one, for a single lane.</param>
    public static LanePrograms Compile(int lanes, ValueArray<int> sizes, Func<int, (Step[] Test, Step[] Body)> compile)
    {
        List<SizedProgram> programs = [];
        for (int i = 0; i <= sizes.Count; i++)
        {
            int size = i < sizes.Count ? sizes[i] : 1;
            if (size > lanes && i < sizes.Count) continue;
            if (programs.Count > 0)
            {
                SizedProgram last = programs[^1];
                if (last.Nanoseconds < CheapNanoseconds) break;
                if (i < sizes.Count && (size > MostTogether || size > last.Lanes / SizeRatio && last.Lanes <= MostTogether && last.Nanoseconds < DearNanoseconds)) continue;
            }
            (Step[] test, Step[] body) = compile(i);
            programs.Add(new(size, test, body, Cost(test) + Cost(body)));
        }
        return new([.. programs]);
    }

    /// <summary>The programs, those for the most lanes first.</summary>
    public IReadOnlyList<SizedProgram> All => _programs;

    /// <summary>How many rows the lanes take at most, those included that fill the last group up.</summary>
    public int Rows(int lanes)
    {
        int rows = lanes;
        foreach (SizedProgram program in _programs)
            if (program.Lanes != lanes) rows = Math.Max(rows, lanes + program.Lanes - 1); // all lanes together fill their group
        return rows;
    }

    /// <summary>The program with which so many lanes are done soonest; if it is for more, lanes are done twice to fill it.</summary>
    public SizedProgram Choose(int lanes)
    {
        SizedProgram best = _programs[^1];
        double least = double.PositiveInfinity;
        foreach (SizedProgram program in _programs)
        {
            double cost = program.Lanes >= lanes ? program.Nanoseconds : program.Nanoseconds / program.Lanes * lanes;
            if (cost <= least) (best, least) = (program, cost);
        }
        return best;
    }

    /// <summary>How many rows are computed for so many lanes.</summary>
    public int Covered(int lanes)
    {
        int covered = 0;
        while (covered < lanes) covered += Choose(lanes - covered).Lanes;
        return covered;
    }

    /// <summary>The steps of all.</summary>
    public IEnumerable<Step> Steps => _programs.SelectMany(program => (Step[])[.. program.Test, .. program.Body]);

    /// <summary>A line for each size, with lines for its steps.</summary>
    public IEnumerable<string> Lines()
    {
        foreach (SizedProgram program in _programs)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"  {program.Lanes} lanes at a time");
            foreach (Step step in (Step[])[.. program.Test, .. program.Body])
                foreach (string line in step.Describe().Split('\n')) yield return "    " + line;
        }
    }

    private static double Cost(Step[] steps)
    {
        double sum = 0;
        foreach (Step step in steps) sum += step.Nanoseconds + StepNanoseconds;
        return sum;
    }
}

/// <summary>The rows of an array, one a lane.</summary>
/// <param name="Buffer">Where all of them lie.</param>
/// <param name="Pointer">Where programs read or write the rows of the lanes that they run for.</param>
/// <param name="Packed">A buffer for rows of some lanes.</param>
/// <param name="RowBytes">The size of one.</param>
internal readonly unsafe record struct LaneRows(int Buffer, int Pointer, int Packed, long RowBytes)
{
    /// <summary>Copies the rows of some lanes together.</summary>
    public static void Gather(byte* rows, ReadOnlySpan<int> lanes, byte* packed, long rowBytes)
    {
        switch (rowBytes)
        {
            case 1:
                for (int i = 0; i < lanes.Length; i++) packed[i] = rows[lanes[i]];
                break;
            case 4:
                for (int i = 0; i < lanes.Length; i++) ((uint*)packed)[i] = ((uint*)rows)[lanes[i]];
                break;
            case 8:
                for (int i = 0; i < lanes.Length; i++) ((ulong*)packed)[i] = ((ulong*)rows)[lanes[i]];
                break;
            default:
                for (int i = 0; i < lanes.Length; i++) System.Buffer.MemoryCopy(rows + lanes[i] * rowBytes, packed + i * rowBytes, rowBytes, rowBytes);
                break;
        }
    }

    /// <summary>Copies rows to those of some lanes.</summary>
    public static void Scatter(byte* packed, ReadOnlySpan<int> lanes, byte* rows, long rowBytes)
    {
        switch (rowBytes)
        {
            case 1:
                for (int i = 0; i < lanes.Length; i++) rows[lanes[i]] = packed[i];
                break;
            case 4:
                for (int i = 0; i < lanes.Length; i++) ((uint*)rows)[lanes[i]] = ((uint*)packed)[i];
                break;
            case 8:
                for (int i = 0; i < lanes.Length; i++) ((ulong*)rows)[lanes[i]] = ((ulong*)packed)[i];
                break;
            default:
                for (int i = 0; i < lanes.Length; i++) System.Buffer.MemoryCopy(packed + i * rowBytes, rows + lanes[i] * rowBytes, rowBytes, rowBytes);
                break;
        }
    }

    /// <summary>Copies a row to another place of the same rows.</summary>
    public static void Move(byte* rows, int from, int to, long rowBytes) => System.Buffer.MemoryCopy(rows + from * rowBytes, rows + to * rowBytes, rowBytes, rowBytes);
}
