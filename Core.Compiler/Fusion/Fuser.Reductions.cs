using Core.Ir;

namespace Core.Compiler.Fusion;

internal sealed partial class Fuser
{
    /// <summary>A row of more elements than this is not kept while it is reduced and then used: the reduction becomes a cluster of its own.</summary>
    private const long MaxRow = 1 << 16;

    private void PlaceReduction(Equation equation, Reduce reduce, Var var)
    {
        List<(Cluster Cluster, int Node)> wanted = Wanted(var);
        bool store = _stored.Contains(var);
        if (equation.Inputs[0].Type.Size == 0)
        {
            Literal identity = Identity(reduce.Kind, var.Type.DType);
            if (store) NewOwner(var, 0, 0);
            foreach ((Cluster cluster, int node) in Wanted(var))
            {
                if (cluster.Nodes[node].Kind is not NodeKind.Open) continue;
                cluster.Nodes[node].Kind = NodeKind.Alias;
                cluster.Nodes[node].Operands = [cluster.Demand(identity, new(0, cluster.Sizes.Count))];
            }
            return;
        }
        if (!store && wanted.Count == 1 && wanted[0].Cluster.Weight <= MaxWeight && CanReduce(wanted[0].Cluster, wanted[0].Cluster.Nodes[wanted[0].Node], equation))
        {
            ReduceAt(equation, reduce, wanted[0].Cluster, wanted[0].Node);
            return;
        }
        (Cluster owner, int place) = Owner(equation, var);
        ReduceAt(equation, reduce, owner, place);
        LoadAll(var, owner);
    }

    /// <summary>Whether a cluster can compute a reduction where it wants it: once for each element, with its inner dimensions or such as can become that.</summary>
    private static bool CanReduce(Cluster cluster, Node node, Equation equation)
    {
        ArrayType type = equation.Outputs[0].Type;
        long rows = 1, inner = 1, first = -1;
        bool hasInner = cluster.HasInner;
        for (int dim = 0; dim < cluster.Sizes.Count; dim++)
        {
            bool depends = node.Map.DependsOn(dim);
            if (hasInner && depends == cluster.Inner[dim]) return false;
            if (depends)
            {
                if (first >= 0 && !hasInner) return false; // what is to be the inner dimensions comes last
                rows *= cluster.Sizes[dim];
            }
            else
            {
                if (first < 0) first = dim;
                inner *= cluster.Sizes[dim];
            }
        }
        if (rows != type.Size) return false;
        if (first < 0) return true; // new dimensions
        if (!hasInner && (inner > MaxRow || (rows < 4 && inner > 4096))) return false;
        Reduce reduce = (Reduce)equation.Op;
        Shape operand = equation.Inputs[0].Type.Shape;
        int next = 0;
        foreach (int axis in Sorted(reduce.Axes))
        {
            if (operand[axis] == 1) continue;
            while (next < cluster.Sizes.Count && node.Map.DependsOn(next)) next++;
            if (next == cluster.Sizes.Count || cluster.Sizes[next] != operand[axis]) return false;
            next++;
        }
        while (next < cluster.Sizes.Count && node.Map.DependsOn(next)) next++;
        return next == cluster.Sizes.Count;
    }

    private void ReduceAt(Equation equation, Reduce reduce, Cluster cluster, int place)
    {
        Node node = cluster.Nodes[place];
        Shape operand = equation.Inputs[0].Type.Shape;
        bool all = true;
        for (int dim = 0; dim < cluster.Sizes.Count; dim++) all &= node.Map.DependsOn(dim);
        if (all)
        {
            foreach (int axis in Sorted(reduce.Axes))
                if (operand[axis] != 1) cluster.AddDim(operand[axis], true);
        }
        else
        {
            for (int dim = 0; dim < cluster.Sizes.Count; dim++) cluster.Inner[dim] = !node.Map.DependsOn(dim);
        }
        IndexMap map = new(operand.Rank, cluster.Sizes.Count);
        for (int axis = 0, own = 0, next = 0; axis < operand.Rank; axis++)
        {
            if (!reduce.Axes.Contains(axis)) node.Map.Row(own++).CopyTo(map.Row(axis));
            else if (operand[axis] != 1)
            {
                while (!cluster.Inner[next]) next++;
                map[axis, next++] = 1;
            }
        }
        node.Kind = NodeKind.Reduce;
        node.Equation = equation;
        cluster.Weight += 2;
        node.Operands = [Want(cluster, equation.Inputs[0], map)];
    }

    /// <summary>Whether all axes that are reduced have the size 1.</summary>
    private static bool ReducesNothing(Equation equation, Reduce reduce)
    {
        foreach (int axis in reduce.Axes)
            if (equation.Inputs[0].Type.Shape[axis] != 1) return false;
        return true;
    }

    private static int[] Sorted(ValueArray<int> axes)
    {
        int[] sorted = axes.Span.ToArray();
        Array.Sort(sorted);
        return sorted;
    }

    /// <summary>What a reduction of nothing gives.</summary>
    internal static Literal Identity(ReduceKind kind, DType dtype)
    {
        Scalar value = kind switch
        {
            ReduceKind.Sum or ReduceKind.Or or ReduceKind.Xor => Scalar.Of(0L),
            ReduceKind.Prod => Scalar.Of(1L),
            ReduceKind.And => Scalar.Of(-1L),
            ReduceKind.Max => dtype.IsInexact ? Scalar.Of(double.NegativeInfinity) : Scalar.Of(Least(dtype)),
            ReduceKind.Min => dtype.IsInexact ? Scalar.Of(double.PositiveInfinity) : Greatest(dtype),
        };
        return new(Scalar.Of(value.ToArray(dtype), 0), dtype);
    }

    private static long Least(DType dtype) => dtype.Kind is DTypeKind.Signed ? long.MinValue >> (64 - dtype.BitWidth) : 0;

    private static Scalar Greatest(DType dtype) => dtype.Kind switch
    {
        DTypeKind.Signed => Scalar.Of(long.MaxValue >> (64 - dtype.BitWidth)),
        DTypeKind.Bool => Scalar.Of(true),
        _ => Scalar.Of(ulong.MaxValue >> (64 - dtype.BitWidth)),
    };

    /// <summary>A variable that is put together from several: a cluster for each part, which writes its place in the whole.</summary>
    private void PlaceParts(Equation equation, Var var)
    {
        (int depth, _) = _facts[var];
        Cluster? whole = null;
        Shape shape = var.Type.Shape;
        switch (equation.Op)
        {
            case Concatenate concatenate:
                long start = 0;
                foreach (Atom operand in equation.Inputs)
                {
                    AddPart(operand, operand.Type.Shape, concatenate.Dimension, start);
                    start += operand.Type.Shape[concatenate.Dimension];
                }
                break;
            case Stack stack:
                for (int i = 0; i < equation.Inputs.Count; i++) AddPart(equation.Inputs[i], shape.With(stack.Axis, 1), stack.Axis, i);
                break;
            case Pad pad:
                Cluster fill = Part(shape, out IndexMap all);
                fill.Roots.Add(new(var, Want(fill, equation.Inputs[1], new(0, fill.Sizes.Count)), all));
                Shape source = equation.Inputs[0].Type.Shape;
                int[] kept = new int[shape.Rank], first = new int[shape.Rank];
                for (int axis = 0; axis < kept.Length; axis++)
                {
                    // Element i of the operand goes to low + i · step; those that land outside are cut off.
                    (int low, _, int interior) = pad.Config[axis];
                    int step = interior + 1;
                    first[axis] = low < 0 ? (-low + step - 1) / step : 0;
                    int end = Math.Min(source[axis], (shape[axis] - 1 - low + step) / step);
                    kept[axis] = Math.Max(0, end - first[axis]);
                }
                if (((Shape)kept).Size == 0) break;
                Cluster part = Part(kept, out IndexMap from);
                IndexMap to = new(shape.Rank, part.Sizes.Count);
                for (int axis = 0; axis < kept.Length; axis++)
                {
                    (int low, _, int interior) = pad.Config[axis];
                    from.Row(axis).CopyTo(to.Row(axis));
                    foreach (ref long cell in to.Row(axis)) cell *= interior + 1;
                    from.Offset(axis) = first[axis];
                    to.Offset(axis) = low + (long)first[axis] * (interior + 1);
                }
                part.Roots.Add(new(var, Want(part, equation.Inputs[0], from), to));
                break;
        }
        LoadAll(var, whole);

        Cluster Part(Shape domain, out IndexMap map)
        {
            Cluster part = NewCluster(depth, whole?.Unit ?? -1);
            whole ??= part;
            map = Identity(part, domain);
            return part;
        }

        void AddPart(Atom operand, Shape domain, int axis, long offset)
        {
            if (domain.Size == 0) return;
            Cluster part = Part(domain, out IndexMap map);
            IndexMap own = map;
            if (operand.Type.Rank < domain.Rank)
            {
                own = new(operand.Type.Rank, map.Dims);
                for (int i = 0; i < own.Rank; i++) map.Row(i < axis ? i : i + 1).CopyTo(own.Row(i));
            }
            IndexMap target = new(map.Rank, map.Dims);
            for (int i = 0; i < map.Rank; i++) map.Row(i).CopyTo(target.Row(i));
            target.Offset(axis) = offset;
            part.Roots.Add(new(var, Want(part, operand, own), target));
        }
    }
}
