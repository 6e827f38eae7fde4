using Core.Ir;
using Core.Tracing;

namespace Core.Autodiff;

internal static partial class PartialEval
{
    // What is known is a scan that also gives what the rest needs of each step, stacked; what is the same in all steps is computed once, outside.
    // JAX: _scan_partial_eval, _scan_known_hoisting.
    private static NdArray[] SplitScan(Scan op, NdArray[] operands)
    {
        bool[] unknown = [.. operands.Select(TraceScope.IsOfInnermost)];
        int arrays = op.ConstCount + op.CarryCount;
        ValueArray<bool> consts = [.. unknown.Take(op.ConstCount)], slices = [.. unknown.Skip(arrays)];
        ValueArray<bool> carry = UnknownCarry(op.Jaxpr, consts, [.. unknown.Skip(op.ConstCount).Take(op.CarryCount)], slices);
        Parts parts = Take(op.Jaxpr, [.. consts, .. carry, .. slices], [.. carry, .. Enumerable.Repeat(false, op.Jaxpr.Outputs.Count - op.CarryCount)]);
        unknown = [.. consts, .. carry, .. slices];
        NdArray[] known = [.. operands.Where((_, i) => !unknown[i])];
        int knownConsts = consts.Count(isUnknown => !isUnknown), knownCarry = carry.Count(isUnknown => !isUnknown);

        // What is the same in all steps is computed once, before the loop.
        (Jaxpr outside, Jaxpr whole) = LoopInvariants.Get(parts.Known, [.. known.Select((_, i) => i < knownConsts)]);
        NdArray[] invariant = outside.Outputs.Count == 0 ? [] : TraceScope.Call(outside, known.AsSpan(0, knownConsts));
        (known, knownConsts) = ([.. invariant, .. known], invariant.Length + knownConsts);

        Residuals residuals = new(whole, parts.KnownCount, known, knownConsts, knownCarry);
        (Jaxpr body, bool[] used) = DeadCode.RemoveWithInputs(
            new(whole.ConstVars, whole.Inputs, whole.Equations, [.. whole.Outputs.Take(parts.KnownCount), .. residuals.Stacked], whole.Constants), knownConsts);
        NdArray[] results = body.Outputs.Count == 0 && !body.HasEffect
            ? [] : Lax.BindAll(op with { Jaxpr = body, ConstCount = used.Take(knownConsts).Count(isUsed => isUsed), CarryCount = knownCarry }, [.. known.Where((_, i) => used[i])]);
        residuals.Complete(results[parts.KnownCount..]);

        // Residuals that are the same in all steps come first, those of steps last.
        Jaxpr rest = parts.Rest;
        int count = parts.Residuals;
        int[] same = [.. Enumerable.Range(0, count).Where(i => !residuals.IsOfStep(i))], ofSteps = [.. Enumerable.Range(0, count).Where(residuals.IsOfStep)];
        Jaxpr rearranged = new(
            rest.ConstVars, [.. same.Select(i => rest.Inputs[i]), .. rest.Inputs.Skip(count), .. ofSteps.Select(i => rest.Inputs[i])], rest.Equations, rest.Outputs, rest.Constants);
        Scan scan = op with { Jaxpr = rearranged, ConstCount = same.Length + consts.Count(isUnknown => isUnknown), CarryCount = carry.Count(isUnknown => isUnknown) };
        NdArray[] others = TraceScope.Stage(scan, [.. same.Select(residuals.Value), .. operands.Where((_, i) => unknown[i]), .. ofSteps.Select(residuals.Value)]);
        return Merge(ValueArray.Create<bool>(parts.UnknownOutputs), results[..parts.KnownCount], others);
    }

    /// <summary>Where what the rest of a scan needs comes from.</summary>
    private sealed class Residuals
    {
        private readonly NdArray?[] _values;
        private readonly int?[] _places;
        private readonly bool[] _isOfStep;

        public Residuals(Jaxpr known, int resultCount, NdArray[] operands, int consts, int carry)
        {
            Atom[] residuals = [.. known.Outputs.Skip(resultCount)];
            (_values, _places, _isOfStep) = (new NdArray?[residuals.Length], new int?[residuals.Length], new bool[residuals.Length]);
            NdArray[] constants = TraceScope.Constants(known);
            List<Atom> stacked = [];
            for (int i = 0; i < residuals.Length; i++)
            {
                if (residuals[i] is Literal literal) _values[i] = TraceScope.Number(literal);
                else if (known.ConstVars.Span.IndexOf((Var)residuals[i]) is >= 0 and int constant) _values[i] = constants[constant];
                else if (known.Inputs.Span.IndexOf((Var)residuals[i]) is >= 0 and int input && (input < consts || input >= consts + carry))
                    (_values[i], _isOfStep[i]) = (operands[input], input >= consts);
                else
                {
                    _isOfStep[i] = true;
                    _places[i] = stacked.IndexOf(residuals[i]) is >= 0 and int before ? before : stacked.Count;
                    if (_places[i] == stacked.Count) stacked.Add(residuals[i]);
                }
            }
            Stacked = [.. stacked];
        }

        /// <summary>What the scan has to give besides its results.</summary>
        public ValueArray<Atom> Stacked { get; }

        /// <summary>Whether a residual is one of each step, stacked.</summary>
        public bool IsOfStep(int residual) => _isOfStep[residual];

        /// <summary>The value of a residual.</summary>
        public NdArray Value(int residual) => _values[residual]!;

        /// <summary>Takes what the scan gave.</summary>
        public void Complete(NdArray[] stacked)
        {
            for (int i = 0; i < _places.Length; i++)
                if (_places[i] is { } place) _values[i] = stacked[place];
        }
    }
}
