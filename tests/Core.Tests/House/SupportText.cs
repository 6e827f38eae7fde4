using System.Reflection;
using System.Text;
using Core.Tests.Laws;
using Core.Tracing;

namespace Core.Tests.House;

/// <summary>What <c>docs/support.md</c> should say: which functions of <c>jax.numpy</c> have namesakes, and what each pass does with each op.</summary>
internal static class SupportText
{
    /// <summary>Where the name is not NumPy's in PascalCase in <see cref="Np"/> or <see cref="Transforms"/>.</summary>
    private static readonly Dictionary<string, string> Spelled = new()
    {
        ["allclose"] = "Np.AllClose",
        ["array"] = "NdArray.From",
        ["array_repr"] = "NdArray.ToString",
        ["array_str"] = "NdArray.ToString",
        ["asarray"] = "NdArray.From",
        ["bfloat16"] = "Np.BF16",
        ["bool_"] = "Np.Bool",
        ["cdouble"] = "Np.C128",
        ["complex128"] = "Np.C128",
        ["complex64"] = "Np.C64",
        ["complex_"] = "Np.C64",
        ["csingle"] = "Np.C64",
        ["double"] = "Np.F64",
        ["dtype"] = "DType",
        ["float16"] = "Np.F16",
        ["float32"] = "Np.F32",
        ["float64"] = "Np.F64",
        ["float_"] = "Np.F32",
        ["frombuffer"] = "NdArray.From",
        ["int16"] = "Np.I16",
        ["int32"] = "Np.I32",
        ["int64"] = "Np.I64",
        ["int8"] = "Np.I8",
        ["int_"] = "Np.I32",
        ["ix_"] = "Np.OpenMesh",
        ["isdtype"] = "DTypes.Kind",
        ["issubdtype"] = "DTypes.Kind",
        ["ndarray"] = "NdArray",
        ["ndim"] = "NdArray.Rank",
        ["savez"] = "Npz.Save",
        ["shape"] = "NdArray.Shape",
        ["single"] = "Np.F32",
        ["size"] = "NdArray.Size",
        ["uint"] = "Np.U32",
        ["uint16"] = "Np.U16",
        ["uint32"] = "Np.U32",
        ["uint64"] = "Np.U64",
        ["uint8"] = "Np.U8",
    };

    private static readonly Type[] Vocabulary = [typeof(Np), typeof(Transforms)];

    /// <summary>Other modules of JAX, and where their functions are here.</summary>
    private static readonly (string Module, Type[] Vocabulary)[] Modules =
    [
        ("jax.numpy.linalg", [typeof(Linalg)]),
        ("jax.random", [typeof(Rng)]),
        ("jax.nn", [typeof(Nn), typeof(NnExtensions)]),
        ("jax.nn.initializers", [typeof(Initializers)]),
    ];

    private static readonly Dictionary<string, string> SpelledInModules = new()
    {
        ["jax.random.key_dtype"] = "DType",
        ["jax.random.key_impl"] = "NdArray.DType",
        ["jax.nn.initializers.Initializer"] = "Initializer",
    };

    /// <summary>The public callables of <c>jax.numpy</c>.</summary>
    public static IEnumerable<string> NumPyNames() => Repository.Read("tests/goldens/jnp_names.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What a function of <c>jax.numpy</c> is called here, or null where there is none.</summary>
    public static string? NameHere(string name)
    {
        if (Spelled.TryGetValue(name, out string? spelled)) return spelled;
        return NameIn(Vocabulary, name);
    }

    private static string? NameIn(Type[] vocabulary, string name)
    {
        string pascal = string.Concat(name.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
        Type? holder = vocabulary.FirstOrDefault(type => type.GetMember(pascal, BindingFlags.Public | BindingFlags.Static).Length > 0);
        return holder is null ? null : $"{holder.Name.Replace("Extensions", "", StringComparison.Ordinal)}.{pascal}";
    }

    /// <summary>Spelled names that do not exist.</summary>
    public static IEnumerable<string> MissingMembers() => Spelled.Values.Concat(SpelledInModules.Values).Distinct().Where(name =>
    {
        string[] parts = name.Split('.');
        Type? type = Libraries.All.SelectMany(library => library.GetExportedTypes()).FirstOrDefault(t => t.Name == parts[0]);
        if (type is null) return true;
        return parts.Length > 1 && type.GetMember(parts[1]).Length == 0 && type.GetMember("get_" + parts[1]).Length == 0;
    });

    public static string Write()
    {
        StringBuilder text = new();
        text.Append(
            """
            # What is supported

            A test writes this file from the code, and fails when it is out of date.

            ## Functions of jax.numpy


            """);
        string[] names = [.. NumPyNames()];
        string[] missing = [.. names.Where(name => NameHere(name) is null)];
        text.Append($"{names.Length - missing.Length} of the {names.Length} public callables of `jax.numpy` in JAX 0.10.2 have a namesake. A traced function gives the program of its namesake, " +
            "but for `AllClose`, `ArrayEqual` and `ArrayEquiv`, which answer at once.\n\n");
        text.Append("| jax.numpy | here |\n|---|---|\n");
        foreach (string name in names)
            if (NameHere(name) is { } here) text.Append($"| `{name}` | `{here}` |\n");
        text.Append($"\nNot here: {string.Join(", ", missing.Select(name => $"`{name}`"))}.\n");

        foreach ((string module, Type[] vocabulary) in Modules) WriteModule(text, module, vocabulary);

        text.Append("\n## Ops and passes\n\nWhat each pass does with each op: yes, or why not.\n\n| op | record | evaluate | batch | text |\n|---|---|---|---|---|\n");
        foreach (var op in OpSamples.All.GroupBy(sample => sample.Op.Name).OrderBy(group => group.Key, StringComparer.Ordinal))
            text.Append($"| `{op.Key}` | `{op.First().Op.GetType().Name}` | {Cell(op, Evaluates)} | {Cell(op, Maps)} | {Cell(op, Reads)} |\n");
        return text.ToString();
    }

    private static void WriteModule(StringBuilder text, string module, Type[] vocabulary)
    {
        string[] all = [.. Repository.Read("tests/goldens/jax_names.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(name => name[..name.LastIndexOf('.')] == module).Select(name => name[(module.Length + 1)..])];
        (string Name, string? Here)[] names = [.. all.Select(name => (name, SpelledInModules.GetValueOrDefault($"{module}.{name}") ?? NameIn(vocabulary, name)))];
        string[] missing = [.. names.Where(name => name.Here is null).Select(name => $"`{name.Name}`")];
        text.Append($"\n## Functions of {module}\n\n{names.Length - missing.Length} of the {names.Length} public callables of `{module}` have a namesake.\n\n| {module} | here |\n|---|---|\n");
        foreach ((string name, string? here) in names)
            if (here is not null) text.Append($"| `{name}` | `{here}` |\n");
        if (missing.Length > 0) text.Append($"\nNot here: {string.Join(", ", missing)}.\n");
    }

    private static string Cell(IEnumerable<OpSample> samples, Action<OpSample> pass)
    {
        string[] reasons = [.. samples.Select(sample => Try(sample, pass)).OfType<string>().Distinct()];
        return reasons.Length == 0 ? "yes" : string.Join("; ", reasons).Replace("|", "\\|", StringComparison.Ordinal);
    }

    private static string? Try(OpSample sample, Action<OpSample> pass) => TraceScope.WithX64(sample.UsesX64, () =>
    {
        try
        {
            pass(sample);
            return null;
        }
        catch (UnsupportedException e)
        {
            return e.Message;
        }
    });

    private static void Evaluates(OpSample sample) => Mapping.Run(sample.Close(sample.ToProgram()), sample.Draw(new Random(1)));

    private static void Maps(OpSample sample)
    {
        foreach (ValueArray<int?> axes in MapCases.Few(sample)) Mapping.Vmap(sample.ToProgram(), axes, 2, outAxis: 0);
    }

    private static void Reads(OpSample sample) => Jaxpr.Parse(sample.ToProgram().ToString());
}
