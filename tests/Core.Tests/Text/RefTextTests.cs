namespace Core.Tests.Text;

/// <summary>References in the text of programs, in the words of JAX's printer.</summary>
public class RefTextTests
{
    [TestCase("{ lambda ; a:Ref{f32[5]}. let b:f32[5] <- a[...] in (b,) }")]
    [TestCase("{ lambda ; a:Ref{f32[5]} b:i32[]. let c:f32[2] <- a[b:b+2] in (c,) }")]
    [TestCase("{ lambda ; a:Ref{f32[5]} b:f32[]. let a[1:3][0] <- b in () }")]
    [TestCase("{ lambda ; a:Ref{f32[5]} b:f32[]. let a[0] += b; a[-1] += 2.0:f32[] in () }")]
    [TestCase("{ lambda ; a:Ref{f32[4,5]}. let\n    b:f32[3,2] <- a[1:,:2]\n    c:f32[4] <- a[:,3]\n  in (b, c) }")]
    [TestCase("{ lambda ; a:Ref{f32[5]} b:f32[5]. let\n    c:f32[5], a[...] <- a[...], b\n    _:f32[] <- a[0]\n    d:f32[5] = freeze a\n  in (c, d) }")]
    [TestCase("{ lambda ; a:f32[]. let\n    b:f32[] = jit[\n      name=f\n      jaxpr={ lambda ; a:f32[]. let\n          c:Ref{f32[]} = new_ref[kind=None memory_space=None] a\n" +
        "          d:f32[], c[...] <- c[...], 2.0:f32[]\n          b:f32[] <- c[...]\n        in (b,) }\n    ] a\n  in (b,) }")]
    [TestCase("{ lambda ; . let\n    a:Ref{f32[3]} = empty_ref[memory_space=None ty=float32[3]] \n    b:f32[3] <- a[...]\n    free_ref a\n  in (b,) }")]
    public void Programs_with_references_are_printed_as_they_were_read(string text) => Assert.That(Jaxpr.Parse(text).ToString(), Is.EqualTo(text));

    [TestCase("{ lambda ; a:Ref{f32[5]. let  in () }", "line 1, column 24: expected '}' after the type of what a reference holds, found '.'.")]
    [TestCase("{ lambda ; a:f32[5]. let b:f32[5] <- a[...] in (b,) }", "line 1, column 38: expected a reference, found a variable of type f32[5].")]
    [TestCase("{ lambda ; a:Ref{f32[5]}. let b:f32[4] <- a[...] in (b,) }", "line 1, column 40: get: gives f32[5], but it is bound as f32[4].")]
    [TestCase("{ lambda ; a:Ref{f32[5]}. let b:f32[] <- a[1,2] in (b,) }", "line 1, column 46: more indices than axes of (5,).")]
    [TestCase("{ lambda ; a:Ref{f32[5]}. let b:f32[] <- a[x] in (b,) }", "line 1, column 44: nothing before this binds 'x'.")]
    [TestCase("{ lambda ; a:Ref{f32[5]} b:i32[]. let c:f32[2] <- a[b:2] in (c,) }",
        "line 1, column 55: expected the end of a run that starts at an operand: its name, '+' and a size.")]
    [TestCase("{ lambda ; a:Ref{f32[5]} b:f32[5]. let c:f32[5], a[...] <- a[1:3], b in (c,) }",
        "line 1, column 59: the part of a reference that is read must be the one that is written.")]
    [TestCase("{ lambda ; a:Ref{f32[5]} b:f32[4]. let a[...] <- b in () }",
        "line 1, column 40: swap: a value of type f32[5] is needed for this part of Ref{f32[5]}, got f32[4].")]
    [TestCase("{ lambda ; a:Ref{f32[5]} b:f32[5]. let a[...] = b in () }", "line 1, column 47: expected '<-' after the part of a reference that is written, found '='.")]
    public void What_is_wrong_is_said_with_its_place(string text, string message) =>
        Assert.That(() => Jaxpr.Parse(text), Throws.TypeOf<ParseException>().With.Message.EqualTo(message));
}
