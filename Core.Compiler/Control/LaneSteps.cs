using System.Globalization;
using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Control;

/// <summary>Steps of branches and loops by lane with any programs in them: lanes that do the same are brought together, others cost nothing.</summary>
internal static class LaneSteps
{
    /// <summary>The step of branches by lane.</summary>
    public static Step Of(CondLanes op, StepContext context)
    {
        int lanes = context.InputType(0).Shape[0];
        LaneRows[] inputs = new LaneRows[context.Inputs.Count - 1], outputs = new LaneRows[context.Outputs.Count];
        for (int i = 0; i < inputs.Length; i++)
        {
            ArrayType type = context.InputType(i + 1);
            inputs[i] = op.PerLane[i] ? new(context.Inputs[i + 1], context.Pointer(type), -1, RowBytes(type, lanes)) : new(context.Inputs[i + 1], context.Inputs[i + 1], -1, 0);
        }
        for (int i = 0; i < outputs.Length; i++) outputs[i] = new(context.Outputs[i], context.Pointer(context.OutputType(i)), -1, RowBytes(context.OutputType(i), lanes));
        LanePrograms[] branches = new LanePrograms[op.Branches.Count];
        ValueArray<int> read = [.. inputs.Select(rows => rows.Pointer)], written = [.. outputs.Select(rows => rows.Pointer)];
        int most = 0;
        for (int i = 0; i < branches.Length; i++)
        {
            int branch = i;
            branches[i] = LanePrograms.Compile(lanes, op.Sizes, size => ([], context.Inner(size < op.Sizes.Count ? op.DenseOf(branch)[size] : op.Branches[branch], read, written)));
            most = Math.Max(most, branches[i].All[0].Lanes);
        }
        for (int i = 0; i < inputs.Length; i++)
            if (op.PerLane[i]) inputs[i] = inputs[i] with { Packed = context.Workspace(Rows(context.InputType(i + 1), most)) };
        for (int i = 0; i < outputs.Length; i++) outputs[i] = outputs[i] with { Packed = context.Workspace(Rows(context.OutputType(i), most)) };
        int order = context.Workspace(new(DType.I32, [lanes])), starts = context.Workspace(new(DType.I32, [branches.Length + 1]));
        return new CondLanesStep(branches, lanes, [.. inputs.Where(rows => rows.RowBytes > 0)], outputs, order, starts, context.Inputs, context.Outputs, context.Threads);
    }

    /// <summary>The step of a loop by lane.</summary>
    public static Step Of(WhileLanes op, StepContext context)
    {
        int constants = op.CondConsts + op.BodyConsts, count = op.BodyJaxpr.Outputs.Count;
        int lanes = context.InputType(constants).Shape[0];
        int[] read = new int[constants + count];
        List<LaneRows> fixedRows = [];
        List<ArrayType> fixedTypes = [];
        for (int i = 0; i < constants; i++)
        {
            read[i] = context.Inputs[i];
            if (!op.PerLane[i]) continue;
            ArrayType type = context.InputType(i);
            read[i] = context.Pointer(type);
            fixedRows.Add(new(context.Inputs[i], read[i], -1, RowBytes(type, lanes)));
            fixedTypes.Add(type);
        }
        bool[] isInvariant = new bool[count];
        for (int i = 0; i < count; i++)
        {
            read[constants + i] = context.Pointer(context.InputType(constants + i));
            isInvariant[i] = Returns(op.BodyJaxpr, op.BodyConsts, i) && op.DenseBody.All(body => Returns(body, op.BodyConsts, i));
        }
        List<int> next = [];
        int[] written = new int[count];
        for (int i = 0; i < count; i++)
        {
            written[i] = isInvariant[i] ? -1 : context.Pointer(context.InputType(constants + i));
            if (!isInvariant[i]) next.Add(written[i]);
        }
        int flags = context.Pointer(new(DType.Bool, [lanes]));
        ValueArray<int> testInputs = [.. read.Take(op.CondConsts), .. read.Skip(constants)], bodyInputs = [.. read.Skip(op.CondConsts)];
        LanePrograms programs = LanePrograms.Compile(lanes, op.Sizes, size =>
        {
            (Jaxpr test, Jaxpr body) = size < op.Sizes.Count ? (op.DenseCond[size], op.DenseBody[size]) : (op.CondJaxpr, op.BodyJaxpr);
            Jaxpr changing = new(body.ConstVars, body.Inputs, body.Equations, [.. body.Outputs.Where((_, i) => !isInvariant[i])], body.Constants);
            return (context.Inner(test, testInputs, [flags]), context.Inner(changing, bodyInputs, [.. next]));
        });

        int rows = programs.Rows(lanes);
        for (int i = 0; i < fixedRows.Count; i++) fixedRows[i] = fixedRows[i] with { Packed = context.Workspace(Rows(fixedTypes[i], rows)) };
        LaneCarry[] carries = new LaneCarry[count];
        for (int i = 0; i < count; i++)
        {
            ArrayType type = context.InputType(constants + i);
            int first = context.Workspace(Rows(type, rows)), second = isInvariant[i] ? -1 : context.Workspace(Rows(type, rows));
            carries[i] = new(read[constants + i], written[i], context.Inputs[constants + i], context.Outputs[i], first, second, RowBytes(type, lanes));
        }
        int flagRows = context.Workspace(new(DType.Bool, [rows])), order = context.Workspace(new(DType.I32, [lanes]));
        return new WhileLanesStep(programs, lanes, [.. fixedRows], carries, flags, flagRows, order, context.Inputs, context.Outputs, context.Threads);
    }

    private static bool Returns(Jaxpr body, int constants, int value) => ReferenceEquals(body.Outputs[value], body.Inputs[constants + value]);

    private static long RowBytes(ArrayType type, int lanes) => lanes == 0 ? 0 : type.ByteSize / lanes;

    private static ArrayType Rows(ArrayType type, int rows) => type with { Shape = type.Shape.With(0, rows) };
}

/// <summary>Branches by lane: the lanes of each branch, in groups.</summary>
internal sealed unsafe class CondLanesStep(
    LanePrograms[] branches, int lanes, LaneRows[] inputs, LaneRows[] outputs, int orderBuffer, int startsBuffer, ValueArray<int> reads, ValueArray<int> writes, int threads)
    : OuterStep(reads, writes, threads)
{
    private readonly int _index = reads[0];

    public override double Nanoseconds => branches.Sum(branch => branch.All[0].Nanoseconds);

    public override IEnumerable<Step> Inner => branches.SelectMany(branch => branch.Steps);

    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        // The lanes of each branch, in their order.
        ReadOnlySpan<int> index = new(buffers[_index], lanes);
        Span<int> order = new(buffers[orderBuffer], lanes), starts = new(buffers[startsBuffer], branches.Length + 1);
        starts.Clear();
        foreach (int branch in index) starts[BranchOf(branch)]++;
        int sum = 0;
        foreach (ref int start in starts) (start, sum) = (sum, sum + start);
        for (int lane = 0; lane < lanes; lane++) order[starts[BranchOf(index[lane])]++] = lane;

        int first = 0;
        for (int branch = 0; branch < branches.Length; branch++)
        {
            for (int end = starts[branch]; first < end;)
            {
                SizedProgram program = branches[branch].Choose(end - first);
                int count = Math.Min(program.Lanes, end - first);
                Run(program, order.Slice(first, count), buffers);
                first += count;
            }
        }
    }

    private int BranchOf(int index) => (uint)index < (uint)branches.Length ? index : branches.Length - 1;

    private void Run(SizedProgram program, ReadOnlySpan<int> together, byte** buffers)
    {
        if (together.Length == program.Lanes && together[^1] - together[0] == program.Lanes - 1)
        {
            // Neighbours are read and written where they lie.
            foreach (ref readonly LaneRows rows in inputs.AsSpan()) buffers[rows.Pointer] = buffers[rows.Buffer] + together[0] * rows.RowBytes;
            foreach (ref readonly LaneRows rows in outputs.AsSpan()) buffers[rows.Pointer] = buffers[rows.Buffer] + together[0] * rows.RowBytes;
            Execute(program.Body, buffers);
            return;
        }
        foreach (ref readonly LaneRows rows in inputs.AsSpan())
        {
            byte* packed = buffers[rows.Pointer] = buffers[rows.Packed];
            LaneRows.Gather(buffers[rows.Buffer], together, packed, rows.RowBytes);
            for (int row = together.Length; row < program.Lanes; row++) LaneRows.Move(packed, 0, row, rows.RowBytes);
        }
        foreach (ref readonly LaneRows rows in outputs.AsSpan()) buffers[rows.Pointer] = buffers[rows.Packed];
        Execute(program.Body, buffers);
        foreach (ref readonly LaneRows rows in outputs.AsSpan()) LaneRows.Scatter(buffers[rows.Packed], together, buffers[rows.Buffer], rows.RowBytes);
    }

    public override string Describe() => string.Join('\n',
        [string.Create(CultureInfo.InvariantCulture, $"branches of {lanes} lanes"), .. branches.SelectMany((branch, i) => branch.Lines().Prepend($" branch {i}"))]);
}

/// <summary>A value that goes round a loop by lane, a row a lane.</summary>
/// <param name="Now">Where programs read the rows of the lanes that they run for.</param>
/// <param name="Next">Where the body writes them, or −1 if it does not change them.</param>
/// <param name="Initial">The buffer of the first rows.</param>
/// <param name="Result">The buffer of the last ones.</param>
/// <param name="First">A buffer for rows of lanes that are not done.</param>
/// <param name="Second">Another one, if they change.</param>
/// <param name="RowBytes">The size of a row.</param>
internal readonly record struct LaneCarry(int Now, int Next, int Initial, int Result, int First, int Second, long RowBytes);

/// <summary>
/// A loop by lane. The rows of lanes that are not done lie together, at the front; when one is done its row goes to the result and the last one takes its place. Rows
/// behind them, with which the last group is filled up, are copies of rows of such lanes, so that a program never runs on values for which its loops might not end.
/// </summary>
internal sealed unsafe class WhileLanesStep(
    LanePrograms programs, int lanes, LaneRows[] constants, LaneCarry[] carries, int flags, int flagRows, int orderBuffer, ValueArray<int> reads, ValueArray<int> writes,
    int threads) : OuterStep(reads, writes, threads)
{
    public override double Nanoseconds => 10 * programs.All[0].Nanoseconds;

    public override IEnumerable<Step> Inner => programs.Steps;

    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        if (lanes == 0) return;
        foreach (ref readonly LaneRows rows in constants.AsSpan()) Copy(buffers[rows.Buffer], buffers[rows.Packed], lanes * rows.RowBytes);
        foreach (ref readonly LaneCarry carry in carries.AsSpan()) Copy(buffers[carry.Initial], buffers[carry.First], lanes * carry.RowBytes);
        Span<int> order = new(buffers[orderBuffer], lanes); // the lane of each row
        for (int lane = 0; lane < lanes; lane++) order[lane] = lane;

        bool isSwapped = false;
        int running = lanes, tested = 0;
        Span<bool> goesOn = new(buffers[flagRows], programs.Rows(lanes));
        while (true)
        {
            int covered = programs.Covered(running);
            for (int row = running; row < covered; row++)
                if (row >= tested || !goesOn[row]) Replace(row, 0, buffers, isSwapped);
            if (tested > 0)
            {
                RunGroups(running, buffers, isSwapped, isTest: false);
                isSwapped = !isSwapped;
            }
            RunGroups(running, buffers, isSwapped, isTest: true);
            tested = covered;
            for (int row = running - 1; row >= 0; row--)
            {
                if (goesOn[row]) continue;
                Finish(row, order[row], buffers, isSwapped);
                if (row == --running) continue;
                Replace(row, running, buffers, isSwapped);
                (goesOn[row], order[row]) = (true, order[running]);
            }
            if (running == 0) return;
        }
    }

    private void RunGroups(int running, byte** buffers, bool isSwapped, bool isTest)
    {
        for (int first = 0; first < running;)
        {
            SizedProgram program = programs.Choose(running - first);
            foreach (ref readonly LaneRows rows in constants.AsSpan()) buffers[rows.Pointer] = buffers[rows.Packed] + first * rows.RowBytes;
            foreach (ref readonly LaneCarry carry in carries.AsSpan())
            {
                buffers[carry.Now] = RowsOf(carry, buffers, isSwapped) + first * carry.RowBytes;
                if (!isTest && carry.Next >= 0) buffers[carry.Next] = RowsOf(carry, buffers, !isSwapped) + first * carry.RowBytes;
            }
            buffers[flags] = buffers[flagRows] + first;
            Execute(isTest ? program.Test : program.Body, buffers);
            first += program.Lanes;
        }
    }

    private static byte* RowsOf(in LaneCarry carry, byte** buffers, bool isSwapped) => buffers[isSwapped && carry.Next >= 0 ? carry.Second : carry.First];

    private void Replace(int row, int by, byte** buffers, bool isSwapped)
    {
        foreach (ref readonly LaneRows rows in constants.AsSpan()) LaneRows.Move(buffers[rows.Packed], by, row, rows.RowBytes);
        foreach (ref readonly LaneCarry carry in carries.AsSpan()) LaneRows.Move(RowsOf(carry, buffers, isSwapped), by, row, carry.RowBytes);
    }

    private void Finish(int row, int lane, byte** buffers, bool isSwapped)
    {
        foreach (ref readonly LaneCarry carry in carries.AsSpan())
            Copy(RowsOf(carry, buffers, isSwapped) + row * carry.RowBytes, buffers[carry.Result] + lane * carry.RowBytes, carry.RowBytes);
    }

    public override string Describe() => string.Join('\n', [string.Create(CultureInfo.InvariantCulture, $"loop of {lanes} lanes"), .. programs.Lines()]);
}
