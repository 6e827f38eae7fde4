namespace Core;

/// <summary>What an einsum string asks for: one letter per axis of each operand and of the result, the ellipses written out.</summary>
/// <param name="Operands">The letters of each operand's axes.</param>
/// <param name="Result">The letters of the result's axes.</param>
internal sealed record EinsumSpec(ValueArray<string> Operands, string Result)
{
    /// <summary>Letters for the axes that an ellipsis stands for: none that a user can write.</summary>
    private const char FirstHidden = '\uE000';

    /// <summary>Reads a specification and checks it against the operands.</summary>
    /// <exception cref="ShapeException">It is malformed, or does not fit the operands.</exception>
    public static EinsumSpec Parse(string text, ReadOnlySpan<NdArray> operands)
    {
        string spec = text.Replace(" ", "", StringComparison.Ordinal);
        string[] sides = spec.Split("->");
        if (sides.Length > 2) throw Malformed(text, "'->' may stand once");
        string[] terms = sides[0].Split(',');
        if (terms.Length != operands.Length)
            throw Malformed(text, $"it names {terms.Length} {(terms.Length == 1 ? "operand" : "operands")}, but {operands.Length} were given");
        CheckLetters(text, [.. terms, .. sides[1..]]);

        int hidden = 0;
        for (int i = 0; i < terms.Length; i++)
        {
            int named = terms[i].Replace("...", "", StringComparison.Ordinal).Length, rank = operands[i].Rank;
            bool open = terms[i].Contains("...", StringComparison.Ordinal);
            if (open ? named > rank : named != rank)
                throw Malformed(text, $"'{terms[i]}' names {named} axes, but operand {i} is {operands[i].Type}");
            if (open) hidden = Math.Max(hidden, rank - named);
        }
        for (int i = 0; i < terms.Length; i++)
            terms[i] = terms[i].Replace("...", Hidden(hidden)[(hidden - Math.Max(0, operands[i].Rank - terms[i].Replace("...", "", StringComparison.Ordinal).Length))..], StringComparison.Ordinal);

        string all = string.Concat(terms);
        string result = sides.Length == 2
            ? sides[1].Replace("...", Hidden(hidden), StringComparison.Ordinal)
            : Hidden(hidden) + string.Concat(all.Where(c => c < FirstHidden && all.Count(d => d == c) == 1).Order());
        foreach (char letter in result)
            if (!all.Contains(letter)) throw Malformed(text, $"the result has '{letter}', which no operand has");
        if (result.Distinct().Count() != result.Length) throw Malformed(text, "the result names an axis twice");
        CheckSizes(text, terms, operands);
        return new([.. terms], result);
    }

    /// <summary>The letters that occur in an operand and not in the result, in order.</summary>
    public string Contracted => string.Concat(string.Concat(Operands).Distinct().Where(c => !Result.Contains(c)).Order());

    private static string Hidden(int count) => string.Concat(Enumerable.Range(0, count).Select(i => (char)(FirstHidden + i)));

    private static void CheckLetters(string text, string[] terms)
    {
        foreach (string term in terms)
        {
            if (term.Split("...").Length > 2) throw Malformed(text, "'...' may stand once in each term");
            foreach (char c in term.Replace("...", "", StringComparison.Ordinal))
                if (!char.IsLetter(c)) throw Malformed(text, $"'{c}' is no letter, '...', ',' or '->'");
        }
    }

    private static void CheckSizes(string text, string[] terms, ReadOnlySpan<NdArray> operands)
    {
        Dictionary<char, (int Size, int Operand)> sizes = [];
        for (int i = 0; i < terms.Length; i++)
            for (int axis = 0; axis < terms[i].Length; axis++)
            {
                (char letter, int size) = (terms[i][axis], operands[i].Shape[axis]);
                if (!sizes.TryGetValue(letter, out var known) || known.Size == 1) sizes[letter] = (size, i);
                else if (size != 1 && size != known.Size)
                    throw Malformed(text, letter >= FirstHidden
                        ? $"the axes of '...' have sizes {known.Size} in operand {known.Operand} ({operands[known.Operand].Type}) and {size} in operand {i} ({operands[i].Type})"
                        : $"'{letter}' has the size {known.Size} in operand {known.Operand} ({operands[known.Operand].Type}) and {size} in operand {i} ({operands[i].Type})");
            }
    }

    private static ShapeException Malformed(string text, string why) => new($"Einsum \"{text}\": {why}.");
}
