using System.Collections.Concurrent;

namespace Core.Compiler.Emission;

/// <summary>Kernels by what they are made of, so that equal ones are made once.</summary>
/// <remarks>Programs hold the kernels that they run. When there are too many here they are forgotten, so that those of programs that are gone do not stay forever.</remarks>
/// <param name="most">How many kernels there may be.</param>
/// <param name="comparer">When two keys are the same kernel.</param>
internal sealed class KernelCache<TKey, TKernel>(int most, IEqualityComparer<TKey>? comparer = null) where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Lazy<TKernel>> _known = new(comparer);

    /// <summary>How many kernels there are.</summary>
    public int Count => _known.Count;

    /// <summary>The kernels that there are.</summary>
    public IEnumerable<TKernel> Kernels => _known.Values.Where(kernel => kernel.IsValueCreated).Select(kernel => kernel.Value);

    /// <summary>The kernel of a key, made now unless there is one.</summary>
    public TKernel Get(TKey key, Func<TKey, TKernel> make)
    {
        if (_known.TryGetValue(key, out Lazy<TKernel>? kernel)) return kernel.Value;
        if (_known.Count >= most) _known.Clear();
        return _known.GetOrAdd(key, static (key, make) => new Lazy<TKernel>(() => make(key)), make).Value;
    }
}
