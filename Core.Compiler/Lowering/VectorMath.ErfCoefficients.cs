namespace Core.Compiler.Lowering;

internal static partial class VectorMath
{
    // erf(x)/x − 1 in x² on [0, 0.81].
    private static ReadOnlySpan<double> ErfCoefficientsF32 =>
        [0.128379166, -0.376126349, 0.112837151, -0.0268605091, 0.00520385895, -0.000817563792, 8.51309451e-05];

    // log₂ erfc(x) on [0.9, 3.95], least error of erfc.
    private static ReadOnlySpan<double> ErfTailCoefficientsF32 =>
        [-0.000256213185, -1.62699807, -0.919084132, -0.150093034, 0.0321384408, -0.00440814532, 0.000284454902];

    // (1 + 2x) e^(x²) erfc(x) in (x − 3)/(x + 3) for 0 ≤ x ≤ 10.2, to 29 bits.
    private static ReadOnlySpan<double> ErfcxCoefficientsShort =>
    [
        1.2530080592140778, -0.13562114013482773, -0.0475624095859004, 0.1296464337790116, -0.11927079595711994, 0.06829574927518671,
        -0.023798537760687428, 0.0025665627426890384, 0.002003353324176779, -0.0007751177104904148, -0.00026717936281358255,
    ];

    // (erf⁻¹(x)/x − √π/2)/x² in x² on [0, 0.4225].
    private static ReadOnlySpan<double> ErfInvNearCoefficientsF32 =>
        [0.232013568, 0.127565965, 0.0862658694, 0.068720594, 0.025672758, 0.143183172, -0.17236042, 0.229944333];

    // erf⁻¹(x)/x in w − 2.5 for 0.54 ≤ w ≤ 5, and in √w − 3 for 5 ≤ w ≤ 16, w = −log(1 − x²).
    private static ReadOnlySpan<double> ErfInvCoefficientsF32 =>
    [
        1.50140941, 0.246640295, -0.00417733891, -0.00125277147, 0.000218285393, -4.93575226e-06, -3.4397965e-06, 4.56579386e-07,
        2.04672883e-08, -7.6785005e-09,
    ];

    private static ReadOnlySpan<double> ErfInvTailCoefficientsF32 =>
    [
        2.83297682, 1.00167513, 0.00944569334, -0.00763940066, 0.00568307657, -0.00358699099, 0.00149615691, -7.67426245e-05,
        -0.000319013896, 0.000129158783,
    ];
}
