using Core.Ir;
using Core.Tracing;

namespace Core.Autodiff;

/// <summary>
/// Takes programs apart into what is known and what depends on unknown inputs. Ops without programs need no rule: a frame that holds only what depends on its
/// arguments (<see cref="TraceScope.TraceDependent"/>) sorts them. An op that holds programs may stay whole, at the price of computing more than is needed.
/// </summary>
internal static partial class PartialEval
{
    private static readonly ProgramCache<ValueArray<bool>, SplitProgram> Splits = new();
    private static readonly ProgramCache<(ValueArray<bool> Unknown, ValueArray<bool> Instantiate), Parts> Raw = new();

    /// <summary>Computes an op, some of whose operands are unknown, in two: what is known outside, the rest inside.</summary>
    public static NdArray[]? Split(Op op, NdArray[] operands) => op switch
    {
        Call call => SplitCall(call, operands, (known, jaxpr) => Lax.BindAll(call with { Jaxpr = jaxpr, DonatedInvars = [] }, known), jaxpr => call with { Jaxpr = jaxpr, DonatedInvars = [] }),
        ClosedCall call => SplitCall(call, operands, (known, jaxpr) => Lax.BindAll(new ClosedCall(jaxpr), known), jaxpr => new ClosedCall(jaxpr)),
        Checkpoint checkpoint => SplitCheckpoint(checkpoint, operands),
        CustomJvpCall call => SplitCall(call, operands, (known, jaxpr) => TraceScope.Call(jaxpr, known), jaxpr => call with { Jaxpr = jaxpr, Jvp = new(call.Jvp.Name), ConstCount = 0 }),
        CustomVmapCall call => SplitCustomVmap(call, operands),
        Cond cond => SplitCond(cond, operands),
        Scan scan => SplitScan(scan, operands),
        While loop => SplitWhile(loop, operands),
        CondLanes cond => SplitLanes(cond, operands),
        WhileLanes loop => SplitLanes(loop, operands),
        _ => null,
    };

    /// <summary>A program taken apart.</summary>
    /// <param name="jaxpr">The program.</param>
    /// <param name="unknown">Which inputs are unknown.</param>
    // JAX: partial_eval_jaxpr_nounits_fwd.
    public static SplitProgram Get(Jaxpr jaxpr, ValueArray<bool> unknown) => Splits.Get(jaxpr, unknown, () =>
    {
        Parts parts = Take(jaxpr, unknown, [.. jaxpr.Outputs.Select(_ => false)]);
        return SplitProgram.Of(parts.Known, parts.Rest, parts.UnknownOutputs, parts.Residuals);
    });

    /// <summary>A program taken apart as it is: nothing is forwarded.</summary>
    /// <param name="jaxpr">The program.</param>
    /// <param name="unknown">Which inputs are unknown.</param>
    /// <param name="instantiate">Which results the rest is to give even if they are known.</param>
    // JAX: partial_eval_jaxpr_nounits.
    private static Parts Take(Jaxpr jaxpr, ValueArray<bool> unknown, ValueArray<bool> instantiate) => Raw.Get(jaxpr, (unknown, instantiate), () =>
    {
        bool[] unknownOutputs = [];
        Jaxpr rest = jaxpr;
        int residuals = 0;
        Jaxpr known = TraceScope.Trace("a call", [.. TypesOf(jaxpr, unknown, false)], knowns =>
        {
            NdArray[] results = [];
            (Jaxpr dependent, NdArray[] captures) = TraceScope.TraceDependent("a call", [.. TypesOf(jaxpr, unknown, true)], unknowns =>
            {
                int known = 0, next = 0;
                results = TraceScope.Call(jaxpr, [.. unknown.Select(isUnknown => isUnknown ? unknowns[next++] : knowns[known++])]);
                unknownOutputs = [.. results.Select((result, i) => instantiate[i] || TraceScope.IsOfInnermost(result))];
                return [.. results.Where((_, i) => unknownOutputs[i])];
            }, Split);
            (rest, bool[] used) = DeadCode.RemoveWithInputs(dependent, captures.Length);
            NdArray[] kept = [.. captures.Where((_, i) => used[i])];
            residuals = kept.Length;
            return [.. results.Where((_, i) => !unknownOutputs[i]), .. kept];
        }).Jaxpr;
        return new Parts(known, rest, unknownOutputs, residuals);
    });

    /// <summary>A program taken apart.</summary>
    /// <param name="known">From the known inputs to the known results, then the residuals.</param>
    /// <param name="rest">From the residuals and the unknown inputs to the other results.</param>
    /// <param name="unknownOutputs">Which results the rest gives.</param>
    /// <param name="residuals">How many residuals there are.</param>
    private sealed class Parts(Jaxpr known, Jaxpr rest, bool[] unknownOutputs, int residuals)
    {
        /// <summary>From the known inputs to the known results, then the residuals.</summary>
        public Jaxpr Known => known;

        /// <summary>From the residuals and the unknown inputs to the other results.</summary>
        public Jaxpr Rest => rest;

        /// <summary>Which results the rest gives.</summary>
        public bool[] UnknownOutputs => unknownOutputs;

        /// <summary>How many residuals there are.</summary>
        public int Residuals => residuals;

        /// <summary>How many results are known.</summary>
        public int KnownCount => Known.Outputs.Count - Residuals;

        /// <summary>Which input of <see cref="Known"/> each residual is, the first that is it; null for those that it computes.</summary>
        public int?[] Handed
        {
            get
            {
                Atom[] outputs = [.. Known.Outputs.Skip(KnownCount)];
                return [.. outputs.Select((output, i) => output is Var given && Array.IndexOf(outputs, output) == i && Known.Inputs.Span.IndexOf(given) is >= 0 and int input ? input : (int?)null)];
            }
        }

        /// <summary>The parts where the rest takes, after the residuals that are computed, some of the known inputs themselves.</summary>
        /// <param name="inputs">Which inputs: all that are <see cref="Handed"/>, perhaps others.</param>
        public Parts Taking(int[] inputs)
        {
            if (inputs.Length == 0) return this;
            int?[] handed = Handed;
            int[] computed = [.. Enumerable.Range(0, Residuals).Where(i => handed[i] is null)];
            Var[] taken = [.. inputs.Select(input => Array.IndexOf(handed, input) is >= 0 and int own ? Rest.Inputs[own] : new Var(Known.Inputs[input].Type))];
            return new(
                new(Known.ConstVars, Known.Inputs, Known.Equations, [.. Known.Outputs.Take(KnownCount), .. computed.Select(i => Known.Outputs[KnownCount + i])], Known.Constants),
                new(Rest.ConstVars, [.. computed.Select(i => Rest.Inputs[i]), .. taken, .. Rest.Inputs.Skip(Residuals)], Rest.Equations, Rest.Outputs, Rest.Constants),
                UnknownOutputs, computed.Length);
        }

        /// <summary>The program of the known results alone.</summary>
        public Jaxpr ResultsOnly => DeadCode.Remove(Known, [.. Known.Outputs.Select((_, i) => i < KnownCount)]);
    }

    // JAX: _pjit_linearize, _pjit_partial_eval.
    private static NdArray[] SplitCall(Op op, NdArray[] operands, Func<NdArray[], Jaxpr, NdArray[]> callKnown, Func<Jaxpr, Op> rest)
    {
        bool[] unknown = [.. operands.Select(TraceScope.IsOfInnermost)];
        SplitProgram split = Get(op.Jaxprs[0], ValueArray.Create<bool>(unknown));
        NdArray[] known = [.. operands.Where((_, i) => !unknown[i])];
        NdArray[] computed = split.Known.Outputs.Count == 0 && !split.Known.HasEffect ? [] : callKnown(known, split.Known);
        (NdArray[] results, NdArray[] residuals) = split.Resolve(known, computed);
        return split.Merge(results, TraceScope.Stage(rest(split.Rest), [.. residuals, .. operands.Where((_, i) => unknown[i])]));
    }

    private static IEnumerable<ArrayType> TypesOf(Jaxpr jaxpr, ValueArray<bool> unknown, bool wanted) =>
        jaxpr.Inputs.Where((_, i) => unknown[i] == wanted).Select(input => input.Type);
}
