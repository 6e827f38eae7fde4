using System.CommandLine;
using System.Text.Json;
using Core;
using Core.Ir;

namespace Vmap.Cli.Verbs;

/// <summary><c>vmap show</c>: parse, check, print.</summary>
internal static class ShowVerb
{
    public static Command Create()
    {
        Argument<string> file = CommonOptions.File();
        Option<bool> count = new("--count") { Description = "Print how many equations the program has (those of called programs included, calls not counted) and its flops." };
        Option<bool> json = CommonOptions.Json();
        return CommonOptions.Verb("show", "Reads a program, checks it and prints it as JAX does.", "vmap show neuron.jaxpr --count", [file, count, json], parsed =>
        {
            Jaxpr jaxpr = ProgramFile.Read(parsed.GetRequiredValue(file));
            bool asJson = parsed.GetValue(json);
            if (!parsed.GetValue(count))
            {
                Console.Out.WriteLine(asJson ? JsonSerializer.Serialize(jaxpr.ToString(), JsonText.Default.String) : jaxpr.ToString());
                return Program.Exit.Done;
            }
            JaxprCost cost = JaxprCost.Of(jaxpr);
            Console.Out.WriteLine(asJson
                ? $$"""{"equations":{{cost.Equations}},"flops":{{cost.Flops}}}"""
                : $"{cost.Equations} equations, {cost.Flops} flops");
            return Program.Exit.Done;
        });
    }
}
