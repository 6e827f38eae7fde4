using System.Text.RegularExpressions;
using Core.Ir;
using Core.Tracing;

namespace Core.Tests.Laws;

/// <summary>An op with operands that it accepts, to try the laws on.</summary>
/// <param name="Op">The op.</param>
/// <param name="Operands">Its operands for one example.</param>
public sealed partial record OpSample(Op Op, ValueArray<Operand> Operands)
{
    /// <summary>The named axes around the op, the innermost last, for collectives; every operand has one value per member.</summary>
    public ValueArray<NamedAxis> NamedAxes { get; init; }

    /// <summary>Whether there is one right result; false for eigenvectors, say, of which only the types are compared.</summary>
    public bool IsUnique { get; init; } = true;

    /// <summary>By how much results may differ, relative to the largest number of a result, where the order of sums may.</summary>
    public double Tolerance { get; init; }

    /// <summary>The types of the operands for one example.</summary>
    public ValueArray<ArrayType> Types => [.. Operands.Select(operand => operand.Type)];

    /// <summary>Whether the programs of this op are 64-bit programs.</summary>
    public bool UsesX64 => Types.Any(type => Wide(type.DType)) || Op.Infer(Types.Span).Any(type => Wide(type.DType));

    /// <summary>The op alone as a program; collectives refer to named axes that are not bound in it.</summary>
    public Jaxpr ToProgram() => ProgramOf(Op, Types.Span);

    /// <summary>An op alone as a program, of operands of these types.</summary>
    public static Jaxpr ProgramOf(Op op, params ReadOnlySpan<ArrayType> types)
    {
        JaxprBuilder builder = new();
        Var[] inputs = new Var[types.Length];
        for (int i = 0; i < inputs.Length; i++) inputs[i] = new Var(types[i]);
        return builder.Build(ValueArray.Create<Var>(inputs), builder.Emit(op, ValueArray.Create<Atom>(inputs)));
    }

    /// <summary>A program of the op, mapped or not, with the named axes bound: the first axes of all its operands and results.</summary>
    public Jaxpr Close(Jaxpr program)
    {
        for (int i = NamedAxes.Count - 1; i >= 0; i--)
            program = Mapping.Vmap(program, [.. Enumerable.Repeat<int?>(0, program.Inputs.Count)], NamedAxes[i].Size, outAxis: 0, NamedAxes[i].Name);
        return program;
    }

    /// <summary>Values of all operands for one example, with one value per member of each named axis.</summary>
    public ArrayData[] Draw(Random random)
    {
        Shape members = [.. NamedAxes.Select(axis => axis.Size)];
        return [.. Operands.Select(operand =>
        {
            ArrayData[] values = [.. Enumerable.Range(0, (int)members.Size).Select(_ => operand.Draw(random))];
            return Mapping.Stack(values, 0, operand.Type).Reshape([.. members, .. operand.Type.Shape]);
        })];
    }

    /// <summary>The op as programs print it, and the types of its operands.</summary>
    public override string ToString()
    {
        string text = ToProgram().ToString();
        string equation = text.Contains("let  in", StringComparison.Ordinal) ? Op.Name : text[(text.IndexOf("let", StringComparison.Ordinal) + 3)..text.LastIndexOf(" in (", StringComparison.Ordinal)];
        return $"{WhiteSpace().Replace(equation, " ").Trim()} · {string.Join(" ", Types)}";
    }

    private static bool Wide(DType dtype) => dtype is DType.I64 or DType.U64 or DType.F64 or DType.C128;

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
