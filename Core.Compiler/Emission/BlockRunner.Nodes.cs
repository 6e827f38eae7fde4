using System.Reflection;
using Core.Compiler.Loops;

namespace Core.Compiler.Emission;

internal sealed unsafe partial class BlockRunner
{
    private readonly LoopFacts _facts;
    private readonly Stack<int> _free32 = new(), _free64 = new();

    private bool Wide(int value) => _code.Values[value] is LaneType.F64 or LaneType.I64;

    private int NewBlock(int value) => _values[value] = (Wide(value) ? _free64 : _free32).TryPop(out int at) ? at : BlockOf(_code.Values[value]);

    /// <summary>Statements as nodes. A value used in its own block alone leaves its place to others after its last use.</summary>
    private Node[] Nodes(Block block)
    {
        var nodes = new List<Node>();
        var last = new Dictionary<int, int>();
        for (int i = 0; i < block.Statements.Count; i++)
        {
            foreach (int operand in Operands(block.Statements[i])) last[operand] = i;
        }
        for (int i = 0; i < block.Statements.Count; i++)
        {
            Statement statement = block.Statements[i];
            nodes.Add(Make(statement));
            foreach (int operand in Operands(statement))
            {
                if (last[operand] == i && last.Remove(operand) && !_facts.Escapes[operand]) (Wide(operand) ? _free64 : _free32).Push(_values[operand]);
                if (!last.ContainsKey(operand)) last[operand] = -1;
            }
        }
        return [.. nodes];
    }

    private static int[] Operands(Statement statement) => statement switch
    {
        Let { Instruction: var i } => [.. new[] { i.A, i.B, i.C, i.D }.Where(v => v >= 0).Distinct()],
        Store store => [store.Value],
        Set set => [set.Value],
        Accumulate accumulate => [accumulate.Value],
        _ => [],
    };

    private Node Make(Statement statement)
    {
        switch (statement)
        {
            case Let let: return Make(let);
            case Load load:
                return new LoadNode(load, NewBlock(load.Value));
            case Store store: return new StoreNode(store, _values[store.Value]);
            case Set set: return new InstructionNode(BlockLoops.Of(Opcode.Bitcast, _code.Registers[set.Register], _code.Registers[set.Register]), _registers[set.Register], _values[set.Value], 0, 0, 0, _code.Lanes);
            case Accumulate accumulate: return MakeAccumulate(accumulate);
            case Across across: return new AcrossNode(Combining(across.Kind, _code.Registers[across.Register]), NewBlock(across.Value), _registers[across.Register], _spare, _code.Lanes, SizeOf(_code.Registers[across.Register]));
            case For loop: return MakeFor(loop);
            case Split split: return new SplitNode(split);
            case WhileAny loop:
                Node[] condition = Nodes(loop.Condition);
                return new WhileNode(condition, _values[loop.Mask], Nodes(loop.Body));
            case IfAny branch: return new IfNode(_values[branch.Mask], Nodes(branch.Then), Nodes(branch.Else));
            default: throw new InvalidOperationException($"{statement.GetType().Name} is no statement.");
        }
    }

    private static int SizeOf(LaneType type) => type is LaneType.F64 or LaneType.I64 ? 8 : 4;

    private Node Make(Let let)
    {
        Instruction i = let.Instruction;
        LaneType result = _code.Values[let.Value];
        int a = i.A >= 0 ? _values[i.A] : 0, b = i.B >= 0 ? _values[i.B] : 0, c = i.C >= 0 ? _values[i.C] : 0, r = NewBlock(let.Value);
        switch (i.Opcode)
        {
            case Opcode.IndexValue: return new IndexNode((int)i.Bits, r, result == LaneType.I64, _code.Lanes);
            case Opcode.GetRegister: return new InstructionNode(BlockLoops.Of(Opcode.Bitcast, result, result), r, _registers[i.Bits], 0, 0, 0, _code.Lanes);
            case Opcode.CallPerLane: return MakeCall(_code.Methods[(int)i.Bits], i.Type, r, a, b, c, i.D >= 0 ? _values[i.D] : 0);
            case Opcode.Gather: return new GatherNode((int)i.Bits, _code.Buffers[(int)i.Bits], r, a, _code.Values[i.A] == LaneType.I64);
            case Opcode.Convert or Opcode.ConvertUnsigned or Opcode.ConvertTruncate or Opcode.Bitcast:
                return new InstructionNode(BlockLoops.Of(i.Opcode, _code.Values[i.A], result), r, a, 0, 0, 0, _code.Lanes);
            default: return new InstructionNode(BlockLoops.Of(i.Opcode, i.Type), r, a, b, c, i.Bits, _code.Lanes);
        }
    }

    private static Node MakeCall(MethodInfo method, LaneType type, int r, int a, int b, int c, int d) => (type, method.GetParameters().Length) switch
    {
        (LaneType.F32, 1) => new CallNode<float>(r, a, b, c, one: method.CreateDelegate<Func<float, float>>()),
        (LaneType.F32, 2) => new CallNode<float>(r, a, b, c, two: method.CreateDelegate<Func<float, float, float>>()),
        (LaneType.F32, 3) => new CallNode<float>(r, a, b, c, three: method.CreateDelegate<Func<float, float, float, float>>()),
        (LaneType.F32, _) => new CallNode<float>(r, a, b, c, d, four: method.CreateDelegate<Func<float, float, float, float, float>>()),
        (LaneType.F64, 1) => new CallNode<double>(r, a, b, c, one: method.CreateDelegate<Func<double, double>>()),
        (LaneType.F64, 2) => new CallNode<double>(r, a, b, c, two: method.CreateDelegate<Func<double, double, double>>()),
        (LaneType.F64, 3) => new CallNode<double>(r, a, b, c, three: method.CreateDelegate<Func<double, double, double, double>>()),
        (LaneType.F64, _) => new CallNode<double>(r, a, b, c, d, four: method.CreateDelegate<Func<double, double, double, double, double>>()),
        (LaneType.I32, 1) => new CallNode<int>(r, a, b, c, one: method.CreateDelegate<Func<int, int>>()),
        (LaneType.I32, 2) => new CallNode<int>(r, a, b, c, two: method.CreateDelegate<Func<int, int, int>>()),
        (LaneType.I32, 3) => new CallNode<int>(r, a, b, c, three: method.CreateDelegate<Func<int, int, int, int>>()),
        (LaneType.I32, _) => new CallNode<int>(r, a, b, c, d, four: method.CreateDelegate<Func<int, int, int, int, int>>()),
        (LaneType.I64, 1) => new CallNode<long>(r, a, b, c, one: method.CreateDelegate<Func<long, long>>()),
        (LaneType.I64, 2) => new CallNode<long>(r, a, b, c, two: method.CreateDelegate<Func<long, long, long>>()),
        (LaneType.I64, 3) => new CallNode<long>(r, a, b, c, three: method.CreateDelegate<Func<long, long, long, long>>()),
        _ => new CallNode<long>(r, a, b, c, d, four: method.CreateDelegate<Func<long, long, long, long, long>>()),
    };

    /// <summary>The instruction that combines two registers.</summary>
    private static InstructionLoop Combining(Combine kind, LaneType type) => new(kind switch
    {
        Combine.Sum => BlockLoops.Of(Opcode.Add, type),
        Combine.Prod => BlockLoops.Of(Opcode.Mul, type),
        Combine.Min => BlockLoops.Smaller(type),
        Combine.Max => BlockLoops.Larger(type),
        Combine.MinUnsigned => BlockLoops.Of(Opcode.MinUnsigned, type),
        Combine.MaxUnsigned => BlockLoops.Of(Opcode.MaxUnsigned, type),
        Combine.And => BlockLoops.Of(Opcode.And, type),
        Combine.Or => BlockLoops.Of(Opcode.Or, type),
        Combine.Xor => BlockLoops.Of(Opcode.Xor, type),
    });

    private AccumulateNode MakeAccumulate(Accumulate accumulate)
    {
        LaneType type = _code.Registers[accumulate.Register];
        return new AccumulateNode(Combining(accumulate.Kind, type), _registers[accumulate.Register], _values[accumulate.Value], _spare, _code.Lanes, SizeOf(type));
    }

    private ForNode MakeFor(For loop)
    {
        long step = loop.Vector ? _code.Lanes : 1;
        var copies = new List<Accumulator>();
        if (loop.Unroll > 1 && LoopEmitter.Accumulated(loop) is { } accumulators)
        {
            foreach ((int register, Combine kind) in accumulators)
            {
                LaneType type = _code.Registers[register];
                int[] blocks = [.. Enumerable.Range(0, loop.Unroll - 1).Select(_ => BlockOf(type))];
                copies.Add(new Accumulator(Combining(kind, type), _registers[register], blocks, LoopEmitter.Neutral(kind, type), type == LaneType.Mask ? LaneType.I32 : type, _code.Lanes));
            }
        }
        return new ForNode(loop, step, [.. copies], Nodes(loop.Body));
    }
}
