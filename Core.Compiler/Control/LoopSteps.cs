using System.Globalization;
using Core.Compiler.Execution;

namespace Core.Compiler.Control;

/// <summary>A value that goes round a loop: where the body reads it, where it writes the next one, and where first and last lie.</summary>
/// <param name="Now">The place that the body reads.</param>
/// <param name="Next">The place that the body writes.</param>
/// <param name="Initial">The buffer of the first value.</param>
/// <param name="Result">The buffer of the last value.</param>
/// <param name="Spare">A buffer of the same size.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="IsInPlace">Whether the body changes it where it lies, in the result, or not at all: there is one place then, else two in turn.</param>
internal readonly record struct Carry(int Now, int Next, int Initial, int Result, int Spare, long Bytes, bool IsInPlace);

/// <summary>Runs steps inside a step. It has one piece; the steps inside have theirs.</summary>
internal abstract unsafe class OuterStep(ValueArray<int> reads, ValueArray<int> writes, int threads) : Step
{
    public sealed override int Pieces => 1;

    /// <summary>None: the steps inside take a thread's scratch memory. What is to outlive them lies in a workspace.</summary>
    public sealed override long ScratchBytes => 0;

    public sealed override ValueArray<int> Reads => reads;

    public sealed override ValueArray<int> Writes => writes;

    /// <summary>Whether a result may lie where its first value does: that is read once, before anything is written.</summary>
    protected bool MayOverwrite(Carry[] carries, int read, int written)
    {
        int uses = 0;
        foreach (int buffer in reads) uses += buffer == read ? 1 : 0;
        if (uses != 1) return false;
        foreach (Carry carry in carries)
            if (carry.Initial == read && carry.Result == written) return true;
        return false;
    }

    protected void Execute(Step[] steps, byte** buffers) => Executable.Execute(steps, buffers, threads);

    protected static double Cost(Step[] steps)
    {
        double sum = 0;
        foreach (Step step in steps) sum += step.Nanoseconds;
        return sum;
    }

    protected static void Copy(byte* source, byte* target, long bytes)
    {
        if (source != target) Buffer.MemoryCopy(source, target, bytes, bytes);
    }

    protected static void Swap(byte** buffers, in Carry carry)
    {
        byte* now = buffers[carry.Now];
        buffers[carry.Now] = buffers[carry.Next];
        buffers[carry.Next] = now;
    }

    /// <summary>A line for the loop, and lines for its body.</summary>
    protected static string Describe(string what, Step[] body)
    {
        string[] lines = [.. body.SelectMany(step => step.Describe().Split('\n')).Select(line => "  " + line)];
        return string.Join('\n', [what, .. lines]);
    }
}

/// <summary>A scan: the body reads and writes rows of the stacked arrays where they lie; carried values alternate between two places.</summary>
internal sealed unsafe class ScanStep(
    Step[] body, int length, bool reverse, Carry[] carries, (int Pointer, int Buffer, long RowBytes)[] rows, ValueArray<int> reads, ValueArray<int> writes, int threads)
    : OuterStep(reads, writes, threads)
{
    public override double Nanoseconds => length * Cost(body);

    public override IEnumerable<Step> Inner => body;

    public override bool MayOverwrite(int read, int written) => MayOverwrite(carries, read, written);

    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        foreach (ref readonly Carry carry in carries.AsSpan())
        {
            if (carry.IsInPlace || length == 0)
            {
                // The body hands it on to where it is.
                Copy(buffers[carry.Initial], buffers[carry.Result], carry.Bytes);
                buffers[carry.Now] = buffers[carry.Next] = buffers[carry.Result];
                continue;
            }
            // The last pass writes the place that is not read in it: the result's, if the first pass reads the right one.
            bool startsInResult = (length & 1) == 0;
            byte* first = buffers[startsInResult ? carry.Result : carry.Spare];
            Copy(buffers[carry.Initial], first, carry.Bytes);
            buffers[carry.Now] = first;
            buffers[carry.Next] = buffers[startsInResult ? carry.Spare : carry.Result];
        }
        for (int pass = 0; pass < length; pass++)
        {
            long row = reverse ? length - 1 - pass : pass;
            foreach ((int pointer, int buffer, long rowBytes) in rows) buffers[pointer] = buffers[buffer] + row * rowBytes;
            Execute(body, buffers);
            foreach (ref readonly Carry carry in carries.AsSpan())
                if (!carry.IsInPlace) Swap(buffers, carry);
        }
    }

    public override string Describe() => Describe(string.Create(CultureInfo.InvariantCulture, $"scan of {length}"), body);
}

/// <summary>A while loop. With a condition per lane it runs until all lanes are done, and lanes that are done keep their values.</summary>
internal sealed unsafe class WhileStep(
    Step[] condition, int predicate, int lanes, Step[] body, Carry[] carries, ValueArray<int> reads, ValueArray<int> writes, int threads)
    : OuterStep(reads, writes, threads)
{
    public override double Nanoseconds => 10 * (Cost(condition) + Cost(body));

    public override IEnumerable<Step> Inner => [.. condition, .. body];

    public override bool MayOverwrite(int read, int written) => MayOverwrite(carries, read, written);

    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        foreach (ref readonly Carry carry in carries.AsSpan())
        {
            Copy(buffers[carry.Initial], buffers[carry.Result], carry.Bytes);
            buffers[carry.Now] = buffers[carry.Result];
            buffers[carry.Next] = buffers[carry.IsInPlace ? carry.Result : carry.Spare];
        }
        while (true)
        {
            Execute(condition, buffers);
            ReadOnlySpan<bool> isRunning = new(buffers[predicate], lanes);
            if (!isRunning.Contains(true)) break;
            Execute(body, buffers);
            bool some = isRunning.Contains(false);
            foreach (ref readonly Carry carry in carries.AsSpan())
            {
                if (carry.IsInPlace) continue;
                if (some) Keep(isRunning, buffers[carry.Now], buffers[carry.Next], carry.Bytes / lanes);
                Swap(buffers, carry);
            }
        }
        foreach (ref readonly Carry carry in carries.AsSpan()) Copy(buffers[carry.Now], buffers[carry.Result], carry.Bytes);
    }

    private static void Keep(ReadOnlySpan<bool> isRunning, byte* now, byte* next, long width)
    {
        for (int lane = 0; lane < isRunning.Length; lane++)
            if (!isRunning[lane]) Copy(now + lane * width, next + lane * width, width);
    }

    public override string Describe() => Describe("while", [.. condition, .. body]);
}

/// <summary>One of several programs, by a number; one out of range means the last, as in XLA.</summary>
internal sealed unsafe class BranchStep(Step[][] branches, int index, ValueArray<int> reads, ValueArray<int> writes, int threads) : OuterStep(reads, writes, threads)
{
    public override double Nanoseconds => branches.Max(Cost);

    public override IEnumerable<Step> Inner => branches.SelectMany(branch => branch);

    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        int chosen = *(int*)buffers[index];
        Execute(branches[chosen < 0 || chosen >= branches.Length ? branches.Length - 1 : chosen], buffers);
    }

    public override string Describe() => string.Join('\n', branches.Select((branch, k) => Describe(string.Create(CultureInfo.InvariantCulture, $"branch {k}"), branch)));
}
