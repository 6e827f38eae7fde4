using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.Batching;

/// <summary>Functions mapped a few examples at a time compute what they compute mapped at once.</summary>
public class ChunkTests
{
    private static readonly NdArray Matrix = Reshape(Arange(6.0), [2, 3]), Examples = Reshape(Arange(21.0), [3, 7]);

    [Test]
    public void Chunks_give_what_all_at_once_give([Values(1, 2, 3, 6, 7, 9)] int chunkSize)
    {
        Traced<Func<NdArray, NdArray, (NdArray, NdArray, NdArray)>> f = Trace((w, x) => (Dot(w, x), Sum(x), w * 2.0));
        (NdArray products, NdArray sums, NdArray shared) = f.Vmap(inAxes: [null, 1], outAxes: [1, 0, null], chunkSize: chunkSize).Invoke(Matrix, Examples);
        (NdArray allProducts, NdArray allSums, NdArray allShared) = f.Vmap(inAxes: [null, 1], outAxes: [1, 0, null]).Invoke(Matrix, Examples);
        Assert.That(products.ToArray<float>(), Is.EqualTo(allProducts.ToArray<float>()));
        Assert.That(products.Shape, Is.EqualTo(allProducts.Shape));
        Assert.That(sums.ToArray<float>(), Is.EqualTo(allSums.ToArray<float>()));
        Assert.That(shared.ToArray<float>(), Is.EqualTo(allShared.ToArray<float>()));
    }

    [Test]
    public void Chunks_are_a_scan() => Assert.That(Trace(Sin).Vmap(chunkSize: 2).ToJaxpr(F32[5]).ToString(), Is.EqualTo("""
        { lambda ; a:f32[5]. let
            b:f32[4] = slice[limit_indices=(4,) start_indices=(0,) strides=None] a
            c:f32[2,2] = reshape[dimensions=None new_sizes=(2, 2) sharding=None] b
            d:f32[2,2] = scan[
              jaxpr={ lambda ; e:f32[2]. let f:f32[2] = sin e in (f,) }
              length=2
              num_carry=0
              num_consts=0
              reverse=False
              unroll=1
            ] c
            g:f32[4] = reshape[dimensions=None new_sizes=(4,) sharding=None] d
            h:f32[1] = slice[limit_indices=(5,) start_indices=(4,) strides=None] a
            i:f32[1] = sin h
            j:f32[5] = concatenate[dimension=0] g i
          in (j,) }
        """));

    [Test]
    public void A_chunk_holds_at_least_one_example() =>
        Assert.That(Assert.Throws<AxesException>(() => Trace(Sin).Vmap(chunkSize: 0))!.Message, Is.EqualTo("Vmap: chunkSize must be at least 1, got 0."));

    [Test]
    public void A_reduction_over_the_examples_needs_all_of_them() =>
        Assert.That(Assert.Throws<UnsupportedException>(() => Trace(x => Psum(x, "i")).Vmap(axisName: "i", chunkSize: 2).Invoke(Arange(5.0)))!.Message, Is.EqualTo(
            "Vmap: the function reduces over the mapped axis 'i' or asks about it, which needs all examples at once: leave out chunkSize."));
}
