using System.Text;
using Core.Ir;
using Core.Ir.Text;

namespace Core;

/// <summary>How two programs are compared.</summary>
public enum Compare
{
    /// <summary>Everything that has a meaning: equations, types with their weakness, names of functions, values of constants.</summary>
    Exact,

    /// <summary>What the text shows, up to the names of variables and of functions: two programs that do the same in the same order.</summary>
    UpToNames,
}

/// <summary>
/// A program: constants, inputs, equations in the order in which they run, and outputs. Immutable, with identity: a program that
/// occurs twice among the parameters of equations is shared, and printed once.
/// </summary>
/// <remarks>Safe to share between threads.</remarks>
public sealed class Jaxpr
{
    /// <summary>A program of the given parts, not checked; see <see cref="JaxprChecker"/>.</summary>
    /// <param name="constVars">The variables that stand for captured arrays.</param>
    /// <param name="inputs">The variables that stand for the arguments.</param>
    /// <param name="equations">The steps.</param>
    /// <param name="outputs">The results.</param>
    /// <param name="constants">The values of <paramref name="constVars"/>, or none where they are not known, as after parsing.</param>
    public Jaxpr(ValueArray<Var> constVars, ValueArray<Var> inputs, ValueArray<Equation> equations, ValueArray<Atom> outputs,
        ValueArray<ArrayData> constants = default)
    {
        if (constants.Count != 0 && constants.Count != constVars.Count)
            throw new JaxprException($"a program with {constVars.Count} constants got {constants.Count} values for them.");
        (ConstVars, Inputs, Equations, Outputs, Constants) = (constVars, inputs, equations, outputs, constants);
    }

    /// <summary>The variables that stand for captured arrays.</summary>
    public ValueArray<Var> ConstVars { get; }

    /// <summary>The variables that stand for the arguments.</summary>
    public ValueArray<Var> Inputs { get; }

    /// <summary>The steps, in the order in which they run.</summary>
    public ValueArray<Equation> Equations { get; }

    /// <summary>The results.</summary>
    public ValueArray<Atom> Outputs { get; }

    /// <summary>The values of <see cref="ConstVars"/>; empty where they are not known, as after parsing.</summary>
    public ValueArray<ArrayData> Constants { get; }

    /// <summary>Whether the values of all constants are known.</summary>
    public bool HasConstants => Constants.Count == ConstVars.Count;

    /// <summary>Whether one of the equations has an effect: <see cref="Equation.HasEffect"/>.</summary>
    public bool HasEffect
    {
        get
        {
            foreach (Equation equation in Equations)
                if (equation.HasEffect) return true;
            return false;
        }
    }

    /// <summary>The same program with values for its constants.</summary>
    /// <param name="constants">One array per <see cref="ConstVars"/>, of its type.</param>
    /// <exception cref="JaxprException">The number or a type does not fit.</exception>
    public Jaxpr WithConstants(ValueArray<ArrayData> constants)
    {
        if (constants.Count != ConstVars.Count)
            throw new JaxprException($"the program has {ConstVars.Count} constants, got {constants.Count} values for them.");
        for (int i = 0; i < constants.Count; i++)
        {
            ArrayType type = new(constants[i].DType, constants[i].Shape);
            if (!type.Matches(ConstVars[i].Type.Content)) throw new JaxprException($"constant {i} of the program is {ConstVars[i].Type}, got {type}.");
        }
        return new(ConstVars, Inputs, Equations, Outputs, constants);
    }

    /// <summary>Reads a program from its text and checks its types.</summary>
    /// <param name="text">What <see cref="ToString"/> or JAX prints, or what <see cref="Save"/> saves.</param>
    /// <exception cref="ParseException">The text is no program, with line and column.</exception>
    public static Jaxpr Parse(string text) => JaxprParser.IsSaved(text) ? JaxprParser.ParseSaved(text) : JaxprParser.Parse(text);

    /// <summary>Saves the program with the values of its constants and the weakness of its types: afterwards the whole file is there or the previous one.</summary>
    /// <param name="path">The file: a text that starts with <c>vmap program, version 1</c>.</param>
    /// <remarks>Functions in C# that stand for rules of calls are saved by name only.</remarks>
    /// <exception cref="ArrayFileException">The file cannot be written.</exception>
    public void Save(string path) => ArrayFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(SavedJaxpr.Write(this))));

    /// <summary>Loads a program that <see cref="Save"/> saved, equal to it in everything that has a meaning.</summary>
    /// <exception cref="ArrayFileException">The file cannot be read.</exception>
    /// <exception cref="ParseException">It is no saved program, is cut off, or was saved by a newer version of this library; with line and column.</exception>
    public static Jaxpr Load(string path) => JaxprParser.ParseSaved(ArrayFile.Read(path, stream => new StreamReader(stream, Encoding.UTF8).ReadToEnd()));

    /// <summary>Says how two programs differ: one line if they are the same up to names, else where, side by side.</summary>
    public static string Diff(Jaxpr left, Jaxpr right) => JaxprDiff.Compare(left, right).ToString();

    /// <summary>Whether two programs are the same.</summary>
    public bool Equals(Jaxpr other, Compare compare) => JaxprComparer.Equal(this, other, compare);

    /// <summary>A hash that is equal for programs that are equal up to names.</summary>
    public ulong Fingerprint() => JaxprComparer.Hash(this);

    /// <summary>The program as JAX prints it, without a final newline.</summary>
    public override string ToString() => JaxprPrinter.Print(this);
}
