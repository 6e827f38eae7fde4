using System.Text;
using Core.Ir.Text;

namespace Core.Ir;

/// <summary>How two programs differ, step by step.</summary>
internal sealed class JaxprDiff
{
    private const int LargestTable = 4_000_000, Widest = 78;
    private readonly List<(char Mark, Line? Left, Line? Right)> _rows = [];
    private readonly bool _same;

    private JaxprDiff(Jaxpr left, Jaxpr right)
    {
        _same = left.Equals(right, Core.Compare.UpToNames);
        StepCount = Lines(left).Count(l => l.IsStep);
        if (!_same) Align(Lines(left), Lines(right));
    }

    /// <summary>How many steps the left program has, those of called programs included.</summary>
    private int StepCount { get; }

    /// <summary>Compares two programs.</summary>
    public static JaxprDiff Compare(Jaxpr left, Jaxpr right) => new(left, right);

    /// <summary>One line where the programs are the same up to names; else a summary and the programs side by side.</summary>
    public override string ToString()
    {
        if (_same) return $"The programs are the same up to names: {StepCount} {(StepCount == 1 ? "equation" : "equations")}.";
        int width = _rows.SelectMany(r => Parts(r.Left?.Text ?? "")).Max(part => part.Length);
        StringBuilder text = new(Summary());
        foreach ((char mark, Line? left, Line? right) in _rows)
        {
            List<string> l = Parts(left?.Text ?? ""), r = Parts(right?.Text ?? "");
            for (int i = 0; i < Math.Max(l.Count, r.Count); i++)
            {
                text.Append('\n').Append(i == 0 ? mark : ' ').Append(' ').Append((i < l.Count ? l[i] : "").PadRight(width)).Append(" │ ").Append((i < r.Count ? r[i] : ""));
                while (text[^1] == ' ') text.Length--;
            }
        }
        return text.ToString();

        // A long line goes on below, broken at a space where there is one.
        List<string> Parts(string line)
        {
            List<string> parts = [];
            int indent = line.Length - line.TrimStart().Length;
            while (line.Length > Widest)
            {
                int space = line.LastIndexOf(' ', Widest - 1), end = space > Math.Max(indent, Widest / 2) ? space : Widest;
                parts.Add(line[..end]);
                line = new string(' ', indent + 2) + line[end..].TrimStart();
            }
            parts.Add(line);
            return parts;
        }
    }

    private string Summary()
    {
        int common = _rows.Count(r => r.Mark is ' ' or '~' && r.Left!.IsStep), changed = _rows.Count(r => r.Mark is '~' && r.Left!.IsStep);
        List<string> parts = [$"{common} {(common == 1 ? "step" : "steps")} in common"];
        if (changed > 0) parts[0] += $", {changed} of them with other parameters, types or operands (~)";
        if (Only('<', r => r.Left) is { } left) parts.Add($"only on the left (<): {left}");
        if (Only('>', r => r.Right) is { } right) parts.Add($"only on the right (>): {right}");
        if (_rows.Any(r => r.Mark == '~' && !r.Left!.IsStep)) parts.Add("inputs or outputs differ (~)");
        return $"The programs differ: {string.Join("; ", parts)}.";

        string? Only(char mark, Func<(char, Line? Left, Line? Right), Line?> side)
        {
            var counts = _rows.Where(r => r.Mark == mark && side(r)!.IsStep).CountBy(r => side(r)!.Key).ToList();
            return counts.Count == 0 ? null : string.Join(", ", counts.Select(c => c.Value == 1 ? c.Key : $"{c.Value} × {c.Key}"));
        }
    }

    /// <summary>The cheapest way to make the right program of the left one: steps of one op belong together, whatever their parameters.</summary>
    private void Align(List<Line> left, List<Line> right)
    {
        int start = 0, leftEnd = left.Count, rightEnd = right.Count;
        while (start < leftEnd && start < rightEnd && left[start].Signature == right[start].Signature) start++;
        while (leftEnd > start && rightEnd > start && left[leftEnd - 1].Signature == right[rightEnd - 1].Signature) (leftEnd, rightEnd) = (leftEnd - 1, rightEnd - 1);
        int n = leftEnd - start, m = rightEnd - start;

        Dictionary<Atom, Atom> match = new(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < start; i++) Pair(left[i], right[i], match);
        if ((long)(n + 1) * (m + 1) <= LargestTable) AlignMiddle(left[start..leftEnd], right[start..rightEnd], match);
        else
        {
            foreach (Line line in left[start..leftEnd]) _rows.Add(('<', line, null));
            foreach (Line line in right[start..rightEnd]) _rows.Add(('>', null, line));
        }
        for (int i = 0; leftEnd + i < left.Count; i++) Pair(left[leftEnd + i], right[rightEnd + i], match);
    }

    private void AlignMiddle(List<Line> left, List<Line> right, Dictionary<Atom, Atom> match)
    {
        const int Gap = 3, Changed = 1;
        int[,] cost = new int[left.Count + 1, right.Count + 1];
        for (int i = left.Count; i >= 0; i--)
            for (int j = right.Count; j >= 0; j--)
            {
                if (i == left.Count || j == right.Count)
                {
                    cost[i, j] = Gap * (left.Count - i + right.Count - j);
                    continue;
                }
                int best = Gap + Math.Min(cost[i + 1, j], cost[i, j + 1]);
                if (left[i].Key == right[j].Key) best = Math.Min(best, cost[i + 1, j + 1] + (left[i].Signature == right[j].Signature ? 0 : Changed));
                cost[i, j] = best;
            }
        for (int i = 0, j = 0; i < left.Count || j < right.Count;)
        {
            bool both = i < left.Count && j < right.Count;
            int paired = both && left[i].Key == right[j].Key ? cost[i + 1, j + 1] + (left[i].Signature == right[j].Signature ? 0 : Changed) : int.MaxValue;
            if (paired == cost[i, j]) Pair(left[i++], right[j++], match);
            else if (i < left.Count && (!both || cost[i, j] == Gap + cost[i + 1, j])) _rows.Add(('<', left[i++], null));
            else _rows.Add(('>', null, right[j++]));
        }
    }

    private void Pair(Line left, Line right, Dictionary<Atom, Atom> match)
    {
        bool same = left.Signature == right.Signature && left.Uses.Count == right.Uses.Count && left.Uses.Zip(right.Uses).All(pair => pair switch
        {
            (Literal l, Literal r) => l.Value == r.Value,
            (Var l, Var r) => match.TryGetValue(l, out Atom? other) && ReferenceEquals(other, r),
            _ => false,
        });
        foreach ((Var l, Var r) in left.Binds.Zip(right.Binds)) match[l] = r;
        _rows.Add((same ? ' ' : '~', left, right));
    }

    private static List<Line> Lines(Jaxpr jaxpr)
    {
        List<Line> lines = [];
        AddLines(jaxpr, "", JaxprPrinter.Names(jaxpr), lines);
        return lines;
    }

    private static void AddLines(Jaxpr jaxpr, string indent, Func<Atom, string> nameOf, List<Line> lines) => DeepRecursion.Run(() =>
    {
        ParamText paramText = new();
        string Binder(Var var) => $"{nameOf(var)}:{var.Type}";
        string Types(IEnumerable<Atom> atoms) => string.Join(' ', atoms.Select(a => a.Type));
        string head = string.Join(' ', [.. jaxpr.ConstVars.Select(Binder), ";", .. jaxpr.Inputs.Select(Binder)]);
        lines.Add(new($"{indent}lambda {head}", "lambda", $"lambda {Types(jaxpr.ConstVars)} ; {Types(jaxpr.Inputs)}", [], [.. jaxpr.ConstVars, .. jaxpr.Inputs], false));
        foreach (Equation equation in jaxpr.Equations)
        {
            ParamWriter writer = new();
            equation.Op.Accept(paramText, writer);
            string parameters = string.Join(' ', writer.Params.Where(p => p.Value is string && !(equation.Op is Call && p.Name == "name")).Select(p => $"{p.Name}={p.Value}"));
            string call = equation.Op.Name + (parameters.Length > 0 ? $"[{parameters}]" : "");
            string binders = string.Join(' ', equation.Outputs.Select(Binder));
            string operands = string.Join(' ', equation.Inputs.Select(nameOf));
            lines.Add(new($"{indent}{binders} = {call} {operands}", equation.Op.Name, $"{call} -> {Types(equation.Outputs)}", equation.Inputs, equation.Outputs, true));
            foreach (Jaxpr inner in equation.Op.Jaxprs) AddLines(inner, indent + "  ", nameOf, lines);
        }
        lines.Add(new($"{indent}in ({string.Join(", ", jaxpr.Outputs.Select(nameOf))})", "in", $"in {Types(jaxpr.Outputs)}", jaxpr.Outputs, [], false));
    });

    /// <summary>A step of a program, or its first or last line.</summary>
    /// <param name="Text">As it is shown.</param>
    /// <param name="Key">What it is: steps with one key may belong together.</param>
    /// <param name="Signature">What it does, but for what it takes.</param>
    /// <param name="Uses">What it takes.</param>
    /// <param name="Binds">What it binds.</param>
    /// <param name="IsStep">Whether it is an equation.</param>
    private sealed record Line(string Text, string Key, string Signature, ValueArray<Atom> Uses, ValueArray<Var> Binds, bool IsStep);
}
