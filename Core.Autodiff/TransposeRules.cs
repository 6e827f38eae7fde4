using Core.Ir;

namespace Core.Autodiff;

/// <summary>
/// How cotangents go back through each op that can be linear: from the cotangents of its results to those of the operands that it is linear in. The rules are
/// JAX's (interpreters/ad.py and the lax modules), so that the programs are too. One file a family.
/// </summary>
/// <remarks>A rule gives a cotangent for each operand that the op is linear in, and null for all others and for zeros.</remarks>
internal sealed partial class TransposeRules : IOpRules<Pullback, NdArray?[]>
{
    private static NdArray?[] Only(NdArray? cotangent) => [cotangent];
}
