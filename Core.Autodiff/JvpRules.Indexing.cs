using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class JvpRules
{
    // The windows of dx; zeros where those of x are filled.
    // JAX: _gather_jvp_rule.
    public Dual[] Gather(Gather op, ReadOnlySpan<Dual> args)
    {
        (NdArray x, NdArray indices) = (args[0].Primal, args[1].Primal);
        NdArray y = Lax.Bind(op, x, indices);
        return One(y, args[0].Tangent is { } dx ? Lax.Bind(Windows.ZeroFilled(op), dx, indices) : null);
    }

    // JAX: _dynamic_slice_jvp.
    public Dual[] DynamicSlice(DynamicSlice op, ReadOnlySpan<Dual> args)
    {
        NdArray[] operands = Primals(args);
        NdArray y = Lax.Bind(op, operands);
        if (args[0].Tangent is not { } dx) return One(y, null);
        operands[0] = dx;
        return One(y, Lax.Bind(op, operands));
    }

    // Linear in array and update together.
    // JAX: _dynamic_update_slice_jvp.
    public Dual[] DynamicUpdateSlice(DynamicUpdateSlice op, ReadOnlySpan<Dual> args)
    {
        NdArray[] operands = Primals(args);
        NdArray y = Lax.Bind(op, operands);
        (operands[0], operands[1]) = (args[0].Instantiated, args[1].Instantiated);
        return One(y, Lax.Bind(op, operands));
    }
}
