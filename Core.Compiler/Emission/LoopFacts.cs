using Core.Compiler.Loops;

namespace Core.Compiler.Emission;

/// <summary>How often and where each value of a <see cref="LoopCode"/> is used.</summary>
internal sealed class LoopFacts
{
    private readonly LoopCode _code;
    private readonly int[] _home;
    private int _block = -1;

    public LoopFacts(LoopCode code)
    {
        _code = code;
        int values = code.Values.Count;
        (Registers, Uses, Escapes, Wide, _home) = (new int[values], new int[values], new bool[values], new bool[values], new int[values]);
        Visit(code.Body, 0);
    }

    /// <summary>How often a register of the value is read when each instruction is written out once.</summary>
    public int[] Registers { get; }

    /// <summary>How many operands the value is.</summary>
    public int[] Uses { get; }

    /// <summary>Whether the value is used in another block than it comes from, or by a statement with blocks.</summary>
    public bool[] Escapes { get; }

    /// <summary>Whether a mask is as wide as 64-bit lanes.</summary>
    public bool[] Wide { get; }

    /// <summary>Registers that lanes of the value take.</summary>
    public int Parts(int value) => PartsOf(_code.Values[value], Wide[value]);

    /// <summary>Registers that lanes of a type take.</summary>
    public static int PartsOf(LaneType type, bool wide) => type switch
    {
        LaneType.F64 or LaneType.I64 => 2,
        LaneType.F32 or LaneType.I32 => 1,
        LaneType.Mask => wide ? 2 : 1,
    };

    /// <summary>The statements of a block and of the blocks in it, in order.</summary>
    public static void Walk(Block block, Action<Statement> visit)
    {
        foreach (Statement statement in block.Statements)
        {
            visit(statement);
            switch (statement)
            {
                case For loop: Walk(loop.Body, visit); break;
                case WhileAny loop: Walk(loop.Condition, visit); Walk(loop.Body, visit); break;
                case IfAny branch: Walk(branch.Then, visit); Walk(branch.Else, visit); break;
            }
        }
    }

    private void Visit(Block block, int depth)
    {
        int home = ++_block;
        foreach (Statement statement in block.Statements)
        {
            switch (statement)
            {
                case Let let: Visit(let, home); break;
                case Load load: _home[load.Value] = home; break;
                case Store store: Use(store.Value, home, 1); break;
                case Set set: Use(set.Value, home, 1); break;
                case Accumulate accumulate: Use(accumulate.Value, home, 1); break;
                case Across across: _home[across.Value] = home; break;
                case For loop: Visit(loop.Body, depth + 1); break;
                case WhileAny loop:
                    Visit(loop.Condition, depth + 1);
                    Use(loop.Mask, -1, 1);
                    Visit(loop.Body, depth + 1);
                    break;
                case IfAny branch:
                    Use(branch.Mask, -1, 1);
                    Visit(branch.Then, depth + 1);
                    Visit(branch.Else, depth + 1);
                    break;
                case Split: break;
            }
        }
    }

    private void Visit(Let let, int home)
    {
        Instruction instruction = let.Instruction;
        _home[let.Value] = home;
        LaneType result = _code.Values[let.Value];
        Wide[let.Value] = result == LaneType.Mask && instruction.Opcode switch
        {
            Opcode.And or Opcode.Or or Opcode.Xor or Opcode.Not => Wide[instruction.A],
            Opcode.Select => Wide[instruction.B],
            Opcode.Constant or Opcode.GetRegister => false,
            _ => instruction.Type is LaneType.F64 or LaneType.I64,
        };
        int parts = Parts(let.Value);
        if (instruction.A >= 0) Use(instruction.A, home, parts);
        if (instruction.B >= 0) Use(instruction.B, home, parts);
        if (instruction.C >= 0) Use(instruction.C, home, parts);
        if (instruction.D >= 0) Use(instruction.D, home, parts);
    }

    private void Use(int value, int home, int parts)
    {
        Uses[value]++;
        Registers[value] += Math.Max(1, parts / Parts(value));
        if (_home[value] != home) Escapes[value] = true;
    }
}
