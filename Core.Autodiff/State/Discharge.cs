using Core.Batching;
using Core.Ir;
using Core.Tracing;

namespace Core.Autodiff;

/// <summary>Makes of programs with mutable references such as take and give the values of the references.</summary>
// JAX: state/discharge.py.
internal static partial class Discharge
{
    private static readonly ProgramCache<ValueArray<bool>, Jaxpr> Known = new();

    /// <summary>A program that takes the value of each reference that is an input, and gives after its outputs the last values of some of them.</summary>
    /// <param name="jaxpr">The program.</param>
    /// <param name="given">Which inputs are references whose last values are given.</param>
    public static Jaxpr Get(Jaxpr jaxpr, ValueArray<bool> given) => Known.Get(jaxpr, given, () =>
        TraceScope.Trace("a program with references", [.. jaxpr.Inputs.Select(input => input.Type.Content)], values =>
        {
            Values environment = new(jaxpr, values);
            foreach (Equation equation in jaxpr.Equations) environment.Run(equation);
            return [.. jaxpr.Outputs.Select(environment.Of), .. jaxpr.Inputs.Where((_, i) => given[i]).Select(environment.Of)];
        }).Jaxpr);

    /// <summary>Which inputs of a program are references that it writes.</summary>
    public static bool[] Written(Jaxpr jaxpr)
    {
        HashSet<Atom> written = new(ReferenceEqualityComparer.Instance);
        foreach (Equation equation in jaxpr.Equations)
            written.UnionWith(WrittenBy(equation));
        return [.. jaxpr.Inputs.Select(input => input.Type.IsRef && written.Contains(input))];
    }

    private static IEnumerable<Atom> WrittenBy(Equation equation)
    {
        if (!equation.Inputs.Any(input => input.Type.IsRef)) return [];
        if (equation.Op is RefSwap or RefAddUpdate) return [equation.Inputs[0]];
        bool[] written = new bool[equation.Inputs.Count];
        foreach ((Jaxpr jaxpr, int from) in Programs(equation.Op))
        {
            bool[] own = Written(jaxpr);
            for (int i = 0; i < own.Length; i++)
                if (own[i]) written[Operand(equation.Op, from, i)] = true;
        }
        return equation.Inputs.Where((_, i) => written[i]);
    }

    // The programs in an op, and where their first input is among its operands.
    private static IEnumerable<(Jaxpr Jaxpr, int From)> Programs(Op op) => op switch
    {
        Cond cond => cond.Branches.Select(branch => (branch, 1)),
        While loop => [(loop.CondJaxpr, 0), (loop.BodyJaxpr, loop.CondConsts)],
        _ => op.Jaxprs.Select(jaxpr => (jaxpr, 0)),
    };

    // The values of a loop follow the constants of both its programs.
    private static int Operand(Op op, int from, int input) =>
        op is While loop && from == 0 && input >= loop.CondConsts ? input + loop.BodyConsts : from + input;

    /// <summary>The values of a program's variables so far: of a reference, the value that it holds.</summary>
    private sealed class Values
    {
        private readonly Dictionary<Atom, NdArray> _values = new(ReferenceEqualityComparer.Instance);

        public Values(Jaxpr jaxpr, NdArray[] inputs)
        {
            NdArray[] constants = TraceScope.Constants(jaxpr);
            for (int i = 0; i < constants.Length; i++) _values[jaxpr.ConstVars[i]] = constants[i];
            for (int i = 0; i < inputs.Length; i++) _values[jaxpr.Inputs[i]] = inputs[i];
        }

        public NdArray Of(Atom atom) => atom is Literal literal ? TraceScope.Number(literal) : _values[atom];

        public void Run(Equation equation)
        {
            NdArray[] operands = [.. equation.Inputs.Select(Of)];
            NdArray[] results = equation.Op switch
            {
                NewRef => operands,
                EmptyRef empty => [Zeros.Of(empty.Type)],
                Freeze => operands,
                FreeRef => [],
                RefGet get => [RefParts.Read(operands[0], get.Indexers.Span, operands.AsSpan(get.FirstIndex))],
                RefSwap swap => Swap(swap, equation, operands),
                RefAddUpdate add => AddTo(add, equation, operands),
                Op op when op.Jaxprs.Any(References.AreIn) => RunWithPrograms(equation, operands),
                Op op => Lax.BindAll(op, operands),
            };
            for (int i = 0; i < results.Length; i++) _values[equation.Outputs[i]] = TraceScope.WithWeakness(results[i], equation.Outputs[i].Type.Weak);
        }

        private NdArray[] Swap(RefSwap swap, Equation equation, NdArray[] operands)
        {
            Span<NdArray> indices = operands.AsSpan(swap.FirstIndex);
            _values[equation.Inputs[0]] = RefParts.Write(operands[0], operands[1], swap.Indexers.Span, indices, adds: false);
            return [RefParts.Read(operands[0], swap.Indexers.Span, indices)];
        }

        private NdArray[] AddTo(RefAddUpdate add, Equation equation, NdArray[] operands)
        {
            _values[equation.Inputs[0]] = RefParts.Write(operands[0], operands[1], add.Indexers.Span, operands.AsSpan(add.FirstIndex), adds: true);
            return [];
        }

        private NdArray[] RunWithPrograms(Equation equation, NdArray[] operands)
        {
            HashSet<Atom> seen = new(ReferenceEqualityComparer.Instance);
            bool sharesCondition = equation.Op is While; // whose condition and body may read the same
            foreach (Atom input in equation.Inputs)
                if (input.Type.IsRef && !seen.Add(input) && !sharesCondition)
                    throw new UnsupportedException($"{equation.Op.Name}: gets the same mutable reference, of type {input.Type}, twice, which cannot be differentiated; pass it once.");
            return equation.Op switch
            {
                Call or ClosedCall or Checkpoint or CustomJvpCall or CustomVjpCall or CustomVmapCall => RunCall(equation, operands),
                Cond cond => RunCond(cond, equation, operands),
                Scan scan => RunScan(scan, equation, operands),
                While loop => RunWhile(loop, equation, operands),
                Op op => throw new UnsupportedException($"{op.Name} with a mutable reference cannot be differentiated; pass the value of the reference, and return what is to be written."),
            };
        }

        // After its outputs, the op gives the last values of the references that are written: takes those, and leaves the outputs.
        private NdArray[] Take(NdArray[] results, Equation equation, IEnumerable<int> written)
        {
            int count = equation.Outputs.Count, next = count;
            foreach (int operand in written) _values[equation.Inputs[operand]] = results[next++];
            return results[..count];
        }

        private NdArray[] RunCall(Equation equation, NdArray[] operands)
        {
            Jaxpr jaxpr = equation.Op.Jaxprs[0];
            bool[] written = Written(jaxpr);
            if (written.Contains(true) && equation.Op is CustomJvpCall { Jvp: CustomJvpRule } or CustomVmapCall { Rule: CustomVmapRule })
                throw new UnsupportedException($"{equation.Op.Name}: a function with a rule of its own writes to a mutable reference from outside, which cannot be differentiated; return what is to be written.");
            Op op = equation.Op.WithJaxprs([Get(jaxpr, ValueArray.Create<bool>(written))]);
            if (op is CustomJvpCall { Jvp: MappedName name } call) op = call with { Jvp = new(name.Name) }; // the call for one example has the references still
            return Take(Lax.BindAll(op, operands), equation, Places(written));
        }

        private NdArray[] RunCond(Cond op, Equation equation, NdArray[] operands)
        {
            bool[] written = new bool[operands.Length - 1];
            foreach (Jaxpr branch in op.Branches)
            {
                bool[] own = Written(branch);
                for (int i = 0; i < own.Length; i++) written[i] |= own[i];
            }
            Cond values = op with { Branches = [.. op.Branches.Select(branch => Get(branch, ValueArray.Create<bool>(written)))] };
            return Take(Lax.BindAll(values, operands), equation, Places(written).Select(place => place + 1));
        }

        // A reference that the body writes is a value that is carried from step to step.
        private NdArray[] RunScan(Scan op, Equation equation, NdArray[] operands)
        {
            bool[] written = Written(op.Jaxpr);
            for (int i = op.ConstCount; i < operands.Length; i++)
                if (equation.Inputs[i].Type.IsRef) throw new UnsupportedException($"scan: a mutable reference, of type {equation.Inputs[i].Type}, is carried or taken apart by steps; close over it instead.");
            int[] carried = [.. Places(written)], consts = [.. Enumerable.Range(0, op.ConstCount).Except(carried)];
            Jaxpr body = Get(op.Jaxpr, ValueArray.Create<bool>(written));
            int count = op.Jaxpr.Outputs.Count;
            int[] inputs = [.. consts, .. Enumerable.Range(op.ConstCount, op.CarryCount), .. carried, .. Enumerable.Range(op.ConstCount + op.CarryCount, operands.Length - op.ConstCount - op.CarryCount)];
            int[] outputs = [.. Enumerable.Range(0, op.CarryCount), .. carried.Select((_, i) => count + i), .. Enumerable.Range(op.CarryCount, count - op.CarryCount)];
            Jaxpr rearranged = new(body.ConstVars, [.. inputs.Select(place => body.Inputs[place])], body.Equations, [.. outputs.Select(place => body.Outputs[place])], body.Constants);
            Scan values = op with { Jaxpr = rearranged, ConstCount = consts.Length, CarryCount = op.CarryCount + carried.Length };
            NdArray[] given = Lax.BindAll(values, [.. inputs.Select(place => operands[place])]), results = new NdArray[given.Length];
            for (int i = 0; i < given.Length; i++) results[outputs[i]] = given[i];
            return Take(results, equation, carried);
        }

        // As above; the condition may read what the body writes.
        private NdArray[] RunWhile(While op, Equation equation, NdArray[] operands)
        {
            int constants = op.CondConsts + op.BodyConsts, carry = operands.Length - constants;
            bool[] written = Written(op.BodyJaxpr), ofCondition = Written(op.CondJaxpr);
            if (ofCondition.Contains(true)) throw new UnsupportedException("while: a condition that writes to a mutable reference cannot be differentiated; write in the body.");
            int[] carried = [.. Places(written)], bodyConsts = [.. Enumerable.Range(0, op.BodyConsts).Except(carried)];
            // Where a constant of the condition is carried, if it is.
            int?[] carriedAt = [.. Enumerable.Range(0, op.CondConsts).Select(i => Array.FindIndex(carried, place => equation.Inputs[op.CondConsts + place] == equation.Inputs[i]) is >= 0 and int at ? at : (int?)null)];
            int[] condConsts = [.. Enumerable.Range(0, op.CondConsts).Where(i => carriedAt[i] is null)];

            Jaxpr cond = Get(op.CondJaxpr, [.. ofCondition]), body = Get(op.BodyJaxpr, ValueArray.Create<bool>(written));
            Var[] last = [.. carried.Select(place => new Var(body.Inputs[place].Type))];
            for (int i = 0; i < carriedAt.Length; i++)
                if (carriedAt[i] is { } at) last[at] = cond.Inputs[i];
            Jaxpr test = new(cond.ConstVars, [.. condConsts.Select(i => cond.Inputs[i]), .. cond.Inputs.Skip(op.CondConsts), .. last], cond.Equations, cond.Outputs, cond.Constants);
            Jaxpr step = new(
                body.ConstVars, [.. bodyConsts.Select(i => body.Inputs[i]), .. body.Inputs.Skip(op.BodyConsts), .. carried.Select(i => body.Inputs[i])], body.Equations, body.Outputs, body.Constants);
            While values = new(test, condConsts.Length, step, bodyConsts.Length);
            NdArray[] results = Lax.BindAll(values, [
                .. condConsts.Select(i => operands[i]), .. bodyConsts.Select(i => operands[op.CondConsts + i]), .. operands[^carry..], .. carried.Select(i => operands[op.CondConsts + i])]);
            return Take(results, equation, carried.Select(place => op.CondConsts + place));
        }

        private static IEnumerable<int> Places(bool[] wanted) => wanted.Index().Where(item => item.Item).Select(item => item.Index);
    }
}
