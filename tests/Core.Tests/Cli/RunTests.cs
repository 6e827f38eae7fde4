namespace Core.Tests.Cli;

[Parallelizable(ParallelScope.All)]
public class RunTests
{
    private const string Double = "{ lambda ; a:f32[3]. let b:f32[3] = add a a in (b,) }";

    [Test]
    public void Outputs_are_printed_with_their_types()
    {
        using Tool tool = new();

        Tool.Result result = tool.With("x.npy", NdArray.From(1f, 2f, 3f)).RunWith(Double, "run", "-", "--arg", "x.npy");

        Assert.That(result, Is.EqualTo(new Tool.Result(0, "f32[3]:\n[2. 4. 6.]\n", "")));
    }

    [Test]
    public void A_mapped_program_takes_the_number_of_examples_from_the_data()
    {
        using Tool tool = new();
        tool.With("w.npy", NdArray.From(1f, 0f, -1f)).With("b.npy", 0f).With("xs.npy", NdArray.From(new float[,] { { 1, 2, 1 }, { 3, 2, 3 } }));

        Tool.Result result = tool.RunWith(Tool.Neuron, "run", "-", "--in-axes", "[null, null, 0]", "--arg", "w.npy", "--arg", "b.npy", "--arg", "xs.npy");

        Assert.That(result, Is.EqualTo(new Tool.Result(0, "f32[2]:\n[0. 0.]\n", "")));
    }

    [Test]
    public void Out_writes_the_outputs_and_prints_nothing()
    {
        using Tool tool = new();

        Tool.Result result = tool.With("x.npy", NdArray.From(1f, 2f, 3f)).RunWith(Double, "run", "-", "--arg", "x.npy", "--out", "y");

        Assert.Multiple(() =>
        {
            Assert.That(result, Is.EqualTo(new Tool.Result(0, "", "")));
            Assert.That(Npy.Load(tool.PathOf("y.0.npy")).ToString(), Is.EqualTo("[2. 4. 6.]"));
        });
    }

    [Test]
    public void Json_is_a_list_of_the_outputs()
    {
        using Tool tool = new();

        Tool.Result result = tool.With("x.npy", NdArray.From(1f, 2f, 3f)).RunWith(Double, "run", "-", "--arg", "x.npy", "--json");

        Assert.That(result.Output, Is.EqualTo("""[{"type":"f32[3]","value":"[2. 4. 6.]"}]""" + "\n"));
    }

    [Test]
    public void An_output_within_the_tolerance_is_as_expected()
    {
        using Tool tool = new();
        tool.With("x.npy", NdArray.From(1f, 2f, 3f)).With("y.npy", NdArray.From(2f, 4f, 6.00001f));

        Assert.That(tool.RunWith(Double, "run", "-", "--arg", "x.npy", "--expect", "y.npy").ExitCode, Is.Zero);
    }

    [Test]
    public void An_output_outside_of_the_tolerance_is_told_and_ends_with_1()
    {
        using Tool tool = new();
        tool.With("x.npy", NdArray.From(1f, 2f, 3f)).With("y.npy", NdArray.From(2f, 4.5f, 6f));

        Tool.Result result = tool.RunWith(Double, "run", "-", "--arg", "x.npy", "--expect", "y.npy");

        Assert.That(result, Is.EqualTo(new Tool.Result(1, "f32[3]:\n[2. 4. 6.]\n",
            "vmap: output 0 differs from y.npy: element 1 is 4.0, expected 4.5 (tolerance 0.00021).\n")));
    }

    [Test]
    public void Data_of_another_type_is_not_converted()
    {
        using Tool tool = new();

        Tool.Result result = tool.With("x.npy", NdArray.From(1, 2, 3)).RunWith(Double, "run", "-", "--arg", "x.npy");

        Assert.That(result, Is.EqualTo(new Tool.Result(2, "", "vmap: --arg x.npy: expected f32[3], found i32[3]; data is never converted.\n")));
    }

    [Test]
    public void Data_of_another_shape_is_told()
    {
        using Tool tool = new();

        Tool.Result result = tool.With("x.npy", NdArray.From(1f, 2f)).RunWith(Double, "run", "-", "--arg", "x.npy");

        Assert.That(result.Error, Is.EqualTo("vmap: --arg x.npy: expected f32[3], found f32[2]; data is never converted.\n"));
    }

    [Test]
    public void Missing_data_is_told_with_the_types_of_the_inputs()
    {
        using Tool tool = new();

        Tool.Result result = tool.RunWith(Tool.Neuron, "run", "-");

        Assert.That(result.Error, Is.EqualTo("vmap: the program takes 3 inputs (f32[3], f32[], f32[3]), got 0 with --arg; give one .npy file for each, in order.\n"));
    }

    [Test]
    public void Truncated_data_is_told()
    {
        using Tool tool = new();
        tool.With("x.npy", NdArray.From(1f, 2f, 3f));
        File.WriteAllBytes(tool.PathOf("x.npy"), File.ReadAllBytes(tool.PathOf("x.npy"))[..^4]);

        Tool.Result result = tool.RunWith(Double, "run", "-", "--arg", "x.npy");

        Assert.That(result, Is.EqualTo(new Tool.Result(2, "", "vmap: x.npy ends early: f32[3] needs 12 bytes of data, found 8; save it again.\n")));
    }

    [Test]
    public void Two_byte_data_without_a_type_is_bf16_where_the_program_says_so()
    {
        using Tool tool = new();

        Tool.Result result = tool.With("x.npy", NdArray.From((BFloat16)1.5f, (BFloat16)2f))
            .RunWith("{ lambda ; a:bf16[2]. let b:bf16[2] = neg a in (b,) }", "run", "-", "--arg", "x.npy");

        Assert.That(result, Is.EqualTo(new Tool.Result(0, "bf16[2]:\n[-1.5 -2]\n", "")));
    }

    [Test]
    public void Keys_are_read_and_written_as_the_words_that_they_are_made_of()
    {
        using Tool tool = new();

        Tool.Result result = tool.With("k.npy", NdArray.From(new uint[,] { { 1, 2 }, { 3, 4 } }))
            .RunWith("{ lambda ; a:key<fry>[2]. let b:key<fry>[2] = rev[dimensions=(0,)] a in (b,) }", "run", "-", "--arg", "k.npy", "--out", "y");

        Assert.Multiple(() =>
        {
            Assert.That(result, Is.EqualTo(new Tool.Result(0, "", "")));
            Assert.That(Npy.Load(tool.PathOf("y.0.npy")).ToString(), Is.EqualTo("[[3 4]\n [1 2]]"));
        });
    }

    [Test]
    public void Verbose_tells_how_many_equations_were_evaluated()
    {
        using Tool tool = new();

        Tool.Result result = tool.With("x.npy", NdArray.From(1f, 2f, 3f)).RunWith(Double, "run", "-", "--arg", "x.npy", "--verbose");

        Assert.That(result.Error, Does.Match(@"^dbug: vmap\[3\] Evaluated 1 equations in [0-9.]+ ms\.\n$"));
    }
}
