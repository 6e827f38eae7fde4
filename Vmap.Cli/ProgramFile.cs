using System.Globalization;
using Core;
using Core.Ir;

namespace Vmap.Cli;

/// <summary>Reads programs and the arrays that belong to them.</summary>
internal static class ProgramFile
{
    /// <summary>Reads a program.</summary>
    /// <exception cref="InputException">There is no such file, or it is no program: with line and column.</exception>
    public static Jaxpr Read(string path)
    {
        string text = path == "-" ? Console.In.ReadToEnd() : ReadText(path);
        try
        {
            return Jaxpr.Parse(text);
        }
        catch (ParseException e)
        {
            throw new InputException($"{Name(path)}: {e.Message}");
        }
    }

    /// <summary>The program with the values of its constants.</summary>
    public static Jaxpr WithConstants(Jaxpr jaxpr, string path, string[] files)
    {
        if (files.Length == 0 && jaxpr.ConstVars.Count == 0) return jaxpr;
        if (files.Length != jaxpr.ConstVars.Count)
            throw new InputException($"{Name(path)}: the program has {Count(jaxpr.ConstVars.Count, "constant")}, got {files.Length} with --const; give one .npy file for each, in order.");
        return jaxpr.WithConstants([.. files.Zip(jaxpr.ConstVars, (file, var) => LoadAs(file, var.Type, "--const"))]);
    }

    /// <summary>Writes the constants of a program, each into a file, where that was asked for.</summary>
    /// <param name="jaxpr">The program.</param>
    /// <param name="prefix">What the names of the files start with; null where they are not asked for.</param>
    public static void SaveConstants(Jaxpr jaxpr, string? prefix)
    {
        if (prefix is null) return;
        for (int k = 0; k < jaxpr.Constants.Count; k++) Npy.Save(string.Create(CultureInfo.InvariantCulture, $"{prefix}.const{k}.npy"), jaxpr.Constants[k]);
    }

    /// <summary>What a program is called with, of whatever types: of a program that is still to be mapped the inputs have an axis more.</summary>
    /// <param name="jaxpr">The program.</param>
    /// <param name="files">A .npy file for each input.</param>
    public static ArrayData[] LoadInputs(Jaxpr jaxpr, string[] files)
    {
        if (files.Length != jaxpr.Inputs.Count)
            throw new InputException($"the program takes {Count(jaxpr.Inputs.Count, "input")} ({string.Join(", ", jaxpr.Inputs.Select(input => input.Type))}), got {files.Length} with --arg; give one .npy file for each, in order.");
        return [.. files.Select(Load)];
    }

    /// <summary>What a program is called with, of the types of its inputs.</summary>
    public static ArrayData[] AsInputs(Jaxpr jaxpr, ArrayData[] data, string[] files) =>
        [.. data.Select((array, i) => As(array, files[i], jaxpr.Inputs[i].Type, "--arg"))];

    /// <summary>What the outputs of a program should be.</summary>
    /// <param name="outputs">The outputs.</param>
    /// <param name="files">A .npy file for each.</param>
    public static ArrayData[] LoadExpected(ArrayData[] outputs, string[] files)
    {
        if (files.Length != outputs.Length)
            throw new InputException($"the program has {outputs.Length} outputs, got {files.Length} files with --expect; give one .npy file for each, in order.");
        return [.. outputs.Zip(files, (output, file) => LoadAs(file, new(output.DType, output.Shape), "--expect"))];
    }

    /// <summary>Loads an array that must have a type.</summary>
    private static ArrayData LoadAs(string file, ArrayType type, string option) => As(Load(file), file, type, option);

    // Random keys are stored as the u32 words that they are made of.
    private static ArrayData As(ArrayData data, string file, ArrayType type, string option)
    {
        if (type.DType.IsKey && data.DType is DType.U32 && data.Shape == type.Shape.Insert(type.Rank, type.DType.ByteSize / sizeof(uint)))
            return data.Reinterpret(type.DType, type.Shape);
        ArrayType found = new(data.DType, data.Shape);
        return found.Matches(type) ? data : throw new InputException($"{option} {file}: expected {Expected(type)}, found {found}; data is never converted.");
    }

    private static ArrayData Load(string file)
    {
        if (!File.Exists(file)) throw new InputException($"{file}: there is no such file.");
        return Npy.Load(file);
    }

    private static string Expected(ArrayType type) =>
        type.DType.IsKey ? $"{type}, stored as u32{type.Shape.Insert(type.Rank, type.DType.ByteSize / sizeof(uint)).ToBrackets()}" : type.ToString();

    private static string ReadText(string path) => File.Exists(path) ? File.ReadAllText(path) : throw new InputException($"{path}: there is no such file.");

    private static string Name(string path) => path == "-" ? "standard input" : path;

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
