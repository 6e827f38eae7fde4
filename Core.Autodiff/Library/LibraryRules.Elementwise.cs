using Core.Ir;
using static Core.Np;

namespace Core.Autodiff;

// Functions of numbers. JAX: scipy/special.py, numpy/ufuncs.py, lax/other.py.
internal static partial class LibraryRules
{
    // dx log y + dy x/y, also where x = 0 and y = 0.
    // JAX: _xlogy_jvp.
    private static NdArray? Xlogy(LibraryCall call)
    {
        (NdArray x, NdArray y) = (call.Arguments[0], call.Arguments[1]);
        return Terms(call, dx => dx * Np.Log(y), dy => dy * x / y);
    }

    // dx log(1 + y) + dy x/(1 + y).
    // JAX: _xlog1py_jvp.
    private static NdArray? Xlog1py(LibraryCall call)
    {
        (NdArray x, NdArray y) = (call.Arguments[0], call.Arguments[1]);
        return Terms(call, dx => dx * Log1p(y), dy => dy * x / (1 + y));
    }

    // dx (log x + 1).
    // JAX: _xlogx_jvp.
    private static NdArray Xlogx(LibraryCall call) => call.Tangents[0]! * (Np.Log(call.Arguments[0]) + 1);

    // dx / (x (1 − x)).
    // JAX: logit.defjvps.
    private static NdArray Logit(LibraryCall call) => call.Tangents[0]! / (call.Arguments[0] * (1 - call.Arguments[0]));

    // D′ = 1 − 2xD.
    // JAX: _dawsn.defjvps.
    private static NdArray Dawsn(LibraryCall call) => call.Tangents[0]! * (1 - 2 * call.Arguments[0] * call.Result);

    // 2x erfcx(x) − 2/√π.
    // JAX: _erfcx.defjvps.
    private static NdArray Erfcx(LibraryCall call) => call.Tangents[0]! * (2 * call.Arguments[0] * call.Result - 2 / Math.Sqrt(Math.PI));

    // w′ = −2zw + 2i/√π.
    // JAX: _wofz.defjvps.
    private static NdArray Wofz(LibraryCall call) => call.Tangents[0]! * (-2 * call.Arguments[0] * call.Result + new System.Numerics.Complex(0, 2 / Math.Sqrt(Math.PI)));

    // The mantissa x · 2⁻ⁿ; the exponent n is constant between jumps.
    // JAX: _frexp_jvp.
    private static NdArray Frexp(LibraryCall call) => call.Tangents[0]! * Exp2(-Lax.ConvertElementType(call.Results[1], call.Tangents[0]!.DType));

    // I₁(x) = e^|x| · (e^(−|x|) I₁(x)), 0 at 0.
    // JAX: _i0_jvp, which differentiates the steps.
    private static NdArray I0(LibraryCall call)
    {
        NdArray x = call.Arguments[0];
        return call.Tangents[0]! * (Np.Exp(Abs(x)) * Lax.Unary(UnaryKind.BesselI1e, x));
    }

    // dx eˣ/x.
    // JAX: expi_jvp.
    private static NdArray Expi(LibraryCall call) => Np.Exp(call.Arguments[0]) / call.Arguments[0] * call.Tangents[0]!;

    // Si′ = sin x / x, Ci′ = cos x / x.
    // JAX: sici_jvp.
    private static NdArray[] Sici(LibraryCall call)
    {
        NdArray x = call.Arguments[0], dx = call.Tangents[0]!;
        return [Sinc(x / Math.PI) * dx, Cos(x) / x * dx];
    }

    // S′ = sin(πx²/2), C′ = cos(πx²/2).
    // JAX: _fresnel_jvp, sincospisquaredhalf: x²/2 is taken modulo 2 first, with x = y + s: (y + s)²/2 ≡ s(x − s/2).
    private static NdArray[] Fresnel(LibraryCall call)
    {
        NdArray x = Abs(call.Arguments[0]), dx = call.Tangents[0]!;
        NdArray s = Fmod(x, 2.0), r = Fmod(s * (x - s / 2), 2.0);
        NdArray sin = Where(r < 0.5, Sin(Math.PI * r), Where(r > 1.5, Sin(Math.PI * (r - 2.0)), -Sin(Math.PI * (r - 1.0))));
        NdArray cos = Where(Np.Equal(r, 0.5), 0.0, Where(r < 1.0, -Sin(Math.PI * (r - 0.5)), Sin(Math.PI * (r - 1.5))));
        return [sin * dx, cos * dx];
    }

    // φ(x)/Φ(x) = exp(log φ(x) − log Φ(x)).
    // JAX: _log_ndtr_jvp.
    private static NdArray LogNdtr(LibraryCall call)
    {
        NdArray x = call.Arguments[0];
        return call.Tangents[0]! * Np.Exp(-(Math.Log(2 * Math.PI) + Square(x)) / 2 - call.Result);
    }

    // ∂T/∂h = −e^(−h²/2) erf(ah/√2) / 2√2π, ∂T/∂a = e^(−(a² + 1)h²/2) / 2π(a² + 1).
    // JAX: _owens_t_jvp.
    private static NdArray? OwensT(LibraryCall call)
    {
        (NdArray h, NdArray a) = (call.Arguments[0], call.Arguments[1]);
        return Terms(
            call,
            dh => -Np.Exp(-0.5 * Square(h)) * Lax.Unary(UnaryKind.Erf, a * h / Math.Sqrt(2)) / (2 * Math.Sqrt(2 * Math.PI)) * dh,
            da => Np.Exp(-0.5 * (Square(a) + 1) * Square(h)) / (2 * Math.PI * (Square(a) + 1)) * da);
    }

    // (z)ₘ (ψ(z + m) − ψ(z)) dz + (z)ₘ ψ(z + m) dm.
    // JAX: _poch_z_derivative, _poch_m_derivative.
    private static NdArray? Poch(LibraryCall call)
    {
        (NdArray z, NdArray m) = (call.Arguments[0], call.Arguments[1]);
        NdArray Digamma(NdArray x) => Lax.Unary(UnaryKind.Digamma, Lax.ConvertElementType(x, call.Result.DType));
        return Terms(call, dz => (Digamma(z + m) - Digamma(z)) * call.Result * dz, dm => Digamma(z + m) * call.Result * dm);
    }

    // dx b^(x − z) + dy b^(y − z), where z is the result.
    // JAX: _logaddexp_jvp, _logaddexp2_jvp.
    private static NdArray? Logaddexp(LibraryCall call, UnaryKind power)
    {
        NdArray z = ZeroForInfinity(call.Result);
        return Terms(call, dx => dx * Power(call.Arguments[0]), dy => dy * Power(call.Arguments[1]));

        NdArray Power(NdArray x) => Lax.Unary(power, ZeroForInfinity(x) - z);

        static NdArray ZeroForInfinity(NdArray x) => Lax.SelectN(Lax.Eq(x, Formulas.Const(x, double.PositiveInfinity)), x, Formulas.FullLike(x, 0));
    }
}
