using System.Text;

namespace Core.Ir.Text;

/// <summary>
/// Saved programs: their text with a ~ before types that are weak and without names that stand for several variables, then the values of all constants, in
/// words that people can read and compare where they are few. An example:
/// <code>
/// vmap program, version 1
/// { lambda a:f32[3]; b:f32[3]. let c:f32[3] = mul b a; d:f32[3] = mul c 2.0:~f32[] in (d,) }
/// constants
/// a:f32[3] = 1.0 2.0 0.5
/// end
/// </code>
/// </summary>
internal static class SavedJaxpr
{
    /// <summary>What a saved program starts with.</summary>
    public const string Header = "vmap program, version ";

    /// <summary>The version that is written, and the newest that is read.</summary>
    public const int Version = 1;

    private const int MostNumbers = 64, LineWidth = 100;

    /// <summary>The text of a program to save.</summary>
    public static string Write(Jaxpr jaxpr)
    {
        StringBuilder text = new();
        text.Append(Header).Append(PythonText.Of(Version)).Append('\n');
        (string program, Func<Atom, string> nameOf) = JaxprPrinter.PrintExactly(jaxpr);
        text.Append(program).Append("\nconstants\n");
        foreach (Jaxpr part in Parts(jaxpr))
        {
            for (int i = 0; i < part.ConstVars.Count; i++)
            {
                text.Append(nameOf(part.ConstVars[i])).Append(':').Append(part.ConstVars[i].Type).Append(" =");
                if (part.HasConstants) Write(part.Constants[i], text);
                else text.Append(" unknown\n");
            }
        }
        return text.Append("end\n").ToString();
    }

    /// <summary>All programs in a program, each once, in an order that follows from what it says.</summary>
    public static List<Jaxpr> Parts(Jaxpr top)
    {
        List<Jaxpr> parts = [];
        HashSet<Jaxpr> seen = [top];
        Stack<Jaxpr> open = new([top]);
        while (open.TryPop(out Jaxpr? jaxpr))
        {
            parts.Add(jaxpr);
            foreach (Equation equation in jaxpr.Equations)
                foreach (Jaxpr inner in equation.Op.Jaxprs)
                    if (seen.Add(inner)) open.Push(inner);
        }
        return parts;
    }

    /// <summary>The program with values for the constants of all programs in it; those that share a program share it afterwards.</summary>
    public static Jaxpr WithConstants(Jaxpr top, Dictionary<Jaxpr, ValueArray<ArrayData>> constants)
    {
        Dictionary<Jaxpr, Jaxpr> done = [];
        return With(top);

        Jaxpr With(Jaxpr jaxpr)
        {
            if (done.TryGetValue(jaxpr, out Jaxpr? known)) return known;
            return done[jaxpr] = DeepRecursion.Run(() =>
            {
                Equation[] equations = [.. jaxpr.Equations];
                bool changed = constants.TryGetValue(jaxpr, out ValueArray<ArrayData> values);
                for (int i = 0; i < equations.Length; i++)
                {
                    ValueArray<Jaxpr> inner = equations[i].Op.Jaxprs;
                    if (inner.Count == 0) continue;
                    ValueArray<Jaxpr> updated = [.. inner.Select(With)];
                    if (updated == inner) continue;
                    equations[i] = equations[i] with { Op = equations[i].Op.WithJaxprs(updated) };
                    changed = true;
                }
                return changed ? new(jaxpr.ConstVars, jaxpr.Inputs, ValueArray.Adopt(equations), jaxpr.Outputs, values.Count > 0 ? values : jaxpr.Constants) : jaxpr;
            });
        }
    }

    private static void Write(ArrayData array, StringBuilder text)
    {
        if (array.Count <= MostNumbers && !array.DType.IsKey && TryWriteNumbers(array, text)) return;
        text.Append(" base64");
        string data = Convert.ToBase64String(array.Bytes);
        for (int start = 0; start < data.Length; start += LineWidth) text.Append("\n  ").Append(data.AsSpan(start, Math.Min(LineWidth, data.Length - start)));
        text.Append('\n');
    }

    private static bool TryWriteNumbers(ArrayData array, StringBuilder text)
    {
        StringBuilder numbers = new();
        int width = array.DType.ByteSize;
        for (int i = 0; i < array.Count; i++)
        {
            Scalar value = Scalar.Of(array, i);
            string number = SavedScalar.Write(value, array.DType);
            // The narrower kinds of NaN do not come back from double with the same bits on every machine.
            if (SavedScalar.Read(number, array.DType) is not { } read || !read.ToArray(array.DType).Bytes.SequenceEqual(array.Bytes.Slice(i * width, width))) return false;
            numbers.Append(' ').Append(number);
        }
        text.Append(numbers).Append('\n');
        return true;
    }
}
