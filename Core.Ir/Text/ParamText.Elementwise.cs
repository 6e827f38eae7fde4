namespace Core.Ir.Text;

internal sealed partial class ParamText
{
    public ParamWriter Unary(Unary op, ParamWriter w) => op.Accuracy is { } accuracy ? w.Add("accuracy", accuracy) : w;

    public ParamWriter Round(Round op, ParamWriter w) => w.Add("rounding_method", (int)op.Method);

    public ParamWriter IntegerPow(IntegerPow op, ParamWriter w) => w.Add("y", op.Y);

    public ParamWriter Conj(Conj op, ParamWriter w) => w.Add("input_dtype", op.InputDType);

    public ParamWriter Binary(Binary op, ParamWriter w) => op.OutDType is { } dtype ? w.Add("out_dtype", dtype.Text) : w;

    public ParamWriter AddAny(AddAny op, ParamWriter w) => w;

    public ParamWriter RegularizedIncompleteBeta(RegularizedIncompleteBeta op, ParamWriter w) => w;

    public ParamWriter SelectN(SelectN op, ParamWriter w) => w;

    public ParamWriter Clamp(Clamp op, ParamWriter w) => w;

    public ParamWriter ReducePrecision(ReducePrecision op, ParamWriter w) => w.Add("exponent_bits", op.ExponentBits).Add("mantissa_bits", op.MantissaBits);

    private static void AddElementwise(Dictionary<string, OpReader> readers)
    {
        foreach (UnaryKind kind in Enum.GetValues<UnaryKind>())
        {
            Unary plain = new(kind);
            readers[kind.Name] = plain.TakesAccuracy ? p => p.OptionalText("accuracy") is { } accuracy ? new Unary(kind, accuracy) : plain : _ => plain;
        }
        foreach (BinaryKind kind in Enum.GetValues<BinaryKind>())
        {
            Binary plain = new(kind);
            readers[kind.Name] = kind is BinaryKind.Mul ? p => ReadMul(p) ?? plain : _ => plain;
        }
        readers["round"] = p => new Round(p.Int("rounding_method") switch
        {
            0 => RoundingMethod.AwayFromZero,
            1 => RoundingMethod.ToNearestEven,
            int other => throw p.Wrong("rounding_method", "0 or 1", PythonText.Of(other)),
        });
        readers["integer_pow"] = p => new IntegerPow(p.Int("y"));
        readers["conj"] = p => new Conj(p.DType("input_dtype"));
        readers["reduce_precision"] = p => new ReducePrecision(p.Int("exponent_bits"), p.Int("mantissa_bits"));
        readers["add_any"] = _ => new AddAny();
        readers["regularized_incomplete_beta"] = _ => new RegularizedIncompleteBeta();
        readers["select_n"] = _ => new SelectN();
        readers["clamp"] = _ => new Clamp();
    }

    private static Binary? ReadMul(ParamReader p)
    {
        if (p.OptionalText("out_dtype") is not { } text) return null;
        string name = text.StartsWith("<class 'numpy.", StringComparison.Ordinal) ? text["<class 'numpy.".Length..^"'>".Length] : text;
        if (!DTypes.TryParse(name, out DType dtype)) throw p.Wrong("out_dtype", "an element type (float32)", text);
        // A 32-bit program has no 64-bit results, whatever was asked for: the type of what the equation binds decides.
        bool narrowed = p.Outputs is [{ Type.DType: var bound }] && (dtype, bound) is
            (Core.DType.F64, Core.DType.F32) or (Core.DType.I64, Core.DType.I32) or (Core.DType.U64, Core.DType.U32) or (Core.DType.C128, Core.DType.C64);
        return new(BinaryKind.Mul, new RequestedDType(text, narrowed ? p.Outputs[0].Type.DType : dtype));
    }
}
