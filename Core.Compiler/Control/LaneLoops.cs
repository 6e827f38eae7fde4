using Core.Compiler.Emission;
using Core.Compiler.Execution;
using Core.Compiler.Fusion;
using Core.Compiler.Loops;
using Core.Compiler.Lowering;
using Core.Ir;

namespace Core.Compiler.Control;

/// <summary>Loops whose lanes never meet, as one kernel: a block of lanes goes through all passes before the next block starts.</summary>
/// <remarks>
/// In a while loop a block ends when its own lanes are done, whatever others do. Lanes that are done keep their values, as in the printed program, so the results
/// are those of all lanes going through all passes together.
/// </remarks>
internal static class LaneLoops
{
    private const int BlocksAtOnce = 4; // groups of lanes that one pass of the outer loop does, in parts of the lanes side by side where they divide them
    private const int PieceNanoseconds = 20_000;
    private const int MostPieces = 64;

    /// <summary>The step of a <see cref="Scan"/> or <see cref="While"/>, or null if its lanes meet.</summary>
    public static Step? TryMake(Op op, StepContext context)
    {
        op = Prepared(op);
        if (LaneAxes.Of(op) is not { } axes) return null;
        Jaxpr body = op is While { BodyJaxpr: var whileBody } ? whileBody : ((Scan)op).Jaxpr;

        LoopBuilder b = new(KernelCompiler.NativeLanes);
        int work = body.Equations.Sum(equation => equation.Outputs.Sum(output => axes.Elements(output)));
        int streams = work <= 24 ? 4 : work <= 80 ? 2 : 1;
        while (streams > 1 && (axes.Lanes % streams != 0 || axes.Lanes / streams < b.Lanes)) streams /= 2;
        int perStream = axes.Lanes / streams;

        int[] inputs = new int[context.Inputs.Count], outputs = new int[context.Outputs.Count];
        for (int i = 0; i < inputs.Length; i++) inputs[i] = b.Buffer(context.InputType(i).DType.RealPart);
        for (int i = 0; i < outputs.Length; i++) outputs[i] = b.Buffer(context.OutputType(i).DType.RealPart);
        int block = b.Index(), lane = b.Index();
        long width = b.Lanes * BlocksAtOnce;
        b.Open();
        b.Open();
        LaneEmitter[] parts = new LaneEmitter[streams];
        for (int i = 0; i < streams; i++) parts[i] = new(axes, b, lane, i * perStream);
        int before = b.Length;
        if (op is While loop) Emit(loop, parts, axes, b, (part, i, var) => part.Load(var, inputs[i]), (part, i, var, value) => part.Store(var, value, outputs[i]));
        else
        {
            Scan scan = (Scan)op;
            Emit(scan, parts, axes, b, (part, i, var) => part.Load(var, inputs[i]),
                (part, i, var, pass, row, first) => part.Load(var, inputs[i], pass, row, first),
                (part, i, var, value) => part.Store(var, value, outputs[i]),
                (part, i, var, value, pass, row, first) => part.Store(var, value, outputs[i], pass, row, first));
        }
        b.CloseFor(lane, new Bound(BoundKind.Affine, 0, block, width), new Bound(BoundKind.Affine, width, block, width, perStream), vector: true);
        b.CloseFor(block, Bound.Begin, Bound.End);

        long blocks = (perStream + width - 1) / width;
        double passes = op is Scan { Length: var length } ? length : 50;
        double nanoseconds = blocks * BlocksAtOnce * passes * streams * work * 1.0;
        int pieces = (int)Math.Clamp(Math.Min(blocks, nanoseconds / PieceNanoseconds), 1, MostPieces);
        bool[] written = new bool[inputs.Length + outputs.Length];
        Array.Fill(written, true, inputs.Length, outputs.Length);
        string text = $"{op.Name} of {axes.Lanes} lanes: {work} elements a pass, {streams} × {b.Lanes} lanes at a time";
        return new NestStep(b.ToCode(), [.. context.Inputs, .. context.Outputs], written, blocks, pieces, nanoseconds, text);
    }

    /// <summary>A loop whose programs have no calls in them, loops within them neither.</summary>
    public static Op Prepared(Op op)
    {
        Jaxpr[] programs = new Jaxpr[op.Jaxprs.Count];
        bool changed = false;
        for (int i = 0; i < programs.Length; i++)
        {
            programs[i] = Prepared(op.Jaxprs[i]);
            if (op is Scan { CarryCount: var carries }) programs[i] = WithoutNumbers(programs[i], carries);
            changed |= !ReferenceEquals(programs[i], op.Jaxprs[i]);
        }
        return changed ? op.WithJaxprs(ValueArray.Adopt(programs)) : op;
    }

    /// <summary>A program without calls in it, or in loops in it, and without branches and loops by lane whose lanes never meet.</summary>
    public static Jaxpr Prepared(Jaxpr jaxpr)
    {
        Jaxpr program = Simplifier.Prepare(jaxpr);
        Equation[] equations = new Equation[program.Equations.Count];
        bool inner = false;
        for (int k = 0; k < equations.Length; k++)
        {
            Equation equation = program.Equations[k];
            Op prepared = equation.Op is Scan or While ? Prepared(equation.Op) : equation.Op;
            inner |= !ReferenceEquals(prepared, equation.Op);
            equations[k] = ReferenceEquals(prepared, equation.Op) ? equation : equation with { Op = prepared };
        }
        return inner ? new(program.ConstVars, program.Inputs, ValueArray.Adopt(equations), program.Outputs, program.Constants) : program;
    }

    /// <summary>A program whose outputs from one on are variables: a number among them is a step of its own.</summary>
    private static Jaxpr WithoutNumbers(Jaxpr program, int first)
    {
        List<Equation> numbers = [];
        Atom[] outputs = [.. program.Outputs];
        for (int i = first; i < outputs.Length; i++)
        {
            if (outputs[i] is not Literal number) continue;
            Var named = new(number.Type);
            numbers.Add(new(new Unary(UnaryKind.Copy), [number], [named]));
            outputs[i] = named;
        }
        return numbers.Count == 0 ? program : new(program.ConstVars, program.Inputs, [.. program.Equations, .. numbers], ValueArray.Adopt(outputs), program.Constants);
    }

    /// <summary>A loop inside a loop over lanes.</summary>
    public static void Inner(Equation equation, LaneAxes axes, LoopBuilder b, LaneEmitter part)
    {
        void Take(LaneEmitter to, int i, Var var) => to.Bind(var, to.Spread(to.ValueOf(equation.Inputs[i]), var));
        void Give(LaneEmitter to, int i, Var var, LaneArray value) => to.Bind(equation.Outputs[i], value);
        if (equation.Op is While loop) Emit(loop, [part], axes, b, Take, Give);
        else
        {
            Emit((Scan)equation.Op, [part], axes, b, Take, (_, _, _, _, _, _) => throw new UnsupportedException("scan: rows inside a loop over lanes."), Give,
                (_, _, _, _, _, _, _) => throw new UnsupportedException("scan: rows inside a loop over lanes."));
        }
    }

    private static void Emit(
        Scan scan, LaneEmitter[] parts, LaneAxes axes, LoopBuilder b, Action<LaneEmitter, int, Var> take, Action<LaneEmitter, int, Var, int, long, long> takeRow,
        Action<LaneEmitter, int, Var, LaneArray> give, Action<LaneEmitter, int, Var, LaneArray, int, long, long> giveRow)
    {
        Jaxpr body = scan.Jaxpr;
        int arrays = scan.ConstCount + scan.CarryCount;
        LaneArray[][] registers = new LaneArray[parts.Length][];
        for (int p = 0; p < parts.Length; p++)
        {
            for (int i = 0; i < arrays; i++) take(parts[p], i, body.Inputs[i]);
            registers[p] = Registers(parts[p], body, scan.ConstCount, scan.CarryCount);
        }
        int pass = b.Index();
        b.Open();
        LaneArray[][] now = new LaneArray[parts.Length][];
        for (int p = 0; p < parts.Length; p++)
        {
            now[p] = BindRegisters(parts[p], body, scan.ConstCount, registers[p]);
            for (int i = arrays; i < body.Inputs.Count; i++)
            {
                (long stride, long first) = Row(body.Inputs[i].Type);
                takeRow(parts[p], i, body.Inputs[i], pass, stride, first);
            }
        }
        foreach (LaneEmitter part in parts) part.Run(body);
        for (int p = 0; p < parts.Length; p++)
        {
            for (int i = scan.CarryCount; i < body.Outputs.Count; i++)
            {
                (long stride, long first) = Row(body.Outputs[i].Type);
                Var like = (Var)body.Outputs[i]; // numbers were named
                giveRow(parts[p], i, like, parts[p].ValueOf(like), pass, stride, first);
            }
            SetRegisters(parts[p], body, scan.ConstCount, registers[p], now[p], -1);
        }
        b.CloseFor(pass, 0, scan.Length);
        for (int p = 0; p < parts.Length; p++)
            for (int i = 0; i < scan.CarryCount; i++) give(parts[p], i, body.Inputs[scan.ConstCount + i], parts[p].Get(registers[p][i]));

        (long Stride, long First) Row(ArrayType type) => scan.Reverse ? (-type.Size, (scan.Length - 1) * type.Size) : (type.Size, 0);
    }

    private static void Emit(While loop, LaneEmitter[] parts, LaneAxes axes, LoopBuilder b, Action<LaneEmitter, int, Var> take, Action<LaneEmitter, int, Var, LaneArray> give)
    {
        (Jaxpr test, Jaxpr body) = (loop.CondJaxpr, loop.BodyJaxpr);
        int count = body.Outputs.Count;
        LaneArray[][] registers = new LaneArray[parts.Length][];
        int[] flags = new int[parts.Length];
        bool perLane = test.Outputs[0] is Var predicate && axes[predicate] != LaneAxes.Uniform;
        for (int p = 0; p < parts.Length; p++)
        {
            for (int i = 0; i < loop.CondConsts; i++) take(parts[p], i, test.Inputs[i]);
            for (int i = 0; i < body.Inputs.Count; i++) take(parts[p], loop.CondConsts + i, body.Inputs[i]);
            registers[p] = Registers(parts[p], body, loop.BodyConsts, count);
            flags[p] = b.Register(LaneType.Mask);
        }
        b.Open();
        int running = -1;
        for (int p = 0; p < parts.Length; p++)
        {
            BindRegisters(parts[p], test, loop.CondConsts, registers[p]);
            parts[p].Run(test);
            int mask = parts[p].ValueOf(test.Outputs[0]).Elements[0].A;
            if (perLane && parts[p].Active >= 0) mask = b.And(mask, parts[p].Active);
            b.Set(flags[p], mask);
            running = running < 0 ? mask : b.Or(running, mask);
        }
        Block condition = b.Close();
        b.Open();
        LaneArray[][] now = new LaneArray[parts.Length][];
        for (int p = 0; p < parts.Length; p++) now[p] = BindRegisters(parts[p], body, loop.BodyConsts, registers[p]);
        for (int p = 0; p < parts.Length; p++)
        {
            // Loops in the body run for lanes that are in it alone: in others they might not end.
            int before = parts[p].Active;
            if (perLane) parts[p].Active = b.Get(flags[p]);
            parts[p].Run(body);
            parts[p].Active = before;
        }
        for (int p = 0; p < parts.Length; p++) SetRegisters(parts[p], body, loop.BodyConsts, registers[p], now[p], perLane ? b.Get(flags[p]) : -1);
        b.WhileAny(condition, running, b.Close());
        for (int p = 0; p < parts.Length; p++)
            for (int i = 0; i < count; i++) give(parts[p], i, body.Inputs[loop.BodyConsts + i], parts[p].Get(registers[p][i]));
    }

    private static LaneArray[] Registers(LaneEmitter part, Jaxpr body, int first, int count)
    {
        LaneArray[] registers = new LaneArray[count];
        for (int i = 0; i < count; i++) registers[i] = part.Registers(body.Inputs[first + i], part.ValueOf(body.Inputs[first + i]));
        return registers;
    }

    private static LaneArray[] BindRegisters(LaneEmitter part, Jaxpr program, int first, LaneArray[] registers)
    {
        LaneArray[] now = new LaneArray[registers.Length];
        for (int i = 0; i < registers.Length; i++)
        {
            now[i] = part.Get(registers[i]);
            part.Bind(program.Inputs[first + i], now[i]);
        }
        return now;
    }

    private static void SetRegisters(LaneEmitter part, Jaxpr body, int first, LaneArray[] registers, LaneArray[] now, int mask)
    {
        for (int i = 0; i < registers.Length; i++)
        {
            Var carried = body.Inputs[first + i];
            if (ReferenceEquals(body.Outputs[i], carried)) continue;
            part.Set(registers[i], part.Spread(part.ValueOf(body.Outputs[i]), carried), now[i], mask);
        }
    }
}
