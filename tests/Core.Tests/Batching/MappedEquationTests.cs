using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.Batching;

/// <summary>What became of each equation of a program that is mapped.</summary>
public class MappedEquationTests
{
    [Test]
    public void Equations_inside_ops_are_told_also_where_the_program_was_mapped_before()
    {
        Jaxpr program = Trace((NdArray x, NdArray ys) => Scan(x, ys, (c, y) => (Sin(c) * y, c)).Carry).ToJaxpr(F32.Scalar, F32[3]);

        string[] first = Names(), second = Names();

        Assert.That((first, second), Is.EqualTo((new[] { "scan", "sin", "mul" }, new[] { "scan", "sin", "mul" })));

        string[] Names() => [.. MappedEquation.Of(program, [0, null], 4).Select(equation => equation.Equation.Op.Name)];
    }
}
