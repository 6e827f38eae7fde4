using Core.Interpreter;
using Core.Tests.Laws;
using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.Compiler.Execution;

/// <summary>An update of a value that nobody needs any more copies nothing else.</summary>
public class InPlaceTests
{
    private static readonly NdArray Zero = 0;

    private static readonly ArrayData[] One = [ArrayData.Create<float>([6], [5, 1, 4, 2, 3, 0])];

    /// <summary>Loops whose body changes what goes round and nothing else.</summary>
    private static readonly Dictionary<string, Func<NdArray, NdArray>> Updates = new()
    {
        ["an element"] = x => Fori(0, 6, (i, c) => c.At[i].Set(c[i] * 2f + 1f), x),
        ["elements that are added to"] = x => Fori(0, 6, (i, c) => c.At[i % 3].Add(c[5 - i]), x),
        ["a slice"] = x => Fori(0, 5, (i, c) => Lax.DynamicUpdateSlice(c, Lax.DynamicSlice(c, [i], [2]) + 1f, [i]), x),
        ["two updates"] = x => Fori(0, 6, (i, c) => c.At[i].Set(3f).At[5 - i].Add(1f), x),
        ["rows of a scan"] = x => Scan(x, Arange(4), (c, i) => (c.At[i].Set(c[i + 1]), c[i])).Carry,
        ["a while"] = x => While((c: x, i: Zero), s => (s.i < 6) & (s.c[0] < 100f), s => (s.c.At[s.i].Set(Sum(s.c)), s.i + 1)).c,
        ["loops in loops"] = x => Reshape(Fori(0, 2, (i, c) => Fori(0, 3, (j, d) => d.At[i, j].Set(d[i, j] + d[1 - i, j]), c), Reshape(x, [2, 3])), [6]),
        ["a branch"] = x => Fori(0, 6, (i, c) => Cond(c[i] > 2f, d => d.At[i].Set(-1f), d => d, c), x),
        ["a branch in a loop in a branch"] = x => Fori(0, 3, (i, c) => Cond(c[i] > 2f, d => Fori(0, 3, (j, e) => Cond(e[j] < 0f, f => f, f => f.At[j].Add(i * 1f), e), d), d => d.At[0].Set(7f), c), x),
        ["what is read before"] = x => Fori(0, 6, (i, c) => { NdArray sum = Sum(c * c); return c.At[i].Set(sum % 7f); }, x),
        ["what a later result reads"] = x => Scan(x, Arange(4), (c, i) => (c.At[i].Set(9f), Sum(Exp(-c)))).Carry,
    };

    /// <summary>Loops that need the old value beside the new one.</summary>
    private static readonly Dictionary<string, Func<NdArray, NdArray>> Others = new()
    {
        ["old and new"] = x => { (NdArray a, NdArray b) = Fori(0, 5, (i, c) => (c.A.At[i].Set(c.B[0] + 1f), c.A), (A: x, B: x * 2f)); return a + b; },
        ["exchanged"] = x => { (NdArray a, NdArray b) = Fori(0, 5, (i, c) => (c.B, c.A.At[i].Set(4f)), (A: x, B: x * 2f)); return a - b; },
        ["updated twice from the same"] = x => { (NdArray a, NdArray b) = Fori(0, 5, (i, c) => (c.A.At[i].Set(1f), c.A.At[0].Add(1f)), (A: x, B: x)); return a - b; },
        ["updated with itself"] = x => Fori(0, 5, (i, c) => Lax.DynamicUpdateSlice(c, Flip(c), [Zero]), x),
        ["a branch that exchanges"] = x => { (NdArray a, NdArray b) = Fori(0, 5, (i, c) => Cond(c.A[i] > 2f, (a, b) => (b, a), (a, b) => (a.At[i].Set(8f), b), c.A, c.B), (A: x, B: x * 2f)); return a - b; },
        ["a branch that gives one value twice"] = x => { (NdArray a, NdArray b) = Fori(0, 5, (i, c) => Cond(c.A[i] > 2f, (a, b) => (a, a), (a, b) => (a, b), c.A.At[i].Add(1f), c.B), (A: x, B: x * 2f)); return a * 2f - b; },
        ["rows of old values"] = x => Sum(Scan(x, Arange(4), (c, i) => (c.At[i].Set(c[i + 1]), c)).Stacked, axis: 0),
    };

    private static IEnumerable<string> UpdateNames => Updates.Keys;

    private static IEnumerable<string> AllNames => Updates.Keys.Concat(Others.Keys);

    [TestCaseSource(nameof(UpdateNames))]
    public void A_loop_copies_nothing_in_its_passes_where_its_body_changes(string name)
    {
        string plan = CompiledProgram.Compile(Trace(Updates[name]).ToJaxpr(F32[6])).Explain();
        Assert.That(plan.Split('\n').Where(line => line.StartsWith(' ') && line.TrimStart().StartsWith("copy", StringComparison.Ordinal)), Is.Empty, plan);
    }

    [TestCaseSource(nameof(AllNames))]
    public void Loops_with_updates_compute_what_the_interpreter_does(string name)
    {
        Jaxpr jaxpr = Trace((Updates.GetValueOrDefault(name) ?? Others[name])).ToJaxpr(F32[6]);
        ArrayData actual = CompiledProgram.Compile(jaxpr).Run(One)[0];
        Assert.That(Mapping.Difference(actual, Evaluate.Run(jaxpr, One)[0], 1e-6), Is.Null);
        Assert.That(One[0].AsSpan<float>().ToArray(), Is.EqualTo(new[] { 5f, 1f, 4f, 2f, 3f, 0f }), "the argument is as it was");
    }

    [Test]
    public void What_all_lanes_of_a_loop_start_from_is_not_written_before_the_last_has_read_it()
    {
        Jaxpr jaxpr = Trace((NdArray x) =>
        {
            (NdArray i, NdArray v) = While((i: Sum(x).AsType(I32), v: x + 1f), s => s.i < 10, s => (s.i + 1, s.v * 1.5f));
            return v + i;
        }).ToJaxpr(F32[640]);
        ArrayData[] zeros = [Zeros([640]).Data()];
        Assert.That(Mapping.Difference(CompiledProgram.Compile(jaxpr).Run(zeros)[0], Evaluate.Run(jaxpr, zeros)[0], 1e-6), Is.Null);
    }

    [Test]
    public void Values_of_updates_one_after_the_other_lie_in_one_place()
    {
        Jaxpr jaxpr = Trace((NdArray x) => { NdArray y = Sort(x); for (int i = 0; i < 4; i++) y = y.At[i].Set(1f); return Sum(y); }).ToJaxpr(F32[1024]);
        Assert.That(CompiledProgram.Compile(jaxpr).TemporaryBytes, Is.LessThan(2 * 4096 + 1024));
    }
}
