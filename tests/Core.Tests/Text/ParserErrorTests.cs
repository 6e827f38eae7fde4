namespace Core.Tests.Text;

/// <summary>What is wrong with a text is said with line, column, what was found and what was expected.</summary>
public class ParserErrorTests
{
    [TestCase("", "line 1, column 1: expected '{' at the start of a program, found the end of the text.")]
    [TestCase("x", "line 1, column 1: expected '{' at the start of a program, found 'x'.")]
    [TestCase("{ lamda ; . let in () }", "line 1, column 3: expected 'lambda' at the start of a program, found 'lamda'.")]
    [TestCase("{ lambda a", "line 1, column 11: expected ':' and a type after the variable 'a', found the end of the text.")]
    [TestCase("{ lambda ; a:f32 . let in (a,) }", "line 1, column 14: expected a type such as f32[4,5], found 'f32'.")]
    [TestCase("{ lambda ; a:i4[3]. let in (a,) }",
        "line 1, column 14: 'i4' is no element type that is supported; expected one of bool, i8, i16, i32, i64, u8, u16, u32, u64, bf16, f16, f32, f64, c64, c128, key<fry>, key<rbg>, key<urbg>.")]
    [TestCase("{ lambda ; a:f32[3,-1]. let in (a,) }", "line 1, column 18: expected sizes of axes, not negative and below 2^31, found '3,-1'.")]
    [TestCase("{ lambda ; a:f32[2000000000,2000000000,2000000000]. let in (a,) }", "line 1, column 14: an array of type f32[2000000000,2000000000,2000000000] is too large.")]
    [TestCase("{ lambda ; a:f32[] a:f32[]. let in (a,) }", "line 1, column 20: 'a' is bound twice.")]
    [TestCase("{ lambda ; a:f32[]. in (a,) }", "line 1, column 21: expected 'let' after the inputs, found 'in'.")]
    [TestCase("{ lambda ; a:f32[]. let b:f32[] sin a in (b,) }", "line 1, column 33: expected '=' after what the equation binds, found 'sin'.")]
    [TestCase("{ lambda ; a:f32[]. let b:f32[] = sinn a in (b,) }", "line 1, column 35: the primitive 'sinn' is not supported. Did you mean 'sign'?")]
    [TestCase("{ lambda ; a:f32[]. let b:f32[] = frobnicate a in (b,) }", "line 1, column 35: the primitive 'frobnicate' is not supported.")]
    [TestCase("{ lambda ; a:f32[]. let\n  b:f32[] = sin c\n in (b,) }", "line 2, column 17: nothing before this binds 'c'.")]
    [TestCase("{ lambda ; a:f32[]. let b:f32[] = sin b in (b,) }", "line 1, column 39: nothing before this binds 'b'.")]
    [TestCase("{ lambda ; a:f32[]. let in (b,) }", "line 1, column 29: nothing before this binds 'b'.")]
    [TestCase("{ lambda ; a:f32[3]. let b:f32[4] = sin a in (b,) }", "line 1, column 37: sin: gives f32[3], but it is bound as f32[4].")]
    [TestCase("{ lambda ; a:f32[3]. let b:f32[3] c:f32[3] = sin a in (b,) }", "line 1, column 46: sin: gives 1 outputs, but 2 are bound.")]
    [TestCase("{ lambda ; a:f32[3]. let b:f32[3] = add a in (b,) }", "line 1, column 37: add: takes 2 operands, got 1.")]
    [TestCase("{ lambda ; a:f32[3] b:f32[4]. let c:f32[3] = add a b in (c,) }", "line 1, column 46: add: sizes must be equal or 1, got f32[3] and f32[4].")]
    [TestCase("{ lambda ; a:f32[3]. let b:f32[] = reduce_sum[out_sharding=None] a in (b,) }", "line 1, column 36: reduce_sum needs the parameter 'axes'.")]
    [TestCase("{ lambda ; a:f32[3]. let b:f32[] = reduce_max[axes=0] a in (b,) }", "line 1, column 52: axes of reduce_max: expected a tuple of integers, found '0'.")]
    [TestCase("{ lambda ; a:f32[3]. let b:f32[] = reduce_max[axes=(0,) axis=1] a in (b,) }", "line 1, column 57: reduce_max has no parameter 'axis'.")]
    [TestCase("{ lambda ; a:f32[3]. let b:f32[] = reduce_max[axes=(0,) axes=(0,)] a in (b,) }", "line 1, column 62: reduce_max has the parameter 'axes' twice.")]
    [TestCase("{ lambda ; a:f32[3]. let b:f32[] = reduce_sum[axes=(0,) out_sharding=P('x')] a in (b,) }",
        "line 1, column 70: out_sharding of reduce_sum: expected None, the only value that is supported, found 'P('x')'.")]
    [TestCase("{ lambda ; a:f32[3]. let b:f32[] = reduce_max[axes=(0,) a in (b,) }", "line 1, column 36: the parameters of reduce_max are not closed by ']'.")]
    [TestCase("{ lambda ; a:f32[]. let b:i32[] = convert_element_type[new_dtype=int33 weak_type=False] a in (b,) }",
        "line 1, column 66: new_dtype of convert_element_type: expected an element type such as float32, found 'int33'.")]
    [TestCase("{ lambda ; a:f32[]. let b:f32[] = add a 2 in (b,) }", "line 1, column 41: expected a variable or a literal such as 2.0:f32[], found '2'.")]
    [TestCase("{ lambda ; a:i8[]. let b:i8[] = add a 200:i8[] in (b,) }", "line 1, column 39: '200' is no number of type i8.")]
    [TestCase("{ lambda ; a:f32[]. let b:f32[] = add a 2.0:f32[3] in (b,) }", "line 1, column 41: a literal has no axes, found f32[3].")]
    [TestCase("{ lambda ; a:f32[]. let b:f32[] = jit[name=f jaxpr=f] a in (b,) }",
        "line 1, column 52: expected a program or the name of one that is given by let, found 'f'.")]
    [TestCase("let f = { lambda ; a:f32[]. let b:f32[] = jit[name=f jaxpr=f] a in (b,) } in { lambda ; a:f32[]. let b:f32[] = jit[name=f jaxpr=f] a in (b,) }",
        "line 1, column 9: the program that starts here calls itself.")]
    [TestCase("let f = { lambda ; . let in () } in let f = { lambda ; . let in () } in { lambda ; . let in () }", "line 1, column 41: the name 'f' is given to two programs.")]
    [TestCase("let f = { lambda ; . let in () in { lambda ; . let in () }", "line 1, column 9: the program that starts here is not closed by '}'.")]
    [TestCase("{ lambda ; a:f32[]. let in (a) } extra", "line 1, column 34: expected the end of the text after the program, found 'extra'.")]
    [TestCase("{ lambda ; a:f32[]. let in (a a) }", "line 1, column 31: expected ',' or ')' after an output, found 'a'.")]
    [TestCase("{ lambda ; a:f32[]. let in (a,) : { IO } }", "line 1, column 33: programs with effects are not supported.")]
    [TestCase("{ lambda ; a:f32[]. let b:f32[] = sin a", "line 1, column 40: expected an operand, ';' or a new line before the next equation, or 'in' before the outputs, found the end of the text.")]
    [TestCase("{ lambda ; a:f32[]. let b:f32[] = sin a c:f32[] = cos b in (c,) }", "line 1, column 41: expected an operand, or ';' or a new line before the next equation, found 'c:f32'.")]
    public void A_mistake_is_named(string text, string message) =>
        Assert.That(Assert.Throws<ParseException>(() => Jaxpr.Parse(text))!.Message, Is.EqualTo(message));

    [Test]
    public void The_position_and_the_primitive_can_be_read_from_the_error()
    {
        ParseException error = Assert.Throws<ParseException>(() => Jaxpr.Parse("{ lambda ; a:f32[]. let\n    b:f32[] = frobnicate a\n  in (b,) }"))!;

        Assert.That((error.Line, error.Column, error.Primitive), Is.EqualTo((2, 15, "frobnicate")));
    }
}
