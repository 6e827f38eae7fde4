using Core.Ir;
using static Core.Tests.Interpreter.Computed;

namespace Core.Tests.Interpreter;

/// <summary>What NaN, infinities and signed zeros do. Expected values are JAX's.</summary>
public class FloatTests
{
    [Test]
    public void NaN_wins_in_max_and_min_and_the_zeros_are_ordered()
    {
        Gives("nan nan 0.0 0.0 inf", new Binary(BinaryKind.Max), "f32: nan 1.0 -0.0 0.0 -inf", "f32: 1.0 nan 0.0 -0.0 inf");
        Gives("nan nan -0.0 -0.0 -inf", new Binary(BinaryKind.Min), "f32: nan 1.0 -0.0 0.0 -inf", "f32: 1.0 nan 0.0 -0.0 inf");
        Gives("0.0", new Reduce(ReduceKind.Max, [0]), "f32: -0.0 0.0");
        Gives("nan", new Reduce(ReduceKind.Max, [0]), "f32: 1.0 nan 2.0");
        Gives("nan", new Reduce(ReduceKind.Min, [0]), "f32: 1.0 nan 2.0");
    }

    [Test]
    public void Clamp_keeps_NaN_and_gives_the_upper_bound_where_the_bounds_cross()
    {
        Gives("nan 1.0 nan nan", new Clamp(), "f32: 0.0 0.0 nan 0.0", "f32: nan 5.0 0.5 0.5", "f32: 1.0 1.0 1.0 nan");
        Gives("2.0", new Clamp(), "f32: 3.0", "f32: 1.0", "f32: 2.0");
        Gives("0.0 -0.0", new Clamp(), "f32: 0.0 -0.0", "f32: -0.0 0.0", "f32: 1.0 -0.0");
    }

    [Test]
    public void The_first_NaN_is_the_extreme_else_the_first_of_equals()
    {
        Gives("1", new ArgReduce(ArgReduceKind.Max, 0, DType.I32), "f32: 1.0 nan 3.0 nan");
        Gives("1", new ArgReduce(ArgReduceKind.Min, 0, DType.I32), "f32: 1.0 nan -3.0 nan");
        Gives("1", new ArgReduce(ArgReduceKind.Max, 0, DType.I32), "f32: 2.0 3.0 3.0");
        Gives("0", new ArgReduce(ArgReduceKind.Max, 0, DType.I32), "f32: -0.0 0.0");
        Gives("0", new ArgReduce(ArgReduceKind.Min, 0, DType.I32), "f32: 0.0 -0.0");
        Gives("0", new ArgReduce(ArgReduceKind.Min, 0, DType.I32), "f32: inf inf");
        Gives("1", new ArgReduce(ArgReduceKind.Max, 0, DType.I32), "bool: False True True");
    }

    [Test]
    public void NaN_stays_in_running_extremes()
    {
        Gives("1.0 nan nan", new Cumulative(CumulativeKind.Max, 0), "f32: 1.0 nan 3.0");
        Gives("nan nan 3.0", new Cumulative(CumulativeKind.Min, 0, Reverse: true), "f32: 1.0 nan 3.0");
        Gives("-inf 0.0 inf inf", new Cumulative(CumulativeKind.LogSumExp, 0), "f32: -inf 0.0 inf 1.0");
        Gives("-inf -inf nan", new Cumulative(CumulativeKind.LogSumExp, 0), "f32: -inf -inf nan");
    }

    [TestCase(ReduceKind.Sum, "f32", "0.0")]
    [TestCase(ReduceKind.Sum, "i8", "0")]
    [TestCase(ReduceKind.Sum, "c64", "0j")]
    [TestCase(ReduceKind.Prod, "f32", "1.0")]
    [TestCase(ReduceKind.Prod, "u8", "1")]
    [TestCase(ReduceKind.Prod, "c64", "(1+0j)")]
    [TestCase(ReduceKind.Max, "f32", "-inf")]
    [TestCase(ReduceKind.Max, "i8", "-128")]
    [TestCase(ReduceKind.Max, "u8", "0")]
    [TestCase(ReduceKind.Max, "bool", "False")]
    [TestCase(ReduceKind.Max, "c64", "(-inf+0j)")]
    [TestCase(ReduceKind.Min, "f32", "inf")]
    [TestCase(ReduceKind.Min, "i8", "127")]
    [TestCase(ReduceKind.Min, "u8", "255")]
    [TestCase(ReduceKind.Min, "bool", "True")]
    [TestCase(ReduceKind.Min, "c64", "(inf+0j)")]
    [TestCase(ReduceKind.Or, "bool", "False")]
    [TestCase(ReduceKind.Or, "i8", "0")]
    [TestCase(ReduceKind.And, "bool", "True")]
    [TestCase(ReduceKind.And, "i8", "-1")]
    [TestCase(ReduceKind.And, "u8", "255")]
    [TestCase(ReduceKind.Xor, "bool", "False")]
    [TestCase(ReduceKind.Xor, "u8", "0")]
    public void A_reduction_of_nothing_is_what_changes_nothing(ReduceKind kind, string dtype, string expected) => Gives(expected, new Reduce(kind, [0]), $"{dtype}:");

    [Test]
    public void A_product_of_nothing_is_zero() => Gives("0.0", new DotGeneral(new([0], [0])), "f32:", "f32:");

    [Test]
    public void Halves_are_rounded_to_even_or_away_from_zero()
    {
        const string Halves = "f32: 0.5 -0.5 1.5 2.5 -2.5 0.49999997 -0.0 -0.3 nan inf";

        Gives("0.0 -0.0 2.0 2.0 -2.0 0.0 -0.0 -0.0 nan inf", new Round(RoundingMethod.ToNearestEven), Halves);
        Gives("1.0 -1.0 2.0 3.0 -3.0 0.0 -0.0 -0.0 nan inf", new Round(RoundingMethod.AwayFromZero), Halves);
    }

    [Test]
    public void Signs_of_zeros_are_kept()
    {
        Gives("-0.0 0.0 nan -1.0 1.0", new Unary(UnaryKind.Sign), "f32: -0.0 0.0 nan -inf 3.0");
        Gives("-0.0 -1.0 0.0 nan inf", new Unary(UnaryKind.Floor), "f32: -0.0 -0.5 0.5 nan inf");
        Gives("-0.0 1.0", new Unary(UnaryKind.Ceil), "f32: -0.5 0.5");
        Gives("-2.0 -0.0", new Unary(UnaryKind.Cbrt), "f32: -8.0 -0.0");
        Gives("-0.0 -1.0", new Unary(UnaryKind.Expm1), "f32: -0.0 -inf");
        Gives("-inf nan -0.0", new Unary(UnaryKind.Log1p), "f32: -1.0 -2.0 -0.0");
        Gives("-1.0 -0.0", new Unary(UnaryKind.Tanh), "f32: -inf -0.0");
        Gives("inf -inf nan 0.0", new Unary(UnaryKind.Rsqrt), "f32: 0.0 -0.0 -1.0 inf");
        Gives("3.1415927410125732 -3.1415927410125732 0.0 -0.0 1.5707963705062866 0.7853981852531433", new Binary(BinaryKind.Atan2),
            "f32: 0.0 -0.0 0.0 -0.0 1.0 inf", "f32: -1.0 -1.0 1.0 1.0 0.0 inf");
    }

    [Test]
    public void A_remainder_has_the_sign_of_the_dividend() =>
        Gives("1.5 -1.5 1.5 nan nan 1.0 -0.0 -0.0", new Binary(BinaryKind.Rem), "f32: 5.5 -5.5 5.5 1.0 inf 1.0 -0.0 -4.0", "f32: 2.0 2.0 -2.0 0.0 1.0 inf 1.0 2.0");

    [Test]
    public void Powers_follow_the_C_library()
    {
        Gives("1.0 inf nan 64.0 1.0 1.0 -inf 1.0", new Binary(BinaryKind.Pow), "f32: 0.0 0.0 -8.0 -8.0 1.0 nan -0.0 -1.0", "f32: 0.0 -1.0 0.3333333333333333 2.0 nan 0.0 -3.0 inf");
        Gives("inf inf nan", new IntegerPow(-2), "f32: 0.0 -0.0 nan");
        Gives("1.0", new IntegerPow(0), "f32: nan");
    }

    [Test]
    public void The_next_number_depends_on_the_element_type()
    {
        Gives("1.401298464324817e-45 -1.401298464324817e-45 1.0 3.4028234663852886e+38 nan nan inf 0.0", new Binary(BinaryKind.NextAfter),
            "f32: 0.0 -0.0 1.0 inf nan 1.0 3.4028235e+38 1.401298464324817e-45", "f32: 1.0 -1.0 1.0 0.0 1.0 nan inf 0.0");
        Gives("1.0009765625 inf -5.960464477539063e-08", new Binary(BinaryKind.NextAfter), "f16: 1.0 65504.0 0.0", "f16: 2.0 inf -1.0");
        Gives("1.0078125 9.183549615799121e-41", new Binary(BinaryKind.NextAfter), "bf16: 1.0 0.0", "bf16: 2.0 1.0");
    }

    [Test]
    public void NaN_is_equal_to_nothing_and_the_zeros_are_equal()
    {
        (string x, string y) = ("f32: nan 0.0 -0.0 1.0", "f32: nan -0.0 0.0 2.0");

        Gives("False True True False", new Comparison(ComparisonKind.Eq), x, y);
        Gives("True False False True", new Comparison(ComparisonKind.Ne), x, y);
        Gives("False False False True", new Comparison(ComparisonKind.Lt), x, y);
        Gives("False True True True", new Comparison(ComparisonKind.Le), x, y);
        Gives("False False False False", new Comparison(ComparisonKind.Gt), x, y);
        Gives("False True True False", new Comparison(ComparisonKind.Ge), x, y);
    }

    [Test]
    public void The_total_order_has_a_place_for_every_number()
    {
        // A NaN that was read is positive.
        (string x, string y) = ("f32: -0.0 0.0 inf -inf", "f32: 0.0 -0.0 inf inf");

        Gives("False False True False", new Comparison(ComparisonKind.EqTotal), x, y);
        Gives("True False False True", new Comparison(ComparisonKind.LtTotal), x, y);
        Gives("True False True True", new Comparison(ComparisonKind.LeTotal), x, y);
    }

    [Test]
    public void Functions_have_their_limits()
    {
        Gives("inf 0.0 0.0", new Unary(UnaryKind.Exp), "f32: 89.0 -104.0 -inf");
        Gives("nan -inf -inf", new Unary(UnaryKind.Log), "f32: -1.0 0.0 -0.0");
        Gives("0.0 1.0 0.5 nan", new Unary(UnaryKind.Logistic), "f32: -inf inf 0.0 nan");
        Gives("inf -inf nan 0.0", new Unary(UnaryKind.ErfInv), "f32: 1.0 -1.0 2.0 0.0");
        Gives("inf inf inf inf", new Unary(UnaryKind.Lgamma), "f32: 0.0 -1.0 -inf inf");
        Gives("False False True", new Unary(UnaryKind.IsFinite), "f32: nan inf 1.0");
    }
}
