using Core.Ir;

namespace Core.Tests.Laws;

public static partial class OpSamples
{
    private static IEnumerable<OpSample> Layout()
    {
        yield return Of(new BroadcastInDim([2, 3], [1]), "f32[3]");
        yield return Of(new BroadcastInDim([2, 3], []), "f32[]");
        yield return Of(new BroadcastInDim([4, 2, 3], [0, 2]), "i32[1,3]");
        yield return Of(new BroadcastInDim([2, 0], [0]), "bool[2]");
        yield return Of(new BroadcastInDim([3, 1], [0, 1]), "c64[3,1]");
        yield return Of(new BroadcastInDim([2, 3], [0]), "key<fry>[2]");
        yield return Of(new Reshape([6]), "f32[2,3]");
        yield return Of(new Reshape([3, 2, 1]), "f16[6]");
        yield return Of(new Reshape([]), "f32[1,1]");
        yield return Of(new Reshape([1, 1]), "i8[]");
        yield return Of(new Reshape([0, 5]), "f32[2,0]");
        yield return Of(new Reshape([6], [1, 0]), "f32[2,3]");
        yield return Of(new Reshape([4, 3], [2, 0, 1]), "bf16[2,3,2]");
        yield return Of(new Transpose([1, 0]), "f32[2,3]");
        yield return Of(new Transpose([2, 0, 1]), "c64[2,3,2]");
        yield return Of(new Transpose([0, 1]), "f32[2,2]");
        yield return Of(new Transpose([]), "bool[]");
        yield return Of(new Transpose([1, 0]), "key<rbg>[1,2]");
        yield return Of(new Squeeze([0]), "f32[1,3]");
        yield return Of(new Squeeze([0, 2]), "i32[1,2,1]");
        yield return Of(new Squeeze([]), "f32[2]");
        yield return Of(new Squeeze([0]), "u8[1]");
        yield return Of(new Rev([0]), "f32[3]");
        yield return Of(new Rev([1, 2]), "f32[2,3,2]");
        yield return Of(new Rev([0, 1]), "bool[2,0]");
        yield return Of(new Concatenate(0), "f32[2,3]", "f32[1,3]");
        yield return Of(new Concatenate(1), "f32[2,1]", "f32[2,0]", "f32[2,2]");
        yield return Of(new Concatenate(0), "i16[2]");
        yield return Of(new Stack(0), "f32[2,3]", "f32[2,3]");
        yield return Of(new Stack(1), "f32[2]", "f32[2]", "f32[2]");
        yield return Of(new Stack(2), "bool[2,2]", "bool[2,2]");
        yield return Of(new Stack(0), "f32[]", "f32[]");
        yield return Of(new Split([1, 2], 1), "f32[2,3]");
        yield return Of(new Split([2, 0, 2], 0), "i32[4]");
        yield return Of(new Split([3], 0), "c64[3,2]");
        yield return Of(new Unstack(0), "f32[2,3]");
        yield return Of(new Unstack(1), "bool[2,1,3]");
        yield return Of(new Unstack(2), "c64[2,0,2]");
        yield return Of(new Tile([2]), "f32[3]");
        yield return Of(new Tile([1, 2]), "i32[2,3]");
        yield return Of(new Tile([2, 0, 3]), "bf16[1,2,2]");
        yield return Of(new Tile([]), "bool[]");
        yield return Of(new Pad([new(1, 2, 0)]), "f32[3]", "f32[]");
        yield return Of(new Pad([new(0, 1, 2), new(-1, 0, 0)]), "f32[2,3]", "f32[]");
        yield return Of(new Pad([new(-1, -1, 1)]), "i32[3]", "i32[]");
        yield return Of(new Pad([new(2, 1, 1)]), "f32[0]", "f32[]");
        yield return Of(new Pad([new(0, 0, 0), new(1, 1, 1)]), "bool[2,2]", "bool[]");
        yield return Of(new Pad([]), "f32[]", "f32[]");
        yield return Of(new Pad([new(1, 0, 0)]), "c64[2]", "c64[]");
        yield return Of(new Slice([1], [3]), "f32[4]");
        yield return Of(new Slice([0, 1], [2, 3], [1, 2]), "f32[2,4]");
        yield return Of(new Slice([0, 0], [5, 1], [3, 1]), "i32[5,2]");
        yield return Of(new Slice([1], [1]), "f32[2]");
        yield return Of(new Slice([], []), "u32[]");
        yield return Of(new Slice([1], [3]), "key<fry>[3]");
        yield return Of(new Iota(DType.I32, [3], 0));
        yield return Of(new Iota(DType.F32, [2, 3], 1));
        yield return Of(new Iota(DType.BF16, [0, 2], 0));
    }
}
