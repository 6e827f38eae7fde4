namespace Core.Ir.Text;

internal sealed partial class ParamText
{
    // The shape is that of what the equation binds.
    public ParamWriter BroadcastInDim(BroadcastInDim op, ParamWriter w) =>
        op.BroadcastDimensions.Count == 0 ? w : w.Add("broadcast_dimensions", op.BroadcastDimensions);

    public ParamWriter Reshape(Reshape op, ParamWriter w) =>
        w.AddOrNone("dimensions", op.Dimensions).Add("new_sizes", op.NewSizes).None("sharding");

    public ParamWriter Transpose(Transpose op, ParamWriter w) => w.Add("permutation", op.Permutation);

    public ParamWriter Squeeze(Squeeze op, ParamWriter w) => w.Add("dimensions", op.Dimensions);

    public ParamWriter Rev(Rev op, ParamWriter w) => w.Add("dimensions", op.Dimensions);

    public ParamWriter Concatenate(Concatenate op, ParamWriter w) => w.Add("dimension", op.Dimension);

    public ParamWriter Stack(Stack op, ParamWriter w) => w.Add("axis", op.Axis);

    public ParamWriter Split(Split op, ParamWriter w) => w.Add("axis", op.Axis).Add("sizes", op.Sizes);

    public ParamWriter Unstack(Unstack op, ParamWriter w) => w.Add("axis", op.Axis);

    public ParamWriter Tile(Tile op, ParamWriter w) => w.Add("reps", op.Reps);

    public ParamWriter Pad(Pad op, ParamWriter w) => w.Add("padding_config", op.Config);

    public ParamWriter Slice(Slice op, ParamWriter w) =>
        w.Add("limit_indices", op.LimitIndices).Add("start_indices", op.StartIndices).AddOrNone("strides", op.Strides);

    public ParamWriter Iota(Iota op, ParamWriter w) =>
        w.Add("dimension", op.Dimension).Add("dtype", op.DType).Add("shape", op.Shape).None("sharding");

    private static void AddLayout(Dictionary<string, OpReader> readers)
    {
        readers["broadcast_in_dim"] = p => new BroadcastInDim(p.Output.Shape, p.OptionalInts("broadcast_dimensions") ?? []);
        readers["reshape"] = p =>
        {
            p.None("sharding");
            return new Reshape(p.Sizes("new_sizes"), p.IntsOrNone("dimensions"));
        };
        readers["transpose"] = p => new Transpose(p.Ints("permutation"));
        readers["squeeze"] = p => new Squeeze(p.Ints("dimensions"));
        readers["rev"] = p => new Rev(p.Ints("dimensions"));
        readers["concatenate"] = p => new Concatenate(p.Int("dimension"));
        readers["stack"] = p => new Stack(p.Int("axis"));
        readers["split"] = p => new Split(p.Sizes("sizes"), p.Int("axis"));
        readers["unstack"] = p => new Unstack(p.Int("axis"));
        readers["tile"] = p => new Tile(p.Ints("reps"));
        readers["pad"] = p => new Pad([.. p.IntTuples("padding_config", 3).Select(t => new Padding(t[0], t[1], t[2]))]);
        readers["slice"] = p => new Slice(p.Ints("start_indices"), p.Ints("limit_indices"), p.IntsOrNone("strides"));
        readers["iota"] = p =>
        {
            p.None("sharding");
            return new Iota(p.DType("dtype"), p.Sizes("shape"), p.Int("dimension"));
        };
    }
}
