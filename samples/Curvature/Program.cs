// Second derivatives: the whole Hessian, or only its product with a vector, which costs a few calls of the function and no matrix.
using Core;
using static Core.Np;
using static Core.Transforms;

NdArray Rosenbrock(NdArray x) => Sum(100.0 * Power(x[1..] - Power(x[..^1], 2), 2) + Power(1.0 - x[..^1], 2));

var f = Trace((NdArray x) => Rosenbrock(x));
var gradient = f.Grad();
var product = gradient.Jvp();                                   // forward over reverse: (x, v) -> (∇f(x), H(x) v)

NdArray x = Sin(Arange(64.0)) / 2, v = Cos(Arange(64.0));
var (_, hv) = product.Invoke(x, v);
NdArray hessian = f.Hessian().Jit().Invoke(x);
Console.WriteLine(hessian.Shape);
Console.WriteLine(AllClose(hv, Dot(hessian, v), rtol: 1e-4, atol: 1e-2));
Console.WriteLine(Count(f.Hessian().ToJaxpr(F32[10000])));
Console.WriteLine(Count(product.ToJaxpr(F32[10000], F32[10000])));

// The minimum of ten thousand variables: Newton's method, whose steps are found by conjugate gradients, which need products only.
NdArray Step(NdArray x)
{
    NdArray g = gradient.Invoke(x);
    NdArray Curve(NdArray d) => product.Invoke(x, d).Tangent;
    var (found, _, _, count) = While((s: ZerosLike(x), r: -g, d: -g, i: Int(0)),
        c => (c.i < 50) & (Vdot(c.r, c.r) > 1e-10 * Vdot(g, g)) & (Vdot(c.d, Curve(c.d)) > 0.0),
        c =>
        {
            NdArray hd = Curve(c.d), a = Vdot(c.r, c.r) / Vdot(c.d, hd), r = c.r - a * hd;
            return (c.s + a * c.d, r, r + Vdot(r, r) / Vdot(c.r, c.r) * c.d, c.i + 1);
        });
    NdArray step = Where(count > 0, found, -g);                 // downhill where the function curves down
    return x + step * While(Ones([]), t => (Rosenbrock(x + t * step) > Rosenbrock(x)) & (t > 1e-6), t => t / 2.0);
}

var newton = Trace((NdArray x) => Step(x)).Jit();
NdArray at = 1.0 + 0.1 * Sin(Arange(10000.0));
for (int i = 0; i < 6; i++, at = newton.Invoke(at)) Console.WriteLine($"{i} steps: {(double)Rosenbrock(at):F1}");

static string Count(Jaxpr program) => $"{program.Equations.Count} equations, the largest value has {program.Equations.Max(e => e.Outputs[0].Type.Size):N0} elements";
