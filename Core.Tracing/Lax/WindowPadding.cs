using System.Collections;
using System.Runtime.CompilerServices;
using Core.Ir;

namespace Core;

/// <summary>What is put around an array before a window goes over it: <see cref="Valid"/>, <see cref="Same"/>, <see cref="SameLower"/>, or amounts per axis, <c>[(1, 2), (0, 0)]</c>.</summary>
[CollectionBuilder(typeof(WindowPadding), nameof(Create))]
public readonly struct WindowPadding : IEnumerable<EdgePadding>
{
    private enum Form : byte { Valid, Same, SameLower, Given }

    private readonly Form _form;
    private readonly ValueArray<EdgePadding> _amounts;

    private WindowPadding(Form form, ValueArray<EdgePadding> amounts = default) => (_form, _amounts) = (form, amounts);

    /// <summary>Nothing: the window stays within the array.</summary>
    public static WindowPadding Valid => new(Form.Valid);

    /// <summary>As much as gives one place of the window per element, or per stride of elements; the odd one at the end.</summary>
    public static WindowPadding Same => new(Form.Same);

    /// <summary>As <see cref="Same"/>, the odd one at the start.</summary>
    public static WindowPadding SameLower => new(Form.SameLower);

    /// <summary>Amounts for each axis; negative ones cut off.</summary>
    public static WindowPadding Create(ReadOnlySpan<EdgePadding> amounts) => new(Form.Given, ValueArray.Create(amounts));

    /// <summary>Amounts for each axis.</summary>
    public static implicit operator WindowPadding(ValueArray<EdgePadding> amounts) => new(Form.Given, amounts);

    /// <summary>Whether amounts are given.</summary>
    internal bool IsGiven => _form is Form.Given;

    /// <summary>Whether it is <see cref="SameLower"/>.</summary>
    internal bool IsSameLower => _form is Form.SameLower;

    /// <summary>Whether it is <see cref="Same"/>.</summary>
    internal bool IsSame => _form is Form.Same;

    /// <summary>The amounts for an array.</summary>
    /// <param name="sizes">The sizes of the array's axes.</param>
    /// <param name="window">The sizes of the window, dilated.</param>
    /// <param name="strides">How far apart its places lie.</param>
    // JAX: padtype_to_pads.
    internal ValueArray<EdgePadding> Resolve(ReadOnlySpan<int> sizes, ReadOnlySpan<int> window, ReadOnlySpan<int> strides)
    {
        if (IsGiven) return _amounts;
        EdgePadding[] amounts = new EdgePadding[window.Length];
        if (_form is Form.Valid) return ValueArray.Adopt(amounts);
        for (int axis = 0; axis < amounts.Length && axis < sizes.Length; axis++)
        {
            int places = (sizes[axis] + strides[axis] - 1) / strides[axis];
            int total = Math.Max(0, (places - 1) * strides[axis] + window[axis] - sizes[axis]);
            int less = total / 2, more = total - less;
            amounts[axis] = IsSame ? new(less, more) : new(more, less);
        }
        return ValueArray.Adopt(amounts);
    }

    /// <summary>The amounts as they were given; none of the others.</summary>
    public IEnumerator<EdgePadding> GetEnumerator() => ((IEnumerable<EdgePadding>)_amounts).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>As C# writes it.</summary>
    public override string ToString() => IsGiven ? $"[{string.Join(", ", _amounts)}]" : _form.ToString();
}
