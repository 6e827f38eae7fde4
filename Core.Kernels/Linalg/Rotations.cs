namespace Core.Kernels;

/// <summary>Plane rotations and the eigen- and singular values of 2 × 2 matrices, as LAPACK computes them.</summary>
internal static class Rotations
{
    /// <summary>c, s and r with c · f + s · g = r and c · g − s · f = 0; c is not negative (LAPACK: dlartg).</summary>
    public static (double C, double S, double R) Make(double f, double g)
    {
        if (g == 0) return (1, 0, f);
        if (f == 0) return (0, Math.CopySign(1, g), Math.Abs(g));
        double r = Math.CopySign(Field.Hypot(f, g), f);
        return (Math.Abs(f) / Math.Abs(r), g / r, r);
    }

    /// <summary>(a, b) becomes (c · a + s · b, c · b − s · a).</summary>
    public static void Apply(Span<double> a, Span<double> b, double c, double s)
    {
        for (int j = 0; j < a.Length; j++)
        {
            double x = a[j], y = b[j];
            a[j] = c * x + s * y;
            b[j] = c * y - s * x;
        }
    }

    /// <summary>Rotates two columns, from one row up to another.</summary>
    public static void ApplyToColumns(MatrixSpan<double> a, int first, int second, int start, int end, double c, double s)
    {
        for (int i = start; i < end; i++)
        {
            double x = a[i, first], y = a[i, second];
            a[i, first] = c * x + s * y;
            a[i, second] = c * y - s * x;
        }
    }

    /// <summary>The eigenvalues of ((a, b), (b, c)), the larger in size first, and the eigenvector (cs, sn) of the first (LAPACK: dlaev2).</summary>
    public static (double First, double Second, double Cs, double Sn) Symmetric(double a, double b, double c)
    {
        double sum = a + c, difference = a - c, size = Math.Abs(difference), twice = b + b, ab = Math.Abs(twice);
        (double larger, double smaller) = Math.Abs(a) > Math.Abs(c) ? (a, c) : (c, a);
        double root = size > ab ? size * Math.Sqrt(1 + Square(ab / size)) : size < ab ? ab * Math.Sqrt(1 + Square(size / ab)) : ab * Math.Sqrt(2);
        double first, second;
        int sign = sum < 0 ? -1 : 1;
        if (sum == 0) (first, second) = (0.5 * root, -0.5 * root);
        else
        {
            first = 0.5 * (sum + sign * root);
            second = larger / first * smaller - b / first * b;
        }

        int side = difference >= 0 ? 1 : -1;
        double tangent = difference + side * root, cs, sn;
        if (Math.Abs(tangent) > ab)
        {
            double cotangent = -twice / tangent;
            sn = 1 / Math.Sqrt(1 + cotangent * cotangent);
            cs = cotangent * sn;
        }
        else if (ab == 0) (cs, sn) = (1, 0);
        else
        {
            double t = -tangent / twice;
            cs = 1 / Math.Sqrt(1 + t * t);
            sn = t * cs;
        }
        return sign == side ? (first, second, -sn, cs) : (first, second, cs, sn);
    }

    /// <summary>The smaller singular value of ((f, g), (0, h)) and the larger (LAPACK: dlas2).</summary>
    public static (double Smaller, double Larger) SingularValues(double f, double g, double h)
    {
        double fa = Math.Abs(f), ga = Math.Abs(g), ha = Math.Abs(h), low = Math.Min(fa, ha), high = Math.Max(fa, ha);
        if (low == 0) return (0, high == 0 ? ga : Math.Max(high, ga) * Math.Sqrt(1 + Square(Math.Min(high, ga) / Math.Max(high, ga))));
        if (ga < high)
        {
            double sum = 1 + low / high, difference = (high - low) / high, au = Square(ga / high);
            double c = 2 / (Math.Sqrt(sum * sum + au) + Math.Sqrt(difference * difference + au));
            return (low * c, high / c);
        }
        double ratio = high / ga;
        if (ratio == 0) return (low * high / ga, ga);
        double plus = 1 + low / high, minus = (high - low) / high;
        double factor = 1 / (Math.Sqrt(1 + Square(plus * ratio)) + Math.Sqrt(1 + Square(minus * ratio)));
        double smaller = low * factor * ratio;
        return (smaller + smaller, ga / (factor + factor));
    }

    /// <summary>The singular values of ((f, g), (0, h)), signed, the larger in size first, and the rotations of rows and columns (LAPACK: dlasv2).</summary>
    public static (double Larger, double Smaller, double SinRight, double CosRight, double SinLeft, double CosLeft) Singular(double f, double g, double h)
    {
        double ft = f, ht = h, fa = Math.Abs(f), ha = Math.Abs(h), gt = g, ga = Math.Abs(g);
        int largest = 1; // f, g, h
        bool swap = ha > fa;
        if (swap)
        {
            largest = 3;
            (ft, ht, fa, ha) = (ht, ft, ha, fa);
        }
        double smaller, larger, clt, crt, slt, srt;
        if (ga == 0) (smaller, larger, clt, crt, slt, srt) = (ha, fa, 1, 1, 0, 0);
        else
        {
            bool isPlain = true;
            (smaller, larger, clt, crt, slt, srt) = (0, 0, 0, 0, 0, 0);
            if (ga > fa)
            {
                largest = 2;
                if (fa / ga < Field.Epsilon)
                {
                    isPlain = false;
                    (larger, smaller) = (ga, ha > 1 ? fa / (ga / ha) : fa / ga * ha);
                    (clt, slt, srt, crt) = (1, ht / gt, 1, ft / gt);
                }
            }
            if (isPlain)
            {
                double d = fa - ha, l = d == fa ? 1 : d / fa, m = gt / ft, t = 2 - l, mm = m * m, tt = t * t;
                double s = Math.Sqrt(tt + mm), r = l == 0 ? Math.Abs(m) : Math.Sqrt(l * l + mm), a = 0.5 * (s + r);
                (smaller, larger) = (ha / a, fa * a);
                t = mm != 0 ? (m / (s + t) + m / (r + l)) * (1 + a)
                    : l == 0 ? Math.CopySign(2, ft) * Math.CopySign(1, gt)
                    : gt / Math.CopySign(d, ft) + m / t;
                l = Math.Sqrt(t * t + 4);
                (crt, srt) = (2 / l, t / l);
                clt = (crt + srt * m) / a;
                slt = ht / ft * srt / a;
            }
        }
        (double csl, double snl, double csr, double snr) = swap ? (srt, crt, slt, clt) : (clt, slt, crt, srt);
        double sign = largest switch
        {
            1 => Math.CopySign(1, csr) * Math.CopySign(1, csl) * Math.CopySign(1, f),
            2 => Math.CopySign(1, snr) * Math.CopySign(1, csl) * Math.CopySign(1, g),
            _ => Math.CopySign(1, snr) * Math.CopySign(1, snl) * Math.CopySign(1, h),
        };
        larger = Math.CopySign(larger, sign);
        smaller = Math.CopySign(smaller, sign * Math.CopySign(1, f) * Math.CopySign(1, h));
        return (larger, smaller, snr, csr, snl, csl);
    }

    private static double Square(double x) => x * x;
}
