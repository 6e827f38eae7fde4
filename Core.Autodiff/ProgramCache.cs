using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Core.Tracing;

namespace Core.Autodiff;

/// <summary>
/// What was made of programs, kept as long as they live: calls that share a program share what is made of it, so that it is made, and printed, once.
/// </summary>
internal sealed class ProgramCache<TKey, TValue> where TKey : notnull
{
    private readonly ConditionalWeakTable<Jaxpr, ConcurrentDictionary<(TKey, bool X64), TValue>> _known = [];

    /// <summary>What was made of a program, or is now, on a fresh stack where this one is almost used up.</summary>
    public TValue Get(Jaxpr jaxpr, TKey key, Func<TValue> make) =>
        _known.GetOrCreateValue(jaxpr).GetOrAdd((key, TraceScope.UsesX64), _ => TraceScope.RunDeep(make));
}
