using Core.Tracing;

namespace Core.Autodiff;

/// <summary>Names the user's lines in what derivatives refuse.</summary>
public static class Places
{
    /// <summary>
    /// Differentiates a function. If that is refused, it is traced again and notes lines, so that the message can name the one that is refused.
    /// </summary>
    /// <param name="signature">What the function is called with.</param>
    /// <param name="inner">The function.</param>
    /// <param name="derive">Makes the derivative of its program.</param>
    public static TracedProgram Named(Signature signature, Func<Signature, TracedProgram> inner, Func<TracedProgram, TracedProgram> derive)
    {
        TracedProgram program = inner(signature);
        try
        {
            return derive(program);
        }
        catch (UnsupportedException e) when (e.InnerException is null && !TraceScope.NotesSources)
        {
            return derive(TraceScope.WithSources(() => inner(signature)));
        }
    }
}
