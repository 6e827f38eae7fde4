using static Core.Ir.Typing;

namespace Core.Ir;

/// <summary>Which axes of the operands and of the result of a convolution are which.</summary>
/// <param name="Lhs">The axes of the left operand: batch, feature, then the spatial ones.</param>
/// <param name="Rhs">The axes of the kernel: output feature, input feature, then the spatial ones.</param>
/// <param name="Out">The axes of the result: batch, feature, then the spatial ones.</param>
public readonly record struct ConvDims(ValueArray<int> Lhs, ValueArray<int> Rhs, ValueArray<int> Out)
{
    /// <summary>NC…, OI…, NC…: batch, features, and the spatial axes behind them.</summary>
    /// <param name="rank">How many axes the operands have.</param>
    public static ConvDims Default(int rank)
    {
        ValueArray<int> order = [.. Enumerable.Range(0, rank)];
        return new(order, order, order);
    }

    /// <summary>The axes by letters: N and C (batch and feature), O and I (output and input feature), and any others for spatial ones.</summary>
    /// <param name="lhs">The left operand, <c>NHWC</c>.</param>
    /// <param name="rhs">The kernel, <c>HWIO</c>; it gives the order of the spatial axes.</param>
    /// <param name="output">The result, <c>NHWC</c>.</param>
    /// <exception cref="ShapeException">A letter is missing or there twice, or the spatial letters differ.</exception>
    // JAX: conv_general_permutations.
    public static ConvDims Parse(string lhs, string rhs, string output)
    {
        Check(lhs, "NC");
        Check(rhs, "OI");
        Check(output, "NC");
        string spatial = string.Concat(rhs.Where(letter => letter is not ('O' or 'I')));
        if (!Spatial(lhs, "NC").SetEquals(spatial) || !Spatial(output, "NC").SetEquals(spatial))
            throw new ShapeException($"ConvDims: {lhs}, {rhs} and {output} must have the same letters for the spatial axes.");
        return new(Axes(lhs, "NC"), Axes(rhs, "OI"), Axes(output, "NC"));

        ValueArray<int> Axes(string letters, string ends) => [letters.IndexOf(ends[0]), letters.IndexOf(ends[1]), .. spatial.Select(letter => letters.IndexOf(letter))];

        static HashSet<char> Spatial(string letters, string ends) => [.. letters.Where(letter => !ends.Contains(letter))];

        static void Check(string letters, string ends)
        {
            if (letters.Distinct().Count() != letters.Length || !ends.All(letters.Contains))
                throw new ShapeException($"ConvDims: {letters} must have the letters {ends[0]} and {ends[1]}, and none twice.");
        }
    }

    /// <summary>The axes by letters, as <see cref="Parse"/> has them.</summary>
    public static implicit operator ConvDims((string Lhs, string Rhs, string Out) letters) => Parse(letters.Lhs, letters.Rhs, letters.Out);

    /// <summary>As programs print it: <c>ConvDimensionNumbers(lhs_spec=(0, 1), rhs_spec=(0, 1), out_spec=(0, 1))</c>.</summary>
    public override string ToString() => $"ConvDimensionNumbers(lhs_spec={Lhs}, rhs_spec={Rhs}, out_spec={Out})";
}

/// <summary>A convolution (in the sense of neural networks, the kernel is not flipped) over any number of spatial axes.</summary>
/// <param name="Dims">Which axes are which.</param>
/// <param name="WindowStrides">How far apart neighbouring places of the kernel lie.</param>
/// <param name="Padding">What is put around the spatial axes of the left operand first, after it was dilated; negative amounts cut off.</param>
/// <param name="LhsDilation">How far apart the elements of the left operand are put first: more than 1 for what is called a transposed convolution.</param>
/// <param name="RhsDilation">How far apart the elements of the kernel are put.</param>
/// <param name="FeatureGroupCount">Into how many groups the features are split, each of which sees input features of its own only.</param>
/// <param name="BatchGroupCount">Into how many groups the batch is split, each of which makes output features of its own.</param>
/// <param name="Precision">How exactly to multiply, or null for the default.</param>
/// <param name="PreferredElementType">The element type to sum in and of the result, or null for the operands'.</param>
public sealed record ConvGeneralDilated(
    ConvDims Dims, ValueArray<int> WindowStrides, ValueArray<EdgePadding> Padding, ValueArray<int> LhsDilation, ValueArray<int> RhsDilation,
    int FeatureGroupCount = 1, int BatchGroupCount = 1, DotPrecision? Precision = null, DType? PreferredElementType = null) : Op
{
    /// <inheritdoc/>
    public override string Name => "conv_general_dilated";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 2);
        (ArrayType lhs, ArrayType rhs) = (inputs[0], inputs[1]);
        CheckSameDType(this, inputs);
        CheckKind(this, lhs, Accepts.Any, 0, 2);
        if (lhs.Rank != rhs.Rank || lhs.Rank < 2)
            throw new ShapeException($"conv_general_dilated: both operands must have the same number of axes, at least 2, got {lhs} and {rhs}.");
        CheckSpec("lhs_spec", Dims.Lhs, lhs);
        CheckSpec("rhs_spec", Dims.Rhs, rhs);
        CheckSpec("out_spec", Dims.Out, lhs);
        CheckSpatial("window_strides", WindowStrides.Count, lhs);
        CheckSpatial("padding", Padding.Count, lhs);
        CheckSpatial("lhs_dilation", LhsDilation.Count, lhs);
        CheckSpatial("rhs_dilation", RhsDilation.Count, lhs);
        Window.CheckPositive(this, "window_strides", WindowStrides);
        Window.CheckPositive(this, "lhs_dilation", LhsDilation);
        Window.CheckPositive(this, "rhs_dilation", RhsDilation);
        CheckGroups(lhs, rhs);

        int[] sizes = new int[lhs.Rank];
        sizes[Dims.Out[0]] = lhs.Shape[Dims.Lhs[0]] / BatchGroupCount;
        sizes[Dims.Out[1]] = rhs.Shape[Dims.Rhs[0]];
        for (int i = 0; i < WindowStrides.Count; i++)
        {
            long padded = Window.Dilated(lhs.Shape[Dims.Lhs[i + 2]], LhsDilation[i]) + Padding[i].Low + Padding[i].High;
            if (padded < 0) throw new ShapeException($"conv_general_dilated: padding {Padding} cuts off more than spatial axis {i} of {lhs} has.");
            sizes[Dims.Out[i + 2]] = Window.CountPlaces(padded, Window.Dilated(rhs.Shape[Dims.Rhs[i + 2]], RhsDilation[i]), WindowStrides[i]);
        }
        return [new(ResultDType(lhs.DType), sizes, AllWeak(inputs))];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.ConvGeneralDilated(this, arg);

    private void CheckSpec(string name, ValueArray<int> axes, ArrayType type)
    {
        CheckPerAxis(this, name, axes.Count, type);
        CheckAxes(this, name, axes, type.Rank, type);
    }

    private static void CheckSpatial(string name, int count, ArrayType lhs)
    {
        if (count != lhs.Rank - 2)
            throw new ShapeException($"conv_general_dilated: {name} must have one entry per spatial axis of {lhs}, {lhs.Rank - 2}, got {count}.");
    }

    private void CheckGroups(ArrayType lhs, ArrayType rhs)
    {
        int features = lhs.Shape[Dims.Lhs[1]], inputs = rhs.Shape[Dims.Rhs[1]], outputs = rhs.Shape[Dims.Rhs[0]], batch = lhs.Shape[Dims.Lhs[0]];
        if (FeatureGroupCount < 1 || BatchGroupCount < 1 || (FeatureGroupCount > 1 && BatchGroupCount > 1))
            throw new ShapeException(
                $"conv_general_dilated: feature_group_count and batch_group_count must be positive, and one of them 1, got {FeatureGroupCount} and {BatchGroupCount}.");
        if (features % FeatureGroupCount != 0)
            throw new ShapeException($"conv_general_dilated: feature_group_count {FeatureGroupCount} must divide the {features} features of {lhs}.");
        if (features / FeatureGroupCount != inputs)
            throw new ShapeException(
                $"conv_general_dilated: the kernel must have {features / FeatureGroupCount} input features, those of {lhs} by feature_group_count {FeatureGroupCount}, " +
                $"got {inputs} in {rhs}.");
        if (outputs % FeatureGroupCount != 0)
            throw new ShapeException($"conv_general_dilated: feature_group_count {FeatureGroupCount} must divide the {outputs} output features of {rhs}.");
        if (batch % BatchGroupCount != 0)
            throw new ShapeException($"conv_general_dilated: batch_group_count {BatchGroupCount} must divide the batch of {batch} of {lhs}.");
        if (outputs % BatchGroupCount != 0)
            throw new ShapeException($"conv_general_dilated: batch_group_count {BatchGroupCount} must divide the {outputs} output features of {rhs}.");
    }

    // JAX: _validate_preferred_element_type.
    private DType ResultDType(DType dtype)
    {
        if (PreferredElementType is not { } preferred) return dtype;
        bool fits = dtype.Kind switch
        {
            DTypeKind.Signed => preferred.Kind is DTypeKind.Signed or DTypeKind.Float,
            DTypeKind.Unsigned => preferred.IsInteger || preferred.IsFloat,
            DTypeKind.Float or DTypeKind.Complex => preferred.Kind == dtype.Kind,
            DTypeKind.Bool or DTypeKind.Key => true,
        };
        if (!fits || preferred.ByteSize < dtype.ByteSize)
            throw new DTypeException($"conv_general_dilated: preferred_element_type {preferred.LongName} must be of the kind of {dtype.LongName}, or floating-point for integers, and not narrower.");
        return preferred;
    }
}
