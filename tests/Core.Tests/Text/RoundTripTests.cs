namespace Core.Tests.Text;

/// <summary>Texts that JAX prints are read and printed byte for byte.</summary>
public class RoundTripTests
{
    [Test]
    public void A_program_that_fits_a_line_is_one_line() => RoundTrips("{ lambda ; a:f32[]. let b:f32[] = cos a; c:f32[] = sin b in (c,) }");

    [Test]
    public void A_program_that_does_not_fit_has_an_equation_per_line() => RoundTrips("""
        { lambda ; a:f32[4,3] b:f32[8,3]. let
            c:f32[4,8] = dot_general[
              dimension_numbers=(([1], [1]), ([], []))
              preferred_element_type=float32
            ] a b
            d:f32[4,8] = tanh c
            e:f32[8] = reduce_sum[axes=(0,) out_sharding=None] d
          in (e,) }
        """);

    [Test]
    public void A_program_without_equations_has_two_spaces_in_their_place() => RoundTrips("{ lambda ; a:f32[3]. let  in (a,) }");

    [Test]
    public void A_program_without_inputs_and_outputs_is_printed() => RoundTrips("{ lambda ; . let  in () }");

    [Test]
    public void Constants_stand_before_the_semicolon() => RoundTrips("{ lambda a:f32[3]; b:f32[3]. let c:f32[3] = add b a in (c,) }");

    [Test]
    public void What_nothing_uses_is_called_an_underscore() => RoundTrips("{ lambda ; a:f32[]. let _:f32[] = sin a; b:f32[] = cos a in (b,) }");

    [Test]
    public void An_equation_without_operands_ends_in_a_space() =>
        RoundTrips("{ lambda ; . let\n    a:i32[3] = iota[dimension=0 dtype=int32 shape=(3,) sharding=None] \n  in (a,) }");

    [TestCase("2.0:f32[]")]
    [TestCase("-0.0:f32[]")]
    [TestCase("0.1:f32[]")]
    [TestCase("0.10000000149011612:f32[]")]
    [TestCase("1e-05:f32[]")]
    [TestCase("3.4028235e+38:f32[]")]
    [TestCase("inf:f64[]")]
    [TestCase("-inf:bf16[]")]
    [TestCase("nan:f16[]")]
    [TestCase("-128:i8[]")]
    [TestCase("18446744073709551615:u64[]")]
    [TestCase("True:bool[]")]
    [TestCase("(1+2j):c64[]")]
    [TestCase("1j:c128[]")]
    [TestCase("(-0-1.5j):c64[]")]
    [TestCase("(nan+infj):c64[]")]
    public void A_literal_keeps_the_digits_it_was_written_with(string literal) => RoundTrips($"{{ lambda ; . let  in ({literal},) }}");

    [Test]
    public void Literals_and_variables_mix_in_the_outputs() => RoundTrips("{ lambda ; a:f32[]. let  in (1:i32[], a, (1+2j):c64[]) }");

    [Test]
    public void A_call_and_its_program_share_names() => RoundTrips("""
        { lambda ; a:f32[]. let
            b:f32[] c:f32[] d:f32[] = jit[
              name=g
              jaxpr={ lambda ; a:f32[] e:f32[] c:f32[]. let
                  b:f32[] = mul a e
                in (b, c, a) }
            ] a 2.0:f32[] a
          in (b, c, d) }
        """, sameNames: false);

    [Test]
    public void A_program_that_is_called_twice_is_printed_once_before() => RoundTrips("""
        let f = { lambda ; a:f32[3]. let
            b:f32[3] = sin a
            c:f32[3] = mul b 2.0:f32[]
          in (c,) } in
        { lambda ; d:f32[3]. let
            e:f32[3] = jit[name=f jaxpr=f] d
            g:f32[3] = jit[name=f jaxpr=f] d
            h:f32[3] = add e g
          in (h,) }
        """);

    [Test]
    public void A_shared_program_may_use_one_that_is_printed_after_it()
    {
        Jaxpr parsed = Jaxpr.Parse("""
            let g = { lambda ; a:f32[3]. let b:f32[3] = jit[name=f jaxpr=f] a in (b,) } in
            let f = { lambda ; c:f32[3]. let d:f32[3] = sin c in (d,) } in
            { lambda ; e:f32[3]. let
                h:f32[3] = jit[name=g jaxpr=g] e
                i:f32[3] = jit[name=f jaxpr=f] h
                j:f32[3] = jit[name=g jaxpr=g] i
              in (j,) }
            """);

        Assert.That(Jaxpr.Parse(parsed.ToString()).ToString(), Is.EqualTo(parsed.ToString()));
    }

    [Test]
    public void Variables_called_as_keywords_are_variables()
    {
        // The 222nd variable is called in, and the 8802nd nan.
        string text = Chain(9000).ToString();

        Assert.Multiple(() =>
        {
            Assert.That(text, Does.Contain("    in:f32[] = neg im\n").And.Contain("    io:f32[] = neg in\n").And.Contain("    nan:f32[] = neg nam\n"));
            Assert.That(Jaxpr.Parse(text).ToString(), Is.EqualTo(text));
        });
    }

    [Test]
    public void A_not_a_number_at_the_start_of_a_line_is_a_literal()
    {
        Jaxpr parsed = Jaxpr.Parse("{ lambda ; a:f32[]. let\n b:f32[] = add a\n nan:f32[]\n in (b,) }");

        Assert.That(parsed.Equations[0].Inputs[1].ToString(), Is.EqualTo("nan:f32[]"));
    }

    [Test]
    public void White_space_does_not_matter_otherwise() => Assert.That(
        Jaxpr.Parse("  {lambda;a:f32[2,3]\n.let b:f32[3,2]=transpose[ permutation=(1,  0)\n]   a ;c:f32[3,2]=sin b in(c)}\r\n").ToString(),
        Is.EqualTo("{ lambda ; a:f32[2,3]. let\n    b:f32[3,2] = transpose[permutation=(1, 0)] a\n    c:f32[3,2] = sin b\n  in (c,) }"));

    [Test]
    public void An_operand_of_a_conversion_to_its_own_type_is_weak()
    {
        Jaxpr parsed = Jaxpr.Parse("{ lambda ; a:f32[] b:f32[]. let c:f32[] = convert_element_type[new_dtype=float32 weak_type=False] a in (c, b) }");

        Assert.That(parsed.Inputs.Select(input => input.Type.Weak), Is.EqualTo([true, false]));
    }

    [Test]
    public void A_result_that_a_call_and_its_program_call_an_underscore_is_told_apart_by_its_type()
    {
        Jaxpr parsed = Jaxpr.Parse("""
            { lambda ; a:f32[2]. let
                b:f32[2] _:f32[2] _:f32[] = jit[
                  name=f
                  jaxpr={ lambda ; a:f32[2]. let
                      _:f32[] = reduce_sum[axes=(0,) out_sharding=None] a
                      _:f32[2] = sin a
                      b:f32[2] = add _ a
                    in (b, _, _) }
                ] a
              in (b,) }
            """);

        Assert.That(((Core.Ir.Call)parsed.Equations[0].Op).Jaxpr.Outputs.Select(output => output.Type.ToString()), Is.EqualTo(["f32[2]", "f32[2]", "f32[]"]));
    }

    [TestCase("nanj:c64[]")]
    [TestCase("infj:c64[]")]
    public void A_literal_that_is_only_imaginary_is_an_operand(string literal) => RoundTrips($"{{ lambda ; a:c64[]. let b:c64[] = add a {literal} in (b,) }}");

    [Test]
    public void A_result_that_a_call_returns_twice_has_the_name_of_the_first() => RoundTrips("""
        { lambda ; a:f32[]. let
            _:f32[] b:f32[] _:f32[] = jit[
              name=f
              jaxpr={ lambda ; _:f32[]. let _:f32[] = sin 2.0:f32[] in (_, _, _) }
            ] 1.0:f32[]
            c:f32[] = add a b
          in (c,) }
        """);

    [Test]
    public void Where_one_result_is_called_an_underscore_all_operands_called_so_are_it() => RoundTrips("""
        { lambda ; . let
            a:f32[] _:f32[] _:f32[] = jit[
              name=f
              jaxpr={ lambda ; _:f32[]. let
                  _:f32[] = expm1 _
                  a:f32[] = sin _
                in (a, _, a) }
            ] 1.0:f32[]
          in (a,) }
        """);

    [Test]
    public void An_input_called_an_underscore_need_not_be_returned_to_be_used() => RoundTrips("""
        { lambda ; a:f32[2]. let
            _:f32[2] = jit[
              name=f
              jaxpr={ lambda ; a:f32[2]. let
                  _:f32[2] = sin a
                  b:f32[] = jit[
                    name=g
                    jaxpr={ lambda ; _:f32[2] c:f16[]. let
                        _:f16[] = cbrt c
                        b:f32[] = reduce_max[axes=(0,)] _
                      in (b,) }
                  ] _ 2.0:f16[]
                  d:f32[] = neg b
                  e:f32[] = neg d
                in (_,) }
            ] a
          in (a,) }
        """, sameNames: false);

    [Test]
    public void A_result_called_an_underscore_where_the_call_has_a_name_is_an_input()
    {
        Jaxpr parsed = Jaxpr.Parse("""
            { lambda ; . let
                _:f32[] = jit[
                  name=f
                  jaxpr={ lambda ; . let
                      _:f32[] = sin 1.0:f32[]
                      a:f32[] = jit[
                        name=g
                        jaxpr={ lambda ; _:f32[]. let _:f32[] = sin _ in (_,) }
                      ] _
                    in (_,) }
                ] 
              in () }
            """);

        Jaxpr inner = ((Core.Ir.Call)((Core.Ir.Call)parsed.Equations[0].Op).Jaxpr.Equations[1].Op).Jaxpr;
        Assert.That(inner.Outputs[0], Is.SameAs(inner.Inputs[0]));
    }

    [Test]
    public void A_variable_that_a_call_program_drops_is_not_what_an_operand_called_an_underscore_means() => RoundTrips("""
        { lambda ; a:f32[]. let
            _:f32[] = jit[
              name=f
              jaxpr={ lambda ; a:f32[]. let
                  _:f32[] = sin a
                  _:i16[] = convert_element_type[new_dtype=int16 weak_type=False] a
                  _:f32[] = dot_general[
                    dimension_numbers=(([], []), ([], []))
                    preferred_element_type=float32
                  ] _ a
                in (_,) }
            ] a
          in (a,) }
        """);

    [TestCase("nan:f32[]")]
    [TestCase("inf:f32[]")]
    [TestCase("-inf:f32[]")]
    [TestCase("nanj:c64[]")]
    [TestCase("infj:c128[]")]
    [TestCase("True:bool[]")]
    [TestCase("False:bool[]")]
    public void A_literal_may_start_a_line_of_operands(string literal)
    {
        string type = literal[(literal.IndexOf(':', StringComparison.Ordinal) + 1)..^2];
        Jaxpr parsed = Jaxpr.Parse($"{{ lambda ; a:{type}[]. let\n    b:{type}[3] = stack[axis=0] a a\n      {literal}\n    c:{type}[3] = rev[dimensions=(0,)] b\n  in (c,) }}");

        Assert.That(parsed.Equations[0].Inputs[2].ToString(), Is.EqualTo(literal));
    }

    private static void RoundTrips(string text, bool sameNames = true)
    {
        string printed = Jaxpr.Parse(text).ToString();
        Assert.That(sameNames ? printed : Jaxpr.Parse(printed).ToString(), Is.EqualTo(sameNames ? text : printed));
    }

    private static Jaxpr Chain(int length)
    {
        Core.Ir.JaxprBuilder builder = new();
        Core.Ir.Var input = new(new(DType.F32, []));
        Core.Ir.Atom last = input;
        for (int i = 0; i < length; i++) last = builder.Emit(new Core.Ir.Unary(Core.Ir.UnaryKind.Neg), [last])[0];
        return builder.Build([input], [last]);
    }
}
