using Core.Compiler.Loops;

namespace Core.Compiler.Emission;

/// <summary>Loops: unrolled passes side by side, what is left over, masked tails.</summary>
internal sealed partial class LoopEmitter
{
    // More invariant values than these would only move from memory to the stack.
    private const int MostHoisted = 12;

    private For? VectorLoop { get; set; }

    /// <summary>Whether a loop has the same range in all passes, so that they go through it together.</summary>
    private bool SameRange(For loop, Pass[] passes)
    {
        return Same(loop.From) && Same(loop.To);

        bool Same(Bound bound)
        {
            if (bound.Kind != BoundKind.Affine) return true;
            long first = ShiftOf(passes[0], bound.Index);
            foreach (Pass pass in passes)
            {
                if (ShiftOf(pass, bound.Index) != first) return false;
            }
            return true;
        }
    }

    private void Emit(For loop, Pass[] passes)
    {
        long step = StepOf(loop);
        bool known = loop.From.Kind == BoundKind.Number && loop.To.Kind == BoundKind.Number;
        long trips = known ? loop.To.Number - loop.From.Number : long.MaxValue;
        if (trips <= 0) return;
        int unroll = UnrollOf(loop, trips / step);
        int index = NewLocal(Slot.Native, $"i{loop.Index}", false);
        Push(loop.From, passes[0]);
        _writer.Set(index);
        (_indexLocal[loop.Index], int depth) = (index, _scopes.Count);
        int end = -1;
        var accumulators = new List<Accumulators>();
        if (loop.To.Kind != BoundKind.Number)
        {
            end = NewLocal(Slot.Native, $"to{loop.Index}", false);
            Push(loop.To, passes[0]);
            _writer.Set(end);
        }
        List<Statement> invariants = HasInvariants(loop) ? Invariants(loop, passes[0]) : [];
        if (known || invariants.Count == 0) Nest();
        else _writer.If(() => { _writer.Get(index); PushEnd(0); }, Test.Less, Nest, null);
        if (end >= 0) Free(Slot.Native, end);
        Free(Slot.Native, index);
        _indexDepth[loop.Index] = -1;

        void PushEnd(long less)
        {
            if (end < 0)
            {
                _writer.Native(loop.To.Number - less);
                return;
            }
            _writer.Get(end);
            if (less == 0) return;
            _writer.Native(less);
            _writer.Subtract();
        }

        void Nest()
        {
            foreach (Statement statement in invariants)
            {
                foreach (Pass pass in passes) Hoist(statement, pass);
            }
            Scope scope = OpenScope(loop);
            _indexDepth[loop.Index] = depth;
            MakeDistances(loop, scope, index);
            _scopes.Add(scope);
            Passes();
            foreach (int split in SplitsIn(loop)) _indexDepth[split] = -1;
            _scopes.RemoveAt(_scopes.Count - 1);
            foreach ((_, int local) in scope.Distances) Free(Slot.Native, local);
            foreach ((int local, bool owned) in scope.Bases.ConvertAll(b => (b.Local, b.Owned)))
            {
                if (owned) Free(Slot.Pointer, local);
            }
            foreach (Statement statement in invariants)
            {
                foreach (Pass pass in passes) Forget(pass, ValueOf(statement));
            }
        }

        void Passes()
        {
            if (unroll > 1)
            {
                foreach (Pass pass in passes) MakeAccumulators(loop, pass, unroll, accumulators);
            }
            long bulk = known ? trips / (step * unroll) : long.MaxValue;
            if (bulk == 1) Some(unroll, trips > step * unroll);
            else if (bulk > 1) Repeat(unroll);
            long left = known ? trips % (step * unroll) : long.MaxValue;
            bool masked = loop.Vector && (!known || left % step != 0);
            if (unroll > 1 && left > 0)
            {
                // Fewer copies of the body beat fewer masks, but where masks are slow.
                if (!loop.Vector || !masked || !_vectors.MasksMemory) Repeat(1);
                if (masked)
                {
                    if (_vectors.MasksMemory) _writer.While(() => { _writer.Get(index); PushEnd(0); }, Test.Less, () => { Masked(); Advance(1); });
                    else Last();
                }
            }
            else if (masked)
            {
                Last();
            }
            Join(accumulators, unroll);

            void Last()
            {
                if (known) Masked();
                else _writer.If(() => { _writer.Get(index); PushEnd(0); }, Test.Less, Masked, null);
            }
        }

        void Repeat(int count)
        {
            // The last place where that many passes still fit, once.
            long less = step * count - 1;
            int last = -1;
            if (end >= 0 && less > 0)
            {
                last = NewLocal(Slot.Native, $"last{loop.Index}", false);
                PushEnd(less);
                _writer.Set(last);
            }
            _writer.While(
                () =>
                {
                    _writer.Get(index);
                    if (last >= 0) _writer.Get(last);
                    else PushEnd(less);
                },
                Test.Less,
                () => Some(count, true));
            if (last >= 0) Free(Slot.Native, last);
        }

        void Some(int count, bool advance)
        {
            Pass[] inner = new Pass[passes.Length * count];
            for (int p = 0; p < passes.Length; p++)
            {
                for (int k = 0; k < count; k++)
                {
                    Pass pass = inner[p * count + k] = new Pass { Parent = passes[p], Loop = loop, Shift = k, Values = new Binding[_code.Values.Count] };
                    if (count > 1) TakeCopies(loop, pass, passes[p], k, count, accumulators);
                }
            }
            For? outer = VectorLoop;
            if (loop.Vector) VectorLoop = loop;
            Emit(loop.Body, inner);
            VectorLoop = outer;
            foreach (Pass pass in inner) Flush(pass, -1);
            Close(inner);
            foreach (Pass pass in inner) FreeRegisters(loop, pass);
            if (advance) Advance(count);
        }

        void Advance(int count)
        {
            Increase(index, step * count);
            foreach ((long stride, int local) in _scopes[^1].Distances) Increase(local, stride * step * count);
        }

        void Masked()
        {
            int count = NewLocal(Slot.Native, "count", false);
            PushEnd(0);
            _writer.Get(index);
            _writer.Subtract();
            _writer.Set(count);
            _tail = MakeTail(loop, count);
            Some(1, false);
            Free(Slot.Native, count);
            Free(Slot.I32, _tail.Mask);
            if (_tail.WideLower >= 0)
            {
                Free(Slot.I64, _tail.WideLower);
                Free(Slot.I64, _tail.WideUpper);
            }
            _tail = null;
        }
    }

    private void Increase(int local, long by)
    {
        _writer.Get(local);
        _writer.Native(by);
        _writer.Add();
        _writer.Set(local);
    }

    private Tail MakeTail(For loop, int count)
    {
        int mask = Compare(LaneType.I32, 0);
        if (!HasWide(loop.Body)) return new Tail(count, mask, -1, -1);
        return new Tail(count, mask, Compare(LaneType.I64, 0), Compare(LaneType.I64, _half));

        int Compare(LaneType type, int less)
        {
            _writer.Call(_vectors.Method(VectorOp.Count, type));
            _writer.Get(count);
            if (less > 0)
            {
                _writer.Native(less);
                _writer.Subtract();
            }
            _writer.FromNative(type == LaneType.I32 ? Scalar.I32 : Scalar.I64);
            _writer.Call(_vectors.Method(VectorOp.Create, type));
            _writer.Call(_vectors.Method(Opcode.Less, type));
            int local = NewLocal((Slot)type, "tail", false);
            _writer.Set(local);
            return local;
        }
    }

    private bool HasWide(Block block)
    {
        bool wide = false;
        LoopFacts.Walk(block, statement => wide |= ValueOf(statement) is >= 0 and var value && _facts.Parts(value) == 2
            || statement is Store { Value: var stored } && _facts.Parts(stored) == 2
            || statement is Accumulate { Value: var added } && _facts.Parts(added) == 2
            || statement is WhileAny { Mask: var again } && _facts.Wide[again]
            || statement is IfAny { Mask: var yes } && _facts.Wide[yes]);
        return wide;
    }

    private static int ValueOf(Statement statement) => statement switch
    {
        Let let => let.Value,
        Load load => load.Value,
        Across across => across.Value,
        _ => -1,
    };

    /// <summary>Byte distances that addresses in the loop need and addressing modes do not make of the index: counted along with it.</summary>
    private void MakeDistances(For loop, Scope scope, int index)
    {
        foreach (Statement statement in loop.Body.Statements)
        {
            if (AddressOf(statement) is not { } address) continue;
            foreach (IndexTerm term in address.Terms)
            {
                long stride = term.Stride * StoredOf(statement).ByteSize;
                if (term.Index != loop.Index || stride is 0 or 1 or 2 or 4 or 8 || scope.Distances.Exists(d => d.Stride == stride)) continue;
                int local = NewLocal(Slot.Native, $"d{loop.Index}", false);
                _writer.Get(index);
                _writer.Native(stride);
                _writer.Multiply();
                _writer.Set(local);
                scope.Distances.Add((stride, local));
            }
        }
    }

    private static IEnumerable<int> SplitsIn(For loop)
    {
        foreach (Statement statement in loop.Body.Statements)
        {
            if (statement is Split split) yield return split.Index;
        }
    }

    /// <summary>How many passes are written out: no more than there are, and one where passes depend on each other.</summary>
    private int UnrollOf(For loop, long passes)
    {
        int unroll = (int)Math.Max(1, Math.Min(loop.Unroll, passes));
        if (unroll == 1) return 1;
        var own = new HashSet<int> { loop.Index };
        bool splits = false;
        LoopFacts.Walk(loop.Body, statement =>
        {
            if (statement is not Split split || !own.Contains(split.Of)) return;
            own.Add(split.Index);
            splits = true;
        });
        return splits || Roles(loop) is null ? 1 : unroll;
    }

    private static bool HasInvariants(For loop)
    {
        foreach (Statement statement in loop.Body.Statements)
        {
            if (statement is Load load && (load.LaneStride == 0 || !loop.Vector)) return true;
        }
        return false;
    }

    /// <summary>Loads, and what is computed of them alone, that are the same in every pass.</summary>
    private List<Statement> Invariants(For loop, Pass around)
    {
        var result = new List<Statement>();
        HashSet<int>? written = null;
        int hoisted = 0;
        foreach (Statement statement in loop.Body.Statements)
        {
            if (hoisted == MostHoisted) break;
            switch (statement)
            {
                case Let { Instruction.Opcode: Opcode.Constant } let: Take(let, let.Value); break;
                case Load load when (load.LaneStride == 0 || !loop.Vector) && Unchanging(load):
                    hoisted++;
                    Take(load, load.Value);
                    break;
                case Let { Instruction: { Opcode: not (Opcode.Constant or Opcode.IndexValue or Opcode.GetRegister or Opcode.CallPerLane or Opcode.Gather) } instruction } let
                    when hoisted > 0 && Known(instruction.A) && Known(instruction.B) && Known(instruction.C) && Known(instruction.D):
                    hoisted++;
                    Take(let, let.Value);
                    break;
            }
        }
        foreach (Statement statement in result) _hoisted[ValueOf(statement)] = false;
        return result;

        void Take(Statement statement, int value)
        {
            if (_facts.Uses[value] == 0) return;
            result.Add(statement);
            _hoisted[value] = true;
        }

        bool Known(int operand) => operand < 0 || _hoisted[operand] || Given(around, operand);

        bool Unchanging(Load load)
        {
            foreach (IndexTerm term in load.At.Terms)
            {
                if (term.Stride != 0 && (term.Index == loop.Index || _indexDepth[term.Index] < 0)) return false;
            }
            if (written is null)
            {
                written = [];
                LoopFacts.Walk(loop.Body, statement =>
                {
                    if (statement is Store store) written.Add(store.At.Buffer);
                });
            }
            return !written.Contains(load.At.Buffer);
        }
    }

    private static bool Given(Pass pass, int value)
    {
        for (Pass? at = pass; at is not null; at = at.Parent)
        {
            if (at.Values[value].Bound) return true;
        }
        return false;
    }

    private void Hoist(Statement statement, Pass pass)
    {
        int value = ValueOf(statement);
        if (statement is Let { Instruction.Opcode: Opcode.Constant }) pass.Values[value] = new Binding(true, statement, 0, 0, int.MaxValue, 0, false);
        else WriteOut(pass, value, statement, int.MaxValue);
        _hoisted[value] = true;
    }

    private void Forget(Pass pass, int value)
    {
        ref Binding binding = ref pass.Values[value];
        if (binding.Lazy is null) Free(binding, value);
        binding = default;
        _hoisted[value] = false;
    }
}
