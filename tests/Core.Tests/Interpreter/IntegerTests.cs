using Core.Ir;
using static Core.Tests.Interpreter.Computed;

namespace Core.Tests.Interpreter;

/// <summary>Integers wrap around, and division, shifts and the like have results for all operands. Expected values are JAX's.</summary>
public class IntegerTests
{
    [Test]
    public void Arithmetic_wraps_around()
    {
        Gives("-128 127 0", new Binary(BinaryKind.Add), "i8: 127 -128 -128", "i8: 1 -1 -128");
        Gives("255 254", new Binary(BinaryKind.Sub), "u8: 0 3", "u8: 1 5");
        Gives("-128 -2 0", new Binary(BinaryKind.Mul), "i8: -128 127 64", "i8: -1 2 4");
        Gives("0 -112 0", new Unary(UnaryKind.Square), "i8: -128 12 16");
        Gives("0 87 -125", new IntegerPow(3), "i8: -128 7 -5");
        Gives("-9223372036854775808", new Binary(BinaryKind.Add), "i64: 9223372036854775807", "i64: 1");
    }

    [Test]
    public void The_smallest_number_is_its_own_negative_and_absolute_value()
    {
        Gives("-128 -1", new Unary(UnaryKind.Neg), "i8: -128 1");
        Gives("-128 5", new Unary(UnaryKind.Abs), "i8: -128 -5");
        Gives("-9223372036854775808", new Unary(UnaryKind.Neg), "i64: -9223372036854775808");
        Gives("255 0", new Unary(UnaryKind.Neg), "u8: 1 0");
    }

    [Test]
    public void Division_is_towards_zero_and_by_zero_gives_all_ones()
    {
        Gives("-1 -1 -1 -128 -3 -3 3", new Binary(BinaryKind.Div), "i8: 7 -7 0 -128 7 -7 7", "i8: 0 0 0 -1 -2 2 2");
        Gives("-1 -2147483648", new Binary(BinaryKind.Div), "i32: 5 -2147483648", "i32: 0 -1");
        Gives("-1 -9223372036854775808", new Binary(BinaryKind.Div), "i64: 5 -9223372036854775808", "i64: 0 -1");
        Gives("255 255", new Binary(BinaryKind.Div), "u8: 7 0", "u8: 0 0");
    }

    [Test]
    public void A_remainder_has_the_sign_of_the_dividend_and_by_zero_is_the_dividend()
    {
        Gives("7 -7 0 0 1 -1 -1", new Binary(BinaryKind.Rem), "i8: 7 -7 0 -128 7 -7 -7", "i8: 0 0 0 -1 -2 2 -2");
        Gives("5 0", new Binary(BinaryKind.Rem), "i32: 5 -2147483648", "i32: 0 -1");
        Gives("7 0", new Binary(BinaryKind.Rem), "u8: 7 0", "u8: 0 0");
    }

    [Test]
    public void Shifts_by_the_width_or_more_or_less_than_nothing_shift_everything_out()
    {
        Gives("-128 0 0 0 0", new Binary(BinaryKind.ShiftLeft), "i8: 1 1 1 -1 1", "i8: 7 8 9 8 -1");
        Gives("-1 -1 0 -1 0", new Binary(BinaryKind.ShiftRightArithmetic), "i8: -128 -128 64 -1 64", "i8: 7 8 8 -1 -1");
        Gives("1 0 127 0", new Binary(BinaryKind.ShiftRightLogical), "i8: -128 -128 -1 64", "i8: 7 8 1 -1");
        Gives("240 0", new Binary(BinaryKind.ShiftLeft), "u8: 255 1", "u8: 4 8");
        Gives("192 255", new Binary(BinaryKind.ShiftRightArithmetic), "u8: 128 128", "u8: 1 8");
        Gives("64 0", new Binary(BinaryKind.ShiftRightLogical), "u8: 128 128", "u8: 1 8");
    }

    [Test]
    public void Bits_are_counted_in_the_width_of_the_type()
    {
        Gives("8 1 2", new Unary(UnaryKind.PopulationCount), "i8: -1 -128 5");
        Gives("8 7 0 1", new Unary(UnaryKind.Clz), "i8: 0 1 -1 64");
        Gives("-1 -128", new Unary(UnaryKind.Not), "i8: 0 127");
        Gives("1073741823 1073741824 -1", new Binary(BinaryKind.MulHi), "i32: 2147483647 -2147483648 -2147483648", "i32: 2147483647 -2147483648 1");
    }

    [Test]
    public void Signs_are_minus_one_zero_and_one()
    {
        Gives("-1 0 1", new Unary(UnaryKind.Sign), "i8: -128 0 3");
        Gives("0 1", new Unary(UnaryKind.Sign), "u8: 0 200");
    }

    [Test]
    public void Unsigned_numbers_are_compared_as_such()
    {
        Gives("False", new Comparison(ComparisonKind.Lt), "u8: 200", "u8: 100");
        Gives("200 255", new Binary(BinaryKind.Max), "u8: 200 1", "u8: 100 255");
        Gives("1", new ArgReduce(ArgReduceKind.Max, 0, DType.I32), "u8: 3 200 100");
        Gives("18446744073709551615", new Reduce(ReduceKind.Max, [0]), "u64: 1 18446744073709551615");
    }

    [Test]
    public void Sums_and_products_wrap_around_in_the_type_of_the_result()
    {
        Gives("-56", new Reduce(ReduceKind.Sum, [0]), "i8: 100 100");
        Gives("100 -56 44", new Cumulative(CumulativeKind.Sum, 0), "i8: 100 100 100");
        Gives("100 44 88", new Cumulative(CumulativeKind.Prod, 0), "i8: 100 3 2");
        Gives("-112", new DotGeneral(new([0], [0])), "i8: 100 100", "i8: 2 2");
        Gives("400", new DotGeneral(new([0], [0]), null, DType.I32), "i8: 100 100", "i8: 2 2");
        Gives("32", new DotGeneral(new([0], [0])), "u8: 200 200", "u8: 2 2");
    }

    [Test]
    public void Counting_wraps_around()
    {
        ArrayData signed = Core.Interpreter.Evaluate.Apply(new Iota(DType.I8, [200], 0), [])[0], unsigned = Core.Interpreter.Evaluate.Apply(new Iota(DType.U8, [300], 0), [])[0];

        Assert.That(Elements(signed).Split(' ')[126..130], Is.EqualTo(["126", "127", "-128", "-127"]));
        Assert.That(Elements(unsigned).Split(' ')[254..258], Is.EqualTo(["254", "255", "0", "1"]));
    }

    [Test]
    public void Truth_values_are_combined_logically()
    {
        Gives("True False False False", new Binary(BinaryKind.And), "bool: True False True False", "bool: True True False False");
        Gives("True True True False", new Binary(BinaryKind.Or), "bool: True False True False", "bool: True True False False");
        Gives("False True True False", new Binary(BinaryKind.Xor), "bool: True False True False", "bool: True True False False");
        Gives("True True True False", new Binary(BinaryKind.Max), "bool: True False True False", "bool: True True False False");
        Gives("True False False False", new Binary(BinaryKind.Min), "bool: True False True False", "bool: True True False False");
        Gives("False True", new Unary(UnaryKind.Not), "bool: True False");
        Gives("True", new DotGeneral(new([0], [0])), "bool: True False True False", "bool: True False True False");
        Gives("True False", new AddAny(), "bool: True False", "bool: True False");
    }

    [Test]
    public void A_predicate_out_of_range_chooses_the_first_or_the_last_case() =>
        Gives("0.0 0.0 1.0 2.0 2.0", new SelectN(), "i32: -1 0 1 2 3", "f32: 0.0 0.0 0.0 0.0 0.0", "f32: 1.0 1.0 1.0 1.0 1.0", "f32: 2.0 2.0 2.0 2.0 2.0");
}
