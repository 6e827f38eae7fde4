using System.Globalization;
using System.Numerics;

namespace Core.Tests.Arrays;

/// <summary>All expected texts are what NumPy 2.4 and ml_dtypes 0.6 print with <c>str</c>.</summary>
public class ArrayFormatterTests
{
    [Test]
    public void Integers_are_aligned_to_the_right() =>
        Assert.That(Text<int>([2, 3], [1, -20, 300, 4, 5, 6]), Is.EqualTo("""
            [[  1 -20 300]
             [  4   5   6]]
            """));

    [Test]
    public void The_widest_integers_fit() =>
        Assert.That(Text<long>([2], [long.MinValue, long.MaxValue]), Is.EqualTo("""
            [-9223372036854775808  9223372036854775807]
            """));

    [Test]
    public void The_widest_unsigned_integers_fit() =>
        Assert.That(Text<ulong>([2], [0, ulong.MaxValue]), Is.EqualTo("""
            [                   0 18446744073709551615]
            """));

    [Test]
    public void Truth_values_are_five_wide() =>
        Assert.That(Text([3], [true, false, true]), Is.EqualTo("""
            [ True False  True]
            """));

    [Test]
    public void All_true_is_five_wide_too() =>
        Assert.That(Text([2], [true, true]), Is.EqualTo("""
            [ True  True]
            """));

    [Test]
    public void Whole_numbers_keep_their_decimal_point() =>
        Assert.That(Text([3], [1.0, -2.0, 300.0]), Is.EqualTo("""
            [  1.  -2. 300.]
            """));

    [Test]
    public void Decimal_points_stand_below_each_other() =>
        Assert.That(Text([3, 1], [1.5, -20.25, 300.0]), Is.EqualTo("""
            [[  1.5 ]
             [-20.25]
             [300.  ]]
            """));

    [Test]
    public void At_most_eight_decimals_are_printed() =>
        Assert.That(Text([2], [1.0 / 3, 2.0 / 3]), Is.EqualTo("""
            [0.33333333 0.66666667]
            """));

    [Test]
    public void Digits_are_the_shortest_of_the_element_type() =>
        Assert.That(Text([3], [0.1f, 0.2f, 1f / 3]), Is.EqualTo("""
            [0.1        0.2        0.33333334]
            """));

    [Test]
    public void Halves_need_few_digits() =>
        Assert.That(Text([3], [(Half)0.1, (Half)0.2, (Half)(1.0 / 3)]), Is.EqualTo("""
            [0.1    0.2    0.3333]
            """));

    [Test]
    public void Magnitudes_far_apart_are_printed_with_exponents() =>
        Assert.That(Text([3], [1.0, 0.5, 12345.678]), Is.EqualTo("""
            [1.0000000e+00 5.0000000e-01 1.2345678e+04]
            """));

    [Test]
    public void Magnitudes_a_factor_of_1000_apart_are_printed_without() =>
        Assert.That(Text([2], [0.5, 500.0]), Is.EqualTo("""
            [  0.5 500. ]
            """));

    [Test]
    public void Small_numbers_are_printed_with_exponents() =>
        Assert.That(Text([2], [0.00009, 0.00008]), Is.EqualTo("""
            [9.e-05 8.e-05]
            """));

    [Test]
    public void Doubles_are_printed_with_exponents_from_1e8() =>
        Assert.That(Text([1], [99999999.0]) + Text([1], [1e8]), Is.EqualTo("[99999999.][1.e+08]"));

    [Test]
    public void Floats_are_printed_with_exponents_from_1e6() =>
        Assert.That(Text([1], [999999f]) + Text([1], [1e6f]), Is.EqualTo("[999999.][1.e+06]"));

    [Test]
    public void Halves_are_printed_with_exponents_from_1e3() =>
        Assert.That(Text([1], [(Half)999]) + Text([1], [(Half)1000]), Is.EqualTo("[999.][1.e+03]"));

    [Test]
    public void Numbers_with_exponents_get_equally_many_exact_digits() =>
        Assert.That(Text([2], [0.1f, 1.07597955e11f]), Is.EqualTo("""
            [1.00000001e-01 1.07597955e+11]
            """));

    [Test]
    public void Exponents_of_three_digits_widen_all() =>
        Assert.That(Text([3], [1e-300, 1.0, 1e5]), Is.EqualTo("""
            [1.e-300 1.e+000 1.e+005]
            """));

    [Test]
    public void Rounding_may_carry_into_a_new_digit() =>
        Assert.That(Text([2], [9.999999999, 0.999999996]), Is.EqualTo("""
            [10.  1.]
            """));

    [Test]
    public void Negative_zero_keeps_its_sign() =>
        Assert.That(Text([3], [-0.0, 0.0, 1.5]), Is.EqualTo("""
            [-0.   0.   1.5]
            """));

    [Test]
    public void Nan_and_infinity_stand_at_the_right() =>
        Assert.That(Text([4], [double.NaN, double.PositiveInfinity, -1.25, 3.0]), Is.EqualTo("""
            [  nan   inf -1.25  3.  ]
            """));

    [Test]
    public void Negative_infinity_widens_the_column() =>
        Assert.That(Text([3], [double.NegativeInfinity, 1.0, double.NaN]), Is.EqualTo("""
            [-inf   1.  nan]
            """));

    [Test]
    public void Nothing_finite_is_printed_without_padding() =>
        Assert.That(Text([2], [double.NaN, double.PositiveInfinity]), Is.EqualTo("""
            [nan inf]
            """));

    [Test]
    public void Nan_beside_exponents_is_padded() =>
        Assert.That(Text([3], [double.NaN, 1e-10, -1.0]), Is.EqualTo("""
            [    nan  1.e-10 -1.e+00]
            """));

    [Test]
    public void Complex_numbers_have_two_columns() =>
        Assert.That(Text<Complex>([3], [new(1, 2), new(-1.5, -20.25), new(0, 0)]), Is.EqualTo("""
            [ 1.  +2.j   -1.5-20.25j  0.  +0.j  ]
            """));

    [Test]
    public void Complex_parts_choose_their_notation_separately() =>
        Assert.That(Text<Complex64>([2], [new(1e-10f, 2), new(1, 2.5f)]), Is.EqualTo("""
            [1.e-10+2.j  1.e+00+2.5j]
            """));

    [Test]
    public void Complex_nan_and_infinity_have_signs() =>
        Assert.That(Text<Complex>([3], [new(double.NaN, double.NaN), new(1, double.NegativeInfinity), new(double.PositiveInfinity, -0.0)]),
            Is.EqualTo("""
            [nan+nanj  1.-infj inf -0.j]
            """));

    [Test]
    public void Bfloat16_is_printed_as_ml_dtypes_does_unaligned() =>
        Assert.That(Text([2, 3], [B(1), B(-2.5), B(1.015625), B(1e10), B(1e-10), B(double.NegativeInfinity)]), Is.EqualTo("""
            [[1 -2.5 1.01562]
             [9.99922e+09 1.00044e-10 -inf]]
            """));

    [Test]
    public void Long_rows_are_wrapped_at_75_characters() =>
        Assert.That(Text([40], [.. Enumerable.Range(0, 40)]), Is.EqualTo("""
            [ 0  1  2  3  4  5  6  7  8  9 10 11 12 13 14 15 16 17 18 19 20 21 22 23
             24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39]
            """));

    [Test]
    public void Wrapped_rows_of_a_matrix_are_indented() =>
        Assert.That(Text([2, 15], [.. Enumerable.Range(0, 30).Select(i => i / 7.0)]), Is.EqualTo("""
            [[0.         0.14285714 0.28571429 0.42857143 0.57142857 0.71428571
              0.85714286 1.         1.14285714 1.28571429 1.42857143 1.57142857
              1.71428571 1.85714286 2.        ]
             [2.14285714 2.28571429 2.42857143 2.57142857 2.71428571 2.85714286
              3.         3.14285714 3.28571429 3.42857143 3.57142857 3.71428571
              3.85714286 4.         4.14285714]]
            """));

    [Test]
    public void Blank_lines_separate_blocks() =>
        Assert.That(Text([2, 2, 2], [.. Enumerable.Range(0, 8)]), Is.EqualTo("""
            [[[0 1]
              [2 3]]

             [[4 5]
              [6 7]]]
            """));

    [Test]
    public void Two_blank_lines_separate_blocks_of_blocks() =>
        Assert.That(Text([2, 1, 2, 1], [1f, 2f, 3f, 4f]), Is.EqualTo("""
            [[[[1.]
               [2.]]]


             [[[3.]
               [4.]]]]
            """));

    [Test]
    public void More_than_a_thousand_elements_are_summarised() =>
        Assert.That(Text([1001], [.. Enumerable.Range(0, 1001)]), Is.EqualTo("""
            [   0    1    2 ...  998  999 1000]
            """));

    [Test]
    public void A_thousand_elements_are_not() =>
        Assert.That(Text([1000], [.. Enumerable.Range(0, 1000)]), Does.Not.Contain("..."));

    [Test]
    public void Summaries_skip_rows_columns_and_blocks() =>
        Assert.That(Text([8, 7, 20], [.. Enumerable.Range(0, 1120).Select(i => (float)i)]), Is.EqualTo("""
            [[[0.000e+00 1.000e+00 2.000e+00 ... 1.700e+01 1.800e+01 1.900e+01]
              [2.000e+01 2.100e+01 2.200e+01 ... 3.700e+01 3.800e+01 3.900e+01]
              [4.000e+01 4.100e+01 4.200e+01 ... 5.700e+01 5.800e+01 5.900e+01]
              ...
              [8.000e+01 8.100e+01 8.200e+01 ... 9.700e+01 9.800e+01 9.900e+01]
              [1.000e+02 1.010e+02 1.020e+02 ... 1.170e+02 1.180e+02 1.190e+02]
              [1.200e+02 1.210e+02 1.220e+02 ... 1.370e+02 1.380e+02 1.390e+02]]

             [[1.400e+02 1.410e+02 1.420e+02 ... 1.570e+02 1.580e+02 1.590e+02]
              [1.600e+02 1.610e+02 1.620e+02 ... 1.770e+02 1.780e+02 1.790e+02]
              [1.800e+02 1.810e+02 1.820e+02 ... 1.970e+02 1.980e+02 1.990e+02]
              ...
              [2.200e+02 2.210e+02 2.220e+02 ... 2.370e+02 2.380e+02 2.390e+02]
              [2.400e+02 2.410e+02 2.420e+02 ... 2.570e+02 2.580e+02 2.590e+02]
              [2.600e+02 2.610e+02 2.620e+02 ... 2.770e+02 2.780e+02 2.790e+02]]

             [[2.800e+02 2.810e+02 2.820e+02 ... 2.970e+02 2.980e+02 2.990e+02]
              [3.000e+02 3.010e+02 3.020e+02 ... 3.170e+02 3.180e+02 3.190e+02]
              [3.200e+02 3.210e+02 3.220e+02 ... 3.370e+02 3.380e+02 3.390e+02]
              ...
              [3.600e+02 3.610e+02 3.620e+02 ... 3.770e+02 3.780e+02 3.790e+02]
              [3.800e+02 3.810e+02 3.820e+02 ... 3.970e+02 3.980e+02 3.990e+02]
              [4.000e+02 4.010e+02 4.020e+02 ... 4.170e+02 4.180e+02 4.190e+02]]

             ...

             [[7.000e+02 7.010e+02 7.020e+02 ... 7.170e+02 7.180e+02 7.190e+02]
              [7.200e+02 7.210e+02 7.220e+02 ... 7.370e+02 7.380e+02 7.390e+02]
              [7.400e+02 7.410e+02 7.420e+02 ... 7.570e+02 7.580e+02 7.590e+02]
              ...
              [7.800e+02 7.810e+02 7.820e+02 ... 7.970e+02 7.980e+02 7.990e+02]
              [8.000e+02 8.010e+02 8.020e+02 ... 8.170e+02 8.180e+02 8.190e+02]
              [8.200e+02 8.210e+02 8.220e+02 ... 8.370e+02 8.380e+02 8.390e+02]]

             [[8.400e+02 8.410e+02 8.420e+02 ... 8.570e+02 8.580e+02 8.590e+02]
              [8.600e+02 8.610e+02 8.620e+02 ... 8.770e+02 8.780e+02 8.790e+02]
              [8.800e+02 8.810e+02 8.820e+02 ... 8.970e+02 8.980e+02 8.990e+02]
              ...
              [9.200e+02 9.210e+02 9.220e+02 ... 9.370e+02 9.380e+02 9.390e+02]
              [9.400e+02 9.410e+02 9.420e+02 ... 9.570e+02 9.580e+02 9.590e+02]
              [9.600e+02 9.610e+02 9.620e+02 ... 9.770e+02 9.780e+02 9.790e+02]]

             [[9.800e+02 9.810e+02 9.820e+02 ... 9.970e+02 9.980e+02 9.990e+02]
              [1.000e+03 1.001e+03 1.002e+03 ... 1.017e+03 1.018e+03 1.019e+03]
              [1.020e+03 1.021e+03 1.022e+03 ... 1.037e+03 1.038e+03 1.039e+03]
              ...
              [1.060e+03 1.061e+03 1.062e+03 ... 1.077e+03 1.078e+03 1.079e+03]
              [1.080e+03 1.081e+03 1.082e+03 ... 1.097e+03 1.098e+03 1.099e+03]
              [1.100e+03 1.101e+03 1.102e+03 ... 1.117e+03 1.118e+03 1.119e+03]]]
            """));

    [Test]
    public void Axes_of_six_are_not_skipped_in_summaries() =>
        Assert.That(Text([6, 200], [.. Enumerable.Range(0, 1200)]), Is.EqualTo("""
            [[   0    1    2 ...  197  198  199]
             [ 200  201  202 ...  397  398  399]
             [ 400  401  402 ...  597  598  599]
             [ 600  601  602 ...  797  798  799]
             [ 800  801  802 ...  997  998  999]
             [1000 1001 1002 ... 1197 1198 1199]]
            """));

    [Test]
    public void What_a_summary_hides_does_not_widen_its_columns() =>
        Assert.That(Text([1001], [.. Enumerable.Range(0, 1001).Select(i => i == 500 ? 1e9 : 1.0)]), Is.EqualTo("""
            [1. 1. 1. ... 1. 1. 1.]
            """));

    [TestCase(0)]
    [TestCase(0, 3)]
    [TestCase(3, 0)]
    [TestCase(2, 0, 5)]
    public void Empty_arrays_are_brackets(params int[] shape) => Assert.That(Text<float>(shape, []), Is.EqualTo("[]"));

    [TestCase(8.0, "8.0")]
    [TestCase(0.1, "0.1")]
    [TestCase(-0.0, "-0.0")]
    [TestCase(1.0 / 3, "0.3333333333333333")]
    [TestCase(1e15, "1000000000000000.0")]
    [TestCase(1e16, "1e+16")]
    [TestCase(0.0001, "0.0001")]
    [TestCase(0.00001, "1e-05")]
    [TestCase(double.NaN, "nan")]
    [TestCase(double.NegativeInfinity, "-inf")]
    public void A_double_alone_is_printed_as_in_Python(double value, string expected) =>
        Assert.That(Text([], [value]), Is.EqualTo(expected));

    [TestCase(0.1f, "0.1")]
    [TestCase(8f, "8.0")]
    [TestCase(999999f, "999999.0")]
    [TestCase(1000000f, "1e+06")]
    [TestCase(16777216f, "1.6777216e+07")]
    [TestCase(0.0001f, "1e-04")]
    [TestCase(1.17549435e-38f, "1.1754944e-38")]
    [TestCase(1e-45f, "1e-45")]
    [TestCase(float.MaxValue, "3.4028235e+38")]
    [TestCase(float.PositiveInfinity, "inf")]
    public void A_float_alone_has_the_shortest_digits_of_its_own_type(float value, string expected) =>
        Assert.That(Text([], [value]), Is.EqualTo(expected));

    [TestCase(0.1, "0.1")]
    [TestCase(0.0001, "0.0001")]
    [TestCase(999.5, "999.5")]
    [TestCase(1234, "1.234e+03")]
    [TestCase(65504, "6.55e+04")]
    public void A_half_alone_has_the_shortest_digits_of_its_own_type(double value, string expected) =>
        Assert.That(Text([], [(Half)value]), Is.EqualTo(expected));

    [TestCase(0.1, "0.100098")]
    [TestCase(1, "1")]
    [TestCase(1.015625, "1.01562")]
    [TestCase(1.046875, "1.04688")]
    [TestCase(1e20, "9.97277e+19")]
    [TestCase(-0.0, "-0")]
    public void A_bfloat16_alone_has_six_digits(double value, string expected) => Assert.That(Text([], [B(value)]), Is.EqualTo(expected));

    [TestCase(1, 2, "(1+2j)")]
    [TestCase(0, 2, "2j")]
    [TestCase(-0.0, 2, "(-0+2j)")]
    [TestCase(1.5, double.NaN, "(1.5+nanj)")]
    [TestCase(1e16, -1e-5, "(1e+16-1e-05j)")]
    public void A_complex_number_alone_is_printed_as_in_Python(double real, double imaginary, string expected) =>
        Assert.That(Text<Complex>([], [new(real, imaginary)]), Is.EqualTo(expected));

    [Test]
    public void A_complex_number_of_floats_has_their_digits() =>
        Assert.That(Text<Complex64>([], [new(0.1f, -2e6f)]), Is.EqualTo("(0.1-2e+06j)"));

    [Test]
    public void A_truth_value_alone_is_a_word() => Assert.That(Text([], [true]), Is.EqualTo("True"));

    [Test]
    public void An_integer_alone_is_its_digits() => Assert.That(Text<sbyte>([], [-3]), Is.EqualTo("-3"));

    [TestCase(DType.KeyFry, "[0 7]")]
    [TestCase(DType.KeyRbg, "[0 7 1 2]")]
    [TestCase(DType.KeyUrbg, "[0 7 1 2]")]
    public void A_random_key_is_its_words(DType dtype, string expected)
    {
        uint[] words = [0, 7, 1, 2];
        Assert.That(ArrayFormatter.Format(ArrayData.Create<uint>(dtype, [], words.AsSpan(0, dtype.ByteSize / 4))), Is.EqualTo(expected));
    }

    [Test]
    public void Random_keys_have_their_words_along_a_trailing_axis() =>
        Assert.That(ArrayFormatter.Format(ArrayData.Create<uint>(DType.KeyFry, [2], [1797259609, 2579123966, 1, 2])), Is.EqualTo("""
            [[1797259609 2579123966]
             [         1          2]]
            """));

    [Test]
    public void The_text_does_not_depend_on_the_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };
            Assert.That(Text([2], [-1.5, 2e-9]) + Text([1], [-1]) + Text([], [B(-0.5)]), Is.EqualTo("[-1.5e+00  2.0e-09][-1]-0.5"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static BFloat16 B(double value) => (BFloat16)value;

    private static string Text<T>(Shape shape, ReadOnlySpan<T> values) where T : unmanaged =>
        ArrayFormatter.Format(ArrayData.Create(shape, values));
}
