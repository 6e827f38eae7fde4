using Core.Tracing;

namespace Core;

/// <summary>The derivatives with respect to several arguments, each of its argument's type: what <c>Grad(argnums: [0, 2])</c> gives.</summary>
/// <remarks>Deconstructs into arrays: <c>var (dx, dy) = …</c>; <see cref="Get{T}"/> gives those of arguments that are trees.</remarks>
public sealed class Grads : IPyTree<Grads>
{
    private readonly (TreeDef Tree, NdArray[] Leaves)[] _items;

    private Grads((TreeDef, NdArray[])[] items) => _items = items;

    /// <summary>How many arguments there are.</summary>
    public int Count => _items.Length;

    /// <summary>The derivative with respect to an argument that is an array, by its place in <c>argnums</c>.</summary>
    /// <exception cref="TreeException">There is no such place, or the argument is no array.</exception>
    public NdArray this[int place] => At(place) is (LeafDef, [var leaf]) ? leaf : throw new TreeException(
        $"Grads: the derivative at {place} is {_items[place].Tree.Describe()}, not an array; use Get<T>({place}) with the argument's type.");

    /// <summary>The derivative with respect to an argument, by its place in <c>argnums</c>.</summary>
    /// <typeparam name="T">The type of the argument.</typeparam>
    /// <exception cref="TreeException">There is no such place.</exception>
    public T Get<T>(int place)
    {
        (TreeDef tree, NdArray[] leaves) = At(place);
        return tree.Read<T>(leaves);
    }

    /// <summary>The derivatives with respect to two arguments.</summary>
    public void Deconstruct(out NdArray first, out NdArray second)
    {
        CheckCount(2);
        (first, second) = (this[0], this[1]);
    }

    /// <summary>The derivatives with respect to three arguments.</summary>
    public void Deconstruct(out NdArray first, out NdArray second, out NdArray third)
    {
        CheckCount(3);
        (first, second, third) = (this[0], this[1], this[2]);
    }

    /// <summary>The derivatives with respect to four arguments.</summary>
    public void Deconstruct(out NdArray first, out NdArray second, out NdArray third, out NdArray fourth)
    {
        CheckCount(4);
        (first, second, third, fourth) = (this[0], this[1], this[2], this[3]);
    }

    /// <summary>The derivatives with respect to five arguments.</summary>
    public void Deconstruct(out NdArray first, out NdArray second, out NdArray third, out NdArray fourth, out NdArray fifth)
    {
        CheckCount(5);
        (first, second, third, fourth, fifth) = (this[0], this[1], this[2], this[3], this[4]);
    }

    /// <inheritdoc/>
    void IPyTree<Grads>.WriteTree(TreeWriter writer)
    {
        for (int i = 0; i < _items.Length; i++) writer.Write(TreeKey.At(i), _items[i].Tree, _items[i].Leaves);
    }

    /// <inheritdoc/>
    static Grads IPyTree<Grads>.ReadTree(TreeReader reader) => new(reader.Rest());

    private (TreeDef Tree, NdArray[] Leaves) At(int place) =>
        place >= 0 && place < _items.Length ? _items[place] : throw new TreeException($"Grads: there are derivatives with respect to {_items.Length} arguments, none at {place}.");

    private void CheckCount(int wanted)
    {
        if (wanted != _items.Length) throw new TreeException($"Grads: there are derivatives with respect to {_items.Length} arguments, which do not deconstruct into {wanted}.");
    }
}
