using System.Globalization;
using System.Text;
using Core.Batching;
using Core.Ir;
using Core.Tracing;

namespace Core;

/// <summary>What became of an equation when its program was mapped over an axis.</summary>
/// <param name="Equation">The equation for one example.</param>
/// <param name="Depth">In how many programs of ops it lies.</param>
/// <param name="IsMapped">Whether the rule of its op ran; else all examples share it and it stays as it is.</param>
/// <param name="InAxes">The axis along which each operand holds one value per example; null where all share it.</param>
/// <param name="OutAxes">The same of each result.</param>
/// <param name="Added">The equations that it became.</param>
public sealed record MappedEquation(Equation Equation, int Depth, bool IsMapped, ValueArray<int?> InAxes, ValueArray<int?> OutAxes, ValueArray<Equation> Added)
{
    /// <summary>Maps a program over an axis, and tells what became of each equation, in order; those of programs inside an op come after it.</summary>
    /// <param name="jaxpr">The program for one example.</param>
    /// <param name="inAxes">The mapped axis of each input, counted from 0; null where all examples share it.</param>
    /// <param name="axisSize">How many examples there are.</param>
    /// <param name="axisName">The name by which collectives call the axis.</param>
    /// <exception cref="AxesException">There is not one axis for each input.</exception>
    public static IReadOnlyList<MappedEquation> Of(Jaxpr jaxpr, ValueArray<int?> inAxes, int axisSize, string? axisName = null)
    {
        if (inAxes.Count != jaxpr.Inputs.Count) throw new AxesException($"the program has {jaxpr.Inputs.Count} inputs, got {inAxes.Count} axes.");
        List<MappedEquation> report = [];
        ArrayType[] types = new ArrayType[inAxes.Count];
        for (int i = 0; i < types.Length; i++) types[i] = BatchedPrograms.WithAxis(jaxpr.Inputs[i].Type, inAxes[i], axisSize);
        BatchedPrograms.Report(report, () => TraceScope.Trace("explain", ValueArray.Adopt(types), values =>
            [.. BatchedPrograms.Run(jaxpr, new(axisName, axisSize), [.. values.Select((value, i) => new Batched(value, inAxes[i]))]).Select(result => result.Value)]));
        return report;
    }

    /// <summary>A line for each equation: its op, the axes, what it became, and what was transposed or broadcast for it.</summary>
    public static string Print(IReadOnlyList<MappedEquation> equations)
    {
        StringBuilder text = new();
        long transposed = 0, broadcast = 0;
        int width = equations.Count == 0 ? 0 : equations.Max(equation => 2 * equation.Depth + equation.Equation.Op.Name.Length);
        foreach (MappedEquation equation in equations)
        {
            text.Append((new string(' ', 2 * equation.Depth) + equation.Equation.Op.Name).PadRight(width));
            text.Append(CultureInfo.InvariantCulture, $"  {AxesText(equation.InAxes)} → {AxesText(equation.OutAxes)}  {equation.Became}\n");
            transposed += equation.Moved<Transpose>();
            broadcast += equation.Moved<BroadcastInDim>();
        }
        int before = equations.Count(equation => equation.Depth == 0), after = equations.Where(equation => equation.Depth == 0).Sum(equation => equation.Added.Count);
        text.Append(CultureInfo.InvariantCulture, $"{before} {(before == 1 ? "equation" : "equations")} became {after}; {transposed} bytes transposed, {broadcast} bytes broadcast");
        return text.ToString();
    }

    private string Became
    {
        get
        {
            if (!IsMapped) return "as it is, shared by all examples";
            List<string> parts = [];
            foreach (Equation added in Added)
            {
                string name = added.Op.Name;
                if (added.Op is Transpose or BroadcastInDim && Equation.Op.GetType() != added.Op.GetType())
                    name += $" to {added.Outputs[0].Type} ({added.Outputs[0].Type.ByteSize.ToString(CultureInfo.InvariantCulture)} bytes)";
                parts.Add(name);
            }
            return parts.Count == 0 ? "nothing" : string.Join(", ", parts);
        }
    }

    // What the op itself does is no cost of mapping it.
    private long Moved<O>() where O : Op => Equation.Op is O ? 0 : Added.Where(added => added.Op is O).Sum(added => added.Outputs[0].Type.ByteSize);

    private static string AxesText(ValueArray<int?> axes) => axes.Count == 0 ? "none" : string.Join(" ", axes.Select(axis => axis?.ToString(CultureInfo.InvariantCulture) ?? "-"));
}
