namespace Core.Ir.Text;

internal sealed partial class ParamText
{
    public ParamWriter ConvertElementType(ConvertElementType op, ParamWriter w) => w.Add("new_dtype", op.NewDType).Add("weak_type", op.WeakType);

    public ParamWriter BitcastConvertType(BitcastConvertType op, ParamWriter w) => w.Add("new_dtype", op.NewDType);

    private static void AddConversion(Dictionary<string, OpReader> readers)
    {
        readers["convert_element_type"] = p => new ConvertElementType(p.DType("new_dtype"), p.Bool("weak_type"));
        readers["bitcast_convert_type"] = p => new BitcastConvertType(p.DType("new_dtype"));
    }
}
