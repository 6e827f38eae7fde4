using Core.Ir;

namespace Core;

public static partial class Lax
{
    /// <summary>The results of one of several programs; an index out of range chooses the last.</summary>
    /// <param name="index">An i32 without axes.</param>
    /// <param name="branches">Programs of one signature.</param>
    /// <param name="operands">What the program takes.</param>
    public static NdArray[] Cond(NdArray index, ValueArray<Jaxpr> branches, params ReadOnlySpan<NdArray> operands) => BindAll(new Cond(branches), [index, .. operands]);

    /// <summary>Values that the body changes for as long as the condition holds.</summary>
    /// <param name="cond">From its constants and the values to a truth value.</param>
    /// <param name="body">From its constants and the values to the next values.</param>
    /// <param name="condConsts">The constants of the condition.</param>
    /// <param name="bodyConsts">The constants of the body.</param>
    /// <param name="init">The first values.</param>
    public static NdArray[] While(Jaxpr cond, Jaxpr body, ReadOnlySpan<NdArray> condConsts, ReadOnlySpan<NdArray> bodyConsts, ReadOnlySpan<NdArray> init) =>
        BindAll(new While(cond, condConsts.Length, body, bodyConsts.Length), [.. condConsts, .. bodyConsts, .. init]);

    /// <summary>A program run along the first axis of arrays: the last of the values that it passes on, and the stacked others.</summary>
    /// <param name="op">The program, and how it runs.</param>
    /// <param name="operands">Constants, first values, and arrays.</param>
    public static NdArray[] Scan(Scan op, params ReadOnlySpan<NdArray> operands) => BindAll(op, operands);
}
