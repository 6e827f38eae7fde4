namespace Core.Ir.Text;

internal sealed partial class ParamText
{
    public ParamWriter RandomSeed(RandomSeed op, ParamWriter w) => w.Add("impl", Tag(op.Impl));

    public ParamWriter RandomWrap(RandomWrap op, ParamWriter w) => w.Add("impl", Tag(op.Impl));

    public ParamWriter RandomUnwrap(RandomUnwrap op, ParamWriter w) => w;

    public ParamWriter RandomBits(RandomBits op, ParamWriter w) => w.Add("bit_width", op.BitWidth).Add("shape", op.Shape);

    public ParamWriter RandomSplit(RandomSplit op, ParamWriter w) => w.Add("shape", op.Shape);

    public ParamWriter RandomFoldIn(RandomFoldIn op, ParamWriter w) => w;

    public ParamWriter RandomClone(RandomClone op, ParamWriter w) => w;

    public ParamWriter RandomGamma(RandomGamma op, ParamWriter w) => w.Add("log_space", op.LogSpace);

    public ParamWriter Threefry2x32(Threefry2x32 op, ParamWriter w) => w;

    public ParamWriter Iota2x32Shape(Iota2x32Shape op, ParamWriter w) => w.Add("shape", op.Shape);

    public ParamWriter RngBitGenerator(RngBitGenerator op, ParamWriter w) =>
        w.Add("algorithm", NameOf(op.Algorithm)).Add("dtype", op.DType).None("out_sharding").Add("shape", op.Shape);

    public ParamWriter RngUniform(RngUniform op, ParamWriter w) => w.Add("shape", op.Shape);

    private static void AddRandom(Dictionary<string, OpReader> readers)
    {
        readers["random_seed"] = p => new RandomSeed(KeyType(p));
        readers["random_wrap"] = p => new RandomWrap(KeyType(p));
        readers["random_unwrap"] = _ => new RandomUnwrap();
        readers["random_bits"] = p => new RandomBits(p.Int("bit_width"), p.Sizes("shape"));
        readers["random_split"] = p => new RandomSplit(p.Sizes("shape"));
        readers["random_fold_in"] = _ => new RandomFoldIn();
        readers["random_clone"] = _ => new RandomClone();
        readers["random_gamma"] = p => new RandomGamma(p.Bool("log_space"));
        readers["threefry2x32"] = _ => new Threefry2x32();
        readers["iota_2x32_shape"] = p => new Iota2x32Shape(p.Sizes("shape"));
        readers["rng_bit_generator"] = p =>
        {
            p.None("out_sharding");
            return new RngBitGenerator(Algorithm(p), p.DType("dtype"), p.Sizes("shape"));
        };
        readers["rng_uniform"] = p => new RngUniform(p.Sizes("shape"));
    }

    /// <summary>What stands between the brackets of <c>key&lt;fry&gt;</c>.</summary>
    private static string Tag(DType key) => key.Name[4..^1];

    private static DType KeyType(ParamReader p)
    {
        string tag = p.Text("impl");
        return DTypes.TryParse($"key<{tag}>", out DType key) ? key : throw p.Wrong("impl", "fry, rbg or urbg", $"'{tag}'");
    }

    private static string NameOf(RngAlgorithm algorithm) => algorithm switch
    {
        RngAlgorithm.Default => "RNG_DEFAULT",
        RngAlgorithm.ThreeFry => "RNG_THREE_FRY",
        RngAlgorithm.Philox => "RNG_PHILOX",
    };

    private static RngAlgorithm Algorithm(ParamReader p)
    {
        string name = p.Text("algorithm");
        foreach (RngAlgorithm algorithm in Enum.GetValues<RngAlgorithm>())
            if (NameOf(algorithm) == name) return algorithm;
        throw p.Wrong("algorithm", "RNG_DEFAULT, RNG_THREE_FRY or RNG_PHILOX", $"'{name}'");
    }
}
