namespace Core.Compiler.Kernels;

/// <summary>Computes, block by block, where windows start in an array and where their elements are in the packed one.</summary>
internal unsafe ref struct WindowStarts
{
    /// <summary>How many places make a block.</summary>
    public const int Block = 256;

    /// <summary>The start of a window that is not within bounds.</summary>
    public const long Outside = long.MinValue;

    /// <summary>Bytes of scratch memory that are needed for a plan.</summary>
    public static int ScratchBytes(WindowPlan plan) => (3 * Block + plan.PlaceSizes.Length + 8) * sizeof(long);

    private readonly WindowPlan _plan;
    private readonly byte* _indices;
    private readonly long* _parts, _place;

    /// <summary>Starts at a place.</summary>
    public WindowStarts(WindowPlan plan, byte* indices, byte* scratch, long first)
    {
        _plan = plan;
        _indices = indices;
        Starts = (long*)scratch;
        Packed = Starts + Block;
        _parts = Packed + Block;
        _place = _parts + Block;
        for (int axis = plan.PlaceSizes.Length - 1; axis >= 0; axis--) (first, _place[axis]) = Math.DivRem(first, plan.PlaceSizes[axis]);
    }

    /// <summary>Where the windows of the block start, or <see cref="Outside"/>.</summary>
    public long* Starts { get; }

    /// <summary>Where the elements of the windows start in the packed array.</summary>
    public long* Packed { get; }

    /// <summary>Fills a block; places are gone through in order.</summary>
    public readonly void Fill(long first, int count)
    {
        WindowPlan plan = _plan;
        Places(count);
        int parts = plan.PartStrides.Length;
        for (int part = 0; part < parts; part++)
        {
            long last = plan.PartLast[part], stride = plan.PartStrides[part];
            if (plan.Clips && last == 0) continue; // windows as long as the axis start at 0, whatever the index
            IndexReader.Read(_indices, plan.IndexType, first * parts + part, parts, count, _parts);
            if (plan.Clips)
            {
                for (int i = 0; i < count; i++) Starts[i] += Math.Clamp(_parts[i], 0, last) * stride;
            }
            else
            {
                for (int i = 0; i < count; i++)
                {
                    if ((ulong)_parts[i] > (ulong)last) Starts[i] = Outside;
                    else if (Starts[i] != Outside) Starts[i] += _parts[i] * stride;
                }
            }
        }
    }

    /// <summary>What the places alone give, as if all indices were 0.</summary>
    private readonly void Places(int count)
    {
        WindowPlan plan = _plan;
        int last = plan.PlaceSizes.Length - 1;
        for (int i = 0; i < count;)
        {
            long start = 0, packed = 0;
            for (int axis = 0; axis <= last; axis++)
            {
                start += _place[axis] * plan.BatchStrides[axis];
                packed += _place[axis] * plan.PlaceStrides[axis];
            }
            int run = (int)Math.Min(count - i, plan.PlaceSizes[last] - _place[last]);
            long batchStride = plan.BatchStrides[last], placeStride = plan.PlaceStrides[last];
            for (int k = 0; k < run; k++, start += batchStride, packed += placeStride) (Starts[i + k], Packed[i + k]) = (start, packed);
            i += run;
            _place[last] += run;
            for (int axis = last; axis > 0 && _place[axis] == plan.PlaceSizes[axis]; axis--)
            {
                _place[axis] = 0;
                _place[axis - 1]++;
            }
        }
    }
}
