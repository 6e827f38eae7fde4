using Core.Interpreter;

namespace Core.Tests.Compiler.Lowering;

/// <summary>Quotients and remainders of integers by numbers that are known when the program is compiled.</summary>
public class ConstantDivisorTests
{
    [Test]
    public void Signed_numbers_are_divided_as_the_interpreter_does([Values("div", "rem")] string op, [Values(0, 1, -1, 2, 3, -7, 10, 641, 65537, 1000003, int.MaxValue, int.MinValue)] int divisor)
    {
        Random random = new(divisor);
        List<int> numbers = [0, 1, -1, int.MaxValue, int.MinValue, int.MaxValue - 1, int.MinValue + 1];
        for (int i = 0; i < 500; i++)
        {
            numbers.Add(random.Next(int.MinValue, int.MaxValue));
            for (int off = -1; off <= 1; off++) numbers.Add(unchecked(random.Next(int.MinValue, int.MaxValue) / Math.Max(1, Math.Abs((divisor | 1) / 2) * 2) * divisor + off));
        }
        Check(op, "i32", $"{divisor}", ArrayData.Create<int>([numbers.Count], numbers.ToArray()));
    }

    [Test]
    public void Unsigned_numbers_are_divided_as_the_interpreter_does([Values("div", "rem")] string op, [Values(0u, 1u, 3u, 7u, 10u, 641u, 65537u, 4294967295u, 2147483649u)] uint divisor)
    {
        Random random = new((int)divisor);
        List<uint> numbers = [0, 1, uint.MaxValue, uint.MaxValue - 1, 1u << 31];
        for (int i = 0; i < 500; i++)
        {
            uint number = (uint)random.NextInt64(1L << 32);
            numbers.AddRange([number, unchecked(number / Math.Max(1, divisor) * divisor), unchecked(number / Math.Max(1, divisor) * divisor - 1)]);
        }
        Check(op, "u32", $"{divisor}", ArrayData.Create<uint>([numbers.Count], numbers.ToArray()));
    }

    private static void Check(string op, string type, string divisor, ArrayData numbers)
    {
        Jaxpr program = Jaxpr.Parse($"{{ lambda ; a:{type}[{numbers.Count}]. let b:{type}[{numbers.Count}] = {op} a {divisor}:{type}[] in (b,) }}");

        Assert.That(CompiledProgram.Compile(program).Run([numbers])[0].Bytes.ToArray(), Is.EqualTo(Evaluate.Run(program, [numbers])[0].Bytes.ToArray()));
    }
}
