using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Core.Compiler.Emission;

/// <summary>What kernels of 8 lanes need beyond single methods of <see cref="Vector256"/>; small enough to be inlined.</summary>
internal static unsafe class Lanes256
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    [MethodImpl(Inline)]
    public static Vector256<float> LoadStridedF32(byte* address, nint stride) => Vector256.Create(
        *(float*)address, *(float*)(address + stride), *(float*)(address + 2 * stride), *(float*)(address + 3 * stride),
        *(float*)(address + 4 * stride), *(float*)(address + 5 * stride), *(float*)(address + 6 * stride), *(float*)(address + 7 * stride));

    [MethodImpl(Inline)]
    public static Vector256<double> LoadStridedF64(byte* address, nint stride) => Vector256.Create(
        *(double*)address, *(double*)(address + stride), *(double*)(address + 2 * stride), *(double*)(address + 3 * stride));
}
