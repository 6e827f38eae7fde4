using Core.Compiler.Loops;

namespace Core.Compiler.Emission;

/// <summary>Addresses: the part of outer loops is made before an inner loop starts, the part of the innermost index is one that addressing modes take.</summary>
internal sealed partial class LoopEmitter
{
    private readonly List<Scope> _scopes = [];
    private readonly int[] _indexDepth, _indexLocal;

    /// <summary>An open loop, or the method itself: the addresses that inner statements start from, and byte distances that grow with the index.</summary>
    private sealed class Scope(int index)
    {
        public int Index => index;

        public List<(Base Key, int Local, bool Owned)> Bases { get; } = [];

        public List<(long Stride, int Local)> Distances { get; } = [];

        public int Find(Base key)
        {
            foreach ((Base known, int local, _) in Bases)
            {
                if (known.Equals(key)) return local;
            }
            return -1;
        }
    }

    /// <summary>A buffer plus indices times bytes.</summary>
    private readonly record struct Base(int Buffer, ValueArray<IndexTerm> Bytes);

    private int Depth => _scopes.Count - 1;

    private void OpenBuffers(Block block)
    {
        var used = new SortedSet<int>();
        LoopFacts.Walk(block, statement =>
        {
            if (AddressOf(statement) is { } address) used.Add(address.Buffer);
            if (statement is Let { Instruction: { Opcode: Opcode.Gather } gather }) used.Add((int)gather.Bits);
        });
        foreach (int buffer in used)
        {
            int local = NewLocal(Slot.Pointer, buffer == Address.Scratch ? "scratch" : $"b{buffer}", true);
            if (buffer == Address.Scratch)
            {
                _writer.Argument(CodeWriter.Scratch);
            }
            else
            {
                _writer.Argument(CodeWriter.Buffers);
                if (buffer > 0)
                {
                    _writer.Native((long)buffer * nint.Size);
                    _writer.Add();
                }
                _writer.ReadPointer();
            }
            _writer.Set(local);
            _scopes[0].Bases.Add((new Base(buffer, []), local, false));
        }
    }

    private static Address? AddressOf(Statement statement) => statement switch
    {
        Load load => load.At,
        Store store => store.At,
        _ => null,
    };

    private static DType StoredOf(Statement statement) => statement switch
    {
        Load load => load.Stored,
        Store store => store.Stored,
        _ => throw new InvalidOperationException(),
    };

    /// <summary>The terms of an address whose indices are known and lie in loops outside of a depth, in bytes.</summary>
    private Base BaseOf(Address address, int size, int below)
    {
        var terms = new List<IndexTerm>(address.Terms.Count);
        foreach (IndexTerm term in address.Terms)
        {
            if (term.Stride != 0 && _indexDepth[term.Index] >= 0 && _indexDepth[term.Index] < below) terms.Add(new IndexTerm(term.Index, term.Stride * size));
        }
        return new Base(address.Buffer, [.. terms]);
    }

    /// <summary>Makes, before a loop starts, the addresses that its statements start from, and the byte distances that its index makes.</summary>
    private Scope OpenScope(For loop)
    {
        var scope = new Scope(loop.Index);
        int depth = _scopes.Count;
        LoopFacts.Walk(loop.Body, statement =>
        {
            if (AddressOf(statement) is not { } address) return;
            int size = StoredOf(statement).ByteSize;
            Base key = BaseOf(address, size, depth);
            if (scope.Find(key) >= 0) return;
            (int local, bool made) = MakeBase(address, key, size);
            scope.Bases.Add((key, local, made));
        });
        return scope;
    }

    /// <summary>The local with the address of a base: one of the current scope, plus what its index adds.</summary>
    private (int Local, bool Made) MakeBase(Address address, Base key, int size)
    {
        Base outer = BaseOf(address, size, Depth);
        int start = _scopes[Depth].Find(outer);
        if (start < 0) start = _scopes[0].Find(new Base(address.Buffer, []));
        bool complete = _scopes[Depth].Find(outer) < 0;
        if (!complete && outer.Bytes.Count == key.Bytes.Count) return (start, false);
        _writer.Get(start);
        foreach (IndexTerm term in key.Bytes)
        {
            if (complete || _indexDepth[term.Index] == Depth) AddTerm(term);
        }
        int local = NewLocal(Slot.Pointer, address.Buffer == Address.Scratch ? "s" : $"p{address.Buffer}", false);
        _writer.Set(local);
        return (local, true);
    }

    /// <summary>Adds an index times bytes to the address on the stack.</summary>
    private void AddTerm(IndexTerm term)
    {
        foreach ((long stride, int local) in _scopes[Depth].Distances)
        {
            if (_scopes[Depth].Index != term.Index || stride != term.Stride) continue;
            _writer.Get(local);
            _writer.Add();
            return;
        }
        _writer.Get(_indexLocal[term.Index]);
        if (term.Stride != 1)
        {
            _writer.Native(term.Stride);
            _writer.Multiply();
        }
        _writer.Add();
    }

    /// <summary>Puts the address of the first lane on the stack, plus so many bytes.</summary>
    private void PushAddress(Pass pass, Address address, int size, long plus = 0)
    {
        Base outer = BaseOf(address, size, Depth);
        int start = _scopes[Depth].Find(outer);
        bool complete = start < 0;
        if (complete) start = _scopes[0].Find(new Base(address.Buffer, []));
        _writer.Get(start);
        foreach (IndexTerm term in address.Terms)
        {
            if (term.Stride == 0) continue;
            if (complete || _indexDepth[term.Index] == Depth) AddTerm(new IndexTerm(term.Index, term.Stride * size));
        }
        long distance = plus + (address.Buffer == Address.Scratch ? address.Offset : address.Offset * size);
        for (Pass? at = pass; at is not null; at = at.Parent)
        {
            if (at.Loop is null || at.Shift == 0) continue;
            foreach (IndexTerm term in address.Terms)
            {
                if (term.Index == at.Loop.Index) distance += at.Shift * StepOf(at.Loop) * term.Stride * size;
            }
        }
        if (distance == 0) return;
        _writer.Native(distance);
        _writer.Add();
    }

    private long StepOf(For loop) => loop.Vector ? _code.Lanes : 1;

    private void Emit(Split split, Pass pass)
    {
        PushIndex(pass, split.Of);
        if (split.Divisor != 1)
        {
            _writer.Native(split.Divisor);
            _writer.Divide();
        }
        if (split.Modulus != long.MaxValue)
        {
            _writer.Native(split.Modulus);
            _writer.Remainder();
        }
        int local = NewLocal(Slot.Native, $"i{split.Index}", true);
        _writer.Set(local);
        (_indexLocal[split.Index], _indexDepth[split.Index]) = (local, Depth);
    }

    /// <summary>An index as the pass sees it.</summary>
    private void PushIndex(Pass pass, int index)
    {
        _writer.Get(_indexLocal[index]);
        long plus = ShiftOf(pass, index);
        if (plus == 0) return;
        _writer.Native(plus);
        _writer.Add();
    }

    private long ShiftOf(Pass pass, int index)
    {
        for (Pass? at = pass; at is not null; at = at.Parent)
        {
            if (at.Loop?.Index == index) return at.Shift * StepOf(at.Loop);
        }
        return 0;
    }

    private void Push(Bound bound, Pass pass)
    {
        switch (bound.Kind)
        {
            case BoundKind.Number: _writer.Native(bound.Number); break;
            case BoundKind.Begin: _writer.Argument(CodeWriter.Begin); break;
            case BoundKind.End: _writer.Argument(CodeWriter.End); break;
            case BoundKind.Affine:
                PushIndex(pass, bound.Index);
                _writer.Native(bound.Scale);
                _writer.Multiply();
                if (bound.Number != 0)
                {
                    _writer.Native(bound.Number);
                    _writer.Add();
                }
                if (bound.Limit == long.MaxValue) break;
                _writer.Native(bound.Limit);
                _writer.Minimum();
                break;
        }
    }
}
