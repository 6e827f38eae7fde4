using Core.Ir;
using static Core.Tests.Interpreter.Computed;

namespace Core.Tests.Interpreter;

/// <summary>Complex numbers at the edges. Expected values are JAX's.</summary>
public class ComplexTests
{
    [Test]
    public void Complex_numbers_do_not_overflow_on_the_way()
    {
        Gives("4.9999999999999995e+200 5e-200", new Unary(UnaryKind.Abs), "c128: (3e+200+4e+200j) (3e-200+4e-200j)");
        Gives("(1+0j)", new Binary(BinaryKind.Div), "c128: (1e+300+1e+300j)", "c128: (1e+300+1e+300j)");
        Gives("(0.6+0.8j) 0j", new Unary(UnaryKind.Sign), "c128: (3+4j) 0j");
        Gives("-0.5j", new IntegerPow(-1), "c128: 2j");
    }

    [Test]
    public void Below_its_branch_cut_log_is_negative_and_sqrt_is_as_above()
    {
        Gives("3.141592653589793j -3.141592653589793j (-inf+0j)", new Unary(UnaryKind.Log), "c128: (-1+0j) (-1-0j) 0j");
        Gives("2j 2j 0j (1+1j)", new Unary(UnaryKind.Sqrt), "c128: (-4+0j) (-4-0j) 0j 2j");
    }

    [Test]
    public void Zero_to_the_power_of_zero_is_one() => Gives("(1+0j) 0j", new Binary(BinaryKind.Pow), "c128: 0j 0j", "c128: 0j (1+0j)");

    [Test]
    public void Complex_numbers_are_ordered_by_real_then_by_imaginary_part()
    {
        Gives("(1+2j) (2+0j)", new Binary(BinaryKind.Max), "c128: (1+2j) (1+1j)", "c128: (1+1j) (2+0j)");
        Gives("(1+3j)", new Reduce(ReduceKind.Max, [0]), "c128: (1+2j) (1+3j)");
    }
}
