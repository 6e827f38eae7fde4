using Core.Ir;
using Core.Tracing;

namespace Core.Autodiff;

/// <summary>Calls of functions whose values are computed again for their derivatives (JAX: ad_checkpoint.py).</summary>
public static class Checkpoints
{
    /// <summary>Calls a function.</summary>
    /// <param name="function">The function.</param>
    /// <param name="policy">Which values are kept; null for none.</param>
    /// <param name="preventCse">Whether a compiler must not merge what is computed again with what was computed before.</param>
    /// <param name="arguments">What the function is called with.</param>
    public static R Call<R>(Body function, CheckpointPolicy? policy, bool preventCse, Arguments arguments)
    {
        (ValueArray<TreeDef> trees, ValueArray<ArrayType> types) = arguments.Structure;
        TreeDef? outTree = null;
        if (!TraceScope.IsTracing)
        {
            (outTree, NdArray[] values) = function.Call(trees, arguments.Leaves);
            return outTree.Read<R>(values);
        }
        (Jaxpr jaxpr, NdArray[] captures) = TraceScope.TraceClosed(function.Name, types, leaves =>
        {
            (outTree, NdArray[] results) = function.Call(trees, leaves);
            return results;
        });
        Checkpoint op = new(jaxpr, Policy: policy?.Text ?? "None", PreventCse: preventCse ? "True" : "False");
        return outTree!.Read<R>(Lax.BindAll(op, [.. captures, .. arguments.Leaves]));
    }
}
