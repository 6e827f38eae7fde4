using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.ControlFlow;

/// <summary>What branches and loops say about functions that do not fit.</summary>
public class ControlFlowErrorTests
{
    private static readonly NdArray X = NdArray.From(1f, 2f, 3f);

    private static string Message<E>(Action code) where E : VmapException => Assert.Throws<E>(code)!.Message;

    [Test]
    public void A_predicate_with_axes_is_told_about_Where_and_Vmap() => Assert.That(Message<ShapeException>(() => Cond(X > 0, x => x, x => -x, X)), Is.EqualTo(
        "Cond: the predicate must be one truth value, got bool[3]. Use Where to choose element by element, All or Any to make one truth value of many, or map the function with Vmap."));

    [Test]
    public void A_complex_predicate_is_refused() => Assert.That(Message<DTypeException>(() => Cond(new System.Numerics.Complex(1, 2), x => x, x => -x, X)), Is.EqualTo(
        "Cond: the predicate must be bool or a real number, got c64[]. Compare it to get bool."));

    [Test]
    public void Branches_of_different_element_types_are_told_to_convert() => Assert.That(Message<DTypeException>(() => Cond(true, x => x, x => x > 0, X)), Is.EqualTo(
        "Cond: the branches must return the same types, but ifTrue returns f32[3] and ifFalse bool[3]. Convert it, with AsType(F32), in one of them."));

    [Test]
    public void Branches_of_different_shapes_are_told_to_broadcast() => Assert.That(Message<ShapeException>(() => Switch(1, [x => (x, x), x => (x, Sum(x)), x => (x[0], x)], X)), Is.EqualTo(
        "Switch: the branches must return the same types, but branches[0] returns f32[3] and branches[1] f32[] in Item2. Bring it to one shape, with BroadcastTo or Reshape, in one of them."));

    [Test]
    public void All_differences_between_branches_are_listed() => Assert.That(Message<ShapeException>(() => Cond(true, x => (x, x), x => (x[0], x > 0), X)), Is.EqualTo(
        "Cond: the branches must return the same types, but \n  * ifTrue returns f32[3] and ifFalse f32[] in Item1;\n  * ifTrue returns f32[3] and ifFalse bool[3] in Item2.\n" +
        " Bring it to one type, with AsType and BroadcastTo, in one of them."));

    [Test]
    public void Branches_of_different_structures_are_told_where() => Assert.That(Message<TreeException>(() => Cond(true, x => new List<NdArray> { x, x }, x => [x], X)), Is.EqualTo(
        "Cond: the branches must return trees of one structure, but ifTrue returns List<NdArray> of 2 and ifFalse List<NdArray> of 1."));

    [Test]
    public void A_switch_needs_an_integer() => Assert.That(Message<DTypeException>(() => Switch(1.5, [Sin, Cos], X)), Is.EqualTo(
        "Switch: the index must be an integer, got f32[]. Convert it with AsType(I32)."));

    [Test]
    public void A_switch_needs_one_index() => Assert.That(Message<ShapeException>(() => Switch(NdArray.From(0, 1), [Sin, Cos], X)), Is.EqualTo(
        "Switch: the index must be one integer, got i32[2]. Map the function with Vmap to choose for each example."));

    [Test]
    public void A_switch_needs_a_branch() => Assert.That(Message<TreeException>(() => Switch(0, Array.Empty<Func<NdArray, NdArray>>(), X)), Is.EqualTo(
        "Switch: needs at least one branch, got none."));

    [Test]
    public void A_condition_must_be_one_truth_value() => Assert.That(Message<DTypeException>(() => While(X, x => x < 3f, x => x + 1f)), Is.EqualTo(
        "While: cond must return one truth value, a bool without axes; it returns bool[3]. Compare it, and use All or Any to make one truth value of many."));

    [Test]
    public void A_body_that_changes_an_element_type_is_told_which_and_what_to_write() =>
        Assert.That(Message<DTypeException>(() => While((n: (NdArray)0L, x: X), s => s.n < 3, s => (s.n + 0.5f, s.x))), Is.EqualTo(
            "While: the body must pass on the types that it gets, but s.Item1 is i64[], and it passes on f32[]. Convert it, with AsType(I64), in the body, or start with that type."));

    [Test]
    public void A_body_that_changes_a_shape_is_told_which() => Assert.That(Message<ShapeException>(() => Scan(X, X, (carry, x) => (carry[..2], x))), Is.EqualTo(
        "Scan: the body must pass on the types that it gets, but carry is f32[3], and it passes on f32[2]. " +
        "Bring it to one shape, with BroadcastTo or Reshape, in the body, or start with that type."));

    [Test]
    public void A_body_that_changes_the_structure_is_told_where() => Assert.That(Message<TreeException>(() => While(new List<NdArray> { X }, s => true, s => [s[0], s[0]])), Is.EqualTo(
        "While: the body must pass on a tree of the structure that it gets, but s is List<NdArray> of 1, and it passes on List<NdArray> of 2."));

    [Test]
    public void The_body_of_Fori_is_told_about_its_own_value() => Assert.That(Message<ShapeException>(() => Fori(0, 3, (i, sums) => sums[..2], X)), Is.EqualTo(
        "Fori: the body must pass on the types that it gets, but sums is f32[3], and it passes on f32[2]. " +
        "Bring it to one shape, with BroadcastTo or Reshape, in the body, or start with that type."));

    [Test]
    public void Bounds_of_different_types_are_refused() => Assert.That(Message<DTypeException>(() => Fori(0L, NdArray.From(3)[0], (i, c) => c, X)), Is.EqualTo(
        "Fori: lower and upper must have one element type, got i64[] and i32[]. Convert one with AsType(I64)."));

    [Test]
    public void A_bound_must_be_an_integer() => Assert.That(Message<DTypeException>(() => Fori(0, 3.0, (i, c) => c, X)), Is.EqualTo("Fori: upper must be an integer, got f32[]. Convert it with AsType(I32)."));

    [Test]
    public void A_bound_must_have_no_axes() => Assert.That(Message<ShapeException>(() => Fori(NdArray.From(0), 3, (i, c) => c, X)), Is.EqualTo("Fori: lower must be one integer, got i32[1]."));

    [Test]
    public void Unrolling_needs_a_known_range() => Assert.That(Message<TraceException>(() => Trace((NdArray n) => Fori(0, n, (i, c) => c, X, unroll: 2)).ToJaxpr(I32.Scalar)), Is.EqualTo(
        "Fori: unroll needs a range that is known when the function is traced, got unroll 2 and a traced bound."));

    [Test]
    public void Arrays_of_different_lengths_are_named() => Assert.That(Message<ShapeException>(() => Scan(X, (X, Zeros(4)), (c, x) => (c, x))), Is.EqualTo(
        "Scan: all arrays must have one length along their first axis, but the lengths are: xs.Item1 3, xs.Item2 4."));

    [Test]
    public void A_length_must_be_that_of_the_arrays() => Assert.That(Message<ShapeException>(() => Scan(X, X, (c, x) => (c, x), length: 2)), Is.EqualTo(
        "Scan: length is 2, but the lengths of the arrays along their first axis are: xs 3."));

    [Test]
    public void An_array_without_axes_cannot_be_scanned() => Assert.That(Message<ShapeException>(() => Scan(X, (X, (NdArray)1f), (c, x) => (c, x))), Is.EqualTo(
        "Scan: xs.Item2 must have a first axis to go along, got f32[]. Close over values that are the same in every run."));

    [Test]
    public void A_scan_of_no_arrays_needs_a_length() => Assert.That(Message<ShapeException>(() => Scan<NdArray, NdArray?, NdArray>(X, null, (c, x) => (c, c))), Is.EqualTo(
        "Scan: xs holds no arrays, so nothing says how often to run. Give length."));

    [Test]
    public void Unroll_must_not_be_negative() => Assert.That(Message<ShapeException>(() => Scan(X, X, (c, x) => (c, x), unroll: -1)), Is.EqualTo(
        "Scan: unroll must not be negative, got -1. Write 1 for one run at a time, 0 for all."));

    [Test]
    public void A_batch_size_must_not_be_negative() => Assert.That(Message<ShapeException>(() => Transforms.Map(Sin, X, batchSize: -1)), Is.EqualTo(
        "Map: batchSize must not be negative, got -1. Write 0 to compute all at once."));

    [Test]
    public void Elements_of_different_sizes_have_no_associative_scan() => Assert.That(Message<ShapeException>(() => AssociativeScan((a, b) => a, (X, Zeros(4)))), Is.EqualTo(
        "AssociativeScan: all arrays must have one size along axis 0, but elems.Item1 is f32[3] and elems.Item2 is f32[4]."));
}
