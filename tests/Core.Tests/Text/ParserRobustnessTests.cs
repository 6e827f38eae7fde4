using Core.Ir;

namespace Core.Tests.Text;

/// <summary>Whatever the text is, it is a program or a <see cref="ParseException"/>: no crash, no stack overflow, no other error.</summary>
public class ParserRobustnessTests
{
    private const string Program = """
        let f = { lambda a:f32[3]; b:f32[3]. let c:f32[3] = add b a in (c,) } in
        { lambda ; d:f32[3] e:c64[]. let
            g:f32[3] = jit[name=f jaxpr=f] d
            h:f32[1,3] = broadcast_in_dim[broadcast_dimensions=(1,)] g
            i:f32[4,3] = pad[padding_config=((1, 2, 0), (0, 0, 0))] h 0.5:f32[]
            j:f32[3] = jit[name=f jaxpr=f] g
            k:c64[] = mul e (1+2j):c64[]
            l:f32[4] = dot_general[
              dimension_numbers=(([1], [0]), ([], []))
              preferred_element_type=float32
            ] i j
          in (l, k, 1:i32[]) }
        """;

    [Test]
    public void The_program_of_these_tests_is_one() => Assert.That(Jaxpr.Parse(Program).ToString(), Is.EqualTo(Program));

    [Test]
    public void A_program_cut_off_anywhere_is_an_error()
    {
        for (int length = 0; length < Program.Length; length++)
            Assert.Throws<ParseException>(() => Jaxpr.Parse(Program[..length]), $"the first {length} characters");
    }

    [Test]
    public void A_damaged_program_is_a_program_or_an_error([Range(1, 40)] int seed)
    {
        Random random = new(seed);
        const string alphabet = "{}[]();:,.=<>_-+ \n\r\t0123456789abfijlntxeEjTrue'\"\\\0é";
        for (int round = 0; round < 50; round++)
        {
            char[] text = Program.ToCharArray();
            for (int change = random.Next(1, 6); change > 0; change--) text[random.Next(text.Length)] = alphabet[random.Next(alphabet.Length)];
            string damaged = new(text);
            string? printed = null;
            try
            {
                printed = Jaxpr.Parse(damaged).ToString();
            }
            catch (ParseException error)
            {
                Assert.That((error.Line, error.Column), Is.GreaterThanOrEqualTo((1, 1)));
            }
            if (printed is not null) Assert.That(Jaxpr.Parse(printed).ToString(), Is.EqualTo(printed));
        }
    }

    [Test]
    public void A_hundred_thousand_equations_are_read_and_printed()
    {
        JaxprBuilder builder = new();
        Var input = new(new(DType.F32, [2]));
        Atom last = input;
        for (int i = 0; i < 100_000; i++) last = builder.Emit(new Binary(BinaryKind.Add), [last, input])[0];
        string text = builder.Build([input], [last]).ToString();

        Assert.That(Jaxpr.Parse(text).ToString(), Is.EqualTo(text));
    }

    [TestCase(1_000)]
    [TestCase(5_000)]
    public void Deeply_nested_programs_are_read_and_printed(int depth)
    {
        string text = Nested(depth);
        Jaxpr parsed = Jaxpr.Parse(text);

        Assert.That(Depth(parsed), Is.EqualTo(depth));
        if (depth <= 1_000) Assert.That(Jaxpr.Parse(parsed.ToString()).Equals(parsed, Compare.UpToNames), Is.True);
    }

    [Test]
    public void Programs_nested_deeper_than_anybody_needs_are_an_error() =>
        Assert.That(Assert.Throws<ParseException>(() => Jaxpr.Parse(Nested(20_000)))!.Message, Does.EndWith("programs are nested more than 10000 deep."));

    [TestCase('(')]
    [TestCase('[')]
    [TestCase('{')]
    public void A_million_open_brackets_are_an_error(char bracket) =>
        Assert.Throws<ParseException>(() => Jaxpr.Parse("{ lambda ; a:f32[]. let b:f32[] = reduce_sum[axes=" + new string(bracket, 1_000_000)));

    [Test]
    public void Programs_that_share_others_at_every_level_are_printed_in_time()
    {
        // Each program calls the one below twice: 2^60 calls, 60 programs.
        Jaxpr program = Leaf();
        for (int level = 0; level < 60; level++)
        {
            JaxprBuilder builder = new();
            Var input = new(new(DType.F32, []));
            Atom once = builder.Emit(new Call("f", program), [input])[0];
            program = builder.Build([input], [builder.Emit(new Call("f", program), [once])[0]]);
        }
        string text = program.ToString();

        Assert.Multiple(() =>
        {
            Assert.That(text.Split('\n'), Has.Length.LessThan(400));
            Assert.That(Jaxpr.Parse(text).Equals(program, Compare.UpToNames), Is.True);
            Assert.That(Jaxpr.Parse(text).Fingerprint(), Is.EqualTo(program.Fingerprint()));
        });
    }

    private static Jaxpr Leaf()
    {
        JaxprBuilder builder = new();
        Var input = new(new(DType.F32, []));
        return builder.Build([input], [builder.Emit(new Unary(UnaryKind.Sin), [input])[0]]);
    }

    private static string Nested(int depth) =>
        string.Concat(Enumerable.Repeat("{ lambda ; a:f32[]. let b:f32[] = jit[name=f jaxpr=", depth)) + "{ lambda ; a:f32[]. let in (a,) }" +
        string.Concat(Enumerable.Repeat("] a in (b,) }", depth));

    private static int Depth(Jaxpr jaxpr)
    {
        int depth = 0;
        for (; jaxpr.Equations.Count > 0; jaxpr = jaxpr.Equations[0].Op.Jaxprs[0]) depth++;
        return depth;
    }
}
