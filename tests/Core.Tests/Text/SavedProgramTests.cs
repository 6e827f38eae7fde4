using System.Text;
using Core.Ir;

namespace Core.Tests.Text;

/// <summary>Programs saved to files and loaded again, with what their text does not carry.</summary>
public class SavedProgramTests
{
    private string _directory = "";

    private string File => Path.Combine(_directory, "program.txt");

    [SetUp]
    public void CreateDirectory() => _directory = Directory.CreateTempSubdirectory().FullName;

    [TearDown]
    public void DeleteDirectory() => Directory.Delete(_directory, recursive: true);

    [Test]
    public void A_saved_program_is_text_to_read_and_compare()
    {
        Var x = new(new(DType.F32, [3])), y = new(new(DType.F32, [], Weak: true));
        JaxprBuilder builder = new();
        Var scale = builder.AddConstant(ArrayData.Create<float>([3], [1, 0.1f, float.NegativeInfinity]));
        Atom product = builder.Emit(new Binary(BinaryKind.Mul), [x, scale])[0];
        Atom sum = builder.Emit(new Binary(BinaryKind.Add), [product, new Literal(Scalar.Of(0.1), DType.F32, weak: true)])[0];
        Jaxpr program = builder.Build([x, y], [sum, y]);

        program.Save(File);

        Assert.That(System.IO.File.ReadAllText(File), Is.EqualTo("""
            vmap program, version 1
            { lambda a:f32[3]; b:f32[3] c:~f32[]. let
                d:f32[3] = mul b a
                e:f32[3] = add d 0.1:~f32[]
              in (e, c) }
            constants
            a:f32[3] = 1.0 0.10000000149011612 -inf
            end

            """.ReplaceLineEndings("\n")));
        Assert.That(Jaxpr.Load(File).Equals(program, Compare.Exact));
    }

    [TestCaseSource(nameof(Constants))]
    public void Constants_come_back_bit_for_bit(ArrayData constant)
    {
        JaxprBuilder builder = new();
        Var var = builder.AddConstant(constant);
        Jaxpr program = builder.Build([], [var]);

        program.Save(File);

        Assert.That(Jaxpr.Load(File).Equals(program, Compare.Exact));
    }

    private static IEnumerable<TestCaseData> Constants()
    {
        Random random = new(3);
        foreach (DType dtype in DTypes.All)
        {
            foreach (int count in (int[])[0, 7, 200])
            {
                byte[] bytes = new byte[count * dtype.ByteSize];
                random.NextBytes(bytes); // NaNs of all kinds among them
                if (dtype is DType.Bool)
                    for (int i = 0; i < bytes.Length; i++) bytes[i] &= 1;
                yield return new TestCaseData(ArrayData.Create<byte>(dtype, [count], bytes)).SetArgDisplayNames($"{dtype.Name}[{count}]");
            }
        }
        ArrayData specials = ArrayData.Create<double>([6], [double.NaN, -0.0, BitConverter.Int64BitsToDouble(0x7ff0000000000001), double.Epsilon, 1e300, -double.NaN]);
        yield return new TestCaseData(specials).SetArgDisplayNames("special numbers");
    }

    [TestCaseSource(nameof(Numbers))]
    public void Literals_come_back_bit_for_bit(Scalar number, DType dtype)
    {
        JaxprBuilder builder = new();
        Jaxpr program = builder.Build([], [new Literal(number, dtype), new Literal(number, dtype, weak: true)]);

        program.Save(File);

        Assert.That(Jaxpr.Load(File).Equals(program, Compare.Exact));
    }

    private static IEnumerable<TestCaseData> Numbers()
    {
        yield return Case(Scalar.Of(-double.NaN), DType.F32);
        yield return Case(Scalar.Of(-0.0), DType.F64);
        yield return Case(Scalar.Of(double.PositiveInfinity), DType.BF16);
        yield return Case(Scalar.Of(new System.Numerics.Complex(-0.0, -0.0)), DType.C64);
        yield return Case(Scalar.Of(new System.Numerics.Complex(0, 0)), DType.C64);
        yield return Case(Scalar.Of(new System.Numerics.Complex(double.NaN, double.NegativeInfinity)), DType.C128);
        yield return Case(Scalar.Of(3L), DType.F32);
        yield return Case(Scalar.Of(3UL), DType.I32);
        yield return Case(Scalar.Of(true), DType.I32);

        static TestCaseData Case(Scalar number, DType dtype) => new TestCaseData(number, dtype).SetArgDisplayNames($"{number} {number.Kind} {dtype.Name}");
    }

    [Test]
    public void Programs_inside_keep_their_constants_and_are_shared()
    {
        JaxprBuilder inner = new();
        Var x = new(new(DType.I32, [2]));
        Atom sum = inner.Emit(new Binary(BinaryKind.Add), [x, inner.AddConstant(ArrayData.Create<int>([2], [5, 6]))])[0];
        Call call = new("f", inner.Build([x], [sum]));
        JaxprBuilder builder = new();
        Var y = new(new(DType.I32, [2]));
        Atom once = builder.Emit(call, [y])[0];
        Jaxpr program = builder.Build([y], [builder.Emit(call, [once])[0]]);

        program.Save(File);
        Jaxpr loaded = Jaxpr.Load(File);

        Assert.That(loaded.Equals(program, Compare.Exact));
        Assert.That(((Call)loaded.Equations[0].Op).Jaxpr, Is.SameAs(((Call)loaded.Equations[1].Op).Jaxpr));
        Assert.That(loaded.ToString(), Is.EqualTo(program.ToString()));
    }

    [Test]
    public void Constants_that_are_not_known_stay_unknown()
    {
        Jaxpr program = Jaxpr.Parse("{ lambda a:f32[2]; b:f32[2]. let c:f32[2] = mul a b in (c,) }");

        program.Save(File);

        Assert.That(System.IO.File.ReadAllText(File), Does.Contain("a:f32[2] = unknown\n"));
        Assert.That(Jaxpr.Load(File).Equals(program, Compare.Exact));
    }

    [Test]
    public void The_parser_of_programs_reads_a_saved_one() =>
        Assert.That(Jaxpr.Parse("vmap program, version 1\n{ lambda a:f32[]; . let  in (a,) }\nconstants\na:f32[] = 2.0\nend\n").Constants[0].AsSpan<float>()[0], Is.EqualTo(2));

    [Test]
    public void Saving_replaces_the_file_and_leaves_nothing_else()
    {
        Jaxpr.Parse("{ lambda ; a:f32[]. let  in (a,) }").Save(File);
        Jaxpr.Parse("{ lambda ; a:i32[]. let  in (a,) }").Save(File);

        Assert.That(Jaxpr.Load(File).Inputs[0].Type.DType, Is.EqualTo(DType.I32));
        Assert.That(Directory.GetFiles(_directory), Has.Length.EqualTo(1));
    }

    [Test]
    public void Lines_may_end_as_on_Windows()
    {
        const string Text = "vmap program, version 1\r\n{ lambda a:f32[2]; . let  in (a,) }\r\nconstants\r\na:f32[2] = 1.0 2.0\r\nend\r\n";

        Assert.That(Jaxpr.Parse(Text).Constants[0].Count, Is.EqualTo(2));
    }

    private const string Program = "vmap program, version 1\n{ lambda a:f32[2]; . let  in (a,) }\n";

    [TestCase("{ lambda ; . let  in () }",
        "line 1, column 1: expected a saved program, which starts with 'vmap program, version 1', found '{'; read the text of a program with Jaxpr.Parse.")]
    [TestCase("", "line 1, column 1: expected a saved program, which starts with 'vmap program, version 1', found the end of the text; read the text of a program with Jaxpr.Parse.")]
    [TestCase("vmap program, version x", "line 1, column 23: expected the version of a saved program, found 'x'.")]
    [TestCase("vmap program, version 2\n", "line 1, column 23: the program was saved by a newer version of this library: its format is version 2, known is version 1.")]
    [TestCase("vmap program, version 1\n{ lambda ; a:f32[2]. let", "line 2, column 25: expected an equation, or 'in' before the outputs, found the end of the text.")]
    [TestCase(Program, "line 3, column 1: expected 'constants' after the program, found the end of the text.")]
    [TestCase(Program + "constants\n", "line 4, column 1: expected a constant of type f32[2], as a:f32[2] = …, found the end of the text.")]
    [TestCase(Program + "constants\nend\n", "line 4, column 1: the value of a constant of type f32[2] is missing.")]
    [TestCase(Program + "constants\na:i32[2] = 1 2\nend\n", "line 4, column 1: expected a constant of type f32[2], found one of type i32[2].")]
    [TestCase(Program + "constants\na:f32[2] = 1.0", "line 4, column 15: a constant of type f32[2] has 2 numbers, found 1.")]
    [TestCase(Program + "constants\na:f32[2] = 1.0 x\nend\n", "line 4, column 16: 'x' is no number of type f32.")]
    [TestCase(Program + "constants\na:f32[2] = 1.0 2.0\n", "line 5, column 1: expected 'end' after the constants, found the end of the text.")]
    [TestCase(Program + "constants\na:f32[2] = base64\n  AACAPw", "line 5, column 9: the data of a constant of type f32[2] is 12 characters of base64, found 6 of them.")]
    [TestCase(Program + "constants\na:f32[2] = base64\n  AACAPwAA=EAA\nend\n", "line 5, column 3: the data of a constant of type f32[2] must be 8 bytes in base64.")]
    [TestCase(Program + "constants\na:f32[2] = 1.0 2.0\nend\nmore", "line 6, column 1: expected nothing after 'end', found 'more'.")]
    public void What_is_wrong_with_a_file_is_said_with_its_place(string text, string message)
    {
        System.IO.File.WriteAllText(File, text, new UTF8Encoding(false));

        Assert.That(() => Jaxpr.Load(File), Throws.TypeOf<ParseException>().With.Message.EqualTo(message));
    }

    [Test]
    public void A_file_that_is_not_there_is_named() =>
        Assert.That(() => Jaxpr.Load(File), Throws.TypeOf<ArrayFileException>().With.Message.StartsWith($"{File} cannot be read: "));
}
