using Core.Compiler.Fusion;

namespace Core.Tests.Compiler.Fusion;

/// <summary>Parts of indices that move no window.</summary>
public class IndexPartTests
{
    private const string Dims = "dimension_numbers=GatherDimensionNumbers(offset_dims=(1, 2), collapsed_slice_dims=(), start_index_map=(0, 1), operand_batching_dims=(), start_indices_batching_dims=())";

    [Test]
    public void An_index_of_an_axis_that_clipped_windows_cover_is_not_made() => Check($$"""
            { lambda ; a:f32[20,4] b:i32[8,1] c:i32[8,1]. let
                d:i32[8,2] = concatenate[dimension=1] b c
                e:f32[8,1,4] = gather[
                  {{Dims}}
                  fill_value=None
                  indices_are_sorted=False
                  mode=GatherScatterMode.CLIP
                  slice_sizes=(1, 4)
                  unique_indices=False
                ] a d
              in (e,) }
            """,
        """
            { lambda ; a:f32[20,4] b:i32[8,1] c:i32[8,1]. let
                d:f32[8,1,4] = gather[
                  dimension_numbers=GatherDimensionNumbers(offset_dims=(1, 2), collapsed_slice_dims=(), start_index_map=(0,), operand_batching_dims=(), start_indices_batching_dims=())
                  fill_value=None
                  indices_are_sorted=False
                  mode=GatherScatterMode.CLIP
                  slice_sizes=(1, 4)
                  unique_indices=False
                ] a b
              in (d,) }
            """);

    [Test]
    public void An_index_that_may_be_out_of_bounds_is_made() => Check($$"""
            { lambda ; a:f32[20,4] b:i32[8,1] c:i32[8,1]. let
                d:i32[8,2] = concatenate[dimension=1] b c
                e:f32[8,1,4] = gather[
                  {{Dims}}
                  fill_value=None
                  indices_are_sorted=False
                  mode=GatherScatterMode.FILL_OR_DROP
                  slice_sizes=(1, 4)
                  unique_indices=False
                ] a d
              in (e,) }
            """);

    [Test]
    public void An_index_of_zeros_is_not_made_and_the_others_are_joined_without_it() => Check("""
            { lambda ; a:f32[20,4,6] b:i32[8,1] c:i32[8,1] d:f32[8,1,2,3]. let
                e:i32[8,1] = broadcast_in_dim[broadcast_dimensions=()] 0:i32[]
                f:i32[8,3] = concatenate[dimension=1] b e c
                g:f32[20,4,6] = scatter[
                  dimension_numbers=ScatterDimensionNumbers(update_window_dims=(1, 2, 3), inserted_window_dims=(), scatter_dims_to_operand_dims=(0, 1, 2), operand_batching_dims=(), scatter_indices_batching_dims=())
                  indices_are_sorted=False
                  mode=GatherScatterMode.FILL_OR_DROP
                  unique_indices=False
                  update_consts=()
                  update_jaxpr=None
                ] a f d
              in (g,) }
            """,
        """
            { lambda ; a:f32[20,4,6] b:i32[8,1] c:i32[8,1] d:f32[8,1,2,3]. let
                e:i32[8,2] = concatenate[dimension=1] b c
                f:f32[20,4,6] = scatter[
                  dimension_numbers=ScatterDimensionNumbers(update_window_dims=(1, 2, 3), inserted_window_dims=(), scatter_dims_to_operand_dims=(0, 2), operand_batching_dims=(), scatter_indices_batching_dims=())
                  indices_are_sorted=False
                  mode=GatherScatterMode.FILL_OR_DROP
                  unique_indices=False
                  update_consts=()
                  update_jaxpr=None
                ] a e d
              in (f,) }
            """);

    private static void Check(string program, string? expected = null) =>
        Assert.That(Simplifier.Simplify(Jaxpr.Parse(program)).ToString(), Is.EqualTo(Jaxpr.Parse(expected ?? program).ToString()));
}
