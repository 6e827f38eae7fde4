using Core.Compiler.Emission;
using Core.Compiler.Fusion;
using Core.Compiler.Kernels;
using Core.Ir;
using Core.Tracing;

namespace Core.Compiler.Execution;

/// <summary>Decides where every value of a program lies and which steps compute it.</summary>
/// <remarks>
/// Results that a step makes are written where they are returned; everything else that is computed lives in one arena, in places that are used again when
/// a value is dead. Programs inside loops have a region of their own in it, which lives as long as the loop runs.
/// </remarks>
internal sealed class Planner
{
    private const int Alignment = 64;

    private static readonly KernelRules Rules = new();

    private readonly List<PlannedBuffer> _buffers = [];
    private readonly List<ArrayData> _constants = [];
    private readonly Dictionary<Literal, int> _literals = [];
    private readonly Dictionary<(Var, ArrayData), int> _constantVars = []; // programs that share their text may have other values
    private readonly Dictionary<Jaxpr, InPlace> _programs = new(ReferenceEqualityComparer.Instance);
    private readonly int _threads;

    private Planner(int threads) => _threads = threads;

    /// <summary>Compiles a program.</summary>
    /// <param name="jaxpr">The program, with the values of its constants.</param>
    /// <param name="options">How.</param>
    /// <exception cref="UnsupportedException">An op cannot be compiled.</exception>
    public static Executable Compile(Jaxpr jaxpr, CompilerOptions options)
    {
        if (!KernelCompiler.HasDynamicCode) TraceScope.Log.CompiledWithoutCode();
        Planner planner = new(options.Threads);
        ArrayType[] inputs = [.. jaxpr.Inputs.Select(input => input.Type.Content)], outputs = [.. jaxpr.Outputs.Select(output => output.Type.Content)];
        int[] inputBuffers = new int[inputs.Length], outputBuffers = new int[outputs.Length];
        for (int i = 0; i < inputs.Length; i++) inputBuffers[i] = planner.Add(BufferKind.Input, inputs[i], i);
        for (int i = 0; i < outputs.Length; i++) outputBuffers[i] = planner.Add(BufferKind.Output, outputs[i], i);
        using KernelJit jit = KernelJit.Start();
        Region region = new(planner) { IsOutermost = true };
        region.Build(planner.Fused(jaxpr), inputBuffers, outputBuffers);
        long arena = region.Place(0);
        if (options.MemoryLimit is { } limit) Executable.CheckMemory(arena, outputs.Sum(output => output.ByteSize), limit);
        (int, int)[] donations = options.Donated.Count == 0 ? [] : Donations.Find(region.Steps, planner._buffers, options.Donated, inputBuffers, outputBuffers);
        jit.Finish();
        return new([.. region.Steps], [.. planner._buffers], [.. planner._constants], Used(jaxpr), outputs, arena, options.Threads) { Donated = options.Donated, Donations = donations };
    }

    private InPlace Fused(Jaxpr jaxpr) => _programs.TryGetValue(jaxpr, out InPlace? program) ? program : _programs[jaxpr] = new(FusedProgram.Fuse(jaxpr), Fused);

    /// <summary>Which inputs of a program anything in it reads.</summary>
    private static bool[] Used(Jaxpr jaxpr)
    {
        HashSet<Atom> read = new(jaxpr.Outputs, ReferenceEqualityComparer.Instance);
        foreach (Equation equation in jaxpr.Equations) read.UnionWith(equation.Inputs);
        return [.. jaxpr.Inputs.Select(read.Contains)];
    }

    private int Add(BufferKind kind, ArrayType type, long number)
    {
        _buffers.Add(new(kind, type, number));
        return _buffers.Count - 1;
    }

    private int Constant(ArrayData value)
    {
        _constants.Add(value);
        return Add(BufferKind.Constant, new(value.DType, value.Shape), _constants.Count - 1);
    }

    private int Constant(Literal literal) => _literals.TryGetValue(literal, out int buffer) ? buffer : _literals[literal] = Constant(literal.ToArray());

    /// <summary>The steps and values of one program: the whole, or one inside a loop.</summary>
    private sealed class Region(Planner planner)
    {
        private readonly Dictionary<Var, int> _places = [];
        private readonly List<(int Buffer, int First, int Last)> _fixed = []; // workspaces, by the steps that may use them
        private readonly List<(Region Inner, int Buffer)> _inner = [];
        private readonly List<int> _own = [];
        private readonly Dictionary<int, int> _shared = [];
        private readonly HashSet<Var> _arena = []; // variables whose place is in the arena

        public List<Step> Steps { get; } = [];

        public bool IsOutermost { get; init; }

        /// <summary>Makes the steps of a program.</summary>
        /// <param name="places">The program.</param>
        /// <param name="inputs">The buffers of its inputs.</param>
        /// <param name="outputs">The buffers of its outputs: that of an input only if it may be made there.</param>
        public void Build(InPlace places, ReadOnlySpan<int> inputs, ReadOnlySpan<int> outputs)
        {
            FusedProgram program = places.Program;
            Jaxpr jaxpr = program.Jaxpr;
            for (int i = 0; i < inputs.Length; i++) _places[jaxpr.Inputs[i]] = inputs[i];
            for (int i = 0; i < jaxpr.ConstVars.Count; i++)
            {
                if (!jaxpr.HasConstants) throw new JaxprException($"the value of the program's constant {i}, of type {jaxpr.ConstVars[i].Type}, is not known; give it with WithConstants.");
                Var constant = jaxpr.ConstVars[i];
                if (!planner._constantVars.TryGetValue((constant, jaxpr.Constants[i]), out int buffer)) planner._constantVars[(constant, jaxpr.Constants[i])] = buffer = planner.Constant(jaxpr.Constants[i]);
                _places[constant] = buffer;
            }

            // What a unit makes and the program returns is made in place; through views too.
            HashSet<Var> written = [];
            foreach (FusedUnit unit in program.Units)
                if (unit is not ViewUnit) foreach (Var var in unit.Writes) written.Add(var);
            List<int> copies = [];
            for (int i = 0; i < outputs.Length; i++)
            {
                if (jaxpr.Outputs[i] is Var var && written.Contains(var = places.Root(var)) && _places.TryAdd(var, outputs[i])) continue;
                copies.Add(i);
            }
            // So is what it is a changed copy of.
            for (int i = program.Units.Count - 1; i >= 0; i--)
            {
                if (program.Units[i] is not KernelUnit { Equation: var equation }) continue;
                for (int output = 0; output < equation.Outputs.Count; output++)
                    if (_places.TryGetValue(equation.Outputs[output], out int place) && places.SourceOf(i, equation, output) is { } source && written.Contains(source)) _places.TryAdd(source, place);
            }
            for (int i = 0; i < program.Units.Count; i++) Add(program.Units[i], i, places);
            foreach (int i in copies)
            {
                int source = jaxpr.Outputs[i] is Var var ? PlaceOf(places.Root(var)) : planner.Constant((Literal)jaxpr.Outputs[i]);
                if (source != outputs[i]) Steps.Add(new CopyStep(source, outputs[i], jaxpr.Outputs[i].Type.ByteSize));
            }
        }

        private void Add(FusedUnit unit, int number, InPlace places)
        {
            if (unit is ViewUnit view)
            {
                _places[view.Output] = PlaceOf(view.Source);
                return;
            }
            if (unit is KernelUnit { Equation: var equation }) PlaceUpdates(equation, number, places);
            foreach (Var var in unit.Writes)
                if (!_places.ContainsKey(var))
                {
                    _places[var] = Arena(var.Type.Content);
                    _arena.Add(var);
                }
            int start = Steps.Count, workspaces = _fixed.Count;
            switch (unit)
            {
                case ClusterUnit cluster: Steps.AddRange(cluster.MakeSteps(new Cluster(this))); break;
                case KernelUnit kernel: Steps.AddRange(kernel.Equation.Op.Accept(Rules, new Kernel(this, kernel.Equation))); break;
            }
            for (int i = workspaces; i < _fixed.Count; i++) _fixed[i] = (_fixed[i].Buffer, start, Steps.Count - 1);
        }

        /// <summary>Results that are changed copies of values in the arena which nobody else needs are made where those lie.</summary>
        private void PlaceUpdates(Equation equation, int number, InPlace places)
        {
            HashSet<Var> taken = [];
            for (int i = 0; i < equation.Outputs.Count; i++)
                if (!_places.ContainsKey(equation.Outputs[i]) && places.SourceOf(number, equation, i) is { } source && _arena.Contains(source) && taken.Add(source))
                {
                    _places[equation.Outputs[i]] = _places[source];
                    _arena.Add(equation.Outputs[i]);
                }
        }

        public int PlaceOf(Atom atom) => atom switch
        {
            Literal literal => planner.Constant(literal),
            Var var when _places.TryGetValue(var, out int place) => place,
            _ => throw new JaxprException($"the program uses a variable of type {atom.Type} that nothing before it binds."),
        };

        private int Arena(ArrayType type)
        {
            int buffer = planner.Add(BufferKind.Arena, type, 0);
            _own.Add(buffer);
            return buffer;
        }

        public int Workspace(ArrayType type)
        {
            int buffer = Arena(type);
            _fixed.Add((buffer, 0, 0));
            return buffer;
        }

        // `block` is the place of the programs of one equation, of which one runs at a time; −1 before the first.
        public Step[] Inner(Jaxpr jaxpr, ValueArray<int> inputs, ValueArray<int> outputs, ref int block)
        {
            Region inner = new(planner);
            inner.Build(planner.Fused(jaxpr), inputs.Span, outputs.Span);
            if (block < 0) block = Workspace(new(DType.U8, [])); // its size is known when the places are given
            _inner.Add((inner, block));
            return [.. inner.Steps];
        }

        /// <summary>Gives every value of the arena its offset.</summary>
        /// <param name="start">Where the region starts.</param>
        /// <returns>The bytes that the region has.</returns>
        public long Place(long start)
        {
            Dictionary<int, (int First, int Last)> lives = [];
            for (int step = 0; step < Steps.Count; step++)
            {
                foreach (int buffer in Steps[step].Reads) Extend(buffer, step);
                foreach (int buffer in Steps[step].Writes) Extend(buffer, step);
            }
            foreach ((int buffer, int first, int last) in _fixed) lives[buffer] = (first, last);
            Share(lives);
            // A region within is laid out from 0 first, for its size.
            Dictionary<int, long> regions = [];
            foreach ((Region inner, int buffer) in _inner) regions[buffer] = Math.Max(regions.GetValueOrDefault(buffer), inner.Place(0));

            List<int> order = [.. _own.Where(lives.ContainsKey)];
            order.Sort((a, b) => lives[a].First.CompareTo(lives[b].First));
            PriorityQueue<(long Offset, long Size), int> live = new();
            FreeList free = new();
            foreach (int buffer in order)
            {
                (int first, int last) = lives[buffer];
                while (live.TryPeek(out (long Offset, long Size) dead, out int end) && end < first)
                {
                    live.Dequeue();
                    free.Release(dead.Offset, dead.Size);
                }
                if (!regions.TryGetValue(buffer, out long size)) size = planner._buffers[buffer].Type.ByteSize;
                size = (size + Alignment - 1) / Alignment * Alignment;
                if (size == 0) size = Alignment;
                long offset = free.Take(size);
                live.Enqueue((offset, size), last);
                planner._buffers[buffer] = planner._buffers[buffer] with { Number = start + offset };
            }
            foreach ((int buffer, int same) in _shared) planner._buffers[buffer] = planner._buffers[buffer] with { Kind = BufferKind.Same, Number = Root(same) };
            foreach ((Region inner, int buffer) in _inner)
                if (lives.ContainsKey(buffer)) inner.Move(planner._buffers[buffer].Number);
            return free.End;

            int Root(int buffer) => _shared.TryGetValue(buffer, out int same) ? Root(same) : buffer;

            void Extend(int buffer, int step) =>
                lives[buffer] = lives.TryGetValue(buffer, out (int First, int Last) life) ? (life.First, step) : (step, step);
        }

        /// <summary>Lets a step write over what it reads last, where it says that it may: an update of a few elements then copies nothing else.</summary>
        private void Share(Dictionary<int, (int First, int Last)> lives)
        {
            HashSet<int> own = [.. _own];
            foreach ((int buffer, _, _) in _fixed) own.Remove(buffer);
            for (int step = 0; step < Steps.Count; step++)
            {
                if (Steps[step].MayShare is not { } pair) continue;
                int read = pair.Read, written = pair.Written;
                while (_shared.TryGetValue(read, out int same)) read = same;
                if (!own.Contains(read) || lives[read].Last != step || lives[written].First != step || planner._buffers[read].Type.ByteSize != planner._buffers[written].Type.ByteSize) continue;
                if (own.Contains(written))
                {
                    lives[read] = (lives[read].First, lives[written].Last);
                    lives.Remove(written);
                    _shared[written] = read;
                }
                else if (IsOutermost && planner._buffers[written].Kind is BufferKind.Output)
                {
                    lives.Remove(read);
                    own.Remove(read);
                    planner._buffers[read] = planner._buffers[read] with { Kind = BufferKind.Same, Number = written };
                }
            }
        }

        private void Move(long distance)
        {
            foreach (int buffer in _own)
                if (planner._buffers[buffer].Kind is BufferKind.Arena) planner._buffers[buffer] = planner._buffers[buffer] with { Number = planner._buffers[buffer].Number + distance };
            foreach ((Region inner, _) in _inner) inner.Move(distance);
        }

        private sealed class Cluster(Region region) : ClusterContext
        {
            public override int BufferOf(Var var) => region.PlaceOf(var);

            public override int Workspace(ArrayType type) => region.Workspace(type);
        }

        private sealed class Kernel(Region region, Equation equation) : StepContext
        {
            private int _block = -1;

            public override Equation Equation => equation;

            public override ValueArray<int> Inputs { get; } = [.. equation.Inputs.Select(region.PlaceOf)];

            public override ValueArray<int> Outputs { get; } = [.. equation.Outputs.Select(region.PlaceOf)];

            public override bool Updates(Jaxpr jaxpr, int input, int output) => region.Updates(jaxpr, input, output);

            public override int Threads => region.Threads;

            public override int Workspace(ArrayType type) => region.Workspace(type);

            public override int Pointer(ArrayType type) => region.AddPointer(type);

            public override Step[] Inner(Jaxpr jaxpr, ValueArray<int> inputs, ValueArray<int> outputs) => region.Inner(jaxpr, inputs, outputs, ref _block);
        }

        private int Threads => planner._threads;

        private bool Updates(Jaxpr jaxpr, int input, int output) => planner.Fused(jaxpr).Updates(input, output);

        private int AddPointer(ArrayType type) => planner.Add(BufferKind.Pointer, type, 0);
    }

    /// <summary>The free places of an arena, first fit.</summary>
    private sealed class FreeList
    {
        private readonly List<(long Offset, long Size)> _free = [];

        public long End { get; private set; }

        public long Take(long size)
        {
            int best = -1;
            for (int i = 0; i < _free.Count; i++)
                if (_free[i].Size >= size && (best < 0 || _free[i].Size < _free[best].Size)) best = i;
            if (best >= 0)
            {
                (long offset, long room) = _free[best];
                if (room == size) _free.RemoveAt(best);
                else _free[best] = (offset + size, room - size);
                return offset;
            }
            if (_free.Count > 0 && _free[^1] is var last && last.Offset + last.Size == End)
            {
                _free.RemoveAt(_free.Count - 1);
                End = last.Offset + size;
                return last.Offset;
            }
            long end = End;
            End += size;
            return end;
        }

        public void Release(long offset, long size)
        {
            int at = _free.BinarySearch((offset, 0));
            if (at < 0) at = ~at;
            if (at < _free.Count && offset + size == _free[at].Offset)
            {
                size += _free[at].Size;
                _free.RemoveAt(at);
            }
            if (at > 0 && _free[at - 1].Offset + _free[at - 1].Size == offset)
            {
                (offset, size) = (_free[at - 1].Offset, _free[at - 1].Size + size);
                _free.RemoveAt(--at);
            }
            _free.Insert(at, (offset, size));
        }
    }
}
