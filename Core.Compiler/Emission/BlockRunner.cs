using Core.Compiler.Loops;

namespace Core.Compiler.Emission;

/// <summary>Runs loop code without emitting any: made for many lanes, each instruction is a loop compiled ahead of time over a block of lanes in memory.</summary>
/// <remarks>Nothing is allocated while it runs. Blocks, registers and indices lie in the scratch memory, after that of the code.</remarks>
internal sealed unsafe partial class BlockRunner
{
    private readonly LoopCode _code;
    private readonly int[] _values, _registers;
    private readonly int _indices, _spare;
    private readonly Node[] _body;
    private int _bytes;

    private BlockRunner(LoopCode code)
    {
        if (code.Lanes % 16 != 0) throw new ArgumentException($"Blocks are whole vectors of 16 lanes; {code.Lanes} lanes are not.", nameof(code));
        _code = code;
        _bytes = (code.ScratchBytes + 63) & ~63;
        _indices = Take(code.IndexCount * sizeof(long));
        _registers = [.. code.Registers.Select(BlockOf)];
        _spare = Take(code.Lanes * sizeof(long));
        _values = new int[code.Values.Count];
        _facts = new LoopFacts(code);
        _body = Nodes(code.Body);
    }

    /// <summary>A kernel that runs the code so.</summary>
    public static Kernel Make(LoopCode code)
    {
        var runner = new BlockRunner(code);
        return new Kernel { Code = code, Method = runner.Run, ScratchBytes = runner._bytes };
    }

    /// <summary>What changes while a kernel runs.</summary>
    private struct State
    {
        public byte** Buffers;
        public byte* Scratch;
        public long* Indices;
        public long Begin, End;

        /// <summary>Lanes that count.</summary>
        public int Lanes;

        public int Vector;
    }

    private void Run(byte** buffers, byte* scratch, long begin, long end)
    {
        var state = new State { Buffers = buffers, Scratch = scratch, Indices = (long*)(scratch + _indices), Begin = begin, End = end, Lanes = _code.Lanes, Vector = -1 };
        Do(_body, ref state);
    }

    private static void Do(Node[] nodes, ref State state)
    {
        foreach (Node node in nodes) node.Do(ref state);
    }

    private int Take(int bytes)
    {
        int at = _bytes;
        _bytes += (bytes + 63) & ~63;
        return at;
    }

    private int BlockOf(LaneType type) => Take(_code.Lanes * (type is LaneType.F64 or LaneType.I64 ? 8 : 4));
}
