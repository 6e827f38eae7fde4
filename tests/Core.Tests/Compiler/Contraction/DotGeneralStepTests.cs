using System.Runtime.InteropServices;
using Core.Compiler.Contraction;
using Core.Compiler.Execution;
using Core.Ir;
using static Core.Tests.Compiler.Contraction.Contracted;

namespace Core.Tests.Compiler.Contraction;

/// <summary>Products of matrices and all other contractions, as steps.</summary>
public class DotGeneralStepTests
{
    private static readonly int[][] Orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];

    [Test]
    public void Matrices_of_any_size_are_multiplied([Values(1, 2, 5, 17, 33, 70)] int m, [Values(1, 3, 4, 16, 49, 70)] int n)
    {
        foreach (int k in (ReadOnlySpan<int>)[1, 2, 7, 16, 65])
        {
            Agrees(new DotGeneral(new([1], [0])), new(DType.F32, [m, k]), new(DType.F32, [k, n]));
            Agrees(new DotGeneral(new([1], [1])), new(DType.F64, [m, k]), new(DType.F64, [n, k]));
        }
    }

    // JAX's bits, where each product is added before it is rounded: equations that are nearly singular make much of the last one.
    [Test]
    public void A_sum_of_few_products_is_rounded_as_XLA_does_it([Values(1, 2, 3, 5, 7)] int length, [Values(0, 1)] int axis)
    {
        Jaxpr program = Jaxpr.Parse(
            $"{{ lambda ; a:f32[2,{length}] b:f32[{(axis == 0 ? $"{length},2" : $"2,{length}")}]. let c:f32[2,2] = dot_general[dimension_numbers=(([1], [{axis}]), ([], []))] a b in (c,) }}");
        Random random = new(length);
        for (int trial = 0; trial < 50; trial++)
        {
            ArrayData[] inputs = [.. program.Inputs.Select(input => ArrayData.Create<float>(input.Type.Shape, [.. Enumerable.Range(0, 2 * length).Select(_ => random.NextSingle() - 0.5f)]))];
            float[] a = inputs[0].AsSpan<float>().ToArray(), b = inputs[1].AsSpan<float>().ToArray(), expected = new float[4];
            for (int i = 0; i < 4; i++)
                for (int k = 0; k < length; k++)
                    expected[i] = float.MultiplyAddEstimate(a[i / 2 * length + k], b[axis == 0 ? 2 * k + i % 2 : i % 2 * length + k], expected[i]);

            Assert.That(CompiledProgram.Compile(program).Run(inputs)[0].AsSpan<float>().ToArray(), Is.EqualTo(expected));
        }
    }

    [Test]
    public void Axes_may_be_in_any_order([ValueSource(nameof(Orders))] int[] left, [ValueSource(nameof(Orders))] int[] right)
    {
        // Batch, contracted and free axis are at the places that the orders give.
        (int[] lhs, int[] rhs) = (new int[3], new int[3]);
        for (int i = 0; i < 3; i++) (lhs[left[i]], rhs[right[i]]) = (new[] { 3, 18, 21 }[i], new[] { 3, 18, 37 }[i]);
        Agrees(new DotGeneral(new([left[1]], [right[1]], [left[0]], [right[0]])), new(DType.F32, [.. lhs]), new(DType.F32, [.. rhs]));
    }

    [Test]
    public void Several_axes_of_each_kind_are_contracted_and_kept()
    {
        Agrees(new DotGeneral(new([0, 2], [3, 1], [1], [2])), new(DType.F32, [4, 2, 5, 3, 6]), new(DType.F32, [7, 5, 2, 4, 3]));
        Agrees(new DotGeneral(new([2, 0], [0, 1])), new(DType.F64, [3, 9, 5]), new(DType.F64, [5, 3, 8]));
        Agrees(new DotGeneral(new([], [], [1, 0], [0, 1])), new(DType.F32, [3, 4, 5]), new(DType.F32, [4, 3, 6]));
        Agrees(new DotGeneral(new([], [])), new(DType.F32, [20, 3]), new(DType.F32, [33]));
    }

    [TestCase(DType.BF16, null)]
    [TestCase(DType.BF16, DType.F32)]
    [TestCase(DType.F16, null)]
    [TestCase(DType.F32, DType.F64)]
    [TestCase(DType.F64, DType.F32)]
    [TestCase(DType.I32, DType.F32)]
    [TestCase(DType.C64, null)]
    [TestCase(DType.C128, null)]
    [TestCase(DType.Bool, null)]
    [TestCase(DType.I8, null)]
    [TestCase(DType.I8, DType.I32)]
    [TestCase(DType.U8, null)]
    [TestCase(DType.I16, null)]
    [TestCase(DType.U16, null)]
    [TestCase(DType.I32, null)]
    [TestCase(DType.U32, null)]
    [TestCase(DType.I64, null)]
    [TestCase(DType.U64, null)]
    public void Every_element_type_is_multiplied(DType dtype, DType? preferred)
    {
        Agrees(new DotGeneral(new([1], [0]), null, preferred), new(dtype, [19, 23]), new(dtype, [23, 35]));
        Agrees(new DotGeneral(new([0], [2], [1], [1]), null, preferred), new(dtype, [23, 2, 3]), new(dtype, [5, 2, 23]));
        Agrees(new DotGeneral(new([0], [0]), null, preferred), new(dtype, [40]), new(dtype, [40, 9]));
    }

    [Test]
    public void Operands_of_two_types_are_multiplied_in_the_wider_one()
    {
        Agrees(new DotGeneral(new([1], [0])), new(DType.F32, [6, 20]), new(DType.BF16, [20, 17]));
        Agrees(new DotGeneral(new([1], [0])), new(DType.C64, [6, 20]), new(DType.F32, [20, 17]));
    }

    [TestCase(DType.C64, DType.C128)]
    [TestCase(DType.Bool, DType.C64)]
    [TestCase(DType.I8, DType.C128)]
    [TestCase(DType.F32, DType.C128)]
    public void The_product_may_be_complex_where_operands_are_not(DType dtype, DType preferred) =>
        Agrees(new DotGeneral(new([1], [0]), null, preferred), new(dtype, [6, 20]), new(dtype, [20, 17]));

    [Test]
    public void A_sum_of_nothing_is_zero_and_a_result_without_elements_has_no_steps()
    {
        Agrees(new DotGeneral(new([1], [0])), new(DType.F32, [5, 0]), new(DType.F32, [0, 7]));
        Agrees(new DotGeneral(new([1], [0])), new(DType.C64, [5, 0]), new(DType.C64, [0, 7]));
        Agrees(new DotGeneral(new([1], [0])), new(DType.F32, [0, 5]), new(DType.F32, [5, 7]));
    }

    [Test]
    public void Operands_that_do_not_fit_into_caches_are_copied_into_panels()
    {
        Agrees(new DotGeneral(new([1], [0])), new(DType.F32, [203, 1100]), new(DType.F32, [1100, 431]));
        Agrees(new DotGeneral(new([0], [1])), new(DType.F64, [530, 75]), new(DType.F64, [161, 530]));
        Agrees(new DotGeneral(new([1], [0])), new(DType.F32, [40, 1024]), new(DType.F32, [1024, 129]));
    }

    [Test]
    public void Long_sums_are_cut_into_parts()
    {
        Agrees(new DotGeneral(new([0], [0])), new(DType.F64, [200_000]), new(DType.F64, [200_000]));
        Agrees(new DotGeneral(new([0], [0])), new(DType.F64, [20_001, 3]), new(DType.F64, [20_001, 5]));
        Agrees(new DotGeneral(new([1], [1])), new(DType.F32, [2, 33_000]), new(DType.F32, [3, 33_000]));
    }

    // The parts of the long sums are so long, and what is left of them, that they are cut again.
    [TestCase(300_000)]
    [TestCase(262_145 + 16_384)]
    [TestCase(1_000_003)]
    public void Parts_of_very_long_sums_are_cut_again(int length)
    {
        Agrees(new DotGeneral(new([0], [0])), new(DType.I64, [length, 2]), new(DType.I64, [length, 3]));
        Agrees(new DotGeneral(new([0], [0])), new(DType.I64, [length]), new(DType.I64, [length]));
        Agrees(new DotGeneral(new([1], [1], [0], [0])), new(DType.I32, [2, length]), new(DType.I32, [2, length, 2]));
    }

    [Test]
    public void A_vector_times_a_matrix_streams_its_rows()
    {
        Agrees(new DotGeneral(new([0], [0])), new(DType.F32, [700]), new(DType.F32, [700, 411]));
        Agrees(new DotGeneral(new([1], [0])), new(DType.F32, [411, 700]), new(DType.F32, [700]));
        Agrees(new DotGeneral(new([2], [1], [0], [0])), new(DType.F32, [50, 8, 8]), new(DType.F32, [50, 8]));
    }

    [Test]
    public unsafe void An_operand_may_be_repeated_or_run_backwards()
    {
        float[] elements = [1, 2, 3, 4, 5, 6];
        StridedOperand backwards = new(0, DType.F32, [2, 3], [0, -1], 2), columns = new(0, DType.F32, [3, 2], [1, 3]);
        List<ArrayType> types = [new(DType.F32, [6]), new(DType.F32, [4])];
        Step[] steps = ContractionBuilder.Build(new([1], [0]), backwards, columns, 1, DType.F32, Workspace, emit: true);

        byte** buffers = stackalloc byte*[types.Count];
        for (int i = 0; i < types.Count; i++) buffers[i] = (byte*)NativeMemory.AlignedAlloc(64, 64);
        elements.CopyTo(new Span<float>(buffers[0], 6));
        foreach (Step step in steps)
        {
            byte[] scratch = GC.AllocateArray<byte>((int)step.ScratchBytes + 64, pinned: true);
            for (int piece = 0; piece < step.Pieces; piece++) step.Run(buffers, piece, (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(scratch, 0));
        }
        Assert.That(new ReadOnlySpan<float>(buffers[1], 4).ToArray(), Is.EqualTo(new float[] { 10, 28, 10, 28 }));
        for (int i = 0; i < types.Count; i++) NativeMemory.AlignedFree(buffers[i]);

        int Workspace(ArrayType type)
        {
            types.Add(type);
            return types.Count - 1;
        }
    }
}
