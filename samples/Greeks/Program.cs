// An option book: prices and sensitivities of half a million options from a function of one.
using Core;
using static Core.Np;
using static Core.Transforms;

NdArray Call(NdArray spot, NdArray strike, NdArray years, NdArray rate, NdArray sigma)
{
    var d1 = (Log(spot / strike) + (rate + 0.5 * sigma * sigma) * years) / (sigma * Sqrt(years));
    return spot * Cdf(d1) - strike * Exp(-rate * years) * Cdf(d1 - sigma * Sqrt(years));
    static NdArray Cdf(NdArray z) => 0.5 * (1 + Erf(z / Math.Sqrt(2)));
}

int n = 1 << 19;
NdArray s = Uniform(seed: 0, [n], 50, 150), k = Uniform(seed: 1, [n], 50, 150), t = Uniform(seed: 2, [n], 0.1, 2);
var book = Trace(Call).ValueAndGrad(argnums: [0, 2, 4]).Vmap(inAxes: [0, 0, 0, null, null]).Jit();
var (price, (delta, theta, vega)) = book.Invoke(s, k, t, 0.03, 0.2);
Console.WriteLine($"{Sum(price)} {Sum(delta)} {Sum(theta)} {Sum(vega)}");
Console.WriteLine(book.Explain(s, k, t, 0.03, 0.2));                        // fused kernels, bytes moved, flops
