using Core.Ir;
using Core.Tracing;

namespace Core.Batching;

/// <summary>Maps a function over an axis of its arguments.</summary>
internal sealed class Vmap(Axes inAxes, Axes outAxes, string? axisName, int? axisSize, string? spmdAxisName, bool sumMatch, int? chunkSize, Branches branches, bool x64) : FunctionTransform
{
    public override bool UsesX64 => x64;

    public override TracedProgram Apply(Signature signature, Func<Signature, TracedProgram> inner)
    {
        ValueArray<int?> axes = AxesMatching.OfArguments(inAxes, signature);
        axes = MappedSizes.Canonical(axes, signature);
        MappedAxis mapped = new(axisName, MappedSizes.Common(axes, axisSize, signature), spmdAxisName, branches);

        Signature example = signature with { Leaves = [.. signature.Leaves.Zip(axes, (type, axis) => axis is { } a ? type with { Shape = type.Shape.Remove(a) } : type)] };
        TracedProgram program = axisName is null ? inner(example) : TraceScope.WithAxis(axisName, mapped.Size, () => inner(example));
        ValueArray<int?> wanted = AxesMatching.OfResults(outAxes, program.OutTree);

        int captured = program.Captures.Count;
        ValueArray<ArrayType> inputs = [.. program.Jaxpr.Inputs.Take(captured).Select(input => input.Type), .. signature.Leaves];
        Jaxpr batched = TraceScope.Trace(signature.Function, inputs, values =>
        {
            Batched[] arguments = [.. values.Select((value, i) => new Batched(value, i < captured ? null : axes[i - captured]))];
            Batched[] results = chunkSize is { } few && few < mapped.Size
                ? Chunks.Run(program.Jaxpr, mapped, arguments, few)
                : BatchedPrograms.Run(program.Jaxpr, mapped, arguments);
            string[] paths = [.. program.OutTree.Paths("")];
            return [.. results.Select((result, i) => OutputAxes.Match(result, wanted[i], mapped, sumMatch, paths[i]))];
        }).Jaxpr;
        TraceScope.Log.Batched(signature.Function, mapped.Size, axisName, program.Jaxpr, batched);
        return program with { Jaxpr = batched };
    }

    public override Signature Lift(Signature inner)
    {
        if (axisSize is not { } size)
            throw new AxesException($"Vmap: the shapes of {inner.Function} were fixed at Trace, so axisSize is needed to know how many examples there are: Vmap(…, axisSize: 8).");
        ValueArray<int?> axes = AxesMatching.OfArguments(inAxes, inner);
        string[] paths = [.. inner.LeafPaths];
        ArrayType[] types = new ArrayType[axes.Count];
        for (int i = 0; i < types.Length; i++)
        {
            ArrayType type = inner.Leaves[i];
            if (axes[i] is not { } axis) types[i] = type;
            else if (axis < -type.Rank - 1 || axis > type.Rank)
                throw new AxesException($"Vmap: axis {axis} cannot be put into {paths[i]}, which is {type} for one example; expected {-type.Rank - 1} to {type.Rank}.");
            else types[i] = BatchedPrograms.WithAxis(type, axis < 0 ? axis + type.Rank + 1 : axis, size);
        }
        return inner with { Leaves = ValueArray.Create<ArrayType>(types) };
    }
}
