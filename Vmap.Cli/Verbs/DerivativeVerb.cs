using System.CommandLine;
using System.Globalization;
using Core;
using Core.Tracing;

namespace Vmap.Cli.Verbs;

/// <summary><c>vmap jvp</c>, <c>vmap vjp</c>, <c>vmap grad</c>: derivatives of a program, as programs.</summary>
internal static class DerivativeVerb
{
    public static Command Jvp() => Create(
        "jvp", "Prints a program with its derivative along a direction: takes the inputs, then tangents of the floating-point inputs; gives the outputs, then tangents of those.",
        "vmap jvp neuron.jaxpr", "The inputs that have tangents; all floating-point inputs if left out.", (jaxpr, argnums) => jaxpr.Jvp(argnums));

    public static Command Vjp() => Create(
        "vjp", "Prints the derivative of a program run backwards: takes the inputs, then cotangents of the floating-point outputs; gives cotangents of the floating-point inputs.",
        "vmap vjp neuron.jaxpr", "The inputs whose cotangents are given; all floating-point inputs if left out.", (jaxpr, argnums) => jaxpr.Vjp(argnums));

    public static Command Grad() => Create(
        "grad", "Prints the gradients of a program that gives one number.",
        "vmap grad loss.jaxpr --argnums 0,2", "The inputs to differentiate with respect to; 0 if left out.", (jaxpr, argnums) => jaxpr.Grad(argnums));

    private static Command Create(string name, string description, string example, string argnumsHelp, Func<Jaxpr, int[], Jaxpr> differentiate)
    {
        Argument<string> file = CommonOptions.File();
        Option<string?> argnums = new("--argnums") { Description = argnumsHelp, HelpName = "N[,N]" };
        Option<string[]> consts = CommonOptions.Consts();
        Option<string?> constsOut = CommonOptions.ConstsOut("the differentiated program");
        Option<bool> x64 = CommonOptions.X64(), verbose = CommonOptions.Verbose();
        return CommonOptions.Verb(name, description, example, [file, argnums, consts, constsOut, x64, verbose], parsed => Verbosity.Run(parsed.GetValue(verbose), () =>
        {
            string path = parsed.GetRequiredValue(file);
            Jaxpr jaxpr = ProgramFile.Read(path);
            if (parsed.GetValue(consts) is { Length: > 0 } values) jaxpr = ProgramFile.WithConstants(jaxpr, path, values);
            Jaxpr result = TraceScope.WithX64(parsed.GetValue(x64), () => differentiate(jaxpr, Argnums(parsed.GetValue(argnums))));
            Console.Out.WriteLine(result);
            ProgramFile.SaveConstants(result, parsed.GetValue(constsOut));
            return Program.Exit.Done;
        }));
    }

    private static int[] Argnums(string? list)
    {
        if (list is null) return [];
        string[] items = list.Split(',', StringSplitOptions.TrimEntries);
        int[] numbers = new int[items.Length];
        for (int i = 0; i < numbers.Length; i++)
            if (!int.TryParse(items[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out numbers[i])) throw new InputException($"--argnums: expected places of inputs, as in 0,2; got '{list}'.");
        return numbers;
    }
}
