using System.Runtime.CompilerServices;
using Core.Compiler.Loops;

namespace Core.Compiler.Emission;

/// <summary>Whether two codes are the same kernel: all of it compared by value, with a hash that is made once for each code.</summary>
internal sealed class LoopCodeComparer : IEqualityComparer<LoopCode>
{
    public static readonly LoopCodeComparer Instance = new();

    private readonly ConditionalWeakTable<LoopCode, StrongBox<int>> _hashes = [];

    public bool Equals(LoopCode? x, LoopCode? y) =>
        ReferenceEquals(x, y)
        || x is not null && y is not null
        && x.Lanes == y.Lanes && x.ScratchBytes == y.ScratchBytes && x.IndexCount == y.IndexCount
        && x.Buffers == y.Buffers && x.Registers == y.Registers && x.Values == y.Values && x.Methods == y.Methods
        && x.Body.Equals(y.Body);

    public int GetHashCode(LoopCode code) => _hashes.GetValue(code, static code => new StrongBox<int>(Hash(code))).Value;

    private static int Hash(LoopCode code)
    {
        HashCode hash = default;
        hash.Add(code.Lanes);
        hash.Add(code.ScratchBytes);
        hash.Add(code.Values.Count);
        Add(ref hash, code.Body);
        return hash.ToHashCode();
    }

    // Enough to tell most codes apart; equality looks at the rest.
    private static void Add(ref HashCode hash, Block block)
    {
        foreach (Statement statement in block.Statements)
        {
            switch (statement)
            {
                case Let let:
                    hash.Add((int)let.Instruction.Opcode | (int)let.Instruction.Type << 8 | let.Instruction.A << 12 ^ let.Instruction.B << 20);
                    hash.Add(let.Instruction.Bits);
                    break;
                case Load load: Add(ref hash, load.At, load.Stored); break;
                case Store store: Add(ref hash, store.At, store.Stored); break;
                case For loop:
                    hash.Add(loop.From.Number);
                    hash.Add(loop.To.Number);
                    hash.Add(loop.Unroll);
                    Add(ref hash, loop.Body);
                    break;
                case WhileAny loop:
                    Add(ref hash, loop.Condition);
                    Add(ref hash, loop.Body);
                    break;
                case IfAny branch:
                    Add(ref hash, branch.Then);
                    Add(ref hash, branch.Else);
                    break;
                case Accumulate accumulate: hash.Add((int)accumulate.Kind | accumulate.Register << 8); break;
                case Split split: hash.Add(split.Divisor); break;
                case Across or Set: break;
            }
        }
    }

    private static void Add(ref HashCode hash, Address address, DType stored)
    {
        hash.Add(address.Buffer << 8 | (int)stored);
        hash.Add(address.Offset);
        foreach (IndexTerm term in address.Terms) hash.Add(term.Stride << 8 | (uint)term.Index);
    }
}
