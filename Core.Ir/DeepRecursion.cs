using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Core.Ir;

/// <summary>Recursion over nested programs that cannot overflow the stack, however deep they are nested.</summary>
public static class DeepRecursion
{
    private const int StackBytes = 256 << 20;

    /// <summary>Runs <paramref name="action"/>, on a fresh stack where this one is almost used up.</summary>
    public static void Run(Action action) => Run(() =>
    {
        action();
        return 0;
    });

    /// <summary>Runs <paramref name="function"/>, on a fresh stack where this one is almost used up.</summary>
    public static T Run<T>(Func<T> function)
    {
        if (RuntimeHelpers.TryEnsureSufficientExecutionStack()) return function();
        T? result = default;
        ExceptionDispatchInfo? error = null;
        Thread thread = new(() =>
        {
            try
            {
                result = function();
            }
            catch (Exception e)
            {
                error = ExceptionDispatchInfo.Capture(e);
            }
        }, StackBytes);
        thread.Start();
        thread.Join();
        error?.Throw();
        return result!;
    }
}
