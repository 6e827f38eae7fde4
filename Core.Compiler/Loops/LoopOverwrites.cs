namespace Core.Compiler.Loops;

/// <summary>Finds out whether a kernel may write one array where it reads another: each element is read just before the one in its place is written, and never again.</summary>
internal sealed class LoopOverwrites
{
    private readonly int _read, _written;
    private readonly long _outer;
    private readonly List<For> _loops = [];
    private readonly List<(Address At, long LaneStride)> _loads = [], _stores = [];
    private Block? _home; // the block that all loads and stores are in

    private LoopOverwrites(int read, int written, long outer) => (_read, _written, _outer) = (read, written, outer);

    /// <summary>Whether it may.</summary>
    /// <param name="code">The kernel.</param>
    /// <param name="buffers">For each buffer of the kernel, the program's.</param>
    /// <param name="read">The buffer of the program that is read.</param>
    /// <param name="written">The one that is written.</param>
    /// <param name="outer">How many passes the outermost loop has.</param>
    public static bool IsSafe(LoopCode code, IReadOnlyList<int> buffers, int read, int written, long outer)
    {
        (int from, int to) = (-1, -1);
        for (int i = 0; i < buffers.Count; i++)
        {
            if (buffers[i] == read && from >= 0 || buffers[i] == written && to >= 0) return false;
            if (buffers[i] == read) from = i;
            if (buffers[i] == written) to = i;
        }
        if (from < 0 || to < 0 || from == to || code.Buffers[from].ByteSize != code.Buffers[to].ByteSize) return false;
        LoopOverwrites find = new(from, to, outer);
        return find.Visit(code.Body) && find._loads.All(find._stores.Contains);
    }

    private bool Visit(Block block)
    {
        foreach (Statement statement in block.Statements)
        {
            bool safe = statement switch
            {
                Load load => load.At.Buffer != _written && (load.At.Buffer != _read || (_stores.Count == 0 && Add(load.At, load.LaneStride, block, _loads))),
                Store store => store.At.Buffer != _read && (store.At.Buffer != _written || (CoversLoops(store.At) && Add(store.At, store.LaneStride, block, _stores))),
                Let { Instruction: { Opcode: Opcode.Gather, Bits: var buffer } } => buffer != _read && buffer != _written,
                Split => false,
                For loop => Visit(loop),
                WhileAny loop => Visit(loop.Condition) && Visit(loop.Body),
                IfAny branch => Visit(branch.Then) && Visit(branch.Else),
                _ => true,
            };
            if (!safe) return false;
        }
        return true;
    }

    private bool Visit(For loop)
    {
        _loops.Add(loop);
        bool safe = Visit(loop.Body);
        _loops.RemoveAt(_loops.Count - 1);
        return safe;
    }

    private bool Add(Address at, long laneStride, Block block, List<(Address, long)> list)
    {
        if (_home is not null && !ReferenceEquals(_home, block)) return false;
        _home = block;
        list.Add((at with { Buffer = 0 }, laneStride));
        return true;
    }

    // In each pass of the loops around it another element.
    private bool CoversLoops(Address at)
    {
        foreach (For loop in _loops)
            if (!IsOnce(loop) && !Covers(at, loop.Index)) return false;
        return true;
    }

    private bool IsOnce(For loop) => (loop.From.Kind, loop.To.Kind) switch
    {
        (BoundKind.Begin, BoundKind.End) => _outer == 1,
        (BoundKind.Number, BoundKind.Number) => loop.To.Number - loop.From.Number == 1,
        _ => false,
    };

    private bool Covers(Address at, int index)
    {
        foreach (IndexTerm term in at.Terms)
            if (term.Index == index && term.Stride != 0) return true;
        // An index that says where a loop within starts is in the index of that.
        foreach (For loop in _loops)
            if (loop.From is { Kind: BoundKind.Affine, Scale: not 0 } from && from.Index == index && Covers(at, loop.Index)) return true;
        return false;
    }
}
