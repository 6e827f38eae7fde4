namespace Core;

/// <summary>What an einsum string asks for: one letter per axis of each operand and of the result, the ellipses written out.</summary>
/// <param name="Operands">The letters of each operand's axes.</param>
/// <param name="Result">The letters of the result's axes.</param>
internal sealed record EinsumSpec(ValueArray<string> Operands, string Result)
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

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

        int longest = 0;
        for (int i = 0; i < terms.Length; i++)
        {
            int named = terms[i].Replace("...", "", StringComparison.Ordinal).Length, rank = operands[i].Rank;
            bool open = terms[i].Contains("...", StringComparison.Ordinal);
            if (open ? named > rank : named != rank)
                throw Malformed(text, $"'{terms[i]}' names {named} axes, but operand {i} is {operands[i].Type}");
            if (open) longest = Math.Max(longest, rank - named);
        }
        // For the axes of ellipses, as opt_einsum has it: letters that the subscripts do not use, the last ones of as many as the highest rank.
        int ranks = 1;
        foreach (NdArray operand in operands) ranks = Math.Max(ranks, operand.Rank);
        string hidden = string.Concat(Letters.Where(c => !spec.Contains(c)).Take(ranks));
        hidden = longest <= hidden.Length ? hidden[^longest..] : throw Malformed(text, "there are not enough letters for the axes of '...'");
        for (int i = 0; i < terms.Length; i++)
        {
            int own = Math.Max(0, operands[i].Rank - terms[i].Replace("...", "", StringComparison.Ordinal).Length);
            terms[i] = terms[i].Replace("...", hidden[(longest - Math.Min(own, longest))..], StringComparison.Ordinal);
        }

        string all = string.Concat(terms);
        string result = sides.Length == 2
            ? sides[1].Replace("...", hidden, StringComparison.Ordinal)
            : hidden + string.Concat(all.Where(c => !hidden.Contains(c) && all.Count(d => d == c) == 1).Order());
        foreach (char letter in result)
            if (!all.Contains(letter)) throw Malformed(text, $"the result has '{letter}', which no operand has");
        if (result.Distinct().Count() != result.Length) throw Malformed(text, "the result names an axis twice");
        CheckSizes(text, terms, operands, hidden);
        return new([.. terms], result);
    }

    /// <summary>The size of each letter; 1 only where it is 1 everywhere.</summary>
    public Dictionary<char, int> SizesOf(ReadOnlySpan<NdArray> operands)
    {
        Dictionary<char, int> sizes = [];
        for (int i = 0; i < operands.Length; i++)
            for (int axis = 0; axis < Operands[i].Length; axis++)
                if (!sizes.TryGetValue(Operands[i][axis], out int known) || known == 1) sizes[Operands[i][axis]] = operands[i].Shape[axis];
        return sizes;
    }

    private static void CheckLetters(string text, string[] terms)
    {
        foreach (string term in terms)
        {
            if (term.Split("...").Length > 2) throw Malformed(text, "'...' may stand once in each term");
            foreach (char c in term.Replace("...", "", StringComparison.Ordinal))
                if (!char.IsLetter(c)) throw Malformed(text, $"'{c}' is no letter, '...', ',' or '->'");
        }
    }

    private static void CheckSizes(string text, string[] terms, ReadOnlySpan<NdArray> operands, string hidden)
    {
        Dictionary<char, (int Size, int Operand)> sizes = [];
        for (int i = 0; i < terms.Length; i++)
            for (int axis = 0; axis < terms[i].Length; axis++)
            {
                (char letter, int size) = (terms[i][axis], operands[i].Shape[axis]);
                if (!sizes.TryGetValue(letter, out var known) || known.Size == 1) sizes[letter] = (size, i);
                else if (size != 1 && size != known.Size)
                    throw Malformed(text, hidden.Contains(letter)
                        ? $"the axes of '...' have sizes {known.Size} in operand {known.Operand} ({operands[known.Operand].Type}) and {size} in operand {i} ({operands[i].Type})"
                        : $"'{letter}' has the size {known.Size} in operand {known.Operand} ({operands[known.Operand].Type}) and {size} in operand {i} ({operands[i].Type})");
            }
    }

    private static ShapeException Malformed(string text, string why) => new($"Einsum \"{text}\": {why}.");
}
