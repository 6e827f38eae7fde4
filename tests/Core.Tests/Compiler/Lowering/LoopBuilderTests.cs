using Core.Compiler.Loops;
using Core.Compiler.Lowering;

namespace Core.Tests.Compiler.Lowering;

public class LoopBuilderTests
{
    private static int Load(LoopBuilder b, DType dtype) => b.Load(new Address(b.Buffer(dtype), 0, []), dtype, 1);

    [Test]
    public void A_pure_instruction_is_not_repeated()
    {
        var b = new LoopBuilder(16);
        int x = Load(b, DType.F32), length = b.Length;
        int first = b.Fma(x, x, 2.0), second = b.Fma(x, x, 2.0);
        Assert.That(second, Is.EqualTo(first));
        Assert.That(b.Length - length, Is.EqualTo(2)); // the constant and the sum
    }

    [Test]
    public void What_a_closed_block_had_is_not_known_after_it()
    {
        var b = new LoopBuilder(16);
        int x = Load(b, DType.F32);
        b.Open();
        int inside = b.Mul(x, x);
        b.CloseIfAny(b.Less(x, 0.0));
        Assert.That(b.Mul(x, x), Is.Not.EqualTo(inside));
    }

    [Test]
    public void An_open_block_takes_what_the_blocks_around_it_have()
    {
        var b = new LoopBuilder(16);
        int x = Load(b, DType.F32), outside = b.Mul(x, x);
        b.Open();
        Assert.That(b.Mul(x, x), Is.EqualTo(outside));
        b.CloseFor(b.Index(), 0, 4);
    }

    [Test]
    public void A_register_is_read_anew_each_time()
    {
        var b = new LoopBuilder(16);
        int register = b.Register(LaneType.F32);
        int first = b.Get(register), second = b.Get(register);
        Assert.That(second, Is.Not.EqualTo(first));
    }

    [Test]
    public void Conversions_of_constants_are_constants()
    {
        var b = new LoopBuilder(16);
        Assert.That(b.Convert(b.F32(1.5f), LaneType.F64), Is.EqualTo(b.F64(1.5)));
        Assert.That(b.Bitcast(b.F32(1)), Is.EqualTo(b.I32(0x3F800000)));
        Assert.That(b.ConvertUnsigned(b.I32(-1), LaneType.I64), Is.EqualTo(b.I64(uint.MaxValue)));
    }

    [Test]
    public void A_known_mask_selects_while_building()
    {
        var b = new LoopBuilder(16);
        int x = Load(b, DType.F32), y = Load(b, DType.F32);
        Assert.That(b.Select(b.Mask(true), x, y), Is.EqualTo(x));
        Assert.That(b.Select(b.Mask(false), x, y), Is.EqualTo(y));
    }

    [Test]
    public void Code_with_an_open_block_is_refused()
    {
        var b = new LoopBuilder(16);
        b.Open();
        Assert.That(b.ToCode, Throws.InvalidOperationException.With.Message.EqualTo("1 blocks of the loop code are still open."));
    }

    [Test]
    public void Scratch_memory_starts_at_cache_lines()
    {
        var b = new LoopBuilder(16);
        Assert.That((int[])[b.Scratch(10), b.Scratch(65), b.Scratch(4)], Is.EqualTo((int[])[0, 64, 192]));
    }

    [Test]
    public void A_small_function_is_few_instructions()
    {
        // What each costs at run time and while compiling: constants are not counted, they are memory operands.
        Assert.That(Instructions(VectorMath.Exp), Is.LessThanOrEqualTo(16));
        Assert.That(Instructions(VectorMath.Log), Is.LessThanOrEqualTo(24));
        Assert.That(Instructions(VectorMath.Tanh), Is.LessThanOrEqualTo(34));
        Assert.That(Instructions(VectorMath.Sin), Is.LessThanOrEqualTo(40));
        Assert.That(Instructions(VectorMath.Erf), Is.LessThanOrEqualTo(34));
    }

    private static int Instructions(Func<LoopBuilder, int, int> function)
    {
        var b = new LoopBuilder(16);
        function(b, Load(b, DType.F32));
        return b.ToCode().Body.Statements.Span.ToArray().Count(statement => statement is Let { Instruction.Opcode: not Opcode.Constant });
    }
}
