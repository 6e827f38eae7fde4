using Core.Ir;

namespace Core.Tests.RandomPrograms;

internal sealed partial class ProgramMaker
{
    private (Op, Atom[])? Broadcast(Atom x)
    {
        ArrayType type = x.Type;
        int rank = type.Rank + _random.Next(Math.Max(1, 4 - type.Rank));
        int[] places = Shuffled(rank)[..type.Rank];
        Array.Sort(places);
        int[] sizes = [.. Enumerable.Range(0, rank).Select(_ => AnySize())];
        for (int axis = 0; axis < type.Rank; axis++)
            if (type.Shape[axis] != 1 || Chance(2)) sizes[places[axis]] = type.Shape[axis];
        return (new BroadcastInDim(sizes, ValueArray.Create<int>(places)), [x]);
    }

    private (Op, Atom[])? Reorder(Atom x)
    {
        ArrayType type = x.Type;
        switch (_random.Next(4))
        {
            case 0:
                return (new Transpose([.. Shuffled(type.Rank)]), [x]);
            case 1:
                return (new Rev(SomeAxes(type.Rank)), [x]);
            case 2:
                return (new Squeeze([.. Enumerable.Range(0, type.Rank).Where(axis => type.Shape[axis] == 1 && Chance(2))]), [x]);
            default:
                // Two neighbouring axes in one, one axis cut in two, or one of size 1 more.
                List<int> sizes = [.. type.Shape];
                if (sizes.Count > 1 && Chance(2))
                {
                    sizes[0] *= sizes[1];
                    sizes.RemoveAt(1);
                }
                else if (sizes.Count > 0 && sizes[^1] % 2 == 0)
                {
                    sizes[^1] /= 2;
                    sizes.Insert(sizes.Count - _random.Next(2), 2);
                }
                else sizes.Insert(_random.Next(sizes.Count + 1), 1);
                Shape shape = [.. sizes];
                return (new Reshape(shape, type.Rank > 1 && Chance(4) ? [.. Shuffled(type.Rank)] : null), [x]);
        }
    }

    private (Op, Atom[])? Join(Atom x)
    {
        ArrayType type = x.Type;
        int count = _random.Next(1, 4);
        if (type.Rank == 0 || Chance(3))
        {
            if (type.Rank == 0 && Chance(2)) count = 12; // more than a line
            Atom[] alike = [x, .. Enumerable.Range(1, count - 1).Select(_ => Same(type) ?? x)];
            return type.Rank > 3 ? null : (new Stack(_random.Next(type.Rank + 1)), alike);
        }
        int axis = _random.Next(type.Rank);
        Atom[] others = [.. Enumerable.Range(1, count - 1).Select(_ => AnyAtom(other =>
            other.DType == type.DType && other.Rank == type.Rank && other.Shape.With(axis, 0) == type.Shape.With(axis, 0)) ?? x)];
        return (new Concatenate(axis), [x, .. others]);
    }

    private (Op, Atom[])? Cut(Atom x)
    {
        ArrayType type = x.Type;
        if (type.Rank > 0 && Chance(3))
        {
            int axis = _random.Next(type.Rank), size = type.Shape[axis], first = _random.Next(size + 1);
            return (new Split(Chance(4) ? [size] : [first, size - first], axis), [x]);
        }
        int[] start = new int[type.Rank], limit = new int[type.Rank], strides = new int[type.Rank];
        for (int axis = 0; axis < type.Rank; axis++)
        {
            start[axis] = _random.Next(type.Shape[axis] + 1);
            limit[axis] = _random.Next(start[axis], type.Shape[axis] + 1);
            strides[axis] = _random.Next(1, 3);
        }
        return (new Slice(ValueArray.Create<int>(start), ValueArray.Create<int>(limit), Chance(2) ? ValueArray.Create<int>(strides) : null), [x]);
    }

    private (Op, Atom[])? Padded(Atom x)
    {
        ArrayType type = x.Type;
        Padding[] config = new Padding[type.Rank];
        for (int axis = 0; axis < type.Rank; axis++)
        {
            config[axis] = new(_random.Next(-1, 2), _random.Next(-1, 2), Pick(0, 0, 1));
            int size = type.Shape[axis];
            if (config[axis].Low + config[axis].High + (size == 0 ? 0 : 1 + (size - 1) * (config[axis].Interior + 1)) < 0) config[axis] = new(0, 1, 0);
        }
        Atom value = Chance(2) ? AnyLiteral(type.DType) : AnyAtom(other => other.DType == type.DType && other.Rank == 0) ?? AnyLiteral(type.DType);
        return (new Pad(ValueArray.Create<Padding>(config)), [x, value]);
    }
}
