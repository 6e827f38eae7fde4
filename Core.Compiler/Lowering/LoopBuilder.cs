using System.Reflection;
using System.Runtime.InteropServices;
using Core.Compiler.Loops;

namespace Core.Compiler.Lowering;

/// <summary>Makes a <see cref="LoopCode"/>, statement by statement, in nested blocks.</summary>
/// <remarks>
/// A pure instruction that an open block already has is not repeated: its value is taken again. Constants are folded where that costs nothing
/// (conversions, selections by a known mask). Made for one kernel and thrown away; not safe to use from several threads.
/// </remarks>
internal sealed partial class LoopBuilder(int lanes)
{
    private const int CacheLine = 64;

    // Statements of all open blocks, the innermost last; a block that is closed takes its own off the end.
    private readonly List<Statement> _statements = new(128);
    private readonly List<(int Statements, int Known)> _open = new(8);
    private readonly List<LaneType> _values = new(128);
    private readonly List<Instruction> _definitions = new(128);
    private readonly Dictionary<Instruction, int> _known = new(128);
    private readonly List<Instruction> _order = new(128);
    private readonly List<LaneType> _registers = [];
    private readonly List<DType> _buffers = [];
    private readonly List<MethodInfo> _methods = [];
    private int _indices;
    private int _scratch;

    /// <summary>How many lanes the code is made for.</summary>
    public int Lanes => lanes;

    /// <summary>How many statements there are in the open blocks: what has been added since it was last asked tells how long a piece of code is.</summary>
    public int Length => _statements.Count;

    /// <summary>The finished code; all blocks are closed.</summary>
    public LoopCode ToCode()
    {
        if (_open.Count != 0) throw new InvalidOperationException($"{_open.Count} blocks of the loop code are still open.");
        return new LoopCode
        {
            Buffers = [.. _buffers],
            ScratchBytes = _scratch,
            Registers = [.. _registers],
            IndexCount = _indices,
            Values = [.. _values],
            Methods = [.. _methods],
            Lanes = lanes,
            Body = new(ValueArray.Create<Statement>(CollectionsMarshal.AsSpan(_statements))),
        };
    }

    /// <summary>A new buffer of the table of pointers.</summary>
    public int Buffer(DType dtype)
    {
        _buffers.Add(dtype);
        return _buffers.Count - 1;
    }

    /// <summary>A new loop index.</summary>
    public int Index() => _indices++;

    /// <summary>A new register.</summary>
    public int Register(LaneType type)
    {
        _registers.Add(type);
        return _registers.Count - 1;
    }

    /// <summary>A new part of the scratch memory; gives its offset in bytes.</summary>
    public int Scratch(int bytes)
    {
        int offset = _scratch;
        _scratch += (bytes + CacheLine - 1) / CacheLine * CacheLine;
        return offset;
    }

    /// <summary>The type of a value.</summary>
    public LaneType TypeOf(int value) => _values[value];

    /// <summary>Whether a value is a constant, and its bits.</summary>
    public bool IsConstant(int value, out long bits)
    {
        Instruction definition = _definitions[value];
        bits = definition.Bits;
        return definition.Opcode is Opcode.Constant && _values[value] == definition.Type;
    }

    /// <summary>Opens a block, to be closed by one of the methods that put it to use.</summary>
    public void Open() => _open.Add((_statements.Count, _order.Count));

    /// <summary>Closes the innermost block. What it has is known in it alone.</summary>
    public Block Close()
    {
        (int start, int known) = _open[^1];
        _open.RemoveAt(_open.Count - 1);
        Block block = new(ValueArray.Create<Statement>(CollectionsMarshal.AsSpan(_statements)[start..]));
        _statements.RemoveRange(start, _statements.Count - start);
        for (int i = known; i < _order.Count; i++) _known.Remove(_order[i]);
        _order.RemoveRange(known, _order.Count - known);
        return block;
    }

    /// <summary>A loop whose body is the innermost block, which it closes.</summary>
    public void CloseFor(int index, Bound from, Bound to, bool vector = false, int unroll = 1) =>
        _statements.Add(new For(index, from, to, Close()) { Vector = vector, Unroll = unroll });

    /// <summary>Does the innermost block, which it closes, where the mask is true in some lane.</summary>
    public void CloseIfAny(int mask)
    {
        Block then = Close();
        _statements.Add(new IfAny(mask, then, new([])));
    }

    /// <summary>Does one of two blocks.</summary>
    public void IfAny(int mask, Block then, Block otherwise) => _statements.Add(new IfAny(mask, then, otherwise));

    /// <summary>Repeats a block as long as the mask at the end of the condition is true in some lane.</summary>
    public void WhileAny(Block condition, int mask, Block body) => _statements.Add(new WhileAny(condition, mask, body));

    /// <summary>Adds a statement that gives no value.</summary>
    public void Add(Statement statement) => _statements.Add(statement);

    /// <summary>Reads lanes from memory.</summary>
    public int Load(Address at, DType stored, long laneStride)
    {
        int value = NewValue(LaneTypeOf(stored));
        _statements.Add(new Load(value, at, stored, laneStride));
        return value;
    }

    /// <summary>Reads lanes of a type of the lanes, which scratch memory holds as they are.</summary>
    public void Store(Address at, DType stored, long laneStride, int value, bool nonTemporal = false) =>
        _statements.Add(new Store(at, stored, laneStride, value) { NonTemporal = nonTemporal });

    /// <summary>Gives a register a value.</summary>
    public void Set(int register, int value) => _statements.Add(new Set(register, value));

    /// <summary>The current value of a register.</summary>
    public int Get(int register)
    {
        int value = NewValue(_registers[register]);
        return Define(value, new(Opcode.GetRegister, _registers[register], Bits: register));
    }

    /// <summary>Combines a value into a register.</summary>
    public void Accumulate(int register, Combine kind, int value) => _statements.Add(new Accumulate(register, kind, value));

    /// <summary>All lanes of a register combined into one.</summary>
    public int Across(Combine kind, int register)
    {
        int value = NewValue(_registers[register]);
        _statements.Add(new Across(value, kind, register));
        return value;
    }

    /// <summary>An index made of another.</summary>
    public int Split(int of, long divisor, long modulus)
    {
        int index = Index();
        _statements.Add(new Split(index, of, divisor, modulus));
        return index;
    }

    /// <summary>Elements of a buffer at places that differ from lane to lane.</summary>
    public int Gather(int buffer, int place, DType stored)
    {
        LaneType type = LaneTypeOf(stored);
        return Define(NewValue(type), new(Opcode.Gather, type, place, Bits: buffer));
    }

    /// <summary>How elements of a type are held in lanes: the narrow ones widened, unsigned ones as the signed of the same width.</summary>
    public static LaneType LaneTypeOf(DType dtype) => dtype switch
    {
        DType.Bool => LaneType.Mask,
        DType.I8 or DType.I16 or DType.I32 or DType.U8 or DType.U16 or DType.U32 => LaneType.I32,
        DType.I64 or DType.U64 => LaneType.I64,
        DType.BF16 or DType.F16 or DType.F32 or DType.C64 => LaneType.F32,
        DType.F64 or DType.C128 => LaneType.F64,
        DType.KeyFry or DType.KeyRbg or DType.KeyUrbg => LaneType.I32,
    };

    /// <summary>The value of a pure instruction: a new one, or the one there is.</summary>
    private int Pure(in Instruction instruction, LaneType type)
    {
        ref int place = ref CollectionsMarshal.GetValueRefOrAddDefault(_known, instruction, out bool exists);
        if (exists) return place;
        int value = NewValue(type);
        place = value;
        _order.Add(instruction);
        return Define(value, instruction);
    }

    private int NewValue(LaneType type)
    {
        _values.Add(type);
        _definitions.Add(default(Instruction) with { A = -1, B = -1, C = -1, Opcode = Opcode.GetRegister });
        return _values.Count - 1;
    }

    private int Define(int value, in Instruction instruction)
    {
        _definitions[value] = instruction;
        _statements.Add(new Let(value, instruction));
        return value;
    }
}
