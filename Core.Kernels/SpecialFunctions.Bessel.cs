using System.Runtime.CompilerServices;

namespace Core.Kernels;

public static partial class SpecialFunctions
{
    /// <summary>The exponentially scaled modified Bessel function e^(−|x|) I₀(x) (3 ulp).</summary>
    [MethodImpl(AtOnce)]
    public static double BesselI0e(double x)
    {
        double magnitude = Math.Abs(x);
        if (magnitude <= 7.75) return Math.Exp(-magnitude) * Polynomial(0.25 * x * x, BesselI0Near);
        double inverse = 1 / magnitude;
        return Polynomial(inverse, magnitude <= 16 ? BesselI0Middle : BesselI0Far) / Math.Sqrt(magnitude);
    }

    /// <summary>The exponentially scaled modified Bessel function e^(−|x|) I₁(x) (3 ulp).</summary>
    [MethodImpl(AtOnce)]
    public static double BesselI1e(double x)
    {
        double magnitude = Math.Abs(x);
        if (magnitude <= 7.75) return Math.Exp(-magnitude) * (0.5 * x * Polynomial(0.25 * x * x, BesselI1Near));
        double inverse = 1 / magnitude;
        double y = Polynomial(inverse, magnitude <= 16 ? BesselI1Middle : BesselI1Far) / Math.Sqrt(magnitude);
        return Math.CopySign(y, x);
    }

    // I₀(x) in x²/4 on [0, 7.75²/4].
    private static ReadOnlySpan<double> BesselI0Near =>
    [
        1.0, 1.0, 0.25000000000000006, 0.027777777777777693, 0.0017361111111112242, 6.944444444435322e-05, 1.929012345727521e-06,
        3.936759887348883e-08, 6.151187374369957e-10, 7.59405749972279e-12, 7.59407189571672e-14, 6.27593557647451e-16,
        4.359560744807528e-18, 2.572061584091664e-20, 1.3442447612966848e-22, 5.0640652336031315e-25, 3.542744642202455e-27,
    ];

    // √x e^(−x) I₀(x) in 1/x on [7.75, 16].
    private static ReadOnlySpan<double> BesselI0Middle =>
    [
        0.39894272192853636, 0.049792261169562764, 0.03401462722362054, -0.25874922442594567, 9.533874930185183, -225.39217105632443,
        3979.2908420969575, -52889.91832203415, 531181.8734747417, -4003286.058268927, 22246571.728249606, -88264832.60395196,
        236238270.3672671, -382040787.44756246, 282073614.4397005,
    ];

    // √x e^(−x) I₀(x) in 1/x for x ≥ 16.
    private static ReadOnlySpan<double> BesselI0Far =>
    [
        0.3989422804014327, 0.049867785050182384, 0.028050629087312085, 0.02921940668739822, 0.04474192285773585, 0.09063952049509,
        0.2254515557959762, 0.8485775673156803, -3.502259520302714, 161.89165704701003, -2615.3980891658703, 30548.47604695542,
        -203849.6562008845, 642133.8253173741,
    ];

    // 2 I₁(x)/x in x²/4 on [0, 7.75²/4].
    private static ReadOnlySpan<double> BesselI1Near =>
    [
        1.0, 0.5, 0.08333333333333322, 0.006944444444444711, 0.00034722222222190955, 1.1574074074295815e-05, 2.7557319213672585e-07,
        4.92094989453614e-09, 6.834651827533451e-11, 7.594071029858113e-13, 6.903535923609907e-15, 5.231436351201107e-17,
        3.343807636437909e-19, 1.881688035919134e-21, 7.59804736826163e-24, 5.669206466176184e-26,
    ];

    // √x e^(−x) I₁(x) in 1/x on [7.75, 16].
    private static ReadOnlySpan<double> BesselI1Middle =>
    [
        0.398941793964685, -0.14952054012718763, -0.053260946172461694, 0.2720237074119127, -10.32465443772184, 242.83253068164169,
        -4269.869882766618, 56524.27402227745, -565454.7026657504, 4245151.942571698, -23501100.697489373, 92893819.85387506,
        -247716781.11659503, 399176409.8497384, -293713055.15741265,
    ];

    // √x e^(−x) I₁(x) in 1/x for x ≥ 16.
    private static ReadOnlySpan<double> BesselI1Far =>
    [
        0.3989422804014327, -0.14960335515054077, -0.046751048480920133, -0.040907168893182806, -0.057525394905340116,
        -0.11077573628425978, -0.2667999329818491, -0.9642008960754586, 3.53344901725718, -172.07405582137685, 2767.635483539064,
        -32346.049322856124, 215686.34556007833, -679626.9189907534,
    ];
}
