using static Core.Np;
using static Core.Tests.Expect;
using static Core.Transforms;

namespace Core.Tests.Autodiff;

/// <summary>Derivatives of functions that change mutable references are those of the same formulas without them.</summary>
public class ReferenceDerivativeTests
{
    private static readonly NdArray X = NdArray.From(0.5, -1.0, 2.0);

    [Test]
    public void References_that_are_written_and_read_in_a_loop() => AreSame(
        x =>
        {
            Ref sums = NewRef(Zeros(3, DType.F64));
            NdArray last = Fori(0, 3, (i, c) =>
            {
                sums.Add(Sin(x[i]) * c, i);
                return c * sums[i] + 1;
            }, x[0]);
            return last + Sum(sums.Value);
        },
        x =>
        {
            NdArray c = x[0], sum = Zeros([], DType.F64);
            for (int i = 0; i < 3; i++)
            {
                NdArray own = Sin(x[i]) * c;
                (c, sum) = (c * own + 1, sum + own);
            }
            return c + sum;
        });

    [Test]
    public void References_that_one_branch_writes() => AreSame(
        x =>
        {
            Ref r = NewRef(x);
            Cond(x[0] > 0, y =>
            {
                r[0] = y[1] * 2;
                return y;
            }, y => y, x);
            return Sum(Square(r.Value));
        },
        x => Square(x[1] * 2) + Square(x[1]) + Square(x[2]));

    [Test]
    public void Parts_that_are_swapped_and_added_to() => AreSame(
        x =>
        {
            Ref r = NewRef(x);
            NdArray before = r.Swap(Sin(r[1..3]), 0..2);
            r.Add(before * x[2], (Ix)(int[])[2, 2]);
            return Sum(r.Freeze() * before[0]);
        },
        x => (Sin(x[1]) + Sin(x[2]) + x[2] + x[0] * x[2] + x[1] * x[2]) * x[0]);

    [Test]
    public void A_while_that_changes_a_reference_has_a_forward_derivative()
    {
        var f = Trace((NdArray x) =>
        {
            Ref r = NewRef(x);
            While(One(x), y => y < 3.0, y =>
            {
                r.Value *= 2.0;
                return y + 1.0;
            });
            return Sum(r.Value);
        });

        Assert.That(f.Jvp().Invoke(X, X).Tangent.Item<double>(), Is.EqualTo(6.0));

        static NdArray One(NdArray x) => Lax.StopGradient(x[0]) * 0 + 1;
    }

    [Test]
    public void A_differentiated_value_in_a_reference_from_outside() => Assert.That(
        () => Trace((NdArray x) =>
        {
            Ref r = NewRef(Zeros(3, DType.F64));
            NdArray gradient = Trace((NdArray y) =>
            {
                r.Value = Sin(y);
                return Sum(y * y);
            }).Grad().Invoke(x);
            return gradient + r.Value;
        }).Invoke(X),
        Throws.TypeOf<UnsupportedException>().With.Message.EqualTo(
            "a value that is differentiated is written to a mutable reference, of type Ref{f64[3]}, that is made outside of the function that is differentiated; make the reference in the function, or return the value."));

    private static void AreSame(Func<NdArray, NdArray> withReferences, Func<NdArray, NdArray> without)
    {
        NdArray expected = Trace(without).Grad().Invoke(X);
        AreClose(Trace(withReferences).Grad().Invoke(X), expected, rtol: 1e-12, atol: 1e-12, "in reverse");
        Assert.That(Trace(withReferences).Jvp().Invoke(X, X).Tangent.Item<double>(), Is.EqualTo(Sum(expected * X).Item<double>()).Within(1e-12), "forwards");
        AreClose(Trace(withReferences).Grad().Jit().Invoke(X), expected, rtol: 1e-12, atol: 1e-12, "compiled");
    }
}
