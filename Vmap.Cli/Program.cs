using System.CommandLine;
using System.Text;
using Core;
using Vmap.Cli.Verbs;

namespace Vmap.Cli;

/// <summary>The <c>vmap</c> tool: programs as text, arrays as .npy files.</summary>
internal static class Program
{
    /// <summary>What the process ends with.</summary>
    internal static class Exit
    {
        public const int Done = 0, Differs = 1, Wrong = 2;
    }

    public static int Main(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        RootCommand root = new("Programs of arrays as JAX prints them: show, map over a batch, differentiate, run, explain, compare.")
        {
            ShowVerb.Create(), BatchVerb.Create(), DerivativeVerb.Jvp(), DerivativeVerb.Vjp(), DerivativeVerb.Grad(), RunVerb.Create(), DiffVerb.Create(),
            ExplainVerb.Create(), BenchVerb.Create(), ConformVerb.Create(),
        };
        ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            // A word that is no verb is reported twice: as such, and as a verb that is missing.
            foreach (var error in parsed.Errors.Skip(parsed.UnmatchedTokens.Count > 0 && parsed.Errors.Count > 1 && parsed.CommandResult.Command is RootCommand ? 1 : 0))
                Console.Error.WriteLine($"vmap: {error.Message}");
            string verb = parsed.CommandResult.Command is RootCommand ? "" : " " + parsed.CommandResult.Command.Name;
            Console.Error.WriteLine($"Run 'vmap{verb} --help' for what can be written.");
            return Exit.Wrong;
        }
        return Guard(() => parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false }));
    }

    /// <summary>Runs something and turns what is wrong with the input into one message and an exit code.</summary>
    private static int Guard(Func<int> run)
    {
        try
        {
            using StreamWriter output = new(Console.OpenStandardOutput(), new UTF8Encoding(false), bufferSize: 1 << 16);
            Console.SetOut(output);
            return run();
        }
        catch (InputException e)
        {
            Console.Error.WriteLine($"vmap: {e.Message}");
        }
        catch (VmapException e)
        {
            Console.Error.WriteLine($"vmap: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"vmap: {e.Message}");
        }
        catch (OutOfMemoryException)
        {
            Console.Error.WriteLine("vmap: there is not enough memory for the arrays of this program.");
        }
        return Exit.Wrong;
    }
}

/// <summary>Something wrong with the input of the tool.</summary>
internal sealed class InputException(string message) : Exception(message);
