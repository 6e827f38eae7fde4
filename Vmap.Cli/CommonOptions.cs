using System.CommandLine;
using Core;

namespace Vmap.Cli;

/// <summary>The options that several verbs share.</summary>
internal static class CommonOptions
{
    public static Argument<string> File(string description = "The program, as JAX prints it; - reads it from standard input.") => new("FILE") { Description = description };

    public static Option<string?> InAxes(string whenLeftOut) => new("--in-axes")
    {
        Description = $"Which axis of each input holds the examples, as JSON: one entry per input, [null, 0], or one for all. {whenLeftOut}",
        HelpName = "AXES",
    };

    public static Option<string?> OutAxes() => new("--out-axes")
    {
        Description = "Where each output holds the examples, as JSON: one entry per output, or one for all. 0 if left out.",
        HelpName = "AXES",
    };

    public static Option<string?> AxisName() => new("--axis-name") { Description = "The name by which collectives call the mapped axis.", HelpName = "NAME" };

    public static Option<int?> AxisSize() => new("--axis-size") { Description = "How many examples there are.", HelpName = "N" };

    public static Option<string[]> Consts() => new("--const")
    {
        Description = "The value of a constant of the program, a .npy file; once per constant, in order.",
        HelpName = "C.npy",
        AllowMultipleArgumentsPerToken = true,
    };

    public static Option<string?> ConstsOut(string program) => new("--consts-out") { Description = $"Write the constants of {program} as P.const0.npy, P.const1.npy, …", HelpName = "P" };

    public static Option<string[]> Args() => new("--arg")
    {
        Description = "An input, a .npy file of the input's type (never converted); once per input, in order.",
        HelpName = "X.npy",
        AllowMultipleArgumentsPerToken = true,
    };

    public static Option<int?> Threads()
    {
        Option<int?> option = new("--threads") { Description = "How many threads compiled code may use; all processors if left out.", HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() < 1) result.AddError("--threads: expected 1 or more.");
        });
        return option;
    }

    public static Option<long?> MemoryLimit()
    {
        Option<long?> option = new("--memory-limit") { Description = "How many bytes a call of compiled code may allocate; no limit if left out.", HelpName = "BYTES" };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<long?>() < 0) result.AddError("--memory-limit: expected 0 or more.");
        });
        return option;
    }

    public static Option<bool> X64() => new("--x64") { Description = "Use JAX's 64-bit defaults in the rules." };

    public static Option<bool> Json() => new("--json") { Description = "Print JSON, for programs to read." };

    public static Option<bool> Verbose() => new("--verbose", "-v") { Description = "Say on standard error what is traced, mapped and evaluated." };

    public static Option<string> Engine()
    {
        Option<string> option = new("--engine")
        {
            Description = "What computes: jit (the compiler), or interpreter (the definition of every op).",
            DefaultValueFactory = _ => "jit",
            HelpName = "jit|interpreter",
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is not ("interpreter" or "jit")) result.AddError("--engine: expected jit or interpreter.");
        });
        return option;
    }

    /// <summary>A verb, its description ending with an example.</summary>
    public static Command Verb(string name, string description, string example, IEnumerable<Symbol> symbols, Func<ParseResult, int> action)
    {
        Command command = new(name, $"{description}\n\nExample:\n  {example}");
        foreach (Symbol symbol in symbols)
        {
            if (symbol is Argument argument) command.Add(argument);
            if (symbol is Option option) command.Add(option);
        }
        command.SetAction(action);
        return command;
    }

    /// <summary>Axes out of JSON.</summary>
    /// <exception cref="InputException">It is no JSON, or no axes.</exception>
    public static Axes ParseAxes(string option, string? json, Axes whenLeftOut, int count, string what)
    {
        if (json is null) return whenLeftOut;
        int?[]? entries = AxesJson.Parse(option, json, out int? forAll);
        if (entries is null) return forAll;
        if (entries.Length != count)
            throw new InputException($"{option}: {json} has {entries.Length} {(entries.Length == 1 ? "entry" : "entries")}, but the program has {count} {what}; write one entry for each, or one axis for all.");
        Axes[] axes = new Axes[count];
        for (int i = 0; i < count; i++) axes[i] = entries[i];
        return Axes.Create(axes);
    }
}
