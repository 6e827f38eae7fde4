namespace Vmap.Cli;

/// <summary>What standard output and error are connected to.</summary>
internal static class Terminal
{
    /// <summary>Whether to print colours: only on a terminal, and never where NO_COLOR is set (https://no-color.org).</summary>
    public static bool ShowsColour { get; } = !Console.IsOutputRedirected && WantsColour;

    /// <summary>Whether to print messages in colours.</summary>
    public static bool ErrorShowsColour { get; } = !Console.IsErrorRedirected && WantsColour;

    /// <summary>Whether somebody watches progress on standard error.</summary>
    public static bool ShowsProgress { get; } = !Console.IsErrorRedirected;

    /// <summary>Tells somebody who watches how far long work is, on a line that the next message takes the place of; an empty one leaves none.</summary>
    public static void ShowProgress(string message)
    {
        if (ShowsProgress) Console.Error.Write($"\r\e[2K{message}");
    }

    private static bool WantsColour => string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}
